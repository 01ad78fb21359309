"""Opening a study: find the database, bring it to this program's schema, and say what was done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from qualcode.db.backup import restore
from qualcode.db.migrate import Upgrade, differences, head, knows, require_current, revision_of, upgrade
from qualcode.db.search import is_kept_current
from qualcode.db.session import freshen_statistics, make_engine, parse_url, writing
from qualcode.db.triggers import broken_guards
from qualcode.errors import DatabaseError, Sentence, UsageError, said


def open_database(url: str, *, untouched: bool = False) -> tuple[Engine, str | None]:
    """The engine of an existing study, and a sentence when it had to be upgraded.

    An SQLite file made by an older version is backed up, then migrated. PostgreSQL is shared by a team and is
    upgraded only by `qualcode db upgrade`.

    Raises:
        DatabaseError: There is none, it cannot be reached, or it was made by a newer version.
    """
    require_file(url)
    engine = make_engine(url)
    try:
        notice = _brought_up(engine)
        if not untouched:
            freshen_statistics(engine)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DBAPIError):
            raise DatabaseError(unreachable(url, error)) from None
        raise
    return engine, notice


def _brought_up(engine: Engine) -> str | None:
    revision = revision_of(engine)
    if revision is None or revision == head() or not knows(revision) or engine.dialect.name != "sqlite":
        require_current(engine)
        return None
    done = upgrade(engine)
    if done.backup is None:
        return None  # another program upgraded it meanwhile
    return f"the database was upgraded from schema {done.before} to {done.after}; the backup is {done.backup}"


def require_file(url: str) -> None:
    """Do nothing if the URL names a server or an existing file.

    Raises:
        DatabaseError: The SQLite file is missing.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).is_file():
        msg = said(
            "there is no database {file}; make one with 'qualcode study init --title TITLE', or give --db",
            file=parsed.database,
        )
        raise DatabaseError(msg)


def identity(url: str) -> tuple[int, int] | None:
    """What tells the file of a URL from another at the same place; None for a server, or where there is no file."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    try:
        found = Path(str(parsed.database)).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def require_unchanged(session: Session, revision: str) -> None:
    """Do nothing if the database still has the schema that it was opened with.

    Raises:
        DatabaseError: Another program upgraded it, or emptied it.
    """
    try:
        now = session.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        now = None
    if now != revision:
        require_current(session.get_bind().engine)


def unreachable(url: str, error: DBAPIError) -> Sentence:
    """One sentence for a database that does not answer."""
    reason = " ".join(str(error.orig).split())[:120]
    return said("the database {name} cannot be used: {reason}", name=parse_url(url).render_as_string(), reason=reason)


def trouble(error: Exception) -> Sentence | None:
    """One sentence for what a database says while somebody works with it; None for a mistake of this program."""
    if not isinstance(error, OperationalError) and type(error) is not DriverError:
        return None
    reason = " ".join(str(error.orig).split())[:120]
    if "locked" in reason:
        return said("the database is locked by another program; try again when that is done")
    return said("the database cannot be used: {reason}; what was stored before is safe", reason=reason)


@contextmanager
def create_database(url: str) -> Iterator[Session]:
    """A writing session on a new database; if the work in it fails, a new SQLite file is gone again.

    Raises:
        ConflictError: There is a database with a study already.
        DatabaseError: The server cannot be reached, the folder cannot be written, or the database is another's.
    """
    parsed = parse_url(url)
    file = Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None
    if file is not None and not file.parent.is_dir():
        msg = said("there is no folder {folder} to make the database in", folder=file.parent)
        raise DatabaseError(msg)
    existed = file is not None and file.exists()
    engine = make_engine(url)
    try:
        if revision_of(engine) is not None:
            require_current(engine)  # what is there is not to be changed by a command that makes something new
        upgrade(engine)
        with writing(engine) as session:
            yield session
    except BaseException as error:
        engine.dispose()
        if file is not None and not existed:
            for suffix in ("", "-wal", "-shm"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
        if isinstance(error, DBAPIError):
            raise DatabaseError(unreachable(url, error)) from None
        raise
    engine.dispose()


def upgrade_database(url: str) -> Upgrade:
    """Bring an existing database to this program's schema.

    Raises:
        DatabaseError: It does not exist, cannot be reached, or is newer.
    """
    require_file(url)
    engine = make_engine(url)
    try:
        return upgrade(engine)
    except DBAPIError as error:
        raise DatabaseError(unreachable(url, error)) from None
    finally:
        engine.dispose()


def restore_database(source: Path, url: str) -> Path:
    """The file that was made from the backup `source`.

    Raises:
        UsageError: The URL is not of an SQLite file.
        DatabaseError: The backup is missing or damaged.
        ConflictError: The file exists.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        msg = said("backup and restore are for SQLite files; use pg_dump and pg_restore for PostgreSQL")
        raise UsageError(msg)
    target = Path(str(parsed.database))
    restore(source, target)
    return target


def schema_problems(engine: Engine) -> list[str]:
    """One sentence for each way in which tables or guards differ from what this program expects."""
    problems = [f"table or column differs: {difference}" for difference in differences(engine)]
    with engine.connect() as connection:
        broken, current = broken_guards(connection), is_kept_current(connection)
    problems += [f"the guard {trigger} of {table} is gone or does not guard" for trigger, table in broken]
    return problems if current else [*problems, "new turns do not come into the search index"]
