"""Respondents with where they speak and how much of it counts, in a fixed number of queries."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import EvidenceRow, Respondent, Speaker, Transcript
from qualcode.domain.respondent import Consent, RespondentLine, Standing
from qualcode.domain.transcript import Group


def lines(session: Session, key: str = "") -> list[RespondentLine]:
    """Everybody by pseudonym, or one alone."""
    query = select(Respondent.id, Respondent.key, Respondent.group_name, Respondent.consent).order_by(Respondent.key)
    spoken = select(Speaker.respondent_id, Transcript.name).join(Transcript, Transcript.id == Speaker.transcript_id)
    counted = select(EvidenceRow.respondent_id, func.count(EvidenceRow.coding_id.distinct()))
    counted = counted.where(EvidenceRow.respondent_id.is_not(None)).group_by(EvidenceRow.respondent_id)
    if key:
        one = select(Respondent.id).where(Respondent.key == key)
        query = query.where(Respondent.key == key)
        spoken, counted = (
            spoken.where(Speaker.respondent_id.in_(one)),
            counted.where(EvidenceRow.respondent_id.in_(one)),
        )
    names: dict[int | None, set[str]] = {}
    for number, name in session.execute(spoken):
        names.setdefault(number, set()).add(name)
    codings = dict(session.execute(counted).all())
    return [
        RespondentLine(
            Standing(row.key, Group(row.group_name), Consent(row.consent)),
            tuple(sorted(names.get(row.id, ()))),
            codings.get(row.id, 0),
        )
        for row in session.execute(query)
    ]


def transcripts_of(session: Session, respondent: int) -> list[int]:
    """Row ids of the transcripts in which somebody speaks."""
    return list(session.scalars(select(Speaker.transcript_id).where(Speaker.respondent_id == respondent).distinct()))


def counting(session: Session, respondent: int) -> set[int]:
    """Codings of what somebody says that count as evidence."""
    return set(session.scalars(select(EvidenceRow.coding_id).where(EvidenceRow.respondent_id == respondent)))
