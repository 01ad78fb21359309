"""Verify finds every altered row; the guards refuse to alter one."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from builders import a_coded_study, an_erased_respondent
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db.session import make_engine, writing
from qualcode.db.triggers import APPEND_ONLY, STATE_ONLY, create_triggers, drop_triggers
from qualcode.workflow.verify import verify


@pytest.fixture(scope="module")
def study(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Engine]]:
    """A function that gives the study of a system: at least one row in every guarded table."""
    made: list[Engine] = []

    @cache
    def filled(system: str) -> Engine:
        made.append(make_engine(request.getfixturevalue(f"another_{system}")()))
        with writing(made[-1]) as session:
            a_coded_study(session)
            an_erased_respondent(session)
        return made[-1]

    yield filled
    for engine in made:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, study: Callable[[str], Engine]) -> Iterator[Session]:
    """A session in that study that is rolled back."""
    engine = study(request.param).execution_options(sqlite_begin="IMMEDIATE")
    with Session(engine) as session:
        yield session
        session.rollback()


def problems(session: Session) -> list[str]:
    return list(verify(session).problems)


def alter(session: Session, *statements: str) -> None:
    """Change rows as somebody would who takes the guards away first."""
    drop_triggers(session.connection())
    for statement in statements:
        session.execute(text(statement))
    create_triggers(session.connection())


def test_untouched_study_is_clean(filled: Session) -> None:
    assert problems(filled) == []


COLUMN = {
    "coding_attribute": "coding_id",
    "decision_repeat": "of_id",
    "memo_topic": "memo_id",
    "memo_basis": "memo_id",
}
"""A column of the tables without a number of their own."""


@pytest.mark.parametrize("table", [*APPEND_ONLY, *STATE_ONLY])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_guard_refuses(filled: Session, table: str, change: str) -> None:
    column = COLUMN.get(table, "id")
    with pytest.raises(DBAPIError, match="append-only"):
        filled.execute(text(change.format(table, column)))


def test_guard_refuses_replacing_a_row(filled: Session) -> None:
    if filled.get_bind().dialect.name != "sqlite":
        statement = "TRUNCATE event"
    else:
        statement = "INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1"
    with pytest.raises(DBAPIError, match="append-only"):
        filled.execute(text(statement))


def test_state_may_leave_confirmed_but_not_come_back(filled: Session) -> None:
    filled.execute(text("UPDATE coding SET state = 'withdrawn' WHERE id = 1"))
    with pytest.raises(DBAPIError, match="append-only"):
        filled.execute(text("UPDATE coding SET state = 'confirmed' WHERE id = 1"))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE coding SET code_id = code_id + 1 WHERE id = 1", "coding 1 was altered"),
        ("UPDATE coding_attribute SET value = 'negatief' WHERE coding_id = 1", "coding 1 was altered"),
        ("UPDATE coding SET state = 'withdrawn' WHERE id = 2", "coding 2 is withdrawn, but the log says confirmed"),
        ("UPDATE decision SET verdict = 'rejected'", "decision 1 was altered"),
        ("UPDATE memo SET text = 'Anders.'", "memo 1 was altered"),
        ("DELETE FROM read_mark", "read_mark 1 was removed"),
        ("UPDATE suggestion SET score = 0.1", "suggestion 1-1: at least one of 1 rows"),
        ("UPDATE turn SET search_text = 'iets anders' WHERE id = 2", "turn 1-4: at least one of 4 rows"),
        ("UPDATE quote_review SET verdict = 'withhold'", "quote_review 1 was altered"),
        ("UPDATE transcript_version SET text = replace(text, 'sloop', 'bouws')", "the text of transcript version 1"),
        ("UPDATE event SET actor = 'iemand' WHERE id = 3", "event 3"),
        ("DELETE FROM event WHERE id = 4", "does not follow the event before it"),
        ("DELETE FROM evidence WHERE coding_id = 1", "1 evidence rows do not follow"),
        ("UPDATE code_entry SET definition = 'Anders.' WHERE id = 1", "code_entry 1-5: at least one of 5 rows"),
        ("UPDATE event SET payload = 'geen JSON' WHERE id = 3", "event 3"),
        ("UPDATE event SET payload = '[]' WHERE id = 3", "event 3"),
        ("UPDATE respondent SET group_name = 'beleidsmaker'", "respondent 1 was altered"),
        ("UPDATE speaker SET role = 'unknown', respondent_id = NULL", "speaker 1 was altered"),
        ("UPDATE transcript SET kind = 'document'", "transcript 1 was altered"),
        ("UPDATE transcript_neighbourhood SET neighbourhood_id = 2", "transcript 1 was altered"),
        ("UPDATE neighbourhood SET name = 'Noord' WHERE id = 1", "neighbourhood 1 was altered"),
        ("UPDATE coder SET name = 'iemand'", "coder 1 was altered"),
        ("UPDATE code SET key = 'factor.anders' WHERE key = 'factor.sloop'", "code 1-5: at least one of 5 rows"),
        ("DELETE FROM code_closure WHERE depth = 1", "the tree of codes is not that of the codebook"),
        ("UPDATE study SET fictional = NOT fictional", "study 1 was altered"),
        ("UPDATE transcript_version SET text = replace(text, '█', 'x')", "words that were erased stand in"),
        ("DELETE FROM redaction WHERE memo_id IS NULL", "was removed"),
    ],
)
def test_verify_finds_the_alteration(filled: Session, statement: str, expected: str) -> None:
    alter(filled, statement)
    assert any(expected in problem for problem in problems(filled))


def test_verify_finds_an_invented_row(filled: Session) -> None:
    columns = (
        "version_id, transcript_id, start_char, end_char, code_id, coder_id, state, exact, prefix, suffix, place,"
        " suggestions_seen, codebook_version_id, created_at"
    )
    start, end = "start_char + 1", "end_char"
    values = columns.replace("start_char, end_char", f"{start}, {end}").replace("exact", "substr(exact, 2)")
    alter(filled, f"INSERT INTO coding ({columns}) SELECT {values} FROM coding WHERE id = 1")
    found = problems(filled)
    assert any(problem.startswith("coding: 1 rows that no event tells of") for problem in found)


def test_verify_finds_a_missing_guard(filled: Session) -> None:
    drop_triggers(filled.connection())
    assert any("the guard guard_coding" in problem for problem in problems(filled))


def test_forked_chain_is_impossible(filled: Session) -> None:
    insert = (
        "INSERT INTO event (at, actor, kind, payload, prev_hash, hash) SELECT at, actor, kind, payload, prev_hash, 'x'"
        " FROM event WHERE id = 2"
    )
    with pytest.raises(DBAPIError):
        filled.execute(text(insert))


def test_session_fixture_rolls_back(session: Session) -> None:
    assert session.scalar(text("SELECT count(*) FROM event")) == 0


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("orphan", "superseded", True),
        ("orphan", "withdrawn", True),
        ("withdrawn", "orphan", True),
        ("superseded", "orphan", True),
        ("orphan", "confirmed", False),
        ("superseded", "withdrawn", False),
        ("withdrawn", "superseded", False),
        ("superseded", "confirmed", False),
    ],
)
def test_guard_lets_a_coding_wait_but_never_be_confirmed_again(
    filled: Session, before: str, after: str, *, allowed: bool
) -> None:
    filled.execute(text(f"UPDATE coding SET state = '{before}' WHERE id = 1"))
    change = text(f"UPDATE coding SET state = '{after}' WHERE id = 1")
    if allowed:
        filled.execute(change)
        assert any("coding 1 is" in problem for problem in problems(filled))
    else:
        with pytest.raises(DBAPIError, match="append-only"):
            filled.execute(change)
