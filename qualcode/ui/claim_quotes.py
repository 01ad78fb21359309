"""Quotes beside a claim: with coder, what the machine proposed, and what was answered; and all of one side."""

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from qualcode.domain.claim import Standing
from qualcode.domain.claim_register import Role
from qualcode.domain.quote import Quote
from qualcode.domain.wording import word
from qualcode.ui import state
from qualcode.ui.claim_units import ORDER, how_many, side_name
from qualcode.ui.components.links import link
from qualcode.ui.controls import chosen, page_number
from qualcode.ui.markup import pager, show
from qualcode.ui.quote_list import article
from qualcode.ui.text import _, moment, number
from qualcode.workflow.claim_view import SHOWN, Beside, ClaimView, Proposal, Side, count_passages, side_of
from qualcode.workflow.scope import Scope, scope

HERE = "quotes"
PER_PAGE = 50


def quotes_by_unit(view: ClaimView, known: Scope) -> Markup:
    """For each neighbourhood that says anything, the first quotes of both sides, and the way to the others."""
    found = view.checked.assessment
    units = [unit for standing in ORDER for unit in found.units(standing) if standing is not Standing.SILENT]
    return Markup().join(_unit(view, unit, known) for unit in units)


def _unit(view: ClaimView, unit: str, known: Scope) -> Markup:
    sides = view.checked.assessment.sides[unit]
    both = ((Side.AGAINST, sides.contradicting), (Side.FOR, sides.supporting))
    parts = [_first(view, unit, side, codings, known) for side, codings in both if codings]
    counted = " · ".join(
        f"{side_name(side)}: {how_many(count_passages(codings, view.places), len(codings))}"
        for side, codings in both
        if codings
    )
    stands = word(f"standing_{view.checked.assessment.standings[unit].value}", state.language())
    return Markup('<details class="qc-more"><summary><b>{}</b> {} · {}</summary>{}</details>').format(
        view.names.get(unit, unit), stands, counted, Markup().join(parts)
    )


def _first(view: ClaimView, unit: str, side: Side, codings: tuple[int, ...], known: Scope) -> Markup:
    quotes = [view.quotes[coding] for coding in codings[:SHOWN] if coding in view.quotes]
    rest = len(codings) - len(quotes)
    query = {"claim": view.checked.entry.claim.id, "side": side.value, "unit": unit}
    more = _("and {n} more").format(n=number(rest))
    way = Markup('<p class="qc-sums">{}</p>').format(link(more, HERE, query)) if rest > 0 else ""
    return Markup("<h3>{}</h3>{}{}").format(side_name(side).capitalize(), articles(view, quotes, known), way)


def articles(view: ClaimView, quotes: Iterable[Quote], known: Scope) -> Markup:
    """Quotes of a claim, one article each."""
    made = (article(quote, known, beside=beside(view, quote)) for quote in quotes)
    return Markup('<div class="qc-quotes">{}</div>').format(Markup().join(made))


def beside(view: ClaimView, quote: Quote) -> Markup:
    """What is said of a quote below it: the machine's proposal, how it was linked, and the answer to it."""
    entry = view.checked.entry
    lines = [proposed(quote, view.proposals, view.labels)]
    lines += [
        _("linked: {role} ({coder}, {at})").format(
            role=word(f"role_{each.role.value}", state.language()), coder=each.coder, at=moment(each.at)
        )
        for each in entry.links
        if each.coding == quote.id
    ]
    said = Markup('<p class="qc-sums">{}</p>').format(" · ".join(line for line in lines if line))
    if (given := entry.answers.get(quote.id)) is not None:
        said += Markup('<p class="qc-answer"><b>{}</b> {} <span>({}, {})</span></p>').format(
            _("Answer:"), given.text, given.coder, moment(given.at)
        )
    elif quote.id in view.checked.unanswered:
        said += Markup('<p class="qc-answer qc-alarm">{}</p>').format(_("Not answered yet"))
    return said


def proposed(quote: Quote, proposals: Mapping[int, Proposal], labels: Mapping[str, str]) -> str:
    """What the machine suggested of a quote; nothing where it was coded by hand."""
    found = proposals.get(quote.id)
    if found is None:
        return ""
    code = labels.get(found.code, found.code)
    return _("the machine suggested: {code} ({score})").format(code=code, score=f"{found.score:.2f}")


def linked(view: ClaimView, role: Role, known: Scope) -> Markup:
    """The quotes that people linked in one role."""
    numbers = [each.coding for each in view.checked.entry.links if each.role is role]
    quotes = [view.quotes[coding] for coding in numbers if coding in view.quotes]
    if not quotes:
        return Markup()
    heading = word(f"role_{role.value}", state.language()).capitalize()
    return Markup("<h3>{}</h3>{}").format(heading, articles(view, quotes, known))


def claims_beside(found: Iterable[Beside]) -> Markup:
    """The claims beside which a quote stands, each with its side; nothing where there are none."""
    items = [
        Markup("<li><b>{}</b> {} {}</li>").format(
            word(each.how, state.language()), link(each.key, "claims", {"claim": each.key}), each.statement
        )
        for each in found
    ]
    if not items:
        return Markup()
    return Markup('<div class="qc-beside"><h2>{}</h2><ul class="qc-links">{}</ul></div>').format(
        _("Claims that rest on it"), Markup().join(items)
    )


def render_side(key: str) -> None:
    """Draw all quotes on one side of a claim, of one unit or of all: the quotes page with a claim in its address."""
    side, at = Side(chosen("side", [each.value for each in Side])), page_number()
    unit = st.query_params.get("unit", "")
    with state.reading() as session:
        known = scope(session, state.language())
        found = side_of(session, key, side, unit, state.language(), offset=(at - 1) * PER_PAGE, limit=PER_PAGE)
    claim = found.checked.entry.claim
    titles = {Side.FOR: _("Quotes for claim {name}"), Side.AGAINST: _("Quotes against claim {name}")}
    st.title(titles[side].format(name=claim.id))
    show(
        Markup('<p class="qc-ways">{} · {}</p>').format(
            claim.statement, link(_("Back to the claim"), "claims", {"claim": key})
        )
    )
    counted = how_many(found.passages, found.total)
    where = found.names.get(unit, unit) or _("all units in the scope")
    show(Markup('<p class="qc-sums">{} · {}</p>').format(counted, where))
    labels = {code.id: code.label for code in known.codes}
    made = (
        article(
            quote, known, beside=Markup('<p class="qc-sums">{}</p>').format(proposed(quote, found.proposals, labels))
        )
        for quote in found.quotes
    )
    show(Markup('<div class="qc-quotes">{}</div>').format(Markup().join(made)))
    show(pager(HERE, at, PER_PAGE, found.total))
