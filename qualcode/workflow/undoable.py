"""Undoable: what a coder did in a queue lately that one key can still take back, also after the page was left."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Suggestion
from qualcode.db.queries import undoable as stored
from qualcode.db.queries.undoable import Step, Where
from qualcode.domain.operation import Action, batch_and_member
from qualcode.workflow.decide import ACCEPT_REPEATS

DECISIONS = (Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.SKIP)


@dataclass(frozen=True, slots=True)
class Undoable:
    """A step, or a batch of exact repeats that were accepted at once.

    Attributes:
        operation: Its id, or that of the batch.
        kind: `accept_repeats` for a batch, else `decided` or `change`.
        suggestions: Those that were decided on; none where a coding got a value.
        code: Of the first of them, or of the coding.
    """

    operation: str
    kind: str
    version: int
    suggestions: tuple[int, ...]
    code: str
    transcript: str


def decided(session: Session, coder: str, since: dt.datetime) -> list[Undoable]:
    """This coder's decisions on suggestions since a moment that are their last word, oldest first."""
    found = stored.steps(session, coder, [f"review_{action}" for action in DECISIONS], since)
    stands = {step.operation: step for step in stored.standing(session, found)}
    places = stored.places(session, Suggestion, {step.about for step in stands.values()})
    steps: list[Undoable] = []
    for _batch, members in groupby(reversed(found), key=lambda step: _batch_of(step) or step.operation):
        operations = [step.operation for step in members]
        if stands.keys() >= set(operations):
            together = [stands[operation] for operation in operations]
            steps.append(_decided(together, places[together[0].about]))
    return steps


def determined(session: Session, coder: str, since: dt.datetime) -> list[Undoable]:
    """This coder's changes of codings since a moment that nothing has taken the place of, oldest first."""
    stands = stored.standing(session, stored.steps(session, coder, [f"review_{Action.CHANGE}"], since))
    places = stored.places(session, Coding, {step.about for step in stands})
    return [
        Undoable(step.operation, Action.CHANGE.value, step.version, (), *places[step.about])
        for step in reversed(stands)
        if step.about in places
    ]


def _decided(together: Sequence[Step], where: Where) -> Undoable:
    first, batch = together[0], _batch_of(together[0])
    operation, kind = (batch, ACCEPT_REPEATS) if batch else (first.operation, "decided")
    return Undoable(operation, kind, first.version, tuple(step.about for step in together), *where)


def _batch_of(step: Step) -> str:
    """The batch that a step was a member of, "" where it stood alone."""
    batch, member = batch_and_member(step.operation)
    return batch if member == str(step.about) else ""
