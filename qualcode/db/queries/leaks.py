"""Words of quotes that can lead to a person, and which of them somebody lets stay."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import LeakConfirmation, Neighbourhood
from qualcode.domain.leak import Found, Leak, leaks, unconfirmed
from qualcode.domain.span import Span


def places(session: Session) -> frozenset[str]:
    """Names of all neighbourhoods and cities of the study."""
    rows = session.execute(select(Neighbourhood.name, Neighbourhood.city))
    return frozenset(name for row in rows for name in row if name)


def confirmed(session: Session, codings: Collection[int]) -> dict[int, frozenset[Found]]:
    """Coding -> what the latest confirmation lets stay."""
    query = (
        select(LeakConfirmation.coding_id, LeakConfirmation.found)
        .where(LeakConfirmation.coding_id.in_(codings))
        .order_by(LeakConfirmation.id)
    )
    return {coding: frozenset(map(_found, found)) for coding, found in session.execute(query)}


def _found(stored: Sequence[str | int]) -> Found:
    kind, start, end = stored
    return Found(Leak(str(kind)), Span(int(start), int(end)))


def open_leaks(session: Session, exact: Mapping[int, str]) -> dict[int, tuple[Found, ...]]:
    """Coding -> words in its quote that nobody has confirmed, for those that have any."""
    if not exact:
        return {}
    known, stay = places(session), confirmed(session, exact.keys())
    found = {number: unconfirmed(leaks(text, known), stay.get(number, ())) for number, text in exact.items()}
    return {number: left for number, left in found.items() if left}
