"""Disclose: a person's recorded check that a quote may leave the study."""

from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Coding, QuoteReview
from qualcode.errors import NotFoundError, UsageError, said
from qualcode.workflow.confirm import sealed
from qualcode.workflow.study import coder_id


class Disclosure(StrEnum):
    """Outcome of a disclosure check."""

    PUBLISH = "publish"
    WITHHOLD = "withhold"


def review_quote(session: Session, coder: str, coding_id: int, verdict: str, reason: str) -> int:
    """The number of the stored check of one quote; the latest check of a quote counts.

    The person has asked: would insiders recognise who says this, is the role unique, can it be linked to other
    quotes? `reason` says what was found. Saying the same again adds nothing.

    Raises:
        NotFoundError: There is no such coding.
        UsageError: No such verdict, or no reason.
    """
    checked = _verdict(verdict)
    reason = " ".join(reason.split())
    if not reason:
        msg = said("say in a few words why this quote may or may not be published")
        raise UsageError(msg)
    version = session.scalar(select(Coding.version_id).where(Coding.id == coding_id))
    if version is None:
        kind = said("coding")
        raise NotFoundError(kind, str(coding_id))
    number = coder_id(session, coder)
    same = _latest(session, coding_id)
    if same is not None and (same.coder_id, same.verdict, same.reason) == (number, checked.value, reason):
        return same.id
    at = events.now()
    values = {"coding_id": coding_id, "coder_id": number, "verdict": checked.value, "reason": reason, "created_at": at}
    stored = session.scalars(insert(QuoteReview).values(values).returning(QuoteReview.id)).one()
    rows = sealed(session, version, {"quote_review": [stored]})
    payload = {"version": version, "coding": coding_id, "verdict": checked.value, "rows": rows}
    events.append(session, "quote_reviewed", coder, payload, at=at)
    return stored


def _verdict(verdict: str) -> Disclosure:
    try:
        return Disclosure(verdict)
    except ValueError:
        msg = said(
            "'{verdict}' is not an outcome of a disclosure check; choose from {known}",
            verdict=verdict,
            known=", ".join(Disclosure),
        )
        raise UsageError(msg) from None


def _latest(session: Session, coding_id: int) -> QuoteReview | None:
    query = select(QuoteReview).where(QuoteReview.coding_id == coding_id).order_by(QuoteReview.id.desc())
    return session.scalar(query.limit(1))
