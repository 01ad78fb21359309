"""Tables of judgements: a row a unit, a column a coder, an empty cell where nobody judged."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from qualcode.errors import InputError, short
from qualcode.interchange.encoding import decode
from qualcode.interchange.file_bytes import file_bytes

UNIT_NAMES = frozenset({"", "unit", "unit_id", "id", "eenheid"})
"""Headings of a first column that names the units instead of judging them."""
LEAST_CODERS = 2


@dataclass(frozen=True, slots=True)
class Judgements:
    """A table as it was read.

    Attributes:
        coders: Headings of the columns.
        rows: One for each unit that anybody judged, as long as `coders`; None is missing.
    """

    coders: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def read_judgements(path: Path) -> Judgements:
    """The table in a CSV file, whose first line names the coders.

    A first column headed unit, unit_id, id or nothing names the units. Values are compared as they are written.

    Raises:
        InputError: The file cannot be read, or is no such table.
    """
    lines = list(_lines(path))
    if not lines:
        what = "the table is empty"
        raise InputError(what, source=path.name, remedy="the first line names the coders, each further line is a unit")
    header = [cell.strip() for cell in lines[0][1]]
    skipped = 1 if header[0].casefold() in UNIT_NAMES else 0
    coders = header[skipped:]
    _refuse_coders(coders, path.name)
    rows = [_row(cells, len(header), path.name, line)[skipped:] for line, cells in lines[1:]]
    return Judgements(tuple(coders), tuple(row for row in rows if any(value is not None for value in row)))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every line that is not blank."""
    text = decode(file_bytes(path, InputError, "compare fewer units at once"), path.name).text
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        yield from ((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as error:
        what = f"the line is no CSV: {error}"
        raise InputError(what, source=path.name, line=reader.line_num, remedy="check its quotes") from None


def _refuse_coders(coders: Sequence[str], source: str) -> None:
    remedy = "the first line names the coders, each once, separated by commas"
    if len(coders) < LEAST_CODERS:
        what = f"the table has judgements of {len(coders)} coder, and agreement needs two"
        raise InputError(what, source=source, line=1, remedy=remedy)
    twice = next((name for name in coders if not name or coders.count(name) > 1), None)
    if twice is not None:
        what = f"the coder '{short(twice, 40)}' stands there twice" if twice else "a column has no coder"
        raise InputError(what, source=source, line=1, remedy=remedy)


def _row(cells: Sequence[str], width: int, source: str, line: int) -> tuple[str | None, ...]:
    if len(cells) != width:
        what = f"the line has {len(cells)} cells, but there are {width} columns"
        raise InputError(what, source=source, line=line, remedy="leave a cell empty where a coder did not judge")
    return tuple(cell.strip() or None for cell in cells)
