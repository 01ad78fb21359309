"""Deriving `evidence`, the rows that count, from codings, turns, speakers and metadata.

What counts: confirmed codings about here with a code of the codebook (a provisional one is none), once for each
respondent who speaks in the span and whose consent stands (DESIGN 7). A coding of a document has one row without a
respondent. The neighbourhood is the coding's own, else the transcript's if it has exactly one.
"""

from collections.abc import Callable, Sequence
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    Insert,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from qualcode.db.base import Base
from qualcode.db.models import Code, Coding, EvidenceRow, Respondent, Speaker, Transcript, TranscriptNeighbourhood, Turn
from qualcode.db.queries.provisional import DEFINED
from qualcode.db.queries.spoken import SPOKEN
from qualcode.domain.coding import CodingState, Place
from qualcode.domain.respondent import Consent
from qualcode.domain.transcript import Kind, Role

COLUMNS = (
    *("coding_id", "code_id", "transcript_id", "respondent_id", "neighbourhood_id"),
    *("start_char", "end_char", "first_turn", "last_turn"),
)
_BATCH = 500


def derived() -> Select[int, int, int, int | None, int | None, int, int, int, int]:
    """The evidence as it follows from everything else; columns as in `COLUMNS`."""
    sole = (
        select(TranscriptNeighbourhood.transcript_id, func.min(TranscriptNeighbourhood.neighbourhood_id).label("sole"))
        .group_by(TranscriptNeighbourhood.transcript_id)
        .having(func.count() == 1)
        .subquery()
    )
    is_document = Transcript.kind == Kind.DOCUMENT.value
    gone = select(Respondent.id).where(Respondent.consent == Consent.WITHDRAWN.value)
    consents = and_(Speaker.respondent_id.is_not(None), Speaker.respondent_id.not_in(gone))
    speaks = and_(Speaker.role == Role.RESPONDENT.value, consents)
    return (
        select(
            Coding.id,
            Coding.code_id,
            Coding.transcript_id,
            case((is_document, null()), else_=Speaker.respondent_id),
            func.coalesce(Coding.neighbourhood_id, sole.c.sole),
            Coding.start_char,
            Coding.end_char,
            _turn_in_which(lambda turn: turn.start_char <= Coding.start_char),
            _turn_in_which(lambda turn: turn.start_char < Coding.end_char),
        )
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .join(Code, and_(Code.id == Coding.code_id, DEFINED))
        .join(Turn, SPOKEN)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(sole, sole.c.transcript_id == Coding.transcript_id)
        .where(Coding.state == CodingState.CONFIRMED.value, Coding.place == Place.HERE.value, or_(is_document, speaks))
        .distinct()
    )


def _turn_in_which(has_begun: Callable[[type[Turn]], ColumnElement[bool]]) -> ColumnElement[int]:
    """Number of the last turn of the coding's version that has begun, 0 where none has."""
    turn = aliased(Turn)
    last = select(turn.number).where(turn.version_id == Coding.version_id, has_begun(turn))
    found = last.order_by(turn.start_char.desc()).limit(1).correlate(Coding).scalar_subquery()
    return func.coalesce(found, 0)


def refresh_codings(session: Session, coding_ids: Sequence[int]) -> None:
    """Derive the rows of these codings again."""
    _refresh(session, "coding", coding_ids)


def refresh_transcripts(session: Session, transcript_ids: Sequence[int]) -> None:
    """Derive the rows of these transcripts again, after their metadata or versions changed."""
    _refresh(session, "transcript", transcript_ids)


def _refresh(session: Session, what: str, ids: Sequence[int]) -> None:
    for at in range(0, len(ids), _BATCH):
        for statement in _statements(what):
            session.execute(statement, {"ids": ids[at : at + _BATCH]})


@cache
def _statements(what: str) -> tuple[Delete, Insert]:
    """Built once: building them takes longer than running them, and every confirm needs them."""
    ids: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
    evidence = Base.metadata.tables[EvidenceRow.__tablename__]
    standing = EvidenceRow.coding_id if what == "coding" else EvidenceRow.transcript_id
    follows = Coding.id if what == "coding" else Coding.transcript_id
    return (
        delete(EvidenceRow).where(standing.in_(ids)),
        insert(evidence).from_select(COLUMNS, derived().where(follows.in_(ids))),
    )


def differences(session: Session) -> int:
    """Number of rows that stand but do not follow, or follow but do not stand."""
    standing = select(*(getattr(EvidenceRow, column) for column in COLUMNS))
    follows = derived()
    missing = follows.except_(standing).subquery()
    surplus = standing.except_(follows).subquery()
    return (session.scalar(select(func.count()).select_from(missing)) or 0) + (
        session.scalar(select(func.count()).select_from(surplus)) or 0
    )
