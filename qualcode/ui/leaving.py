"""A preview on the screen of what a publication would hide, make coarser or hold back, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import streamlit as st
from markupsafe import Markup

from qualcode.domain.leaving import Coarsened, HeldQuote, HiddenCell, Leaving, Why
from qualcode.domain.wording import word
from qualcode.ui import state, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import page_number, segments
from qualcode.ui.markup import NUMBER, Column, pager, show, table
from qualcode.ui.text import NOTHING, _, number
from qualcode.workflow.leaving import preview
from qualcode.workflow.scope import scope

HERE = "report_week"
PER_PAGE = 25
LABELS, QUOTES, TABLES = "labels", "quotes", "tables"

T = TypeVar("T")
Names = Mapping[str, str]
"""Code -> its label."""


def leaving() -> None:
    """Draw one part: the hidden cells by code, the coarser labels, the quotes that stay, or the outputs that do."""
    with state.reading() as session:
        found, known = preview(session, state.language()), scope(session, state.language())
    names = {each.id: each.label for each in known.codes}
    st.write(_("This is for the study's own eyes: it tells true numbers and words that do not leave."))
    part = segments("part", _("What stays"), _parts(found))
    if part == LABELS:
        _labels(found.labels, found.k)
    elif part == QUOTES:
        _quotes(found.quotes, names)
    elif part == TABLES:
        st.write(", ".join(word(f"output_{name}", state.language()) for name in found.inside) or NOTHING)
    else:
        _cells(found.cells, found.k, names)


def _parts(found: Leaving) -> dict[str, str]:
    counted = {
        "": (_("Numbers that are hidden"), found.cells),
        LABELS: (_("Labels made coarser"), found.labels),
        QUOTES: (_("Quotes that stay inside"), found.quotes),
        TABLES: (_("Tables that stay inside"), found.inside),
    }
    return {part: f"{title} ({number(len(each))})" for part, (title, each) in counted.items()}


def _paged(title: str, columns: Sequence[Column], lines: Sequence[T], cells: Callable[[T], Iterable[Markup]]) -> None:
    at = page_number()
    page = lines[(at - 1) * PER_PAGE : at * PER_PAGE]
    show(table(title, columns, map(cells, page), HERE))
    show(pager(HERE, at, PER_PAGE, len(lines)))


def _cells(cells: Sequence[HiddenCell], k: int, names: Names) -> None:
    counts = Counter(cell.why for cell in cells)
    said = _("Cells with fewer than {k} respondents: {few}; hidden since a small one would follow: {more}.")
    st.write(said.format(few=number(counts[Why.FEW]), more=number(counts[Why.FOLLOWS]), k=k))
    if not cells:
        return
    st.caption(_("Behind each neighbourhood stands its true number of respondents."))
    by_code: dict[str, list[HiddenCell]] = {code: [] for code in names}
    for cell in cells:
        by_code.setdefault(cell.row, []).append(cell)
    lines = [(names.get(code, code), hidden) for code, hidden in by_code.items() if hidden]
    columns = [
        Column(_("Code")),
        Column(_("Cells"), css=NUMBER),
        Column(_("Too few respondents")),
        Column(_("A small number would follow")),
    ]
    _paged(_("Numbers that are hidden"), columns, lines, _line)


def _line(line: tuple[str, Sequence[HiddenCell]]) -> list[Markup]:
    name, hidden = line
    few, follows = (_places(each for each in hidden if each.why is why) for why in (Why.FEW, Why.FOLLOWS))
    return [Markup.escape(each) for each in (name, number(len(hidden)), few, follows)]


def _places(hidden: Iterable[HiddenCell]) -> str:
    total = word("total", state.language())
    by_name = sorted(hidden, key=lambda cell: (cell.column == total, cell.column))
    return ", ".join(f"{cell.column} ({number(cell.respondents)})" for cell in by_name) or NOTHING


def _labels(labels: Sequence[Coarsened], k: int) -> None:
    if not labels:
        st.write(_("Every label is shared by at least {k} respondents.").format(k=k))
        return
    columns = [Column(_("Would be")), Column(_("Respondents who share it"), css=NUMBER), Column(_("Is"))]
    _paged(_("Labels made coarser"), columns, labels, _label)


def _label(each: Coarsened) -> list[Markup]:
    return [Markup.escape(part) for part in (each.full, number(each.respondents), each.said)]


def _quotes(quotes: Sequence[HeldQuote], names: Names) -> None:
    if not quotes:
        st.write(_("Nothing that the report uses is held back."))
        return
    columns = [Column(title) for title in (_("Quote"), _("Code"), _("Why"), _("Words that can lead to a person"))]
    _paged(_("Quotes that stay inside"), columns, quotes, lambda each: _quote(each, names))


def _quote(each: HeldQuote, names: Names) -> list[Markup]:
    why = [] if each.review == "publish" else [words.review(each.review)]
    why += map(words.held, each.held)
    found = [f"{words.leak(kind)}: {said}" for kind, said in each.found]
    opening = link(str(each.quote), "quotes", {"quote": str(each.quote)})
    texts = (names.get(each.code, each.code), "; ".join(why), "; ".join(found))
    return [opening, *(Markup.escape(part) for part in texts)]
