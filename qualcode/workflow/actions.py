"""What each operation of the coding page does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from qualcode.db import events
from qualcode.db.models import Coding, Decision, Memo
from qualcode.db.queries.reading import latest_verdict
from qualcode.domain.coding import CodingState, Place, Source, Verdict
from qualcode.domain.operation import Action, Operation
from qualcode.domain.span import Span
from qualcode.errors import ConflictError, said
from qualcode.workflow import confirm
from qualcode.workflow.desk import (
    Desk,
    Written,
    carry_memo,
    code_row,
    decide,
    decide_on,
    from_suggestion,
    mark,
    open_suggestion,
    own_coding,
    present,
    require_own,
    retire,
    span,
    store_once,
    succeed,
    waiting_coding,
    write_memo,
)


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


def _memo(desk: Desk, operation: Operation, written: Written) -> None:
    coding = own_coding(desk, operation)
    write_memo(desk, coding, operation.text or "", written)
    written.facts["memo_on"] = coding


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


def _undo(desk: Desk, operation: Operation, written: Written) -> None:
    """Take back an earlier operation of the same coder by new rows: nothing recorded is lost."""
    before = events.payload_of_operation(desk.session, operation.of or "")
    if before is None:
        msg = said("this step cannot be undone: it was never stored")
        raise ConflictError(msg)
    own = events.actor_of_operation(desk.session, operation.of or "") == desk.coder
    if not own or before["version"] != desk.version_id or before["action"] == Action.UNDO.value:
        msg = said("this step cannot be undone here; undo works on your own steps in this transcript")
        raise ConflictError(msg)
    written.facts["undoes"] = operation.of
    made = [int(number) for number in before["rows"].get("coding", ())]
    if before["action"] in {Action.ATTACH, Action.GIVE_UP}:
        _wait_again(desk, made, before["states"], written)
        return
    gone = [int(number) for number, state in before["states"].items() if int(number) not in made]
    standing = [present(desk, number) for number in made]
    for number in standing:
        require_own(desk, number)
        retire(desk, number, CodingState.WITHDRAWN, written)
    for number in gone:
        require_own(desk, number)
        _restore(desk, number, standing[0] if standing else number, written)
    for number in before["rows"].get("decision", ()):
        _reopen(desk, int(number), written)
    if "memo_on" in before:
        earlier = before["memo_before"]
        text = desk.session.get_one(Memo, earlier).text if earlier is not None else ""
        noted = present(desk, before["memo_on"])
        write_memo(desk, noted, text, written)
        written.facts["memo_on"] = noted
    if "read_in_full" in before:
        mark(desk, written, in_full=not before["read_in_full"])


def _wait_again(desk: Desk, made: Sequence[int], states: Mapping[str, str], written: Written) -> None:
    """Let a coding wait for a place again. It is not stored anew: its own version is not the one on the desk."""
    for number in [present(desk, number) for number in made]:
        require_own(desk, number)
        retire(desk, number, CodingState.WITHDRAWN, written)
    for waiting, state in states.items():
        retire(desk, int(waiting), CodingState.ORPHAN, written, before=CodingState(state))


def _restore(desk: Desk, number: int, supersedes: int, written: Written) -> None:
    """Make the content of a retired coding current again, with its memo."""
    again = replace(confirm.stored(desk.session, number), supersedes_id=supersedes)
    restored = written.add("coding", confirm.store(desk.session, again, desk.at))
    carry_memo(desk, number, restored, written)


def _reopen(desk: Desk, number: int, written: Written) -> None:
    """Undo a decision: the one before it counts again.

    Raises:
        ConflictError: The coder has decided otherwise since.
    """
    decision = desk.session.get_one(Decision, number)
    if latest_verdict(desk.session, decision.suggestion_id, desk.coder_id) != decision.verdict:
        msg = said("you have decided otherwise on this suggestion since; undo that first")
        raise ConflictError(msg)
    query = (
        select(Decision.verdict)
        .where(
            Decision.suggestion_id == decision.suggestion_id,
            Decision.coder_id == desk.coder_id,
            Decision.sequence < decision.sequence,
        )
        .order_by(Decision.sequence.desc())
        .limit(1)
    )
    earlier = desk.session.scalar(query)
    verdict = Verdict(earlier) if earlier else Verdict.UNDONE
    coding = next((number for number in written.rows.get("coding", ())), None)
    decide_on(desk, decision.suggestion_id, written, verdict, coding=coding)


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
    Action.UNDO: _undo,
}
