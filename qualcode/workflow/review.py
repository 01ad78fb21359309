"""Review: a coder accepts, corrects, rejects and codes by hand; every operation happens exactly once.

Each operation is stored with its decision, coding and event together, or not at all. An operation that arrives
again (a slow network, a second tab, a reload) is answered with what it did the first time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Coding, TranscriptVersion
from qualcode.db.queries.codebook import working_codebook
from qualcode.db.queries.latest import is_current
from qualcode.db.queries.margins import latest_note
from qualcode.db.queries.proposed import deciding_operation, latest_verdict
from qualcode.db.queries.reading import remember_turn
from qualcode.domain.coding import CodingState, Display, Verdict
from qualcode.domain.operation import Ack, Action, Operation, parse
from qualcode.errors import ConflictError, NotFoundError, QualcodeError, said
from qualcode.workflow import confirm
from qualcode.workflow.actions import ACTIONS
from qualcode.workflow.desk import Desk, Written
from qualcode.workflow.study import coder_id, view


def apply(session: Session, coder: str, version_id: int, operations: Sequence[Mapping[str, Any]]) -> list[Ack]:
    """Answers to operations, in their order; one that fails changes nothing and stops no other.

    Raises:
        NotFoundError: There is no such transcript version.
        ConflictError: The study has no codebook.
    """
    desk = _desk(session, coder, version_id)
    return [_apply_one(desk, raw) for raw in operations]


def perform(session: Session, coder: str, version_id: int, operation: Operation) -> Ack:
    """The answer to one operation that this program makes itself; an error is raised, not answered.

    Raises:
        QualcodeError: The operation cannot be done; what it wrote is for the caller to roll back.
    """
    return _perform(_desk(session, coder, version_id), operation)


def perform_all(session: Session, coder: str, operations: Iterable[tuple[int, Operation]]) -> Iterator[Ack]:
    """The answers to operations on (version, operation), one after the other; an error is raised, not answered.

    Raises:
        QualcodeError: An operation cannot be done; what was written so far is for the caller to roll back.
    """
    desks: dict[int, Desk] = {}
    for version, operation in operations:
        if version not in desks:
            desks[version] = _desk(session, coder, version)
        yield _perform(desks[version], operation)


def _desk(session: Session, coder: str, version_id: int) -> Desk:
    query = select(TranscriptVersion.transcript_id, is_current()).where(TranscriptVersion.id == version_id)
    found = session.execute(query).one_or_none()
    if found is None:
        kind = said("transcript version")
        raise NotFoundError(kind, str(version_id))
    version, codebook, codes = working_codebook(session)
    settings = view(session).settings
    return Desk(
        session=session,
        coder=coder,
        coder_id=coder_id(session, coder),
        version_id=version_id,
        transcript_id=found[0],
        current=bool(found[1]),
        codebook_version=version,
        codebook=codebook,
        codes=codes,
        blind=settings.display is Display.NEVER or settings.open_coding,
    )


def _apply_one(desk: Desk, raw: Mapping[str, Any]) -> Ack:
    try:
        operation = parse(raw)
        known = events.payload_of_operation(desk.session, operation.id)
        if known is not None:
            return _ack(desk, operation.id, known)
        with desk.session.begin_nested():
            return _perform(desk, operation)
    except QualcodeError as error:
        return _refusal(desk, raw, error)
    except IntegrityError:
        msg = said("this contradicts what is stored by now; look at what stands there and try again")
        return _refusal(desk, raw, ConflictError(msg))


def _refusal(desk: Desk, raw: Mapping[str, Any], error: QualcodeError) -> Ack:
    """The answer to an operation that was not stored; what stands in its way, undo may take back."""
    suggestion, undo = raw.get("suggestion"), None
    if isinstance(error, ConflictError) and isinstance(suggestion, int):
        undo = deciding_operation(desk.session, suggestion, desk.coder_id)
    return Ack(str(raw.get("op", "")), error=error.sentence, undo=undo)


def _perform(desk: Desk, operation: Operation) -> Ack:
    if not desk.current and operation.action not in {Action.READ, Action.UNDO}:
        msg = said("this transcript was corrected since it was opened here; do it again in the corrected text")
        raise ConflictError(msg)
    if operation.action is Action.READ:
        turn = remember_turn(desk.session, desk.version_id, desk.coder_id, operation.turn or 0)
        return Ack(operation.id, read_upto=turn)
    written = Written()
    ACTIONS[operation.action](desk, operation, written)
    payload = _payload(desk, operation, written)
    events.append(
        desk.session, f"review_{operation.action}", desk.coder, payload, operation_id=operation.id, at=desk.at
    )
    return _ack(desk, operation.id, payload)


def _payload(desk: Desk, operation: Operation, written: Written) -> dict[str, Any]:
    return {
        "transcript": desk.transcript_id,
        "version": desk.version_id,
        "action": operation.action.value,
        "rows": confirm.sealed(desk.session, desk.version_id, written.rows),
        "states": {str(number): state for number, state in written.states.items()},
        "verdicts": {str(number): verdict for number, verdict in written.verdicts.items()},
        **written.facts,
    }


def _ack(desk: Desk, operation_id: str, payload: Mapping[str, Any]) -> Ack:
    """The answer, from the event alone, so that it is the same each time; codings as they stand now."""
    touched = [int(number) for number in (*payload["rows"].get("coding", ()), *payload["states"])]
    if "memo_on" in payload:
        touched.append(payload["memo_on"])
    query = select(Coding.id).where(Coding.id.in_(touched), Coding.state == CodingState.CONFIRMED.value)
    confirmed = set(desk.session.scalars(query)) if touched else set()
    return Ack(
        operation_id,
        codings=sorted(confirmed),
        removed=sorted(set(touched) - confirmed),
        verdicts={
            int(number): latest_verdict(desk.session, int(number), desk.coder_id) or Verdict.UNDONE.value
            for number in payload["verdicts"]
        },
        read_in_full=payload.get("read_in_full"),
        note=_note(desk) if "note_before" in payload else None,
        waiting=[int(number) for number, state in payload["states"].items() if state == CodingState.ORPHAN.value],
        provisional=payload.get("provisional"),
    )


def _note(desk: Desk) -> str:
    note = latest_note(desk.session, desk.transcript_id, desk.coder_id)
    return "" if note is None else note.text
