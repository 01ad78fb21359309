"""Leaving nothing of erased rows behind in the file: pages that were freed still hold what stood in them."""

from contextlib import closing

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from qualcode.db.search import FTS_TABLE

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
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for table in TOUCHED:
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
