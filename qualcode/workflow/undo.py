"""Undo: an earlier step of a coder is taken back by new rows, so that nothing recorded is lost.

A refusal that came along to a corrected text is taken back there too: by the operation that made it, or by `s:NUMBER`,
the suggestion that was refused, where a screen does not know that operation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from qualcode.db import events
from qualcode.db.models import Decision, DecisionPlace, Memo
from qualcode.db.queries.proposed import deciding_operation, latest_verdict
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.operation import Action, Operation
from qualcode.errors import ConflictError, said
from qualcode.workflow import confirm
from qualcode.workflow.desk import Desk, Written, decide_on, mark, present, require_own, retire
from qualcode.workflow.notes import carry_memo, write_memo, write_note

OF_SUGGESTION = "s:"
"""What comes before the number of a suggestion whose decision is to be taken back."""


def undo(desk: Desk, operation: Operation, written: Written) -> None:
    """Take back an earlier operation of the same coder by new rows: nothing recorded is lost."""
    undone = _meant(desk, operation.of or "")
    before = events.payload_of_operation(desk.session, undone)
    if before is None:
        msg = said("this step cannot be undone: it was never stored")
        raise ConflictError(msg)
    own = events.actor_of_operation(desk.session, undone) == desk.coder
    here = before["version"] == desk.version_id or _came_along(desk, before)
    if not own or not here or before["action"] == Action.UNDO.value:
        msg = said("this step cannot be undone here; undo works on your own steps in this transcript")
        raise ConflictError(msg)
    written.facts["undoes"] = undone
    made = [int(number) for number in before["rows"].get("coding", ())]
    if before["action"] in {Action.ATTACH, Action.GIVE_UP}:
        _wait_again(desk, made, before["states"], written)
        return
    _take_back_codings(desk, made, before, written)
    for number in before["rows"].get("decision", ()):
        _reopen(desk, int(number), written)
    if "memo_on" in before:
        earlier = before["memo_before"]
        noted = present(desk, before["memo_on"])
        write_memo(desk, noted, _text_of(desk, earlier), written)
        written.facts["memo_on"] = noted
    if "note_before" in before:
        write_note(desk, _text_of(desk, before["note_before"]), written)
    if "read_in_full" in before:
        mark(desk, written, in_full=not before["read_in_full"])


def _meant(desk: Desk, of: str) -> str:
    """The operation to take back: as it is called, or the one by which this coder decided on a suggestion."""
    number = of.removeprefix(OF_SUGGESTION)
    if number == of or not (number.isascii() and number.isdigit()):
        return of
    return deciding_operation(desk.session, int(number), desk.coder_id) or ""


def _came_along(desk: Desk, before: Mapping[str, Any]) -> bool:
    """Whether a step in a text before did nothing but refuse or skip, which holds in this text too."""
    if before["action"] not in {Action.REJECT.value, Action.SKIP.value}:
        return False
    decisions = {int(number) for number in before["rows"].get("decision", ())}
    here = select(DecisionPlace.decision_id).where(DecisionPlace.version_id == desk.version_id)
    return decisions <= set(desk.session.scalars(here.where(DecisionPlace.decision_id.in_(decisions))))


def _take_back_codings(desk: Desk, made: Sequence[int], before: Mapping[str, Any], written: Written) -> None:
    """Withdraw what a step made and bring back what it took away, those that were merged last, in their order."""
    merged = {number: place for place, number in enumerate(before.get("merged", ()))}
    gone = sorted((int(number) for number in before["states"]), key=lambda number: (merged.get(number, -1), number))
    standing = [present(desk, number) for number in made]
    for number in standing:
        require_own(desk, number)
        retire(desk, number, CodingState.WITHDRAWN, written)
    for number in gone:
        if number in made:
            continue
        require_own(desk, number)
        _restore(desk, number, standing[0] if standing and number not in merged else number, written)


def _text_of(desk: Desk, memo: int | None) -> str:
    return "" if memo is None else desk.session.get_one(Memo, memo).text


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
