"""Evidence added up: the leaves of a table, its passages, and the codings behind a cell.

Every query scans the covering index of `evidence` once. Which evidence counts is one list of conditions
(`matching`), the same for numbers and quotes, so that a cell and its quotes cannot differ.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, func, literal, null, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Code,
    CodeClosure,
    Coder,
    Coding,
    CodingAttribute,
    Event,
    EvidenceRow,
    Neighbourhood,
    QuoteReview,
    Respondent,
    Speaker,
    Transcript,
    Turn,
)
from qualcode.db.models.coding import ELSEWHERE
from qualcode.db.queries.spoken import SPOKEN
from qualcode.domain.coding import UNDETERMINED, Source
from qualcode.domain.counting import Doubled, Key, Leaf, Stretch
from qualcode.domain.evidence import Filters
from qualcode.domain.headings import Area
from qualcode.domain.respondent import Consent
from qualcode.domain.transcript import Kind, Role

Condition = ColumnElement[bool]

PORTION = 10_000
"""Rows that are held at a time where they are read one by one."""


def matching(filters: Filters) -> list[Condition]:
    """What an evidence row must fulfil to count under the filters."""
    conditions: list[Condition] = []
    if filters.codes:
        conditions.append(EvidenceRow.code_id.in_(below(filters.codes)))
    if filters.neighbourhoods:
        conditions.append(EvidenceRow.neighbourhood_id.in_(_ids(Neighbourhood.key.in_(filters.neighbourhoods))))
    if filters.cities:
        conditions.append(EvidenceRow.neighbourhood_id.in_(_ids(Neighbourhood.city.in_(filters.cities))))
    if filters.groups:
        chosen = select(Respondent.id).where(Respondent.group_name.in_(filters.groups))
        conditions.append(EvidenceRow.respondent_id.in_(chosen))
    if filters.respondents:
        chosen = select(Respondent.id).where(Respondent.key.in_(filters.respondents))
        conditions.append(EvidenceRow.respondent_id.in_(chosen))
    if filters.kinds:
        chosen = select(Transcript.id).where(Transcript.kind.in_([kind.value for kind in filters.kinds]))
        conditions.append(EvidenceRow.transcript_id.in_(chosen))
    if filters.transcripts:
        chosen = select(Transcript.id).where(Transcript.name.in_(filters.transcripts))
        conditions.append(EvidenceRow.transcript_id.in_(chosen))
    if filters.coders:
        made = aliased(Coding)  # the query around may join codings itself
        by = select(Coder.id).where(Coder.name.in_(filters.coders))
        conditions.append(exists().where(made.id == EvidenceRow.coding_id, made.coder_id.in_(by)))
    conditions.extend(_standing(filters))
    conditions.extend(has_value(name, values) for name, values in filters.attributes.items())
    return conditions


def _standing(filters: Filters) -> list[Condition]:
    """Whether a neighbourhood is known, and whether publication was thought of."""
    conditions: list[Condition] = []
    if filters.assigned is not None:
        unassigned = EvidenceRow.neighbourhood_id.is_(None)
        conditions.append(~unassigned if filters.assigned else unassigned)
    if filters.unchecked:
        conditions.append(~exists().where(QuoteReview.coding_id == EvidenceRow.coding_id))
    return conditions


def below(codes: Iterable[str]) -> Select[int]:
    """Row ids of these codes and of every code below them."""
    return (
        select(CodeClosure.descendant_id)
        .join(Code, Code.id == CodeClosure.ancestor_id)
        .where(Code.key.in_(tuple(codes)))
    )


def _ids(condition: Condition) -> Select[int]:
    return select(Neighbourhood.id).where(condition)


def _confirmed_value(given: type[CodingAttribute], name: str, row: type[EvidenceRow] = EvidenceRow) -> list[Condition]:
    """A person gave the coding of the evidence row a value of the attribute."""
    return [
        given.coding_id == row.coding_id,
        given.attribute == name,
        given.source == Source.PERSON.value,
        given.value != UNDETERMINED,
    ]


def has_value(name: str, values: Iterable[str], row: type[EvidenceRow] = EvidenceRow) -> Condition:
    """A person gave the coding of the evidence row one of the values; `onbepaald` where nobody gave any."""
    given = aliased(CodingAttribute)  # the query around may join the values that it splits by
    wanted, confirmed = set(values), _confirmed_value(given, name, row)
    condition: Condition = exists().where(*confirmed, given.value.in_(wanted - {UNDETERMINED}))
    if UNDETERMINED in wanted:
        condition = or_(condition, ~exists().where(*confirmed))
    return condition


def leaves(session: Session, filters: Filters, *, split: str | None, origins: bool) -> list[Leaf]:
    """Evidence per code, neighbourhood, group and value of `split`, with the ids of who said it and where.

    Adding up per transcript and respondent first follows the order of the index; the second step then has a
    fraction of the rows, and a few thousand come out.
    """
    value: ColumnElement[Any] = func.coalesce(CodingAttribute.value, UNDETERMINED) if split else literal("")
    suggested: ColumnElement[Any] = func.count(Coding.suggestion_id) if origins else literal(0)
    keys = [
        EvidenceRow.code_id,
        EvidenceRow.transcript_id,
        EvidenceRow.respondent_id,
        EvidenceRow.neighbourhood_id,
    ]
    query = (
        select(*keys, value.label("value"), func.count().label("codings"), suggested.label("suggested"))
        .select_from(EvidenceRow)
        .where(*matching(filters))
        .group_by(*keys, *([value] if split else []))
    )
    if split:
        query = query.outerjoin(CodingAttribute, and_(*_confirmed_value(CodingAttribute, split)))
    if origins:
        query = query.join(Coding, Coding.id == EvidenceRow.coding_id)
    fine = query.subquery().c
    coarse = (fine.code_id, fine.neighbourhood_id, Respondent.group_name, fine.value)
    added = (
        select(
            *coarse,
            func.sum(fine.codings),
            func.sum(fine.suggested),
            _ids_of(fine.respondent_id),
            _ids_of(fine.transcript_id),
        )
        .outerjoin(Respondent, Respondent.id == fine.respondent_id)
        .group_by(*coarse)
    )
    return [
        Leaf(code, place, group, value, int(codings), int(suggested), _split(respondents), _split(transcripts))
        for code, place, group, value, codings, suggested, respondents, transcripts in session.execute(added)
    ]


def _ids_of(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, String), ",")


def _split(ids: str | None) -> frozenset[str]:
    return frozenset(ids.split(",")) if ids else frozenset()


def doubled(session: Session, filters: Filters, *, by_group: bool, origins: bool) -> list[Doubled]:
    """How many (coding, respondent) pairs are one coding too many; only transcripts with several speakers have any."""
    if not by_group:
        return _doubled(session, filters, func.min(EvidenceRow.neighbourhood_id), None, origins=origins)
    group = Respondent.group_name.expression
    return [
        *_doubled(session, filters, func.min(group), group, origins=origins),
        *_doubled(session, filters, null(), None, origins=origins),
    ]


def _doubled(
    session: Session,
    filters: Filters,
    key: ColumnElement[Any],
    within: ColumnElement[Any] | None,
    *,
    origins: bool,
) -> list[Doubled]:
    several = (
        select(Speaker.transcript_id)
        .where(Speaker.respondent_id.is_not(None))
        .group_by(Speaker.transcript_id)
        .having(func.min(Speaker.respondent_id) != func.max(Speaker.respondent_id))
    )
    suggested: ColumnElement[Any] = func.count(Coding.suggestion_id) if origins else literal(0)
    query = (
        select(
            func.min(EvidenceRow.code_id).label("code"), key.label("key"), func.count().label("n"), suggested.label("s")
        )
        .select_from(EvidenceRow)
        .where(EvidenceRow.transcript_id.in_(several), *matching(filters))
        .group_by(EvidenceRow.transcript_id, EvidenceRow.start_char, EvidenceRow.coding_id)
        .having(func.count() > 1)
    )
    if within is not None:
        query = query.join(Respondent, Respondent.id == EvidenceRow.respondent_id).group_by(within)
    if origins:
        query = query.join(Coding, Coding.id == EvidenceRow.coding_id)
    each = query.subquery().c
    too_many = (func.sum(each.n - 1), func.sum(case((each.s > 0, each.n - 1), else_=0)))
    added = select(each.code, each.key, *too_many).group_by(each.code, each.key)
    return [Doubled(code, key, int(n), int(s)) for code, key, n, s in session.execute(added)]


def coding_ids(session: Session, filters: Filters, *, by_group: bool) -> Iterable[tuple[int, Key, int]]:
    """(code, key, coding) of respondents' evidence."""
    query = select(EvidenceRow.code_id, _key(by_group=by_group), EvidenceRow.coding_id)
    return _spoken(session, query.where(*matching(filters)), by_group=by_group)


