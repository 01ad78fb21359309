"""Sheets as a Word document: captions, real tables with a repeated header, and the notices on every page."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.interchange.pages import numeric_columns, text_of
from qualcode.interchange.tables import Sheet

WIDE = 6
"""Columns from which a page lies on its side."""

NOTICE = RGBColor(0x9C, 0x00, 0x06)
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can say; every part gets it, so that the same content gives the same bytes."""

CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
"""Characters that XML cannot hold."""


def write_docx(file: Path, sheets: Sequence[Sheet], about: About, language: str) -> None:
    """Write the sheets as a document with one captioned table a sheet."""
    document = Document()
    moment = (about.dated or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)).astimezone(dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = about.study, "", ""
    properties.created = properties.modified = moment
    properties.language = language
    _lay_out(document, sheets)
    document.add_heading(_plain(about.study), 1)
    for number, sheet in enumerate(sheets, 1):
        _caption(document, f"{word('table_caption', language)} {number}. {sheet.title}")
        _table(document, sheet)
        document.add_paragraph()
    packed = BytesIO()
    document.save(packed)
    file.write_bytes(_without_moments(packed))


def _lay_out(document: Any, sheets: Sequence[Sheet]) -> None:
    section = document.sections[0]
    if any(len(sheet.columns) > WIDE for sheet in sheets):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10)
    notices = " ".join(sheets[0].notices) if sheets else ""
    if notices:
        run = section.header.paragraphs[0].add_run(_plain(notices))
        run.bold, run.font.color.rgb = True, NOTICE


def _caption(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(_plain(text), style="Caption")
    paragraph.paragraph_format.keep_with_next = True


def _table(document: Any, sheet: Sheet) -> None:
    kept = [list(row) for row in sheet.rows]
    rows = [[text_of(value) for value in row] for row in kept]
    numeric = numeric_columns(kept, len(sheet.columns))
    table = document.add_table(rows=1 + len(rows), cols=len(sheet.columns), style="Table Grid")
    _repeat(table.rows[0])
    cells = table._cells  # noqa: SLF001  asking for a row's cells one by one takes quadratic time
    width = len(sheet.columns)
    for at, column in enumerate(sheet.columns):
        _fill(cells[at], column.label, right=numeric[at], bold=True)
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row):
            _fill(cells[number * width + at], text, right=numeric[at])


def _fill(cell: Any, text: str, *, right: bool, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_plain(text))
    run.font.size, run.bold = Pt(8), bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Any) -> None:
    """Let the header stand on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  there is no public way


def _plain(text: str) -> str:
    return text.translate(CONTROL)


def _without_moments(packed: BytesIO) -> bytes:
    again = BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, FIRST_MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return again.getvalue()
