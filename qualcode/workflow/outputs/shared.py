"""What several outputs are made of: signs of valence with their quotes, and the agreement of two coders."""

from dataclasses import replace

from sqlalchemy.orm import Session

from qualcode.db.queries import agreement as coded
from qualcode.db.queries.anchors import anchors
from qualcode.db.queries.quotes import published
from qualcode.domain.agreement import Agreement, Unit, told
from qualcode.domain.evidence import TOTAL, VALENCE, Cell, EvidenceTable, Filters
from qualcode.domain.linkage import parents
from qualcode.domain.output import Figure, OutputColumn, Value
from qualcode.workflow.agreement import PAIR, agree

POSITIVE, NEGATIVE = "positief", "negatief"
SIGNS = {POSITIVE: "+", NEGATIVE: "-", "gemengd": "±"}
"""Value of the valence -> the head of its column."""


def sign_columns(*, split: bool) -> list[OutputColumn]:
    """A column for each sign; none where the codebook has no valence."""
    return [OutputColumn(value, sign, 6) for value, sign in SIGNS.items() if split]


def signed(cell: Cell, value: str, filters: Filters) -> Value:
    """Respondents of a cell with a value of the valence, with the way to their quotes."""
    number = cell.by_value.get(value, 0)
    valued = replace(filters, attributes={**filters.attributes, VALENCE: (value,)})
    return Figure(number, valued) if number else 0


def by_sentence(session: Session, language: str) -> Agreement | None:
    """What two coders agree on by sentence; None where not exactly two people coded."""
    return agree(session, (), Unit.SEGMENT, language) if len(coded.coders(session)) == PAIR else None


def told_kappas(table: EvidenceTable, agreed: Agreement | None) -> dict[str, float]:
    """Code (or the total) -> kappa as it may leave, of those that have one.

    It is told by the codings of the code itself, which a reader gets from the published table; where that or the number
    of a code below it is hidden, kappa would bound what is hidden.

    Args:
        table: All codes, under disclosure control.
        agreed: What two coders agree on.
    """
    if agreed is None:
        return {}
    own = own_codings(table)
    found = {code: told(cells.kappa, own[code]) for code, cells in agreed.codes.items() if code in own}
    total = table.cell(TOTAL, TOTAL)
    found[TOTAL] = None if total.suppressed else told(agreed.overall.kappa, total.codings)
    return {code: kappa for code, kappa in found.items() if kappa is not None}


def own_codings(table: EvidenceTable) -> dict[str, int]:
    """Code -> its codings without those of the codes below it, where no number that it takes is hidden."""
    below: dict[str, list[str]] = {}
    for code, above in parents(table.rows).items():
        if above:
            below.setdefault(above, []).append(code)
    found = {}
    for row in table.rows:
        cells = [table.cell(code, TOTAL) for code in (row.id, *below.get(row.id, ()))]
        if not any(cell.suppressed for cell in cells):
            found[row.id] = cells[0].codings - sum(cell.codings for cell in cells[1:])
    return found


def strongest(session: Session, table: EvidenceTable) -> dict[tuple[str, str], int]:
    """The quote that stands for each cell: one that shows what its code means, else one checked, else the first."""
    shows = {number for numbers in anchors(session).values() for number in numbers}
    checked = published(session)
    cells = (cell for place, cell in table.cells.items() if TOTAL not in place and cell.coding_ids)
    return {
        (cell.row, cell.column): min(cell.coding_ids, key=lambda each: (each not in shows, each not in checked, each))
        for cell in cells
    }
