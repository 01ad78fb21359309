"""Opening a study: find the database, bring it to this program's schema, and say what was done."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from qualcode.db.migrate import head, knows, require_current, revision_of, upgrade
from qualcode.db.session import make_engine, parse_url
from qualcode.errors import DatabaseError


def open_database(url: str) -> tuple[Engine, str | None]:
    """The engine of an existing study, and a sentence when it had to be upgraded.

    An SQLite file made by an older version is backed up, then migrated. PostgreSQL is shared by a team and is
    upgraded only by `qualcode db upgrade`.

    Raises:
        DatabaseError: There is none, it cannot be reached, or it was made by a newer version.
    """
    require_file(url)
    engine = make_engine(url)
    try:
        revision = revision_of(engine)
    except OperationalError as error:
        raise DatabaseError(unreachable(url, error)) from None
    if revision is None or revision == head() or not knows(revision) or engine.dialect.name != "sqlite":
        require_current(engine)
        return engine, None
    done = upgrade(engine)
    return engine, f"the database was upgraded from schema {done.before} to {done.after}; the backup is {done.backup}"


def require_file(url: str) -> None:
    """Do nothing if the URL names a server or an existing file.

    Raises:
        DatabaseError: The SQLite file is missing.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).is_file():
        msg = f"there is no database {parsed.database}; make one with 'qualcode study init --title TITLE', or give --db"
        raise DatabaseError(msg)


def unreachable(url: str, error: OperationalError) -> str:
    """One sentence for a database that does not answer."""
    reason = " ".join(str(error.orig).split())[:120]
    return f"the database {parse_url(url).render_as_string()} cannot be used: {reason}"
