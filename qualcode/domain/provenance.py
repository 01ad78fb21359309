"""The seal on recorded work: canonical JSON, row digests, and the hash chain of events."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENESIS = "0" * 64
"""`prev_hash` of the first event."""


def canonical_json(value: object) -> str:
    """One string for equal values: sorted keys, no blanks, times as UTC with microseconds."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    msg = f"a {type(value).__name__} has no canonical form"
    raise TypeError(msg)


def row_digest(row: Mapping[str, object], salt: bytes = b"") -> str:
    """HMAC-SHA256 (hex) of a row; the salt keeps short quotes from being guessed out of the log."""
    return hmac.new(salt, canonical_json(row).encode(), hashlib.sha256).hexdigest()


def joint_digest(digests: Iterable[str]) -> str:
    """SHA-256 (hex) over digests in their order, for rows that were written together."""
    joint = hashlib.sha256()
    for digest in digests:
        joint.update(digest.encode())
    return joint.hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is sealed; `payload` is canonical JSON."""

    prev_hash: str
    at: dt.datetime
    actor: str
    kind: str
    payload: str
    operation_id: str | None

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of this event and, by `prev_hash`, of everything before it."""
        return text_digest(
            canonical_json([self.prev_hash, self.at, self.actor, self.kind, self.payload, self.operation_id])
        )


def id_ranges(ids: Iterable[int]) -> list[list[int]]:
    """Ascending ids as [first, last] pairs, so that an event about 20,000 rows stays short."""
    ranges: list[list[int]] = []
    for number in sorted(ids):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def ids_of(ranges: Iterable[Iterable[int]]) -> list[int]:
    """The ids that `id_ranges` folded."""
    return [number for first, last in ranges for number in range(first, last + 1)]
