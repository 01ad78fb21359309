"""Second cycle: give many quotes another code or value at once, and take that back as a whole (second-cycle coding).

Each quote gets a coding that supersedes the old one, and an event of its own whose operation id begins with that of
the batch; all are stored or none. As everywhere, a coder changes their own codings only.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Code, Coding
from qualcode.db.queries import reading
from qualcode.domain.coding import Source
from qualcode.domain.operation import IN_BATCH, Action, Operation, batch_and_member, member_id, undo_id
from qualcode.errors import ConflictError, NotFoundError, QualcodeError, UsageError, said
from qualcode.workflow import review
from qualcode.workflow.study import coder_id

_Member = tuple[str, dict[str, Any]]
"""Operation and payload of the change of one quote."""

BATCH_ID_LIMIT = 32
BATCH_LIMIT = 1_000
"""Quotes in one batch: they are stored in one transaction, during which nobody else can store."""

OFFERED_FOR = dt.timedelta(days=1)
"""How long the latest batch is offered to be taken back: later, other work stands on it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one quote becomes: a code (None keeps it), and attribute -> value (an empty value takes it away)."""

    coding: int
    code: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


class Recoded(NamedTuple):
    """Numbers of the new codings, and of quotes that were so already."""

    codings: Sequence[int]
    unchanged: int


class Batch(NamedTuple):
    """Quotes that a coder changed at once: id of the batch, how many they are, and when."""

    id: str
    quotes: int
    at: dt.datetime


class _Standing(NamedTuple):
    version: int
    code: str
    values: Mapping[str, str]


def recode(session: Session, coder: str, changes: Iterable[Change], batch: str) -> Recoded:
    """What a batch made of quotes; the same `batch` again changes nothing.

    Raises:
        UsageError: No quote, too many, the same one twice, or `batch` is no usable id.
        NotFoundError: There is no such coding.
        ConflictError: One quote cannot be changed (the sentence says which and why); nothing is stored.
    """
    wanted = list(changes)
    _require_usable(wanted, batch)
    coder_id(session, coder)
    if known := _members(session, coder, batch):
        made = [int(number) for _, payload in known for number in payload["rows"]["coding"]]
        return Recoded(made, len(wanted) - len(known))
    standing = _standing(session, [each.coding for each in wanted])
    differing = [each for each in wanted if _differs(each, standing[each.coding])]
    made = []
    with session.begin_nested():
        operations = ((standing[each.coding].version, _operation(each, batch)) for each in differing)
        acks = review.perform_all(session, coder, operations)
        for each in differing:
            try:
                made.extend(next(acks).codings)
            except QualcodeError as error:
                raise _refused(each.coding, error) from error
    return Recoded(made, len(wanted) - len(differing))


def undo_recode(session: Session, coder: str, batch: str) -> int:
    """How many quotes are again as they were before a batch of this coder; 0 when that was done already.

    Raises:
        NotFoundError: This coder has no such batch.
        ConflictError: One quote cannot be put back (the sentence says which and why); nothing is undone.
    """
    members = _members(session, coder, batch)
    if not members:
        kind = said("batch of changes of yours")
        raise NotFoundError(kind, batch)
    open_ones = _not_undone(session, members)
    with session.begin_nested():
        operations = (
            (payload["version"], Operation(undo_id(operation), Action.UNDO, of=operation))
            for operation, payload in open_ones
        )
        acks = review.perform_all(session, coder, operations)
        for operation, _ in open_ones:
            try:
                next(acks)
            except QualcodeError as error:
                raise _refused(int(batch_and_member(operation)[1]), error) from error
    return len(open_ones)


def latest_batch(session: Session, coder: str) -> Batch | None:
    """The latest batch of a coder, of the last day; None when there is none or it was taken back."""
    since = events.now() - OFFERED_FOR
    found = events.latest_of_kind(session, f"review_{Action.CHANGE}", coder, f"%{IN_BATCH}%", since)
    if found is None:
        return None
    batch = batch_and_member(found[0])[0]
    left = _not_undone(session, _members(session, coder, batch))
    return Batch(batch, len(left), found[1]) if left else None


def _not_undone(session: Session, members: Sequence[_Member]) -> list[_Member]:
    """Those of a batch that were not taken back, the last one first."""
    undone = events.among(session, [undo_id(operation) for operation, _ in members])
    return [member for member in reversed(members) if undo_id(member[0]) not in undone]


def _require_usable(wanted: Sequence[Change], batch: str) -> None:
    if not 0 < len(batch) <= BATCH_ID_LIMIT or not (batch.isascii() and batch.isprintable()) or IN_BATCH in batch:
        msg = said("a batch needs an id of 1 to {limit} plain characters without colon", limit=BATCH_ID_LIMIT)
        raise UsageError(msg)
    if not 0 < len(wanted) <= BATCH_LIMIT:
        msg = said("choose 1 to {limit} quotes to change at once, not {n}", limit=BATCH_LIMIT, n=len(wanted))
        raise UsageError(msg)
    if len({each.coding for each in wanted}) < len(wanted):
        msg = said("a quote stands twice among those to change; name each once")
        raise UsageError(msg)


def _standing(session: Session, codings: Sequence[int]) -> dict[int, _Standing]:
    query = select(Coding.id, Coding.version_id, Code.key).join(Code, Code.id == Coding.code_id)
    values = reading.attributes_of(session, reading.ids_among(codings))
    found = {
        number: _Standing(
            version, code, {name: value for name, value, by in values.get(number, ()) if by == Source.PERSON.value}
        )
        for number, version, code in session.execute(query.where(Coding.id.in_(codings)))
    }
    for number in codings:
        if number not in found:
            kind = said("coding")
            raise NotFoundError(kind, str(number))
    return found


def _differs(change: Change, standing: _Standing) -> bool:
    values = {name: value for name, value in change.attributes.items() if value}
    taken = [name for name, value in change.attributes.items() if not value]
    return bool(
        (change.code is not None and change.code != standing.code) or values.items() - standing.values.items() or taken
    )


def _operation(change: Change, batch: str) -> Operation:
    return Operation(
        member_id(batch, change.coding),
        Action.CHANGE,
        coding=change.coding,
        code=change.code,
        attributes=change.attributes,
    )


def _refused(coding: int, error: QualcodeError) -> ConflictError:
    return ConflictError(said("quote {coding}: {reason}. Nothing was changed", coding=coding, reason=error.sentence))


def _members(session: Session, coder: str, batch: str) -> list[_Member]:
    """(operation, payload) of each change of a batch of this coder, in order."""
    return events.of_batch(session, f"{batch}{IN_BATCH}", f"review_{Action.CHANGE}", coder)
