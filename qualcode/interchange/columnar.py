"""A sheet as a Parquet file: typed columns, and what has to be said with them in the metadata of its schema."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from qualcode.domain.publication import About
from qualcode.interchange.tables import Sheet, Value


def write_parquet(file: Path, sheet: Sheet, about: About) -> None:
    """Write the rows of a sheet, a column of the file a column; a hidden number is null beside its numbers."""
    rows = [list(row) for row in sheet.rows]
    names = [column.label for column in sheet.columns]
    arrays = [_column([row[at] for row in rows]) for at in range(len(names))]
    facts = {
        "study": about.study,
        "notices": list(sheet.notices),
        "software": about.software,
        "codebook_version": about.codebook_version,
        "database_hash": about.database_hash,
        "question": [list(pair) for pair in about.question],
        "run": about.run,
    }
    table = pa.table(arrays, names=_unlike(names))
    table = table.replace_schema_metadata({"qualcode": json.dumps(facts, ensure_ascii=False, sort_keys=True)})
    pq.write_table(table, file, compression="zstd")


def _column(values: Sequence[Value]) -> pa.Array:
    kinds = {float if isinstance(value, float) else type(value) for value in values if value not in {None, ""}}
    if kinds and kinds <= {dt.datetime}:
        return pa.array(values, pa.timestamp("us", tz="UTC"))
    if int in kinds or float in kinds:
        marked = all(not isinstance(value, str) or len(value) <= 1 for value in values)
        if marked:
            kind = pa.float64() if float in kinds else pa.int64()
            return pa.array([None if isinstance(value, str) else value for value in values], kind)
    return pa.array([None if value is None else str(value) for value in values], pa.string())


def _unlike(names: Sequence[str]) -> list[str]:
    """The names with a number behind those that came before."""
    seen: dict[str, int] = {}
    unlike = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unlike.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unlike
