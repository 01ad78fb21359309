"""Statistics of areas from files as CBS and the Leefbaarometer give them out, and from a table of our own.

Four shapes are read, told apart by their header; separators, byte order marks, padded codes and decimal commas as they
come:

* our own: `neighbourhood_id;area_code;area_level;code_year;exact_area;indicator;year;value;unit;source;source_version`;
* Leefbaarometer 3.0, an export by area: `wk_code,wk_naam,jaar,lbm,afw,fys,onv,soc,vrz,won` (or `bu_`, `gm_`);
* CBS StatLine with Dutch headings: `Perioden`, `Wijken en buurten`, `Regiocode (...)` and a column for each figure;
* CBS open data, one table a year: `WijkenEnBuurten` or `Codering_3`, and fields whose number shifts from year to year.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from math import isclose, isfinite
from pathlib import Path

from qualcode.domain.statistic import Figure
from qualcode.errors import InputError, short
from qualcode.interchange.encoding import decode
from qualcode.interchange.file_bytes import file_bytes

LBM_DIMENSIONS = ("fys", "onv", "soc", "vrz", "won")
LBM_VERSION = "Leefbaarometer 3.0"
EXACT_ENOUGH = 1e-6
"""How far sums of a Leefbaarometer row may be from what they should be."""

REMEDY = "give a file as CBS or the Leefbaarometer gives it out, or one in the form of docs/OUTPUTS.md"

_NUMBERED = re.compile(r"_\d+$")
_HEADING = re.compile(r"(?P<name>.*?)\s*\((?P<unit>[^()]*)\)\s*$")
_CODE = re.compile(r"(?:GM\d{4}|WK\d{6}|BU\d{8})")
_MISSING = {"", ".", "-", "x", "nan"}

Row = Mapping[str, str]


def read_statistics(path: Path, *, version: str = "", year: int | None = None) -> tuple[Figure, ...]:
    """The figures of a file; cells without a value are left out.

    Args:
        path: A CSV file.
        version: Source and version, where the file does not say it itself.
        year: Year of the figures, where the file does not say it itself.

    Raises:
        InputError: It is none of the shapes, a value is no number, or sums of the Leefbaarometer do not agree.
    """
    text = decode(file_bytes(path, InputError, "split it by year"), path.name, InputError).text
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip() for name in next(lines, [])]
    reader = _reader(header, path.name)
    try:
        rows = [
            (lines.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=False)})
            for cells in lines
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        what = f"a line is no CSV: {error}"
        raise InputError(what, source=path.name, line=lines.line_num, remedy="check its quotes") from None
    return tuple(reader(_Source(path.name, header, version, year), rows))


class _Source:
    """What is known of a file beside its rows."""

    def __init__(self, name: str, header: Sequence[str], version: str, year: int | None) -> None:
        self.name, self.header, self.version, self.year = name, header, version, year

    def refusal(self, line: int, what: str, remedy: str = REMEDY) -> InputError:
        return InputError(what, source=self.name, line=line, remedy=remedy)

    def number(self, line: int, column: str, cell: str) -> float | None:
        """The value of a cell, None where it is missing; a comma is a decimal sign."""
        if cell.casefold() in _MISSING:
            return None
        try:
            value = float(cell.replace(",", "."))
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            what = f"'{short(cell, 40)}' under {short(column, 40)} is no number"
            raise self.refusal(line, what, "write 4.189 or 4,189, and . for a missing value")
        return value

    def code(self, line: int, cell: str) -> str:
        if not _CODE.fullmatch(cell):
            what = f"'{short(cell, 40)}' is no area code of CBS"
            raise self.refusal(line, what, "codes are GM, WK or BU with four, six or eight digits")
        return cell

    def whole(self, line: int, cell: str) -> int:
        match = re.match(r"(\d{4})(?:JJ00)?$", cell)
        if match is None:
            what = f"'{short(cell, 40)}' is no year"
            raise self.refusal(line, what, "write it in four digits")
        return int(match.group(1))

    def required_year(self) -> int:
        if self.year is None:
            what = "the file does not say of which year its figures are"
            raise InputError(what, source=self.name, remedy="say it with --year")
        return self.year


Reader = Callable[[_Source, Sequence[tuple[int, Row]]], Iterator[Figure]]


def _reader(header: Sequence[str], source: str) -> Reader:
    names = set(header)
    if {"indicator", "value", "year", "area_code"} <= names:
        return _own
    if {"jaar", "lbm", "afw"} & names and any(name.endswith("_code") for name in names):
        return _leefbaarometer
    if "Perioden" in names and any(name.startswith("Regiocode") for name in names):
        return _statline
    if _coded(header):
        return _open_data
    what = f"its columns are none that are known ({short(', '.join(header), 60)})"
    raise InputError(what, source=source, line=1, remedy=REMEDY)


def _own(source: _Source, rows: Sequence[tuple[int, Row]]) -> Iterator[Figure]:
    for line, row in rows:
        value = source.number(line, "value", row["value"])
        if value is None:
            continue
        version = row.get("source_version") or row.get("source") or source.version
        if not version or not row["indicator"]:
            what = "the row does not say from which source, or of which indicator, it is"
            raise source.refusal(line, what, "fill in source and indicator")
        known = row.get("exact_area", "").casefold()
        yield Figure(
            area_code=source.code(line, row["area_code"]),
            code_year=row.get("code_year", ""),
            indicator=_NUMBERED.sub("", row["indicator"]),
            year=source.whole(line, row["year"]),
            value=value,
            unit=row.get("unit", ""),
            version=version,
            neighbourhood=row.get("neighbourhood_id", ""),
            exact=None if not known else known in {"yes", "ja", "true", "1"},
        )


def _leefbaarometer(source: _Source, rows: Sequence[tuple[int, Row]]) -> Iterator[Figure]:
    """Rows of version 3.0: the five dimensions add up to the deviation, and that to the score but for one constant."""
    lacking = [name for name in ("jaar", "lbm", "afw", *LBM_DIMENSIONS) if name not in source.header]
    if lacking:
        what = f"it lacks {', '.join(lacking)} of {LBM_VERSION}"
        remedy = "version 2.0 has other dimensions and is another model: bring it in the form of docs/OUTPUTS.md"
        raise source.refusal(1, what, remedy)
    column = next(name for name in source.header if name.endswith("_code"))
    mean = None
    for line, row in rows:
        figures = {name: source.number(line, name, row[name]) for name in ("lbm", "afw", *LBM_DIMENSIONS)}
        values = {name: value for name, value in figures.items() if value is not None}
        if not values:
            continue
        if len(values) < len(figures):
            what = "the row has some of its scores only"
            raise source.refusal(line, what, "take the file as it was given out")
        if not isclose(values["afw"], sum(values[name] for name in LBM_DIMENSIONS), abs_tol=EXACT_ENOUGH):
            what = "fys, onv, soc, vrz and won do not add up to afw"
            raise source.refusal(line, what, "take the file as it was given out, unrounded")
        mean = values["lbm"] - values["afw"] if mean is None else mean
        if not isclose(values["lbm"] - values["afw"], mean, abs_tol=EXACT_ENOUGH):
            what = "lbm and afw differ by another number than in the rows before"
            raise source.refusal(line, what, "rows of different versions cannot stand in one file; split it")
        year = source.whole(line, row["jaar"])
        for name, value in values.items():
            code = source.code(line, row[column])
            yield Figure(code, "", name, year, value, "score", source.version or LBM_VERSION)


def _statline(source: _Source, rows: Sequence[tuple[int, Row]]) -> Iterator[Figure]:
    code = next(name for name in source.header if name.startswith("Regiocode"))
    about = {"Perioden", "Wijken en buurten", code, "ID"}
    version = source.version or f"CBS, {Path(source.name).stem}"
    for line, row in rows:
        area, year = source.code(line, row[code]), source.whole(line, row["Perioden"])
        for name in source.header:
            value = None if name in about else source.number(line, name, row.get(name, ""))
            if value is not None:
                heading = _HEADING.match(name)
                indicator, unit = (heading["name"], heading["unit"]) if heading else (name, "")
                yield Figure(area, str(year), indicator, year, value, unit, version)


def _coded(header: Sequence[str]) -> str | None:
    return next((name for name in header if _NUMBERED.sub("", name) in {"Codering", "WijkenEnBuurten"}), None)


_ABOUT = {"ID", "WijkenEnBuurten", "Gemeentenaam", "SoortRegio", "Codering", "IndelingswijzigingGemeenteWijkBuurt"}
"""Fields of the open data that say where, and no figure."""


def _open_data(source: _Source, rows: Sequence[tuple[int, Row]]) -> Iterator[Figure]:
    """One table a year, whose field names end in a number that shifts: the name without it says what it is."""
    code, year = _coded(source.header), source.required_year()
    version = source.version or f"CBS Kerncijfers wijken en buurten {year}"
    for line, row in rows:
        area = row[str(code)]
        if not _CODE.fullmatch(area):
            continue  # the country, regions
        for name in source.header:
            plain = _NUMBERED.sub("", name)
            if plain in _ABOUT or "Meest" in plain:
                continue
            value = source.number(line, name, row.get(name, ""))
            if value is not None:
                yield Figure(area, str(year), plain, year, value, "", version)
