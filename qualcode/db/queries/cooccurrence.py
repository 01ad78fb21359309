"""Codings of two families that overlap, by who says them; and the links that people drew between them."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Code, CodingLink, EvidenceRow, Respondent
from qualcode.db.queries.evidence import PORTION, below


class Stretch(NamedTuple):
    """A coding of one respondent, half-open span in code points."""

    transcript: int
    respondent: str
    start: int
    end: int
    coding: int
    code: str


def stretches(session: Session, family: str) -> Iterator[Stretch]:
    """What respondents say of the codes of a family, by transcript, respondent and place; documents are left out."""
    query = (
        select(
            EvidenceRow.transcript_id,
            Respondent.key,
            EvidenceRow.start_char,
            EvidenceRow.end_char,
            EvidenceRow.coding_id,
            Code.key,
        )
        .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .join(Code, Code.id == EvidenceRow.code_id)
        .where(EvidenceRow.code_id.in_(below([family])))
        .order_by(EvidenceRow.transcript_id, Respondent.key, EvidenceRow.start_char, EvidenceRow.coding_id)
    )
    for row in session.execute(query.execution_options(yield_per=PORTION)):
        yield Stretch(*row)


def linked(session: Session, source: str, target: str) -> list[tuple[str, str, str, int]]:
    """(code, relation, code, links that stand) from codes of one family to codes of another."""
    newest = _newest().subquery()
    first, second = aliased(EvidenceRow), aliased(EvidenceRow)
    one, other = aliased(Code), aliased(Code)
    query = (
        select(one.key, CodingLink.relation, other.key, func.count(CodingLink.id.distinct()))
        .join(newest, newest.c.id == CodingLink.id)
        .join(first, first.coding_id == CodingLink.source_id)
        .join(second, second.coding_id == CodingLink.target_id)
        .join(one, one.id == first.code_id)
        .join(other, other.id == second.code_id)
        .where(CodingLink.linked, first.code_id.in_(below([source])), second.code_id.in_(below([target])))
        .group_by(one.key, CodingLink.relation, other.key)
    )
    return [(a, relation, b, number) for a, relation, b, number in session.execute(query)]


def _newest() -> Select[int]:
    ends = (CodingLink.source_id, CodingLink.target_id, CodingLink.relation)
    return select(func.max(CodingLink.id).label("id")).group_by(*ends)
