"""Which coding took the place of another."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding


def successors(session: Session, named: Select[Any]) -> Mapping[int, int]:
    """Coding of `named` (one column) -> the last coding that took its place, itself where none did."""
    first = select(Coding.id.label("first"), Coding.id.label("last")).where(Coding.id.in_(named))
    line = first.cte("line", recursive=True)
    step = select(line.c.first, Coding.id).join(Coding, Coding.supersedes_id == line.c.last)
    both = line.union_all(step)
    ends = select(both.c.first, func.max(both.c.last)).group_by(both.c.first)
    return {row[0]: row[1] for row in session.execute(ends)}
