"""Walking the event log: is the chain whole, and does every sealed row still read as it was written?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db import seal
from qualcode.db.base import Base
from qualcode.db.models import Coding, Event
from qualcode.domain.coding import CodingState
from qualcode.domain.provenance import GENESIS, Link, ids_of, joint_digest
from qualcode.errors import said

SALTED = (
    "transcript_version",
    "turn",
    "suggestion",
    "coding",
    "decision",
    "decision_place",
    "memo",
    "read_mark",
    "quote_review",
    "provisional_code",
)
"""Tables whose digests are salted by the speakers of the event's version."""

COMPLETE = (
    *SALTED,
    "codebook_version",
    "code_entry",
    "codebook_change",
    "anchor_quote",
    "question",
    "answer",
    "coding_link",
    "saved_query",
    "claim",
    "claim_link",
    "claim_answer",
    "claim_ruling",
    "claim_verdict",
    "finding_judgement",
    "statistic",
    "evidence_freeze",
    "basket_entry",
    "member_check",
    "leak_confirmation",
    "redaction",
)
"""Tables in which every row must be sealed; elsewhere a row that no sealed one points at changes nothing."""

PRUNED = frozenset({"suggestion"})
"""Tables of which rows may be removed, by an event that tells which and seals those that stay."""


@dataclass
class Seals:
    """What the log says of the rows: digests one by one, digests of rows together, and states.

    Attributes:
        rows: (table, row) -> digest and version.
        bulk: (table, rows) -> their joint digest, and version. Rows that were pruned are gone from it.
        states: Coding -> state.
    """

    rows: dict[tuple[str, int], tuple[str, int | None]] = field(default_factory=dict)
    bulk: dict[tuple[str, tuple[int, ...]], tuple[str, int | None]] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)


def read_chain(session: Session, seals: Seals) -> Iterator[str]:
    """One sentence for each break of the chain; everything that the log seals is added to `seals`."""
    previous = GENESIS
    for event in session.scalars(select(Event).order_by(Event.id)).yield_per(1000):
        link = Link(event.prev_hash, event.at, event.actor, event.kind, event.payload, event.operation_id)
        if event.prev_hash != previous:
            yield said("event {event} does not follow the event before it: one was removed or inserted", event=event.id)
        if link.hash != event.hash:
            yield said("event {event} ({kind}) was altered after it was written", event=event.id, kind=event.kind)
        else:
            yield from _collect(seals, event.id, json.loads(event.payload))
        previous = event.hash


def _collect(seals: Seals, event: int, payload: Mapping[str, Any]) -> Iterator[str]:
    """Add what an event seals; one sentence if it tells of a removal that cannot have been."""
    version = payload.get("version")
    for table, rows in payload.get("rows", {}).items():
        for number, digest in rows.items():
            seals.rows[table, int(number)] = (digest, version)
    kept = {table: tuple(ids_of(entry["ids"])) for table, entry in payload.get("bulk", {}).items()}
    for table, removed in payload.get("pruned", {}).items():
        before = tuple(sorted((*kept[table], *ids_of(removed))))
        if table not in PRUNED or seals.bulk.pop((table, before), None) is None:
            yield said(
                "event {event} tells of the removal of rows of {table} that were never stored like this",
                event=event,
                table=table,
            )
    for table, entry in payload.get("bulk", {}).items():
        seals.bulk[table, kept[table]] = (entry["digest"], version)
    for number, state in payload.get("states", {}).items():
        seals.states[int(number)] = state


def altered_rows(session: Session, seals: Seals) -> Iterator[str]:
    """One sentence for each sealed row (or group of rows) that is gone or reads differently."""
    salts = seal.salts(session)
    single: dict[tuple[str, int | None], dict[int, str]] = {}
    for (table, number), (digest, version) in seals.rows.items():
        single.setdefault((table, version), {})[number] = digest
    for (table, version), expected in single.items():
        present = seal.digests(session, table, expected, _salt(salts, table, version))
        for number, digest in expected.items():
            if number not in present:
                yield said("{table} {row} was removed", table=table, row=number)
            elif present[number] != digest:
                yield said("{table} {row} was altered after it was written", table=table, row=number)
    for (table, ids), (digest, version) in seals.bulk.items():
        present = seal.digests(session, table, ids, _salt(salts, table, version))
        if joint_digest(present[number] for number in sorted(present)) != digest:
            yield said(
                "{table} {first}-{last}: at least one of {n} rows was removed or altered",
                table=table,
                first=ids[0],
                last=ids[-1],
                n=len(ids),
            )


def unsealed_rows(session: Session, seals: Seals) -> Iterator[str]:
    """One sentence for each complete table with rows that no event tells of."""
    known: dict[str, set[int]] = {table: set() for table in COMPLETE}
    for table, number in seals.rows:
        known.get(table, set()).add(number)
    for table, ids in seals.bulk:
        known.get(table, set()).update(ids)
    for table, ids_known in known.items():
        sql_table = Base.metadata.tables[table]
        foreign = [number for number in session.scalars(select(sql_table.c.id)) if number not in ids_known]
        if foreign:
            yield said(
                "{table}: {n} rows that no event tells of, the first is {first}",
                table=table,
                n=len(foreign),
                first=foreign[0],
            )


def wrong_states(session: Session, seals: Seals) -> Iterator[str]:
    """One sentence for each coding whose state no event explains."""
    for number, state in session.execute(select(Coding.id, Coding.state).order_by(Coding.id)):
        expected = seals.states.get(number, CodingState.CONFIRMED.value)
        if state != expected:
            yield said(
                "coding {number} is {state}, but the log says {expected}", number=number, state=state, expected=expected
            )


def _salt(salts: Mapping[int, bytes], table: str, version: int | None) -> bytes:
    return salts.get(version, b"") if table in SALTED and version is not None else b""
