"""One quote: in its context, with its journey, its stable link, and the check for publication."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.coding import CodingState
from qualcode.domain.quote import Journey
from qualcode.domain.transcript import Kind
from qualcode.ui import layout, state, words
from qualcode.ui.basket import picking_one
from qualcode.ui.claim_quotes import claims_beside
from qualcode.ui.components.links import address, link
from qualcode.ui.markup import show
from qualcode.ui.quote_journey import step_list, steps, turns
from qualcode.ui.quote_links import quote_links
from qualcode.ui.quote_list import copy_button, notes, source_line, to_transcript
from qualcode.ui.quote_place import place_form
from qualcode.ui.quote_review import review_form
from qualcode.ui.text import _, moment
from qualcode.workflow import basket, cite
from qualcode.workflow.anchor import is_anchor, mark
from qualcode.workflow.claim_view import beside
from qualcode.workflow.link import links
from qualcode.workflow.scope import Scope, scope
from qualcode.workflow.trace import journey
from qualcode.workflow.waiting import waiting


def render(number: int) -> None:
    """Draw the quote."""
    st.title(_("Quote {n}").format(n=number))
    with state.reading() as session:
        found, known = journey(session, number, state.language()), scope(session, state.language())
        waits, shows_code = waiting(session, number), is_anchor(session, number)
        linked, used = links(session, number), basket.used(session)
        rests = beside(session, found.quote)
        cited = cite.citations(session, [found.quote], state.language())
    show(_replaced(found))
    left, right = st.columns([3, 2], gap="large")
    with left:
        show(_head(found, known))
        show(_ways(found, cited.get(number, "")))
        place_form(found.quote, waits[0] if waits else None)
        if found.quote.state is CodingState.CONFIRMED:
            _anchor(number, marked=shows_code)
        show(turns(found))
        show(Markup('<p class="qc-sums">{}</p>').format(_("Stable link to this quote")))
        st.code(stable_link(number), language=None, wrap_lines=True)
    with right:
        st.header(_("How it became evidence"))
        show(step_list(steps(found, known)))
        _log(found)
        show(claims_beside(rests))
        quote_links(number, linked, confirmed=found.quote.state is CodingState.CONFIRMED)
        review_form(number)
        if found.quote.state is CodingState.CONFIRMED:
            picking_one(number, used.get(number, ()))


def _replaced(found: Journey) -> Markup:
    """That another coding took the place of this one, with the way there."""
    if found.replacement is None:
        return Markup()
    said = {
        CodingState.WITHDRAWN: _("This quote was withdrawn; {coder} restored it on {at}:"),
        CodingState.ORPHAN: _("This quote lost its place; {coder} gave it another on {at}:"),
    }.get(found.quote.state, _("This quote was replaced by {coder} on {at}; in its place stands"))
    after = found.replacement
    way = link(_("Quote {n}").format(n=after.coding), "quotes", {"quote": str(after.coding)})
    return Markup('<p class="qc-sums" role="note">{} {}</p>').format(
        said.format(coder=after.by, at=moment(after.at)), way
    )


def _anchor(number: int, *, marked: bool) -> None:
    """Let the quote be shown with its code in the codebook, or not any more."""
    coder = state.coder()
    text = _("No longer an anchor quote") if marked else _("Show as an anchor quote of its code")
    if coder is not None and st.button(text, icon=":material/anchor:", key=f"qualcode_anchor_{number}"):
        with layout.explained():
            with state.writing() as session:
                mark(session, coder, number, marked=not marked)
            st.rerun()


def stable_link(number: int) -> str:
    """The address of a quote on this server, to paste in a report."""
    here = st.context.url or ""
    root = here.partition("?")[0].rsplit("/", 1)[0]
    return f"{root}/{address('quotes', {'quote': str(number)})}"


def _head(found: Journey, known: Scope) -> Markup:
    quote = found.quote
    said = [_standing(found)]
    if quote.version != found.current_version:
        said.append(_("coded on version {n} of the transcript").format(n=quote.version))
    return Markup(
        '<div class="qc-head"><h2>{}</h2><p>{}</p><p>{}</p><p>{}</p><p class="qc-standing">{}</p></div>'
    ).format(quote.code_label, found.definition, source_line(quote), notes(quote, known), " · ".join(said))


def _standing(found: Journey) -> str:
    if found.counts and not (found.quote.neighbourhood or found.quote.kind is Kind.DOCUMENT):
        return _("Counts in no cell until it is assigned to a neighbourhood")
    if found.counts:
        return _("Counts as evidence")
    return _("Does not count as evidence: {why}").format(
        why=_("about elsewhere, not said by a respondent, or consent was withdrawn")
        if found.quote.state == "confirmed"
        else words.state(found.quote.state)
    )


def _ways(found: Journey, cited: str) -> Markup:
    quote = found.quote
    query = {"code": quote.code, "neighbourhood": quote.neighbourhood}
    others = link(_("All quotes of this code in this place"), "quotes", query)
    return Markup('<nav class="qc-pager" aria-label="{}">{}{}{}</nav>').format(
        _("Ways"), to_transcript(quote), others, copy_button(cited)
    )


def _log(found: Journey) -> None:
    with st.expander(_("Entries in the log")):
        rows = Markup().join(
            Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>").format(
                event.id, moment(event.at), words.actor(event.actor), event.kind, event.hash[:12]
            )
            for event in found.events
        )
        heads = (_("Entry"), _("When"), _("Who"), _("What"), _("Hash"))
        head = Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in heads)
        show(
            Markup(
                '<div class="qc-scroll"><table class="qc-table"><caption>{}</caption><thead><tr>{}</tr></thead>'
                "<tbody>{}</tbody></table></div>"
            ).format(_("Entries in the log about this quote"), head, rows)
        )
