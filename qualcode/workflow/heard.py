"""What is heard in a transcript: the turns that can be evidence, with their text."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Speaker, Transcript, TranscriptVersion, Turn
from qualcode.domain.span import Span
from qualcode.domain.transcript import Kind, Role
from qualcode.domain.transcript import Turn as TurnValue


class Source(NamedTuple):
    """A transcript version to be read: its text and the turns that can be evidence."""

    version_id: int
    sha256: str
    words: int
    text: str
    turns: Sequence[TurnValue]


def source(session: Session, version_id: int) -> Source:
    """What the lexicon reads of a version: respondents' turns, or every turn of a document."""
    row = session.execute(
        select(TranscriptVersion.text, TranscriptVersion.sha256, TranscriptVersion.words, Transcript.kind)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(TranscriptVersion.id == version_id)
    ).one()
    query = (
        select(Turn.number, Speaker.label, Turn.start_char, Turn.end_char, Turn.speech_start, Turn.speech_end)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .where(Turn.version_id == version_id)
        .order_by(Turn.number)
    )
    if row.kind != Kind.DOCUMENT.value:
        query = query.where(Speaker.role == _heard(session, version_id).value)
    turns = [
        TurnValue(number, label, Role.RESPONDENT, Span(start, end), Span(speech_start, speech_end))
        for number, label, start, end, speech_start, speech_end in session.execute(query)
    ]
    return Source(version_id, row.sha256, row.words, row.text, turns)


def _heard(session: Session, version_id: int) -> Role:
    """Whose turns are read: respondents', or those of nobody known in a text without labels."""
    query = select(Speaker.role).join(Turn, Turn.speaker_id == Speaker.id).where(Turn.version_id == version_id)
    roles = set(session.scalars(query.distinct()))
    return Role.UNKNOWN if roles == {Role.UNKNOWN.value} else Role.RESPONDENT
