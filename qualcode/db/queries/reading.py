"""What a coder sees of one transcript: turns, codings, memos, and how far the reading went; see also `proposed`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Code,
    Coder,
    Coding,
    CodingAttribute,
    Memo,
    Neighbourhood,
    ReadMark,
    ReadTurn,
    Respondent,
    Speaker,
    Transcript,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries.codebook import same_meaning
from qualcode.db.queries.latest import is_latest_mark
from qualcode.domain.coding import CodingState

IdQuery = Select[int]
"""A query of coding numbers."""


class VersionRow(NamedTuple):
    """The current version of a transcript."""

    transcript_id: int
    version_id: int
    name: str
    kind: str
    notice: str


class TurnRow(NamedTuple):
    """One turn with its speaker; positions in code points of the version."""

    number: int
    label: str
    role: str
    respondent: str | None
    group: str | None
    speech_start: int
    speech_end: int
    start_ms: int | None


class CodingRow(NamedTuple):
    """One confirmed coding, without its attributes."""

    id: int
    start: int
    end: int
    code: str
    coder: str
    suggestion: int | None
    place: str
    neighbourhood: str | None


class MemoRow(NamedTuple):
    """The memo that counts on a coding, or that a coder has on a transcript."""

    id: int
    text: str


def current(session: Session, name: str) -> VersionRow | None:
    """The current version of the transcript called `name`."""
    row = session.execute(
        select(Transcript.id, TranscriptVersion.id, Transcript.name, Transcript.kind, Transcript.notice)
        .join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
        .where(Transcript.name == name)
        .order_by(TranscriptVersion.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else VersionRow(*row)


def neighbours(session: Session, name: str) -> tuple[str | None, str | None]:
    """Names of the transcripts before and after one, None at the ends."""
    before = select(func.max(Transcript.name)).where(Transcript.name < name)
    after = select(func.min(Transcript.name)).where(Transcript.name > name)
    return session.scalar(before), session.scalar(after)


def place_of(session: Session, version_id: int, coding: int) -> tuple[int, int] | None:
    """Span of a coding of a version, whatever its state."""
    query = select(Coding.start_char, Coding.end_char).where(Coding.id == coding, Coding.version_id == version_id)
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def text_of(session: Session, version_id: int) -> str:
    """The text of a version."""
    return session.scalars(select(TranscriptVersion.text).where(TranscriptVersion.id == version_id)).one()


def turns(session: Session, version_id: int) -> list[TurnRow]:
    """All turns of a version, in order."""
    rows = session.execute(
        select(
            Turn.number,
            Speaker.label,
            Speaker.role,
            Respondent.key,
            Respondent.group_name,
            Turn.speech_start,
            Turn.speech_end,
            Turn.start_ms,
        )
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Turn.version_id == version_id)
        .order_by(Turn.number)
    )
    return [TurnRow(*row) for row in rows]


def _codings() -> Select[int, int, int, str, str, int | None, str, str | None]:
    place = (Coding.start_char, Coding.end_char)
    return (
        select(Coding.id, *place, Code.key, Coder.name, Coding.suggestion_id, Coding.place, Neighbourhood.key)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == Coding.neighbourhood_id)
        .where(Coding.state == CodingState.CONFIRMED.value)
        .order_by(Coding.start_char, Coding.end_char, Coding.id)
    )


def codings_of_version(session: Session, version_id: int, only_coder: str | None = None) -> list[CodingRow]:
    """Confirmed codings of a version, of everybody or of one coder."""
    query = _codings().where(Coding.version_id == version_id)
    if only_coder is not None:
        query = query.where(Coder.name == only_coder)
    return [CodingRow(*row) for row in session.execute(query)]


def codings_by_id(session: Session, ids: Sequence[int]) -> list[CodingRow]:
    """These codings, as far as they are confirmed."""
    return [CodingRow(*row) for row in session.execute(_codings().where(Coding.id.in_(ids)))] if ids else []


def quotes_of(session: Session, codings: Iterable[int]) -> dict[int, str]:
    """Coding -> its quote, for those of these codings that are confirmed."""
    ids = sorted(set(codings))
    query = select(Coding.id, Coding.exact).where(Coding.id.in_(ids), Coding.state == CodingState.CONFIRMED.value)
    return {row.id: row.exact for row in session.execute(query)} if ids else {}


def attributes_of(session: Session, codings: IdQuery) -> dict[int, list[tuple[str, str, str]]]:
    """Coding -> (attribute, value, source), for the codings that a query selects."""
    query = select(
        CodingAttribute.coding_id, CodingAttribute.attribute, CodingAttribute.value, CodingAttribute.source
    ).where(CodingAttribute.coding_id.in_(codings))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for coding, attribute, value, source in session.execute(query):
        found.setdefault(coding, []).append((attribute, value, source))
    return found


def memos_of(session: Session, codings: IdQuery) -> dict[int, str]:
    """Coding -> text of the memo that counts, for the codings that a query selects."""
    query = select(Memo.coding_id, Memo.text).where(Memo.coding_id.in_(codings)).order_by(Memo.id)
    return {coding: text for coding, text in session.execute(query) if coding is not None}


def ids_of_version(version_id: int) -> IdQuery:
    """Query of the confirmed codings of a version."""
    return select(Coding.id).where(Coding.version_id == version_id, Coding.state == CodingState.CONFIRMED.value)


def ids_among(ids: Sequence[int]) -> IdQuery:
    """Query of given codings."""
    return select(Coding.id).where(Coding.id.in_(ids))


def latest_memo(session: Session, coding: int) -> MemoRow | None:
    """The memo that counts on a coding."""
    row = session.execute(
        select(Memo.id, Memo.text).where(Memo.coding_id == coding).order_by(Memo.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else MemoRow(*row)


def read_in_full(session: Session, version_id: int, coder_id: int, codebook_version_id: int) -> bool:
    """Whether a coder's latest mark says that a transcript was read in full, with codes that meant what they mean."""
    return bool(
        session.scalar(
            select(ReadMark.in_full)
            .where(
                ReadMark.version_id == version_id,
                ReadMark.coder_id == coder_id,
                ReadMark.codebook_version_id.in_(same_meaning(codebook_version_id)),
            )
            .order_by(ReadMark.id.desc())
            .limit(1)
        )
    )


