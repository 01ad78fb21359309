"""Cuts of the evidence by group at three levels of places: what one level leaves out, no other may tell."""

import pytest
from a_reader import CITIES, LEAVES, TREE, K, Reader, code
from builders import a_code, a_codebook, a_description, a_neighbourhood, a_transcript
from sqlalchemy.orm import Session

from qualcode.domain.evidence import TOTAL, Columns, Filters, Question
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.workflow import codebook, export, metadata, study

SPOKEN = {
    ("f.a", "b-1"): (3, 3),
    ("f.b", "b-1"): (4, 2),
    ("f.b", "c-1"): (3, 3),
    ("f.c", "b-1"): (3, 1),
    ("f.c", "c-1"): (3, 1),
}
"""(code, neighbourhood) -> residents and professionals who say it, each once: of `f.c` two professionals in all."""

CUT = (Group.BEWONER, Group.WIJKPROFESSIONAL)


@pytest.fixture
def two_levels(session: Session) -> Session:
    study.start(session, "Proef", fictional=True)
    metadata.load_neighbourhoods(
        session,
        [a_neighbourhood(id=place, name=place.upper(), city=city) for place, city in CITIES.items()],
        "annelies",
    )
    codes = tuple(a_code(id=code, parent=code.rpartition(".")[0] or None) for code in (*TREE, *LEAVES))
    codebook.load(session, a_codebook(codes=codes, attributes=()), "annelies")
    number = 0
    for (said, place), people in SPOKEN.items():
        for group, many in zip(CUT, people, strict=True):
            for _ in range(many):
                number += 1
                who = Speaker("R1", Role.RESPONDENT, f"R{number:03}", group)
                about = a_description(f"gesprek-{number:03}", neighbourhoods=(place,), speakers=(who,))
                speech = (("R1", f"De een zegt dit en de ander zegt dat {number}."),)
                code(
                    session, a_transcript(session, about.transcript, about=about, speech=speech), {said: 1}, "annelies"
                )
    return session


def test_a_row_that_one_level_leaves_out_does_not_follow_from_another_level(two_levels: Session) -> None:
    reader = Reader()
    rows: dict[Columns, set[str]] = {}
    for columns in Columns:
        for filters in (Filters(), *(Filters(groups=(group.value,)) for group in CUT)):
            table = export.table(two_levels, Question("codes", columns, filters=filters), "nl", internal=False)
            reader.read(table)
            if columns is Columns.GROUP or filters.groups:
                shown = {row.id for row in table.rows if not table.cell(row.id, TOTAL).suppressed}
                rows[columns] = rows.get(columns, shown) & shown
    least, most = reader.least_and_most(["f.c"], CITIES, [CUT[1].value])
    assert not (round(least, 6) == round(most, 6) == 2), "two professionals follow"
    assert most >= K, "it follows that they are few"
    assert rows[Columns.NEIGHBOURHOOD] <= rows[Columns.CITY] <= rows[Columns.GROUP]
    assert rows[Columns.GROUP] >= {"f", "f.b"}
