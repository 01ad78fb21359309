"""A form that was opened on an earlier version of a code: what changed since, and nothing stored over it unseen."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from qualcode.domain.attribute_use import Use, uses
from qualcode.domain.codebook import Code
from qualcode.domain.codebook_edit import wording_of
from qualcode.ui import state
from qualcode.ui.codebook_history import two_of
from qualcode.ui.markup import show
from qualcode.ui.text import _, label, moment
from qualcode.workflow import codebook_view
from qualcode.workflow.codebook_view import CodebookView

_OPENED = "qualcode_codebook_opened"
_OPENED_USES = "qualcode_codebook_opened_uses"


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
    who = _who(before.version, {code.id})
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


class OpenedUses(NamedTuple):
    """What a code did with each attribute as its form was filled, and the number of that version of the codebook."""

    version: int
    code: str
    uses: dict[str, Use]


def opened_uses(view: CodebookView, code: Code, field: str) -> None:
    """Keep what a code did with attributes when their form was opened; `field` is a key that it has once drawn."""
    kept = st.session_state.get(_OPENED_USES)
    if kept is None or kept.code != code.id or field not in st.session_state:
        st.session_state[_OPENED_USES] = OpenedUses(view.version, code.id, uses(view.codebook, code.id))


def uses_changed_since(view: CodebookView, code: Code, said: Mapping[Use, str]) -> bool:
    """Whether the code takes other attributes than when their form was opened; then what differs has been shown.

    Args:
        view: The codebook as it is now.
        code: The code of the form.
        said: What the form calls each use.
    """
    before, now = st.session_state[_OPENED_USES], uses(view.codebook, code.id)
    other = [each for each in view.codebook.attributes if before.uses.get(each.id, now[each.id]) is not now[each.id]]
    if not other:
        return False
    st.warning(
        _(
            "Nothing was stored: what this code takes was changed since you opened it ({who}). What you chose is "
            "still here; look at the difference, choose what should stay, and go on."
        ).format(who=_who(before.version, set(view.codebook.ancestors(code.id)))),
        icon=":material/warning:",
    )
    rows = (
        Markup("<dt>{}</dt><dd><del>{}</del> <ins>{}</ins></dd>").format(
            label(dict(each.label)), said[before.uses[each.id]], said[now[each.id]]
        )
        for each in other
    )
    show(Markup('<dl class="qc-facts">{}</dl>').format(Markup().join(rows)))
    st.button(
        _("I have seen this: go on with my choices"),
        key="qualcode_codebook_seen_uses",
        on_click=_uses_seen,
        args=(view, code),
    )
    return True


def _uses_seen(view: CodebookView, code: Code) -> None:
    st.session_state[_OPENED_USES] = OpenedUses(view.version, code.id, uses(view.codebook, code.id))


def _who(version: int, codes: set[str]) -> str:
    """Who last changed one of these codes since a version, and when."""
    with state.reading() as session:
        versions = codebook_view.history(session).versions
    made = next(row for row in versions if row.number > version and not codes.isdisjoint(row.codes or codes))
    return _("{coder}, {at}").format(coder=made.coder or _("a file"), at=moment(made.created_at))
