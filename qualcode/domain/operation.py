"""What a coder does on the coding page, as operations that may arrive twice and still happen once."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qualcode.errors import InputError, said, short

ID_LIMIT = 64
NUMBER_LIMIT = 2**63
"""Numbers from here on fit in no column."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters, which a database cannot store."""


IN_BATCH = ":"
"""Between the id of a batch and its member in the id of an operation."""

IN_QUEUE = "queue-"
"""What the ids of operations begin with that were done in a queue, which leads through all transcripts."""


def member_id(batch: str, member: int) -> str:
    """Id of the operation that a batch does on one suggestion or coding."""
    return f"{batch}{IN_BATCH}{member}"


def undo_id(operation: str) -> str:
    """Id of the operation by which a batch that is taken back undoes one of its own."""
    return f"{operation}{IN_BATCH}undo"


def batch_and_member(operation: str) -> tuple[str, str]:
    """The batch that an operation belongs to and its member; both empty for one that stands alone."""
    batch, found, member = operation.partition(IN_BATCH)
    return (batch, member) if found else ("", "")


def done_with(operation: str | None) -> str:
    """What an operation was done with as a whole: its batch, or a queue; empty for one in a single transcript."""
    if operation is None:
        return ""
    return IN_QUEUE if operation.startswith(IN_QUEUE) else batch_and_member(operation)[0]


class Action(StrEnum):
    """Kinds of operations."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"
    CORRECT = "correct"
    ADD = "add"
    WITHDRAW = "withdraw"
    CHANGE = "change"
    ELSEWHERE = "elsewhere"
    MEMO = "memo"
    UNDO = "undo"
    READ = "read"
    READ_IN_FULL = "read_in_full"
    ATTACH = "attach"
    GIVE_UP = "give_up"
    MERGE = "merge"
    NEIGHBOURHOOD = "neighbourhood"
    NOTE = "note"
    NEW_CODE = "new_code"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, checked; fields that its action does not need are None.

    Attributes:
        id: Made by the screen, unique; applying it a second time changes nothing.
        coding: A coding's number, or `op:ID` for the coding that another operation makes, `op:ID:N` for its N+1st.
        neighbourhood: Id of the neighbourhood that a passage is about, empty for that of the transcript.
        seen: Whether suggestions were visible on the passage.
        shown_at: When the suggestion was first shown, UTC.
        repeats: The decision that is repeated on a sentence of the same words; no screen can set it.
    """

    id: str
    action: Action
    suggestion: int | None = None
    coding: int | str | None = None
    start: int | None = None
    end: int | None = None
    code: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    value: bool | None = None
    turn: int | None = None
    of: str | None = None
    neighbourhood: str | None = None
    seen: bool = False
    shown_at: dt.datetime | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Ack:
    """Word that an operation is stored (or why not), with what it changed.

    Attributes:
        error: Why it was not stored; made by `said`, so that the screen can translate it.
        undo: For one that was refused since something was done before, the operation that did it.
        codings: Numbers of confirmed codings that are new or changed.
        removed: Numbers of codings that are no longer confirmed.
        verdicts: Suggestion number -> its verdict by this coder.
        read_upto: Last turn read, when that changed.
        read_in_full: The mark, when that changed.
        note: The coder's memo on the transcript, when that changed.
        waiting: Numbers of codings that wait for a place again.
        provisional: Id of the provisional code that was used, and perhaps made.
    """

    id: str
    error: str | None = None
    undo: str | None = None
    codings: Sequence[int] = ()
    removed: Sequence[int] = ()
    verdicts: Mapping[int, str] = field(default_factory=dict)
    read_upto: int | None = None
    read_in_full: bool | None = None
    note: str | None = None
    waiting: Sequence[int] = ()
    provisional: str | None = None


_NEEDS: Mapping[Action, tuple[str, ...]] = {
    Action.ACCEPT: ("suggestion",),
    Action.REJECT: ("suggestion",),
    Action.SKIP: ("suggestion",),
    Action.CORRECT: ("suggestion",),
    Action.ADD: ("start", "end", "code"),
    Action.WITHDRAW: ("coding",),
    Action.CHANGE: ("coding",),
    Action.ELSEWHERE: ("coding", "value"),
    Action.MEMO: ("coding", "text"),
    Action.UNDO: ("of",),
    Action.READ: ("turn",),
    Action.READ_IN_FULL: ("value",),
    Action.ATTACH: ("coding", "start", "end"),
    Action.GIVE_UP: ("coding",),
    Action.MERGE: ("coding",),
    Action.NEIGHBOURHOOD: ("coding", "neighbourhood"),
    Action.NOTE: ("text",),
    Action.NEW_CODE: ("start", "end", "text"),
    Action.HIGHLIGHT: ("start", "end"),
}


def parse(raw: Mapping[str, Any]) -> Operation:
    """The operation that a screen sent.

    Raises:
        InputError: It has no id, an unknown kind, or lacks a field or has it in a wrong type.
    """
    number = raw.get("op")
    if (
        not isinstance(number, str)
        or not 0 < len(number) <= ID_LIMIT
        or not (number.isascii() and number.isprintable())
    ):
        msg = said("an operation without a usable id cannot be stored")
        raise InputError(msg)
    try:
        action = Action(str(raw.get("kind")))
    except ValueError:
        msg = said(
            "there is no operation '{name}'; known are {known}",
            name=short(str(raw.get("kind")), 20),
            known=", ".join(Action),
        )
        raise InputError(msg) from None
    operation = Operation(
        id=number,
        action=action,
        suggestion=_whole(raw, "suggestion"),
        coding=_text(raw, "coding") or _whole(raw, "coding"),
        start=_whole(raw, "start"),
        end=_whole(raw, "end"),
        code=_text(raw, "code"),
        attributes=_attributes(raw),
        text=_text(raw, "text"),
        value=raw["value"] if isinstance(raw.get("value"), bool) else None,
        turn=_whole(raw, "turn"),
        of=_text(raw, "of"),
        neighbourhood=_text(raw, "neighbourhood"),
        seen=bool(raw.get("seen")),
        shown_at=_moment(raw),
    )
    missing = [name for name in _NEEDS[action] if getattr(operation, name) is None]
    if missing:
        msg = said("the operation '{action}' lacks {fields}", action=action, fields=", ".join(missing))
        raise InputError(msg)
    return operation


def _whole(raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < NUMBER_LIMIT else None


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if not isinstance(value, str):
        return None
    if found := _UNSTORABLE.search(value):
        msg = said("the sign U+{sign} in {field} is no text; take it out", sign=f"{ord(found[0]):04X}", field=name)
        raise InputError(msg)
    return value


def _attributes(raw: Mapping[str, Any]) -> dict[str, str]:
    given = raw.get("attributes")
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}


def _moment(raw: Mapping[str, Any]) -> dt.datetime | None:
    value = raw.get("shown_at")
    if not isinstance(value, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
