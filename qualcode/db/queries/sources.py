"""Who speaks about which neighbourhood: the people behind the labels of published quotes."""

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from qualcode.db.models import EvidenceRow, Neighbourhood, Respondent, Speaker, Transcript, TranscriptNeighbourhood
from qualcode.domain.disclosure import Source
from qualcode.domain.transcript import Kind


def respondents_by_source(session: Session) -> dict[Source, set[str]]:
    """(group, city, neighbourhood) -> respondents who speak about it in an interview, or are coded as doing so."""
    speaks = (
        select(Speaker.respondent_id, TranscriptNeighbourhood.neighbourhood_id)
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.transcript_id == Speaker.transcript_id)
        .join(Transcript, Transcript.id == Speaker.transcript_id)
        .where(Speaker.respondent_id.is_not(None), Transcript.kind != Kind.DOCUMENT.value)
    )
    coded = select(EvidenceRow.respondent_id, EvidenceRow.neighbourhood_id).where(
        EvidenceRow.respondent_id.is_not(None), EvidenceRow.neighbourhood_id.is_not(None)
    )
    both = union(speaks, coded).subquery()
    rows = session.execute(
        select(Respondent.key, Respondent.group_name, Neighbourhood.city, Neighbourhood.name)
        .join(both, both.c.respondent_id == Respondent.id)
        .join(Neighbourhood, Neighbourhood.id == both.c.neighbourhood_id)
    )
    found: dict[Source, set[str]] = {}
    for key, group, city, name in rows:
        found.setdefault(Source(group, city, name), set()).add(key)
    return found
