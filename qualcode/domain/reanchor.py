"""Finding a quote again after its transcript was corrected; what is not certain waits for a person."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from qualcode.domain.span import CONTEXT_LENGTH, Selector, Span, find_quote

FUZZY_FLOOR = 85.0
"""Lowest similarity (0-100) at which a changed passage is offered as the likely place."""

_PIECE = re.compile(r"\w+|[^\w\s]")


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
    return span if span is None or span.of(text) == selector.exact else _whole_words(text, span, selector.exact)


def _whole_words(text: str, near: Span, exact: str) -> Span:
    """The passage of whole words around `near` that is most like `exact`: likeness alone ends anywhere."""
    first = max(0, near.start - CONTEXT_LENGTH)
    pieces = [(p.start(), p.end()) for p in _PIECE.finditer(text, first, min(len(text), near.end + CONTEXT_LENGTH))]
    starts = [start for start, _ in pieces if abs(start - near.start) <= CONTEXT_LENGTH]
    ends = [end for _, end in pieces if abs(end - near.end) <= CONTEXT_LENGTH]
    passages = [Span(start, end) for start in starts for end in ends if start < end]
    return max(passages, key=lambda span: fuzz.ratio(exact, span.of(text)), default=near)


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
