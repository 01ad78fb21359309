"""Passages on which coders differ: one gave a code that another, who read the transcript too, did not give there."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, cast, exists, func, or_, select
from sqlalchemy import String as SqlString
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qualcode.db.models import Code, CodeEntry, Coder, Coding, Memo, MemoTopic, ReadMark, Transcript
from qualcode.db.queries.codebook import current_version
from qualcode.db.queries.latest import current_versions, is_latest_mark, is_read_in_full
from qualcode.domain.coding import CodingState
from qualcode.domain.memo import MemoKind, TopicKind


class Dispute(NamedTuple):
    """A coding that another coder would not have given.

    Attributes:
        coding: Row id.
        code: Code id.
        label: Labels of the code by language.
        coder: Who gave it.
        other: Who read the transcript in full, and gave this code nowhere in these words.
    """

    coding: int
    transcript: str
    code: str
    label: dict[str, str]
    exact: str
    coder: str
    other: str


def disputes(session: Session, *, code: str = "", offset: int, limit: int) -> tuple[int, list[Dispute]]:
    """(number of all, one page in the order of the texts); what a decision memo is about is settled."""
    query = _disputes(session)
    if code:
        query = query.where(Code.key == code)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.order_by(Transcript.name, Coding.start_char, Coding.id).offset(offset).limit(limit)
    return total, [Dispute(*row) for row in session.execute(page)]


def compared(session: Session) -> int:
    """How many transcripts two coders or more have read in full, so that their codings can be compared."""
    twice = (
        select(ReadMark.version_id)
        .where(ReadMark.in_full, is_latest_mark(), ReadMark.version_id.in_(current_versions()))
        .group_by(ReadMark.version_id)
        .having(func.count(ReadMark.coder_id.distinct()) > 1)
    )
    return session.scalar(select(func.count()).select_from(twice.subquery())) or 0


def _disputes(session: Session) -> Select[int, str, str, dict[str, str], str, str, str]:
    version = current_version(session)
    number = version.id if version else 0
    mine, other = aliased(Coder), aliased(Coder)
    return (
        select(Coding.id, Transcript.name, Code.key, CodeEntry.label, Coding.exact, mine.name, other.name)
        .join(Code, Code.id == Coding.code_id)
        .join(
            CodeEntry,
            and_(CodeEntry.code_id == Code.id, CodeEntry.codebook_version_id == number),
        )
        .join(mine, mine.id == Coding.coder_id)
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .join(other, other.id != Coding.coder_id)
        .where(
            Coding.state == CodingState.CONFIRMED.value,
            Coding.version_id.in_(current_versions()),
            is_read_in_full(Coding.version_id, other.id),
            is_read_in_full(Coding.version_id, Coding.coder_id),
            ~_given_by(other.id),
            ~_settled(),
        )
    )


def _given_by(other: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    theirs = aliased(Coding)
    return exists().where(
        theirs.version_id == Coding.version_id,
        theirs.coder_id == other,
        theirs.code_id == Coding.code_id,
        theirs.state == CodingState.CONFIRMED.value,
        theirs.start_char < Coding.end_char,
        theirs.end_char > Coding.start_char,
    )


def _settled() -> ColumnElement[bool]:
    """A decision memo that counts is about the coding."""
    later = aliased(Memo)
    about = and_(MemoTopic.kind == TopicKind.CODING.value, MemoTopic.key == cast(Coding.id, SqlString))
    return exists().where(
        Memo.kind == MemoKind.DECISION.value,
        Memo.text != "",
        ~exists().where(later.supersedes_id == Memo.id),
        or_(Memo.coding_id == Coding.id, exists().where(MemoTopic.memo_id == Memo.id, about)),
    )
