"""The list of transcripts to code again, since the codebook changed after they were read."""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from qualcode.domain.backcoding import Gap, Why
from qualcode.ui import state
from qualcode.ui.components.links import link
from qualcode.ui.controls import page_number
from qualcode.ui.markup import Column, pager, show, table
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import backcoding
from qualcode.workflow.scope import scope

PER_PAGE = 100
HERE = "review"


def transcripts_to_code_again() -> None:
    """Draw the list, or say that there is nothing to do."""
    with state.reading() as session:
        found = backcoding.outdated(session)
        labels = {code.id: code.label for code in scope(session, state.language()).codes}
    if not found:
        st.info(_("Every transcript that was read in full was read for all codes in their present meaning."))
        return
    total = ngettext("{n} transcript to code again", "{n} transcripts to code again", len(found))
    show(Markup('<p class="qc-sums">{}</p>').format(total.format(n=number(len(found)))))
    at = page_number()
    columns = [Column(_("Transcript")), Column(_("Read in full by")), Column(_("Codes to look for"))]
    rows = [_cells(each, labels) for each in found[(at - 1) * PER_PAGE : at * PER_PAGE]]
    show(table(_("Transcripts that were read before the codebook changed"), columns, rows, HERE))
    show(pager(HERE, at, PER_PAGE, len(found)))


def _cells(each: backcoding.Outdated, labels: Mapping[str, str]) -> list[Markup]:
    opening = link(each.transcript, "coding", {"transcript": each.transcript, "order": "code"}, css="qc-row-link")
    readers = _("{names}, codebook version {n}").format(names=", ".join(each.coders), n=each.version)
    changes = Markup("<br>").join(_change(gap, labels) for gap in each.gaps)
    return [opening, Markup.escape(readers), changes]


def _change(gap: Gap, labels: Mapping[str, str]) -> str:
    said = {
        Why.NEW: _("{code}: new"),
        Why.SPLIT: _("{code}: split off from {of}"),
        Why.REDEFINED: _("{code}: means something else now"),
    }[gap.why]
    return said.format(code=labels.get(gap.code, gap.code), of=labels.get(gap.of or "", gap.of))
