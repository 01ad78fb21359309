"""Digests of rows as they are written, which `verify` computes again.

A row's digest covers every column but those in `UNSEALED`. Rows that hold or point at what somebody said are
salted by the speakers of their transcript version, in the order of the labels' ids; withdrawal deletes a salt.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from qualcode.db.base import Base
from qualcode.db.models import Speaker, TranscriptVersion
from qualcode.domain.provenance import row_digest

UNSEALED: Mapping[str, frozenset[str]] = {"coding": frozenset({"state"}), "speaker": frozenset({"salt"})}
"""Columns that may change after the row was written; state changes have events of their own."""


def sealed_columns(table: str) -> list[str]:
    """Names of the columns that a digest covers."""
    open_columns = UNSEALED.get(table, frozenset())
    return [column.name for column in Base.metadata.tables[table].columns if column.name not in open_columns]


def digest_of(table: str, row: Mapping[str, Any], salt: bytes = b"") -> str:
    """Digest of one row, given as column name -> value."""
    return row_digest({name: row[name] for name in sealed_columns(table)}, salt)


def digests(session: Session, table: str, ids: Iterable[int], salt: bytes = b"") -> dict[int, str]:
    """Row id -> digest, of rows as they stand in the database, in ascending order of id."""
    sql_table: Table = Base.metadata.tables[table]
    wanted = sorted(ids)
    found: dict[int, str] = {}
    for at in range(0, len(wanted), 500):
        query = select(sql_table).where(sql_table.c.id.in_(wanted[at : at + 500])).order_by(sql_table.c.id)
        for row in session.execute(query).mappings():
            found[row["id"]] = digest_of(table, dict(row), salt)
    return found


def salt_of_version(session: Session, version_id: int) -> bytes:
    """The joined salts of everybody who speaks in the transcript of a version."""
    query = (
        select(Speaker.salt)
        .join(TranscriptVersion, TranscriptVersion.transcript_id == Speaker.transcript_id)
        .where(TranscriptVersion.id == version_id)
        .order_by(Speaker.id)
    )
    return "".join(session.scalars(query)).encode()
