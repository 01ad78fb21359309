"""Manifest: what a file or folder that left was made of, so that anybody can tell later whether it still holds."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make again.

    Attributes:
        kind: `output`, `evidence`, `quotes`, `basket`, `changes`, `annotations`, `provenance` or `dossier`.
        language: `nl` or `en`.
        internal: Whether it stays inside.
        arguments: What the kind needs, as JSON.
    """

    kind: str
    language: str
    internal: bool
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file was made of.

    Attributes:
        file: Its name, without folders; "." for the folder in which the manifest stands.
        sha256: Of its bytes; of a folder, over the digests of its files.
        rows: Digest of each row of its tables, one table after another, or of all that a dossier says, in order.
        hidden: Cells that disclosure control hid.
        run: Number of the export run.
        software: Program and version.
        study: Title of the study.
        codebook_version: Number of the codebook.
        database_hash: Head of the event chain when it was made.
        recipe: How to make it again.
        files: Path -> SHA-256 of every file of a folder.
        tables: (title, number of rows) of each table that `rows` holds; empty for a dossier, and in older manifests,
            which hold the first table alone, of changes also the claims.
        first_only: Whether the file holds the first table alone, as CSV and Parquet do.
    """

    file: str
    sha256: str
    rows: tuple[str, ...]
    hidden: int
    run: int | None
    software: str
    study: str
    codebook_version: int
    database_hash: str
    recipe: Recipe
    files: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[tuple[str, int], ...] = ()
    first_only: bool = False

    def by_table(self) -> dict[str, tuple[str, ...]]:
        """Title -> digests of the rows of the table."""
        found, at = {}, 0
        for title, many in self.tables:
            found[title] = self.rows[at : at + many]
            at += many
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a file still holds.

    Attributes:
        intact: Whether its bytes are those that were written; None when the file is not there.
        gone: Rows that the study would not give now.
        new: Rows that the study would give and the file lacks; a changed row is one of each.
        database_hash: Head of the event chain now.
        altered: Files of a folder that are altered, missing or added.
        tables: Titles of the tables that do not hold, where the manifest tells tables apart.
        uncompared: Facts of a table that describe the state of the database or the program, which were not compared.
    """

    intact: bool | None
    gone: int
    new: int
    database_hash: str
    altered: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    uncompared: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the file is as it was written and says what the study says now."""
        return self.intact is True and not self.gone and not self.new


def row_digests(rows: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """SHA-256 of each row, shortened to 16 hexadecimal digits."""
    return tuple(
        hashlib.sha256(json.dumps(list(row), ensure_ascii=False, default=str).encode()).hexdigest()[:16] for row in rows
    )


def compared(then: Iterable[str], now: Iterable[str]) -> tuple[int, int]:
    """(rows that are gone, rows that are new)."""
    before, after = Counter(then), Counter(now)
    return (before - after).total(), (after - before).total()
