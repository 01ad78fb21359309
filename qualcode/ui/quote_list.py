"""Quotes and turns as HTML: what was said, by which group, where, and the ways to its origin."""

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from qualcode.domain.coding import AttributeValue, CodingState, Source
from qualcode.domain.quote import Quote
from qualcode.domain.span import CONTEXT_LENGTH, Span
from qualcode.ui import words
from qualcode.ui.components.links import link
from qualcode.ui.quote_near import near_by, underlined
from qualcode.ui.text import _
from qualcode.workflow.scope import Scope
from qualcode.workflow.search import Hit

NOTHING = Markup()


def quote_list(
    quotes: Iterable[Quote],
    known: Scope,
    cited: Mapping[int, str],
    used: Mapping[int, str],
    near: Mapping[int, Sequence[Quote]] | None = None,
) -> Markup:
    """The quotes, one article each.

    Args:
        quotes: What is drawn.
        known: Names in the reader's language.
        cited: Quote -> what its button copies.
        used: Quote -> where the report has it.
        near: Quote -> other codings that it is listed with; words that they share are underlined in both.
    """
    articles = Markup().join(_listed(quote, known, cited, used, (near or {}).get(quote.id, ())) for quote in quotes)
    return Markup('<div class="qc-quotes">{}</div>').format(articles)


def _listed(
    quote: Quote, known: Scope, cited: Mapping[int, str], used: Mapping[int, str], near: Sequence[Quote]
) -> Markup:
    beside = Markup().join(near_by(other, quote) for other in near) + _used(used.get(quote.id, ""))
    return article(quote, known, cited.get(quote.id, ""), beside, near)


def _used(where: str) -> Markup:
    return Markup('<p class="qc-used">{}</p>').format(where) if where else NOTHING


def copy_button(cited: str) -> Markup:
    """A button that puts a citation on the clipboard; none for a quote that is withheld."""
    if not cited:
        return Markup()
    return Markup(
        '<button type="button" class="qc-copy" data-copy="{}" data-copied="{}" aria-live="polite"'
        ' title="{}">{}</button>'
    ).format(cited, _("Copied"), cited, _("Copy with source"))


def article(
    quote: Quote, known: Scope, cited: str = "", beside: Markup = NOTHING, near: Sequence[Quote] = ()
) -> Markup:
    """One quote with the ways to it; `beside` stands below it, and words that it shares with `near` are underlined."""
    opening = link(_("Quote {n}").format(n=quote.id), "quotes", {"quote": str(quote.id)})
    return Markup(
        '<article class="qc-quote"><header><b>{}</b><span>{}</span></header>{}<footer>{} {} {} {}</footer>{}</article>'
    ).format(
        quote.code_label,
        source_line(quote),
        in_context(quote, near),
        opening,
        to_transcript(quote),
        copy_button(cited),
        notes(quote, known),
        beside,
    )


def in_context(quote: Quote, near: Sequence[Quote] = ()) -> Markup:
    """The quote between the words before and after it, with the words that it shares with `near` underlined."""
    return Markup("<blockquote><span>{}</span><mark>{}</mark><span>{}</span></blockquote>").format(
        f"… {_from_a_word(quote.prefix)}" if len(quote.prefix) == CONTEXT_LENGTH else quote.prefix,
        underlined(quote, near),
        f"{_to_a_word(quote.suffix)} …" if len(quote.suffix) == CONTEXT_LENGTH else quote.suffix,
    )


def _from_a_word(text: str) -> str:
    return re.sub(r"^\S*\s+(?=\S)", "", text)


def _to_a_word(text: str) -> str:
    return re.sub(r"(?<=\S)\s+\S*$", "", text)


def source_line(quote: Quote) -> str:
    """Who said it where, without a name."""
    place = quote.neighbourhood_name or (_("about elsewhere") if quote.place == "elsewhere" else _("not yet assigned"))
    groups = ", ".join(words.group(name) for name in quote.group.split("|") if name)
    parts = [place, groups or words.kind(quote.kind), quote.respondent.replace("|", ", "), quote.transcript]
    return " · ".join(part for part in [*parts, _("turn {n}").format(n=quote.turn)] if part)


def to_transcript(quote: Quote) -> Markup:
    """The link to the place where it was said."""
    query = {"transcript": quote.transcript, "coding": str(quote.id)}
    return link(_("In the transcript"), "coding", query)


def notes(quote: Quote, known: Scope) -> Markup:
    """How it was coded, in a few words."""
    said = [words.coded(quote.coder, quote.at, quote.recoding)]
    said.append(_("from a suggestion") if quote.suggestion else _("coded by hand"))
    said += [value_of(name, value, known) for name, value in quote.attributes.items()]
    if quote.state is not CodingState.CONFIRMED:
        said.append(words.state(quote.state))
    if quote.memo:
        said.append(_("memo"))
    said += [words.review(quote.review), *map(words.held, quote.held)]
    return Markup("<span>{}</span>").format(" · ".join(said))


def value_of(attribute: str, given: AttributeValue, known: Scope) -> str:
    """An attribute with its value, and whether a person has confirmed it."""
    label, value = known.attributes.get(attribute, attribute), known.values.get(attribute, {}).get(given.value)
    said = f"{label}: {value or given.value}"
    return said if given.source is Source.PERSON else _("{value} (suggested)").format(value=said)


def hit_list(hits: Iterable[Hit]) -> Markup:
    """The turns, with the words that were found."""
    return Markup('<div class="qc-quotes">{}</div>').format(Markup().join(map(_hit, hits)))


def _hit(hit: Hit) -> Markup:
    parts = [", ".join(hit.neighbourhoods), words.group(hit.group) if hit.group else hit.label, hit.transcript]
    opening = link(_("Turn {n}").format(n=hit.turn), "coding", {"transcript": hit.transcript, "turn": str(hit.turn)})
    return Markup(
        '<article class="qc-quote"><header><span>{}</span></header><blockquote>{}</blockquote>'
        "<footer>{}</footer></article>"
    ).format(" · ".join(part for part in parts if part), marked(hit.text, hit.start, hit.marks), opening)


def marked(text: str, start: int, marks: Iterable[Span]) -> Markup:
    """The text, which begins at `start` of its version, with the marked spans of the version."""
    parts, at = [], 0
    for mark in marks:
        before, after = mark.start - start, mark.end - start
        parts += [Markup.escape(text[at:before]), Markup("<mark>{}</mark>").format(text[before:after])]
        at = after
    return Markup().join([*parts, Markup.escape(text[at:])])
