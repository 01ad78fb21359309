"""What respondents say of a neighbourhood that has a period, or names a number that may be a year."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Code, Coding, CodingAttribute, EvidenceRow, Neighbourhood, Respondent
from qualcode.db.queries.evidence import PORTION
from qualcode.domain.coding import UNDETERMINED, Source
from qualcode.domain.timeline import Told


def told(session: Session, period: str, valence: str) -> Iterator[Told]:
    """What may stand in a timeline, in the order of its codings; `period` and `valence` are ids of attributes."""
    when, value = aliased(CodingAttribute), aliased(CodingAttribute)
    query = (
        select(
            EvidenceRow.coding_id,
            Code.key,
            Neighbourhood.key,
            Respondent.key,
            func.coalesce(when.value, ""),
            func.coalesce(value.value, ""),
            Coding.exact,
        )
        .join(Code, Code.id == EvidenceRow.code_id)
        .join(Neighbourhood, Neighbourhood.id == EvidenceRow.neighbourhood_id)
        .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .join(Coding, Coding.id == EvidenceRow.coding_id)
        .outerjoin(when, and_(*_given(when, period)))
        .outerjoin(value, and_(*_given(value, valence)))
        .where(or_(when.value.is_not(None), Coding.exact.contains("19"), Coding.exact.contains("20")))
        .order_by(EvidenceRow.coding_id, Respondent.key)
    )
    for row in session.execute(query.execution_options(yield_per=PORTION)):
        yield Told(*row)


def _given(attribute: type[CodingAttribute], name: str) -> list[ColumnElement[bool]]:
    """A person gave the coding a value of the attribute."""
    return [
        attribute.coding_id == EvidenceRow.coding_id,
        attribute.attribute == name,
        attribute.source == Source.PERSON.value,
        attribute.value != UNDETERMINED,
    ]
