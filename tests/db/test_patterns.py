"""The pattern table: only what a researcher decided, with what respondents say beside it."""

from dataclasses import replace

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_description, a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.domain.framework import Place
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.output import Figure, Output, Value
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import aggregate, memos, outputs, patterns

SAID, DIRT, UP = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden.", "De wijk klimt op."
CODES = ("factor", "factor.sloop", "belemmering", "belemmering.onderhoud", "patroon", "patroon.op", "patroon.af")
CLIMBS = Place("patroon.op", "stad-zuid")


@pytest.fixture
def study(session: Session) -> Session:
    """Three residents and one policy maker of Zuid: all say that demolition helped, two that Zuid climbs."""
    codes = tuple(a_code(id=number, parent=number.rpartition(".")[0] or None) for number in CODES)
    applies = tuple(replace(each, required=False) for each in a_codebook().attributes)
    a_study(session, codebook=a_codebook(codes=codes, attributes=applies))
    for n in range(1, 5):
        group = Group.BEWONER if n < 4 else Group.BELEIDSMAKER
        about = a_description(f"z-{n}", speakers=(Speaker("R1", Role.RESPONDENT, f"R00{n}", group),))
        version = a_transcript(session, f"z-{n}", about=about, speech=(("R1", f"{SAID} {DIRT} {UP} {n}."),))
        a_coding(session, version, SAID, attributes={"valentie": "positief"})
        if n < 3:
            a_coding(session, version, UP, "patroon.op")
            a_coding(session, version, DIRT, "belemmering.onderhoud")
    return session


def made(session: Session, *, internal: bool = True) -> Output:
    return outputs.make(session, "patterns", "nl", internal=internal)


def rows(output: Output, part: int = 0) -> list[dict[str, Value]]:
    chosen = output.parts[part]
    return [{column.id: value for column, value in zip(chosen.columns, row, strict=True)} for row in chosen.rows]


def number(value: Value) -> Value:
    return value.number if isinstance(value, Figure) else value


def test_without_a_decision_there_is_no_pattern_whatever_respondents_say(study: Session) -> None:
    empty = made(study)
    assert [list(part.rows) for part in empty.parts] == [[], []]
    assert "0 van 2 wijken" in empty.rules[0]


def test_a_decision_stands_with_who_when_why_and_what_is_said_beside_it(study: Session) -> None:
    patterns.decide(study, "bram", CLIMBS, "Beide reeksen stijgen sinds 2012.")
    (row,) = rows(made(study))
    assert (row["neighbourhood"], row["pattern"], row["decided_by"]) == ("Zuid", "Code patroon.op", "bram")
    assert row["rationale"] == "Beide reeksen stijgen sinds 2012."
    assert (number(row["patroon.op"]), row["patroon.af"], row["standing"]) == (2, 0, "actueel")
    beside = [(each["code"], number(each["respondents"]), number(each["positief"])) for each in rows(made(study), 1)]
    assert beside == [("factor.sloop", 4, 4), ("belemmering.onderhoud", 2, 0)]
    assert {each["pattern"] for each in rows(made(study), 1)} == {"Code patroon.op"}


def test_every_number_leads_to_as_many_respondents(study: Session) -> None:
    patterns.decide(study, CODER, CLIMBS, "Stijgt.")
    figures = [v for part in made(study).parts for row in part.rows for v in row if isinstance(v, Figure)]
    assert len(figures) >= 3
    assert all(aggregate.tally(study, each.filters).respondents == each.number for each in figures)


def test_the_latest_decision_counts_and_the_earlier_one_stays_in_its_history(study: Session) -> None:
    assert patterns.decide(study, CODER, CLIMBS, "Stijgt.") == patterns.decide(study, CODER, CLIMBS, "Stijgt.")
    later = patterns.decide(study, "bram", Place("patroon.af", "stad-zuid"), "Toch niet.")
    (row,) = rows(made(study))
    assert (row["pattern"], row["decided_by"]) == ("Code patroon.af", "bram")
    assert [step.text for step in memos.history(study, later)] == ["Toch niet.", "Stijgt."]
    memos.take_back(study, CODER, later)
    assert rows(made(study)) == []


def test_a_memo_that_names_two_patterns_or_is_no_decision_decides_nothing(study: Session) -> None:
    cells = tuple(Topic(TopicKind.CELL, f"{code}|stad-zuid") for code in ("patroon.op", "patroon.af"))
    memos.write(study, CODER, MemoDraft(MemoKind.DECISION, "Allebei.", cells))
    memos.write(study, CODER, MemoDraft(MemoKind.ANALYTIC, "Stijgt misschien.", cells[:1]))
    memos.write(study, CODER, MemoDraft(MemoKind.DECISION, "Sloop telt.", (Topic(TopicKind.CELL, "factor|stad-zuid"),)))
    assert rows(made(study)) == []


def test_a_decision_needs_reasons_a_pattern_and_a_place(study: Session) -> None:
    with pytest.raises(UsageError):
        patterns.decide(study, CODER, CLIMBS, "  ")
    for wrong in (Place("patroon", "stad-zuid"), Place("factor.sloop", "stad-zuid"), Place("patroon.op", "west")):
        with pytest.raises(NotFoundError):
            patterns.decide(study, CODER, wrong, "Reden.")


def test_a_published_table_says_no_reasons_no_names_and_no_small_number(study: Session) -> None:
    patterns.decide(study, "bram", CLIMBS, "Reden met een naam.")
    leaves = made(study, internal=False)
    assert "Reden" not in str(leaves.parts)
    assert "bram" not in str(leaves.parts)
    (row,) = rows(leaves)
    assert row["pattern"] == "Code patroon.op"
    numbers = [number(row["patroon.op"]), *(number(each["respondents"]) for each in rows(leaves, 1))]
    assert {each for each in numbers if isinstance(each, int)} <= {0, 3, 4}
    assert "x" in numbers
    assert leaves.hidden > 0
    evidence = outputs.make(study, "evidence", "nl", internal=False)
    said = {each["code"]: number(each["respondents"]) for each in rows(evidence) if each["neighbourhood"] == "Zuid"}
    assert all(said[each["code"]] == number(each["respondents"]) for each in rows(leaves, 1)), "as the evidence table"


def test_a_codebook_without_patterns_says_so(session: Session) -> None:
    a_study(session)
    with pytest.raises(ConflictError, match="'patroon'"):
        made(session)
