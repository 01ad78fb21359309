"""Keyword in context: every found word of a search, with what is said around it, sorted over all that was found."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.models import Turn
from qualcode.domain.span import Span
from qualcode.errors import UsageError, said
from qualcode.workflow.search import IN_ORDER, Hit, hits, marking, parsed, speech, turns

AROUND = 60
"""Code points on either side."""

LEFT, KEYWORD, RIGHT = "left", "keyword", "right"
ORDERS = tuple(f"{turned}{name}" for name in (LEFT, KEYWORD, RIGHT) for turned in ("", "-"))

SORTED = 10_000
"""Turns that are sorted at most: the first ones that were found."""


class Words(NamedTuple):
    """One found word (or found words in a row) between the words around it."""

    left: str
    keyword: str
    right: str


class Concordance(NamedTuple):
    """A found word in its line."""

    left: str
    keyword: str
    right: str
    hit: Hit


class Lines(NamedTuple):
    """One page of lines in order; `total` is the number of all lines, of the first `turns` turns that were found."""

    page: Sequence[Concordance]
    total: int
    turns: int


def concordance(found: Iterable[Hit]) -> list[Concordance]:
    """The lines of these turns in the order of the text."""
    return [Concordance(*words, hit) for hit in found for words in _lines(hit.text, hit.start, hit.marks)]


def in_order(
    session: Session, query: str, order: str, *, neighbourhood: str | None = None, offset: int = 0, limit: int = 50
) -> Lines:
    """The lines of all respondents' turns that answer a query, sorted.

    Args:
        session: Of the database.
        query: As `search.find` takes it.
        order: `left` from the keyword outwards, `keyword` or `right`; a `-` before it turns it round.
        neighbourhood: Only transcripts about it.
        offset: Lines that come before the page.
        limit: Lines on the page.

    Raises:
        UsageError: The query has no word that must occur, or there is no such order.
    """
    search, key = parsed(query), _key(order)
    asked = turns(session, search, respondents_only=True, neighbourhood=neighbourhood)
    texts = asked.add_columns(Turn.speech_start, speech()).order_by(*IN_ORDER).limit(SORTED)
    marks, read = marking(search), 0
    lines: list[tuple[Words, int]] = []
    for turn, start, text in session.execute(texts).yield_per(500):
        lines += [(words, turn) for words in _lines(text, start, marks(text, start))]
        read += 1
    lines.sort(key=lambda line: key(line[0]), reverse=order.startswith("-"))
    page = lines[offset : offset + limit]
    by_turn = {hit.id: hit for hit in hits(session, sorted({turn for _, turn in page}), search)}
    return Lines([Concordance(*words, by_turn[turn]) for words, turn in page], len(lines), read)


def _key(order: str) -> Callable[[Words], Any]:
    name = order.removeprefix("-")
    if name not in _KEYS:
        msg = said("lines are sorted by {known}, not by '{order}'", known=", ".join(_KEYS), order=name)
        raise UsageError(msg)
    return _KEYS[name]


def _lines(text: str, start: int, marks: Sequence[Span]) -> Iterable[Words]:
    """Every found word, or found words with nothing but blanks between them."""
    at = 0
    while at < len(marks):
        first = last = marks[at]
        while at + 1 < len(marks) and not text[last.end - start : marks[at + 1].start - start].strip():
            at += 1
            last = marks[at]
        begin, end = first.start - start, last.end - start
        yield Words(_plain(text[max(0, begin - AROUND) : begin]), text[begin:end], _plain(text[end : end + AROUND]))
        at += 1


def _plain(text: str) -> str:
    return text.replace("\n", " ")


def _backwards(line: Words) -> tuple[list[str], str]:
    return (line.left.casefold().split()[::-1], line.keyword.casefold())


_KEYS: dict[str, Callable[[Words], Any]] = {
    LEFT: _backwards,
    KEYWORD: lambda line: ([line.keyword.casefold()], line.right.casefold()),
    RIGHT: lambda line: (line.right.casefold().split(), line.keyword.casefold()),
}
