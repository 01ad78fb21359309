"""Who was spoken to where: interviews and respondents by neighbourhood and group."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Neighbourhood,
    Respondent,
    Speaker,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
)
from qualcode.db.queries.latest import is_current
from qualcode.domain.transcript import Kind, Role


class SampleRow(NamedTuple):
    """One group in one neighbourhood; a conversation about two neighbourhoods counts in both."""

    neighbourhood: str
    group: str
    interviews: int
    respondents: int


def places(session: Session) -> list[tuple[str, str]]:
    """(city, neighbourhood) of the whole study, those without an interview too, by city."""
    query = select(Neighbourhood.city, Neighbourhood.name).order_by(Neighbourhood.city, Neighbourhood.name)
    return [(city, name) for city, name in session.execute(query)]


def rows(session: Session) -> list[SampleRow]:
    """What there is; a combination that nobody belongs to has no row."""
    query = (
        select(
            Neighbourhood.name,
            Respondent.group_name,
            func.count(Transcript.id.distinct()),
            func.count(Respondent.id.distinct()),
        )
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.neighbourhood_id == Neighbourhood.id)
        .join(Transcript, Transcript.id == TranscriptNeighbourhood.transcript_id)
        .join(Speaker, Speaker.transcript_id == Transcript.id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Speaker.role == Role.RESPONDENT.value, Transcript.kind != Kind.DOCUMENT.value)
        .group_by(Neighbourhood.name, Respondent.group_name)
    )
    return [SampleRow(*row) for row in session.execute(query)]


def totals(session: Session) -> list[tuple[str, int, int]]:
    """(group, interviews, respondents) over all neighbourhoods, each counted once."""
    query = (
        select(Respondent.group_name, func.count(Transcript.id.distinct()), func.count(Respondent.id.distinct()))
        .join(Speaker, Speaker.respondent_id == Respondent.id)
        .join(Transcript, Transcript.id == Speaker.transcript_id)
        .where(Speaker.role == Role.RESPONDENT.value, Transcript.kind != Kind.DOCUMENT.value)
        .group_by(Respondent.group_name)
    )
    return [(group, interviews, respondents) for group, interviews, respondents in session.execute(query)]


def by_place(session: Session) -> list[tuple[str, int, int]]:
    """(neighbourhood, interviews, respondents) over all groups, each counted once in a neighbourhood."""
    query = (
        select(Neighbourhood.name, func.count(Transcript.id.distinct()), func.count(Respondent.id.distinct()))
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.neighbourhood_id == Neighbourhood.id)
        .join(Transcript, Transcript.id == TranscriptNeighbourhood.transcript_id)
        .join(Speaker, Speaker.transcript_id == Transcript.id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Speaker.role == Role.RESPONDENT.value, Transcript.kind != Kind.DOCUMENT.value)
        .group_by(Neighbourhood.name)
    )
    return [(name, interviews, respondents) for name, interviews, respondents in session.execute(query)]


def everything(session: Session) -> tuple[int, int]:
    """(interviews, respondents) of the whole study, each counted once."""
    query = (
        select(func.count(Transcript.id.distinct()), func.count(Respondent.id.distinct()))
        .join(Speaker, Speaker.transcript_id == Transcript.id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Speaker.role == Role.RESPONDENT.value, Transcript.kind != Kind.DOCUMENT.value)
    )
    interviews, respondents = session.execute(query).one()
    return interviews, respondents


class Extent(NamedTuple):
    """What was spoken in one neighbourhood: words, and the first and last month where they are known."""

    neighbourhood: str
    interviews: int
    words: int
    first: str | None
    last: str | None


def extents(session: Session) -> dict[str, Extent]:
    """Neighbourhood -> what was spoken about it; a conversation about two neighbourhoods counts in both."""
    query = (
        select(
            Neighbourhood.name,
            func.count(Transcript.id),
            func.sum(TranscriptVersion.words),
            func.min(Transcript.month),
            func.max(Transcript.month),
        )
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.neighbourhood_id == Neighbourhood.id)
        .join(Transcript, Transcript.id == TranscriptNeighbourhood.transcript_id)
        .join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
        .where(is_current(), Transcript.kind != Kind.DOCUMENT.value)
        .group_by(Neighbourhood.name)
    )
    return {
        name: Extent(name, int(n), int(words), first, last) for name, n, words, first, last in session.execute(query)
    }
