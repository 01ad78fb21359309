"""Claims against the evidence: the verdict on each, as the database stands."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, CodeClosure, CodingAttribute, EvidenceRow, Neighbourhood, Respondent, Transcript
from qualcode.domain.claim import Assessment, Claim, Rules, Voice
from qualcode.domain.coding import Source
from qualcode.domain.verdict import assess


def assess_all(session: Session, claims: Sequence[Claim], rules: Rules | None = None) -> dict[str, Assessment]:
    """Claim id -> its assessment, over all neighbourhoods of the study in order of id."""
    heard = voices(session)
    places = neighbourhoods(session)
    return {claim.id: assess(claim, heard, places, rules) for claim in claims}


def neighbourhoods(session: Session) -> list[str]:
    """Ids of all neighbourhoods, sorted."""
    return list(session.scalars(select(Neighbourhood.key).order_by(Neighbourhood.key)))


def voices(session: Session) -> list[Voice]:
    """Every coding of every respondent that counts; documents have no voice."""
    codes, values = _lines(session), _values(session)
    rows = session.execute(
        select(
            EvidenceRow.coding_id,
            Respondent.key,
            Respondent.group_name,
            Transcript.name,
            Neighbourhood.key,
            EvidenceRow.code_id,
        )
        .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .join(Transcript, Transcript.id == EvidenceRow.transcript_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == EvidenceRow.neighbourhood_id)
        .order_by(EvidenceRow.coding_id, Respondent.key)
    )
    return [
        Voice(coding, respondent, group, transcript, place, codes[code], values.get(coding, {}))
        for coding, respondent, group, transcript, place, code in rows
    ]


def _lines(session: Session) -> Mapping[int, frozenset[str]]:
    """Code -> its key and those above it."""
    found: dict[int, set[str]] = {}
    query = select(CodeClosure.descendant_id, Code.key).join(Code, Code.id == CodeClosure.ancestor_id)
    for code, key in session.execute(query):
        found.setdefault(code, set()).add(key)
    return {code: frozenset(keys) for code, keys in found.items()}


def _values(session: Session) -> Mapping[int, Mapping[str, str]]:
    """Coding -> attribute values that a person set."""
    found: dict[int, dict[str, str]] = {}
    query = select(CodingAttribute.coding_id, CodingAttribute.attribute, CodingAttribute.value).where(
        CodingAttribute.source == Source.PERSON.value
    )
    for coding, attribute, value in session.execute(query):
        found.setdefault(coding, {})[attribute] = value
    return found