def spans(session: Session, filters: Filters, *, by_group: bool) -> Iterable[Stretch]:
    """The spans of respondents' evidence, ordered by transcript, start and end."""
    place = (EvidenceRow.transcript_id, EvidenceRow.start_char, EvidenceRow.end_char)
    query = select(*place, EvidenceRow.code_id, _key(by_group=by_group)).where(*matching(filters)).order_by(*place)
    return _spoken(session, query, by_group=by_group)


def _key(*, by_group: bool) -> ColumnElement[Any]:
    return Respondent.group_name.expression if by_group else EvidenceRow.neighbourhood_id.expression


def _spoken(session: Session, query: Select[*tuple[Any, ...]], *, by_group: bool) -> Iterable[Any]:
    """Rows of respondents' evidence, read in portions; rows of the connection take half the time of the ORM's."""
    query = query.where(EvidenceRow.respondent_id.is_not(None))
    if by_group:
        query = query.join(Respondent, Respondent.id == EvidenceRow.respondent_id)
    return session.connection().execute(query, execution_options={"yield_per": PORTION})


def elsewhere(session: Session, codes: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """(code, transcript, codings) of confirmed codings about elsewhere."""
    query = select(Coding.code_id, Coding.transcript_id, func.count()).where(ELSEWHERE)
    if codes:
        query = query.where(Coding.code_id.in_(below(codes)))
    grouped = query.group_by(Coding.code_id, Coding.transcript_id)
    return [(code, transcript, n) for code, transcript, n in session.execute(grouped)]


def speakers_elsewhere(session: Session, codes: tuple[str, ...]) -> list[tuple[int, int]]:
    """(code, respondent) of confirmed codings about elsewhere in interviews and focus groups, where consent stands."""
    query = (
        select(Coding.code_id, Respondent.id)
        .join(Turn, SPOKEN)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .where(ELSEWHERE, Transcript.kind != Kind.DOCUMENT.value)
        .where(Speaker.role == Role.RESPONDENT.value, Respondent.consent != Consent.WITHDRAWN.value)
        .distinct()
    )
    if codes:
        query = query.where(Coding.code_id.in_(below(codes)))
    return [(code, respondent) for code, respondent in session.execute(query)]


def closure(session: Session) -> dict[int, list[int]]:
    """Code -> itself and its ancestors, row ids."""
    above: dict[int, list[int]] = {}
    for ancestor, descendant in session.execute(select(CodeClosure.ancestor_id, CodeClosure.descendant_id)):
        above.setdefault(descendant, []).append(ancestor)
    return above


def groups(session: Session) -> set[str]:
    """The groups of everybody who speaks in an interview or a focus group."""
    query = (
        select(Respondent.group_name)
        .join(Speaker, Speaker.respondent_id == Respondent.id)
        .join(Transcript, Transcript.id == Speaker.transcript_id)
        .where(Transcript.kind != Kind.DOCUMENT.value)
    )
    return set(session.scalars(query.distinct()))


def areas(session: Session) -> list[Area]:
    """All neighbourhoods of the study."""
    query = select(Neighbourhood.id, Neighbourhood.key, Neighbourhood.name, Neighbourhood.city)
    return [Area(*row) for row in session.execute(query)]


def dated(session: Session) -> dt.datetime | None:
    """Moment of the last event, the date of every export."""
    return session.scalar(select(Event.at).order_by(Event.id.desc()).limit(1))
