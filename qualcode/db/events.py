"""Appending to the event log: one event for what one person did at one moment.

The payload of every event that writes rows has, beside its own facts,
  rows:    {table: {row id: digest}}   rows written one by one; the latest digest of a row counts,
  bulk:    {table: {ids: [[first, last], ...], digest: joint digest in order of id}},
  states:  {coding id: new state},
  pruned:  {table: [[first, last], ...]}   rows removed lawfully, of those that were written together with the rows
           that `bulk` of the same event seals anew.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db.models import Event
from qualcode.db.session import hold_write_lock
from qualcode.domain.provenance import GENESIS, Link, canonical_json, id_ranges, joint_digest

SOME = 500
"""Operations asked for in one SELECT."""


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


def head(session: Session) -> str:
    """Hash of the last event, the `database_hash` of exports."""
    return session.scalar(select(Event.hash).order_by(Event.id.desc()).limit(1)) or GENESIS


def append(
    session: Session,
    kind: str,
    actor: str,
    payload: Mapping[str, Any],
    *,
    operation_id: str | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Add one event to the chain, in the transaction of the rows that it tells of."""
    hold_write_lock(session)
    link = Link(head(session), at or now(), actor, kind, canonical_json(payload), operation_id)
    session.execute(
        insert(Event).values(
            at=link.at,
            actor=link.actor,
            kind=link.kind,
            payload=link.payload,
            operation_id=link.operation_id,
            prev_hash=link.prev_hash,
            hash=link.hash,
        )
    )


def bulk(digests: Mapping[int, str]) -> dict[str, Any]:
    """The payload entry for rows that were written together, from their digests by id."""
    return {"ids": id_ranges(digests), "digest": joint_digest(digests[number] for number in sorted(digests))}


def payload_of_operation(session: Session, operation_id: str) -> dict[str, Any] | None:
    """What an operation wrote when it was first applied, None if it never was."""
    stored = session.scalar(select(Event.payload).where(Event.operation_id == operation_id))
    return None if stored is None else dict(json.loads(stored))


def payloads(session: Session, kind: str) -> list[dict[str, Any]]:
    """What the events of a kind tell, oldest first."""
    return [
        json.loads(each) for each in session.scalars(select(Event.payload).where(Event.kind == kind).order_by(Event.id))
    ]


def actor_of_operation(session: Session, operation_id: str) -> str | None:
    """Who did an operation, None if it never was applied."""
    return session.scalar(select(Event.actor).where(Event.operation_id == operation_id))


def among(session: Session, operations: Sequence[str]) -> set[str]:
    """Those of some operations that were applied."""
    found: set[str] = set()
    for at in range(0, len(operations), SOME):
        some = operations[at : at + SOME]
        found.update(map(str, session.scalars(select(Event.operation_id).where(Event.operation_id.in_(some)))))
    return found


def latest_of_kind(
    session: Session, kind: str, actor: str, operation: str, since: dt.datetime
) -> tuple[str, dt.datetime] | None:
    """(operation id, moment) of one person's latest event of a kind, whose operation id is LIKE `operation`."""
    query = (
        select(Event.operation_id, Event.at)
        .where(Event.at >= since, Event.kind == kind, Event.actor == actor, Event.operation_id.like(operation))
        .order_by(Event.id.desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else (str(found.operation_id), found.at)


def of_batch(session: Session, prefix: str, kind: str, actor: str) -> list[tuple[str, dict[str, Any]]]:
    """(operation id, payload) of one person's events of a kind whose operation id begins with `prefix`, in order."""
    query = (
        select(Event.operation_id, Event.payload)
        .where(Event.operation_id.startswith(prefix, autoescape=True), Event.kind == kind, Event.actor == actor)
        .order_by(Event.id)
    )
    return [(str(operation), json.loads(payload)) for operation, payload in session.execute(query)]
