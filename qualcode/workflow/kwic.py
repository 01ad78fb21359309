"""Keyword in context: every found word of a page of hits, with what is said around it."""

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.workflow.search import Hit

AROUND = 60
"""Code points on either side."""
LEFT, KEYWORD, RIGHT = "left", "keyword", "right"


class Concordance(NamedTuple):
    """One found word (or found words in a row) in its line."""

    left: str
    keyword: str
    right: str
    hit: Hit


def concordance(hits: Iterable[Hit], order: str = "") -> list[Concordance]:
    """The lines in the order of the text, or sorted: by `left` from the keyword outwards, `keyword` or `right`.

    A `-` before the order turns it round.
    """
    lines = [line for hit in hits for line in _lines(hit)]
    name = order.removeprefix("-")
    if name not in _KEYS:
        return lines
    return sorted(lines, key=_KEYS[name], reverse=order.startswith("-"))


def _lines(hit: Hit) -> Iterable[Concordance]:
    text = hit.text
    at = 0
    while at < len(hit.marks):
        first = last = hit.marks[at]
        while at + 1 < len(hit.marks) and not text[last.end - hit.start : hit.marks[at + 1].start - hit.start].strip():
            at += 1
            last = hit.marks[at]
        start, end = first.start - hit.start, last.end - hit.start
        yield Concordance(
            _plain(text[max(0, start - AROUND) : start]), text[start:end], _plain(text[end : end + AROUND]), hit
        )
        at += 1


def _plain(text: str) -> str:
    return text.replace("\n", " ")


def _backwards(line: Concordance) -> tuple[list[str], str]:
    return (line.left.casefold().split()[::-1], line.keyword.casefold())


_KEYS = {
    LEFT: _backwards,
    KEYWORD: lambda line: ([line.keyword.casefold()], line.right.casefold()),
    RIGHT: lambda line: (line.right.casefold().split(), line.keyword.casefold()),
}
