"""What several outputs are made of: signs of valence with their quotes, and the agreement of two coders."""

from dataclasses import replace

from sqlalchemy.orm import Session

from qualcode.db.queries import agreement as coded
from qualcode.domain.agreement import Agreement, Unit
from qualcode.domain.evidence import VALENCE, Cell, Filters
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
