"""The numbers of one interview or neighbourhood, added up by the database: no coding is read to count it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Code,
    CodeClosure,
    Coder,
    Coding,
    EvidenceRow,
    Memo,
    MemoTopic,
    Neighbourhood,
    Respondent,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
)
from qualcode.db.queries.latest import is_current
from qualcode.db.queries.memos import counting
from qualcode.db.queries.proposed import longest_coding, shown_suggestions
from qualcode.domain.coding import CodingState
from qualcode.domain.memo import MemoKind, Topic, TopicKind
from qualcode.domain.study import StudySettings
from qualcode.domain.summary import Conversation, Note, Numbers, Person
from qualcode.domain.transcript import Kind, Role

Conditions = Sequence[ColumnElement[bool]]
"""What evidence rows must fulfil (`queries.evidence.matching`)."""


def whole(session: Session, conditions: Conditions) -> Numbers:
    """Everything that fulfils the conditions; overlapping spans of different codes are one passage."""
    rows = _rows(conditions, literal(0)).subquery()
    return _numbers(session, rows).get(0, Numbers())


def by_code(session: Session, conditions: Conditions) -> dict[str, Numbers]:
    """Code -> the numbers of it and all codes below it, of the codes that occur."""
    above = _rows(conditions, CodeClosure.ancestor_id.expression)
    rows = above.join(CodeClosure, CodeClosure.descendant_id == EvidenceRow.code_id).subquery()
    found = _numbers(session, rows)
    keys = select(Code.id, Code.key).where(Code.id.in_(found))
    return {key: found[number] for number, key in session.execute(keys)}


def _rows(conditions: Conditions, code: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(
        code.label("code"),
        EvidenceRow.coding_id,
        EvidenceRow.respondent_id,
        EvidenceRow.transcript_id,
        EvidenceRow.start_char,
        EvidenceRow.end_char,
    ).where(*conditions)


def _numbers(session: Session, rows: Subquery) -> dict[int, Numbers]:
    of = rows.c
    counted = select(
        of.code,
        func.count(of.coding_id.distinct()),
        func.count(of.respondent_id.distinct()),
        func.count(of.transcript_id.distinct()),
    ).group_by(of.code)
    passages = dict(session.execute(_passages(rows)).all())
    return {
        code: Numbers(codings, int(passages[code]), respondents, transcripts)
        for code, codings, respondents, transcripts in session.execute(counted)
    }


def _passages(rows: Subquery) -> Select[int, int]:
    """(code, passages): spans that begin where no earlier one of the code in the transcript still goes on."""
    places = select(rows.c.code, rows.c.transcript_id, rows.c.start_char, rows.c.end_char).distinct().subquery().c
    before = func.max(places.end_char).over(
        partition_by=(places.code, places.transcript_id),
        order_by=(places.start_char, places.end_char),
        rows=(None, -1),
    )
    begins = case((before > places.start_char, 0), else_=1).label("begins")
    each = select(places.code, begins).subquery().c
    return select(each.code, func.sum(each.begins)).group_by(each.code)


def transcripts_about(subject: Topic) -> Select[int]:
    """Row ids of the transcripts of a summary: the one, or those about the neighbourhood."""
    if subject.kind is TopicKind.TRANSCRIPT:
        return select(Transcript.id).where(Transcript.name == subject.key)
    about = TranscriptNeighbourhood
    return (
        select(about.transcript_id)
        .join(Neighbourhood, Neighbourhood.id == about.neighbourhood_id)
        .where(Neighbourhood.key == subject.key)
    )


def people(session: Session, subject: Topic) -> tuple[Person, ...]:
    """The respondents who speak in its interviews and focus groups, each once."""
    query = (
        select(Respondent.key, Respondent.group_name, Respondent.consent)
        .join(Speaker, Speaker.respondent_id == Respondent.id)
        .join(Transcript, Transcript.id == Speaker.transcript_id)
        .where(
            Speaker.role == Role.RESPONDENT.value,
            Transcript.kind != Kind.DOCUMENT.value,
            Transcript.id.in_(transcripts_about(subject)),
        )
        .distinct()
        .order_by(Respondent.key)
    )
    return tuple(Person(key, group, consent == "withdrawn") for key, group, consent in session.execute(query))


def conversations(session: Session, subject: Topic) -> tuple[tuple[Conversation, ...], tuple[str, ...]]:
    """(transcripts by name, what was asked about in them)."""
    query = select(Transcript.name, Transcript.kind, Transcript.month, Transcript.topics)
    rows = session.execute(query.where(Transcript.id.in_(transcripts_about(subject))).order_by(Transcript.name)).all()
    topics = sorted({topic for row in rows for topic in row.topics})
    return tuple(Conversation(row.name, Kind(row.kind), row.month) for row in rows), tuple(topics)


def open_suggestions(session: Session, subject: Topic, settings: StudySettings, coder_id: int) -> int:
    """Suggestions in its transcripts that a coder has not decided on."""
    versions = select(TranscriptVersion.id).where(
        is_current(), TranscriptVersion.transcript_id.in_(transcripts_about(subject))
    )
    shown = shown_suggestions(settings, coder_id, longest=longest_coding(session, coder_id))
    waiting = shown.where(Suggestion.version_id.in_(versions)).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def confirmed(session: Session, transcript: str) -> int:
    """Confirmed codings of a transcript, whether they count as evidence or not."""
    query = select(func.count(Coding.id)).join(Transcript, Transcript.id == Coding.transcript_id)
    return session.scalar(query.where(Transcript.name == transcript, Coding.state == CodingState.CONFIRMED.value)) or 0


def unassigned(session: Session, subject: Topic) -> int:
    """Codings in the transcripts about a neighbourhood that count in none, since those are about several."""
    query = select(func.count(EvidenceRow.coding_id.distinct())).where(EvidenceRow.neighbourhood_id.is_(None))
    return session.scalar(query.where(EvidenceRow.transcript_id.in_(transcripts_about(subject)))) or 0


def among(session: Session, codings: Sequence[int], conditions: Conditions, limit: int) -> list[int]:
    """The first of these codings that fulfil the conditions."""
    query = select(EvidenceRow.coding_id).distinct().where(EvidenceRow.coding_id.in_(codings), *conditions)
    return list(session.scalars(query.order_by(EvidenceRow.coding_id).limit(limit)))


def written(session: Session) -> dict[Topic, Note]:
    """What has a summary -> its latest one, without the text."""
    direct = (
        select(Memo.id, Memo.created_at, Coder.name, literal(TopicKind.TRANSCRIPT.value), Transcript.name)
        .join(Coder, Coder.id == Memo.coder_id)
        .join(Transcript, Transcript.id == Memo.transcript_id)
    )
    told = (
        select(Memo.id, Memo.created_at, Coder.name, MemoTopic.kind, MemoTopic.key)
        .join(Coder, Coder.id == Memo.coder_id)
        .join(MemoTopic, MemoTopic.memo_id == Memo.id)
    )
    found: dict[Topic, Note] = {}
    for query in (direct, told):
        rows = session.execute(query.where(Memo.kind == MemoKind.SUMMARY.value, *counting()).order_by(Memo.id))
        for number, at, coder, kind, key in rows:
            topic = Topic(TopicKind(kind), key)
            if topic not in found or found[topic].id < number:
                found[topic] = Note(number, MemoKind.SUMMARY, "", coder, at)
    return found
