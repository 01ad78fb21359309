"""Rows of the first sheet of an XLSX file, as text."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from qualcode.errors import MetadataError
from qualcode.interchange.office_package import DAMAGE, open_package, read_xml

_XML_PARTS = (".xml", ".rels")


def read_xlsx_lines(data: bytes, source: str) -> Iterator[tuple[int, list[str]]]:
    """Row number, from 1, and the cells of each row as text; dates as YYYY-MM-DD, formulas as they are written.

    Raises:
        MetadataError: It cannot be opened.
    """
    with open_package(data, source, MetadataError) as package:
        try:
            for name in package.namelist():
                if name.endswith(_XML_PARTS):
                    read_xml(package, name)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # about styles and validations, which are not read
                rows = _first_sheet(data)
        except (*DAMAGE, TypeError, AttributeError):
            what = "the file is damaged or no XLSX file"
            raise MetadataError(what, source=source, remedy="open it in a spreadsheet and save it again") from None
    for number, row in enumerate(rows, 1):
        yield number, [_text(cell) for cell in row]


def _first_sheet(data: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(BytesIO(data), read_only=True).worksheets[0]
    sheet.reset_dimensions()
    return list(sheet.iter_rows(values_only=True))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, ArrayFormula | DataTableFormula):
        return "=" + str(getattr(cell, "text", "")).removeprefix("=")
    return str(cell)
