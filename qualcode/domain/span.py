"""Spans over a transcript version and the selectors that anchor quotes to it.

Positions are Unicode code points of the version's text, half-open `[start, end)`, everywhere.
Source of the selector: W3C Web Annotation Data Model, TextPositionSelector and TextQuoteSelector.
"""

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.errors import AnchorError, said, short

CONTEXT_LENGTH = 32
"""Code points of prefix and suffix that a selector keeps."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


def united(first: Span, others: Iterable[Span]) -> Span:
    """The span of `first` and all that overlap it, or overlap one that does."""
    rest = list(others)
    while True:
        start = min((span.start for span in rest if span.overlaps(first)), default=first.start)
        end = max((span.end for span in rest if span.overlaps(first)), default=first.end)
        wider = Span(min(start, first.start), max(end, first.end))
        if wider == first:
            return first
        first = wider


class Selector(NamedTuple):
    """A span with the quote that it covers and what stands around it."""

    span: Span
    exact: str
    prefix: str
    suffix: str


def select(text: str, span: Span) -> Selector:
    """The selector of `span` in `text`.

    Raises:
        AnchorError: The span is empty or leaves the text.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        msg = said(
            "the span {start}-{end} is not inside a text of {length} characters", start=start, end=end, length=len(text)
        )
        raise AnchorError(msg)
    return Selector(
        span, text[start:end], text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]
    )


def check(text: str, selector: Selector) -> None:
    """Make sure that the selector holds on `text`.

    Raises:
        AnchorError: Position and quote disagree.
    """
    if select(text, selector.span).exact != selector.exact:
        start, end = selector.span
        msg = said(
            "the text at {start}-{end} is not the quote '{quote}'",
            start=start,
            end=end,
            quote=short(selector.exact, 40),
        )
        raise AnchorError(msg)


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Every span of `text` that reads `exact` between `prefix` and `suffix`, in order."""
    spans, at = [], text.find(exact) if exact else -1
    while at >= 0:
        span = Span(at, at + len(exact))
        if text.endswith(prefix, 0, span.start) and text.startswith(suffix, span.end):
            spans.append(span)
        at = text.find(exact, at + 1)
    return spans
