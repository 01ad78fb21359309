"""Searches of the quotes page under a name: open one, keep the present one, take one away."""

import streamlit as st
from markupsafe import Markup

from qualcode.ui import layout, state
from qualcode.ui.components.links import link
from qualcode.ui.controls import AFTER, PAGE, fill_next
from qualcode.ui.markup import show
from qualcode.ui.text import _
from qualcode.workflow.saved import Saved, forget, save, saved

HERE = "quotes"
_PASSING = {AFTER, PAGE, "change", "lang", "pick"}
"""Parameters that belong to the moment, and not to the question."""


def saved_searches() -> None:
    """Draw the list, and for who is at work the form."""
    with state.reading() as session:
        known = saved(session)
    with st.expander(_("Saved searches"), icon=":material/bookmark:"):
        show(Markup().join(map(_line, known)) if known else Markup("<p>{}</p>").format(_("None is saved yet.")))
        name = state.coder()
        if name is None:
            st.write(_("Choose who you are, beside the page, to save a search."))
            return
        _keep(name)
        if known:
            _take_away(name, [each.name for each in known])


def _line(each: Saved) -> Markup:
    way = link(each.name, HERE, each.parameters)
    return Markup('<p class="qc-sums">{} <span>{}</span></p>').format(way, each.coder)


def _keep(coder: str) -> None:
    asked = {name: value for name, value in st.query_params.to_dict().items() if name not in _PASSING}
    with st.form("qualcode_save", border=False):
        title = st.text_input(_("Name of this search"), key="qualcode_save_name")
        sent = st.form_submit_button(_("Save this search"))
    if sent:
        with layout.explained():
            with state.writing() as session:
                save(session, coder, title, asked)
            fill_next({"qualcode_save_name": ""}, "qualcode_save")
            st.rerun()


def _take_away(coder: str, names: list[str]) -> None:
    with st.form("qualcode_forget", border=False):
        title = st.selectbox(
            _("Saved search"), names, index=None, placeholder=_("Choose a search"), key="qualcode_forget_name"
        )
        sent = st.form_submit_button(_("Take it from the list"))
    if sent and title:
        with layout.explained():
            with state.writing() as session:
                forget(session, coder, title)
            st.rerun()
