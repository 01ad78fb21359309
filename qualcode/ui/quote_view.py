"""One quote."""

import streamlit as st

from qualcode.ui import state
from qualcode.ui.markup import show
from qualcode.ui.quote_list import quote_list
from qualcode.ui.text import _
from qualcode.workflow import aggregate
from qualcode.workflow.scope import scope


def render(number: int) -> None:
    """Draw the quote."""
    st.title(_("Quote {n}").format(n=number))
    with state.reading() as session:
        quote = aggregate.quote(session, number, state.language())
        known = scope(session, state.language())
    show(quote_list([quote], known))
