"""Passages: what is listed once, however often it was coded. Positions are Unicode code points, half-open.

Codings whose spans overlap, directly or by others between them, are of one passage; spans that only touch stay apart,
as in `domain/counting.py`.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

Place = tuple[str, int, int] | tuple[()]
"""(text, start, end) of a coding; () where that is not told."""


def passages(codings: Iterable[T], place: Callable[[T], Place]) -> list[list[T]]:
    """The codings, those of one passage together; passages and codings in the order in which they came.

    A coding whose place is not told is a passage of its own.
    """
    given = list(codings)
    spans = sorted((where, at) for at, each in enumerate(given) if (where := place(each)))
    groups = [[at] for at, each in enumerate(given) if not place(each)]
    text, reach = "", 0
    for (own, start, end), at in spans:
        if own == text and start < reach and groups:
            groups[-1].append(at)
        else:
            groups.append([at])
            text, reach = own, 0
        reach = max(reach, end)
    return [[given[at] for at in group] for group in sorted(map(sorted, groups))]


def overlap(one: Place, other: Place) -> bool:
    """Whether two codings share words; not where the place of either is not told."""
    if not one or not other:
        return False
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def words_of(parts: Iterable[tuple[int, int, str]]) -> str:
    """The words of a passage, put together from the (start, end, words) of its codings."""
    said, reach = "", -1
    for start, end, words in sorted(parts):
        if end > reach:
            said += words[reach - start :] if reach >= 0 else words
            reach = end
    return said
