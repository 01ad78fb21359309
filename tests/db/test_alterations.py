"""Every column of every table: what is altered behind the guards is found, refused, or said to be of no account."""

import datetime as dt
from collections.abc import Iterator

import pytest
from builders import a_coded_study, an_erased_respondent
from sqlalchemy import JSON, Column, Engine, Table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db.base import Base
from qualcode.db.session import make_engine, writing
from qualcode.db.triggers import create_triggers, drop_triggers
from qualcode.workflow.verify import verify

OPEN = {
    "model": "made anew by the next run, and read by none",
    "pending_file": "a list of work, of which nothing is counted",
    "read_turn": "how far a coder scrolled: decides when a suggestion shows, and no number",
    "run_transcript": "which run is shown: decides what is offered, and no number",
    "speaker.salt": "withdrawal deletes it, and then what it salted is gone too",
    "speaker.label": "stands in the text, which is sealed",
}
"""What may change without `verify` finding it, and why."""

TABLES = [table for table in Base.metadata.sorted_tables if table.name not in OPEN]
COLUMNS = [column for table in TABLES for column in table.columns if f"{table.name}.{column.name}" not in OPEN]


@pytest.fixture(scope="module")
def engine(sqlite_template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A study on SQLite with a row in every table that verify looks at."""
    file = tmp_path_factory.mktemp("altered") / "study.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        a_coded_study(session)
        an_erased_respondent(session)
    yield engine
    engine.dispose()


@pytest.fixture
def opened(engine: Engine) -> Iterator[Session]:
    """A session without guards and foreign keys, rolled back afterwards."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        with Session(connection) as session:
            drop_triggers(session.connection())
            yield session
            session.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def found(session: Session, statement: str) -> bool:
    """Whether the database refuses the statement, or verify finds what it did."""
    try:
        changed = session.execute(text(statement)).rowcount
    except DBAPIError:
        return True
    assert changed, f"the study has no row for: {statement}"
    create_triggers(session.connection())
    return not verify(session).ok


def other_value(column: Column[object]) -> str:
    """SQL for another value of the same type, also where there is none yet."""
    name = column.name
    if column.type.python_type is bool:
        return f"NOT coalesce({name}, 0)"
    if isinstance(column.type, JSON):
        return """'{"anders": 1}'"""
    if column.type.python_type is dt.datetime:
        return "'2001-01-01 00:00:00.000000'"
    if column.type.python_type in {int, float}:
        return f"coalesce({name}, 0) + 1"
    return f"CASE WHEN {name} IS NULL THEN 'x' ELSE replace({name} || ' ', substr({name}, 1, 1), 'y') END"


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_altered_value_is_found(opened: Session, column: Column[object]) -> None:
    table = column.table.name
    assert found(opened, f"UPDATE {table} SET {column.name} = {other_value(column)}")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("study", "settings", "geen JSON"),
        ("event", "at", "gisteren"),
        ("code_entry", "label", "[]"),
        ("coding", "created_at", "x"),
    ],
)
def test_unreadable_value_is_a_finding_and_no_failure(opened: Session, table: str, column: str, value: str) -> None:
    assert found(opened, f"UPDATE {table} SET {column} = '{value}'")


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_removed_row_is_found(opened: Session, table: Table) -> None:
    row = f"SELECT min(rowid) FROM {table.name}"
    assert found(opened, f"DELETE FROM {table.name} WHERE rowid = ({row})")


def test_what_is_open_exists() -> None:
    names = {table.name for table in Base.metadata.sorted_tables}
    names |= {str(column) for table in Base.metadata.sorted_tables for column in table.columns}
    assert set(OPEN) <= names
