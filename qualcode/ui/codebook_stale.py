"""A form that was opened on an earlier version of a code: what changed since, and nothing stored over it unseen."""

from typing import NamedTuple

import streamlit as st

from qualcode.domain.codebook import Code
from qualcode.domain.codebook_edit import wording_of
from qualcode.ui import state
from qualcode.ui.codebook_history import two_of
from qualcode.ui.markup import show
from qualcode.ui.text import _, moment
from qualcode.workflow import codebook_view
from qualcode.workflow.codebook_view import CodebookView

_OPENED = "qualcode_codebook_opened"


class Opened(NamedTuple):
    """A code as its form was filled, and the number of that version of the codebook."""

    version: int
    code: Code


def opened(view: CodebookView, code: Code, field: str) -> Code:
    """The code as its form was filled when it was opened; `field` is a key that the form has once it is drawn."""
    kept = st.session_state.get(_OPENED)
    if kept is None or kept.code.id != code.id or field not in st.session_state:
        kept = st.session_state[_OPENED] = Opened(view.version, code)
    return kept.code if isinstance(kept, Opened) else code


def changed_since(view: CodebookView, code: Code) -> bool:
    """Whether the code says something else than when its form was opened; then what that is has been shown."""
    before = st.session_state[_OPENED]
    if wording_of(before.code) == wording_of(code):
        return False
    with state.reading() as session:
        versions = codebook_view.history(session).versions
    made = next(row for row in versions if row.number > before.version and code.id in (row.codes or [code.id]))
    who = _("{coder}, {at}").format(coder=made.coder or _("a file"), at=moment(made.created_at))
    st.warning(
        _(
            "Nothing was stored: this code was changed since you opened it ({who}). What you typed is still here; "
            "look at the difference, put into your text what should stay, and go on."
        ).format(who=who),
        icon=":material/warning:",
    )
    show(two_of(code.id, before.code, code))
    st.button(
        _("I have seen this: go on with my text"),
        key="qualcode_codebook_seen_change",
        on_click=_seen,
        args=(view, code),
    )
    return True


def _seen(view: CodebookView, code: Code) -> None:
    st.session_state[_OPENED] = Opened(view.version, code)
