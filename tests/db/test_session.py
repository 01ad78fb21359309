"""Engines and transactions: the recipe is in force, a failure leaves nothing, and readers see one state."""

import datetime as dt
import threading
from pathlib import Path

import pytest
from builders import a_coded_study, a_study
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from qualcode.db.base import NAME_LIMIT, TooLongError
from qualcode.db.models import Coder, Event
from qualcode.db.session import make_engine, parse_url, reading, writing
from qualcode.errors import UsageError
from qualcode.workflow.open import open_database
from qualcode.workflow.study import start


def events(engine: Engine) -> int:
    """How many events there are."""
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 30_000),
        ("trusted_schema", 0),
    ],
)
def test_every_connection_works_by_the_recipe(sqlite_url: str, pragma: str, value: object) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect() as first, engine.connect() as second:
        assert [each.exec_driver_sql(f"PRAGMA {pragma}").scalar() for each in (first, second)] == [value, value]


def test_an_opened_study_has_counted_its_tables_also_while_somebody_writes(sqlite_url: str) -> None:
    counted = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'evidence' AND idx = 'ix_evidence_covering'"
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        a_coded_study(session)
        open_database(sqlite_url)[0].dispose()  # does not wait
    opened, _ = open_database(sqlite_url)
    with opened.connect() as connection:
        assert connection.exec_driver_sql(counted).scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
    opened.dispose()
    engine.dispose()


def test_work_that_fails_leaves_nothing(engine: Engine) -> None:
    def work(session: Session) -> None:
        a_study(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(engine) as session:
        work(session)
    assert events(engine) == 0


def test_work_that_succeeds_is_there_for_others(engine: Engine, database_url: str) -> None:
    with writing(engine) as session:
        start(session, "Proef")
    other = make_engine(database_url)
    assert events(other) == 1
    other.dispose()


def test_what_is_done_while_only_reading_is_not_stored(engine: Engine) -> None:
    with reading(engine) as session:
        start(session, "Proef")
    assert events(engine) == 0


def test_reader_sees_one_state_while_another_writes(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.scalar(select(func.count()).select_from(Event))
        with writing(engine) as other:
            start(other, "Proef")
        assert session.scalar(select(func.count()).select_from(Event)) == before == 0
    assert events(engine) == 1


def test_many_who_open_a_new_file_at_once_all_get_in(tmp_path: Path) -> None:
    """SQLite turns some of them away at once, without waiting."""
    refused: list[OperationalError] = []

    def enter(url: str, together: threading.Barrier) -> None:
        engine = make_engine(url)
        together.wait()
        try:
            with engine.connect() as connection:
                connection.execute(text("SELECT count(*) FROM sqlite_master"))
        except OperationalError as error:
            refused.append(error)
        finally:
            engine.dispose()

    for number in range(40):
        together = threading.Barrier(4)
        people = [
            threading.Thread(target=enter, args=(f"sqlite:///{tmp_path / f'{number}.db'}", together)) for _ in range(4)
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
    assert refused == []


def test_name_fits_or_is_refused_alike_on_both_databases(engine: Engine) -> None:
    with writing(engine) as session:
        start(session, "é" * NAME_LIMIT)
    with pytest.raises(TooLongError, match="a name of 201 characters is too long"), writing(engine) as session:
        session.execute(insert(Coder).values(name="é" * (NAME_LIMIT + 1)))


def test_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="a time without time zone"), writing(engine) as session:
        session.execute(insert(Coder).values(name="a", created_at=dt.datetime(2026, 1, 1)))  # noqa: DTZ001  the mistake


def test_time_comes_back_as_the_same_moment_in_utc(engine: Engine) -> None:
    moment = dt.datetime(2026, 7, 1, 12, 30, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    with writing(engine) as session:
        session.execute(insert(Coder).values(name="a", created_at=moment))
    with reading(engine) as session:
        stored = session.scalars(select(Coder.created_at)).one()
    assert (stored, stored.tzinfo) == (moment, dt.UTC)


@pytest.mark.parametrize(
    "url", ["study.db", "mysql://host/x", "sqlite://", "sqlite:///:memory:", "sqlite+aiosqlite:///x", ""]
)
def test_url_that_is_no_database_for_a_study_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"give sqlite:///FILE\.db or postgresql\+psycopg://USER@HOST/NAME"):
        parse_url(url)


def test_password_is_never_shown() -> None:
    with pytest.raises(UsageError) as error:
        parse_url("mysql://me:geheim@host/x")
    assert "geheim" not in str(error.value)


def test_short_form_of_a_postgresql_url_means_our_driver() -> None:
    assert parse_url("postgresql://me@host/x").drivername == "postgresql+psycopg"
