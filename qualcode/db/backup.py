"""Backups of an SQLite file: consistent, complete, and never half-written.

Copying the file loses acknowledged rows that are still in the WAL, and the paged backup API starves under
writers (both measured), hence VACUUM INTO.
"""

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from qualcode.db.session import sqlite_driver
from qualcode.errors import ConflictError, DatabaseError, UsageError


def backup(engine: Engine, target: Path) -> None:
    """Write a consistent, checked copy to `target` while others go on working.

    Raises:
        UsageError: The database is not an SQLite file.
        ConflictError: `target` exists.
    """
    _require_sqlite(engine)
    if target.exists():
        msg = f"{target} exists; choose another name, a backup is never overwritten"
        raise ConflictError(msg)
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite_driver().connect(engine.url.database, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        check_file(partial)
        _sync(partial)
        partial.rename(target)
        _sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def restore(source: Path, target: Path) -> None:
    """Put a checked copy of the backup `source` at `target`, which must not exist.

    Raises:
        DatabaseError: `source` is missing or damaged.
        ConflictError: `target` exists.
    """
    if not source.is_file():
        msg = f"there is no backup {source}"
        raise DatabaseError(msg)
    if target.exists():
        msg = f"{target} exists; move it away or restore to another --db, a database is never overwritten"
        raise ConflictError(msg)
    check_file(source)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(source.read_bytes())
    _sync(partial)
    partial.rename(target)
    _sync(target.parent)


def check_file(file: Path) -> None:
    """Do nothing if `file` is an undamaged SQLite database.

    Raises:
        DatabaseError: It is damaged or something else.
    """
    driver = sqlite_driver()
    connection = driver.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    try:
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    except driver.DatabaseError as error:
        problems = [str(error)]
    finally:
        connection.close()
    if problems != ["ok"]:
        msg = f"{file} is not an undamaged database ({problems[0]}); use another backup"
        raise DatabaseError(msg)


def _require_sqlite(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        msg = "backup and restore are for SQLite files; use pg_dump and pg_restore for PostgreSQL"
        raise UsageError(msg)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
