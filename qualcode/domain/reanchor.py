"""Finding a quote again after its transcript was corrected; what is not certain waits for a person."""

from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from qualcode.domain.span import Selector, Span, find_quote

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
    """Where the quote of `selector` stands in the corrected `text`: by position, by quote in context, by likeness."""
    here = find_quote(text[: selector.span.end], selector.exact)
    if selector.span.of(text) == selector.exact and (len(here) == 1 or _context_holds(text, selector)):
        return Reanchored(Anchoring.EXACT, selector.span)
    found = find_quote(text, selector.exact, selector.prefix, selector.suffix) or find_quote(text, selector.exact)
    if len(found) == 1:
        return Reanchored(Anchoring.MOVED, found[0])
    if found:
        return Reanchored(Anchoring.ORPHAN, None)
    likely = fuzz.partial_ratio_alignment(selector.exact, text, score_cutoff=FUZZY_FLOOR)
    if likely is None:
        return Reanchored(Anchoring.ORPHAN, None)
    return Reanchored(Anchoring.FUZZY, Span(likely.dest_start, likely.dest_end))


def _context_holds(text: str, selector: Selector) -> bool:
    start, end = selector.span
    return text[:start].endswith(selector.prefix) and text[end:].startswith(selector.suffix)
