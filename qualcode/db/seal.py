"""Digests of rows as they are written, which `verify` computes again.

A row's digest covers every column but those in `UNSEALED`, and what belongs to the row in tables without a number
of their own (`_PARTS`). Rows that hold or point at what somebody said are salted by the speakers of their transcript
version; erasing what somebody said deletes their salt.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from qualcode.db.base import Base
from qualcode.db.models import CodingAttribute, MemoBasis, MemoTopic, Repeat, Speaker, TranscriptNeighbourhood, Turn
from qualcode.domain.provenance import canonical_json, row_digest

UNSEALED: Mapping[str, frozenset[str]] = {"coding": frozenset({"state"}), "speaker": frozenset({"salt", "label"})}
"""Columns that digests leave out.

State changes have events of their own; erasing deletes a salt; a label stands in the text, which is sealed, and
its digest without a salt could be guessed.
"""


BATCH = 500
"""Ids in one query."""


@cache
def sealed_columns(table: str) -> tuple[str, ...]:
    """Names of the columns that a digest covers."""
    open_columns = UNSEALED.get(table, frozenset())
    return tuple(column.name for column in Base.metadata.tables[table].columns if column.name not in open_columns)


def digest_of(table: str, row: Mapping[str, Any], salt: bytes = b"", parts: Sequence[object] = ()) -> str:
    """Digest of one row, given as column name -> value, with the parts that belong to it."""
    sealed = {name: row[name] for name in sealed_columns(table)}
    return row_digest({**sealed, _PARTS[table][0]: list(parts)} if parts else sealed, salt)


def digests(session: Session, table: str, ids: Iterable[int], salt: bytes = b"") -> dict[int, str]:
    """Row id -> digest, of rows as they stand in the database, in ascending order of id."""
    sql_table: Table = Base.metadata.tables[table]
    found: dict[int, str] = {}
    for batch in batches(ids):
        query = select(sql_table).where(sql_table.c.id.in_(batch)).order_by(sql_table.c.id)
        parts = _PARTS[table][1](session, batch) if table in _PARTS else {}
        for row in session.execute(query).mappings():
            found[row["id"]] = digest_of(table, dict(row), salt, parts.get(row["id"], ()))
    return found


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """These ids in ascending order, as many at a time as go into one query."""
    wanted = sorted(ids)
    for at in range(0, len(wanted), BATCH):
        yield wanted[at : at + BATCH]


def entries(session: Session, written: Mapping[str, Iterable[int]], salt: bytes = b"") -> dict[str, dict[str, str]]:
    """The `rows` entry of an event: table -> row id -> digest, of rows as they stand in the database."""
    found = {table: digests(session, table, ids, salt) for table, ids in written.items()}
    return {table: {str(number): digest for number, digest in rows.items()} for table, rows in found.items() if rows}


def _attributes(session: Session, codings: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    """Coding -> its (attribute, value, source), sorted: a coding is sealed together with them."""
    query = (
        select(CodingAttribute.coding_id, CodingAttribute.attribute, CodingAttribute.value, CodingAttribute.source)
        .where(CodingAttribute.coding_id.in_(codings))
        .order_by(CodingAttribute.coding_id, CodingAttribute.attribute)
    )
    values: dict[int, list[tuple[str, str, str]]] = {}
    for coding, *rest in session.execute(query):
        values.setdefault(coding, []).append((rest[0], rest[1], rest[2]))
    return values


def _neighbourhoods(session: Session, transcripts: Sequence[int]) -> dict[int, list[int]]:
    """Transcript -> the neighbourhoods that it is about, ascending: they decide in which column it counts."""
    about = TranscriptNeighbourhood
    query = select(about.transcript_id, about.neighbourhood_id).where(about.transcript_id.in_(transcripts))
    places: dict[int, list[int]] = {}
    for transcript, place in session.execute(query.order_by(about.neighbourhood_id)):
        places.setdefault(transcript, []).append(place)
    return places


def _repeats(session: Session, decisions: Sequence[int]) -> dict[int, list[int]]:
    """Decision -> the decision that it repeats, for those that do."""
    query = select(Repeat.decision_id, Repeat.of_id).where(Repeat.decision_id.in_(decisions))
    return {decision: [repeated] for decision, repeated in session.execute(query)}


def _topics(session: Session, memos: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Memo -> the (kind, key) of what it is about, sorted, and what its cells held."""
    query = select(MemoTopic.memo_id, MemoTopic.kind, MemoTopic.key).where(MemoTopic.memo_id.in_(memos))
    about: dict[int, list[tuple[str, str]]] = {}
    for memo, kind, key in session.execute(query.order_by(MemoTopic.memo_id, MemoTopic.kind, MemoTopic.key)):
        about.setdefault(memo, []).append((kind, key))
    held = select(MemoBasis.memo_id, MemoBasis.codings).where(MemoBasis.memo_id.in_(memos))
    for memo, codings in session.execute(held):
        about.setdefault(memo, []).append(("basis", canonical_json(codings)))
    return about


_PARTS: Mapping[str, tuple[str, Callable[[Session, Sequence[int]], Mapping[int, Sequence[object]]]]] = {
    "coding": ("attributes", _attributes),
    "transcript": ("neighbourhoods", _neighbourhoods),
    "decision": ("repeats", _repeats),
    "memo": ("topics", _topics),
}
"""Table -> name and query of what belongs to its rows."""


def salts(session: Session, version_id: int | None = None) -> dict[int, bytes]:
    """Version -> joined salts of everybody who speaks in it, in order of the speakers' ids; one version or all."""
    query = select(Turn.version_id, Speaker.id, Speaker.salt).join(Speaker, Speaker.id == Turn.speaker_id).distinct()
    if version_id is not None:
        query = query.where(Turn.version_id == version_id)
    joined: dict[int, str] = {}
    for version, _, salt in session.execute(query.order_by(Turn.version_id, Speaker.id)):
        joined[version] = joined.get(version, "") + salt
    return {version: salt.encode() for version, salt in joined.items()}


def salt_of_version(session: Session, version_id: int) -> bytes:
    """The salt of one version."""
    return salts(session, version_id).get(version_id, b"")
