"""What stands in the sections of the report."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import BasketEntry, Coder, Coding
from qualcode.db.queries.successors import successors
from qualcode.domain.basket import fit
from qualcode.domain.span import Span


class Placed(NamedTuple):
    """A quote that stands in a section.

    Attributes:
        put_in: The coding that was put in.
        coding: The coding that stands in its place now.
        exact: The words that were put in.
    """

    section: str
    put_in: int
    coding: int
    exact: str
    cuts: tuple[Span, ...]
    coder: str
    at: dt.datetime


def placed(session: Session) -> list[Placed]:
    """The quotes of every section, in the order in which they were put in; sections by name."""
    now = successors(session, select(BasketEntry.coding_id))
    query = (
        select(
            BasketEntry.section,
            BasketEntry.coding_id,
            Coding.exact,
            BasketEntry.placed,
            BasketEntry.cuts,
            Coder.name,
            BasketEntry.created_at,
        )
        .join(Coding, Coding.id == BasketEntry.coding_id)
        .join(Coder, Coder.id == BasketEntry.coder_id)
        .order_by(BasketEntry.id)
    )
    standing: dict[tuple[str, int], Placed] = {}
    for section, coding, exact, stands, cuts, coder, at in session.execute(query):
        key = (section, now[coding])
        if stands:
            standing[key] = Placed(section, coding, now[coding], exact, spans(cuts), coder, at)
        else:
            standing.pop(key, None)
    return sorted(standing.values(), key=lambda each: each.section)


def spans(cuts: list[list[int]]) -> tuple[Span, ...]:
    """Cuts as they are stored."""
    return tuple(Span(start, end) for start, end in cuts)


def broken_cuts(session: Session) -> Iterator[str]:
    """One sentence for each entry whose cuts do not fit its quote."""
    query = select(BasketEntry.id, BasketEntry.coding_id, BasketEntry.cuts, Coding.exact)
    for number, coding, cuts, exact in session.execute(
        query.join(Coding, Coding.id == BasketEntry.coding_id).order_by(BasketEntry.id)
    ):
        if not fit(exact, spans(cuts)):
            yield f"basket entry {number} leaves something out that quote {coding} does not hold"
