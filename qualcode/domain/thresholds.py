"""What another threshold would show: what is found, how much of it is right, and how many suggestions that makes."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qualcode.domain.worth import Coded, Proposed, Share

THRESHOLDS = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)


class AtThreshold(NamedTuple):
    """What a threshold shows.

    Attributes:
        threshold: Lowest score that is shown.
        found: Codings whose code is shown on an overlapping span.
        right: Shown suggestions whose code the coder gave on an overlapping span.
        per_thousand_words: Shown suggestions, None without words.
    """

    threshold: float
    found: Share
    right: Share
    per_thousand_words: float | None


def best_scores(coded: Iterable[Coded], proposed: Sequence[Proposed]) -> list[float | None]:
    """For each coding in one text the best score of its code on an overlapping span, None without one."""
    able = [each for each in proposed if each.among_first]
    return [
        max((each.score for each in able if each.code == coding.code and each.span.overlaps(coding.span)), default=None)
        for coding in coded
    ]


def at_thresholds(
    found: Sequence[float | None], proposed: Sequence[tuple[float, bool]], words: int, own: float
) -> list[AtThreshold]:
    """What each threshold would show, the lowest first; that of the study is among them.

    Args:
        found: Best score of each coding.
        proposed: (score, whether it is right) of each suggestion that would be shown if its score were high enough.
        words: Of the texts that were coded, once for each coder.
        own: The study's threshold.
    """
    return [_at(threshold, found, proposed, words) for threshold in sorted({*THRESHOLDS, own})]


def _at(
    threshold: float, found: Sequence[float | None], proposed: Sequence[tuple[float, bool]], words: int
) -> AtThreshold:
    shown = [right for score, right in proposed if score >= threshold]
    hits = sum(score is not None and score >= threshold for score in found)
    rate = len(shown) / words * 1000 if words else None
    return AtThreshold(threshold, Share(hits, len(found)), Share(sum(shown), len(shown)), rate)
