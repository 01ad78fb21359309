"""Schema versions: create, upgrade with a backup first, and refuse what is newer."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, text

import qualcode.db.models  # noqa: F401  registers the tables
from qualcode.db.backup import backup
from qualcode.db.base import Base
from qualcode.db.search import is_kept_current, is_search_object, mend_search
from qualcode.db.share import shared_path
from qualcode.db.triggers import broken_guards, create_triggers
from qualcode.errors import DatabaseError, said, short


class Upgrade(NamedTuple):
    """What an upgrade did; `backup` is the copy made before, if there was anything to copy."""

    before: str | None
    after: str
    backup: Path | None


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, found from the package's own place and never from the current folder."""
    settings = Config()
    settings.set_main_option("script_location", str(shared_path("migrations")).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    if connection is not None:
        settings.attributes["connection"] = connection
    return settings


def head() -> str:
    """The revision that this program works with."""
    revision = ScriptDirectory.from_config(config()).get_current_head()
    if revision is None:
        msg = said("the migrations folder holds no migration; reinstall qualcode")
        raise DatabaseError(msg)
    return revision


def revision_of(engine: Engine) -> str | None:
    """The revision of a database, None when it is empty."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def knows(revision: str) -> bool:
    """Whether this program has the migration that made the database."""
    try:
        return ScriptDirectory.from_config(config()).get_revision(revision) is not None
    except CommandError:
        return False


def require_current(engine: Engine) -> None:
    """Do nothing if the database has the program's revision.

    Raises:
        DatabaseError: It is empty, older or newer.
    """
    revision, name = revision_of(engine), engine.url.render_as_string()
    if revision == head():
        return
    if revision is None:
        msg = said("{name} holds no study; make one with 'qualcode study init --title TITLE'", name=name)
    elif not knows(revision):
        msg = said(
            "{name} was made by a newer qualcode (schema {revision}); install that version or choose another database",
            name=name,
            revision=revision,
        )
    else:
        msg = said(
            "{name} was made by an older qualcode (schema {revision}); run 'qualcode db upgrade'",
            name=name,
            revision=revision,
        )
    raise DatabaseError(msg)


def upgrade(engine: Engine) -> Upgrade:
    """Bring a database to the program's revision, all of it or nothing; an SQLite file with content is backed up first.

    The database stays locked from before the backup to the end: nothing is recorded that the backup lacks, and of
    two programs that start at once the second finds nothing left to do.

    Raises:
        DatabaseError: The database was made by a newer program, or by another one.
    """
    with _alone(engine) as connection:
        before = _revision(connection)
        if before is not None and not knows(before):
            require_current(engine)
        others = sorted({*inspect(connection).get_table_names()} - {"alembic_version"})
        if before is None and others:
            msg = said(
                "{name} holds tables of another program ({tables}); choose an empty database",
                name=engine.url.render_as_string(),
                tables=short(", ".join(others), 40),
            )
            raise DatabaseError(msg)
        copy = None
        if before is not None and before != head() and engine.dialect.name == "sqlite":
            copy = _backup_name(engine, before)
            backup(engine, copy)
        command.upgrade(config(connection), "head")
        _mend_guards(connection)
        _refuse_broken_references(connection)
        return Upgrade(before, _revision(connection) or "", copy)


def lock_schema(connection: Connection) -> None:
    """Wait until nobody else changes the schema of a PostgreSQL database, to the end of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7283645)"))


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction that holds the write lock, committed at the end."""
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with writer.connect() as connection, _references_unchecked(connection), connection.begin():
        lock_schema(connection)
        yield connection


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    """Rebuilding an SQLite table would trip over references to it; the pragma works outside a transaction only."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101  a mistake of ours, not of a user
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            msg = said(
                "the upgrade would break {n} references, so nothing was changed; please report this", n=len(broken)
            )
            raise DatabaseError(msg)


def _mend_guards(connection: Connection) -> None:
    """Make guards again that somebody took away or emptied, as `verify` tells people to."""
    if broken_guards(connection):
        create_triggers(connection)
    if not is_kept_current(connection):
        mend_search(connection)


def _backup_name(engine: Engine, revision: str) -> Path:
    file = Path(str(engine.url.database))
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    return file.with_name(f"{file.stem}.before-upgrade-from-{revision}-{stamp}.db")


def differences(engine: Engine) -> list[str]:
    """Each operation that would bring tables, columns and indexes to what the models say."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _parents: not is_search_object(kind, name)}
        )
        return [str(difference)[:200] for difference in compare_metadata(context, Base.metadata)]
