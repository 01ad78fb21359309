"""Tabulation: the evidence of a question added up into the cells of its table, and what stands beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import evidence as stored
from qualcode.domain.counting import Key, Layout, Leaf, Place, Stream, Tally, count_passages, roll_up
from qualcode.domain.evidence import TOTAL, Aside, Cell, Columns, Heading, Question
from qualcode.domain.headings import Area


class Frame(NamedTuple):
    """Rows and columns of a table, and the names behind row ids.

    Attributes:
        rows: Rows of the table.
        columns: Columns of the table.
        keys: Row id -> key, of every code of the current codebook.
        areas: Neighbourhoods of the study.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    keys: Mapping[int, str]
    areas: Sequence[Area]


class Tabulated(NamedTuple):
    """The numbers of a table, as `EvidenceTable` holds them."""

    cells: dict[Place, Cell]
    documents: tuple[Aside, ...]
    unassigned: tuple[Aside, ...]
    elsewhere: tuple[Aside, ...]


def tabulate(session: Session, question: Question, frame: Frame) -> Tabulated:
    """The numbers of the table that answers a question."""
    filters = replace(question.filters, codes=question.codes())
    layout = _layout(session, question, frame)
    leaves = stored.leaves(session, filters, split=question.split, origins=question.origins)
    doubled = stored.doubled(session, filters, by_group=layout.by_group, origins=question.origins)
    streams = roll_up(leaves, doubled, layout)
    passages = None
    if question.counts_passages:
        passages = count_passages(stored.spans(session, filters, by_group=layout.by_group), layout)
    ids = _ids(stored.coding_ids(session, filters, by_group=layout.by_group), layout) if question.ids else {}
    spoken = streams[Stream.SPOKEN]
    return Tabulated(
        cells={place: _cell(place, tally, question, passages, ids.get(place, ())) for place, tally in spoken.items()},
        documents=_asides(streams[Stream.DOCUMENTS], frame, (*(column.id for column in frame.columns), TOTAL)),
        unassigned=_asides(streams[Stream.UNASSIGNED], frame),
        elsewhere=_asides(
            _elsewhere(session, question, layout), frame, people=_speakers_elsewhere(session, question, layout)
        ),
    )


def _layout(session: Session, question: Question, frame: Frame) -> Layout:
    shown = {row.id for row in frame.rows}
    rows_of = {
        code: tuple(key for key in (frame.keys.get(ancestor, "") for ancestor in above) if key in shown)
        for code, above in stored.closure(session).items()
    }
    columns: dict[Key, str] = {column.id: column.id for column in frame.columns}
    if question.columns is not Columns.GROUP:
        names = {area.number: area.city if question.columns is Columns.CITY else area.id for area in frame.areas}
        columns = {number: name for number, name in names.items() if name in columns}
    return Layout(rows_of, columns, by_group=question.columns is Columns.GROUP)


def _cell(
    place: Place, tally: Tally, question: Question, passages: Mapping[Place, int] | None, ids: Iterable[int]
) -> Cell:
    return Cell(
        *place,
        codings=tally.codings,
        respondents=tally.respondents,
        transcripts=len(tally.transcripts),
        passages=None if passages is None else passages.get(place, 0),
        by_group={group: len(respondents) for group, respondents in sorted(tally.by_group.items())},
        by_value={value: len(respondents) for value, respondents in sorted(tally.by_value.items())},
        from_suggestions=tally.suggested if question.origins else None,
        coding_ids=tuple(sorted(ids)),
    )


def _ids(rows: Iterable[tuple[int, Key, int]], layout: Layout) -> dict[Place, set[int]]:
    """The codings of every cell, totals included."""
    own: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for code, key, coding in rows:
        column = layout.columns.get(key)
        if column is not None:
            own[code, column].add(coding)
    cells: defaultdict[Place, set[int]] = defaultdict(set)
    for (code, column), codings in own.items():
        for row in layout.rows(code):
            cells[row, column] |= codings
            cells[row, TOTAL] |= codings
    return cells


def _elsewhere(session: Session, question: Question, layout: Layout) -> dict[Place, Tally]:
    """Codings about elsewhere; they have no place here, so that no other filter than the codes applies."""
    leaves = (
        Leaf(code, None, None, "", codings, 0, frozenset(), frozenset({str(transcript)}))
        for code, transcript, codings in stored.elsewhere(session, question.codes())
    )
    return roll_up(leaves, (), layout)[Stream.DOCUMENTS]


def _speakers_elsewhere(session: Session, question: Question, layout: Layout) -> dict[str, set[int]]:
    """Row -> the respondents who say what is about elsewhere."""
    people: defaultdict[str, set[int]] = defaultdict(set)
    for code, respondent in stored.speakers_elsewhere(session, question.codes()):
        for row in layout.rows(code):
            people[row].add(respondent)
    return people


def _asides(
    found: Mapping[Place, Tally],
    frame: Frame,
    columns: Sequence[str] | None = None,
    people: Mapping[str, set[int]] | None = None,
) -> tuple[Aside, ...]:
    """What stands apart, in the order of the table; without columns one for a row."""
    rows = (*(row.id for row in frame.rows), TOTAL)
    places = [(row, column) for row in rows for column in columns or (TOTAL,) if (row, column) in found]
    return tuple(
        Aside(
            row,
            column if columns else "",
            found[row, column].codings,
            len(found[row, column].transcripts),
            found[row, column].respondents if people is None else len(people.get(row, ())),
        )
        for row, column in places
    )
