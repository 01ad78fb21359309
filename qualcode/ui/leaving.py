"""A preview on the screen of what a publication would hide, make coarser or hold back, and why."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from qualcode.domain.leaving import Coarsened, HeldQuote, HiddenCell, Why
from qualcode.domain.wording import word
from qualcode.ui import state, words
from qualcode.ui.components.links import link
from qualcode.ui.markup import NUMBER, Column, show, table
from qualcode.ui.text import _, number
from qualcode.workflow.leaving import preview

HERE = "report_week"


def leaving() -> None:
    """Draw the hidden cells, the coarser labels, the quotes that stay, and the outputs that do."""
    with state.reading() as session:
        found = preview(session, state.language())
    st.write(_("This is for the study's own eyes: it tells true numbers and words that do not leave."))
    _cells(found.cells, found.k)
    st.header(_("Labels made coarser"))
    if found.labels:
        columns = [Column(_("Would be")), Column(_("Respondents who share it"), css=NUMBER), Column(_("Is"))]
        show(table(_("Labels made coarser"), columns, map(_label, found.labels), HERE))
    else:
        st.write(_("Every label is shared by at least {k} respondents.").format(k=found.k))
    st.header(_("Quotes that stay inside"))
    if found.quotes:
        columns = [
            Column(_("Quote")),
            Column(_("Code")),
            Column(_("Why")),
            Column(_("Words that can lead to a person")),
        ]
        show(table(_("Quotes that stay inside"), columns, map(_quote, found.quotes), HERE))
    else:
        st.write(_("Nothing that the report uses is held back."))
    st.header(_("Tables that stay inside"))
    st.write(", ".join(word(f"output_{name}", state.language()) for name in found.inside))


def _cells(cells: Sequence[HiddenCell], k: int) -> None:
    st.header(_("Numbers that are hidden"))
    counts = Counter(cell.why for cell in cells)
    said = _("Cells with fewer than {k} respondents: {few}; hidden since a small one would follow: {more}.")
    st.write(said.format(few=number(counts[Why.FEW]), more=number(counts[Why.FOLLOWS]), k=k))
    if cells:
        columns = [Column(_("Code")), Column(_("Column")), Column(_("Respondents"), css=NUMBER), Column(_("Why"))]
        show(table(_("Numbers that are hidden"), columns, map(_cell, cells), HERE))


def _cell(cell: HiddenCell) -> list[Markup]:
    why = _("too few respondents") if cell.why is Why.FEW else _("a small number would follow from it")
    return [Markup.escape(each) for each in (cell.row, cell.column, number(cell.respondents), why)]


def _label(each: Coarsened) -> list[Markup]:
    return [Markup.escape(part) for part in (each.full, number(each.respondents), each.said)]


def _quote(each: HeldQuote) -> list[Markup]:
    why = [] if each.review == "publish" else [words.review(each.review)]
    why += map(words.held, each.held)
    found = [f"{words.leak(kind)}: {said}" for kind, said in each.found]
    opening = link(str(each.quote), "quotes", {"quote": str(each.quote)})
    return [opening, *(Markup.escape(part) for part in (each.code, "; ".join(why), "; ".join(found)))]
