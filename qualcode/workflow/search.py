"""Search: full text over the current transcripts, by lemma, the same on both databases."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, cast, func, select
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
from qualcode.errors import UsageError, said
from qualcode.nlp.lemma import fold, normalise
from qualcode.nlp.tokens import pieces


class Hit(NamedTuple):
    """A turn that answers a query; spans are code points of its version, `marks` the words that were found."""

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
    """One page of hits, and the number of all of them."""

    total: int
    page: Sequence[Hit]


def find(
    session: Session,
    query: str,
    *,
    respondents_only: bool = True,
    neighbourhood: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> Hits:
    """Turns of current versions that answer `query` (see `domain.search`), in order of transcript and text.

    Raises:
        UsageError: The query has no word that must occur.
    """
    search = parse_search(query, normalise)
    if not search:
        msg = said("there is no word to look for; give at least one word that must occur")
        raise UsageError(msg)
    conditions: list[ColumnElement[bool]] = [
        Turn.id.in_(matching.turns(session, search)),
        Turn.version_id.in_(current_versions()),
    ]
    if respondents_only:
        conditions.append(Speaker.role == Role.RESPONDENT.value)
    if neighbourhood is not None:
        in_place = (
            select(TranscriptNeighbourhood.transcript_id)
            .join(Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id)
            .where(Neighbourhood.key == neighbourhood)
        )
        conditions.append(TranscriptVersion.transcript_id.in_(in_place))
    base = (
        select(Turn.id)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .join(TranscriptVersion, TranscriptVersion.id == Turn.version_id)
        .where(*conditions)
    )
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    page = base.join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
    page = page.order_by(Transcript.name, Turn.number).offset(offset).limit(limit)
    return Hits(total, _hits(session, list(session.scalars(page)), search))


def _hits(session: Session, turns: Sequence[int], search: Search) -> list[Hit]:
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
            func.substr(
                TranscriptVersion.text,
                cast(Turn.speech_start + 1, Integer),
                cast(Turn.speech_end - Turn.speech_start, Integer),
            ),
        )
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .join(TranscriptVersion, TranscriptVersion.id == Turn.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(Turn.id.in_(turns))
        .order_by(Transcript.name, Turn.number)
    ).all()
    places = _neighbourhoods(session, {row[1] for row in rows})
    wanted = [word for terms in search for term in terms if not term.excluded for word in _marked(term)]
    return [
        Hit(name, number, label, role, group, places.get(transcript, ()), start, text, _marks(text, start, wanted))
        for _, transcript, name, number, label, role, group, start, text in rows
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


def _marks(text: str, start: int, wanted: Sequence[Term]) -> tuple[Span, ...]:
    """Where the wanted words stand: a token counts when its search form belongs to a wanted term."""
    marks, at = [], start
    for token, blank in pieces(text):
        forms = normalise(token).split()
        folded = fold(token).split()
        if any(_shows(term, forms, folded) for term in wanted):
            marks.append(Span(at, at + len(token)))
        at += len(token) + len(blank)
    return tuple(marks)


def _shows(term: Term, forms: Sequence[str], folded: Sequence[str]) -> bool:
    if term.prefix and any(form.startswith(term.words[-1]) for form in (*forms, *folded)):
        return True
    return any(form in term.words for form in forms)