def read_under(session: Session, version_id: int, coder_id: int, codebook_version_id: int) -> list[int]:
    """The codebook versions under which a coder's mark stands, of those in which codes meant what they mean."""
    query = select(ReadMark.codebook_version_id).where(
        ReadMark.version_id == version_id,
        ReadMark.coder_id == coder_id,
        ReadMark.codebook_version_id.in_(same_meaning(codebook_version_id)),
        ReadMark.in_full,
        is_latest_mark(),
    )
    return list(session.scalars(query))


def read_upto(session: Session, version_id: int, coder_id: int) -> int:
    """Number of the last turn that a coder has read, 0 before the first."""
    return (
        session.scalar(
            select(ReadTurn.turn_number).where(ReadTurn.version_id == version_id, ReadTurn.coder_id == coder_id)
        )
        or 0
    )


def remember_turn(session: Session, version_id: int, coder_id: int, turn: int) -> int:
    """The last turn read, after `turn` was; it never goes back."""
    before = read_upto(session, version_id, coder_id)
    if turn <= before:
        return before
    if before:
        where = (ReadTurn.version_id == version_id, ReadTurn.coder_id == coder_id)
        session.execute(update(ReadTurn).where(*where).values(turn_number=turn))
    else:
        session.execute(insert(ReadTurn).values(version_id=version_id, coder_id=coder_id, turn_number=turn))
    return turn


def names_of_transcripts(session: Session) -> list[str]:
    """Names of all transcripts, sorted."""
    return list(session.scalars(select(Transcript.name).order_by(Transcript.name)))
