"""A digest over all that a database holds, to show that nothing changed."""

import hashlib
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from qualcode.db.session import make_engine, parse_url


def content_hash(url: str, leave_out: Collection[str] = ()) -> str:
    """SHA-256 (hex) over every row of every table; of the file's bytes, or of nothing, where it is no database."""
    file = Path(str(parse_url(url).database))
    if url.startswith("sqlite") and not (file.is_file() and file.read_bytes()[:6] == b"SQLite"):
        return hashlib.sha256(file.read_bytes() if file.is_file() else b"").hexdigest()
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return _hash(connection, leave_out)
    finally:
        engine.dispose()


def rows_of(connection: Connection, table: str) -> list[str]:
    """Every row of a table as text, sorted."""
    return sorted(repr(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {table}")))


def _hash(connection: Connection, leave_out: Collection[str]) -> str:
    content = hashlib.sha256()
    for table in sorted(set(inspect(connection).get_table_names()) - set(leave_out)):
        content.update(repr((table, rows_of(connection, table))).encode())
    return content.hexdigest()
