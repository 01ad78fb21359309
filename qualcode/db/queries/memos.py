"""Memos of all kinds with what they are about, and questions with their state: a fixed number of queries a page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Answer,
    ClaimEntry,
    Code,
    Coder,
    Coding,
    Memo,
    MemoTopic,
    Neighbourhood,
    Question,
    Respondent,
    Transcript,
)
from qualcode.db.queries.recoded import memo_recodings
from qualcode.domain.memo import MemoKind, QuestionState, Topic, TopicKind
from qualcode.domain.quote import Recoding


class MemoLine(NamedTuple):
    """A memo that counts.

    Attributes:
        topics: What it is about, in a fixed order.
        bound: Those of them that stay with it, since it was written beside them.
        earlier: The memo before it in its history, None for a first one.
        recoding: What took it along with its coding, None when its author stored it.
    """

    id: int
    kind: MemoKind
    text: str
    coder: str
    at: dt.datetime
    topics: tuple[Topic, ...]
    bound: tuple[Topic, ...]
    earlier: int | None
    recoding: Recoding | None = None


class MemoFilters(NamedTuple):
    """Which memos: of a kind, about something, by somebody, with all of these words."""

    kind: MemoKind | None = None
    topic: Topic | None = None
    coder: str = ""
    words: tuple[str, ...] = ()


class QuestionLine(NamedTuple):
    """A question with its latest answer; `owner` is who has to answer, "" for nobody yet."""

    id: int
    topic: Topic
    text: str
    asked_by: str
    asked_at: dt.datetime
    state: QuestionState
    owner: str
    answer: str
    answered_by: str
    answered_at: dt.datetime | None


def counting() -> tuple[ColumnElement[bool], ...]:
    """Conditions: nothing later takes the memo's place, it was not taken back, and its coding still counts."""
    later, about = aliased(Memo), aliased(Coding)
    gone = exists().where(about.id == Memo.coding_id, about.state.in_(("superseded", "withdrawn")))
    return Memo.text != "", ~exists().where(later.supersedes_id == Memo.id), ~gone


def memos(session: Session, filters: MemoFilters, *, offset: int, limit: int) -> tuple[int, list[MemoLine]]:
    """(number of all, one page newest first) of the memos that count."""
    query = _chosen(filters)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.order_by(Memo.created_at.desc(), Memo.id.desc()).offset(offset).limit(limit)
    return total, _lines(session, page)


def memo(session: Session, number: int) -> MemoLine | None:
    """One memo, whether it still counts or not."""
    return next(iter(_lines(session, _select().where(Memo.id == number))), None)


def later_than(session: Session, number: int) -> int | None:
    """The memo that took the place of one."""
    return session.scalar(select(Memo.id).where(Memo.supersedes_id == number))


def _select() -> Select[*tuple[Any, ...]]:
    return select(
        Memo.id,
        Memo.kind,
        Memo.text,
        Coder.name,
        Memo.created_at,
        Memo.coding_id,
        Transcript.name.label("transcript"),
        Code.key.label("code"),
        Memo.supersedes_id,
    ).select_from(
        Memo.__table__.join(Coder.__table__, Coder.id == Memo.coder_id)
        .outerjoin(Transcript.__table__, Transcript.id == Memo.transcript_id)
        .outerjoin(Code.__table__, Code.id == Memo.code_id)
    )


def _chosen(filters: MemoFilters) -> Select[*tuple[Any, ...]]:
    query = _select().where(*counting())
    if filters.kind is not None:
        query = query.where(Memo.kind == filters.kind.value)
    if filters.coder:
        query = query.where(Coder.name == filters.coder)
    if filters.topic is not None:
        query = query.where(_about(filters.topic))
    for word in filters.words:
        query = query.where(Memo.text.icontains(word, autoescape=True))
    return query


def _about(topic: Topic) -> ColumnElement[bool]:
    told = exists().where(MemoTopic.memo_id == Memo.id, MemoTopic.kind == topic.kind.value, MemoTopic.key == topic.key)
    columns: dict[TopicKind, ColumnElement[bool]] = {
        TopicKind.TRANSCRIPT: Transcript.name == topic.key,
        TopicKind.CODE: Code.key == topic.key,
    }
    if topic.kind is TopicKind.CODING and topic.key.isdecimal():
        return or_(told, Memo.coding_id == int(topic.key))
    return or_(told, columns[topic.kind]) if topic.kind in columns else told


