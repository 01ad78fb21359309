"""The evidence table as HTML: a real table whose cells lead to their quotes, shaded by what they count."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable, Heading, Measure
from qualcode.ui import words
from qualcode.ui.addresses import address_of
from qualcode.ui.components.links import link
from qualcode.ui.text import _, number

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
    sheet = _Sheet(table)
    columns = [*table.columns, Heading(TOTAL, _("Total"), _("Total"))]
    beside = sheet.beside()
    head = Markup().join(_column_head(column) for column in columns) + Markup().join(
        _column_head(Heading(name, name, name), css="qc-beside") for name in beside
    )
    body = Markup().join(sheet.row(row, columns, beside) for row in table.rows)
    foot = sheet.row(Heading(TOTAL, _("Total"), _("Total")), columns, {}, spare=len(beside))
    return Markup(
        '<div class="qc-scroll"><table class="qc-table qc-heat"><caption>{}</caption>'
        '<thead><tr><th scope="col" class="qc-corner">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody><tfoot>{}</tfoot></table></div>"
    ).format(caption, _("Code"), head, body, foot)


def _column_head(column: Heading, css: str = "") -> Markup:
    return Markup('<th scope="col" class="{}"><span>{}</span></th>').format(css, column.label)


@dataclass(frozen=True)
class _Sheet:
    """The table with what its cells need to know of each other."""

    table: EvidenceTable

    @property
    def measure(self) -> Measure:
        return self.table.question.measure

    def row(
        self, row: Heading, columns: list[Heading], beside: Mapping[str, Mapping[str, int]], spare: int = 0
    ) -> Markup:
        cells = Markup().join(self._cell(row, column) for column in columns)
        others = Markup().join(
            Markup('<td class="qc-beside">{}</td>').format(number(counts[row.id]) if row.id in counts else "")
            for counts in beside.values()
        )
        empty = Markup('<td class="qc-beside"></td>') * spare
        return Markup('<tr><th scope="row" style="--depth: {}">{}</th>{}{}{}</tr>').format(
            row.depth, self._row_head(row), cells, others, empty
        )

    def _row_head(self, row: Heading) -> Markup:
        if row.id == TOTAL or not self.table.cell(row.id, TOTAL).codings:
            return Markup.escape(row.label)
        return link(row.label, "quotes", address_of(self.table.question.cell(row.id, TOTAL)))

    def _cell(self, row: Heading, column: Heading) -> Markup:
        cell, is_total = self.table.cell(row.id, column.id), TOTAL in {row.id, column.id}
        if not cell.codings:
            return Markup('<td class="{}"><span class="qc-none">0</span></td>').format(_css(row, column))
        count = cell.number(self.measure)
        said = _("{row}, {column}: {count}").format(
            row=row.label, column=column.label, count=words.counted(self.measure, count)
        )
        opening = link(number(count), "quotes", address_of(self.table.question.cell(row.id, column.id)), label=said)
        share = 0 if is_total else count / self._greatest()
        return Markup('<td class="{}" style="--share: {:.3f}">{}{}</td>').format(
            _css(row, column) or "qc-filled", share, opening, self._split(cell)
        )

    def _split(self, cell: Cell) -> Markup:
        if not cell.by_value:
            return Markup()
        order = [value for value in SIGNS if value in cell.by_value]
        order += [value for value in cell.by_value if value not in SIGNS]
        parts = [f"{SIGNS.get(value, value[:1])}{cell.by_value[value]}" for value in order]
        return Markup('<small class="qc-split">{}</small>').format(" ".join(parts))

    def _greatest(self) -> int:
        body = (cell for (row, column), cell in self.table.cells.items() if TOTAL not in {row, column})
        return max((cell.number(self.measure) for cell in body), default=1) or 1

    def beside(self) -> dict[str, dict[str, int]]:
        """Title -> row -> codings, for what stands beside and is not counted."""
        asides = {
            _("Documents"): self.table.documents,
            _("Unassigned"): self.table.unassigned,
            _("Elsewhere"): self.table.elsewhere,
        }
        return {title: _by_row(found) for title, found in asides.items() if found}


def _css(row: Heading, column: Heading) -> str:
    if column.id == TOTAL:
        return "qc-total qc-sum"
    return "qc-total" if row.id == TOTAL else ""


def _by_row(asides: tuple[Aside, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for aside in asides:
        counts[aside.row] = counts.get(aside.row, 0) + aside.codings
    return counts
