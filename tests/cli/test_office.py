"""Every output as offices open it: Word files become a PDF, cells of workbooks are typed, and no text is a formula."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_study, a_transcript
from openpyxl import load_workbook

from qualcode.db.session import make_engine, writing
from qualcode.interchange.tables import FORMULA_STARTS
from qualcode.workflow.anchor import mark
from qualcode.workflow.disclose import review_quote

OFFICE = shutil.which("soffice")
SAID = "=1+1 zei de gemeente."
FAMILIES = ("factor", "interventie", "uitkomst", "patroon", "belemmering")


@pytest.fixture
def study(sqlite_template: Path, folder: Path) -> str:
    """A study whose labels, definitions and quotes begin as formulas do."""
    shutil.copy(sqlite_template, folder / "qualcode.db")
    url = f"sqlite:///{folder / 'qualcode.db'}"
    engine = make_engine(url)
    starts = ("=", "+", "-", "@")
    codes = tuple(
        a_code(
            id=f"{family}.een" if child else family,
            parent=family if child else None,
            label={"nl": f"{starts[at % 4]}SOM({family})", "en": f"{starts[at % 4]}SUM({family})"},
            definition=f"{starts[(at + 1) % 4]}1",
        )
        for at, family in enumerate(FAMILIES)
        for child in (False, True)
    )
    with writing(engine) as session:
        a_study(session, codebook=a_codebook(codes=codes))
        version = a_transcript(session, speech=(("I", "En?"), ("R1", f"{SAID} En dan?")))
        for family in FAMILIES:
            coding = a_coding(session, version, SAID, f"{family}.een")
            mark(session, CODER, coding, marked=True)
            review_quote(session, CODER, coding, "publish", "algemeen")
    engine.dispose()
    return url


def test_in_no_workbook_a_text_is_a_formula_and_numbers_are_numbers(qualcode, study: str, folder: Path) -> None:
    assert qualcode("output", "all", "-o", "uit", "--format", "xlsx", "--internal").code == 0
    assert qualcode("quotes", "-o", "uit/quotes.xlsx", "--internal").code == 0
    begin, numbers = set(), 0
    for file in sorted((folder / "uit").glob("*.xlsx")):
        for sheet in load_workbook(file).worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.data_type != "f", f"{file.name} {sheet.title} {cell.coordinate}: {cell.value}"
                if isinstance(cell.value, str):
                    begin |= {cell.value[:1]} & set(FORMULA_STARTS)
                    assert not re.fullmatch(r"\d+(\.\d+)?", cell.value), f"{file.name} {cell.coordinate}: {cell.value}"
                numbers += cell.data_type == "n"
    assert begin == {"=", "+", "-", "@"}, "each stays as it is"
    assert numbers > 30


def test_in_no_csv_a_text_is_a_formula(qualcode, study: str, folder: Path) -> None:
    assert qualcode("output", "all", "-o", "uit", "--format", "csv", "--internal").code == 0
    assert qualcode("quotes", "-o", "uit/quotes.csv", "--internal").code == 0
    for file in (folder / "uit").glob("*.csv"):
        said = file.read_text(encoding="utf-8-sig")
        assert not re.search(r'(?:^|;)"?[=@]', said, re.MULTILINE), file.name
        assert not re.search(r'(?:^|;)"?[+-](?!\d+;|;)', said, re.MULTILINE), file.name


@pytest.mark.skipif(OFFICE is None, reason="left out: there is no LibreOffice (soffice) to open Word files with")
def test_every_word_file_opens_in_libreoffice_and_becomes_pages(qualcode, study: str, folder: Path) -> None:
    assert qualcode("output", "all", "-o", "uit", "--format", "docx", "--internal").code == 0
    files = sorted((folder / "uit").glob("*.docx"))
    assert {"sample", "codebook", "evidence", "matrix", "groups", "method"} <= {file.stem for file in files}
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "pdf"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for file in files:
        made = (folder / "pdf" / f"{file.stem}.pdf").read_bytes()
        assert made.startswith(b"%PDF"), file.name
        assert re.search(rb"/Count [1-9]", made), f"{file.name} has no page"
