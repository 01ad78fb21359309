"""Disclose: a person's recorded check that a quote may leave the study."""

from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Coding, LeakConfirmation, QuoteReview
from qualcode.db.queries.leaks import open_leaks, places
from qualcode.domain.leak import Leak, leaks
from qualcode.errors import DisclosureError, NotFoundError, UsageError, said, short
from qualcode.workflow.confirm import sealed
from qualcode.workflow.record import record
from qualcode.workflow.study import coder_id


class Disclosure(StrEnum):
    """Outcome of a disclosure check."""

    PUBLISH = "publish"
    WITHHOLD = "withhold"


def review_quote(
    session: Session, coder: str, coding_id: int, verdict: str, reason: str, *, confirmed: bool = False
) -> int:
    """The number of the stored check of one quote; the latest check of a quote counts.

    The person has asked: would insiders recognise who says this, is the role unique, can it be linked to other
    quotes? `reason` says what was found. Saying the same again adds nothing. Words that can lead to a person keep a
    quote from leaving, unless the person has `confirmed` that each of them may stay.

    Raises:
        NotFoundError: There is no such coding.
        UsageError: No such verdict, or no reason.
        DisclosureError: The quote has words that can lead to a person, and nobody has confirmed them.
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
    if checked is Disclosure.PUBLISH:
        _confirm(session, coder, coding_id, confirmed=confirmed)
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


def _confirm(session: Session, coder: str, coding_id: int, *, confirmed: bool) -> None:
    """Store that a quote's words that can lead to a person may stay, where there are any that nobody confirmed."""
    exact = session.scalars(select(Coding.exact).where(Coding.id == coding_id)).one()
    left = open_leaks(session, {coding_id: exact}).get(coding_id, ())
    if not left:
        return
    if not confirmed:
        msg = said(
            "quote {coding} holds words that can lead to a person ({words}); look at each and confirm that it may stay,"
            " or withhold the quote",
            coding=coding_id,
            words=short(", ".join(each.span.of(exact) for each in left), 60),
        )
        raise DisclosureError(msg)
    found = [[each.kind.value, each.span.start, each.span.end] for each in leaks(exact, places(session))]
    record(
        session,
        coder,
        "leaks_confirmed",
        LeakConfirmation,
        {"coding_id": coding_id, "found": found},
        {"coding": coding_id, "words": len(found)},
    )


def findings(session: Session, coding_id: int) -> tuple[tuple[Leak, str], ...]:
    """(kind, words) in a quote that can lead to a person and that nobody has confirmed.

    Raises:
        NotFoundError: There is no such coding.
    """
    exact = session.scalar(select(Coding.exact).where(Coding.id == coding_id))
    if exact is None:
        kind = said("coding")
        raise NotFoundError(kind, str(coding_id))
    left = open_leaks(session, {coding_id: exact}).get(coding_id, ())
    return tuple((each.kind, each.span.of(exact)) for each in left)


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
