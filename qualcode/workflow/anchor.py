"""Marking a coding as an anchor quote of its code, and taking the mark back."""

from sqlalchemy.orm import Session

from qualcode.db.models import AnchorQuote, Coding
from qualcode.db.queries.anchors import anchors
from qualcode.domain.coding import CodingState
from qualcode.errors import ConflictError, NotFoundError, said
from qualcode.workflow.record import record


def mark(session: Session, coder: str, coding: int, *, marked: bool) -> None:
    """Let a coding be an anchor quote of its code, or not any more; saying it again changes nothing.

    Raises:
        NotFoundError: There is no such coding.
        ConflictError: It does not count any more.
    """
    row = session.get(Coding, coding)
    if row is None:
        kind = said("coding")
        raise NotFoundError(kind, str(coding))
    if row.state != CodingState.CONFIRMED.value:
        msg = said("only a coding that counts can show what its code means")
        raise ConflictError(msg)
    if is_anchor(session, coding) == marked:
        return
    values = {"coding_id": coding, "marked": marked}
    record(session, coder, "anchor_marked", AnchorQuote, values, {"coding": coding, "marked": marked})


def is_anchor(session: Session, coding: int) -> bool:
    """Whether a coding is an anchor quote."""
    return any(coding in numbers for numbers in anchors(session).values())
