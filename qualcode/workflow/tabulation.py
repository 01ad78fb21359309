"""Tabulation: the evidence of a question added up into the cells of its table, and what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import evidence as stored
from qualcode.domain.counting import Layout, Place, Stream, Tally, count_passages, roll_up
from qualcode.domain.evidence import TOTAL, Aside, Cell, Columns, Heading, Measure, Question
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
    layout = _layout(question, rows_of, frame)
    streams = roll_up(
        stored.leaves(session, filters, split=question.split, origins=question.origins),
        stored.shared(session, filters, origins=question.origins, every=question.ids),
        layout,
    )
    passages = None
    if question.passages or question.measure is Measure.PASSAGES:
        passages = count_passages(stored.spans(session, filters), layout)
    return Tabulated(
        cells={
            place: _cell(place, tally, question, passages, frame) for place, tally in streams[Stream.SPOKEN].items()
        },
        documents=_asides(streams[Stream.DOCUMENTS], frame, (*(column.id for column in frame.columns), TOTAL)),
        unassigned=_asides(streams[Stream.UNASSIGNED], frame),
        elsewhere=_asides(_elsewhere(session, question, rows_of), frame),
    )


def _rows_of(closure: Mapping[int, Sequence[int]], frame: Frame) -> dict[int, tuple[str, ...]]:
    shown = {row.id for row in frame.rows}
    return {
        code: tuple(key for key in (frame.keys.get(ancestor, "") for ancestor in above) if key in shown)
        for code, above in closure.items()
    }


def _layout(question: Question, rows_of: Mapping[int, Sequence[str]], frame: Frame) -> Layout:
    if question.columns is Columns.GROUP:
        return Layout(rows_of, frame.groups, by_group=True)
    shown = {column.id for column in frame.columns}
    names = {area.number: area.city if question.columns is Columns.CITY else area.id for area in frame.areas}
    return Layout(rows_of, {number: name for number, name in names.items() if name in shown}, by_group=False)


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


def _elsewhere(session: Session, question: Question, rows_of: Mapping[int, Sequence[str]]) -> dict[Place, Tally]:
    """Codings about elsewhere; they have no place here, so that no other filter than the codes applies."""
    leaves = (
        (code, transcript, None, None, "", codings, 0)
        for code, transcript, codings in stored.elsewhere(session, question.codes())
    )
    return roll_up(leaves, (), Layout(rows_of, {}, by_group=False))[Stream.DOCUMENTS]


def _asides(found: Mapping[Place, Tally], frame: Frame, columns: Sequence[str] | None = None) -> tuple[Aside, ...]:
    """What stands apart, in the order of the table; without columns one for a row."""
    rows = (*(row.id for row in frame.rows), TOTAL)
    places = [(row, column) for row in rows for column in columns or (TOTAL,) if (row, column) in found]
    return tuple(
        Aside(row, column if columns else "", found[row, column].all_codings, len(found[row, column].transcripts))
        for row, column in places
    )
