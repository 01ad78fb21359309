"""Finding a quote again after its transcript was corrected; what is not certain waits for a person."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from qualcode.domain.span import CONTEXT_LENGTH, Selector, Span, find_quote

FUZZY_FLOOR = 85.0
"""Lowest similarity (0-100) at which a changed passage is offered as the likely place."""


class Anchoring(StrEnum):
    """How a quote was found again."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


class Reanchored(NamedTuple):
    """The result; `span` is certain for exact and moved, a proposal for fuzzy, None for an orphan."""

    how: Anchoring
    span: Span | None


def reanchor(text: str, selector: Selector) -> Reanchored:
    """Where the quote of `selector` stands in the corrected `text`: by position, by quote in context, by likeness.

    A short quote such as "Ja, precies." that stands once, but between other words than it did, may well be
    somebody else's: it is only proposed.
    """
    places = find_quote(text, selector.exact)
    if selector.span in places and (len(places) == 1 or _sides(text, selector, selector.span)):
        return Reanchored(Anchoring.EXACT, selector.span)
    for sides in (2, 1):
        fitting = [place for place in places if _sides(text, selector, place) >= sides]
        if fitting:
            return _moved(fitting)
    if len(places) == 1 and len(selector.exact) < CONTEXT_LENGTH:
        return Reanchored(Anchoring.FUZZY, places[0])
    return _moved(places) if places else _likely(text, selector.exact)


def proposed(text: str, selector: Selector) -> Span | None:
    """The likely place of a quote in the corrected `text`, in whole words; None when there is none."""
    span = reanchor(text, selector).span
    if span is None:
        return None
    start, end = _whole_words(text, span)
    closed = selector.exact[-1] if not selector.exact[-1].isalnum() else ""
    return Span(start, end + 1) if closed and text.startswith(closed, end) else Span(start, end)


def _whole_words(text: str, span: Span) -> Span:
    start, end = span
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    passage = text[start:end]
    return Span(start + len(passage) - len(passage.lstrip()), end - len(passage) + len(passage.rstrip()))


def _sides(text: str, selector: Selector, place: Span) -> int:
    """On how many sides of `place` stands what stood beside the quote; the edge of the text is no sign of anything."""
    before = bool(selector.prefix) and text.endswith(selector.prefix, 0, place.start)
    behind = bool(selector.suffix) and text.startswith(selector.suffix, place.end)
    return before + behind


def _moved(places: Sequence[Span]) -> Reanchored:
    return Reanchored(Anchoring.MOVED, places[0]) if len(places) == 1 else Reanchored(Anchoring.ORPHAN, None)


def _likely(text: str, exact: str) -> Reanchored:
    likely = fuzz.partial_ratio_alignment(exact, text, score_cutoff=FUZZY_FLOOR)
    if likely is None:
        return Reanchored(Anchoring.ORPHAN, None)
    return Reanchored(Anchoring.FUZZY, Span(likely.dest_start, likely.dest_end))
