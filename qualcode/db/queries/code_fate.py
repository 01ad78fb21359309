"""What became of a code that is no longer used: when, by whom, and which code took over."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, CodebookChange, CodebookVersion, CodeEntry, Coder


class Fate(NamedTuple):
    """The end of a code.

    Attributes:
        label: Its labels by language, as they last were.
        into: Id of the code that took over, "" when it was retired without one.
        at: When.
        by: Who did it on screen, "" where a file did.
    """

    label: dict[str, str]
    into: str
    at: dt.datetime
    by: str


def fate(session: Session, key: str) -> Fate | None:
    """What became of a code; None for one that is in use, and for one that never was in the codebook."""
    rows = _versions(session, key)
    last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].label is not None), None)
    if last is None:
        return None
    into = rows[last].replaced_by or ""
    if last + 1 < len(rows):
        end = last + 1
    elif into:
        end = last
        while end and rows[end - 1].replaced_by == into:
            end -= 1
    else:
        return None
    return Fate(dict(rows[last].label), into, rows[end].created_at, rows[end].name or "")


def last_labels(session: Session, keys: Collection[str]) -> dict[str, dict[str, str]]:
    """Code -> its labels by language, as they last were, also of codes that are in the codebook no more."""
    last = (
        select(func.max(CodeEntry.id))
        .join(Code, Code.id == CodeEntry.code_id)
        .where(Code.key.in_(keys))
        .group_by(CodeEntry.code_id)
    )
    query = select(Code.key, CodeEntry.label).join(Code, Code.id == CodeEntry.code_id).where(CodeEntry.id.in_(last))
    return {key: dict(label) for key, label in session.execute(query)}


def _versions(session: Session, key: str) -> list[Any]:
    """Every version of the codebook, oldest first, with what it says of the code, if anything."""
    entries = (
        select(CodeEntry.codebook_version_id, CodeEntry.label, CodeEntry.replaced_by)
        .join(Code, Code.id == CodeEntry.code_id)
        .where(Code.key == key)
        .subquery()
    )
    query = (
        select(CodebookVersion.created_at, Coder.name, entries.c.label, entries.c.replaced_by)
        .outerjoin(entries, entries.c.codebook_version_id == CodebookVersion.id)
        .outerjoin(CodebookChange, CodebookChange.codebook_version_id == CodebookVersion.id)
        .outerjoin(Coder, Coder.id == CodebookChange.coder_id)
        .order_by(CodebookVersion.number)
    )
    return list(session.execute(query))
