"""A run of hybrid suggestions without its storage: everything of the base install over real speech, words cold.

Run alone, so that the memory is its own: `python -m benchmarks.learning`. Speeds are by processor time.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.figures import Figure, megabytes, show, spent
from benchmarks.ranking import CACHES
from benchmarks.suggest import CACHES as MORE
from benchmarks.suggest import ROOT, corpus
from qualcode.domain.codebook import Codebook
from qualcode.domain.ranking import Judged, Unit
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.transcript import Turn
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.codebook_words import Read
from qualcode.nlp.hybrid import Sentence, lexicon_scores, sentences, suggestions
from qualcode.nlp.lexicon import Lexicon
from qualcode.nlp.ranker import Groundwork, Ranker, Study, with_lexicon_by_parts
from qualcode.nlp.ranker_file import dump
from qualcode.nlp.tokens import words

SPEED, REFIT, DECISIONS, MEMORY = 25_000, 5.0, 5_000, 600
THRESHOLD, EACH = 0.3, 3


class Texts(NamedTuple):
    """The sentences of a corpus with what the lexicon says of them, and the ground that all learning stands on."""

    attributing: Attributing
    read: list[list[Sentence]]
    hits: list[list[Suggestion]]
    ground: Groundwork
    seen: Read

    @classmethod
    def of(cls, texts: list[tuple[str, list[Turn]]], book: Codebook) -> "Texts":
        """Read by lexicon and ranking."""
        read = [sentences(str(at), text, turns) for at, (text, turns) in enumerate(texts)]
        hits = _by_indicator(texts, book)
        units = [sentence.unit for found in read for sentence in found]
        ground = Groundwork.of(book, units)
        scores = (lexicon_scores(found, hit, ground.codes) for found, hit in zip(read, hits, strict=True))
        seen = with_lexicon_by_parts(ground.read(units), scores)
        return cls(Attributing(book), read, hits, ground, seen)

    def units(self) -> list[Unit]:
        """The sentences as they are ranked."""
        return [sentence.unit for found in self.read for sentence in found]

    def study(self) -> Study:
        """All sentences as they were read."""
        return Study(self.units(), self.seen)

    def proposed(self, ranker: Ranker) -> int:
        """How many suggestions there are."""
        ranked = iter(ranker.in_study(self.study(), EACH, THRESHOLD))
        return sum(
            len(list(suggestions(found, [next(ranked) for _ in found], hit, {}, self.attributing)))
            for found, hit in zip(self.read, self.hits, strict=True)
        )


def _by_indicator(texts: list[tuple[str, list[Turn]]], book: Codebook) -> list[list[Suggestion]]:
    """What the lexicon says, which is forgotten afterwards as a run forgets it."""
    lexicon = Lexicon(book)
    return [lexicon.suggest(text, turns) for text, turns in texts]


def measure(number: int = 110, decisions: int = DECISIONS) -> list[Figure]:
    """Words a second of all but learning, seconds of learning from so many decisions, bytes, and the memory."""
    texts, book = corpus(number), read_codebook(ROOT / "codebook.yaml")
    Lexicon(book)  # the dictionary and spaCy are in memory from here on
    for cached in (*CACHES, *MORE):
        cached.cache_clear()
    made, prepared = spent(lambda: Texts.of(texts, book))
    units = made.units()
    at = np.linspace(0, len(units) - 1, decisions).astype(int).tolist()
    codes = np.random.default_rng(0).integers(len(made.ground.codes), size=decisions).tolist()
    judged = [Judged(units[each], frozenset([made.ground.codes[code]])) for each, code in zip(at, codes, strict=True)]
    ranker, learned = spent(lambda: made.ground.learn(judged, made.seen.at(at), made.study()))
    model, written = spent(lambda: dump(ranker))
    proposed, ranked = spent(lambda: made.proposed(ranker))
    count = sum(len(words(unit.text)) for unit in units)
    all_of_it, peak = prepared.also(ranked), megabytes()
    speed = count / all_of_it.processor
    size, taught = f"{len(units):,} sentences, {count:,} words", f"{decisions:,} decisions"
    value = f"{speed:,.0f} words/s: {all_of_it}"
    return [
        Figure("hybrid: lexicon, ranking, reasons, cold", size, value, f"> {SPEED:,} words/s", speed > SPEED),
        Figure("hybrid: suggestions", size, f"{proposed:,}", ""),
        Figure("hybrid: learn", taught, str(learned), f"< {REFIT:.0f} s", learned.processor < REFIT),
        Figure("hybrid: write the model", taught, f"{written}, {len(model.content):,} bytes", ""),
        Figure("hybrid: memory of the process", size, f"{peak:.0f} MB", f"< {MEMORY} MB", peak < MEMORY),
    ]


if __name__ == "__main__":
    show(measure())
