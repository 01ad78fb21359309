"""What each operation of the coding page does."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode.db.models import Coding
from qualcode.domain.coding import CodingState, Place, Source, Verdict
from qualcode.domain.operation import Action, Operation
from qualcode.domain.span import Span
from qualcode.workflow import confirm
from qualcode.workflow.desk import (
    Desk,
    Written,
    code_row,
    decide,
    decide_on,
    from_suggestion,
    mark,
    neighbourhood_row,
    open_suggestion,
    own_coding,
    retire,
    span,
    store_once,
    waiting_coding,
)
from qualcode.workflow.merge import merge
from qualcode.workflow.notes import carry_memo, succeed, write_memo, write_note
from qualcode.workflow.provisional import highlight_code, open_code
from qualcode.workflow.undo import undo


def _accept(desk: Desk, operation: Operation, written: Written) -> None:
    suggestion = open_suggestion(desk, operation)
    code = desk.key_of(suggestion.code_id)
    proposed = confirm.checked_attributes(desk.codebook, code, suggestion.attributes, Source.SUGGESTED)
    chosen = confirm.checked_attributes(desk.codebook, code, operation.attributes, Source.PERSON)
    new = from_suggestion(desk, suggestion, {**proposed, **chosen})
    decide(desk, operation, written, Verdict.ACCEPTED, store_once(desk, new, written))


def _correct(desk: Desk, operation: Operation, written: Written) -> None:
    suggestion = open_suggestion(desk, operation)
    code = operation.code or desk.key_of(suggestion.code_id)
    same_code = {} if operation.code else suggestion.attributes
    proposed = confirm.checked_attributes(desk.codebook, code, same_code, Source.SUGGESTED)
    chosen = confirm.checked_attributes(desk.codebook, code, operation.attributes, Source.PERSON)
    new = from_suggestion(desk, suggestion, {**proposed, **chosen})
    new = replace(new, span=span(operation, new.span), code_id=code_row(desk, code))
    decide(desk, operation, written, Verdict.CORRECTED, store_once(desk, new, written))


def _reject(desk: Desk, operation: Operation, written: Written) -> None:
    open_suggestion(desk, operation)
    decide(desk, operation, written, Verdict.REJECTED, None)


def _skip(desk: Desk, operation: Operation, written: Written) -> None:
    open_suggestion(desk, operation)
    decide(desk, operation, written, Verdict.SKIPPED, None)


def _add(desk: Desk, operation: Operation, written: Written) -> None:
    code = operation.code or ""
    new = confirm.NewCoding(
        version_id=desk.version_id,
        transcript_id=desk.transcript_id,
        span=span(operation, Span(0, 0)),
        code_id=code_row(desk, code),
        coder_id=desk.coder_id,
        codebook_version_id=desk.codebook_version.id,
        attributes=confirm.checked_attributes(desk.codebook, code, operation.attributes, Source.PERSON),
        suggestions_seen=operation.seen and not desk.blind,
    )
    written.add("coding", confirm.store(desk.session, new, desk.at))


def _withdraw(desk: Desk, operation: Operation, written: Written) -> None:
    coding = own_coding(desk, operation)
    retire(desk, coding, CodingState.WITHDRAWN, written)
    suggestion = desk.session.get_one(Coding, coding).suggestion_id
    if suggestion is not None:
        decide_on(desk, suggestion, written, Verdict.REJECTED)


def _change(desk: Desk, operation: Operation, written: Written) -> None:
    coding = own_coding(desk, operation)
    old = confirm.stored(desk.session, coding)
    code = operation.code or desk.key_of(old.code_id)
    chosen = confirm.checked_attributes(desk.codebook, code, operation.attributes, Source.PERSON)
    kept = {
        name: value
        for name, value in confirm.taken_over(desk.codebook, code, old.attributes).items()
        if name not in operation.attributes
    }
    new = replace(
        old,
        span=span(operation, old.span),
        code_id=code_row(desk, code),
        attributes={**kept, **chosen},
        codebook_version_id=desk.codebook_version.id,
    )
    succeed(desk, coding, new, written)


def _elsewhere(desk: Desk, operation: Operation, written: Written) -> None:
    coding = own_coding(desk, operation)
    place = Place.ELSEWHERE if operation.value else Place.HERE
    succeed(desk, coding, replace(confirm.stored(desk.session, coding), place=place.value), written)


def _neighbourhood(desk: Desk, operation: Operation, written: Written) -> None:
    """Say which neighbourhood a passage is about; an empty key leaves it to the transcript. Either way it counts."""
    coding = own_coding(desk, operation)
    number = neighbourhood_row(desk, operation.neighbourhood) if operation.neighbourhood else None
    old = confirm.stored(desk.session, coding)
    succeed(desk, coding, replace(old, place=Place.HERE.value, neighbourhood_id=number), written)


def _memo(desk: Desk, operation: Operation, written: Written) -> None:
    coding = own_coding(desk, operation)
    write_memo(desk, coding, operation.text or "", written)
    written.facts["memo_on"] = coding


def _note(desk: Desk, operation: Operation, written: Written) -> None:
    write_note(desk, operation.text or "", written)


def _read_in_full(desk: Desk, operation: Operation, written: Written) -> None:
    mark(desk, written, in_full=bool(operation.value))


def _attach(desk: Desk, operation: Operation, written: Written) -> None:
    """Give a coding that lost its place one in this version; memo and attributes go along."""
    waiting = waiting_coding(desk, operation)
    retire(desk, waiting, CodingState.SUPERSEDED, written, before=CodingState.ORPHAN)
    new = replace(
        confirm.stored(desk.session, waiting),
        version_id=desk.version_id,
        span=span(operation, Span(0, 0)),
        supersedes_id=waiting,
    )
    carry_memo(desk, waiting, written.add("coding", confirm.store(desk.session, new, desk.at)), written)


def _give_up(desk: Desk, operation: Operation, written: Written) -> None:
    waiting = waiting_coding(desk, operation)
    retire(desk, waiting, CodingState.WITHDRAWN, written, before=CodingState.ORPHAN)


def _new_code(desk: Desk, operation: Operation, written: Written) -> None:
    """Code a passage with a provisional code of this name, which is made when there is none."""
    _provisional(desk, operation, written, open_code(desk, operation.text or "", written))


def _highlight(desk: Desk, operation: Operation, written: Written) -> None:
    _provisional(desk, operation, written, highlight_code(desk, written))


def _provisional(desk: Desk, operation: Operation, written: Written, code: tuple[str, int]) -> None:
    written.facts["provisional"], row = code
    new = confirm.NewCoding(
        version_id=desk.version_id,
        transcript_id=desk.transcript_id,
        span=span(operation, Span(0, 0)),
        code_id=row,
        coder_id=desk.coder_id,
        codebook_version_id=desk.codebook_version.id,
        attributes={},
        suggestions_seen=operation.seen and not desk.blind,
    )
    written.add("coding", confirm.store(desk.session, new, desk.at))


ACTIONS: Mapping[Action, Callable[[Desk, Operation, Written], None]] = {
    Action.ACCEPT: _accept,
    Action.CORRECT: _correct,
    Action.REJECT: _reject,
    Action.SKIP: _skip,
    Action.ADD: _add,
    Action.WITHDRAW: _withdraw,
    Action.CHANGE: _change,
    Action.ELSEWHERE: _elsewhere,
    Action.MEMO: _memo,
    Action.READ_IN_FULL: _read_in_full,
    Action.ATTACH: _attach,
    Action.GIVE_UP: _give_up,
    Action.UNDO: undo,
    Action.MERGE: merge,
    Action.NEIGHBOURHOOD: _neighbourhood,
    Action.NOTE: _note,
    Action.NEW_CODE: _new_code,
    Action.HIGHLIGHT: _highlight,
}
