"""Waiting: codings that lost their place in a corrected transcript, and what a person does with them."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.orm import Session

from qualcode.db.queries import reading
from qualcode.db.queries import waiting as stored
from qualcode.db.queries.waiting import WaitingRow
from qualcode.domain.operation import Action, Operation
from qualcode.domain.reanchor import proposed
from qualcode.domain.span import Span, find_quote
from qualcode.errors import ConflictError, InputError, NotFoundError, said
from qualcode.workflow import review


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coding without a place.

    Attributes:
        exact: What it said in the version that it was made on.
        version: The current version of its transcript.
        place: Where it most likely stands in that version, None when nothing is alike.
        proposal: The words there, "" without a place.
    """

    id: int
    transcript: str
    code: str
    coder: str
    exact: str
    version: int
    place: Span | None
    proposal: str


def waiting(session: Session, coding: int | None = None) -> list[Waiting]:
    """Every coding that waits for a place (or the given one, if it does), by transcript."""
    texts: dict[str, tuple[int, str]] = {}
    found = []
    for row in stored.rows(session, coding=coding):
        if row.transcript not in texts:
            texts[row.transcript] = _current(session, row.transcript)
        found.append(_with_place(row, *texts[row.transcript]))
    return found


def own(session: Session, transcript: str, coder: str) -> list[Waiting]:
    """A coder's codings that wait in a transcript, by place."""
    rows = stored.rows(session, transcript=transcript, coder=coder)
    version, text = _current(session, transcript) if rows else (0, "")
    return [_with_place(row, version, text) for row in rows]


def attach(session: Session, coder: str, coding: int, words: str) -> str:
    """Attach a waiting coding where `words` stand in the current version; the operation, for undo.

    Raises:
        NotFoundError: The coding does not wait.
        InputError: The words do not stand there, or more than once.
        ConflictError: It is a colleague's, or the passage has this code already.
    """
    one = _one(session, coding)
    start, end = _place(session, one, words.strip())
    return _do(session, coder, one.version, Operation(_id(), Action.ATTACH, coding=coding, start=start, end=end))


def give_up(session: Session, coder: str, coding: int) -> str:
    """Withdraw a waiting coding; the operation, for undo.

    Raises:
        NotFoundError: The coding does not wait.
        ConflictError: It is a colleague's.
    """
    return _do(session, coder, _one(session, coding).version, Operation(_id(), Action.GIVE_UP, coding=coding))


def wait_again(session: Session, coder: str, transcript: str, operation: str) -> str:
    """Take back what `attach` or `give_up` did.

    Raises:
        ConflictError: The coding was changed since, or it is a colleague's.
    """
    version, _text = _current(session, transcript)
    return _do(session, coder, version, Operation(_id(), Action.UNDO, of=operation))


def _do(session: Session, coder: str, version: int, operation: Operation) -> str:
    return review.perform(session, coder, version, operation).id


def _id() -> str:
    return str(uuid4())


def _one(session: Session, coding: int) -> Waiting:
    found = waiting(session, coding)
    if not found:
        kind = said("coding that waits for a place")
        raise NotFoundError(kind, str(coding))
    return found[0]


def _place(session: Session, one: Waiting, words: str) -> Span:
    if one.place is not None and words == one.proposal:
        return one.place
    places = find_quote(reading.text_of(session, one.version), words)
    if not places:
        msg = said("these words do not stand in the transcript as it is now; copy them from there, letter by letter")
        raise InputError(msg)
    if len(places) > 1:
        msg = said("these words stand in the transcript {n} times; give more of the passage", n=len(places))
        raise InputError(msg)
    return places[0]


def _current(session: Session, transcript: str) -> tuple[int, str]:
    version = reading.current(session, transcript)
    if version is None:
        msg = said("this transcript is gone")
        raise ConflictError(msg)
    return version.version_id, reading.text_of(session, version.version_id)


def _with_place(row: WaitingRow, version: int, text: str) -> Waiting:
    place = proposed(text, row.selector)
    words = place.of(text) if place else ""
    return Waiting(row.id, row.transcript, row.code, row.coder, row.selector.exact, version, place, words)
