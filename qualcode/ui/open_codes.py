"""Provisional codes of open coding: sorted into groups by hand, named anew, dropped, and promoted with a definition."""

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.db.queries.provisional import ProvisionalRow
from qualcode.domain.codebook_edit import Wording
from qualcode.domain.open_coding import HIGHLIGHT
from qualcode.errors import UsageError
from qualcode.ui import layout, state
from qualcode.ui.codebook_look import buttons, look_first
from qualcode.ui.codebook_wording import wording_fields
from qualcode.ui.components.links import link
from qualcode.ui.markup import show
from qualcode.ui.text import _, label, ngettext, number
from qualcode.workflow import codebook_steps, codebook_view, provisional
from qualcode.workflow.codebook_edit import Change
from qualcode.workflow.codebook_view import CodebookView

SHOWN = 3
"""Quotes of each code that are shown while sorting."""


def render(view: CodebookView) -> None:
    """Draw the codes that wait for a definition."""
    coder = layout.require_coder()
    with state.reading() as session:
        rows = provisional.provisional_codes(session)
        quotes = {
            row.key: [quote.exact for quote in codebook_view.codings(session, row.key, state.language())[:SHOWN]]
            for row in rows
        }
    if not rows:
        st.info(
            _("Nothing waits for a definition. While coding, give a passage a new name, or highlight it without one.")
        )
        return
    groups = sorted({row.group for row in rows if row.group})
    chosen = []
    for group in [*groups, ""]:
        members = [row for row in rows if row.group == group]
        if members:
            st.subheader(group or _("Not in a group"))
        chosen += [row for row in members if _line(row, quotes[row.key])]
    if not chosen:
        st.caption(_("Choose codes to sort them into a group, or to promote them as one code."))
        return
    sorting, promoting = st.columns(2, gap="large")
    with sorting:
        _sort(coder, chosen, groups)
    with promoting:
        _promote(view, chosen)


def _name(row: ProvisionalRow) -> str:
    return _("Highlighted, without a code yet") if row.key == HIGHLIGHT else row.label


def _line(row: ProvisionalRow, quotes: list[str]) -> bool:
    count = ngettext("{n} coding", "{n} codings", row.codings).format(n=number(row.codings))
    picked = st.checkbox(f"{_name(row)} ({count}, {row.coder})", key=f"qualcode_open_{row.key}")
    if quotes:
        said = Markup().join(Markup("<li>{}</li>").format(text) for text in quotes)
        show(Markup('<ul class="qc-journey">{}</ul>').format(said))
    return picked


def _sort(coder: str, chosen: list[ProvisionalRow], groups: list[str]) -> None:
    keys = [row.key for row in chosen]
    with st.form("qualcode_open_sort"):
        group = st.selectbox(
            _("Group"),
            groups,
            index=None,
            accept_new_options=True,
            placeholder=_("Choose a group, or type a new one"),
            key="qualcode_open_group",
        )
        sorted_in = st.form_submit_button(_("Put into this group"), type="primary", key="qualcode_open_put")
        loose = st.form_submit_button(_("Take out of its group"), key="qualcode_open_loose")
    if sorted_in or loose:
        with layout.explained():
            with state.writing() as session:
                provisional.sort(session, coder, keys, "" if loose else group or "")
            st.rerun()
    if len(chosen) == 1 and keys[0] != HIGHLIGHT:
        with st.form("qualcode_open_name"):
            name = st.text_input(_("Name"), chosen[0].label, key=f"qualcode_open_name_{keys[0]}")
            renamed = st.form_submit_button(_("Rename"), key="qualcode_open_rename")
            dropped = st.form_submit_button(_("Take off the list"), key="qualcode_open_drop")
        if renamed or dropped:
            with layout.explained():
                with state.writing() as session:
                    if renamed:
                        provisional.rename(session, coder, keys[0], name)
                    else:
                        provisional.drop(session, coder, keys[0])
                st.rerun()


def _promote(view: CodebookView, chosen: list[ProvisionalRow]) -> None:
    keys = [row.key for row in chosen]
    known = {code.id: label(dict(code.label)) for code in view.codebook.codes if code.replaced_by is None}
    names = {"": _("no code: a family of its own")} | known
    with st.form("qualcode_open_promote"):
        parent = st.selectbox(
            _("Below"),
            list(names),
            index=None,  # what stands first in the codebook is no proposal
            format_func=names.__getitem__,
            placeholder=_("choose a code"),
            key="qualcode_open_parent",
        )
        key = st.text_input(_("Id (never changes)"), key="qualcode_open_id")
        proposed = chosen[0].group or _name(chosen[0])
        wording = wording_fields(
            "promote_" + "_".join([*keys, proposed]), Wording(label={"nl": proposed}, definition="")
        )
        look, store = buttons("open", _("Promote into the codebook"))

    def step(session: Session, operation: str) -> Change:
        if parent is None:
            raise UsageError(_("Choose below which code the new one stands; nothing was stored."))
        return codebook_steps.promote(session, operation, view.version, keys, key, parent or None, wording)

    look_first(view, "promote", step, (keys, key, parent, wording), key.strip(), look=look, store=store)
    show(link(_("The codebook"), "codebook", {}))
