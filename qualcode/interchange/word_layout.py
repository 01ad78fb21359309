"""How a table lies on a page of paper: page, size of its letters, and the width of each column by what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

LONG_SIDE, SHORT_SIDE, MARGIN = 297, 210, 18
"""A4 and its margins, in millimetres."""

POINTS, LEAST_POINTS = 8.0, 6.0
"""Size of the letters of a table, and of those of a table that would not fit otherwise."""

LETTER, BOLD, PADDING = 1.65, 1.2, 4.2
"""Millimetres of a letter of `POINTS`, how much wider a bold one is, and the white at the sides of a cell."""

LONGEST_WORD = 26
"""Letters of a word for which a column makes room; longer ones are broken."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table lies.

    Attributes:
        wide: Whether the page lies on its side.
        points: Size of the letters.
        widths: Of each column, in millimetres.
    """

    wide: bool
    points: float
    widths: tuple[float, ...]


def page_size(*, wide: bool) -> tuple[int, int]:
    """Width and height of a page, in millimetres."""
    return (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)


def layout(heads: Sequence[str], rows: Sequence[Sequence[str]], wanted: Sequence[float]) -> Layout:
    """The layout of a table: upright where no word has to be broken, else on its side, else in smaller letters too.

    Args:
        heads: Heads of the columns.
        rows: What the cells say.
        wanted: Letters that each column asks for at the most.
    """
    least = _least(heads, rows)
    upright, lying = (page_size(wide=wide)[0] - 2 * MARGIN for wide in (False, True))
    wide = _millimetres(least, POINTS) > upright
    room = lying if wide else upright
    points = POINTS
    while points > LEAST_POINTS and _millimetres(least, points) > room:
        points -= 0.5
    letter = LETTER * points / POINTS
    longest = [max([len(head) * BOLD, *(len(row[at]) for row in rows)]) for at, head in enumerate(heads)]
    low = [letters * letter + PADDING for letters in least]
    high = [
        max(each, min(letters, limit * 2) * letter + PADDING)
        for each, letters, limit in zip(low, longest, wanted, strict=True)
    ]
    return Layout(wide, points, tuple(_fitted(low, high, room)))


def _fitted(low: Sequence[float], high: Sequence[float], room: float) -> list[float]:
    """What each column asks for, or a fair part of what is left over its least."""
    if sum(high) <= room:
        return list(high)
    if sum(low) >= room:
        return [each * room / sum(low) for each in low]
    share = (room - sum(low)) / (sum(high) - sum(low))
    return [least + (most - least) * share for least, most in zip(low, high, strict=True)]


def _least(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Letters of the longest word of each column."""
    found = []
    for at, head in enumerate(heads):
        words = (len(word) for row in rows for word in row[at].split())
        longest = min(max(words, default=1), LONGEST_WORD)
        found.append(max(longest, *(len(word) * BOLD for word in head.split() or [""])))
    return found


def _millimetres(letters: Sequence[float], points: float) -> float:
    return sum(letters) * LETTER * points / POINTS + len(letters) * PADDING
