"""Members: what respondents said of their own quotes, and the sheet on which they are asked."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import MemberCheck, Respondent
from qualcode.db.queries import members as stored
from qualcode.db.queries import quotes as stored_quotes
from qualcode.db.queries.sources import respondents_by_source
from qualcode.domain.disclosure import labels
from qualcode.domain.member import Check, Member, MemberState, day
from qualcode.errors import NotFoundError, UsageError, said
from qualcode.workflow.basket import basket
from qualcode.workflow.cite import source_of
from qualcode.workflow.record import record
from qualcode.workflow.study import view


class Asked(NamedTuple):
    """A quote on a respondent's sheet: where the report has it, as it would be printed, under which label."""

    section: str
    text: str
    source: str


class MemberSheet(NamedTuple):
    """What a respondent is asked: their own quotes in use, and nothing of anybody else."""

    respondent: str
    quotes: Sequence[Asked]
    check: Check | None


def members(session: Session) -> list[Member]:
    """Every respondent with their member check, by pseudonym."""
    return stored.members(session)


def note(session: Session, coder: str, respondent: str, state: str, on: str, text: str = "") -> bool:
    """Whether the answer of a respondent was stored; the same again stores nothing.

    Raises:
        NotFoundError: There is no such respondent.
        UsageError: There is none or no such answer, or the day cannot be read or is still to come.
    """
    number = session.scalar(select(Respondent.id).where(Respondent.key == respondent))
    if number is None:
        kind = said("respondent")
        raise NotFoundError(kind, respondent, session.scalars(select(Respondent.key)))
    if not state:
        msg = said("choose what they said of their quotes; nothing was stored")
        raise UsageError(msg)
    if state not in set(MemberState):
        msg = said("'{state}' is no answer of a member check; choose from {known}", state=state, known=_known())
        raise UsageError(msg)
    answer, when, why = MemberState(state), day(on, events.now()), " ".join(text.split())
    known = stored.checks(session).get(respondent)
    if known is not None and (known.state, known.on, known.note) == (answer, when, why):
        return False
    values = {"respondent_id": number, "state": answer.value, "checked_on": when.isoformat(), "note": why}
    record(session, coder, "member_checked", MemberCheck, values, {"respondent": respondent, "state": answer.value})
    return True


def _known() -> str:
    return ", ".join(MemberState)


def sheet(session: Session, respondent: str, language: str) -> MemberSheet:
    """The sheet of one respondent: their quotes in use as the report would print them.

    Raises:
        NotFoundError: There is no such respondent.
    """
    everybody = {each.respondent: each for each in stored.members(session)}
    if respondent not in everybody:
        kind = said("respondent")
        raise NotFoundError(kind, respondent, everybody)
    numbers = stored.in_use(session).get(respondent, [])
    said_by = labels(respondents_by_source(session), view(session).settings.k)
    picked = {each.quote.id: each for each in reversed(basket(session, language)) if each.quote.id in set(numbers)}
    quotes = [
        Asked(
            section=picked[quote.id].section if quote.id in picked else "",
            text=picked[quote.id].shown if quote.id in picked else quote.exact,
            source=source_of(quote, said_by, language),
        )
        for quote in stored_quotes.by_ids(session, numbers, {})
    ]
    return MemberSheet(respondent, quotes, everybody[respondent].check)
