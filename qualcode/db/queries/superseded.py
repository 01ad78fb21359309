"""What later runs took the place of, and how it was sealed."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Coding, Decision, Event, Run, RunTranscript, Suggestion, TranscriptVersion

STORED, PRUNED = "suggestions_stored", "suggestions_pruned"
"""Kinds of the events that tell of the suggestions of a run for a transcript version."""

RESEALED = "rows_resealed"
"""Kind of the events that seal rows again of which words were erased."""


class Place(NamedTuple):
    """A run over a transcript version."""

    run: int
    version: int


class Sealed(NamedTuple):
    """How the suggestions of a place are sealed (an entry of `events.bulk`), and whether some were pruned already."""

    entry: Mapping[str, Any]
    pruned: bool


def superseded(session: Session, before: dt.datetime) -> list[Place]:
    """The places whose text, or a correction of it, a later run went through that was finished before this moment.

    A run that was given up was never shown: there it is enough that a later one was finished.
    """
    given_up = aliased(Run)
    unfinished = exists().where(given_up.id == RunTranscript.run_id, given_up.finished_at.is_(None))
    never_shown = unfinished.correlate(RunTranscript)
    later, own, shown = aliased(RunTranscript), aliased(TranscriptVersion), aliased(TranscriptVersion)
    taken = (
        exists()
        .where(own.id == RunTranscript.version_id)
        .where(shown.transcript_id == own.transcript_id, shown.number >= own.number)
        .where(later.version_id == shown.id, later.run_id > RunTranscript.run_id)
        .where(Run.id == later.run_id, Run.finished_at.is_not(None))
        .where(or_(Run.finished_at < before, never_shown))
    )
    query = select(RunTranscript.run_id, RunTranscript.version_id).where(taken)
    rows = session.execute(query.order_by(RunTranscript.run_id, RunTranscript.version_id))
    return [Place(*row) for row in rows]


def sealed_places(session: Session) -> dict[Place, Sealed]:
    """Place -> the latest seal of its suggestions."""
    query = select(Event.kind, Event.payload).where(Event.kind.in_((STORED, PRUNED, RESEALED))).order_by(Event.id)
    found: dict[Place, Sealed] = {}
    for kind, payload in session.execute(query).yield_per(1000):
        told = json.loads(payload)
        entry = told.get("bulk", {}).get("suggestion")
        if kind != RESEALED:
            found[Place(told["run"], told["version"])] = Sealed(entry, kind == PRUNED)
        elif entry is not None:
            found |= {place: sealed._replace(entry=entry) for place, sealed in found.items() if _of(sealed, entry)}
    return found


def _of(sealed: Sealed, entry: Mapping[str, Any]) -> bool:
    """Whether an entry seals just these suggestions."""
    return bool(entry["ids"]) and sealed.entry["ids"] == entry["ids"]


def undecided(session: Session, place: Place) -> list[int]:
    """The suggestions of a place on which nobody ever decided, and which led to no coding; ascending."""
    query = select(Suggestion.id).where(
        Suggestion.run_id == place.run,
        Suggestion.version_id == place.version,
        ~exists().where(Decision.suggestion_id == Suggestion.id),
        ~exists().where(Coding.suggestion_id == Suggestion.id),
    )
    return list(session.scalars(query.order_by(Suggestion.id)))
