"""Opening a transcript to code: everything that the coding page shows, in a handful of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from qualcode.db.queries import margins, proposed, reading
from qualcode.db.queries.codebook import working_codebook
from qualcode.db.queries.margins import AreaRow, NoteRow
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Display, Place
from qualcode.errors import NotFoundError, said, short
from qualcode.workflow import waiting
from qualcode.workflow.study import known_coder, view
from qualcode.workflow.waiting import Waiting

QUOTE = 80
"""Characters of a quote that an explanation shows at most."""


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn as it is read; `start` is the position of `text` in the version, code points."""

    number: int
    label: str
    role: str
    respondent: str | None
    group: str | None
    start: int
    text: str
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class CodingView:
    """A confirmed coding as it is shown.

    Attributes:
        sources: Attribute -> who set its value.
        neighbourhood: Id of the neighbourhood that the passage is about, None for that of the transcript.
    """

    id: int
    start: int
    end: int
    code: str
    attributes: Mapping[str, str]
    sources: Mapping[str, str]
    coder: str
    mine: bool
    suggestion: int | None
    memo: str
    elsewhere: bool
    neighbourhood: str | None


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A suggestion as it is shown; `verdict` None means open.

    `explanation` is as `Explanation` stores it; `carried` is the decision that came along from the text before, if one
    did, later ones higher. `quotes` holds the start of the codings that it calls nearest.
    """

    id: int
    start: int
    end: int
    code: str
    score: float
    attributes: Mapping[str, str]
    explanation: Sequence[Mapping[str, Any]]
    verdict: str | None
    carried: int | None
    quotes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Desktop:
    """A transcript on a coder's desk.

    Attributes:
        areas: Neighbourhoods of the study.
        notes: Memos on the transcript, of everybody that this coder may see.
        waiting: The coder's own codings that lost their place.
        likely: Codes to offer first where one is chosen; no suggestions.
    """

    transcript: str
    coder: str
    version: int
    kind: str
    notice: str
    turns: Sequence[TurnView]
    codings: Sequence[CodingView]
    suggestions: Sequence[SuggestionView]
    codebook: Codebook
    display: Display
    read_upto: int
    read_in_full: bool
    areas: Sequence[AreaRow]
    notes: Sequence[NoteRow]
    waiting: Sequence[Waiting]
    open_coding: bool
    likely: Sequence[proposed.LikelyRow]


def open_transcript(session: Session, name: str, coder: str) -> Desktop:
    """A transcript's current version with what this coder may see of it.

    A study that shows no suggestions is blind: colleagues' codings are hidden too.

    Raises:
        NotFoundError: There is no such transcript.
        ConflictError: The study has no codebook.
    """
    version = reading.current(session, name)
    if version is None:
        kind = said("transcript")
        raise NotFoundError(kind, name)
    settings, number = view(session).settings, known_coder(session, coder)
    codebook_version, codebook, _rows = working_codebook(session)
    blind = settings.display is Display.NEVER
    text = reading.text_of(session, version.version_id)
    unseen = blind or settings.open_coding
    suggestions = [] if unseen else proposed.suggestions_of_version(session, version.version_id, settings, number)
    rows = reading.codings_of_version(session, version.version_id, coder if blind else None)
    return Desktop(
        transcript=version.name,
        coder=coder,
        version=version.version_id,
        kind=version.kind,
        notice=version.notice,
        turns=[_turn(row, text) for row in reading.turns(session, version.version_id)],
        codings=_views(session, rows, coder, reading.ids_of_version(version.version_id)),
        suggestions=_suggestions(session, suggestions),
        codebook=codebook,
        display=Display.NEVER if unseen else settings.display,
        open_coding=settings.open_coding,
        read_upto=reading.read_upto(session, version.version_id, number),
        read_in_full=reading.read_in_full(session, version.version_id, number, codebook_version.id),
        areas=margins.areas(session, version.transcript_id),
        notes=[row for row in margins.notes(session, version.transcript_id) if not blind or row.coder == coder],
        waiting=waiting.own(session, version.name, coder),
        likely=[] if unseen else proposed.likely_of_version(session, version.version_id, settings, number),
    )


def neighbours(session: Session, name: str) -> tuple[str | None, str | None]:
    """The transcripts before and after one, by name."""
    return reading.neighbours(session, name)


def place_of(session: Session, version_id: int, coding: int) -> tuple[int, int] | None:
    """Where a coding of a version stands, also when it counts no longer; None if it is not there."""
    return reading.place_of(session, version_id, coding)


def codings(session: Session, ids: Sequence[int], coder: str) -> list[CodingView]:
    """These codings as they are shown to a coder, as far as they are confirmed."""
    return _views(session, reading.codings_by_id(session, ids), coder, reading.ids_among(ids))


def codes_to_choose(session: Session) -> Codebook:
    """The codebook with the provisional codes beside it."""
    return working_codebook(session)[1]


def _suggestions(session: Session, rows: Sequence[proposed.SuggestionRow]) -> list[SuggestionView]:
    named = {row.id: [number for why in row.explanation for number in why.get("nearest", ())] for row in rows}
    quotes = quotes_of(session, [number for numbers in named.values() for number in numbers])
    return [SuggestionView(*row, {n: quotes[n] for n in named[row.id] if n in quotes}) for row in rows]


def quotes_of(session: Session, codings: Iterable[int]) -> dict[int, str]:
    """Coding -> the start of its quote, as an explanation shows it; those that count no longer are left out."""
    return {number: short(exact, QUOTE) for number, exact in reading.quotes_of(session, codings).items()}


def _turn(row: reading.TurnRow, text: str) -> TurnView:
    speech = text[row.speech_start : row.speech_end]
    return TurnView(row.number, row.label, row.role, row.respondent, row.group, row.speech_start, speech, row.start_ms)


def _views(session: Session, rows: Sequence[reading.CodingRow], coder: str, ids: reading.IdQuery) -> list[CodingView]:
    attributes, memos = reading.attributes_of(session, ids), reading.memos_of(session, ids)
    return [
        CodingView(
            id=row.id,
            start=row.start,
            end=row.end,
            code=row.code,
            attributes={name: value for name, value, _ in attributes.get(row.id, ())},
            sources={name: source for name, _, source in attributes.get(row.id, ())},
            coder=row.coder,
            mine=row.coder == coder,
            suggestion=row.suggestion,
            memo=memos.get(row.id, ""),
            elsewhere=row.place == Place.ELSEWHERE.value,
            neighbourhood=row.neighbourhood,
        )
        for row in rows
    ]
