"""Health of a study: when it was last verified and backed up, and what is to be coded again."""

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.backup import backup
from qualcode.db.models import Event
from qualcode.db.queries.codebook import current_version
from qualcode.db.session import writing
from qualcode.workflow import backcoding
from qualcode.workflow.study import coder_id
from qualcode.workflow.verify import Report

VERIFIED, BACKED_UP = "database_verified", "backup_made"
"""Kinds of the events that tell of it."""


class Verified(NamedTuple):
    """A verification: when, and how many problems it found."""

    at: dt.datetime
    problems: int


class Health(NamedTuple):
    """What is known of the last verification and backup (None: never recorded), and what waits for coding again.

    `again` counts transcripts that were read before the codebook became what it is.
    """

    verified: Verified | None
    backed_up: dt.datetime | None
    again: int
    server: bool


def health(session: Session) -> Health:
    """The health as the events tell it."""
    verified, backup = _last(session, VERIFIED), _last(session, BACKED_UP)
    return Health(
        verified=None if verified is None else Verified(verified.at, int(json.loads(verified.payload)["problems"])),
        backed_up=None if backup is None else backup.at,
        again=len(backcoding.outdated(session)) if current_version(session) else 0,
        server=session.get_bind().dialect.name != "sqlite",
    )


def record_verified(session: Session, coder: str, report: Report) -> str:
    """The head of the log after the result of a verification was added to it."""
    coder_id(session, coder)
    facts = {"problems": len(report.problems), "transcripts": report.transcripts, "codings": report.codings}
    payload = {**facts, "events": report.events, "head": report.head}
    events.append(session, VERIFIED, coder, payload, operation_id=f"verified:{uuid4().hex}")
    return events.head(session)


def record_backup(session: Session, coder: str, size: int) -> None:
    """Add to the log that a backup of `size` bytes was made; where it lies is nobody else's business."""
    coder_id(session, coder)
    events.append(session, BACKED_UP, coder, {"bytes": size}, operation_id=f"backup:{uuid4().hex}")


def back_up(engine: Engine, coder: str) -> Path:
    """The backup that was written beside the database and recorded; others go on working meanwhile.

    Raises:
        UsageError: The database is not an SQLite file.
        DatabaseError: It cannot be written.
    """
    database = Path(str(engine.url.database))
    target = database.with_name(f"{database.stem}.backup-{events.now():%Y%m%dT%H%M%SZ}.db")
    backup(engine, target)
    with writing(engine) as session:
        record_backup(session, coder, target.stat().st_size)
    return target


def _last(session: Session, kind: str) -> Event | None:
    return session.scalar(select(Event).where(Event.kind == kind).order_by(Event.id.desc()).limit(1))
