"""The form that records which pattern a researcher decided a neighbourhood to have."""

import streamlit as st

from qualcode.domain.framework import Place, Written
from qualcode.ui import controls, layout, state
from qualcode.ui.controls import choice
from qualcode.ui.text import _
from qualcode.workflow import patterns
from qualcode.workflow.scope import scope

_OPERATION, _SAVED = "qualcode_pattern_operation", "qualcode_pattern_saved"


def pattern_form() -> None:
    """Draw it; it says that a decision is a person's and may be missing."""
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    with state.reading() as session:
        known, choices = scope(session, state.language()), patterns.choices(session, state.language())
        taken = patterns.decisions(session)
    if not known.areas or not choices:
        return
    with st.expander(_("Decide on a pattern"), icon=":material/gavel:"):
        st.write(_("A pattern is decided by a researcher, with reasons. It is never computed, and may be left open."))
        left, right = st.columns(2)
        with left:
            area = choice("neighbourhood", _("Neighbourhood"), {each.id: each.name for each in known.areas})
        with right:
            pattern = choice("pattern", _("Pattern"), choices)
        _decision(area, pattern, taken.get(area))


def pattern_of(area: str) -> None:
    """Draw the form of one neighbourhood."""
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    with state.reading() as session:
        choices, taken = patterns.choices(session, state.language()), patterns.decisions(session)
    before = taken.get(area)
    with st.expander(_("Decide on a pattern"), icon=":material/gavel:"):
        st.write(_("A pattern is decided by a researcher, with reasons. It is never computed, and may be left open."))
        _decision(area, choice("pattern", _("Pattern"), choices), before)


def _decision(area: str, pattern: str, before: Written | None) -> None:
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to decide."))
        return
    key = f"qualcode_pattern_{area}"
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_area(_("Reasons"), before.text if before else "", height=140, key=f"{key}_text")
        sent = st.form_submit_button(_("Record the decision"), type="primary", key=f"{key}_store")
    if sent:
        _store(coder, Place(pattern, area), text, key, before)


def _store(coder: str, place: Place, text: str, key: str, before: object) -> None:
    with layout.explained():
        with state.writing() as session:
            patterns.decide(session, coder, place, text, controls.operation(_OPERATION, (place, before, text)))
        st.session_state[_SAVED] = _("The decision was recorded.")
        controls.fill_next({}, f"{key}_")
        st.rerun()
