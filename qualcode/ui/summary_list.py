"""Which interviews and neighbourhoods have a summary, and which are still without one."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from qualcode.domain.memo import TopicKind
from qualcode.ui import state
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice
from qualcode.ui.markup import Column, show, table
from qualcode.ui.summary_page import HERE, address_of
from qualcode.ui.text import NOTHING, _, moment, ngettext, number
from qualcode.workflow import summary
from qualcode.workflow.summary import Listed

MISSING = "missing"


def render() -> None:
    """Draw the list."""
    with state.reading() as session:
        listed = summary.listed(session)
    if not listed:
        st.info(_("There are no transcripts yet. Take some in with: qualcode import transcripts FOLDER"))
        return
    wanted = choice("written", _("Which ones"), {"": _("All"), MISSING: _("without a summary")})
    done = sum(each.written is not None for each in listed)
    said = ngettext("{n} of {of} has a summary", "{n} of {of} have a summary", done)
    show(Markup('<p class="qc-sums">{}</p>').format(said.format(n=number(done), of=number(len(listed)))))
    kept = [each for each in listed if not (wanted and each.written)]
    for kind, title in ((TopicKind.NEIGHBOURHOOD, _("Neighbourhoods")), (TopicKind.TRANSCRIPT, _("Transcripts"))):
        show(_table(title, [each for each in kept if each.subject.kind is kind]))


def _table(title: str, listed: Sequence[Listed]) -> Markup:
    if not listed:
        return Markup()
    columns = [Column(title), Column(_("Written by")), Column(_("When"))]
    return table(title, columns, map(_cells, listed), HERE)


def _cells(each: Listed) -> list[Markup]:
    note = each.written
    return [
        link(each.name, HERE, address_of(each.subject)),
        Markup.escape(note.coder if note else NOTHING),
        Markup.escape(moment(note.at) if note else NOTHING),
    ]
