"""Tabulation: the evidence of a question added up into the cells of its table, and what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import evidence as stored
from qualcode.domain.counting import ColumnOf, Layout, Leaf, Place, Shared, Tally, roll_up
from qualcode.domain.evidence import TOTAL, Aside, Cell, Columns, Filters, Heading, Measure, Question
from qualcode.domain.headings import Area


class Frame(NamedTuple):
    """Rows and columns of a table, and the names behind row ids.

    Attributes:
        rows: Rows of the table.
        columns: Columns of the table.
        keys: Row id -> key, of every code of the current codebook.
        areas: Neighbourhoods of the study.
        groups: Respondent -> group.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    keys: Mapping[int, str]
    areas: Sequence[Area]
    groups: Mapping[int, str]


class Tabulated(NamedTuple):
    """The numbers of a table, as `EvidenceTable` holds them."""

    cells: dict[Place, Cell]
    documents: tuple[Aside, ...]
    unassigned: tuple[Aside, ...]
    elsewhere: tuple[Aside, ...]


def tabulate(session: Session, question: Question, frame: Frame) -> Tabulated:
    """The numbers of the table that answers a question."""
    filters = replace(question.filters, codes=question.codes())
    rows_of = _rows_of(stored.closure(session), frame)
    column_of = _column_of(question.columns, frame)
    leaves = list(stored.leaves(session, filters, split=question.split, origins=question.origins))
    parts = list(stored.shared(session, filters, origins=question.origins, every=question.ids))
    spoken = roll_up(
        (leaf for leaf in leaves if leaf.respondent is not None),
        (part for part in parts if part.respondent is not None),
        Layout(rows_of, column_of),
    )
    passages = _passages(session, question, filters, frame)
    return Tabulated(
        cells={place: _cell(place, tally, question, passages, frame) for place, tally in spoken.items()},
        documents=_documents(question, Layout(rows_of, column_of), leaves),
        unassigned=_unassigned(question, rows_of, leaves, parts),
        elsewhere=_elsewhere(session, question, rows_of),
    )


def _rows_of(closure: Mapping[int, Sequence[int]], frame: Frame) -> dict[int, tuple[str, ...]]:
    shown = {row.id for row in frame.rows}
    return {
        code: tuple(key for key in (frame.keys.get(ancestor, "") for ancestor in above) if key in shown)
        for code, above in closure.items()
    }


def _column_of(columns: Columns, frame: Frame) -> ColumnOf:
    shown = {column.id for column in frame.columns}
    if columns is Columns.GROUP:
        return lambda respondent, _: None if respondent is None else frame.groups[respondent]
    names = {area.number: area.city if columns is Columns.CITY else area.id for area in frame.areas}
    known = {number: name for number, name in names.items() if name in shown}
    return lambda _, neighbourhood: None if neighbourhood is None else known.get(neighbourhood)


def _cell(place: Place, tally: Tally, question: Question, passages: Mapping[Place, int] | None, frame: Frame) -> Cell:
    return Cell(
        *place,
        codings=tally.all_codings,
        respondents=len(tally.respondents),
        transcripts=len(tally.transcripts),
        passages=None if passages is None else passages.get(place, 0),
        by_group=tally.groups(frame.groups),
        by_value={value: len(respondents) for value, respondents in sorted(tally.by_value.items())},
        from_suggestions=tally.all_suggested if question.origins else None,
        coding_ids=tuple(sorted(tally.shared)) if question.ids else (),
    )


def _passages(session: Session, question: Question, filters: Filters, frame: Frame) -> dict[Place, int] | None:
    """Passages of every cell, None when nobody asked."""
    if not question.passages and question.measure is not Measure.PASSAGES:
        return None
    columns: dict[object, str] = {None: TOTAL, **{area.number: area.id for area in frame.areas}}
    rows: dict[int | None, str] = {None: TOTAL, **dict(frame.keys.items())}
    return {
        (rows.get(ancestor, ""), columns.get(column, str(column))): number
        for (ancestor, column), number in stored.passages(session, filters, question.columns).items()
    }


def _documents(question: Question, layout: Layout, leaves: Sequence[Leaf]) -> tuple[Aside, ...]:
    """Documents per row and column; without a group, so that a table by group has them in its totals only."""
    written = (leaf for leaf in leaves if leaf.respondent is None)
    if question.columns is Columns.GROUP:
        return _asides(roll_up(written, (), Layout(layout.rows_of, _anywhere)), column=TOTAL, called=TOTAL)
    return _asides(roll_up(written, (), layout))


def _unassigned(
    question: Question, rows_of: Mapping[int, Sequence[str]], leaves: Sequence[Leaf], parts: Sequence[Shared]
) -> tuple[Aside, ...]:
    if question.columns is Columns.GROUP:
        return ()
    found = roll_up(
        (leaf for leaf in leaves if leaf.neighbourhood is None),
        (part for part in parts if part.neighbourhood is None),
        Layout(rows_of, _anywhere),
    )
    return _asides(found, column=TOTAL, called="")


def _elsewhere(session: Session, question: Question, rows_of: Mapping[int, Sequence[str]]) -> tuple[Aside, ...]:
    """Codings about elsewhere; they have no place here, so that no other filter than the codes applies."""
    leaves = (
        Leaf(code, transcript, None, None, "", codings, 0)
        for code, transcript, codings in stored.elsewhere(session, question.codes())
    )
    return _asides(roll_up(leaves, (), Layout(rows_of, _anywhere)), column=TOTAL, called="")


def _anywhere(_respondent: int | None, _neighbourhood: int | None) -> str:
    return ""


def _asides(found: Mapping[Place, Tally], *, column: str | None = None, called: str = "") -> tuple[Aside, ...]:
    """What was found, of every column or of one, which is `called` otherwise in the table."""
    return tuple(
        Aside(row, called if column else at, tally.all_codings, len(tally.transcripts))
        for (row, at), tally in found.items()
        if column in {None, at}
    )
