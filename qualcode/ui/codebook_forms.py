"""Changing a code on screen: every form says first what will happen to codings, and does it once."""

from collections.abc import Mapping

import streamlit as st
from sqlalchemy.orm import Session

from qualcode.domain.codebook import Code
from qualcode.domain.codebook_edit import Wording, wording_of
from qualcode.ui import layout
from qualcode.ui.code_attributes import attribute_form
from qualcode.ui.codebook_look import buttons, do, look_first, shown
from qualcode.ui.codebook_split import split
from qualcode.ui.codebook_stale import changed_since, opened
from qualcode.ui.codebook_wording import wording_fields
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice
from qualcode.ui.markup import show
from qualcode.ui.text import _, label
from qualcode.workflow import codebook_steps
from qualcode.workflow.codebook_edit import Change
from qualcode.workflow.codebook_view import CodebookView

HERE = "codebook"
EDIT, ATTRIBUTES, MOVE, MERGE, SPLIT = "edit", "attributes", "move", "merge", "split"
RETIRE, NEW = "retire", "new"


def actions() -> Mapping[str, str]:
    """What can be done with a code, and what it is called."""
    return {
        EDIT: _("Edit"),
        ATTRIBUTES: _("Attributes"),
        MOVE: _("Move"),
        MERGE: _("Merge"),
        SPLIT: _("Split"),
        RETIRE: _("Retire"),
        NEW: _("New code below this"),
    }


def form(view: CodebookView, code: Code) -> None:
    """The form that the address asks for, if any."""
    forms = {EDIT: _edit, ATTRIBUTES: attribute_form, MOVE: _move, MERGE: _merge, SPLIT: split, RETIRE: _retire}
    asked = st.query_params.get("do", "")
    if asked not in forms or code.replaced_by is not None:
        return
    layout.require_coder()
    st.subheader(actions()[asked])
    forms[asked](view, code)
    show(link(_("Cancel"), HERE, {"code": code.id}))


def new_code(view: CodebookView) -> None:
    """The form of a new code, below the one that the address names."""
    layout.require_coder()
    parent = st.query_params.get("code", "")
    st.subheader(_("New code"))
    with st.form("qualcode_new_code"):
        key = st.text_input(_("Id (never changes)"), f"{parent}." if parent else "", key="qualcode_new_id")
        wording = wording_fields("new", Wording(label={}, definition=""))
        look, store = buttons("new", _("Add this code"))

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.add(session, operation, view.version, key, parent or None, wording)

    look_first(view, NEW, step, (key, parent, wording), key.strip(), look=look, store=store)
    show(link(_("Cancel"), HERE, {"code": parent}))


def _edit(view: CodebookView, code: Code) -> None:
    name = f"edit_{code.id}"
    first = opened(view, code, f"qualcode_{name}_nl")
    with st.form(f"qualcode_edit_{code.id}"):
        wording = wording_fields(name, wording_of(first))
        look, store = buttons("edit", _("Store"))
    if changed_since(view, code):
        return

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.edit(session, operation, view.version, code.id, wording)

    look_first(view, EDIT, step, (code.id, wording), code.id, look=look, store=store)


def _move(view: CodebookView, code: Code) -> None:
    names = {"": _("no code: a family of its own")} | _others(view, code)
    with st.form(f"qualcode_move_{code.id}"):
        parents = list(names)
        at = parents.index(code.parent or "") if (code.parent or "") in parents else 0
        parent = st.selectbox(_("Below"), parents, at, format_func=names.__getitem__, key="qualcode_move_parent")
        place = st.number_input(
            _("As number (0: the last)"), 0, 1000, _place(view, code), step=1, key="qualcode_move_place"
        )
        look, store = buttons("move", _("Move"))

    def step(session: Session, operation: str) -> Change:
        where = place - 1 if place else None
        return codebook_steps.move(session, operation, view.version, code.id, parent or None, where)

    look_first(view, MOVE, step, (code.id, parent, place), code.id, look=look, store=store)


def _place(view: CodebookView, code: Code) -> int:
    return [each.id for each in view.codebook.codes if each.parent == code.parent].index(code.id) + 1


def _merge(view: CodebookView, code: Code) -> None:
    names = {"": _("choose a code")} | _others(view, code)
    target = choice("into", _("Merge into"), names)
    if not target:
        return

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.merge(session, operation, view.version, code.id, target, words=words, reason=reason)

    words, reason = True, ""
    if not shown(step):
        return
    with st.form(f"qualcode_merge_{code.id}"):
        words = st.checkbox(_("Its words go along"), value=True, key="qualcode_merge_words")
        reason = st.text_input(_("Reason"), key="qualcode_merge_reason")
        sent = st.form_submit_button(_("Merge"), type="primary", key="qualcode_merge_send")
    if sent:
        do(view, MERGE, step, target)


def _retire(view: CodebookView, code: Code) -> None:
    reason = ""

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.retire(session, operation, view.version, code.id, reason=reason)

    if not shown(step):
        return
    with st.form(f"qualcode_retire_{code.id}"):
        reason = st.text_input(_("Reason"), key="qualcode_retire_reason")
        sent = st.form_submit_button(_("Retire this code"), type="primary", key="qualcode_retire_send")
    if sent:
        do(view, RETIRE, step, "")


def _others(view: CodebookView, code: Code) -> dict[str, str]:
    """Codes outside this one's branch, as a list to choose from."""
    indent = "\N{NO-BREAK SPACE}" * 4
    return {
        each.id: indent * (len(list(view.codebook.ancestors(each.id))) - 1) + label(dict(each.label))
        for each in view.codebook.codes
        if each.replaced_by is None and code.id not in view.codebook.ancestors(each.id)
    }
