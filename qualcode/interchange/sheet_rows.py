"""Rows of a CSV or XLSX file under named columns, as text, with their line for messages."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from qualcode.errors import MetadataError, short
from qualcode.interchange.encoding import decode
from qualcode.interchange.file_bytes import file_bytes

_DELIMITERS = ";,\t"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters of a cell that a spreadsheet would carry out (OWASP, CSV injection)."""
_SPACING = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        source: File name.
        line: Line in the file, from 1.
        cells: Column -> text without white space around it, "" when empty.
    """

    source: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column."""
        return self.cells[column]

    def refusal(self, what: str, remedy: str) -> MetadataError:
        """The error that refuses this row."""
        return MetadataError(what, source=self.source, line=self.line, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a file may have.

    Attributes:
        known: All of them; others are refused.
        required: Those that it must have.
        free: Those with free text, where a cell may begin like a formula.
    """

    known: Sequence[str]
    required: Sequence[str]
    free: Sequence[str]


Lines = Iterable[tuple[int, list[str]]]
"""Line number and raw cells."""


def read_rows(path: Path, columns: Columns) -> Iterator[Row]:
    """The rows of a file that are not empty, below its row of column names.

    Raises:
        MetadataError: It cannot be read, or a column or cell is refused.
    """
    source = path.name
    lines = ((line, cells) for line, cells in _lines(path, columns) if any(cell.strip() for cell in cells))
    line, header = next(iter(lines), (1, []))
    names = [_column(name, columns, source, line) for name in header]
    _refuse_header(names, columns, source, line)
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(names) :]):
            what = f"the row has {len(cells)} cells, but there are {len(names)} columns"
            raise MetadataError(what, source=source, line=line, remedy="put text that holds the separator in quotes")
        _refuse_cells(names, cells, columns, source, line)
        filled = dict(zip(names, cells, strict=False))
        yield Row(source, line, {name: filled.get(name, "").strip() for name in columns.known})


def _lines(path: Path, columns: Columns) -> Lines:
    data = file_bytes(path, MetadataError, "remove what does not belong to it")
    match path.suffix.lower():
        case ".csv":
            return _csv_lines(decode(data, path.name, MetadataError).text, path.name, columns)
        case ".xlsx":
            from qualcode.interchange.xlsx_rows import read_xlsx_lines  # noqa: PLC0415 - openpyxl takes 1 s to load

            return read_xlsx_lines(data, path.name)
    what = f"'{path.suffix or path.name}' is not read here; allowed are .csv and .xlsx"
    raise MetadataError(what, source=path.name, remedy="save it from the spreadsheet as .xlsx or .csv")


def _csv_lines(text: str, source: str, columns: Columns) -> Lines:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, columns), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise MetadataError(
            f"the line is no CSV: {error}", source=source, line=line, remedy="check its quotes"
        ) from None


def _delimiter(text: str, columns: Columns) -> str:
    """The separator that gives the most column names on the first line with text."""
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda sign: sum(_plain(name) in columns.known for name in header.split(sign)))


def _plain(name: str) -> str:
    return _SPACING.sub("_", name.strip(" \t\r\ufeff\"'").casefold())


def _column(name: str, columns: Columns, source: str, line: int) -> str:
    """The column that a heading means, "" for an empty heading."""
    plain = _plain(name)
    if plain in columns.known or not plain:
        return plain
    near = get_close_matches(plain, columns.known, n=1)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    what = f"there is no column '{short(name, 40)}'{hint}"
    raise MetadataError(what, source=source, line=line, remedy=f"columns are {', '.join(columns.known)}")


def _refuse_header(names: list[str], columns: Columns, source: str, line: int) -> None:
    for name in columns.required:
        if name not in names:
            what = f"the column '{name}' is missing"
            raise MetadataError(what, source=source, line=line, remedy=f"columns are {', '.join(columns.known)}")
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        what = f"the column '{twice}' stands there twice"
        raise MetadataError(what, source=source, line=line, remedy="keep one of them")


def _refuse_cells(names: list[str], cells: list[str], columns: Columns, source: str, line: int) -> None:
    """Make sure that every cell has a column, and none outside free text begins like a formula."""
    for name, cell in zip(names, cells, strict=False):
        if not name and cell.strip():
            what = f"'{short(cell, 40)}' stands under no column name"
            raise MetadataError(what, source=source, line=line, remedy="name the column or empty it")
        if name not in columns.free and cell.startswith(_FORMULA):
            what = f"{name} '{short(cell, 40)}' begins like a formula; a value begins with a letter or digit"
            raise MetadataError(what, source=source, line=line, remedy="write the value itself")
