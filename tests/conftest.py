"""Databases for tests: migrated once, then a transaction (or a copy) for each test."""

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from builders import session_undone
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session
from sqlalchemy.util import LRUCache

from qualcode.db import migrate
from qualcode.db.session import make_engine

PG_BIN = next((p for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
MEMORY = Path("/dev/shm")
"""A folder in memory; a file that is stored on a disk for good waits some ten milliseconds for it."""

ROOM = 4 << 30
"""Bytes that have to be free in memory for what the tests write: those that passed leave nothing there."""

TEMPLATE = f"qualcode_template_{os.getpid()}"
"""A name of this process: several may test on one server."""


THROW_AWAY = "-c fsync=off -c full_page_writes=off -c autovacuum=off"
"""Settings of a server whose databases nobody needs after the tests."""


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = make_engine(f"sqlite:///{file}")
    migrate.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite file of the test's own."""
    shutil.copy(sqlite_template, tmp_path / "study.db")
    return f"sqlite:///{tmp_path / 'study.db'}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server: QUALCODE_TEST_POSTGRES_URL, else a throw-away cluster of a user who is not root."""
    given = os.environ.get("QUALCODE_TEST_POSTGRES_URL")
    if given:
        yield given
        _administrator(given).dispose()
        return
    if PG_BIN is None:
        pytest.skip("left out: PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="qualcode-pg-"))
    try:
        yield from _throw_away_cluster(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _throw_away_cluster(folder: Path) -> Iterator[str]:
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()
    _run(as_user, PG_BIN / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {THROW_AWAY}"
    control = (PG_BIN / "pg_ctl", "-D", data, "-w")
    _run(as_user, *control, "-o", options, "-l", folder / "log", "start")
    server = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    try:
        yield server
    finally:
        _administrator(server).dispose()
        _run(as_user, *control, "-m", "immediate", "stop")


def _run(as_user: list[str], *command: object) -> None:
    words = [*as_user, *map(str, command)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The server's URL, with a migrated database `TEMPLATE` on it."""
    _create_database(postgres_server, TEMPLATE, None)
    engine = make_engine(postgres_server.rsplit("/", 1)[0] + f"/{TEMPLATE}")
    migrate.upgrade(engine)
    engine.dispose()
    yield postgres_server
    _drop_database(postgres_server, TEMPLATE)


_COUNTER = iter(range(1, 1_000_000))


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database of the test's own."""
    name = f"qualcode_test_{os.getpid()}_{next(_COUNTER)}"
    _create_database(postgres_template, name, TEMPLATE)
    yield postgres_template.rsplit("/", 1)[0] + f"/{name}"
    _drop_database(postgres_template, name)


@pytest.fixture(scope="session")
def another_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """A function that gives the URL of another migrated SQLite file, for fixtures that many tests share."""
    return lambda: f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('another') / 'study.db')}"


@pytest.fixture(scope="session")
def another_postgresql(postgres_template: str) -> Iterator[Callable[[], str]]:
    """A function that gives the URL of another migrated PostgreSQL database, which stays to the end."""
    names: list[str] = []

    def made() -> str:
        names.append(f"qualcode_another_{os.getpid()}_{next(_COUNTER)}")
        _create_database(postgres_template, names[-1], TEMPLATE)
        return f"{postgres_template.rsplit('/', 1)[0]}/{names[-1]}"

    yield made
    for name in names:
        _drop_database(postgres_template, name)


def _create_database(server: str, name: str, template: str | None) -> None:
    _drop_database(server, name)
    clause = f" TEMPLATE {template}" if template else ""
    _administer(server, f"CREATE DATABASE {name}{clause}")


def _drop_database(server: str, name: str) -> None:
    _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _administer(server: str, statement: str) -> None:
    with _administrator(server).connect() as connection:
        connection.execute(text(statement))


@cache
def _administrator(server: str) -> Engine:
    """An engine that keeps its connection, for making and dropping databases."""
    return create_engine(server, isolation_level="AUTOCOMMIT", pool_pre_ping=True)


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """An engine on `postgres_url`."""
    made = make_engine(postgres_url)
    yield made
    made.dispose()


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database without any table, of the test's own."""
    name = f"qualcode_empty_{os.getpid()}_{next(_COUNTER)}"
    _create_database(postgres_server, name, None)
    yield postgres_server.rsplit("/", 1)[0] + f"/{name}"
    _drop_database(postgres_server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table, on each of the two systems."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, on each of the two systems."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on `database_url`."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_template: Path) -> Iterator[Engine]:
    """One migrated SQLite database for tests that roll back."""
    made = make_engine(f"sqlite:///{sqlite_template}")
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def shared_postgres(postgres_template: str) -> Iterator[Engine]:
    """One migrated PostgreSQL database for tests that roll back."""
    name = f"qualcode_shared_{os.getpid()}"
    _create_database(postgres_template, name, TEMPLATE)
    made = make_engine(postgres_template.rsplit("/", 1)[0] + f"/{name}")
    yield made
    made.dispose()
    _drop_database(postgres_template, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A writing session that is rolled back, on each of the two systems."""
    engine = request.getfixturevalue("shared_sqlite" if request.param == "sqlite" else "shared_postgres")
    with session_undone(engine) as made:
        yield made


def pytest_configure() -> None:
    """Keep the files of the tests in memory where there is room, and share what engines compile."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
    _share_compiled_statements()


def _share_compiled_statements() -> None:
    """Let all engines of one database system share the statements that they compiled.

    The program has one engine in a process; thousands of tests make one each, and would compile all of it again.
    """
    compiled: LRUCache = LRUCache(3000)
    Engine._compiled_cache = property(lambda _engine: compiled, lambda _engine, _cache: None)
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        dialect.__eq__ = lambda self, other: type(self) is type(other)
        dialect.__hash__ = lambda self: hash(type(self))


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays to the end: modules and thousands of tests."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what could not run, in the last lines."""
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ())}
    terminalreporter.section("left out")
    for reason in sorted(reasons) or ["nothing"]:
        terminalreporter.write_line(reason.removeprefix("Skipped: "))