def _lines(session: Session, query: Select[*tuple[Any, ...]]) -> list[MemoLine]:
    rows = session.execute(query).all()
    topics = _topics(session, [row.id for row in rows])
    carried = memo_recodings(session, {row.id: row.coding_id for row in rows if row.coding_id is not None})
    return [
        MemoLine(
            row.id,
            MemoKind(row.kind),
            row.text,
            row.name,
            carried[row.id].coded_at if row.id in carried else row.created_at,
            (*_direct(row), *topics.get(row.id, ())),
            tuple(_direct(row)),
            row.supersedes_id,
            carried.get(row.id),
        )
        for row in rows
    ]


def _direct(row: Any) -> Iterable[Topic]:
    if row.coding_id is not None:
        yield Topic(TopicKind.CODING, str(row.coding_id))
    if row.transcript is not None:
        yield Topic(TopicKind.TRANSCRIPT, row.transcript)
    if row.code is not None:
        yield Topic(TopicKind.CODE, row.code)


def _topics(session: Session, numbers: Sequence[int]) -> dict[int, list[Topic]]:
    query = select(MemoTopic.memo_id, MemoTopic.kind, MemoTopic.key).where(MemoTopic.memo_id.in_(numbers))
    found: dict[int, list[Topic]] = {}
    for number, kind, key in session.execute(query.order_by(MemoTopic.memo_id, MemoTopic.kind, MemoTopic.key)):
        found.setdefault(number, []).append(Topic(TopicKind(kind), key))
    return found


def questions(session: Session, states: Sequence[QuestionState] = (), topic: Topic | None = None) -> list[QuestionLine]:
    """The questions in these states (all by default), oldest first."""
    newest = select(Answer.question_id, func.max(Answer.id).label("id")).group_by(Answer.question_id).subquery()
    asked, owner, answered, later_owner = aliased(Coder), aliased(Coder), aliased(Coder), aliased(Coder)
    state = func.coalesce(Answer.state, QuestionState.OPEN.value)
    query = (
        select(
            Question.id,
            Question.topic_kind,
            Question.topic_key,
            Question.text,
            asked.name.label("asked_by"),
            Question.created_at,
            state.label("state"),
            func.coalesce(later_owner.name, owner.name, "").label("owner"),
            func.coalesce(Answer.text, "").label("answer"),
            func.coalesce(answered.name, "").label("answered_by"),
            Answer.created_at.label("answered_at"),
        )
        .join(asked, asked.id == Question.coder_id)
        .outerjoin(owner, owner.id == Question.owner_id)
        .outerjoin(newest, newest.c.question_id == Question.id)
        .outerjoin(Answer, Answer.id == newest.c.id)
        .outerjoin(answered, answered.id == Answer.coder_id)
        .outerjoin(later_owner, later_owner.id == Answer.owner_id)
        .order_by(Question.id)
    )
    if states:
        query = query.where(state.in_([each.value for each in states]))
    if topic is not None:
        query = query.where(Question.topic_kind == topic.kind.value, Question.topic_key == topic.key)
    return [
        QuestionLine(
            row.id,
            Topic(TopicKind(row.topic_kind), row.topic_key),
            row.text,
            row.asked_by,
            row.created_at,
            QuestionState(row.state),
            row.owner,
            row.answer,
            row.answered_by,
            row.answered_at,
        )
        for row in session.execute(query)
    ]


def last_step(session: Session, question: int) -> int:
    """The number of the latest step of a question, 0 without one."""
    return session.scalar(select(func.max(Answer.id)).where(Answer.question_id == question)) or 0


def exists_in_study(session: Session, topic: Topic) -> bool:
    """Whether the study has what a topic names."""
    if topic.kind is TopicKind.CODING:
        return topic.key.isdecimal() and session.get(Coding, int(topic.key)) is not None
    if topic.kind is TopicKind.CELL:
        code, _bar, place = topic.key.partition("|")
        return _named(session, Code.key, code) and _named(session, Neighbourhood.key, place)
    columns: dict[TopicKind, Any] = {
        TopicKind.CODE: Code.key,
        TopicKind.TRANSCRIPT: Transcript.name,
        TopicKind.RESPONDENT: Respondent.key,
        TopicKind.NEIGHBOURHOOD: Neighbourhood.key,
        TopicKind.CLAIM: ClaimEntry.key,
    }
    return _named(session, columns[topic.kind], topic.key)


def _named(session: Session, column: Any, name: str) -> bool:
    return session.scalar(select(column).where(column == name).limit(1)) is not None
