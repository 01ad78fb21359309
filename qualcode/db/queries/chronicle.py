"""The events that tell of a coding, found by the moments at which its rows were written.

An event carries the moment of the rows that it seals, with two exceptions. A change of state has no row of its own:
when a coding is no longer confirmed, the events after it are read for its state. A coding that was made elsewhere keeps
its own moment: when no event of that moment tells of it, the events of imports are read.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Decision, Event, Memo, QuoteReview
from qualcode.domain.coding import CodingState
from qualcode.domain.provenance import ids_of
from qualcode.domain.quote import EventStep


class Written(NamedTuple):
    """The rows of a coding's journey: table -> ids, the moments at which they were written, and those of codings."""

    rows: Mapping[str, frozenset[int]]
    moments: frozenset[dt.datetime]
    coded: frozenset[dt.datetime]


def events_of(session: Session, codings: Sequence[int], suggestion: int | None) -> tuple[EventStep, ...]:
    """The events that wrote these codings, their memos, checks and decisions, or changed their state."""
    written = _written(session, codings, suggestion)
    retired = select(Coding.id, Coding.created_at).where(
        Coding.id.in_(codings), Coding.state != CodingState.CONFIRMED.value
    )
    conditions: list[ColumnElement[bool]] = [Event.at.in_(written.moments)]
    conditions.extend(
        and_(Event.at >= at, Event.payload.contains(f'"{number}":"', autoescape=True))
        for number, at in session.execute(retired)
    )
    found = _telling(session, or_(*conditions), written.rows)
    if not written.coded <= {step.at for step in found}:
        found |= _telling(session, Event.kind == "codings_imported", written.rows)
    return tuple(sorted(found, key=attrgetter("id")))


def _telling(session: Session, condition: ColumnElement[bool], rows: Mapping[str, frozenset[int]]) -> set[EventStep]:
    """The events that fulfil the condition and tell of the rows."""
    return {
        EventStep(event.id, event.at, event.actor, event.kind, event.hash)
        for event in session.scalars(select(Event).where(condition))
        if _tells_of(json.loads(event.payload), rows)
    }


def _written(session: Session, codings: Sequence[int], suggestion: int | None) -> Written:
    queries = {
        "coding": select(Coding.id, Coding.created_at).where(Coding.id.in_(codings)),
        "memo": select(Memo.id, Memo.created_at).where(Memo.coding_id.in_(codings)),
        "quote_review": select(QuoteReview.id, QuoteReview.created_at).where(QuoteReview.coding_id.in_(codings)),
        "decision": select(Decision.id, Decision.decided_at).where(Decision.suggestion_id == suggestion),
    }
    found = {table: session.execute(query).all() for table, query in queries.items()}
    return Written(
        {table: frozenset(row[0] for row in rows) for table, rows in found.items()},
        frozenset(row[1] for rows in found.values() for row in rows),
        frozenset(row[1] for row in found["coding"]),
    )


def _tells_of(payload: Mapping[str, Any], rows: Mapping[str, frozenset[int]]) -> bool:
    """Whether an event wrote one of these rows or changed the state of one of these codings."""
    if any(int(number) in rows["coding"] for number in payload.get("states", ())):
        return True
    single: Mapping[str, Iterable[str]] = payload.get("rows", {})
    if any(int(number) in rows.get(table, ()) for table, numbers in single.items() for number in numbers):
        return True
    together: Mapping[str, Mapping[str, Any]] = payload.get("bulk", {})
    return any(not rows.get(table, frozenset()).isdisjoint(ids_of(entry["ids"])) for table, entry in together.items())
