"""Doctor: what runs here, and what should be mended."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, text

from qualcode import __version__
from qualcode.db import migrate
from qualcode.db.session import sqlite_driver

SAFE_SQLITE = (3, 51, 3)
"""First SQLite without the documented WAL-reset corruption bug."""


class Health(NamedTuple):
    """Versions and sizes, and one sentence for each thing to mend."""

    facts: Mapping[str, str | int]
    warnings: Sequence[str]


def examine(engine: Engine) -> Health:
    """The health of the program and of one database."""
    facts: dict[str, str | int] = {"qualcode": __version__, "schema": migrate.revision_of(engine) or "none"}
    warnings: list[str] = []
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            file = Path(str(engine.url.database))
            facts |= {"sqlite": sqlite_driver().sqlite_version, "file": str(file), "bytes": file.stat().st_size}
            facts["journal"] = str(connection.scalar(text("PRAGMA journal_mode")))
            warnings += _sqlite_warnings(facts)
        else:
            facts["postgresql"] = str(connection.scalar(text("SHOW server_version")))
            facts["bytes"] = int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
            if connection.scalar(text("SHOW synchronous_commit")) == "off":
                warnings.append("synchronous_commit is off: a crash may lose confirmed codings; turn it on")
    return Health(facts, warnings)


def _sqlite_warnings(facts: Mapping[str, str | int]) -> list[str]:
    warnings = []
    if tuple(map(int, str(facts["sqlite"]).split("."))) < SAFE_SQLITE:
        safe = ".".join(map(str, SAFE_SQLITE))
        warnings.append(
            f"SQLite {facts['sqlite']} has a known, rare corruption bug that {safe} mends; install pysqlite3 where its"
            " wheel exists, or work with one program at a time"
        )
    if facts["journal"] != "wal":
        warnings.append("the file does not work in WAL mode, as on a network share; move it to a local disk")
    return warnings
