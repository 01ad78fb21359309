"""Memos: writing, changing and taking back notes on anything in the study; asking and answering questions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Answer, Memo, MemoBasis, MemoTopic, Question
from qualcode.db.queries import cells
from qualcode.db.queries import memos as stored
from qualcode.db.queries.memos import MemoFilters, MemoLine, QuestionLine
from qualcode.domain.memo import MemoDraft, QuestionState, Topic, TopicKind, memo_text
from qualcode.errors import ConflictError, NotFoundError, Sentence, UsageError, said, short
from qualcode.workflow.record import record
from qualcode.workflow.study import coder_id

__all__ = ["MemoFilters", "MemoLine", "QuestionLine"]

_KINDS = {
    TopicKind.CODING: said("coding"),
    TopicKind.CODE: said("code"),
    TopicKind.TRANSCRIPT: said("transcript"),
    TopicKind.RESPONDENT: said("respondent"),
    TopicKind.NEIGHBOURHOOD: said("neighbourhood"),
    TopicKind.CELL: said("cell"),
    TopicKind.CLAIM: said("claim"),
}

ROUND = (QuestionState.OPEN, QuestionState.ANSWERED)
"""Questions that somebody still has to look at."""


def write(session: Session, coder: str, draft: MemoDraft, operation: str | None = None) -> int:
    """The number of the stored memo; with the same `operation` again, of the one that it stored first.

    Raises:
        UsageError: The memo has no text.
        NotFoundError: It is about something that the study has not.
    """
    if (done := _done(session, operation)) is not None:
        return done
    topics = _known(session, draft.topics)
    return _store(session, coder, {"kind": draft.kind.value, "text": memo_text(draft.text)}, topics, operation)


def revise(session: Session, coder: str, number: int, draft: MemoDraft, operation: str | None = None) -> int:
    """The number of the memo that takes the place of another; the other one stays in its history.

    Raises:
        ConflictError: Somebody changed or took it back meanwhile, or it goes with a coding.
        NotFoundError, UsageError: As for `write`.
    """
    if (done := _done(session, operation)) is not None:
        return done
    before = _latest(session, number)
    topics = _known(session, draft.topics)
    values = {"kind": draft.kind.value, "text": memo_text(draft.text), **_columns(before), "supersedes_id": number}
    return _store(session, coder, values, topics, operation)


def take_back(session: Session, coder: str, number: int, operation: str | None = None) -> int:
    """The number of the empty memo that takes the place of another, which stays in its history."""
    if (done := _done(session, operation)) is not None:
        return done
    before = _latest(session, number)
    values = {"kind": before.kind, "text": "", **_columns(before), "supersedes_id": number}
    return _store(session, coder, values, (), operation)


def find(session: Session, filters: MemoFilters, *, offset: int = 0, limit: int = 50) -> tuple[int, list[MemoLine]]:
    """(number of all, one page newest first) of the memos that count."""
    return stored.memos(session, filters, offset=offset, limit=limit)


def memo(session: Session, number: int) -> MemoLine:
    """One memo.

    Raises:
        NotFoundError: There is none with this number.
    """
    found = stored.memo(session, number)
    if found is None:
        kind = said("memo")
        raise NotFoundError(kind, str(number))
    return found


def history(session: Session, number: int) -> list[MemoLine]:
    """A memo and what it took the place of, newest first."""
    steps = [memo(session, number)]
    while (earlier := steps[-1].earlier) is not None:
        steps.append(memo(session, earlier))
    return steps


def later_than(session: Session, number: int) -> int | None:
    """The memo that took the place of one, None where it still counts or was the last."""
    return stored.later_than(session, number)


def ask(session: Session, coder: str, topic: Topic, text: str, owner: str = "", operation: str | None = None) -> int:
    """The number of a stored question about something; `owner` is who is to answer it.

    The same question of the same person to the same owner is stored once, as long as it is not closed.

    Raises:
        UsageError: It has no text.
        NotFoundError: It is about something that the study has not.
    """
    if (done := _done(session, operation)) is not None:
        return done
    _known(session, [topic])
    words, same = memo_text(text), (coder, owner)
    for each in stored.questions(session, ROUND, topic):
        if each.text == words and (each.asked_by, each.owner) == same:
            return each.id
    values = {
        "topic_kind": topic.kind.value,
        "topic_key": topic.key,
        "text": words,
        "owner_id": coder_id(session, owner) if owner else None,
    }
    return record(session, coder, "question_asked", Question, values, {}, operation)


def answer(
    session: Session,
    coder: str,
    question: int,
    text: str,
    state: QuestionState = QuestionState.ANSWERED,
    owner: str = "",
    operation: str | None = None,
) -> int:
    """The number of a stored step of a question: an answer, its end, or that it is open again.

    The step that a question stands at already is not stored again.

    Raises:
        NotFoundError: There is no such question.
        UsageError: A question is answered or closed without a word.
    """
    if (done := _done(session, operation)) is not None:
        return done
    if session.get(Question, question) is None:
        kind = said("question")
        raise NotFoundError(kind, str(question))
    if state is not QuestionState.OPEN and not text.strip():
        msg = said("say in a few words what the answer is; nothing was stored")
        raise UsageError(msg)
    if _stands(session, coder, question, text.strip(), state, owner):
        return stored.last_step(session, question)
    values = {
        "question_id": question,
        "state": state.value,
        "text": text.strip(),
        "owner_id": coder_id(session, owner) if owner else None,
    }
    return record(session, coder, "question_answered", Answer, values, {"question": question}, operation)


def _stands(session: Session, coder: str, question: int, text: str, state: QuestionState, owner: str) -> bool:
    """Whether the last step of a question is this one."""
    (found,) = (each for each in stored.questions(session) if each.id == question)
    return owner in {"", found.owner} and (found.answered_by, found.answer, found.state) == (coder, text, state)


def questions(
    session: Session, states: Sequence[QuestionState] = ROUND, topic: Topic | None = None
) -> list[QuestionLine]:
    """The questions in these states, oldest first."""
    return stored.questions(session, states, topic)


def _done(session: Session, operation: str | None) -> int | None:
    """What an operation stored when it came first: a form that is sent twice stores once."""
    payload = None if operation is None else events.payload_of_operation(session, operation)
    if payload is None:
        return None
    (sealed,) = payload["rows"].values()
    return int(next(iter(sealed)))


def _known(session: Session, topics: Iterable[Topic]) -> tuple[Topic, ...]:
    chosen = tuple(dict.fromkeys(topics))
    for topic in chosen:
        if not stored.exists_in_study(session, topic):
            raise _missing(_KINDS[topic.kind], topic.key)
    return chosen


def _missing(kind: Sentence, key: str) -> NotFoundError:
    return NotFoundError(kind, key)


def _latest(session: Session, number: int) -> Memo:
    row = session.get(Memo, number)
    if row is None:
        kind = said("memo")
        raise NotFoundError(kind, str(number))
    if row.coding_id is not None:
        msg = said("memo {number} belongs to a coding; change it where the passage is coded", number=number)
        raise ConflictError(msg)
    if stored.later_than(session, number) is not None or not row.text:
        msg = said(
            "memo {number} was changed or taken back meanwhile; copy your text, open it again and put it in",
            number=number,
        )
        raise ConflictError(msg)
    return row


def _columns(before: Memo) -> dict[str, Any]:
    return {"transcript_id": before.transcript_id, "code_id": before.code_id}


def _store(
    session: Session, coder: str, values: Mapping[str, Any], topics: Sequence[Topic], operation: str | None
) -> int:
    at = events.now()
    row = {**values, "coder_id": coder_id(session, coder), "created_at": at}
    number = session.scalars(insert(Memo).values(row).returning(Memo.id)).one()
    if topics:
        session.execute(
            insert(MemoTopic), [{"memo_id": number, "kind": kind.value, "key": key} for kind, key in topics]
        )
    if held := {each.key: cells.codings(session, each.key) for each in topics if each.kind is TopicKind.CELL}:
        session.execute(insert(MemoBasis).values(memo_id=number, codings=held))
    payload = {"rows": seal.entries(session, {"memo": [number]})}
    events.append(session, "memo_written", coder, payload, operation_id=operation, at=at)
    return number


def as_markdown(lines: Iterable[MemoLine], title: str) -> str:
    """The memos as a document: newest last, each under what it is and when it was written."""
    parts = [f"# {title}"]
    for line in sorted(lines, key=lambda each: each.id):
        about = ", ".join(map(str, line.topics)) or "-"
        parts.append(
            f"## {line.id} · {line.kind.value} · {short(about)}\n\n{line.coder}, {line.at:%Y-%m-%d}\n\n{line.text}"
        )
    return "\n\n".join(parts) + "\n"
