"""Quotes that stand near another one: their codes, their coders, and the words that both share."""

from collections.abc import Sequence

from markupsafe import Markup

from qualcode.domain.quote import Quote
from qualcode.domain.span import Span
from qualcode.ui import words
from qualcode.ui.components.links import link
from qualcode.ui.text import _


def near_by(other: Quote, quote: Quote) -> Markup:
    """What `quote` was found with: the code, the words with the shared ones underlined, and who coded it."""
    opening = link(_("Quote {n}").format(n=other.id), "quotes", {"quote": str(other.id)})
    return Markup(
        '<div class="qc-near"><header><b>{}</b></header><blockquote><mark>{}</mark></blockquote>'
        "<footer>{} <span>{}</span></footer></div>"
    ).format(
        other.code_label,
        underlined(other, [quote]),
        opening,
        words.coded(other.coder, other.at, other.recoding),
    )


def underlined(quote: Quote, others: Sequence[Quote]) -> Markup:
    """The words of a quote, with those underlined that it shares with others of its transcript."""
    parts, at = [], quote.start
    for start, end in _shared(quote, others):
        before, within = quote.exact[at - quote.start : start - quote.start], quote.exact[start - quote.start :]
        parts += [Markup.escape(before), Markup("<u>{}</u>").format(within[: end - start])]
        at = end
    return Markup().join([*parts, Markup.escape(quote.exact[at - quote.start :])])


def _shared(quote: Quote, others: Sequence[Quote]) -> list[Span]:
    """Spans that the quote shares with others, in the order of the text, without overlap."""
    own, shared = Span(quote.start, quote.end), list[Span]()
    for other in sorted(others, key=lambda each: each.start):
        if other.transcript != quote.transcript or not own.overlaps(Span(other.start, other.end)):
            continue
        start, end = max(own.start, other.start), min(own.end, other.end)
        if shared and start <= shared[-1].end:
            shared[-1] = Span(shared[-1].start, max(shared[-1].end, end))
        else:
            shared.append(Span(start, end))
    return shared
