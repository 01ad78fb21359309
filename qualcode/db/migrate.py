"""Schema versions: create, upgrade with a backup first, and refuse what is newer."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

import qualcode.db.models  # noqa: F401  registers the tables
from qualcode.db.backup import backup
from qualcode.db.base import Base
from qualcode.db.search import is_search_object
from qualcode.db.share import shared_path
from qualcode.errors import DatabaseError


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
        msg = "the migrations folder holds no migration; reinstall qualcode"
        raise DatabaseError(msg)
    return revision


def revision_of(engine: Engine) -> str | None:
    """The revision of a database, None when it is empty."""
    with engine.connect() as connection:
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
        msg = f"{name} holds no study; make one with 'qualcode study init --title TITLE'"
    elif not knows(revision):
        msg = (
            f"{name} was made by a newer qualcode (schema {revision}); install that version or choose another database"
        )
    else:
        msg = f"{name} was made by an older qualcode (schema {revision}); run 'qualcode db upgrade'"
    raise DatabaseError(msg)


def upgrade(engine: Engine, target: str = "head") -> Upgrade:
    """Bring a database to the program's revision; an SQLite file with content is backed up first.

    Raises:
        DatabaseError: The database was made by a newer program.
    """
    before = revision_of(engine)
    if before is not None and not knows(before):
        require_current(engine)
    copy = None
    if before is not None and before != head() and engine.dialect.name == "sqlite":
        copy = _backup_name(engine, before)
        backup(engine, copy)
    _migrate(engine, target)
    after = revision_of(engine)
    return Upgrade(before, after or "", copy)


def _backup_name(engine: Engine, revision: str) -> Path:
    file = Path(str(engine.url.database))
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    return file.with_name(f"{file.stem}.before-upgrade-from-{revision}-{stamp}.db")


def _migrate(engine: Engine, target: str) -> None:
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # table rebuilds would trip over references; they are checked when all is done
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        command.upgrade(config(connection), target)
        connection.commit()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.commit()
            if broken:
                msg = f"the upgrade left {len(broken)} broken references; restore the backup and report this"
                raise DatabaseError(msg)


def differences(engine: Engine) -> list[str]:
    """Each operation that would bring tables, columns and indexes to what the models say."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _parents: not is_search_object(kind, name)}
        )
        return [str(difference)[:200] for difference in compare_metadata(context, Base.metadata)]
