"""Notes: memos on codings, which go along when a coding changes, and a coder's memo on a transcript."""

from collections.abc import Mapping

from sqlalchemy import insert

from qualcode.db.models import Memo
from qualcode.db.queries.margins import latest_note
from qualcode.db.queries.reading import latest_memo
from qualcode.domain.coding import CodingState
from qualcode.workflow import confirm
from qualcode.workflow.desk import Desk, Written


def succeed(desk: Desk, coding: int, new: confirm.NewCoding, written: Written) -> None:
    """Put a changed coding, with its memo, in the place of another."""
    written.add("coding", confirm.successor(desk.session, coding, new, desk.at))
    written.states[coding] = CodingState.SUPERSEDED.value
    carry_memo(desk, coding, written.rows["coding"][-1], written)


def carry_memo(desk: Desk, old: int, new: int, written: Written) -> None:
    """Let the memo of a coding go with its successor."""
    memo = latest_memo(desk.session, old)
    if memo is not None and memo.text:
        insert_memo(desk, new, memo.text, memo.id, written)


def write_memo(desk: Desk, coding: int, text: str, written: Written) -> None:
    """Note something on a coding; an empty text takes the note back."""
    before = latest_memo(desk.session, coding)
    written.facts["memo_before"] = None if before is None else before.id
    insert_memo(desk, coding, text.strip(), None if before is None else before.id, written)


def insert_memo(desk: Desk, coding: int, text: str, supersedes: int | None, written: Written) -> None:
    """Store a memo after the one it supersedes."""
    _insert_memo(desk, {"coding_id": coding}, text, supersedes, written)


def write_note(desk: Desk, text: str, written: Written) -> None:
    """Write the coder's memo on the transcript; an empty text takes it back."""
    before = latest_note(desk.session, desk.transcript_id, desk.coder_id)
    supersedes = None if before is None else before.id
    written.facts["note_before"] = supersedes
    _insert_memo(desk, {"transcript_id": desk.transcript_id}, text.strip(), supersedes, written)


def _insert_memo(desk: Desk, about: Mapping[str, int], text: str, supersedes: int | None, written: Written) -> None:
    values = {
        "kind": "analytic",
        **about,
        "text": text,
        "coder_id": desk.coder_id,
        "supersedes_id": supersedes,
        "created_at": desk.at,
    }
    written.add("memo", desk.session.scalars(insert(Memo).values(values).returning(Memo.id)).one())
