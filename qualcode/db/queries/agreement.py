"""What two coders did with the same transcripts, in a fixed number of queries."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coder, Coding, Transcript, TranscriptVersion
from qualcode.db.queries.latest import is_current, is_read_in_full
from qualcode.db.queries.provisional import DEFINED
from qualcode.domain.agreement import Mark
from qualcode.domain.coding import CodingState
from qualcode.domain.span import Span

CONFIRMED = Coding.state == CodingState.CONFIRMED.value


@dataclass(frozen=True, slots=True)
class CodedMark:
    """One confirmed coding of a current version; `suggested` says whether suggestions were shown to the coder."""

    version_id: int
    coder: str
    mark: Mark
    suggested: bool


def coders(session: Session) -> list[str]:
    """Names of everybody with a confirmed coding, sorted."""
    query = select(Coder.name).where(exists().where(Coding.coder_id == Coder.id, CONFIRMED))
    return sorted(session.scalars(query))


def coded_by_both(session: Session, a: str, b: str) -> dict[int, str]:
    """Current version -> transcript, in order of name, for those that each coder coded or read in full."""
    query = (
        select(TranscriptVersion.id, Transcript.name)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(is_current(), _done_by(a), _done_by(b))
        .order_by(Transcript.name)
    )
    return dict(session.execute(query).all())


def _done_by(coder: str) -> ColumnElement[bool]:
    """The coder has a coding in the version, or marked it as read in full (and found nothing)."""
    who = select(Coder.id).where(Coder.name == coder).scalar_subquery()
    coded = exists().where(Coding.version_id == TranscriptVersion.id, Coding.coder_id == who, CONFIRMED)
    return or_(coded, is_read_in_full(TranscriptVersion.id, who))


def marks(session: Session, versions: list[int], coders: tuple[str, str]) -> list[CodedMark]:
    """The confirmed codings of the coders in the versions with codes of the codebook, in the order of the text."""
    query = (
        select(Coding.version_id, Coder.name, Code.key, Coding.start_char, Coding.end_char, Coding.suggestions_seen)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.version_id.in_(versions), Coder.name.in_(coders), CONFIRMED, DEFINED)
        .order_by(Coding.version_id, Coding.start_char, Coding.id)
    )
    return [
        CodedMark(version, coder, Mark(code, Span(start, end)), bool(seen))
        for version, coder, code, start, end, seen in session.execute(query)
    ]
