"""Memos about cells (a code in a neighbourhood), and the codings that count in a cell."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, EvidenceRow, Memo, MemoBasis, MemoTopic
from qualcode.db.queries.evidence import matching
from qualcode.db.queries.memos import counting
from qualcode.domain.evidence import Filters
from qualcode.domain.framework import Place, Written
from qualcode.domain.memo import CELL, MemoKind, TopicKind


def codings(session: Session, key: str) -> list[int]:
    """Ids of what respondents say in a cell `code|neighbourhood`, ascending."""
    code, _bar, place = key.partition(CELL)
    conditions = matching(Filters(codes=(code,), neighbourhoods=(place,)))
    query = select(EvidenceRow.coding_id).where(*conditions, EvidenceRow.respondent_id.is_not(None))
    return sorted(set(session.scalars(query)))


def written(session: Session, kind: MemoKind) -> list[Written]:
    """The memos of a kind about cells that count, once for each of their cells, in the order of their numbers."""
    query = (
        select(Memo.id, MemoTopic.key, Memo.text, Coder.name, Memo.created_at, MemoBasis.codings)
        .join(MemoTopic, MemoTopic.memo_id == Memo.id)
        .join(Coder, Coder.id == Memo.coder_id)
        .outerjoin(MemoBasis, MemoBasis.memo_id == Memo.id)
        .where(*counting(), Memo.kind == kind.value, MemoTopic.kind == TopicKind.CELL.value)
        .order_by(Memo.id, MemoTopic.key)
    )
    found = []
    for number, key, text, coder, at, basis in session.execute(query):
        code, _bar, place = key.partition(CELL)
        held = None if basis is None else frozenset(basis.get(key, ()))
        found.append(Written(number, Place(code, place), text, coder, at, held))
    return found
