"""Report week: frozen evidence, the quotes of each section, what respondents say of theirs, and what may leave."""

import streamlit as st

from qualcode.ui.basket import sections
from qualcode.ui.controls import segments
from qualcode.ui.freezes import freezes
from qualcode.ui.leaving import leaving
from qualcode.ui.members import members
from qualcode.ui.text import _


def render() -> None:
    """Draw the page."""
    st.title(_("Report week"))
    views = {
        "": _("What changed"),
        "quotes": _("Quotes per section"),
        "members": _("Member checks"),
        "leaving": _("What may leave"),
    }
    view = segments("view", _("Part of the report week"), views)
    if view == "quotes":
        sections()
    elif view == "leaving":
        leaving()
    elif view == "members":
        members()
    else:
        freezes()


if __name__ == "__main__":
    render()
