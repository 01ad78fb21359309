"""Suggestions by the lexicon: the whole codebook over real speech, in one process, with cold caches, without storage.

Speeds are by processor time.

Run alone: `python -m benchmarks.suggest`.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, show, spent
from benchmarks.texts import DEBATES, documents
from qualcode.domain.transcript import Role, Turn
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.transcript_files import read_transcript
from qualcode.nlp import compound, lemma, pipeline
from qualcode.nlp.lexicon import Lexicon
from qualcode.nlp.matching import Matching
from qualcode.nlp.segment import segments
from qualcode.nlp.tokens import words

ROOT = Path(__file__).resolve().parents[1]
TARGET, REPEAT = 100_000, 3
CACHES = (lemma.lemma, lemma.search_form, compound.is_made_of_parts, pipeline.load)


def measure(number: int = 110, repeat: int = REPEAT) -> list[Figure]:
    """Words a second of each stage, so that the table shows what each adds to the one before."""
    speeches = corpus(number)
    said = [turn.speech.of(text) for text, turns in speeches for turn in turns]
    count = sum(len(words(speech)) for speech in said)
    book = read_codebook(ROOT / "codebook.yaml")
    size = f"{len(speeches)} transcripts, {count:,} words of respondents"
    found = 0

    def suggest(lexicon: Lexicon) -> Callable[[], object]:
        def work() -> None:
            nonlocal found
            found = sum(len(lexicon.suggest(text, turns)) for text, turns in speeches)

        return work

    def read() -> Callable[[], object]:
        nlp = pipeline.load()
        return lambda: [nlp(each) for each in said]

    def match() -> Callable[[], object]:
        nlp, matching = pipeline.load(), Matching(pipeline.load(), book)
        return lambda: [list(matching.sentences(nlp(each))) for each in said]

    def figure(what: str, seconds: float, target: int = 0) -> Figure:
        speed = count / seconds
        aim = f"> {target:,} words/s" if target else ""
        return Figure(what, size, f"{speed:,.0f} words/s ({seconds:.2f} s)", aim, speed > target if target else None)

    warm = Lexicon(book)
    return [
        Figure("compile the codebook", f"{len(book.codes)} codes", f"{_seconds(lambda: Lexicon(book)):.2f} s", ""),
        figure("search form of the text", _cold(repeat, lambda: lambda: [lemma.normalise(each) for each in said])),
        figure(
            "segments", _cold(repeat, lambda: lambda: [segments(text, t.speech) for text, ts in speeches for t in ts])
        ),
        figure("tokens, segments, lemmas", _cold(repeat, read)),
        figure("the same and matching", _cold(repeat, match)),
        figure("suggest: the same, negation, scores", _cold(repeat, lambda: suggest(Lexicon(book))), TARGET),
        figure("suggest again, nothing cold", min(_seconds(suggest(warm)) for _ in range(repeat))),
        Figure("suggestions", size, f"{found:,}", ""),
    ]


def corpus(number: int = 110) -> list[tuple[str, list[Turn]]]:
    """The debates where they are at hand, else the demonstration's interviews; without the interviewer's turns."""
    with tempfile.TemporaryDirectory() as folder:
        files = (
            documents(Path(folder), number) if DEBATES.is_dir() else sorted((ROOT / "corpus").glob("*.txt"))[:number]
        )
        parsed = [read_transcript(file) for file in files]
    return [(each.text, [turn for turn in each.turns if turn.role is not Role.INTERVIEWER]) for each in parsed]


def _cold(repeat: int, prepare: Callable[[], Callable[[], object]]) -> float:
    """Processor seconds of the prepared work, with no word looked up before (the dictionary is in memory); the best."""
    seconds = []
    for _ in range(repeat):
        for cached in CACHES:
            cached.cache_clear()
        seconds.append(_seconds(prepare()))
    return min(seconds)


def _seconds(work: Callable[[], object]) -> float:
    return spent(work)[1].processor


def main() -> None:
    """Print the figures."""
    show(measure())


if __name__ == "__main__":
    main()
