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

TURNED, SHORT_HEAD = 5.0, 2
"""Letters that two lines of a turned head are wide, and letters of a head that is not worth to be turned."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table lies.

    Attributes:
        wide: Whether the page lies on its side.
        points: Size of the letters.
        widths: Of each column, in millimetres.
        turned: Of each column, whether its head is written from below upwards.
        head: Height of the turned heads, in millimetres.
    """

    wide: bool
    points: float
    widths: tuple[float, ...]
    turned: tuple[bool, ...]
    head: float = 0.0


def page_size(*, wide: bool) -> tuple[int, int]:
    """Width and height of a page, in millimetres."""
    return (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)


def layout(
    heads: Sequence[str], rows: Sequence[Sequence[str]], wanted: Sequence[float], numeric: Sequence[bool]
) -> Layout:
    """The layout of a table: upright where no word has to be broken, else with the heads of its numbers turned.

    So words get the room that numbers do not need. Where that is too little, it lies on its side, and where that is
    too little as well, its letters are smaller.

    Args:
        heads: Heads of the columns.
        rows: What the cells say.
        wanted: Letters that each column asks for at the most.
        numeric: Which columns hold numbers.
    """
    upright, lying = (page_size(wide=wide)[0] - 2 * MARGIN for wide in (False, True))
    turned = [False] * len(heads)
    least = _least(heads, rows, turned)
    if _millimetres(least, POINTS) > upright:
        turned = [number and _longest_word(head) > SHORT_HEAD for head, number in zip(heads, numeric, strict=True)]
        least = _least(heads, rows, turned)
    wide = _millimetres(least, POINTS) > upright
    room = lying if wide else upright
    points = POINTS
    while points > LEAST_POINTS and _millimetres(least, points) > room:
        points -= 0.5
    letter = LETTER * points / POINTS
    written = [TURNED if turned[at] else len(head) * BOLD for at, head in enumerate(heads)]
    longest = [max([written[at], *(len(row[at]) for row in rows)]) for at in range(len(heads))]
    low = [letters * letter + PADDING for letters in least]
    high = [
        max(each, min(letters, limit * 2) * letter + PADDING)
        for each, letters, limit in zip(low, longest, wanted, strict=True)
    ]
    lengths = [max(_longest_word(head), len(head) / 2 + 2) for head, each in zip(heads, turned, strict=True) if each]
    height = max(lengths) * BOLD * letter + PADDING if lengths else 0.0
    return Layout(wide, points, tuple(_fitted(low, high, room)), tuple(turned), height)


def _fitted(low: Sequence[float], high: Sequence[float], room: float) -> list[float]:
    """What each column asks for, or a fair part of what is left over its least."""
    if sum(high) <= room:
        return list(high)
    if sum(low) >= room:
        return [each * room / sum(low) for each in low]
    share = (room - sum(low)) / (sum(high) - sum(low))
    return [least + (most - least) * share for least, most in zip(low, high, strict=True)]


def _least(heads: Sequence[str], rows: Sequence[Sequence[str]], turned: Sequence[bool]) -> list[float]:
    """Letters of the longest word of each column."""
    found = []
    for at, head in enumerate(heads):
        words = (len(word) for row in rows for word in row[at].split())
        longest = min(max(words, default=1), LONGEST_WORD)
        found.append(max(longest, TURNED if turned[at] else _longest_word(head) * BOLD))
    return found


def _longest_word(head: str) -> int:
    return max(map(len, head.split()), default=0)


def _millimetres(letters: Sequence[float], points: float) -> float:
    return sum(letters) * LETTER * points / POINTS + len(letters) * PADDING
