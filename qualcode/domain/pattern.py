"""Patterns of neighbourhoods: what a researcher decided with reasons; never computed, and none is a valid answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from qualcode.domain.framework import Written

FAMILY = "patroon"
"""The family whose codes are the patterns: what speakers say of the direction of a neighbourhood as a whole."""


def decided(decisions: Iterable[Written], patterns: Collection[str]) -> dict[str, Written]:
    """Neighbourhood -> the decision about its pattern that was taken last.

    A decision is a memo of that kind about exactly one pattern in the neighbourhood; one that names two patterns for
    it, or other codes, decides nothing.
    """
    named: defaultdict[tuple[int, str], list[Written]] = defaultdict(list)
    for each in decisions:
        if each.place.code in patterns:
            named[each.memo, each.place.neighbourhood].append(each)
    return {place: told[0] for (_memo, place), told in sorted(named.items(), key=_memo_of) if len(told) == 1}


def _memo_of(item: tuple[tuple[int, str], list[Written]]) -> int:
    return item[0][0]
