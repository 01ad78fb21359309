"""What lies in the queues: open suggestions and undetermined codings over all transcripts, with words around them."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, exists, false, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Code,
    Coding,
    CodingAttribute,
    Neighbourhood,
    Respondent,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries import latest
from qualcode.db.queries.order import below
from qualcode.db.queries.proposed import longest_coding, shown_suggestions
from qualcode.domain.coding import CodingState, Source
from qualcode.domain.study import StudySettings


class PlaceRow(NamedTuple):
    """Where a suggestion or coding stands: the turn in which it begins, and the turn before; code points."""

    id: int
    version: int
    transcript: str
    kind: str
    start: int
    end: int
    code: str
    turn: int
    label: str
    role: str
    respondent: str | None
    group: str | None
    speech_start: int
    speech: str
    before_label: str | None
    before_role: str | None
    before: str | None


def current_versions(neighbourhood: str | None = None) -> Select[int]:
    """Query of the current version of every transcript, or of those about a neighbourhood."""
    query = latest.current_versions()
    if neighbourhood is None:
        return query
    about = select(TranscriptNeighbourhood.transcript_id).join(
        Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id
    )
    return query.where(TranscriptVersion.transcript_id.in_(about.where(Neighbourhood.key == neighbourhood)))


def count_open(
    session: Session, settings: StudySettings, coder_id: int, versions: Select[int], code: str | None
) -> int:
    """How many suggestions are open to a coder in some versions, of all codes or one with all below it."""
    query = shown_suggestions(settings, coder_id, longest=longest_coding(session, coder_id))
    query = query.where(Suggestion.version_id.in_(versions))
    if code is not None:
        query = query.where(Suggestion.code_id.in_(below(code)))
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def places(session: Session, what: type[Suggestion] | type[Coding], ids: Collection[int]) -> dict[int, PlaceRow]:
    """Suggestion or coding -> the words around it."""
    before, speaker_before = aliased(Turn), aliased(Speaker)
    rows = session.execute(
        select(
            what.id,
            what.version_id,
            Transcript.name,
            Transcript.kind,
            what.start_char,
            what.end_char,
            Code.key,
            Turn.number,
            Speaker.label,
            Speaker.role,
            Respondent.key,
            Respondent.group_name,
            Turn.speech_start,
            _speech(Turn),
            speaker_before.label,
            speaker_before.role,
            _speech(before),
        )
        .join(Code, Code.id == what.code_id)
        .join(TranscriptVersion, TranscriptVersion.id == what.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .join(Turn, _begins_in(Turn, what))
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .outerjoin(before, and_(before.version_id == Turn.version_id, before.number == Turn.number - 1))
        .outerjoin(speaker_before, speaker_before.id == before.speaker_id)
        .where(what.id.in_(ids))
    )
    return {row[0]: PlaceRow._make(row) for row in rows}


def _speech(turn: type[Turn]) -> ColumnElement[str]:
    start, length = turn.speech_start + 1, turn.speech_end - turn.speech_start
    return func.substr(TranscriptVersion.text, cast(start, Integer), cast(length, Integer))  # no 64 bits on PostgreSQL


def _begins_in(turn: type[Turn], what: type[Suggestion] | type[Coding]) -> ColumnElement[bool]:
    return and_(turn.version_id == what.version_id, turn.start_char <= what.start_char, turn.end_char > what.start_char)


def neighbourhoods(session: Session, transcripts: Collection[str]) -> dict[str, list[str]]:
    """Transcript -> names of the neighbourhoods that it is about, sorted."""
    query = (
        select(Transcript.name, Neighbourhood.name)
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.transcript_id == Transcript.id)
        .join(Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id)
        .where(Transcript.name.in_(transcripts))
        .order_by(Neighbourhood.name)
    )
    found: dict[str, list[str]] = {}
    for transcript, name in session.execute(query):
        found.setdefault(transcript, []).append(name)
    return found


def undetermined(
    session: Session,
    coder_id: int,
    required: Mapping[str, Sequence[str]],
    versions: Select[int],
    *,
    code: str | None = None,
    after: int = 0,
    limit: int = 30,
) -> list[int]:
    """This coder's codings that lack a value chosen by a person, in order; `required` is attribute -> codes."""
    query = _undetermined(coder_id, required, versions, code).where(Coding.id > after)
    return list(session.scalars(query.order_by(Coding.id).limit(limit)))


def count_undetermined(
    session: Session,
    coder_id: int,
    required: Mapping[str, Sequence[str]],
    versions: Select[int],
    code: str | None = None,
) -> int:
    """How many codings of this coder lack a value chosen by a person."""
    query = _undetermined(coder_id, required, versions, code)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def count_newly_undetermined(
    session: Session, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]], versions: Select[int]
) -> int:
    """How many codings, of all coders, lack what `after` asks for and nothing that `before` asks for."""
    if before == after:
        return 0
    query = select(func.count()).select_from(Coding).join(Code, Code.id == Coding.code_id)
    waits = (Coding.state == CodingState.CONFIRMED.value, Coding.version_id.in_(versions))
    return session.scalar(query.where(*waits, _lacks(after), not_(_lacks(before)))) or 0


def _undetermined(
    coder_id: int, required: Mapping[str, Sequence[str]], versions: Select[int], code: str | None
) -> Select[int]:
    query = (
        select(Coding.id)
        .join(Code, Code.id == Coding.code_id)
        .where(
            Coding.coder_id == coder_id,
            Coding.state == CodingState.CONFIRMED.value,
            Coding.version_id.in_(versions),
            _lacks(required),
        )
    )
    return query if code is None else query.where(Coding.code_id.in_(below(code)))


def _lacks(required: Mapping[str, Sequence[str]]) -> ColumnElement[bool]:
    """A coding lacks a value, chosen by a person, of an attribute that its code requires."""
    lacks = [
        and_(
            Code.key.in_(codes),
            ~exists().where(
                CodingAttribute.coding_id == Coding.id,
                CodingAttribute.attribute == attribute,
                CodingAttribute.source == Source.PERSON.value,
            ),
        )
        for attribute, codes in required.items()
    ]
    return or_(false(), *lacks)
