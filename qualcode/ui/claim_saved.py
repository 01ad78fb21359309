"""Saying on the fresh page what was stored of a claim."""

from collections.abc import Mapping

import streamlit as st

from qualcode.ui import controls

_SAVED = "qualcode_claim_saved"


def saved(sentence: str, fields: Mapping[str, object] | None = None, form: str = "") -> None:
    """Draw the page anew with `sentence`, with other values in fields, and without what was typed into a form."""
    st.session_state[_SAVED] = sentence
    if form:
        controls.fill_next(fields or {}, form)
    st.rerun()


def say_saved() -> None:
    """Say what was stored, once."""
    if sentence := st.session_state.pop(_SAVED, ""):
        st.success(sentence)
