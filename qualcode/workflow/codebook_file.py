"""The current codebook as a file: to load again, to read, or for another program."""

from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.domain.codebook import Codebook
from qualcode.interchange.codebook_exchange import codebook_qdc, codebook_sheet
from qualcode.interchange.codebook_page import codebook_page
from qualcode.interchange.codebook_writer import write_codebook
from qualcode.interchange.tables import write_xlsx

FORMS = {
    "yaml": "application/yaml",
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "qdc": "application/xml",
}
"""Ending of a file -> its media type."""


def codebook_file(codebook: Codebook, form: str, language: str) -> bytes:
    """The contents of a file of the codebook; `form` is its ending, one of `FORMS`."""
    if form == "xlsx":
        with TemporaryDirectory() as folder:
            file = Path(folder) / "codebook.xlsx"
            write_xlsx(file, [codebook_sheet(codebook, language)], created=None)
            return file.read_bytes()
    if form == "md":
        return codebook_page(codebook, language).encode()
    return (codebook_qdc(codebook, language) if form == "qdc" else write_codebook(codebook)).encode()
