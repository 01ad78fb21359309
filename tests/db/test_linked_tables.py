"""An attack: every table that a study publishes, side by side, and what a reader can work out of them.

A small cell of any table must neither be known nor known to be small; one that is finer than every table (a group
within a place) must not be known.
"""

from collections.abc import Iterator

import pytest
from a_reader import CITIES, GROUPS, TREE, Reader, a_random_study, hidden_from
from sqlalchemy.orm import Session

from qualcode.domain.evidence import Columns, Filters, Question
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
