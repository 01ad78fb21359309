"""Repeat: accept at once the open suggestions whose sentence says word for word what this coder accepted.

Nothing but an exact repeat of the same code qualifies (white space apart). Each suggestion gets a decision and an
event of its own, which say that they were taken together; all are stored or none.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Code, Decision, Suggestion, Transcript, TranscriptVersion, Turn
from qualcode.db.queries.explained import SAID
from qualcode.db.queries.proposed import latest_verdict, shown_suggestions
from qualcode.domain.coding import Verdict
from qualcode.domain.operation import IN_BATCH, Ack, Action, Operation, member_id, undo_id
from qualcode.errors import UsageError, said
from qualcode.workflow import review
from qualcode.workflow.study import coder_id, known_coder, view

BATCH_ID_LIMIT = 32


class Found(NamedTuple):
    """An open suggestion that repeats an accepted one: where it stands, and what is stored when it is taken along.

    Positions are code points of its version.
    """

    suggestion: int
    version: int
    start: int
    end: int
    attributes: Mapping[str, str]
    code: str
    transcript: str
    turn: int
    exact: str


def repeats(session: Session, coder: str, suggestion: int, *, versions: Select[int] | None = None) -> list[Found]:
    """The open suggestions that repeat one that this coder accepted, in order; none if they did not accept it.

    With `versions` only those in some transcript versions.
    """
    number = known_coder(session, coder)
    if latest_verdict(session, suggestion, number) != Verdict.ACCEPTED.value:
        return []
    code, wanted = _sentence(session, suggestion)
    shown = shown_suggestions(view(session).settings, number).where(Suggestion.code_id == code).subquery()
    place = (Suggestion.id, Suggestion.version_id, Suggestion.start_char, Suggestion.end_char, Suggestion.attributes)
    spoken = and_(
        Turn.version_id == Suggestion.version_id,
        Turn.start_char <= Suggestion.start_char,
        Turn.end_char > Suggestion.start_char,
    )
    query = (
        select(*place, Code.key, Transcript.name, Turn.number, SAID)
        .join(shown, shown.c.id == Suggestion.id)
        .join(Code, Code.id == Suggestion.code_id)
        .join(TranscriptVersion, TranscriptVersion.id == Suggestion.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .join(Turn, spoken)
        .order_by(Suggestion.version_id, Suggestion.start_char, Suggestion.id)
    )
    if versions is not None:
        query = query.where(Suggestion.version_id.in_(versions))
    return [Found(*row) for row in session.execute(query) if _plain(row[-1]) == wanted]


def accept_repeats(
    session: Session, coder: str, suggestion: int, batch: str, *, only: Collection[int] | None = None
) -> list[Ack]:
    """The answers for every repeat that was accepted; the same `batch` again changes nothing.

    With `only` (suggestions that somebody has looked at) no other is taken along, also if there are new ones.

    Raises:
        UsageError: `batch` is no usable id.
        ConflictError: A suggestion was decided on meanwhile; nothing is stored.
    """
    if not 0 < len(batch) <= BATCH_ID_LIMIT or not (batch.isascii() and batch.isprintable()):
        msg = said("a batch needs an id of 1 to {limit} plain characters", limit=BATCH_ID_LIMIT)
        raise UsageError(msg)
    if _members(session, batch, coder):
        return []
    number = coder_id(session, coder)
    accepted = session.scalar(
        select(func.max(Decision.id)).where(Decision.suggestion_id == suggestion, Decision.coder_id == number)
    )
    with session.begin_nested():
        return [
            review.perform(
                session,
                coder,
                each.version,
                Operation(
                    member_id(batch, each.suggestion), Action.ACCEPT, each.suggestion, seen=True, repeats=accepted
                ),
            )
            for each in repeats(session, coder, suggestion)
            if only is None or each.suggestion in only
        ]


def undo_repeats(session: Session, coder: str, batch: str) -> list[Ack]:
    """The answers for every acceptance of a batch that was taken back, last first.

    Raises:
        ConflictError: One of them was changed since; nothing is undone.
    """
    with session.begin_nested():
        return [
            review.perform(session, coder, version, Operation(undo_id(operation), Action.UNDO, of=operation))
            for operation, version in reversed(_members(session, batch, coder))
            if events.payload_of_operation(session, undo_id(operation)) is None
        ]


def _members(session: Session, batch: str, coder: str) -> list[tuple[str, int]]:
    """(operation, version) of each acceptance of a batch of this coder, in order."""
    found = events.of_batch(session, f"{batch}{IN_BATCH}", "review_accept", coder)
    return [(operation, payload["version"]) for operation, payload in found]


def _sentence(session: Session, suggestion: int) -> tuple[int, str]:
    row = session.execute(
        select(Suggestion.code_id, SAID)
        .join(TranscriptVersion, TranscriptVersion.id == Suggestion.version_id)
        .where(Suggestion.id == suggestion)
    ).one()
    return row[0], _plain(row[1])


def _plain(words: str) -> str:
    return " ".join(words.split())
