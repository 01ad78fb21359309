"""Queue: what waits for a coder over all transcripts, the most useful first, with enough around it to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Suggestion, TranscriptVersion
from qualcode.db.queries import queue, reading
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.latest import is_read_in_full
from qualcode.db.queries.order import Key, Order, next_suggestions
from qualcode.db.queries.proposed import likely_beside
from qualcode.domain.attribute_use import required_codes
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Display
from qualcode.workflow import repeat
from qualcode.workflow.reading import quotes_of
from qualcode.workflow.study import known_coder, view

__all__ = ["Key", "Order"]

AHEAD = 100
"""Items that are handed out at once, so that the next one is there before it is asked for."""


class Reach(StrEnum):
    """Which transcripts a queue goes through."""

    READ = "read"
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to go through; an empty field leaves everything in.

    Attributes:
        code: This code and all below it.
        neighbourhood: Transcripts that are about it.
        reach: Only what somebody, or this coder, has read in full; else everything.
    """

    order: Order = Order.LIKELY
    code: str = ""
    neighbourhood: str = ""
    reach: Reach = Reach.READ


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody said; `start` is the place of `text` in the version, code points."""

    label: str
    role: str
    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion to decide on, or a coding to determine, with the words around it.

    Attributes:
        here: The turn in which it begins.
        before: The turn before, None for the first.
        after: The place in the queue, for asking what comes next.
        score: Of a suggestion, None for a coding.
        sources: Of a coding, attribute -> who set it.
        explanation: Of a suggestion, as `Explanation` stores it.
        quotes: The start of the codings that explanations call nearest.
        likely: Codes to offer first where another one is chosen; no suggestions.
    """

    id: int
    version: int
    transcript: str
    neighbourhoods: Sequence[str]
    turn: int
    respondent: str | None
    group: str | None
    here: Words
    before: Words | None
    start: int
    end: int
    code: str
    after: Key
    attributes: Mapping[str, str]
    score: float | None = None
    sources: Mapping[str, str] | None = None
    explanation: Sequence[Mapping[str, Any]] = ()
    quotes: Mapping[int, str] = field(default_factory=dict)
    likely: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """How many are open within reach, and in all transcripts."""

    within: int
    everywhere: int


def reaches(session: Session) -> list[Reach]:
    """What a coder may choose from; where suggestions appear after reading only what this coder has read."""
    shown = view(session).settings.display
    if shown is Display.NEVER:
        return []
    return [Reach.MINE] if shown is Display.AFTER_TURN else list(Reach)


def size(session: Session, coder: str, wanted: Wanted) -> Size:
    """How many suggestions are open to a coder."""
    settings, number = view(session).settings, known_coder(session, coder)

    def counted(reach: Reach) -> int:
        versions = _versions(number, wanted.neighbourhood, reach)
        return queue.count_open(session, settings, number, versions, wanted.code or None)

    within = counted(wanted.reach)
    return Size(within, within if wanted.reach is Reach.ALL or within else counted(Reach.ALL))


def suggestions(session: Session, coder: str, wanted: Wanted, after: Key | None = None) -> list[Item]:
    """The next open suggestions, with the words around them."""
    settings, number = view(session).settings, known_coder(session, coder)
    found = next_suggestions(
        session,
        settings,
        number,
        wanted.order,
        versions=_versions(number, wanted.neighbourhood, wanted.reach),
        code=wanted.code or None,
        after=after,
        limit=AHEAD,
    )
    ids = [each.id for each in found]
    places = queue.places(session, Suggestion, ids)
    areas = queue.neighbourhoods(session, {place.transcript for place in places.values()})
    stored = {row.id: row for row in session.scalars(select(Suggestion).where(Suggestion.id.in_(ids)))}
    near = [number for row in stored.values() for why in row.explanation for number in why.get("nearest", ())]
    quotes, likely = quotes_of(session, near), likely_beside(session, ids, settings, number)
    return [
        _item(
            places[each.id],
            areas,
            each.key,
            attributes=stored[each.id].attributes,
            score=each.score,
            explanation=stored[each.id].explanation,
            quotes=quotes,
            likely=likely.get(each.id, ()),
        )
        for each in found
        if each.id in places
    ]


def undetermined(session: Session, coder: str, wanted: Wanted, after: Key | None = None) -> list[Item]:
    """This coder's next codings that lack a required attribute, with the words around them."""
    number = known_coder(session, coder)
    ids = queue.undetermined(
        session,
        number,
        required_codes(codebook(session)),
        _versions(number, wanted.neighbourhood, Reach.ALL),
        code=wanted.code or None,
        after=int(after[0]) if after else 0,
        limit=AHEAD,
    )
    places = queue.places(session, Coding, ids)
    areas = queue.neighbourhoods(session, {place.transcript for place in places.values()})
    values = reading.attributes_of(session, reading.ids_among(ids))
    return [
        _item(
            places[each],
            areas,
            (each,),
            attributes={name: value for name, value, _ in values.get(each, ())},
            sources={name: source for name, _, source in values.get(each, ())},
        )
        for each in ids
        if each in places
    ]


def undetermined_size(session: Session, coder: str, wanted: Wanted) -> Size:
    """How many codings of this coder lack a required attribute."""
    number = known_coder(session, coder)
    versions = _versions(number, wanted.neighbourhood, Reach.ALL)
    open_now = queue.count_undetermined(
        session, number, required_codes(codebook(session)), versions, wanted.code or None
    )
    return Size(open_now, open_now)


def repeats(session: Session, coder: str, wanted: Wanted, suggestion: int) -> list[repeat.Found]:
    """The open suggestions within reach that repeat an accepted one word for word."""
    versions = _versions(known_coder(session, coder), "", wanted.reach)
    return repeat.repeats(session, coder, suggestion, versions=versions)


def codebook(session: Session) -> Codebook:
    """The codes to choose from.

    Raises:
        ConflictError: The study has no codebook.
    """
    return current_codebook(session)[1]


def _versions(coder_id: int, neighbourhood: str, reach: Reach) -> Select[int]:
    versions = queue.current_versions(neighbourhood or None)
    if reach is Reach.ALL:
        return versions
    return versions.where(is_read_in_full(TranscriptVersion.id, coder_id if reach is Reach.MINE else None))


def _item(
    place: queue.PlaceRow,
    areas: Mapping[str, Sequence[str]],
    key: Key,
    *,
    attributes: Mapping[str, str],
    score: float | None = None,
    sources: Mapping[str, str] | None = None,
    explanation: Sequence[Mapping[str, Any]] = (),
    quotes: Mapping[int, str] | None = None,
    likely: Sequence[str] = (),
) -> Item:
    before = None
    if place.before is not None:
        before = Words(place.before_label or "", place.before_role or "", place.before)
    return Item(
        id=place.id,
        version=place.version,
        transcript=place.transcript,
        neighbourhoods=areas.get(place.transcript, ()),
        turn=place.turn,
        respondent=place.respondent,
        group=place.group,
        here=Words(place.label, place.role, place.speech, place.speech_start),
        before=before,
        start=place.start,
        end=place.end,
        code=place.code,
        after=key,
        attributes=attributes,
        score=score,
        sources=sources,
        explanation=explanation,
        quotes=quotes or {},
        likely=likely,
    )
