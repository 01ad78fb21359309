"""Backups of an SQLite file: consistent, complete, and never half-written.

Copying the file loses acknowledged rows that are still in the WAL, and the paged backup API starves under
writers (both measured), hence VACUUM INTO.
"""

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from qualcode.db.session import sqlite_driver
from qualcode.errors import ConflictError, DatabaseError, UsageError, said


def backup(engine: Engine, target: Path) -> None:
    """Write a consistent, checked copy to `target` while others go on working.

    Raises:
        UsageError: The database is not an SQLite file.
        ConflictError: `target` exists.
        DatabaseError: It cannot be written, for instance since the disk is full; nothing is left of it then.
    """
    _require_sqlite(engine)
    if target.exists():
        msg = said("{file} exists; choose another name, a backup is never overwritten", file=target)
        raise ConflictError(msg)
    _copy(Path(str(engine.url.database)), target)


def restore(source: Path, target: Path) -> None:
    """Put a checked copy of the backup `source` at `target`, which must not exist.

    Raises:
        DatabaseError: `source` is missing, damaged or no study, or `target` cannot be written.
        ConflictError: `target` exists.
    """
    if not source.is_file():
        msg = said("there is no backup {file}", file=source)
        raise DatabaseError(msg)
    if target.exists():
        msg = said(
            "{file} exists; move it away or restore to another --db, a database is never overwritten", file=target
        )
        raise ConflictError(msg)
    check_file(source)
    _copy(source, target)


def check_file(file: Path) -> None:
    """Do nothing if `file` is an undamaged SQLite database with a study.

    Raises:
        DatabaseError: It is damaged or something else.
    """
    driver = sqlite_driver()
    with closing(driver.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            study = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'study'").fetchone()[0]
        except driver.DatabaseError as error:
            problems, study = [str(error)], 0
    if problems != ["ok"] or not study:
        reason = problems[0] if problems != ["ok"] else said("it holds no study")
        msg = said("{file} is not an undamaged database ({reason}); use another backup", file=file, reason=reason)
        raise DatabaseError(msg)


def _copy(source: Path, target: Path) -> None:
    """Write what `source` holds by now, rows in its WAL included, to `target`: all of it, checked, or nothing."""
    if not target.parent.is_dir():
        msg = said("there is no folder {folder} to write {name} in", folder=target.parent, name=target.name)
        raise DatabaseError(msg)
    driver, partial = sqlite_driver(), target.with_name(f".{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with closing(driver.connect(source, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        check_file(partial)
        _sync(partial)
        partial.rename(target)
        if os.name == "posix":  # elsewhere a folder cannot be opened, and the system writes names itself
            _sync(target.parent)
    except (OSError, driver.Error) as error:
        msg = said(
            "{file} cannot be written ({error}); is there room, and may you write in this folder?",
            file=target,
            error=error,
        )
        raise DatabaseError(msg) from None
    finally:
        partial.unlink(missing_ok=True)


def _require_sqlite(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        msg = said("backup and restore are for SQLite files; use pg_dump and pg_restore for PostgreSQL")
        raise UsageError(msg)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)  # Windows writes out only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
