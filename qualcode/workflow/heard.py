"""What is heard in a transcript: the turns that can be evidence, with their text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Respondent, Speaker, Transcript, TranscriptVersion, Turn
from qualcode.domain.provenance import canonical_json, text_digest
from qualcode.domain.respondent import Consent
from qualcode.domain.span import Span
from qualcode.domain.transcript import Kind, Role
from qualcode.domain.transcript import Turn as TurnValue


class Source(NamedTuple):
    """A transcript version to be read: its text and the turns that can be evidence.

    Turns whose respondent withdrew consent (`withheld`, by number) are not among them, and blank in the text.
    """

    version_id: int
    sha256: str
    words: int
    text: str
    turns: Sequence[TurnValue]
    withheld: Sequence[int] = ()


def source(session: Session, version_id: int) -> Source:
    """What is read of a version: turns of respondents whose consent stands, or every turn of a document."""
    row = session.execute(
        select(TranscriptVersion.text, TranscriptVersion.sha256, TranscriptVersion.words, Transcript.kind)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(TranscriptVersion.id == version_id)
    ).one()
    query = (
        select(
            Turn.number,
            Speaker.label,
            Turn.start_char,
            Turn.end_char,
            Turn.speech_start,
            Turn.speech_end,
            Respondent.consent,
        )
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Turn.version_id == version_id)
        .order_by(Turn.number)
    )
    if row.kind != Kind.DOCUMENT.value:
        query = query.where(Speaker.role == _heard(session, version_id).value)
    text, turns, withheld = row.text, [], []
    for number, label, start, end, speech_start, speech_end, consent in session.execute(query):
        if consent == Consent.WITHDRAWN.value:
            text = text[:start] + " " * (end - start) + text[end:]
            withheld.append(number)
            continue
        spoken = Span(speech_start, speech_end)
        turns.append(TurnValue(number, label, Role.RESPONDENT, Span(start, end), spoken))
    return Source(version_id, row.sha256, row.words, text, turns, withheld)


def input_digest(codebook: str, texts: Sequence[Source], depends_on: Mapping[str, object]) -> str:
    """SHA-256 (hex) over everything that a run's outcome depends on, but for the software.

    Of the codebook that is its digest; of a text its words, whose turns are read, and which are withheld.
    """
    heard = [[each.sha256, [turn.number for turn in each.turns], list(each.withheld)] for each in texts]
    return text_digest(canonical_json([codebook, dict(depends_on), heard]))


def withdrawn(session: Session) -> frozenset[int]:
    """The respondents who withdrew consent."""
    return frozenset(session.scalars(select(Respondent.id).where(Respondent.consent == Consent.WITHDRAWN.value)))


def _heard(session: Session, version_id: int) -> Role:
    """Whose turns are read: respondents', or those of nobody known in a text without labels."""
    query = select(Speaker.role).join(Turn, Turn.speaker_id == Speaker.id).where(Turn.version_id == version_id)
    roles = set(session.scalars(query.distinct()))
    return Role.UNKNOWN if roles == {Role.UNKNOWN.value} else Role.RESPONDENT
