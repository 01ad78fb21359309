"""The forms in which sheets leave: for spreadsheets, programs, reports and browsers.

Every form is made of the same sheets. CSV and Parquet hold the first sheet only, the others hold all of them.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from qualcode.domain.publication import About
from qualcode.interchange.tables import Sheet, write_csv, write_xlsx


class Form(StrEnum):
    """Form of a file; the value is its ending."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"


MIME = {
    Form.CSV: "text/csv",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PARQUET: "application/vnd.apache.parquet",
    Form.MARKDOWN: "text/markdown",
    Form.HTML: "text/html",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NAMES = {
    Form.CSV: "CSV",
    Form.XLSX: "Excel",
    Form.PARQUET: "Parquet",
    Form.MARKDOWN: "Markdown",
    Form.HTML: "HTML",
    Form.DOCX: "Word",
}


def write_sheets(file: Path, form: Form, sheets: Sequence[Sheet], about: About, language: str) -> None:
    """Write sheets to a file; the same content gives the same bytes.

    Raises:
        OSError: The file cannot be written.
    """
    _WRITERS[form](file, sheets, about, language)


Writer = Callable[[Path, Sequence[Sheet], About, str], None]


def _csv(file: Path, sheets: Sequence[Sheet], _about: About, language: str) -> None:
    write_csv(file, sheets[0], language)


def _xlsx(file: Path, sheets: Sequence[Sheet], about: About, _language: str) -> None:
    write_xlsx(file, sheets, created=about.dated)


def _parquet(file: Path, sheets: Sequence[Sheet], about: About, _language: str) -> None:
    from qualcode.interchange.columnar import write_parquet  # noqa: PLC0415  Arrow is heavy

    write_parquet(file, sheets[0], about)


def _markdown(file: Path, sheets: Sequence[Sheet], about: About, language: str) -> None:
    from qualcode.interchange.pages import markdown_page  # noqa: PLC0415

    file.write_text(markdown_page(sheets, about, language), encoding="utf-8")


def _html(file: Path, sheets: Sequence[Sheet], about: About, language: str) -> None:
    from qualcode.interchange.pages import html_page  # noqa: PLC0415

    file.write_text(html_page(sheets, about, language), encoding="utf-8")


def _docx(file: Path, sheets: Sequence[Sheet], about: About, language: str) -> None:
    from qualcode.interchange.word_tables import write_docx  # noqa: PLC0415  python-docx is heavy

    write_docx(file, sheets, about, language)


_WRITERS: dict[Form, Writer] = {
    Form.CSV: _csv,
    Form.XLSX: _xlsx,
    Form.PARQUET: _parquet,
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
    Form.DOCX: _docx,
}
