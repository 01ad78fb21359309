"""Leaving nothing of erased rows behind in the file: pages that were freed still hold what stood in them."""

from contextlib import closing

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from qualcode.db.search import FTS_TABLE
from qualcode.db.session import sqlite_driver
from qualcode.errors import ConflictError

TOUCHED = ("transcript_version", "turn", "coding", "suggestion", "memo", "model")
"""Tables of which rows are erased."""


def forget_index(session: Session) -> None:
    """Make the search index anew from the turns as they are now, and let freed pages be overwritten."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))
        session.execute(text(f"INSERT INTO {FTS_TABLE} ({FTS_TABLE}) VALUES ('rebuild')"))  # noqa: S608  a constant


def scrub(engine: Engine) -> None:
    """Write the database anew without what was freed; after the transaction that erased, and with nobody else at work.

    PostgreSQL's log of changes and its replicas are out of reach here.

    Raises:
        ConflictError: It cannot be written anew, most often since somebody is at work, and still holds what was erased.
    """
    if engine.dialect.name == "sqlite":
        _write_anew(engine)
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for table in TOUCHED:
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")


def _write_anew(engine: Engine) -> None:
    with closing(engine.raw_connection()) as raw:
        try:
            raw.execute("VACUUM")
        except sqlite_driver().OperationalError as error:
            raise _held(error) from None
        (is_busy, *_frames) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise _held("its log is being read")


def _held(why: object) -> ConflictError:
    msg = (
        f"the words are erased from every table, but the files of the database still hold them ({why}): close the "
        "screens and other programs that have it open, and give the same command again"
    )
    return ConflictError(msg)
