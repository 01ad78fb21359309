"""The score of a suggestion: a documented rule over its indicators, not a probability.

Each indicator weighs `WEIGHTS[how]`, divided by the square root of the number of codes that share it, times `INSIDE`
when it lies within a longer hit of another code, times `HEDGED` when the speaker hedges. The weights w of different
indicators add up as independent reasons: score = 1 - product of (1 - w). It counts `PROMPTED` where the
words are those of a question.
"""

from collections.abc import Iterable
from math import prod

WEIGHTS = {"phrase": 0.65, "pattern": 0.6, "lemma": 0.5, "split_verb": 0.5, "compound": 0.4, "compound_modifier": 0.3}
INSIDE, HEDGED, PROMPTED = 0.5, 0.7, 0.7
DIGITS = 3
"""Digits of a score behind the point."""


def weight(how: str, specificity: float, *, inside: bool, hedged: bool) -> float:
    """The weight of one hit, 0-1."""
    return WEIGHTS[how] * specificity * (INSIDE if inside else 1) * (HEDGED if hedged else 1)


def score(weights: Iterable[float]) -> float:
    """The score of a code in a segment from the weights of its different indicators, 0-1."""
    return round(1 - prod(1 - each for each in weights), DIGITS)
