"""Sheets as a Word document: captions, real tables with a repeated header, and the notices on every page."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.interchange.pages import numeric_columns, text_of
from qualcode.interchange.tables import Drawing, Sheet
from qualcode.interchange.word_layout import MARGIN, layout, page_size

NOTICE = RGBColor(0x9C, 0x00, 0x06)
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can say; every part gets it, so that the same content gives the same bytes."""

CAPTION = 30
"""Millimetres that a picture leaves for what stands above and under it."""

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
    _style(document)
    tables = [_Table(sheet, language) for sheet in sheets]
    drawn = [_drawn(table.sheet, language) for table in tables]
    wide = bool(tables) and tables[0].layout.wide and not drawn[0]
    _turn(document.sections[0], wide=wide)
    _furnish(document.sections[0], sheets)
    document.add_heading(_plain(about.study), 1)
    figures = 0
    for number, (table, pictures) in enumerate(zip(tables, drawn, strict=True), 1):
        if pictures and wide:
            wide = _page(document, wide=False)
        figures = _figures(document, pictures, figures, language)
        if table.layout.wide != wide:
            wide = _page(document, wide=table.layout.wide)
        _caption(document, f"{word('table_caption', language)} {number}. {table.sheet.title}")
        _table(document, table)
        empty = word("columns_left_out", language, columns=", ".join(table.left_out)) if table.left_out else ""
        document.add_paragraph(_plain(empty))
    packed = BytesIO()
    document.save(packed)
    file.write_bytes(_without_moments(packed))


def _page(document: Any, *, wide: bool) -> bool:
    """Begin a page that lies so; whether it lies on its side."""
    _turn(document.add_section(WD_SECTION.NEW_PAGE), wide=wide)
    return wide


def _drawn(sheet: Sheet, language: str) -> list[tuple[Drawing, bytes | str]]:
    """The plots of a sheet with their pictures, or with the sentence that says what is lacking."""
    from qualcode.interchange.plots import pictured  # noqa: PLC0415  a document mostly has none
    from qualcode.interchange.plots.picture import PlotForm  # noqa: PLC0415

    made = [(drawing, pictured(drawing, PlotForm.PNG)) for drawing in sheet.drawings]
    return [
        (drawing, content or word("plot_missing", language, caption=drawing.caption))
        for drawing, content in made
        if content is not None
    ]


def _figures(document: Any, drawn: Sequence[tuple[Drawing, bytes | str]], before: int, language: str) -> int:
    """Put plots on an upright page, each with its caption and what it shows in words; the number of the last."""
    for drawing, content in drawn:
        if isinstance(content, str):
            document.add_paragraph(_plain(content))
            continue
        before += 1
        width, height = (side - 2 * MARGIN for side in page_size(wide=False))
        shape = document.add_picture(BytesIO(content))
        scale = min(Mm(width) / shape.width, Mm(height - CAPTION) / shape.height, 1)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        properties = shape._inline.docPr  # noqa: SLF001  there is no public way
        properties.set("descr", _plain(drawing.alternative))
        properties.set("title", _plain(drawing.caption))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        document.add_paragraph(_plain(f"{word('figure_caption', language)} {before}. {drawing.caption}"), "Caption")
    return before


class _Table:
    """A sheet as text, with how it lies on its page; columns in which nothing stands are left out and named."""

    def __init__(self, sheet: Sheet, language: str) -> None:
        given = [list(row) for row in sheet.rows]
        said = [[text_of(value, language) for value in row] for row in given]
        every = range(len(sheet.columns))
        filled = [at for at in every if any(row[at] for row in said)] or [*every]
        kept = [[row[at] for at in filled] for row in given]
        self.sheet = sheet
        self.heads = [sheet.columns[at].label for at in filled]
        self.left_out = [column.label for at, column in enumerate(sheet.columns) if at not in filled]
        self.rows = [[row[at] for at in filled] for row in said]
        self.numeric = numeric_columns(kept, len(filled))
        self.layout = layout(self.heads, self.rows, [sheet.columns[at].width for at in filled], self.numeric)


def _style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10)
    style.paragraph_format.space_after = Pt(0)


def _turn(section: Any, *, wide: bool) -> None:
    """Give a section its page, standing or on its side."""
    width, height = page_size(wide=wide)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def _furnish(section: Any, sheets: Sequence[Sheet]) -> None:
    """Notices above every page and its number below; later sections take both over."""
    notices = " ".join(sheets[0].notices) if sheets else ""
    if notices:
        run = section.header.paragraphs[0].add_run(_plain(notices))
        run.bold, run.font.color.rgb = True, NOTICE
    below = section.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    below._p.append(field)  # noqa: SLF001  there is no public way


def _caption(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(_plain(text), style="Caption")
    paragraph.paragraph_format.keep_with_next = True


def _table(document: Any, shown: _Table) -> None:
    width, rows = len(shown.heads), shown.rows
    table = document.add_table(rows=1 + len(rows), cols=width, style="Table Grid")
    table.autofit = False
    sizes, points = [Mm(width) for width in shown.layout.widths], Pt(shown.layout.points)
    for column, size in zip(table.columns, sizes, strict=True):
        column._gridCol.w = size  # noqa: SLF001  the public way goes through every cell again
    _repeat(table.rows[0])
    cells = table._cells  # noqa: SLF001  asking for a row's cells one by one takes quadratic time
    for at, head in enumerate(shown.heads):
        _fill(cells[at], head, sizes[at], points, right=shown.numeric[at], bold=True)
        _shade(cells[at])
        if shown.layout.turned[at]:
            _turn_text(cells[at])
        cells[at].vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    if shown.layout.head:
        table.rows[0].height = Mm(shown.layout.head)
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row):
            _fill(cells[number * width + at], text, sizes[at], points, right=shown.numeric[at])
    for row in table._tbl.tr_lst:  # noqa: SLF001
        _mark(row, "w:cantSplit")


def _fill(cell: Any, text: str, width: Mm, points: Pt, *, right: bool, bold: bool = False) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_plain(text))
    run.font.size, run.bold = points, bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Any) -> None:
    """Let the header stand on every page."""
    _mark(row._tr, "w:tblHeader")  # noqa: SLF001  there is no public way


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _turn_text(cell: Any) -> None:
    """Let a head run from below upwards."""
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "btLr")
    cell._tc.get_or_add_tcPr().append(direction)  # noqa: SLF001
    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E9EEF2")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


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
