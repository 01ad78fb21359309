"""The framework matrix: written summaries beside who says it, and stale as soon as their codings are others."""

import re

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do, rolled_back
from hypothesis import HealthCheck, given, settings
from random_study import CODES, PLACES, Draft, an_empty_study, code, drafts
from sqlalchemy import text
from sqlalchemy.orm import Session

from qualcode.db.triggers import create_triggers, drop_triggers
from qualcode.domain.framework import Draft as Summary
from qualcode.domain.framework import Place
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.output import Figure, Output, Value
from qualcode.errors import DisclosureError, NotFoundError
from qualcode.workflow import memos, outputs, summaries
from qualcode.workflow.verify import verify

SLOOP = Place("factor.sloop", "stad-zuid")
SAID, DIRT = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."


@pytest.fixture
def version(session: Session) -> int:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SAID)
    return version


def matrix(session: Session) -> Output:
    return outputs.make(session, "matrix", "nl", internal=True)


def rows(made: Output) -> dict[tuple[Value, Value], dict[str, Value]]:
    part = made.parts[0]
    found = [{column.id: value for column, value in zip(part.columns, row, strict=True)} for row in part.rows]
    return {(row["code"], row["neighbourhood"]): row for row in found}


def standing(session: Session) -> Value:
    return rows(matrix(session))["factor.sloop", "Zuid"]["standing"]


def test_a_summary_stands_in_its_cell_with_who_wrote_it_and_when(session: Session, version: int) -> None:
    summaries.write(session, "bram", SLOOP, "Sloop hielp.")
    made = matrix(session)
    row = rows(made)["factor.sloop", "Zuid"]
    assert (row["summary"], row["author"], row["standing"]) == ("Sloop hielp.", "bram", "actueel")
    assert re.fullmatch(r"\d{1,2} [a-z]{3} 20\d\d", str(row["written"]))
    assert isinstance(row["respondents"], Figure)
    assert (row["respondents"].number, row["transcripts"]) == (1, 1)
    assert rows(made)["factor", "Zuid"]["summary"] == ""
    assert rows(made)["factor", "Zuid"]["standing"] == "nog niet geschreven"
    assert list(made.parts[1].rows) == [["Code factor.sloop", "", "Sloop hielp. [1]"]]
    assert verify(session).problems == []


def test_a_summary_without_any_coding_has_its_row(session: Session, version: int) -> None:
    summaries.write(session, CODER, Place("belemmering", "stad-noord"), "Hier zei niemand iets van.")
    row = rows(matrix(session))["belemmering", "Noord"]
    assert isinstance(row["respondents"], Figure)
    assert (row["summary"], row["respondents"].number) == ("Hier zei niemand iets van.", 0)


def test_it_is_stale_when_a_coding_comes_changes_or_goes(session: Session, version: int) -> None:
    summaries.write(session, CODER, SLOOP, "Sloop hielp.")
    again = a_coding(session, version, "sloop", coder="bram")
    assert standing(session) == "verouderd: 1 coderingen erbij, 0 weg"
    do(session, version, "bram", kind="withdraw", coding=again)
    assert standing(session) == "actueel", "what came and went changes nothing"
    first = rows(matrix(session))["factor.sloop", "Zuid"]["quote"]
    do(session, version, kind="change", coding=first, attributes={"valentie": "positief"})
    assert standing(session) == "verouderd: 1 coderingen erbij, 1 weg"
    assert "(verouderd) [1]" in str(matrix(session).parts[1].rows)
    summaries.write(session, "bram", SLOOP, "Sloop hielp.")
    assert standing(session) == "actueel", "who stores it again says that it still holds"


def test_a_second_click_writes_nothing_and_what_still_holds_of_other_codings_does(
    session: Session, version: int
) -> None:
    first = summaries.write(session, CODER, SLOOP, "Sloop hielp.")
    assert summaries.write(session, CODER, SLOOP, " Sloop hielp. ") == first
    assert summaries.write(session, "bram", SLOOP, "Sloop hielp.") != first
    second = summaries.write(session, CODER, SLOOP, "Sloop hielp.")
    a_coding(session, version, "Het is rustiger", "factor.sloop")
    assert summaries.write(session, CODER, SLOOP, "Sloop hielp.") != second


