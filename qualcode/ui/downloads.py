"""Buttons that take a table or quotes out of the study: for publication, or marked as internal."""

from collections.abc import Callable

import streamlit as st

from qualcode.ui import state
from qualcode.ui.text import _
from qualcode.workflow.deliver import MIME, NAMES, Form, Order


def downloads(name: str, explained: str, made: Callable[[Order], bytes], *, publication: bool = True) -> None:
    """Offer the files called `name`; `made` makes one when it is asked for, without a session."""
    with st.popover(_("Download"), icon=":material/download:"):
        st.write(explained)
        for internal in (False, True) if publication else (True,):
            st.markdown("**{}**".format(_("Internal, not to be published") if internal else _("For publication")))
            with st.container(horizontal=True):
                for form in Form:
                    _button(name, Order(form, internal, state.language(), state.coder()), made)


def _button(name: str, order: Order, made: Callable[[Order], bytes]) -> None:
    kind = _("INTERNAL") if order.internal else _("publication")
    st.download_button(
        f"{NAMES[order.form]} ({kind})",
        data=lambda: made(order),
        file_name=f"{name}-{kind}.{order.form}",
        mime=MIME[order.form],
        on_click="ignore",
        key=f"qualcode_take_{order.form}_{order.internal}",
    )
