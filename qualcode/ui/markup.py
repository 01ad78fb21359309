"""Accessible tables and pagers as HTML; every text is escaped on its way in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from qualcode.ui.components.links import link
from qualcode.ui.controls import AFTER, PAGE
from qualcode.ui.text import _, number

NUMBER = "qc-number"
"""Class of a cell with a number: to the right, digits of one width."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    Attributes:
        title: Its heading.
        order: Value of the `order` parameter that sorts by it, "" when it cannot be sorted.
        css: Class of its cells.
    """

    title: str
    order: str = ""
    css: str = ""


def table(caption: str, columns: Iterable[Column], rows: Iterable[Iterable[Markup]], page: str) -> Markup:
    """A list with sortable headings; the first cell of each row names it."""
    columns = list(columns)
    head = Markup().join(_heading(column, page) for column in columns)
    body = Markup().join(_row(columns, cells) for cells in rows)
    return Markup(
        '<div class="qc-scroll"><table class="qc-table"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(caption, head, body)


def _heading(column: Column, page: str) -> Markup:
    if not column.order:
        return Markup('<th scope="col" class="{}">{}</th>').format(column.css, column.title)
    now = st.query_params.get("order", "")
    sorted_by, descending = now.removeprefix("-") == column.order, now.startswith("-")
    following = column.order if sorted_by and descending else f"-{column.order}"
    if sorted_by:
        arrow, state = ("↓", "descending") if descending else ("↑", "ascending")
    else:
        arrow, state = "", "none"
    return Markup('<th scope="col" class="{}" aria-sort="{}">{} <span aria-hidden="true">{}</span></th>').format(
        column.css, state, link(column.title, page, _with({"order": following, PAGE: "", AFTER: ""})), arrow
    )


def _row(columns: list[Column], cells: Iterable[Markup]) -> Markup:
    first, *others = cells
    rest = Markup().join(
        Markup('<td class="{}">{}</td>').format(column.css, cell)
        for column, cell in zip(columns[1:], others, strict=True)
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, rest)


def pager(page: str, at: int, size: int, total: int) -> Markup:
    """`101-200 of 1,100` with the ways to the pages before and after; empty when all fits on one."""
    if total <= size:
        return Markup()
    first, last = (at - 1) * size + 1, min(at * size, total)
    shown = _("{first}-{last} of {total}").format(first=number(first), last=number(last), total=number(total))
    before = link(_("Previous"), page, _with({PAGE: str(at - 1) if at > 2 else ""})) if at > 1 else ""  # noqa: PLR2004  page 1 needs no number
    after = link(_("Next"), page, _with({PAGE: str(at + 1)})) if last < total else ""
    return Markup('<nav class="qc-pager" aria-label="{}"><span>{}</span>{}{}</nav>').format(
        _("Pages"), shown, before, after
    )


def _with(changes: Mapping[str, str]) -> dict[str, str]:
    return {**st.query_params.to_dict(), **changes}


def show(html: Markup) -> None:
    """Draw HTML, if there is any."""
    if html:
        st.html(str(html))
