"""Save: keep a question to the quotes under a name, for everybody who works in the study."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.base import NAME_LIMIT
from qualcode.db.models import Coder, SavedQuery
from qualcode.errors import NotFoundError, UsageError, said
from qualcode.workflow.record import record


class Saved(NamedTuple):
    """A question under its name; `parameters` are those of the address of the quotes page."""

    name: str
    parameters: Mapping[str, str]
    coder: str
    at: dt.datetime


def saved(session: Session) -> list[Saved]:
    """All saved questions by name."""
    newest = select(func.max(SavedQuery.id)).group_by(SavedQuery.name)
    query = select(SavedQuery.name, SavedQuery.parameters, Coder.name, SavedQuery.created_at)
    rows = session.execute(
        query.join(Coder, Coder.id == SavedQuery.coder_id).where(SavedQuery.id.in_(newest)).order_by(SavedQuery.name)
    )
    return [Saved(*row) for row in rows if row[1]]


def save(session: Session, coder: str, name: str, parameters: Mapping[str, str]) -> bool:
    """Whether something was stored; the same question under the same name again stores nothing.

    Raises:
        UsageError: There is no name, or no question.
    """
    name = " ".join(name.split())
    asked = {key: value for key, value in sorted(parameters.items()) if value}
    if not 0 < len(name) <= NAME_LIMIT or not asked:
        msg = said(
            "a saved search needs a name of at most {limit} characters, and something to look for", limit=NAME_LIMIT
        )
        raise UsageError(msg)
    return _write(session, coder, name, asked)


def forget(session: Session, coder: str, name: str) -> None:
    """Take a saved question away; its rows stay.

    Raises:
        NotFoundError: There is none of that name.
    """
    known = [each.name for each in saved(session)]
    if name not in known:
        kind = said("saved search")
        raise NotFoundError(kind, name, known)
    _write(session, coder, name, {})


def _write(session: Session, coder: str, name: str, parameters: Mapping[str, str]) -> bool:
    if any(each.name == name and each.parameters == parameters for each in saved(session)):
        return False
    values = {"name": name, "parameters": parameters}
    record(session, coder, "query_saved" if parameters else "query_forgotten", SavedQuery, values, {})
    return True
