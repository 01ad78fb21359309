"""What took the place of a coding: found along the codings that supersede it, and by the event that made it go.

Of codings that were joined, the new one supersedes the first; that it has the place of the others, the event tells.
"""

import json
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Coding, Event
from qualcode.domain.coding import CodingState
from qualcode.domain.quote import Replacement


class _Next(NamedTuple):
    coding: Coding
    by: str


def replacement(session: Session, coding: int) -> Replacement | None:
    """What stands in the place of a coding by now; None where nothing took it."""
    seen = {coding}
    first = latest = _next(session, session.get_one(Coding, coding))
    while latest is not None and latest.coding.state != CodingState.CONFIRMED.value:
        seen.add(latest.coding.id)
        following = _next(session, latest.coding)
        if following is None or following.coding.id in seen:
            break
        latest = following
    if first is None or latest is None:
        return None
    return Replacement(latest.coding.id, first.by, first.coding.created_at)


def _next(session: Session, coding: Coding) -> _Next | None:
    query = select(Coding).where(Coding.supersedes_id == coding.id).order_by(Coding.id.desc()).limit(1)
    found = session.scalar(query)
    if found is not None:
        return _Next(found, _actor(session, found))
    return _joined(session, coding) if coding.state == CodingState.SUPERSEDED.value else None


def _actor(session: Session, coding: Coding) -> str:
    """Who made a coding: whom its event names, which can be another than its coder."""
    for event in session.scalars(select(Event).where(Event.at == coding.created_at)):
        if str(coding.id) in json.loads(event.payload).get("rows", {}).get("coding", {}):
            return event.actor
    return session.get_one(Coder, coding.coder_id).name


def _joined(session: Session, coding: Coding) -> _Next | None:
    """The coding on all of its words that was made by the event by which it was superseded."""
    told = f'"{coding.id}":"{CodingState.SUPERSEDED.value}"'
    query = select(Event).where(Event.at >= coding.created_at, Event.payload.contains(told, autoescape=True))
    for event in session.scalars(query.order_by(Event.id.desc())):
        made = [int(number) for number in json.loads(event.payload).get("rows", {}).get("coding", {})]
        around = select(Coding).where(
            Coding.id.in_(made),
            Coding.coder_id == coding.coder_id,
            Coding.start_char <= coding.start_char,
            Coding.end_char >= coding.end_char,
        )
        if (found := session.scalar(around.order_by(Coding.id).limit(1))) is not None:
            return _Next(found, event.actor)
    return None