def test_a_coding_of_a_code_below_makes_the_code_above_stale_and_another_place_does_not(
    session: Session, version: int
) -> None:
    summaries.write(session, CODER, Place("factor", "stad-zuid"), "Factoren.")
    summaries.write(session, CODER, Place("factor", "stad-noord"), "Niets.")
    a_coding(session, version, "huismeester", "factor.huismeester")
    found = rows(matrix(session))
    assert str(found["factor", "Zuid"]["standing"]).startswith("verouderd")
    assert found["factor", "Noord"]["standing"] == "actueel"


def test_a_summary_of_before_the_basis_was_kept_does_not_say_that_it_holds(session: Session, version: int) -> None:
    number = summaries.write(session, CODER, SLOOP, "Sloop hielp.")
    guard = session.connection()
    drop_triggers(guard)
    session.execute(text("DELETE FROM memo_basis WHERE memo_id = :number"), {"number": number})
    create_triggers(guard)
    assert standing(session) == "onbekend of het nog klopt"
    assert verify(session).problems, "and verify finds that it went"


def test_one_that_is_taken_back_or_of_another_kind_is_none(session: Session, version: int) -> None:
    number = summaries.write(session, CODER, SLOOP, "Sloop hielp.")
    memos.take_back(session, CODER, number)
    topic = Topic(TopicKind.CELL, str(SLOOP))
    memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, "Waarom alleen hier?", (topic,)))
    assert rows(matrix(session))["factor.sloop", "Zuid"]["summary"] == ""


def test_a_memo_about_two_cells_stays_where_only_one_is_written_again(session: Session, version: int) -> None:
    topics = (Topic(TopicKind.CELL, str(SLOOP)), Topic(TopicKind.CELL, "factor.sloop|stad-noord"))
    memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, "Overal.", topics))
    summaries.write(session, CODER, SLOOP, "Alleen Zuid.")
    found = rows(matrix(session))
    assert found["factor.sloop", "Zuid"]["summary"] == "Alleen Zuid."
    assert found["factor.sloop", "Noord"]["summary"] == "Overal."


def test_unknown_cells_are_refused_and_nothing_leaves(session: Session, version: int) -> None:
    with pytest.raises(NotFoundError):
        summaries.write(session, CODER, Place("factor.sloop", "stad-west"), "Tekst.")
    with pytest.raises(DisclosureError, match="texts that nobody has checked"):
        outputs.make(session, "matrix", "nl", internal=False)


def test_loading_the_same_again_changes_nothing(session: Session, version: int) -> None:
    texts = [Summary(SLOOP, "Sloop hielp.", "bram"), Summary(Place("factor", "stad-zuid"), "Meer.")]
    assert summaries.load(session, texts, CODER) == (2, 0, 0)
    assert summaries.load(session, texts, CODER) == (0, 0, 2)
    assert summaries.load(session, [texts[0]._replace(text="Anders.")], CODER) == (0, 1, 0)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(before=drafts, after=drafts)
def test_numbers_and_standing_are_those_counted_by_hand(
    session_: Session, before: list[Draft], after: list[Draft]
) -> None:
    with rolled_back(session_):
        then = code(session_, before)
        cells = [Place(each, place) for each in CODES for place in PLACES]
        for cell in cells:
            summaries.write(session_, CODER, cell, f"Over {cell}.")
        known = {(each.transcript, each.code, each.coder) for each in before}
        now = code(session_, [each for each in after if (each.transcript, each.code, each.coder) not in known])
        found = rows(matrix(session_))
        for cell in cells:
            column = "neighbourhood"
            new = now.of(cell.code, cell.neighbourhood, column)
            people = {r for each in (then, now) for r in each.respondents(cell.code, cell.neighbourhood, column)}
            row = found[cell.code, {"stad-zuid": "Zuid", "stad-noord": "Noord"}[cell.neighbourhood]]
            assert isinstance(row["respondents"], Figure)
            assert row["respondents"].number == len(people)
            stale = f"verouderd: {len(new)} coderingen erbij, 0 weg"
            assert row["standing"] == (stale if new else "actueel"), cell


@pytest.fixture
def session_(session: Session) -> Session:
    """A study with four transcripts and no codings."""
    an_empty_study(session)
    return session
