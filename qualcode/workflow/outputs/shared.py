"""What several outputs are made of: signs of valence with their quotes, and the agreement of two coders."""

from dataclasses import replace

from sqlalchemy.orm import Session

from qualcode.db.queries import agreement as coded
from qualcode.db.queries.anchors import anchors
from qualcode.db.queries.quotes import published
from qualcode.domain.agreement import Agreement, Unit
from qualcode.domain.evidence import TOTAL, VALENCE, Cell, EvidenceTable, Filters
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


def rate(value: float | None, *, internal: bool) -> float | None:
    """A rate of agreement; published to two decimals, since numbers of sentences follow from the exact fraction."""
    return value if internal or value is None else round(value, 2) + 0.0  # never a negative zero


def strongest(session: Session, table: EvidenceTable) -> dict[tuple[str, str], int]:
    """The quote that stands for each cell: one that shows what its code means, else one checked, else the first."""
    shows = {number for numbers in anchors(session).values() for number in numbers}
    checked = published(session)
    cells = (cell for place, cell in table.cells.items() if TOTAL not in place and cell.coding_ids)
    return {
        (cell.row, cell.column): min(cell.coding_ids, key=lambda each: (each not in shows, each not in checked, each))
        for cell in cells
    }
