"""The form that writes what is said of a code in a neighbourhood."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.framework import Place, Written
from qualcode.ui import controls, layout, state
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice
from qualcode.ui.markup import show
from qualcode.ui.text import _, moment
from qualcode.workflow import summaries
from qualcode.workflow.scope import scope

_OPERATION, _SAVED = "qualcode_summary_operation", "qualcode_summary_saved"


def summary_form() -> None:
    """Draw it, opened where the address names a cell."""
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    with state.reading() as session:
        known = scope(session, state.language())
    if not known.areas:
        return
    with st.expander(_("Write a summary"), expanded="code" in st.query_params, icon=":material/edit_note:"):
        left, right = st.columns([3, 2])
        with left:
            code = choice("code", _("Code"), {each.id: each.label for each in known.codes})
        with right:
            area = choice("neighbourhood", _("Neighbourhood"), {each.id: each.name for each in known.areas})
        _write(Place(code, area))


def _write(place: Place) -> None:
    with state.reading() as session:
        before = summaries.current(session, place)
    quotes = link(_("The quotes"), "quotes", {"code": place.code, "neighbourhood": place.neighbourhood})
    show(Markup('<p class="qc-sums">{} {}</p>').format(quotes, _told(before)))
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to write a summary."))
        return
    key = f"qualcode_summary_{place.code}_{place.neighbourhood}"
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_area(_("Summary"), before.text if before else "", height=160, key=f"{key}_text")
        sent = st.form_submit_button(_("Store the summary"), type="primary", key=f"{key}_store")
    if sent:
        with layout.explained():
            with state.writing() as session:
                operation = controls.operation(_OPERATION, (place, before, text))
                summaries.write(session, coder, place, text, operation)
            st.session_state[_SAVED] = _("The summary was stored.")
            controls.fill_next({}, f"{key}_")
            st.rerun()


def _told(before: Written | None) -> str:
    if before is None:
        return _("Nothing is written yet.")
    return _("{coder}, {at}").format(coder=before.coder, at=moment(before.at))
