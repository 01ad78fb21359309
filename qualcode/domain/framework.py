"""Framework matrix: what is written about a code in a neighbourhood, and whether its codings are still the same.

Source: Ritchie and Spencer (1994), Qualitative data analysis for applied policy research: the framework method sums up
what each case says of each theme in the researcher's own words, with the way back to what was said.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.memo import CELL


class Place(NamedTuple):
    """A cell: a code with all codes below it, and a neighbourhood."""

    code: str
    neighbourhood: str

    def __str__(self) -> str:
        """As memos name it."""
        return f"{self.code}{CELL}{self.neighbourhood}"


class Draft(NamedTuple):
    """A summary that is to be written; `author` is "" for who is at work."""

    place: Place
    text: str
    author: str = ""


class Written(NamedTuple):
    """A memo about a cell.

    Attributes:
        memo: Number of the memo.
        place: The cell.
        text: What it says.
        coder: Who wrote it.
        at: When.
        codings: The codings that counted in the cell then; None where that was not yet kept.
    """

    memo: int
    place: Place
    text: str
    coder: str
    at: dt.datetime
    codings: frozenset[int] | None


class Freshness(StrEnum):
    """How what is written stands to the codings of its cell now."""

    CURRENT = "actueel"
    STALE = "verouderd"
    UNKNOWN = "onbekend_of_actueel"


class Since(NamedTuple):
    """Codings of a cell that came and went since something was written about it."""

    new: int
    gone: int


def since(written: Written, now: Collection[int]) -> Since | None:
    """What changed in a cell that holds the codings `now`; None where it is not known what it held.

    A coding whose span, code or attribute was changed is another coding: one new, one gone.
    """
    if written.codings is None:
        return None
    return Since(len(set(now) - written.codings), len(written.codings - set(now)))


def freshness(written: Written, now: Collection[int]) -> Freshness:
    """Whether a text still rests on the codings of its cell."""
    changed = since(written, now)
    if changed is None:
        return Freshness.UNKNOWN
    return Freshness.STALE if any(changed) else Freshness.CURRENT


def latest(texts: Iterable[Written]) -> dict[Place, Written]:
    """Cell -> the text that was written about it last."""
    return {each.place: each for each in sorted(texts, key=lambda each: each.memo)}
