"""Decide: what a coder does in whichever screen, one operation at a time or a batch of exact repeats at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from qualcode.domain.operation import Ack
from qualcode.errors import InputError, QualcodeError, said
from qualcode.workflow import repeat, review

ACCEPT_REPEATS, UNDO_REPEATS = "accept_repeats", "undo_repeats"
"""Kinds of operations that reach over transcripts; all others are `domain.operation.Action`."""


def apply(session: Session, coder: str, version: int, operations: Sequence[Mapping[str, Any]]) -> list[Ack]:
    """Answers to operations, in their order; one that fails changes nothing and stops no other.

    Raises:
        NotFoundError: There is no such transcript version.
        ConflictError: The study has no codebook.
    """
    return [
        _batch(session, coder, raw)
        if raw.get("kind") in {ACCEPT_REPEATS, UNDO_REPEATS}
        else review.apply(session, coder, version, [raw])[0]
        for raw in operations
    ]


def _batch(session: Session, coder: str, raw: Mapping[str, Any]) -> Ack:
    number = str(raw.get("op", ""))
    try:
        with session.begin_nested():
            acks = _accept(session, coder, raw) if raw["kind"] == ACCEPT_REPEATS else _undo(session, coder, raw)
    except QualcodeError as error:
        return Ack(number, error=error.sentence)
    return Ack(number, verdicts={key: verdict for ack in acks for key, verdict in ack.verdicts.items()})


def _accept(session: Session, coder: str, raw: Mapping[str, Any]) -> list[Ack]:
    suggestion, listed = raw.get("suggestion"), raw.get("suggestions")
    if not isinstance(suggestion, int) or not isinstance(listed, list):
        msg = said("the operation '{action}' lacks {fields}", action=ACCEPT_REPEATS, fields="suggestion, suggestions")
        raise InputError(msg)
    return repeat.accept_repeats(session, coder, suggestion, batch_of(str(raw.get("op", ""))), only=listed)


def _undo(session: Session, coder: str, raw: Mapping[str, Any]) -> list[Ack]:
    return repeat.undo_repeats(session, coder, batch_of(str(raw.get("of", ""))))


def batch_of(operation: str) -> str:
    """The batch that an operation makes: its id without dashes, since ids of its members are longer."""
    return operation.replace("-", "")
