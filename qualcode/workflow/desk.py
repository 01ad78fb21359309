"""A coder's desk: what the operations of one batch share, and the steps they are made of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Coding, Decision, DecisionPlace, ReadMark, Repeat, Suggestion
from qualcode.db.queries.codebook import Version
from qualcode.db.queries.margins import area_ids
from qualcode.db.queries.proposed import carried_places, latest_verdict
from qualcode.db.queries.reading import read_in_full, read_under
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.operation import Operation
from qualcode.domain.span import Span
from qualcode.errors import ConflictError, InputError, NotFoundError, said
from qualcode.workflow import confirm


@dataclass
class Desk:
    """What all operations of one batch share; `current` is whether nobody corrected the text since."""

    session: Session
    coder: str
    coder_id: int
    version_id: int
    transcript_id: int
    current: bool
    codebook_version: Version
    codebook: Codebook
    codes: Mapping[str, int]
    blind: bool
    at: dt.datetime = field(default_factory=events.now)

    def key_of(self, code_id: int) -> str:
        """Code id -> key, for codes of the current version.

        Raises:
            ConflictError: The code is no longer in the codebook.
        """
        for key, number in self.codes.items():
            if number == code_id:
                return key
        msg = said("this code is no longer in the codebook; choose another code for the passage")
        raise ConflictError(msg)


@dataclass
class Written:
    """What one operation wrote, for its event and its answer."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    verdicts: dict[int, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def add(self, table: str, number: int) -> int:
        """Note a new row."""
        self.rows.setdefault(table, []).append(number)
        return number


def open_suggestion(desk: Desk, operation: Operation) -> Suggestion:
    """The suggestion that an operation decides on.

    Raises:
        NotFoundError: It is not in this transcript.
        ConflictError: This coder has decided on it.
    """
    suggestion = desk.session.get(Suggestion, operation.suggestion)
    if suggestion is None or place_of(desk, suggestion) is None:
        kind = said("suggestion in this transcript")
        raise NotFoundError(kind, str(operation.suggestion))
    verdict = latest_verdict(desk.session, suggestion.id, desk.coder_id)
    if verdict in {Verdict.ACCEPTED.value, Verdict.CORRECTED.value, Verdict.REJECTED.value}:
        msg = said("you have decided on this suggestion already, perhaps in another window; undo that first")
        raise ConflictError(msg)
    return suggestion


def place_of(desk: Desk, suggestion: Suggestion) -> Span | None:
    """Where a suggestion stands in this transcript: as it was made, or where a decision on it came along."""
    if suggestion.version_id == desk.version_id:
        return Span(suggestion.start_char, suggestion.end_char)
    return carried_places(desk.session, suggestion.id, desk.coder_id).get(desk.version_id)


def from_suggestion(desk: Desk, suggestion: Suggestion, attributes: Mapping[str, Any]) -> confirm.NewCoding:
    """The coding that a suggestion proposes."""
    return confirm.NewCoding(
        version_id=desk.version_id,
        transcript_id=desk.transcript_id,
        span=place_of(desk, suggestion) or Span(suggestion.start_char, suggestion.end_char),
        code_id=suggestion.code_id,
        coder_id=desk.coder_id,
        codebook_version_id=desk.codebook_version.id,
        attributes=attributes,
        suggestion_id=suggestion.id,
        suggestions_seen=not desk.blind,
    )


def store_once(desk: Desk, new: confirm.NewCoding, written: Written) -> int:
    """The new coding, or the one that this coder has made of the same passage and code by hand."""
    return confirm.identical(desk.session, new) or written.add("coding", confirm.store(desk.session, new, desk.at))


def decide(desk: Desk, operation: Operation, written: Written, verdict: Verdict, coding: int | None) -> None:
    """Record the decision of an operation."""
    decide_on(desk, operation.suggestion or 0, written, verdict, coding=coding, shown_at=operation.shown_at)
    if operation.repeats is not None:
        marked = {"decision_id": written.rows["decision"][-1], "of_id": operation.repeats}
        desk.session.execute(insert(Repeat).values(marked))
        written.facts["repeats"] = operation.repeats


def decide_on(
    desk: Desk,
    suggestion: int,
    written: Written,
    verdict: Verdict,
    *,
    coding: int | None = None,
    shown_at: dt.datetime | None = None,
) -> None:
    """Record a decision on a suggestion, after those that were, in all texts to which these came along."""
    same = (Decision.suggestion_id == suggestion, Decision.coder_id == desk.coder_id)
    sequence = (desk.session.scalar(select(func.max(Decision.sequence)).where(*same)) or 0) + 1
    values = {
        "suggestion_id": suggestion,
        "coder_id": desk.coder_id,
        "sequence": sequence,
        "verdict": verdict.value,
        "coding_id": coding,
        "shown_at": shown_at,
        "decided_at": desk.at,
    }
    made = desk.session.scalars(insert(Decision).values(values).returning(Decision.id)).one()
    written.add("decision", made)
    written.verdicts[suggestion] = verdict.value
    for version, place in carried_places(desk.session, suggestion, desk.coder_id).items():
        row = {"decision_id": made, "version_id": version, "start_char": place.start, "end_char": place.end}
        returning = insert(DecisionPlace).values(row).returning(DecisionPlace.id)
        written.add("decision_place", desk.session.scalars(returning).one())


