"""Giving a coding that lost its place in a corrected transcript another one, or giving it up."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.quote import Quote
from qualcode.ui import layout, state
from qualcode.ui.components.links import link
from qualcode.ui.markup import show
from qualcode.ui.text import _
from qualcode.workflow import waiting
from qualcode.workflow.waiting import Waiting

_DONE = "qualcode_placed"


def place_form(quote: Quote, found: Waiting | None) -> None:
    """Ask its coder for the place of a coding that waits; offer to take back what was just done."""
    if found is None:
        _take_back(quote)
        return
    st.subheader(_("Without a place"))
    st.write(_("The transcript was corrected, and these words have no certain place in it any more."))
    if found.place:
        query = {"transcript": found.transcript, "waiting": str(found.id)}
        way = link(_("Show the likely place in the transcript"), "coding", query)
        show(Markup('<p class="qc-sums">{}</p>').format(way))
    name = state.coder()
    if name != found.coder:
        st.write(_("Only {coder} can attach this coding or give it up.").format(coder=found.coder))
        return
    with st.form(f"qualcode_place_{quote.id}", enter_to_submit=False):
        words = st.text_area(_("Words of the corrected transcript that it is about"), found.proposal or found.exact)
        attached = st.form_submit_button(_("Attach here"), type="primary", key=f"qualcode_attach_{quote.id}")
        given_up = st.form_submit_button(_("Give this coding up"), key=f"qualcode_give_up_{quote.id}")
    if attached or given_up:
        with layout.explained():
            _do(quote.id, name, words if attached else None)


def _do(number: int, coder: str, words: str | None) -> None:
    with state.writing() as session:
        if words is None:
            done = waiting.give_up(session, coder, number)
        else:
            done = waiting.attach(session, coder, number, words)
    st.session_state[_DONE] = (number, done)
    st.rerun()


def _take_back(quote: Quote) -> None:
    number, done = st.session_state.get(_DONE, (None, ""))
    name = state.coder()
    if number != quote.id or name is None:
        return
    if st.button(_("Take this back: let the coding wait again"), key=f"qualcode_wait_again_{quote.id}"):
        with layout.explained():
            with state.writing() as session:
                waiting.wait_again(session, name, quote.transcript, done)
            del st.session_state[_DONE]
            st.rerun()
