"""What the event log tells of codings between two events: which came to count, which no longer do, and by whom."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import CodebookVersion, Coder, Coding, Event, EvidenceRow, Freeze, TranscriptVersion
from qualcode.db.queries import causes
from qualcode.db.queries.latest import is_current
from qualcode.domain.coding import CodingState
from qualcode.domain.freeze import Touch
from qualcode.domain.freeze_cause import Cause
from qualcode.domain.provenance import canonical_json, ids_of, joint_digest

ADDED, WITHDRAWN = "added", "withdrawn"
SILENT = ("evidence_frozen",)
"""Kinds of events that change nothing that is counted."""


class Since(NamedTuple):
    """What happened between two events.

    Attributes:
        touched: Coding -> how it came or went; codings that came and went in between are left out.
        kinds: (kind of event, who) -> how often.
        causes: What was done that can explain a number without a coding that came or went, oldest first.
    """

    touched: dict[int, Touch]
    kinds: dict[tuple[str, str], int]
    causes: list[Cause]


class FrozenRow(NamedTuple):
    """A frozen state as it is stored."""

    id: int
    name: str
    note: str
    event: int
    database_hash: str
    codebook_version: int
    content: dict[str, Any]
    coder: str
    at: Any


def last_event(session: Session) -> int:
    """The number of the last event, 0 where there is none."""
    return session.scalar(select(func.max(Event.id))) or 0


def anything_since(session: Session, event: int) -> bool:
    """Whether anything happened after an event but that a state was frozen, or that somebody came."""
    query = select(Event.id).where(Event.id > event, Event.kind.not_in(("evidence_frozen", "coder_added")))
    return session.scalar(query.limit(1)) is not None


def frozen(session: Session) -> list[FrozenRow]:
    """All frozen states, oldest first."""
    query = (
        select(
            Freeze.id,
            Freeze.name,
            Freeze.note,
            Freeze.event_id,
            Event.hash,
            CodebookVersion.number,
            Freeze.content,
            Coder.name,
            Freeze.created_at,
        )
        .join(Event, Event.id == Freeze.event_id)
        .join(CodebookVersion, CodebookVersion.id == Freeze.codebook_version_id)
        .join(Coder, Coder.id == Freeze.coder_id)
        .order_by(Freeze.id)
    )
    return [FrozenRow(*row) for row in session.execute(query)]


def since(session: Session, first: int, last: int) -> Since:
    """What happened after event `first`, up to and with event `last`."""
    came: dict[int, Touch] = {}
    went: dict[int, Touch] = {}
    kinds: Counter[tuple[str, str]] = Counter()
    told: list[causes.Told] = []
    events = select(Event).where(Event.id > first, Event.id <= last).order_by(Event.id)
    for event in session.scalars(events).yield_per(1000):
        payload = json.loads(event.payload)
        if event.kind not in SILENT:
            kinds[event.kind, event.actor] += 1
        told.extend(causes.told(event.kind, event.actor, payload))
        for number in _written(payload):
            came[number] = Touch(number, ADDED, event.actor, event.at)
        for number, state in payload.get("states", {}).items():
            if state == CodingState.CONFIRMED.value:
                went.pop(int(number), None)
            else:
                went[int(number)] = Touch(int(number), WITHDRAWN, event.actor, event.at)
    both = came.keys() & went.keys()
    touched = {number: touch for number, touch in (came | went).items() if number not in both}
    return Since(touched, dict(kinds), causes.named(session, told))


def _written(payload: dict[str, Any]) -> Iterator[int]:
    """The codings that an event wrote."""
    yield from map(int, payload.get("rows", {}).get(Coding.__tablename__, ()))
    together = payload.get("bulk", {}).get(Coding.__tablename__)
    if together is not None:
        yield from ids_of(together["ids"])


def counted(session: Session) -> dict[str, Any]:
    """How much counts as evidence, with a digest of its rows and one of the texts."""
    row = EvidenceRow
    numbers = session.execute(
        select(
            func.count(row.coding_id.distinct()),
            func.count(row.respondent_id.distinct()),
            func.count(row.transcript_id.distinct()),
        )
    ).one()
    columns = (row.coding_id, row.code_id, row.transcript_id, row.respondent_id, row.neighbourhood_id)
    digest = hashlib.sha256()
    for values in session.execute(select(*columns).order_by(row.coding_id, row.respondent_id)).yield_per(10_000):
        digest.update(canonical_json(list(values)).encode())
    texts = session.scalars(
        select(TranscriptVersion.sha256).where(is_current()).order_by(TranscriptVersion.transcript_id)
    )
    return {
        **dict(zip(("codings", "respondents", "transcripts"), numbers, strict=True)),
        "evidence_sha256": digest.hexdigest(),
        "texts_sha256": joint_digest(texts),
    }
