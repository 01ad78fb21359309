"""What respondents said of their quotes, and which quotes that were checked for publication it holds back."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, EvidenceRow, MemberCheck, QuoteReview, Respondent, Study
from qualcode.db.queries.anchors import anchors
from qualcode.db.queries.basket import placed
from qualcode.domain.holding import Hold
from qualcode.domain.member import Check, Member, MemberState, holds
from qualcode.domain.study import settings_from


def checks(session: Session) -> dict[str, Check]:
    """Respondent -> the latest member check."""
    newest = select(func.max(MemberCheck.id)).group_by(MemberCheck.respondent_id)
    query = (
        select(
            Respondent.key,
            MemberCheck.state,
            MemberCheck.checked_on,
            MemberCheck.note,
            Coder.name,
            MemberCheck.created_at,
        )
        .join(Respondent, Respondent.id == MemberCheck.respondent_id)
        .join(Coder, Coder.id == MemberCheck.coder_id)
        .where(MemberCheck.id.in_(newest))
    )
    return {
        key: Check(MemberState(state), dt.date.fromisoformat(on), note, coder, at)
        for key, state, on, note, coder, at in session.execute(query)
    }


def held(
    session: Session, people: Mapping[int, Sequence[str]], reviewed: Mapping[int, dt.datetime]
) -> dict[int, tuple[Hold, ...]]:
    """Coding -> why it is held back, for those that are.

    Args:
        session: Session that reads.
        people: Coding -> respondents who speak in it.
        reviewed: Coding that a review lets leave -> when that was.
    """
    study = session.get(Study, 1)
    asked_for = study is not None and settings_from(study.settings).member_checks
    known = checks(session) if reviewed else {}
    found = {number: holds(people.get(number, ()), known, at, asked_for=asked_for) for number, at in reviewed.items()}
    return {number: why for number, why in found.items() if why}


def members(session: Session) -> list[Member]:
    """Every respondent with their member check and how many of their quotes are in use, by pseudonym."""
    known = checks(session)
    uses = in_use(session)
    people = session.execute(select(Respondent.key, Respondent.group_name).order_by(Respondent.key))
    return [Member(key, group, known.get(key), len(uses.get(key, ()))) for key, group in people]


def in_use(session: Session) -> dict[str, list[int]]:
    """Respondent -> their codings that stand in a section, that a review lets leave, or that show their code."""
    latest = select(func.max(QuoteReview.id)).group_by(QuoteReview.coding_id)
    leaving = select(QuoteReview.coding_id).where(QuoteReview.id.in_(latest), QuoteReview.verdict == "publish")
    used = {each.coding for each in placed(session)} | set(session.scalars(leaving))
    used.update(number for numbers in anchors(session).values() for number in numbers)
    query = (
        select(Respondent.key, EvidenceRow.coding_id)
        .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .order_by(Respondent.key, EvidenceRow.transcript_id, EvidenceRow.start_char, EvidenceRow.coding_id)
    )
    found: dict[str, list[int]] = {}
    for key, coding in session.execute(query):
        if coding in used:
            found.setdefault(key, []).append(coding)
    return found
