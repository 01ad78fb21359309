"""Every form of the same sheets: typed, complete, harmless, and the same bytes each time."""

import datetime as dt
import sys
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from docx import Document
from docx.oxml.ns import qn

from qualcode.domain.publication import About
from qualcode.interchange.forms import Form, write_sheets
from qualcode.interchange.tables import Column, Drawing, Sheet

ABOUT = About(
    study="Wijken <b>in</b> beweging",
    fictional=True,
    internal=True,
    software="qualcode 1",
    run=7,
    codebook_version=3,
    database_hash="f" * 64,
    dated=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    question=(),
)
ROWS = [["=1+1", "a | b\nc", 3, 0.25], ["<script>alert(1)</script>", "*vet*", "x", None]]
SHEETS = [
    Sheet("Tabel", [Column("code"), Column("naam"), Column("n"), Column("deel")], ROWS, ("INTERN", "Fictief")),
    Sheet("Verantwoording", [Column("feit"), Column("")], [["k", 3]], ("INTERN",)),
]


def written(folder: Path, form: Form, about: About = ABOUT) -> Path:
    file = folder / f"uit.{form}"
    write_sheets(file, form, SHEETS, about, "nl")
    return file


@pytest.mark.parametrize("form", Form)
def test_the_same_content_gives_the_same_bytes(tmp_path: Path, form: Form) -> None:
    first = written(tmp_path, form).read_bytes()
    assert written(tmp_path, form).read_bytes() == first


def test_a_page_escapes_what_cells_say_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = written(tmp_path, Form.HTML).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<table>") == 2
    assert '<td class="number">3</td>' in page
    assert "INTERN" in page


def test_markdown_keeps_its_columns_whatever_cells_say(tmp_path: Path) -> None:
    lines = written(tmp_path, Form.MARKDOWN).read_text(encoding="utf-8").splitlines()
    at = lines.index("| code | naam | n | deel |")
    assert lines[at + 1] == "|---|---|---:|---:|"
    assert lines[at + 2] == "| =1+1 | a \\| b c | 3 | 0,25 |"
    assert lines[at + 3] == "| \\<script\\>alert(1)\\</script\\> | \\*vet\\* | x |  |"


def test_word_has_captions_real_tables_and_the_notice_on_every_page(tmp_path: Path) -> None:
    document = Document(str(written(tmp_path, Form.DOCX)))
    captions = [each.text for each in document.paragraphs if each.style and each.style.name == "Caption"]
    assert captions == ["Tabel 1. Tabel", "Tabel 2. Verantwoording"]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1:] == [["=1+1", "a | b\nc", "3", "0,25"], ["<script>alert(1)</script>", "*vet*", "x", ""]]
    assert "INTERN" in document.sections[0].header.paragraphs[0].text
    with zipfile.ZipFile(tmp_path / "uit.docx") as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_a_wide_table_lies_on_its_side_and_others_stand(tmp_path: Path) -> None:
    wide = Sheet("Breed", [Column(f"respondenten {n}") for n in range(9)], [["wijkprofessional"] * 9], ("INTERN",))
    file = tmp_path / "uit.docx"
    write_sheets(file, Form.DOCX, [SHEETS[0], wide, SHEETS[1]], ABOUT, "nl")
    document = Document(str(file))
    sizes = [(round(each.page_width.mm), round(each.page_height.mm)) for each in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)], "A4"
    assert ["INTERN" in each.header.paragraphs[0].text for each in document.sections] == [True] * 3
    for table in document.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert len(rows[0].findall(qn("w:tblHeader"))) == 1, "its head stands on every page"
        assert all(len(row.findall(qn("w:cantSplit"))) == 1 for row in rows), "no row is torn apart"