def own_coding(desk: Desk, operation: Operation) -> int:
    """The coding that an operation changes.

    Raises:
        NotFoundError: It is not in this transcript.
        ConflictError: It was not stored, or it is a colleague's.
    """
    number = operation.coding
    if isinstance(number, str):
        made_by, _colon, place = number.removeprefix("op:").partition(":")
        made = events.payload_of_operation(desk.session, made_by) or {}
        codings = sorted(int(row) for row in made.get("rows", {}).get("coding", ()))[_whole(place) :]
        if not codings:
            msg = said("the coding that this change is about was not stored; its own message says why")
            raise ConflictError(msg)
        number = codings[0]
    require_own(desk, number or 0)
    return number or 0


def _whole(place: str) -> int:
    return int(place) if place.isascii() and place.isdigit() else 0


def waiting_coding(desk: Desk, operation: Operation) -> int:
    """The coding without a place, of whichever version of the transcript, that an operation is about.

    Raises:
        NotFoundError: It is not of this transcript.
        ConflictError: It is a colleague's.
    """
    number = operation.coding if isinstance(operation.coding, int) else 0
    coding = desk.session.get(Coding, number)
    if coding is None or coding.transcript_id != desk.transcript_id:
        kind = said("coding in this transcript")
        raise NotFoundError(kind, str(operation.coding))
    _require_coder(desk, coding)
    return number


def present(desk: Desk, coding: int) -> int:
    """The coding that stands in the place of another by now: its last successor, or itself.

    An undone change leaves a new coding with the old content, so an earlier step is undone on that one.
    """
    while True:
        query = select(Coding.id).where(Coding.supersedes_id == coding).order_by(Coding.id.desc()).limit(1)
        successor = desk.session.scalar(query)
        if successor is None:
            return coding
        coding = successor


def require_own(desk: Desk, number: int) -> None:
    """Do nothing if a coding is in this transcript and this coder's.

    Raises:
        NotFoundError: It is not in this transcript.
        ConflictError: It is a colleague's.
    """
    coding = desk.session.get(Coding, number)
    if coding is None or coding.version_id != desk.version_id:
        kind = said("coding in this transcript")
        raise NotFoundError(kind, str(number))
    _require_coder(desk, coding)


def _require_coder(desk: Desk, coding: Coding) -> None:
    if coding.coder_id != desk.coder_id:
        msg = said("this coding is a colleague's; code the passage yourself if you see it differently")
        raise ConflictError(msg)


def code_row(desk: Desk, key: str) -> int:
    """The row id of a code.

    Raises:
        NotFoundError: The current codebook has no such code.
    """
    if key not in desk.codes:
        kind = said("code")
        raise NotFoundError(kind, key, desk.codes)
    return desk.codes[key]


def neighbourhood_row(desk: Desk, key: str) -> int:
    """The row id of a neighbourhood.

    Raises:
        NotFoundError: The study has no such neighbourhood.
    """
    known = area_ids(desk.session)
    if key not in known:
        kind = said("neighbourhood")
        raise NotFoundError(kind, key, known)
    return known[key]


def span(operation: Operation, default: Span) -> Span:
    """The span of an operation, or the one that it leaves as it was.

    Raises:
        InputError: Only one end is given.
    """
    if operation.start is None and operation.end is None:
        return default
    if operation.start is None or operation.end is None:
        msg = said("a passage needs a start and an end")
        raise InputError(msg)
    return Span(operation.start, operation.end)


def retire(
    desk: Desk, coding: int, state: CodingState, written: Written, *, before: CodingState = CodingState.CONFIRMED
) -> None:
    """Take a coding out of the evidence, or from one state outside it to another."""
    confirm.retire(desk.session, coding, state, before=before)
    written.states[coding] = state.value


def mark(desk: Desk, written: Written, *, in_full: bool) -> None:
    """Mark the transcript as read in full under the current codebook, or take back every mark that means the same."""
    if read_in_full(desk.session, desk.version_id, desk.coder_id, desk.codebook_version.id) != in_full:
        values = {"version_id": desk.version_id, "coder_id": desk.coder_id, "in_full": in_full, "created_at": desk.at}
        under = {desk.codebook_version.id}
        if not in_full:
            under |= set(read_under(desk.session, desk.version_id, desk.coder_id, desk.codebook_version.id))
        for codebook in sorted(under):
            row = insert(ReadMark).values({**values, "codebook_version_id": codebook})
            written.add("read_mark", desk.session.scalars(row.returning(ReadMark.id)).one())
    written.facts["read_in_full"] = in_full
