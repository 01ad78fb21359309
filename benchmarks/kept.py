"""Suggestions for new transcripts by the kept model, against learning all of it anew: real speech, without storage.

Nine tenths of the transcripts taught a run, the others are new. Word caches are cold at the start of each measurement;
with the extra `qualcode[semantic]` its encoder takes part. Run alone: `python -m benchmarks.kept`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.figures import Figure, Spent, show, spent
from benchmarks.ranking import CACHES
from benchmarks.suggest import CACHES as MORE
from benchmarks.suggest import ROOT, corpus
from qualcode.db.queries.labels import Label, Labels
from qualcode.domain.codebook import Codebook
from qualcode.domain.suggestion import Suggestion
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp import semantic
from qualcode.nlp.hybrid import Limits
from qualcode.nlp.lexicon import Lexicon
from qualcode.nlp.ranker import leaves
from qualcode.nlp.tokens import words
from qualcode.workflow import kept, learning
from qualcode.workflow.heard import Source
from qualcode.workflow.learning import Material, Prepared
from qualcode.workflow.refresh import HYBRID

DECISIONS, LIMITS = 5_000, Limits(0.1, 3)


class Study(NamedTuple):
    """Texts that taught, and texts that are new, with what was decided on the first."""

    book: Codebook
    taught: Sequence[Source]
    fresh: Sequence[Source]
    known: Labels

    def material(self, texts: Sequence[Source]) -> Material:
        """These texts with all that was decided."""
        return Material(texts, self.known, LIMITS, frozenset(), {})


def measure(number: int = 110, decisions: int = DECISIONS) -> list[Figure]:
    """Processor time of suggestions for the new transcripts: with everything anew, by the kept model, without it."""
    study = a_study(number, decisions)
    Lexicon(study.book)  # the dictionary and spaCy are in memory from here on
    whole = learning.prepare(study.book, HYBRID, study.material(study.taught))
    earlier = kept.Earlier(1, kept.SOFTWARE, whole.parameters, "", "")
    standing = kept.Standing(earlier, study.material(study.taught), study.fresh, whole.model)
    everything = [*study.taught, *study.fresh]
    _, anew = _made(everything, lambda: learning.prepare(study.book, HYBRID, study.material(everything)))
    by_kept, quick = _made(study.fresh, lambda: kept.prepare(study.book, standing))
    by_refit, slow = _made(study.fresh, lambda: kept.prepare(study.book, standing._replace(model=None)))
    size = f"{len(study.fresh)} new of {len(everything)} transcripts, {decisions:,} decisions"
    encoder = "with the encoder" if semantic.installed() else "without the encoder"
    saved = f"{quick}, {1 - quick.processor / anew.processor:.0%} less"
    return [
        Figure(f"suggest for all anew, {encoder}", size, str(anew), ""),
        Figure("only what is new, by the kept model", size, saved, "less than anew", quick.processor < anew.processor),
        Figure("the same, learned again", f"{sum(map(len, by_refit)):,} suggestions", str(slow), ""),
        Figure("suggestions that differ", size, f"{_differ(by_kept, by_refit)}", "0", by_kept == by_refit),
    ]


def a_study(number: int, decisions: int) -> Study:
    """The corpus, with a code given at random to so many sentences of what taught."""
    book = read_codebook(ROOT / "codebook.yaml")
    texts = [
        Source(at, "", sum(len(words(turn.speech.of(text))) for turn in turns), text, turns)
        for at, (text, turns) in enumerate(corpus(number), start=1)
    ]
    taught, fresh = texts[: -max(len(texts) // 10, 1)], texts[-max(len(texts) // 10, 1) :]
    spans = [(at, each.span) for at, found in learning.sentences_of(taught).items() for each in found]
    rows = np.linspace(0, len(spans) - 1, decisions).astype(int).tolist()
    codes = np.random.default_rng(0).choice(leaves(book), size=decisions).tolist()
    given = [
        Label(spans[row][0], *spans[row][1], code, at) for at, (row, code) in enumerate(zip(rows, codes, strict=True))
    ]
    return Study(book, taught, fresh, Labels(tuple(given), frozenset(), {}, 0, decisions))


def _made(texts: Sequence[Source], prepare: Callable[[], Prepared | str]) -> tuple[list[list[Suggestion]], Spent]:
    for cached in (*CACHES, *MORE):
        cached.cache_clear()

    def work() -> list[list[Suggestion]]:
        prepared = prepare()
        assert isinstance(prepared, Prepared)
        return [list(prepared.suggest(each)) for each in texts]

    return spent(work)


def _differ(one: Sequence[Sequence[Suggestion]], other: Sequence[Sequence[Suggestion]]) -> int:
    return sum(each != again for each, again in zip(one, other, strict=True))


if __name__ == "__main__":
    show(measure())
