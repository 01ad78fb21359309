"""Recording a row that stands by itself, with its event: who did it, when, and the row's seal."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import (
    AnchorQuote,
    Answer,
    BasketEntry,
    ClaimAnswer,
    ClaimEntry,
    ClaimLink,
    ClaimRuling,
    ClaimVerdict,
    CodingLink,
    FindingJudgement,
    Freeze,
    LeakConfirmation,
    MemberCheck,
    Question,
    Redaction,
    SavedQuery,
)
from qualcode.workflow.study import coder_id

Recorded = (
    AnchorQuote
    | Answer
    | BasketEntry
    | ClaimAnswer
    | ClaimEntry
    | ClaimLink
    | ClaimRuling
    | ClaimVerdict
    | CodingLink
    | FindingJudgement
    | Freeze
    | LeakConfirmation
    | MemberCheck
    | Question
    | Redaction
    | SavedQuery
)
"""Tables whose rows are written one at a time."""


def record(
    session: Session,
    coder: str,
    kind: str,
    table: type[Recorded],
    values: Mapping[str, Any],
    facts: Mapping[str, Any],
    operation: str | None = None,
) -> int:
    """The number of a new row of `table`, stored with an event of this kind that tells `facts`.

    Args:
        session: Session that writes.
        coder: Who is at work.
        kind: Kind of the event.
        table: Of what is written.
        values: Of its columns, but for the coder and the moment.
        facts: What the event tells beside the row's seal.
        operation: Id of what the screen did, for telling that it came before.
    """
    at = events.now()
    row = insert(table).values(**values, coder_id=coder_id(session, coder), created_at=at)
    number = session.scalars(row.returning(table.id)).one()
    payload = {**facts, "rows": seal.entries(session, {table.__tablename__: [number]})}
    events.append(session, kind, coder, payload, operation_id=operation, at=at)
    return number
