"""An attack: every table that a study publishes, side by side, and what a reader can work out of them.

A small cell of any table must neither be known nor known to be small; one that is finer than every table (a group
within a place) must not be known.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from a_reader import CITIES, GROUPS, TREE, VALUES, Reader, a_random_study, hidden_from
from sqlalchemy.orm import Session

from qualcode.domain.evidence import TOTAL, VALENCE, Columns, Filters, Question
from qualcode.errors import DisclosureError
from qualcode.workflow import export


def questions() -> Iterator[Question]:
    """Whatever can be asked for of such a study, as long as one publication takes it."""
    for columns in Columns:
        for rows in ("codes", "families", *TREE):
            yield Question(rows=rows, columns=columns)
        for group in GROUPS:
            yield Question(rows="codes", columns=columns, filters=Filters(groups=(group,)))
        for city in set(CITIES.values()):
            yield Question(rows="codes", columns=columns, filters=Filters(cities=(city,)))
        for place in CITIES:
            yield Question(rows="codes", columns=columns, filters=Filters(neighbourhoods=(place,)))
        yield Question(rows="codes", columns=columns, filters=Filters(neighbourhoods=("a-1", "b-1", "c-1")))


@pytest.mark.parametrize("seed", range(2))
def test_no_small_number_can_be_worked_out_of_all_tables_together(session: Session, seed: int) -> None:
    true, reader = a_random_study(session, seed), Reader()
    for question in questions():
        try:
            reader.read(export.table(session, question, "nl", internal=False))
        except DisclosureError:
            continue
    assert hidden_from(reader, true) > 20, "a study without small cells proves nothing"


OFTEN = dict.fromkeys(("f.b", "u.b", "u.a"), (0, 1, 1, 1, 1, 1, 2)) | {"f.c": (0, 0, 0, 0, 1)}
VALENCES = ("positief", "onbepaald")


def valued_questions() -> Iterator[Question]:
    """What can be asked for by valence, at every level of places; with it what shows all values together."""
    for columns in (Columns.NEIGHBOURHOOD, Columns.CITY):
        for rows in ("codes", *TREE):
            yield Question(rows=rows, columns=columns)
            yield Question(rows=rows, columns=columns, split=VALENCE)
        for value in VALUES:
            cut = Filters(attributes={VALENCE: (value,)})
            yield Question(rows="codes", columns=columns, filters=cut)
            for city in set(CITIES.values()):
                yield Question(rows="codes", columns=columns, filters=replace(cut, cities=(city,)))
            for place in CITIES:
                yield Question(rows="codes", columns=columns, filters=replace(cut, neighbourhoods=(place,)))


@pytest.mark.parametrize("seed", [2, 5])
@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
def test_no_small_number_can_be_worked_out_of_tables_by_valence(session: Session, seed: int) -> None:
    true, reader = a_random_study(session, seed, often=OFTEN, valued=VALENCES, people=14), Reader(parts=VALUES)
    cut: dict[Columns, set[str]] = {Columns.CITY: set(), Columns.NEIGHBOURHOOD: set()}
    for question in valued_questions():
        table = export.table(session, question, "nl", internal=False)
        reader.read(table)
        if question.filters.attributes and not (question.filters.cities or question.filters.neighbourhoods):
            cut[question.columns] |= {
                row for row in (*(row.id for row in table.rows), TOTAL) if not table.cell(row, TOTAL).suppressed
            }
    assert cut[Columns.NEIGHBOURHOOD] <= cut[Columns.CITY]
    assert cut[Columns.CITY], "a cut that shows nothing proves nothing"
    assert hidden_from(reader, true) > 5, "a study without small cells proves nothing"
