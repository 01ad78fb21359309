"""Sheets as CSV and as an Excel workbook.

CSV files are separated by semicolons and begin with a byte order mark, whatever the language: a Dutch (or any
European) Excel opens them by double-click with columns and accents right, and programs read them with
`sep=";", encoding="utf-8-sig"`. On standard output there is no mark. The decimal sign is that of the language, since a
Dutch Excel takes 4.5 for a day in May.

Text that a spreadsheet could take for a formula (it begins with = + - @, a tab or a line end) gets an apostrophe
in front in CSV, where there is no other way to say that it is text. In a workbook every cell has its type, and
text stays as it is.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.domain.quantity import MOST, Quantity, in_a_file

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CELL_LIMIT = 32_767
"""Characters that an Excel cell can hold."""

EXCEL_EPOCH, ONE_DAY = dt.datetime(1899, 12, 30, tzinfo=dt.UTC), dt.timedelta(days=1)
"""Excel keeps a moment as the days since then; it knows no time zone, so moments are in UTC."""

Value = str | int | float | dt.datetime | None


class Column(NamedTuple):
    """A column of a sheet; `width` in characters."""

    label: str
    width: float = 12


class Drawing(NamedTuple):
    """A plot of a sheet: what stands under it, what it shows in words, and its Vega-Lite, made when asked for.

    It is None where there is nothing to draw.
    """

    caption: str
    alternative: str
    spec: Callable[[], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: notices above, a header, rows, and plots of them for forms that can show any."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    notices: Sequence[str] = ()
    drawings: Sequence[Drawing] = ()


def harmless(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet could take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(sheet: Sheet, language: str) -> Iterator[str]:
    """The sheet as CSV, line by line; its notices stand in a last column, so that they go with every row."""
    header = [column.label for column in sheet.columns]
    notice = [" ".join(sheet.notices)] if sheet.notices else []
    yield _csv_line([*header, *(["!"] if notice else [])], language)
    for row in sheet.rows:
        yield _csv_line([*row, *notice], language)


def _csv_line(values: Sequence[Value], language: str) -> str:
    line = StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([_csv_value(value, language) for value in values])
    return line.getvalue()


def _csv_value(value: Value, language: str) -> str | int | None:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, float):
        return in_a_file(value, language)
    return value.isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value


def write_csv(file: Path, sheet: Sheet, language: str) -> None:
    """Write a CSV file that an Excel of the language opens by double-click."""
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(BYTE_ORDER_MARK)
        out.writelines(csv_lines(sheet, language))


def write_xlsx(file: Path, sheets: Sequence[Sheet], *, created: dt.datetime | None) -> None:
    """Write a workbook with typed cells, frozen headers and filters; the same content gives the same bytes.

    Strings are kept once for the workbook and not with each cell: a third faster for quotes, whose codes, places
    and speakers repeat, at 20 MB for 20,000 of them.
    """
    import xlsxwriter  # noqa: PLC0415  only an export to Excel needs it

    with xlsxwriter.Workbook(str(file), OPTIONS) as book:
        made = (created or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)).astimezone(dt.UTC)
        book.set_properties({"created": made.replace(tzinfo=None)})
        header, notice, text, moment, number, share, *quantities = (book.add_format(style) for style in STYLES)
        formats = _Formats(header, notice, text, moment, number, share, quantities)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.title), sheet, formats)


OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
STYLES: Sequence[dict[str, Any]] = (
    {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    {"bold": True, "font_color": "#9C0006"},
    {"text_wrap": True, "valign": "top"},
    {"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"},
    {"num_format": "0", "valign": "top"},
    {"num_format": "0.0##", "valign": "top"},
    *({"num_format": f"#,##0{'.' if n else ''}{'0' * n}", "valign": "top"} for n in range(MOST + 1)),
)


class _Formats(NamedTuple):
    header: Any
    notice: Any
    text: Any
    moment: Any
    number: Any
    share: Any
    quantities: Sequence[Any]


def _write_sheet(page: Any, sheet: Sheet, formats: _Formats) -> None:
    for at, notice in enumerate(sheet.notices):
        page.write_string(at, 0, notice, formats.notice)
    header = len(sheet.notices)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(header, at, column.label, formats.header)
    last = header
    for last, row in enumerate(sheet.rows, start=header + 1):
        for at, value in enumerate(row):
            _write_cell(page, last, at, value, formats)
    page.freeze_panes(header + 1, 0)
    page.autofilter(header, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)
    if sheet.notices:
        page.set_header("&C&B" + " ".join(sheet.notices).replace("&", "&&"))


def _write_cell(page: Any, row: int, at: int, value: Value, formats: _Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        fitting = value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"
        page.write_string(row, at, fitting, formats.text)
    elif isinstance(value, dt.datetime):
        page.write_number(row, at, (value - EXCEL_EPOCH) / ONE_DAY, formats.moment)
    elif isinstance(value, Quantity):
        page.write_number(row, at, value, formats.quantities[value.decimals])
    else:
        page.write_number(row, at, value, formats.share if isinstance(value, float) else formats.number)
