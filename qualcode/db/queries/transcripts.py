"""The list of transcripts with its counts: a fixed number of queries, however many transcripts there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, exists, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Coding,
    Decision,
    Neighbourhood,
    ReadMark,
    ReadTurn,
    Respondent,
    RunTranscript,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries import waiting
from qualcode.db.queries.codebook import current_version, same_meaning
from qualcode.db.queries.latest import is_current, is_latest_decision, is_latest_mark
from qualcode.db.queries.proposed import DECIDED, longest_coding, shown_suggestions
from qualcode.domain.coding import CodingState, Display
from qualcode.domain.study import StudySettings
from qualcode.domain.transcript import Role


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One transcript with its counts, as one coder sees it.

    Attributes:
        month: `YYYY-MM`, None when unknown.
        cities: Of its neighbourhoods, sorted.
        neighbourhoods: Names, sorted; several mean that codings must be assigned.
        groups: Groups of its respondents, sorted.
        codings: Confirmed codings of everybody.
        suggested: Whether suggestions of the current version are there and shown.
        open: Suggestions that this coder has not decided on.
        decided: Suggestions that this coder has decided on.
        waiting: Codings of this coder that lost their place in a corrected transcript.
        read_upto: Number of the last turn that this coder has read, 0 before the first.
        read_in_full: Whether this coder marked it as read in full while every code meant what it means.
        read_by_anybody: Whether somebody did.
    """

    name: str
    kind: str
    month: str | None
    cities: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    groups: tuple[str, ...]
    words: int
    turns: int
    codings: int
    suggested: bool
    open: int
    decided: int
    waiting: int
    read_upto: int
    read_in_full: bool
    read_by_anybody: bool


def lines(session: Session, settings: StudySettings, coder_id: int) -> list[TranscriptLine]:
    """Every transcript in the order of its name."""
    (places, cities), groups = _places(session), _names(session, _GROUPS)
    blind = settings.display is Display.NEVER
    open_counts = {} if blind else _open(session, settings, coder_id)
    decided_counts = _decided(session, coder_id)
    waiting_counts = waiting.counts(session, coder_id)
    codebook = current_version(session)
    rows = session.execute(_transcripts(coder_id, codebook.id if codebook else 0))
    return [
        TranscriptLine(
            name=row.name,
            kind=row.kind,
            month=row.month,
            cities=cities.get(row.id, ()),
            neighbourhoods=places.get(row.id, ()),
            groups=groups.get(row.id, ()),
            words=row.words,
            turns=row.turns or 0,
            codings=row.codings,
            suggested=row.suggested and not blind,
            open=open_counts.get(row.version_id, 0),
            decided=decided_counts.get(row.version_id, 0),
            waiting=waiting_counts.get(row.id, 0),
            read_upto=row.read_upto or 0,
            read_in_full=bool(row.read_in_full),
            read_by_anybody=row.read_by_anybody,
        )
        for row in rows
    ]


def _transcripts(coder_id: int, codebook_version_id: int) -> Select[Any]:
    version = TranscriptVersion
    return (
        select(
            Transcript.id,
            Transcript.name,
            Transcript.kind,
            Transcript.month,
            version.id.label("version_id"),
            version.words,
            _one(select(func.max(Turn.number)).where(Turn.version_id == version.id)).label("turns"),
            _one(
                select(func.count()).where(Coding.version_id == version.id, Coding.state == CodingState.CONFIRMED.value)
            ).label("codings"),
            exists().where(RunTranscript.version_id == version.id).label("suggested"),
            _one(
                select(ReadTurn.turn_number).where(ReadTurn.version_id == version.id, ReadTurn.coder_id == coder_id)
            ).label("read_upto"),
            _one(
                select(ReadMark.in_full)
                .where(
                    ReadMark.version_id == version.id,
                    ReadMark.coder_id == coder_id,
                    ReadMark.codebook_version_id.in_(same_meaning(codebook_version_id)),
                )
                .order_by(ReadMark.id.desc())
                .limit(1)
            ).label("read_in_full"),
            exists()
            .where(
                ReadMark.version_id == version.id,
                ReadMark.codebook_version_id.in_(same_meaning(codebook_version_id)),
                ReadMark.in_full,
                is_latest_mark(),
            )
            .label("read_by_anybody"),
        )
        .join(version, version.transcript_id == Transcript.id)
        .where(is_current())
        .order_by(Transcript.name)
    )


def _one(query: Select[Any]) -> ColumnElement[Any]:
    return query.correlate(TranscriptVersion).scalar_subquery()


Names = dict[int, tuple[str, ...]]
"""Transcript -> names, sorted."""


def _places(session: Session) -> tuple[Names, Names]:
    """(neighbourhoods, cities)."""
    rows = session.execute(
        select(TranscriptNeighbourhood.transcript_id, Neighbourhood.name, Neighbourhood.city).join(
            Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id
        )
    ).all()
    names = _sorted((number, name) for number, name, _ in rows)
    return names, _sorted((number, city) for number, _, city in rows)


_GROUPS = (
    select(Speaker.transcript_id, Respondent.group_name)
    .distinct()
    .join(Respondent, Respondent.id == Speaker.respondent_id)
    .where(Speaker.role == Role.RESPONDENT.value)
)


def _names(session: Session, query: Select[int, str]) -> Names:
    return _sorted((number, name) for number, name in session.execute(query))


def _sorted(pairs: Iterable[tuple[int, str]]) -> Names:
    found: dict[int, set[str]] = {}
    for number, name in pairs:
        found.setdefault(number, set()).add(name)
    return {number: tuple(sorted(names)) for number, names in found.items()}


def _open(session: Session, settings: StudySettings, coder_id: int) -> dict[int, int]:
    shown = shown_suggestions(settings, coder_id, longest=longest_coding(session, coder_id)).subquery()
    query = select(shown.c.version_id, func.count()).group_by(shown.c.version_id)
    return dict(session.execute(query).all())


def _decided(session: Session, coder_id: int) -> dict[int, int]:
    query = (
        select(Suggestion.version_id, func.count(distinct(Decision.suggestion_id)))
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .where(Decision.coder_id == coder_id, Decision.verdict.in_(DECIDED), is_latest_decision())
        .group_by(Suggestion.version_id)
    )
    return dict(session.execute(query).all())
