"""Evidence added up: the leaves of a table, its passages, and the codings behind a cell.

Every query scans the covering index of `evidence` once. Which evidence counts is one list of conditions
(`matching`), the same for numbers and quotes, so that a cell and its quotes cannot differ.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select
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
    Respondent,
    Speaker,
    Transcript,
)
from qualcode.db.models.coding import ELSEWHERE
from qualcode.domain.coding import UNDETERMINED, Source
from qualcode.domain.counting import Leaf, Shared, Stretch
from qualcode.domain.evidence import Filters
from qualcode.domain.headings import Area
from qualcode.domain.transcript import Kind

Condition = ColumnElement[bool]

PORTION = 10_000
"""Rows that are held at a time while passages are counted."""


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
    if filters.assigned is not None:
        unassigned = EvidenceRow.neighbourhood_id.is_(None)
        conditions.append(~unassigned if filters.assigned else unassigned)
    conditions.extend(_has_value(name, values) for name, values in filters.attributes.items())
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


def _confirmed_value(given: type[CodingAttribute], name: str) -> list[Condition]:
    """A person gave the coding of the evidence row a value of the attribute."""
    return [
        given.coding_id == EvidenceRow.coding_id,
        given.attribute == name,
        given.source == Source.PERSON.value,
        given.value != UNDETERMINED,
    ]


def _has_value(name: str, values: Iterable[str]) -> Condition:
    given = aliased(CodingAttribute)  # the query around may join the values that it splits by
    wanted = set(values)
    condition: Condition = exists().where(*_confirmed_value(given, name), given.value.in_(wanted - {UNDETERMINED}))
    if UNDETERMINED in wanted:
        condition = or_(condition, ~exists().where(*_confirmed_value(given, name)))
    return condition


def leaves(session: Session, filters: Filters, *, split: str | None, origins: bool) -> Sequence[Leaf]:
    """Evidence per code, transcript, respondent, neighbourhood and value of `split`."""
    value: ColumnElement[Any] = func.coalesce(CodingAttribute.value, UNDETERMINED) if split else literal("")
    suggested: ColumnElement[Any] = func.count(Coding.suggestion_id) if origins else literal(0)
    keys: list[Any] = [
        EvidenceRow.code_id,
        EvidenceRow.transcript_id,
        EvidenceRow.respondent_id,
        EvidenceRow.neighbourhood_id,
    ]
    query = select(*keys, value, func.count(), suggested).select_from(EvidenceRow).where(*matching(filters))
    if split:
        query = query.outerjoin(CodingAttribute, and_(*_confirmed_value(CodingAttribute, split)))
        keys.append(value)
    if origins:
        query = query.join(Coding, Coding.id == EvidenceRow.coding_id)
    # rows of the connection, not of the ORM: half the time for 100,000 of them
    rows: Sequence[Any] = session.connection().execute(query.group_by(*keys)).all()
    return rows


def shared(session: Session, filters: Filters, *, origins: bool, every: bool = False) -> list[Shared]:
    """The rows of codings that count for more than one respondent, or of every coding.

    Only transcripts with several respondents can have shared ones.
    """
    conditions = matching(filters)
    if not every:
        several = (
            select(Speaker.transcript_id)
            .where(Speaker.respondent_id.is_not(None))
            .group_by(Speaker.transcript_id)
            .having(func.min(Speaker.respondent_id) != func.max(Speaker.respondent_id))
        )
        conditions = [EvidenceRow.transcript_id.in_(several), *conditions]
        twice = (
            select(EvidenceRow.coding_id).where(*conditions).group_by(EvidenceRow.coding_id).having(func.count() > 1)
        )
        conditions = [EvidenceRow.coding_id.in_(twice), *conditions]
    suggested: ColumnElement[Any] = Coding.suggestion_id.is_not(None) if origins else false()
    query = select(
        EvidenceRow.code_id,
        EvidenceRow.transcript_id,
        EvidenceRow.respondent_id,
        EvidenceRow.neighbourhood_id,
        EvidenceRow.coding_id,
        suggested,
    ).where(*conditions)
    if origins:
        query = query.join(Coding, Coding.id == EvidenceRow.coding_id)
    return [Shared(*row) for row in session.connection().execute(query).all()]


def spans(session: Session, filters: Filters) -> Iterable[Stretch]:
    """The spans of respondents' evidence, ordered by transcript, start and end, read in portions."""
    columns = (
        EvidenceRow.transcript_id,
        EvidenceRow.start_char,
        EvidenceRow.end_char,
        EvidenceRow.code_id,
        EvidenceRow.respondent_id,
        EvidenceRow.neighbourhood_id,
    )
    query = select(*columns).where(EvidenceRow.respondent_id.is_not(None), *matching(filters))
    in_order = query.order_by(EvidenceRow.transcript_id, EvidenceRow.start_char, EvidenceRow.end_char)
    rows: Iterable[Any] = session.connection().execute(in_order, execution_options={"yield_per": PORTION})
    return rows


def elsewhere(session: Session, codes: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """(code, transcript, codings) of confirmed codings about elsewhere."""
    query = select(Coding.code_id, Coding.transcript_id, func.count()).where(ELSEWHERE)
    if codes:
        query = query.where(Coding.code_id.in_(below(codes)))
    grouped = query.group_by(Coding.code_id, Coding.transcript_id)
    return [(code, transcript, n) for code, transcript, n in session.execute(grouped)]


def closure(session: Session) -> dict[int, list[int]]:
    """Code -> itself and its ancestors, row ids."""
    above: dict[int, list[int]] = {}
    for ancestor, descendant in session.execute(select(CodeClosure.ancestor_id, CodeClosure.descendant_id)):
        above.setdefault(descendant, []).append(ancestor)
    return above


def groups(session: Session) -> dict[int, str]:
    """Respondent -> group, of everybody who speaks in an interview or a focus group."""
    speaking = (
        select(Speaker.respondent_id)
        .join(Transcript, Transcript.id == Speaker.transcript_id)
        .where(Transcript.kind != Kind.DOCUMENT.value)
    )
    query = select(Respondent.id, Respondent.group_name).where(Respondent.id.in_(speaking))
    return dict(session.execute(query).all())


def areas(session: Session) -> list[Area]:
    """All neighbourhoods of the study."""
    query = select(Neighbourhood.id, Neighbourhood.key, Neighbourhood.name, Neighbourhood.city)
    return [Area(*row) for row in session.execute(query)]


def dated(session: Session) -> dt.datetime | None:
    """Moment of the last event, the date of every export."""
    return session.scalar(select(Event.at).order_by(Event.id.desc()).limit(1))
