"""What suggestions find of what each group of speakers says, and whether the groups lie apart. Rates are 0-1."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qualcode.domain.evaluation import interval

ENOUGH = 20
"""Units or passages of a group from which its figures are given."""

APART = 0.05
"""Difference between groups above which it is named."""


class Met(NamedTuple):
    """What was found of one unit or passage with a code.

    Attributes:
        group: Of who says it.
        document: In which it stands.
        first: Whether its likeliest code is right.
        three: Hits among the first three / min(3, its codes).
        shown: Share of its codes that a shown suggestion holds.
    """

    group: str
    document: str
    first: float
    three: float
    shown: float


class OfGroup(NamedTuple):
    """Means over the `n` units or passages of a group, None for fewer than `ENOUGH`.

    Attributes:
        group: Its name.
        n: Units or passages with a code.
        documents: In how many documents they stand.
        first: As in `Met`.
        three: As in `Met`.
        shown: As in `Met`.
        interval: 95 % of `three` by bootstrap over documents, None from too few of them.
    """

    group: str
    n: int
    documents: int
    first: float | None = None
    three: float | None = None
    shown: float | None = None
    interval: tuple[float, float] | None = None


class Gap(NamedTuple):
    """Between the group found least and the one found most among the first three.

    Attributes:
        least: Group found least.
        most: Group found most.
        size: Difference of `three`.
        overlap: Whether their intervals overlap; None where one has none.
    """

    least: OfGroup
    most: OfGroup
    size: float
    overlap: bool | None


def by_group(met: Sequence[Met]) -> list[OfGroup]:
    """The figures of each group, by name."""
    return [_of(group, [each for each in met if each.group == group]) for group in sorted({each.group for each in met})]


def _of(group: str, met: Sequence[Met]) -> OfGroup:
    documents = [each.document for each in met]
    n, several = len(met), len(set(documents))
    if n < ENOUGH:
        return OfGroup(group, n, several)
    three = np.array([each.three for each in met])
    first, shown = (float(np.mean([getattr(each, name) for each in met])) for name in ("first", "shown"))
    return OfGroup(group, n, several, first, float(three.mean()), shown, interval(three, documents))


def gap(groups: Sequence[OfGroup]) -> Gap | None:
    """How far the groups lie apart; None where fewer than two have figures."""
    told = sorted((each.three, at) for at, each in enumerate(groups) if each.three is not None)
    if len(told) < 2:  # noqa: PLR2004
        return None
    (low, worst), (high, best) = told[0], told[-1]
    least, most = groups[worst], groups[best]
    both = least.interval is not None and most.interval is not None
    overlap = least.interval[1] >= most.interval[0] if both else None  # type: ignore[index]
    return Gap(least, most, high - low, overlap)