def test_a_word_table_leaves_empty_columns_out_and_names_them_and_turns_heads_of_numbers(tmp_path: Path) -> None:
    counts = ("beleidsmakers", "wijkprofessionals", "bewoners", "respondenten", "coderingen", "transcripten")
    columns = [Column("naam", 40), Column("citaat", 60), *(Column(name, 14) for name in counts)]
    rows = [["Sloop", "woord " * 30, None, 3, None, "x", 12, ""], ["Nieuwbouw", "woord", "", 0, None, 4, 1, None]]
    file = tmp_path / "uit.docx"
    write_sheets(file, Form.DOCX, [Sheet("Bewijs", columns, iter(rows), ())], ABOUT, "nl")
    document = Document(str(file))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["naam", "citaat", "wijkprofessionals", "respondenten", "coderingen"],
        ["Sloop", "woord " * 30, "3", "x", "12"],
        ["Nieuwbouw", "woord", "0", "4", "1"],
    ]
    named = "Kolommen waarin niets staat, zijn weggelaten: beleidsmakers, bewoners, transcripten."
    assert named in [each.text for each in document.paragraphs]

    rows = [["Sloop", "woord " * 30, 1, 3, 2, 7, 12, 5]]
    write_sheets(file, Form.DOCX, [Sheet("Bewijs", columns, rows, ())], ABOUT, "nl")
    (table,) = Document(str(file)).tables
    heads = table.rows[0].cells
    assert [cell._tc.tcPr.find(qn("w:textDirection")) is not None for cell in heads] == [False] * 2 + [True] * 6
    assert max(cell.width.mm for cell in heads[2:]) < 15
    assert heads[1].width.mm > 60
    assert table.rows[0].height.mm > 25


def test_parquet_has_types_and_says_from_where_it_comes(tmp_path: Path) -> None:
    table = pq.read_table(written(tmp_path, Form.PARQUET))
    assert [str(kind) for kind in table.schema.types] == ["string", "string", "int64", "double"]
    assert table.to_pylist()[1]["n"] is None, "a hidden number"
    assert b"INTERN" in table.schema.metadata[b"qualcode"]


def test_another_state_of_the_study_is_told_in_the_file(tmp_path: Path) -> None:
    first = written(tmp_path, Form.PARQUET).read_bytes()
    assert written(tmp_path, Form.PARQUET, replace(ABOUT, database_hash="0" * 64)).read_bytes() != first


def a_drawing(*numbers: int) -> Drawing:
    values = [{"n": number} for number in numbers]
    spec = {"data": {"values": values}, "mark": "bar", "encoding": {"x": {"field": "n", "type": "quantitative"}}}
    return Drawing("Bewijs: voor & tegen", "Staven per code <b>", lambda: spec if numbers else None)


DRAWN = [replace(SHEETS[0], drawings=(a_drawing(1, 2), a_drawing())), SHEETS[1]]


@pytest.mark.skipif(not find_spec("vl_convert"), reason="left out: pictures need the extra plots")
def test_a_plot_stands_above_its_table_with_a_caption_and_in_words(tmp_path: Path) -> None:
    write_sheets(tmp_path / "uit.html", Form.HTML, DRAWN, ABOUT, "nl")
    page = (tmp_path / "uit.html").read_text(encoding="utf-8")
    assert page.count("<img") == 1
    assert 'src="data:image/svg+xml;base64,' in page
    assert 'alt="Staven per code &lt;b&gt;"' in page
    assert "<figcaption>Bewijs: voor &amp; tegen</figcaption>" in page
    assert page.index("<img") < page.index("<table>")

    write_sheets(tmp_path / "uit.docx", Form.DOCX, DRAWN, ABOUT, "nl")
    first = (tmp_path / "uit.docx").read_bytes()
    write_sheets(tmp_path / "uit.docx", Form.DOCX, DRAWN, ABOUT, "nl")
    assert (tmp_path / "uit.docx").read_bytes() == first
    document = Document(str(tmp_path / "uit.docx"))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Staven per code <b>"
    assert "Figuur 1. Bewijs: voor & tegen" in [each.text for each in document.paragraphs]
    section = document.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.height < section.page_height - section.top_margin - section.bottom_margin


@pytest.mark.parametrize("form", [Form.HTML, Form.DOCX])
def test_without_the_renderer_a_file_says_so_and_has_its_table(
    tmp_path: Path, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    file = tmp_path / f"uit.{form}"
    write_sheets(file, form, DRAWN, ABOUT, "nl")
    if form is Form.HTML:
        told, tables = file.read_text(encoding="utf-8"), file.read_text(encoding="utf-8").count("<table>")
    else:
        document = Document(str(file))
        told, tables = "\n".join(each.text for each in document.paragraphs), len(document.tables)
    assert told.count("installeer qualcode[plots]") == 1
    assert tables == 2
