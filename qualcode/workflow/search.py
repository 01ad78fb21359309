"""Search: full text over the current transcripts, by lemma, the same on both databases."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, cast, func, select, tuple_
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Neighbourhood,
    Respondent,
    Speaker,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries import search as matching
from qualcode.db.queries.latest import current_versions
from qualcode.domain.search import Search, Term, parse_search
from qualcode.domain.span import Span
from qualcode.domain.transcript import Role
from qualcode.errors import NotFoundError, UsageError, said
from qualcode.nlp.lemma import fold, normalise
from qualcode.nlp.tokens import pieces


class Hit(NamedTuple):
    """A turn that answers a query; spans are code points of its version, `marks` the words that were found."""

    id: int
    transcript: str
    turn: int
    label: str
    role: str
    group: str | None
    neighbourhoods: tuple[str, ...]
    start: int
    text: str
    marks: tuple[Span, ...]


class Hits(NamedTuple):
    """One page of hits, the number of all of them, and the turn after which the next page begins (None: the last)."""

    total: int
    page: Sequence[Hit]
    after: int | None


def find(
    session: Session,
    query: str,
    *,
    respondents_only: bool = True,
    neighbourhood: str | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Hits:
    """Turns of current versions that answer `query` (see `domain.search`), in order of transcript and text.

    Raises:
        UsageError: The query has no word that must occur.
        NotFoundError: There is no turn `after`.
    """
    search = parsed(query)
    answering = turns(session, search, respondents_only=respondents_only, neighbourhood=neighbourhood)
    total = session.scalar(select(func.count()).select_from(answering.subquery())) or 0
    page = answering.order_by(*IN_ORDER).limit(limit + 1)
    if after is not None:
        page = page.where(tuple_(*IN_ORDER) > tuple_(*_place(session, after)))
    found = list(session.scalars(page))
    return Hits(total, hits(session, found[:limit], search), found[limit - 1] if len(found) > limit else None)


IN_ORDER = (Transcript.name, Turn.number)


def parsed(query: str) -> Search:
    """What a query asks for.

    Raises:
        UsageError: It has no word that must occur.
    """
    search = parse_search(query, normalise)
    if not search:
        msg = said("there is no word to look for; give at least one word that must occur")
        raise UsageError(msg)
    return search


def turns(session: Session, search: Search, *, respondents_only: bool, neighbourhood: str | None) -> Select[int]:
    """Query of the turns of current versions that answer a search, joined with speaker, version and transcript."""
    query = (
        select(Turn.id)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .join(TranscriptVersion, TranscriptVersion.id == Turn.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(Turn.id.in_(matching.turns(session, search)), Turn.version_id.in_(current_versions()))
    )
    if respondents_only:
        query = query.where(Speaker.role == Role.RESPONDENT.value)
    if neighbourhood is not None:
        in_place = (
            select(TranscriptNeighbourhood.transcript_id)
            .join(Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id)
            .where(Neighbourhood.key == neighbourhood)
        )
        query = query.where(TranscriptVersion.transcript_id.in_(in_place))
    return query


def speech() -> ColumnElement[str]:
    """What was said in a turn, out of the text of its version."""
    start, length = Turn.speech_start + 1, Turn.speech_end - Turn.speech_start
    return func.substr(TranscriptVersion.text, cast(start, Integer), cast(length, Integer))


def _place(session: Session, turn: int) -> tuple[str, int]:
    query = select(*IN_ORDER).select_from(Turn).join(TranscriptVersion, TranscriptVersion.id == Turn.version_id)
    query = query.join(Transcript, Transcript.id == TranscriptVersion.transcript_id).where(Turn.id == turn)
    place = session.execute(query).one_or_none()
    if place is None:
        kind = said("turn")
        raise NotFoundError(kind, str(turn))
    return place[0], place[1]


def hits(session: Session, numbers: Sequence[int], search: Search) -> list[Hit]:
    """These turns, with the words that were found, in order of transcript and text."""
    rows = session.execute(
        select(
            Turn.id,
            Transcript.id,
            Transcript.name,
            Turn.number,
            Speaker.label,
            Speaker.role,
            Respondent.group_name,
            Turn.speech_start,
            speech(),
        )
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .join(TranscriptVersion, TranscriptVersion.id == Turn.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(Turn.id.in_(numbers))
        .order_by(*IN_ORDER)
    ).all()
    places, marks = _neighbourhoods(session, {row[1] for row in rows}), marking(search)
    return [
        Hit(turn, name, number, label, role, group, places.get(transcript, ()), start, text, marks(text, start))
        for turn, transcript, name, number, label, role, group, start, text in rows
    ]


def _neighbourhoods(session: Session, transcripts: set[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(TranscriptNeighbourhood.transcript_id, Neighbourhood.name)
        .join(Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id)
        .where(TranscriptNeighbourhood.transcript_id.in_(transcripts))
        .order_by(Neighbourhood.name)
    )
    places: dict[int, tuple[str, ...]] = {}
    for transcript, name in session.execute(query):
        places[transcript] = (*places.get(transcript, ()), name)
    return places


def _marked(term: Term) -> list[Term]:
    """The term, and the one beside it."""
    return [term, *([Term((term.beside[0],), prefix=term.beside[1])] if term.beside else [])]


def marking(search: Search) -> Callable[[str, int], tuple[Span, ...]]:
    """A function from a text and its start to where the wanted words stand.

    A token counts when its search form belongs to a wanted term; each form is looked at once.
    """
    wanted = [word for terms in search for term in terms if not term.excluded for word in _marked(term)]

    @cache
    def shown(token: str) -> bool:
        forms, folded = normalise(token).split(), fold(token).split()
        return any(_shows(term, forms, folded) for term in wanted)

    def marks(text: str, start: int) -> tuple[Span, ...]:
        found, at = [], start
        for token, blank in pieces(text):
            if shown(token):
                found.append(Span(at, at + len(token)))
            at += len(token) + len(blank)
        return tuple(found)

    return marks


def _shows(term: Term, forms: Sequence[str], folded: Sequence[str]) -> bool:
    if term.prefix and any(form.startswith(term.words[-1]) for form in (*forms, *folded)):
        return True
    return any(form in term.words for form in forms)
