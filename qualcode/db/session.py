"""Engines and transactions for SQLite and PostgreSQL.

The SQLite recipe is measured: WAL with synchronous=FULL lost no acknowledged row in simulated power losses,
NORMAL lost some in all of them; without recursive_triggers INSERT OR REPLACE rewrites an append-only row;
writers take the lock when they begin, so that no read has to be repeated.
"""

import importlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from qualcode.errors import UsageError, said

PATIENCE = "busy_timeout=30000"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    PATIENCE,
    "cache_size=-65536",
    "temp_store=MEMORY",
    "mmap_size=268435456",
    "journal_size_limit=67108864",
    "trusted_schema=OFF",
)

INSIST_SECONDS = 5
"""How long a new connection tries again what SQLite refused at once."""

WRITE_LOCK = 7283646
"""Key of the PostgreSQL advisory lock that writers hold."""


def sqlite_driver() -> ModuleType:
    """The newest SQLite at hand: pysqlite3 where its wheel exists, else the interpreter's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def parse_url(url: str) -> URL:
    """The database URL, for one of the two supported databases.

    Raises:
        UsageError: The URL is no URL, or of another database.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or _in_memory(parsed) or parsed.drivername not in {"sqlite", "postgresql+psycopg", "postgresql"}:
        shown = url if parsed is None else parsed.render_as_string()  # without its password
        msg = said(
            "'{shown}' is not a database that qualcode can use: give sqlite:///FILE.db or "
            "postgresql+psycopg://USER@HOST/NAME with --db or QUALCODE_DATABASE_URL",
            shown=shown,
        )
        raise UsageError(msg)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed


def _in_memory(url: URL) -> bool:
    """Whether SQLite would forget everything at the end."""
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


def make_engine(url: str) -> Engine:
    """An engine by the recipe of its database."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "handle_error", _withhold_row)
        return engine
    engine = create_engine(parsed, module=sqlite_driver(), connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def freshen_statistics(engine: Engine) -> None:
    """Let SQLite count its tables where they have grown, as PostgreSQL does by itself; milliseconds otherwise.

    Without, it picks indexes blindly, and what stands near a coding takes ten times as long. A database that is busy or
    cannot be written keeps the counts that it has.

    Source: https://sqlite.org/pragma.html#pragma_optimize
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection, suppress(sqlite_driver().OperationalError):
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("PRAGMA optimize = 0x10002")
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")


def _withhold_row(context: ExceptionContext) -> None:
    """Cut an error of PostgreSQL down to its first sentence: the details quote the row, which holds what was said."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    sentence = getattr(getattr(error, "diag", None), "message_primary", None)
    if sentence and wrapped is not None:
        wrapped.args = tuple(str(part).replace(str(error), sentence) for part in wrapped.args)
        error.args = (sentence,)


def _configure_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None
    for pragma in PRAGMAS:
        _insist(dbapi_connection, f"PRAGMA {pragma}")


def _insist(dbapi_connection: Any, statement: str) -> None:
    """Carry out a statement; of two connections that turn a new file to WAL, SQLite may refuse one without waiting."""
    until = time.monotonic() + INSIST_SECONDS
    while True:
        try:
            dbapi_connection.execute(statement)
        except sqlite_driver().OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session on one consistent state, rolled back at the end."""
    # SQLite reads one state in any case; PostgreSQL would otherwise show each query what was stored by then
    reader = engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(reader, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that holds the write lock, committed at the end or rolled back as a whole."""
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with Session(writer, expire_on_commit=False) as session, session.begin():
        hold_write_lock(session)
        yield session


def hold_write_lock(session: Session) -> None:
    """Wait until nobody else writes, to the end of the transaction; on SQLite its beginning has done that.

    Every write appends to the one chain of events, so that this holds up nobody who would not have to wait, and
    what a transaction reads before it writes (is this operation stored, which number comes next) stays true.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
