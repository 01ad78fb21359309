"""What is erased already of what respondents say, and what would have to be."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Coding,
    Memo,
    MemoTopic,
    Redaction,
    Run,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptVersion,
    Turn,
)
from qualcode.domain.coding import CodingState
from qualcode.domain.memo import MemoKind, TopicKind
from qualcode.domain.ranking import BEFORE
from qualcode.domain.span import CONTEXT_LENGTH, Span


class Said(NamedTuple):
    """A turn of a respondent; the span is that of the speech, in code points of the version."""

    turn: int
    version: int
    span: Span


def said_by(session: Session, respondent: int) -> list[Said]:
    """The turns of a respondent in all versions that are not erased yet, in order."""
    done = and_(
        Redaction.version_id == Turn.version_id,
        Redaction.start_char <= Turn.speech_start,
        Redaction.end_char >= Turn.speech_end,
    )
    query = (
        select(Turn.id, Turn.version_id, Turn.speech_start, Turn.speech_end)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .where(Speaker.respondent_id == respondent, ~select(Redaction.id).where(done).exists())
        .order_by(Turn.version_id, Turn.number)
    )
    return [Said(turn, version, Span(start, end)) for turn, version, start, end in session.execute(query)]


def names_of(session: Session, versions: Collection[int]) -> tuple[str, ...]:
    """Names of the transcripts of these versions, sorted."""
    query = select(Transcript.name).join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
    return tuple(sorted(set(session.scalars(query.where(TranscriptVersion.id.in_(versions))))))


def texts(session: Session, versions: Collection[int]) -> dict[int, str]:
    """Version -> its text."""
    query = select(TranscriptVersion.id, TranscriptVersion.text).where(TranscriptVersion.id.in_(versions))
    return dict(session.execute(query).all())


def codings_near(session: Session, version: int, spans: Sequence[Span], around: int = CONTEXT_LENGTH) -> list[Coding]:
    """The codings of a version, in any state, that hold a character of the spans, or have one within so many around."""
    rows = session.scalars(select(Coding).where(Coding.version_id == version).order_by(Coding.id))
    wide = [Span(span.start - around, span.end + around) for span in spans]
    return [row for row in rows if any(Span(row.start_char, row.end_char).overlaps(span) for span in wide)]


def codings_of(session: Session, spoken: Sequence[Said]) -> list[int]:
    """The codings, in any state, that hold a character of these turns."""
    spans: dict[int, list[Span]] = {}
    for each in spoken:
        spans.setdefault(each.version, []).append(each.span)
    return [row.id for version in spans for row in codings_near(session, version, spans[version], around=0)]


STANDING = (CodingState.CONFIRMED.value, CodingState.ORPHAN.value)
"""States of codings that are withdrawn when their words are erased."""


def suggestions_on(session: Session, version: int, spans: Sequence[Span]) -> list[int]:
    """The suggestions of a version on a character of the spans."""
    rows = session.execute(
        select(Suggestion.id, Suggestion.start_char, Suggestion.end_char).where(Suggestion.version_id == version)
    )
    return [number for number, start, end in rows if any(Span(start, end).overlaps(span) for span in spans)]


class Reasoned(NamedTuple):
    """A suggestion with the words that it names as its reasons; the span is in code points of the version."""

    id: int
    span: Span
    terms: frozenset[str]


def reasoned_after(session: Session, version: int, spans: Sequence[Span]) -> list[Reasoned]:
    """The suggestions of a version with words as reasons, in turns whose context may hold a character of the spans."""
    turns = select(Turn.start_char).where(Turn.version_id == version).order_by(Turn.start_char)
    starts = list(session.scalars(turns))
    columns = (Suggestion.id, Suggestion.start_char, Suggestion.end_char, Suggestion.explanation)
    found: list[Reasoned] = []
    for number, start, end, explanation in session.execute(select(*columns).where(Suggestion.version_id == version)):
        context = Span(max(0, starts[bisect_right(starts, start) - 1] - BEFORE), end)
        terms = frozenset(term for why in explanation for term in why.get("terms", ()))
        if terms and any(context.overlaps(span) for span in spans):
            found.append(Reasoned(number, Span(start, end), terms))
    return found


def memos_about(session: Session, respondent: str, codings: Collection[int]) -> dict[int, str]:
    """Memo -> text of the memos with one that are about a respondent or on these codings; decisions are left out.

    They tell on what ground something was done, and by the words on the screen hold no names.
    """
    numbers = [str(number) for number in codings]
    about = select(MemoTopic.memo_id).where(
        or_(
            and_(MemoTopic.kind == TopicKind.RESPONDENT.value, MemoTopic.key == respondent),
            and_(MemoTopic.kind == TopicKind.CODING.value, MemoTopic.key.in_(numbers)),
        )
    )
    known = select(Redaction.memo_id).where(Redaction.memo_id.is_not(None))
    query = select(Memo.id, Memo.text).where(
        or_(Memo.coding_id.in_(codings), Memo.id.in_(about)),
        Memo.kind != MemoKind.DECISION.value,
        Memo.text != "",
        Memo.id.not_in(known),
    )
    return dict(session.execute(query.order_by(Memo.id)).all())


def exports(session: Session) -> int:
    """Number of files and folders that were taken out."""
    return session.scalar(select(func.count()).select_from(Run).where(Run.kind == "export")) or 0


def places(session: Session) -> Mapping[int, list[Span]]:
    """Version -> what was erased in it, in order."""
    query = select(Redaction.version_id, Redaction.start_char, Redaction.end_char).where(
        Redaction.version_id.is_not(None)
    )
    found: dict[int, list[Span]] = {}
    for version, start, end in session.execute(query.order_by(Redaction.id)):
        found.setdefault(version or 0, []).append(Span(start or 0, end or 0))  # none of them is missing
    return found


def erased_labels(session: Session, transcript: int) -> set[str]:
    """Labels of those in a transcript whose words were erased."""
    query = (
        select(Speaker.label)
        .join(Redaction, Redaction.respondent_id == Speaker.respondent_id)
        .join(TranscriptVersion, TranscriptVersion.id == Redaction.version_id)
        .where(Speaker.transcript_id == transcript, TranscriptVersion.transcript_id == transcript)
    )
    return set(session.scalars(query.distinct()))


class Left(NamedTuple):
    """A version of which words were erased: the SHA-256 of its file, and turn by turn what is said."""

    source_sha256: str
    speech: tuple[str, ...]


def left_of(session: Session) -> list[Left]:
    """What is left of every version of which words were erased."""
    versions = select(Redaction.version_id).where(Redaction.version_id.is_not(None))
    query = (
        select(TranscriptVersion.id, TranscriptVersion.source_sha256, TranscriptVersion.text)
        .where(TranscriptVersion.id.in_(versions))
        .order_by(TranscriptVersion.id)
    )
    return [Left(sha256, _speech(session, number, text)) for number, sha256, text in session.execute(query).all()]


def _speech(session: Session, version: int, text: str) -> tuple[str, ...]:
    query = select(Turn.speech_start, Turn.speech_end).where(Turn.version_id == version).order_by(Turn.number)
    return tuple(text[start:end] for start, end in session.execute(query))
