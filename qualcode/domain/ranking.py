"""Ranking: what codes are learned from, and what a unit gets. A ranked code is no suggestion yet, nor a coding."""

from collections.abc import Mapping
from typing import NamedTuple

BEFORE = 1000
"""Characters before a turn that are the context of its sentences at most: the question and what was said before it."""


class Unit(NamedTuple):
    """A stretch of text that gets codes: a segment, a turn or a whole short text.

    Attributes:
        id: Unique among the units of a study.
        document: The transcript it comes from; learning is checked on other documents than it learned from.
        text: What is said in it.
        context: What was said just before (the question, preceding turns); it counts, but less than the text.
    """

    id: str
    document: str
    text: str
    context: str = ""


class Judged(NamedTuple):
    """A unit that somebody coded.

    Attributes:
        unit: The unit.
        confirmed: Ids of the codes that it was given.
        rejected: Ids of the codes that were proposed and refused.
        complete: Whether it was read in full for all codes; if not, a code that it was not given is only weak evidence
            against it.
        stands_for: How many such units it stands for, where there are too many to learn from each.
        not_read_for: Ids of codes that came, or got another meaning, after it was read in full: it is no more than weak
            evidence against them.
    """

    unit: Unit
    confirmed: frozenset[str]
    rejected: frozenset[str] = frozenset()
    complete: bool = True
    stands_for: float = 1.0
    not_read_for: frozenset[str] = frozenset()


class Term(NamedTuple):
    """A word that speaks for a code in a unit.

    Attributes:
        word: The lemma, or the part of a compound.
        weight: Its share of the score, higher is stronger.
    """

    word: str
    weight: float


class Ranked(NamedTuple):
    """A code for a unit, with its reasons.

    Attributes:
        code: Code id.
        probability: How often such a code is right, 0-1, as measured on other documents than it was learned from.
        sources: Source -> its score, only sources that there are: `words`, `grams`, `widened` and `semantic` in
            standard deviations over the codes of this unit, `lexicon` its score less the usual (0.35), `learned` about
            0 (no) to 1 (yes).
        terms: The strongest terms for the code in the text of this unit, strongest first; at most five.
        nearest: Ids of the confirmed units of this code that are most like this one, nearest first; at most two.
        by_context: Whether the words before the unit speak more for the code than its own do.
    """

    code: str
    probability: float
    sources: Mapping[str, float]
    terms: tuple[Term, ...]
    nearest: tuple[str, ...]
    by_context: bool = False
