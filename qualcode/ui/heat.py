"""The evidence table as HTML: a real table whose cells lead to their quotes, shaded by what they count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable, Heading, Measure
from qualcode.ui import words
from qualcode.ui.addresses import address_of, elsewhere
from qualcode.ui.components.links import link
from qualcode.ui.text import _, heading, number

SIGNS = {
    "positief": "+",
    "negatief": "\N{MINUS SIGN}",
    "gemengd": "\N{PLUS-MINUS SIGN}",
    "neutraal": "=",
    UNDETERMINED: "?",
}
"""How a cell abbreviates a valence; other values keep their first letter."""


def heat_table(table: EvidenceTable, caption: str) -> Markup:
    """The table with its totals and, where there is any, what stands beside it."""
    sheet = _Sheet(table, _greatest(table), _beside(table))
    total = Heading(TOTAL, _("Total"), _("Total"))
    columns = [*table.columns, total]
    heads = [_column_head(column.label) for column in columns]
    heads += [_column_head(beside.title, "qc-beside") for beside in sheet.beside]
    body = Markup().join(sheet.row(row, columns) for row in table.rows)
    return Markup(
        '<div class="qc-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="qc-table qc-heat"><caption>{}</caption>'
        '<thead><tr><th scope="col" class="qc-corner">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody><tfoot>{}</tfoot></table></div>"
    ).format(caption, caption, _("Code"), Markup().join(heads), body, sheet.row(total, columns))


def _column_head(label: str, css: str = "") -> Markup:
    return Markup('<th scope="col" class="{}"><span>{}</span></th>').format(css, heading(label))


def _greatest(table: EvidenceTable) -> int:
    body = (cell for (row, column), cell in table.cells.items() if TOTAL not in {row, column})
    return max((cell.number(table.question.measure) for cell in body), default=0) or 1


@dataclass(frozen=True, slots=True)
class _Beside:
    """A column of codings that stand beside the table and are not counted in it.

    Attributes:
        codings: Row id -> number.
        query: Row id -> the parameters of the quotes page that show them.
    """

    title: str
    codings: Mapping[str, int]
    query: Callable[[str], Mapping[str, str]]


def _beside(table: EvidenceTable) -> list[_Beside]:
    question = table.question
    columns = [
        _Beside(_("Documents"), _by_row(table.documents), lambda row: address_of(question.documents(row, TOTAL))),
        _Beside(_("Unassigned"), _by_row(table.unassigned), lambda row: address_of(question.unassigned(row))),
        _Beside(_("Elsewhere"), _by_row(table.elsewhere), lambda row: elsewhere(question.codes(row))),
    ]
    return [column for column in columns if column.codings]


def _by_row(asides: tuple[Aside, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for aside in asides:
        counts[aside.row] = counts.get(aside.row, 0) + aside.codings
    return counts


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The table with what its cells need to know of each other: the greatest number, and what stands beside."""

    table: EvidenceTable
    greatest: int
    beside: list[_Beside]

    def row(self, row: Heading, columns: list[Heading]) -> Markup:
        cells = [self._cell(row, column) for column in columns] + [self._aside(row, column) for column in self.beside]
        return Markup('<tr><th scope="row" style="--depth: {}">{}</th>{}</tr>').format(
            row.depth, self._row_head(row), Markup().join(cells)
        )

    def _row_head(self, row: Heading) -> Markup:
        if row.id == TOTAL or not self.table.cell(row.id, TOTAL).codings:
            return Markup.escape(row.label)
        return link(row.label, "quotes", address_of(self.table.question.cell(row.id, TOTAL)))

    def _cell(self, row: Heading, column: Heading) -> Markup:
        cell = self.table.cell(row.id, column.id)
        if not cell.codings:
            return Markup('<td class="{}"><span class="qc-none">0</span></td>').format(_css(row, column))
        measure = self.table.question.measure
        count = cell.number(measure)
        said = _said(row, column.label, words.counted(measure, count))
        opening = link(number(count), "quotes", address_of(self.table.question.cell(row.id, column.id)), label=said)
        return Markup('<td class="{}" style="--share: {:.3f}">{}{}</td>').format(
            _css(row, column) or "qc-filled", count / self.greatest, opening, _split(cell)
        )

    def _aside(self, row: Heading, column: _Beside) -> Markup:
        count = column.codings.get(row.id)
        if count is None:
            return Markup('<td class="qc-beside"></td>')
        said = _said(row, column.title, words.counted(Measure.CODINGS, count))
        shown = link(number(count), "quotes", column.query(row.id), label=said)
        return Markup('<td class="qc-beside">{}</td>').format(shown)


def _said(row: Heading, column: str, count: str) -> str:
    return _("{row}, {column}: {count}").format(row=row.label, column=column, count=count)


def _css(row: Heading, column: Heading) -> str:
    if column.id == TOTAL:
        return "qc-total qc-sum"
    return "qc-total" if row.id == TOTAL else ""


def _split(cell: Cell) -> Markup:
    if not cell.by_value:
        return Markup()
    order = [value for value in SIGNS if value in cell.by_value]
    order += [value for value in cell.by_value if value not in SIGNS]
    parts = [f"{SIGNS.get(value, value[:1])}{cell.by_value[value]}" for value in order]
    return Markup('<small class="qc-split">{}</small>').format(" ".join(parts))
