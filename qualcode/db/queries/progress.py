"""What a team has done and what it did last: sums for the first page, however large the study."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import case, func, select, true
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Coding, Decision, Event, ReadMark, Transcript, TranscriptVersion
from qualcode.db.queries.latest import is_latest_mark
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.operation import IN_BATCH, IN_QUEUE, done_with
from qualcode.domain.provenance import ids_of

PAGE = 400
"""Events that are read at once; the first of them tell most often all that is asked."""

MANY = ("codings_recoded", "codings_carried", "codings_imported")
"""Kinds of events that tell of many codings at once."""


class CoderRow(NamedTuple):
    """What one coder has done: confirmed codings, decisions that are not undone, transcripts read in full."""

    name: str
    codings: int
    decisions: int
    read: int


class EventRow(NamedTuple):
    """One event.

    Attributes:
        transcript: Name of the one that it is about, None when it is about none.
        n: How many codings it tells of, 1 when it is one step.
        batch: What it was done with as a whole, a batch or a queue; empty when it stands alone.
    """

    at: dt.datetime
    actor: str
    kind: str
    transcript: str | None
    n: int = 1
    batch: str = ""


def by_coder(session: Session, codebook_version_id: int) -> list[CoderRow]:
    """Everybody by name; transcripts count as read under the given codebook."""
    codings = select(Coding.coder_id, func.count()).where(Coding.state == CodingState.CONFIRMED.value)
    coded = dict(session.execute(codings.group_by(Coding.coder_id)).all())
    undone = case((Decision.verdict == Verdict.UNDONE.value, -1), else_=1)  # every undo takes back one decision
    decisions = select(Decision.coder_id, func.sum(undone)).group_by(Decision.coder_id)
    decided: dict[int, int] = dict(session.execute(decisions).all())
    read = dict(session.execute(_read(codebook_version_id)).all())
    names = session.execute(select(Coder.id, Coder.name).order_by(Coder.name))
    return [CoderRow(name, coded.get(i, 0), decided.get(i, 0), read.get(i, 0)) for i, name in names]


def _read(codebook_version_id: int) -> Any:
    return (
        select(ReadMark.coder_id, func.count())
        .where(
            ReadMark.codebook_version_id == codebook_version_id,
            ReadMark.in_full,
            is_latest_mark(),
        )
        .group_by(ReadMark.coder_id)
    )


def newest_events(session: Session) -> Iterator[EventRow]:
    """All events, the newest first, read as far as they are asked for."""
    before = None
    while True:
        columns = (Event.id, Event.at, Event.actor, Event.kind, Event.operation_id, Event.payload)
        query = select(*columns).order_by(Event.id.desc())
        rows = session.execute(query.where(Event.id < before if before else true()).limit(PAGE)).all()
        payloads = [json.loads(row.payload) for row in rows]
        names = _names(session, payloads)
        for row, payload in zip(rows, payloads, strict=True):
            name = names.get(payload.get("version", 0))
            size, whole = _size(row.kind, payload), done_with(row.operation_id)
            yield EventRow(row.at, row.actor, row.kind, name, size, whole)
        if len(rows) < PAGE:
            return
        before = rows[-1].id


def last_transcript(session: Session, coder: str, kinds: str) -> str | None:
    """Name of the transcript that the last event of a coder was about whose kind begins with `kinds`.

    What was done at once in many transcripts, or in a queue, is left out: nobody was at work in any of them.
    """
    operation = Event.operation_id
    alone = operation.is_(None) | ~(operation.contains(IN_BATCH) | operation.startswith(IN_QUEUE, autoescape=True))
    query = select(Event.payload).where(Event.actor == coder, Event.kind.startswith(kinds, autoescape=True), alone)
    payload = session.scalar(query.order_by(Event.id.desc()).limit(1))
    return next(iter(_names(session, [json.loads(payload)]).values()), None) if payload else None


def _size(kind: str, payload: Mapping[str, Any]) -> int:
    """How many codings an event of many is about; any other is one step."""
    if not kind.startswith(MANY):
        return 1
    together = payload.get("bulk", {}).get("coding", {}).get("ids", ())
    written = len(payload.get("rows", {}).get("coding", ())) + len(ids_of(together))
    return max(1, written, len(payload.get("states", ())))


def _names(session: Session, payloads: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Version -> name of its transcript."""
    versions = {payload["version"] for payload in payloads if isinstance(payload.get("version"), int)}
    query = (
        select(TranscriptVersion.id, Transcript.name)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(TranscriptVersion.id.in_(versions))
    )
    return dict(session.execute(query).all())
