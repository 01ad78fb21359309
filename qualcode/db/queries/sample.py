"""Who was spoken to where: interviews and respondents by neighbourhood and group."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcode.db.models import (
    Neighbourhood,
    Respondent,
    Speaker,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
)
from qualcode.db.queries.latest import is_current
from qualcode.domain.transcript import Kind, Role


class SampleRow(NamedTuple):
    """One group in one neighbourhood; a conversation about two neighbourhoods counts in both."""

    neighbourhood: str
    group: str
    interviews: int
    respondents: int


def places(session: Session) -> list[tuple[str, str]]:
    """(city, neighbourhood) of the whole study, those without an interview too, by city."""
    query = select(Neighbourhood.city, Neighbourhood.name).order_by(Neighbourhood.city, Neighbourhood.name)
    return [(city, name) for city, name in session.execute(query)]


def rows(session: Session) -> list[SampleRow]:
    """What there is; a combination that nobody belongs to has no row."""
    query = _in_places(_spoken(Neighbourhood.name, Respondent.group_name))
    return [SampleRow(*row) for row in session.execute(query.group_by(Neighbourhood.name, Respondent.group_name))]


class Margins(NamedTuple):
    """(interviews, respondents), each counted once: by group, by neighbourhood, and of the whole study."""

    by_group: Mapping[str, tuple[int, int]]
    by_place: Mapping[str, tuple[int, int]]
    whole: tuple[int, int]


def margins(session: Session) -> Margins:
    """The totals of the sample, in one query."""
    by_group = _spoken(literal("group").label("of"), Respondent.group_name).group_by(Respondent.group_name)
    by_place = _in_places(_spoken(literal("place"), Neighbourhood.name)).group_by(Neighbourhood.name)
    whole = _spoken(literal("whole"), literal(""))
    found: dict[str, dict[str, tuple[int, int]]] = {"group": {}, "place": {}, "whole": {}}
    for of, name, interviews, respondents in session.execute(union_all(by_group, by_place, whole)):
        found[of][name] = (interviews, respondents)
    return Margins(found["group"], found["place"], found["whole"][""])


def _spoken(*keys: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    """These columns, conversations and different respondents in them; documents are none."""
    return (
        select(*keys, func.count(Transcript.id.distinct()), func.count(Respondent.id.distinct()))
        .select_from(Speaker)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .join(Transcript, Transcript.id == Speaker.transcript_id)
        .where(Speaker.role == Role.RESPONDENT.value, Transcript.kind != Kind.DOCUMENT.value)
    )


def _in_places(spoken: Select[Any]) -> Select[Any]:
    """The same, once for each neighbourhood that a conversation is about."""
    return spoken.join(TranscriptNeighbourhood, TranscriptNeighbourhood.transcript_id == Transcript.id).join(
        Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id
    )


class Extent(NamedTuple):
    """What was spoken in one neighbourhood: words, and the first and last month where they are known."""

    neighbourhood: str
    interviews: int
    words: int
    first: str | None
    last: str | None


def extents(session: Session) -> dict[str, Extent]:
    """Neighbourhood -> what was spoken about it; a conversation about two neighbourhoods counts in both."""
    query = (
        select(
            Neighbourhood.name,
            func.count(Transcript.id),
            func.sum(TranscriptVersion.words),
            func.min(Transcript.month),
            func.max(Transcript.month),
        )
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.neighbourhood_id == Neighbourhood.id)
        .join(Transcript, Transcript.id == TranscriptNeighbourhood.transcript_id)
        .join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
        .where(is_current(), Transcript.kind != Kind.DOCUMENT.value)
        .group_by(Neighbourhood.name)
    )
    return {
        name: Extent(name, int(n), int(words), first, last) for name, n, words, first, last in session.execute(query)
    }
