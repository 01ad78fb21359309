"""The evidence table: SQL counts what the definitions say, on both databases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import a_coding, a_study, a_suggestion, a_transcript, do, rolled_back
from hypothesis import HealthCheck, given, settings
from random_study import CODES, PLACES, ByHand, Draft, an_empty_study, code, drafts
from sqlalchemy import event
from sqlalchemy.orm import Session

from qualcode.domain.evidence import TOTAL, Columns, EvidenceTable, Filters, Measure, Question
from qualcode.domain.transcript import Kind
from qualcode.errors import NotFoundError
from qualcode.workflow.aggregate import evidence_table, quotes
from qualcode.workflow.protect import protected
from qualcode.workflow.study import view

ROWS = (*CODES, TOTAL)
VALUES = ("negatief", "onbepaald", "positief")


@pytest.fixture
def study(session: Session) -> Session:
    """A study with four transcripts and no codings."""
    an_empty_study(session)
    return session


def full(**overrides: object) -> Question:
    """A question that asks for everything."""
    values: dict[str, object] = {"rows": "codes", "passages": True, "split": "valentie", "origins": True, "ids": True}
    return Question(**{**values, **overrides})  # type: ignore[arg-type]


def differences(table: EvidenceTable, by_hand: ByHand, columns: str) -> Iterator[tuple[object, ...]]:
    """What SQL and the definitions disagree on, cell by cell."""
    names = PLACES if columns == "neighbourhood" else ("bewoner", "beleidsmaker")
    for row in ROWS:
        for column in (*names, TOTAL):
            cell, codings = table.cell(row, column), by_hand.of(row, column, columns)
            expected: dict[str, object] = {
                "codings": len(codings),
                "transcripts": len({coding.draft.transcript for coding in codings}),
                "respondents": len(by_hand.respondents(row, column, columns)),
                "passages": by_hand.passages(row, column, columns),
                "coding_ids": tuple(sorted(coding.id for coding in codings)),
            }
            if columns == "neighbourhood":
                said = {value: len(by_hand.with_value(row, column, value)) for value in VALUES}
                expected["by_value"] = {value: number for value, number in said.items() if number}
            for name, number in expected.items():
                if getattr(cell, name) not in (number, None) and (cell.codings or number):
                    yield row, column, name, getattr(cell, name), number


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made=drafts)
def test_sql_counts_what_the_definitions_say(study: Session, made: list[Draft]) -> None:
    with rolled_back(study):
        by_hand = code(study, made)
        for columns in (Columns.NEIGHBOURHOOD, Columns.GROUP):
            table = evidence_table(study, full(columns=columns), "nl")
            assert list(differences(table, by_hand, columns)) == []
            lean = evidence_table(study, Question(rows="codes", columns=columns), "nl")
            assert {p: (c.codings, c.respondents, c.transcripts) for p, c in lean.cells.items()} == {
                p: (c.codings, c.respondents, c.transcripts) for p, c in table.cells.items()
            }


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made=drafts)
def test_the_quotes_of_a_cell_are_its_codings(study: Session, made: list[Draft]) -> None:
    with rolled_back(study):
        code(study, made)
        for columns in Columns:
            question = full(columns=columns)
            table = evidence_table(study, question, "nl")
            for row in ("factor", TOTAL):
                for column in (*(heading.id for heading in table.columns), TOTAL):
                    found = quotes(study, question.cell(row, column), "nl", limit=None).quotes
                    assert sorted(quote.id for quote in found) == list(table.cell(row, column).coding_ids)


def test_a_respondent_counts_once_for_a_code_and_its_ancestors(study: Session) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 5), Draft("alleen", "factor.huismeester", 20, 5)])
    table = evidence_table(study, full(), "nl")
    assert table.cell("factor", "stad-zuid").respondents == 1
    assert table.cell("factor", "stad-zuid").codings == 2
    assert table.cell(TOTAL, TOTAL).respondents == 1


def test_two_coders_on_one_place_are_two_codings_and_one_passage(study: Session) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 9), Draft("alleen", "factor.sloop", 8, 9, coder="bram")])
    cell = evidence_table(study, full(), "nl").cell("factor.sloop", "stad-zuid")
    assert (cell.codings, cell.passages) == (2, 1)


def test_spans_that_only_touch_are_two_passages(study: Session) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 5), Draft("alleen", "factor.sloop", 10, 5)])
    assert evidence_table(study, full(), "nl").cell("factor.sloop", TOTAL).passages == 2


def test_spans_of_two_codes_that_overlap_are_one_passage_of_what_is_above_them(study: Session) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 9), Draft("alleen", "factor.huismeester", 8, 9)])
    table = evidence_table(study, full(), "nl")
    assert table.cell("factor", "stad-zuid").passages == 1


def test_a_passage_of_two_respondents_is_one_coding(study: Session) -> None:
    code(study, [Draft("groep", "factor.sloop", 4, 60)])
    cell = evidence_table(study, full(), "nl").cell("factor.sloop", "stad-noord")
    assert (cell.codings, cell.respondents, cell.transcripts) == (1, 2, 1)
    assert cell.by_group == {"beleidsmaker": 1, "bewoner": 1}


def test_what_the_interviewer_says_is_no_evidence(study: Session) -> None:
    text = "R1: alleen zegt hier iets, 0\n\nI: "
    code(study, [Draft("alleen", "factor.sloop", len(text), 6)])
    assert evidence_table(study, full(), "nl").cells == {}


def test_a_document_stands_beside_and_counts_as_nobody(study: Session) -> None:
    code(study, [Draft("nota", "factor.sloop", 2, 5)])
    table = evidence_table(study, full(), "nl")
    assert table.cells == {}
    beside = {(aside.row, aside.column): aside.codings for aside in table.documents}
    assert beside["factor", "stad-zuid"] == beside["factor.sloop", TOTAL] == beside[TOTAL, TOTAL] == 1
    (quote,) = quotes(study, table.question.documents("factor", "stad-zuid"), "nl").quotes
    assert (quote.respondent, quote.kind) == ("", Kind.DOCUMENT)


def test_a_coding_of_two_neighbourhoods_counts_in_neither_until_it_is_assigned(study: Session) -> None:
    code(study, [Draft("twee", "factor.sloop", 5, 5), Draft("twee", "factor.sloop", 12, 5, neighbourhood="stad-noord")])
    table = evidence_table(study, full(), "nl")
    assert table.cell("factor.sloop", TOTAL).codings == 1
    assert table.cell("factor.sloop", "stad-noord").codings == 1
    assert [(a.row, a.codings) for a in table.unassigned] == [("factor", 1), ("factor.sloop", 1), (TOTAL, 1)]
    assert len(quotes(study, table.question.unassigned("factor"), "nl").quotes) == 1


def test_what_is_said_about_elsewhere_stands_apart(study: Session) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 5, place="elsewhere")])
    table = evidence_table(study, full(), "nl")
    assert table.cells == {}
    assert {a.row: a.codings for a in table.elsewhere} == {"factor": 1, "factor.sloop": 1, TOTAL: 1}
    assert {a.row: a.respondents for a in table.elsewhere} == {"factor": 1, "factor.sloop": 1, TOTAL: 1}


def test_three_interviews_with_one_person_are_one_respondent_who_stands_apart(session: Session) -> None:
    a_study(session)
    for name in ("een", "twee", "drie"):
        said = a_coding(session, version := a_transcript(session, name), "De sloop heeft de buurt geholpen.")
        do(session, version, op=name, kind="elsewhere", coding=said, value=True)
    (total,) = [each for each in evidence_table(session, Question(rows="codes"), "nl").elsewhere if each.row == TOTAL]
    assert (total.codings, total.transcripts, total.respondents) == (3, 3, 1)
    assert protected(session, Question(rows="codes"), view(session).settings.k, "nl").elsewhere == ()


def test_only_a_value_that_a_person_gave_enters_a_split(study: Session) -> None:
    code(
        study,
        [
            Draft("alleen", "factor.sloop", 5, 5, value="positief"),
            Draft("alleen", "factor.sloop", 12, 5, value="negatief", source="suggested"),
            Draft("groep", "factor.sloop", 5, 5, value="negatief"),
        ],
    )
    table = evidence_table(study, full(), "nl")
    assert table.cell("factor.sloop", "stad-zuid").by_value == {"onbepaald": 1, "positief": 1}
    assert table.cell("factor", TOTAL).by_value == {"negatief": 1, "onbepaald": 1, "positief": 1}
    assert any("Valentie" in rule for rule in table.rules)


def test_a_filter_by_value_holds_for_what_a_person_gave(study: Session) -> None:
    code(
        study,
        [
            Draft("alleen", "factor.sloop", 5, 5, value="positief"),
            Draft("alleen", "factor.sloop", 12, 5, value="positief", source="suggested"),
            Draft("alleen", "factor.sloop", 20, 5),
        ],
    )

    def codings(*values: str) -> int:
        filters = Filters(attributes={"valentie": values})
        return evidence_table(study, full(filters=filters), "nl").cell("factor.sloop", TOTAL).codings

    assert (codings("positief"), codings("onbepaald"), codings("positief", "onbepaald")) == (1, 2, 3)


@pytest.mark.parametrize(
    ("filters", "codings"),
    [
        (Filters(neighbourhoods=("stad-noord",)), 1),
        (Filters(cities=("Stad",)), 2),
        (Filters(groups=("bewoner",)), 1),
        (Filters(kinds=(Kind.FOCUS_GROUP,)), 1),
        (Filters(coders=("bram",)), 1),
        (Filters(transcripts=("alleen",)), 1),
        (Filters(respondents=("R002",)), 1),
        (Filters(coders=("bram",), transcripts=("alleen",)), 0),
    ],
)
def test_filters_leave_what_they_say(study: Session, filters: Filters, codings: int) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 5), Draft("groep", "factor.sloop", 5, 5, coder="bram")])
    question = full(filters=filters)
    assert evidence_table(study, question, "nl").cell(TOTAL, TOTAL).codings == codings
    assert len(quotes(study, question.cell(TOTAL, TOTAL), "nl").quotes) == codings


def test_columns_can_be_cities(study: Session) -> None:
    code(study, [Draft("alleen", "factor.sloop", 5, 5), Draft("groep", "factor.sloop", 5, 5)])
    table = evidence_table(study, full(columns=Columns.CITY), "nl")
    assert [column.id for column in table.columns] == ["Stad"]
    assert table.cell("factor.sloop", "Stad").respondents == 2


def test_rows_follow_the_codebook_and_a_row_can_be_a_branch(study: Session) -> None:
    assert [row.id for row in evidence_table(study, full(), "nl").rows] == list(CODES)
    branch = evidence_table(study, full(rows="belemmering"), "en").rows
    assert [(row.id, row.depth, row.label) for row in branch] == [
        ("belemmering", 0, "Code belemmering"),
        ("belemmering.onderhoud", 1, "Code belemmering.onderhoud"),
    ]
    assert [row.id for row in evidence_table(study, full(rows="families"), "nl").rows] == ["factor", "belemmering"]


@pytest.mark.parametrize(
    "question",
    [
        Question(rows="factr"),
        Question(split="valentje"),
        Question(filters=Filters(neighbourhoods=("stad-zuit",))),
        Question(filters=Filters(groups=("bewoners",))),
        Question(filters=Filters(attributes={"valentie": ("positeif",)})),
    ],
)
def test_a_misspelt_name_is_an_error_with_a_hint(study: Session, question: Question) -> None:
    with pytest.raises(NotFoundError, match="did you mean"):
        evidence_table(study, question, "nl")


def test_quotes_come_in_pages_that_neither_overlap_nor_miss(study: Session) -> None:
    made = [Draft("alleen", "factor.sloop", n, 3, coder=coder) for n in range(4, 20) for coder in ("annelies", "bram")]
    code(study, made + [replace(draft, transcript="groep") for draft in made])
    seen: list[int] = []
    after = None
    while True:
        page = quotes(study, Filters(), "nl", limit=7, after=after)
        seen += [quote.id for quote in page.quotes]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == len(quotes(study, Filters(), "nl", limit=None).quotes) == 64


def test_accepted_suggestions_are_counted_apart(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, "De sloop heeft de buurt geholpen.")
    assert do(session, version, kind="accept", suggestion=suggestion).error is None
    a_coding(session, version, "Dat is jammer.")
    cell = evidence_table(session, full(), "nl").cell("factor.sloop", TOTAL)
    assert (cell.codings, cell.from_suggestions, cell.share_from_suggestions) == (2, 1, 0.5)


def test_a_rejected_suggestion_is_not_evidence(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, "De sloop heeft de buurt geholpen.")
    assert do(session, version, kind="reject", suggestion=suggestion).error is None
    assert evidence_table(session, Question(measure=Measure.CODINGS), "nl").cells == {}


def test_quotes_are_found_by_what_is_said(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, "De sloop heeft de buurt geholpen.")
    a_coding(session, version, "Dat is jammer.", code="factor.huismeester")
    (found,) = quotes(session, Filters(), "nl", words="sloop").quotes
    assert found.exact == "De sloop heeft de buurt geholpen."
    assert (found.respondent, found.group, found.turn, found.speaker) == ("R001", "bewoner", 2, "R1")


def test_a_table_takes_the_same_statements_whatever_its_size(study: Session) -> None:
    def statements() -> int:
        seen: list[str] = []
        connection = study.connection()

        def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(connection, "before_cursor_execute", count)
        evidence_table(study, full(), "nl")
        quotes(study, Filters(), "nl")
        event.remove(connection, "before_cursor_execute", count)
        return len(seen)

    code(study, [Draft("alleen", "factor.sloop", 5, 5)])
    few = statements()
    code(study, [Draft("groep", name, n, 5, coder="bram") for n in range(4, 20) for name in CODES])
    assert statements() == few <= 24
