"""Files that a spreadsheet opens: typed, harmless, marked, and the same for the same content."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.quantity import Quantity, decimals_of
from qualcode.interchange.pages import text_of
from qualcode.interchange.tables import BYTE_ORDER_MARK, Column, Sheet, csv_lines, harmless, write_csv, write_xlsx

AT = dt.datetime(2026, 11, 1, 12, 30, tzinfo=dt.UTC)


def a_sheet(**overrides: object) -> Sheet:
    values: dict[str, object] = {
        "title": "Citaten",
        "columns": [Column("nummer", 9), Column("citaat", 60), Column("gecodeerd op", 17)],
        "rows": [[1, "De buurt is opgeknapt; “echt”", AT], [2, "=HYPERLINK(1)", None]],
    }
    return Sheet(**{**values, **overrides})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["=1+1", "+31", "-ja", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_like_a_formula_is_made_harmless_in_csv(text):
    assert harmless(text) == f"'{text}"
    assert f"'{text}" in next(csv.reader(list(csv_lines(a_sheet(rows=[[1, text, None]]), "nl"))[1:], delimiter=";"))


@given(st.text(max_size=30))
def test_no_csv_cell_begins_like_a_formula(text):
    (row,) = csv.reader(list(csv_lines(a_sheet(rows=[[1, text, None]]), "nl"))[1:], delimiter=";")
    assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert row[1].removeprefix("'") == text.removeprefix("'")


def test_a_negative_number_stays_a_number():
    assert list(csv_lines(a_sheet(rows=[[-1, "", None]]), "nl"))[1].startswith("-1;")


def test_a_csv_file_opens_in_a_european_excel(tmp_path):
    write_csv(tmp_path / "q.csv", a_sheet(), "nl")
    text = (tmp_path / "q.csv").read_bytes().decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK + "nummer;citaat;")
    rows = list(csv.reader(text.removeprefix(BYTE_ORDER_MARK).splitlines(), delimiter=";"))
    assert rows[1] == ["1", "De buurt is opgeknapt; “echt”", "2026-11-01T12:30:00+00:00"]


MEASURED = [[1, Quantity(4.5, 1), Quantity(53000, 0)], [2, 0.6123, Quantity(6.0, 1)]]


def test_measured_numbers_are_written_as_the_language_writes_them():
    sheet = a_sheet(rows=MEASURED)
    assert list(csv_lines(sheet, "nl"))[1:] == ["1;4,5;53000\r\n", "2;0,6123;6\r\n"]
    assert list(csv_lines(sheet, "en"))[1:] == ["1;4.5;53000\r\n", "2;0.6123;6\r\n"]
    shares = replace(sheet, rows=[[1, 2 / 3, Quantity(1 / 8 + 1e-5, 3)]])
    assert list(csv_lines(shares, "nl"))[1:] == ["1;0,6667;0,12501\r\n"], "a share is rounded, what was measured is not"
    assert [[text_of(value, "nl") for value in row] for row in MEASURED] == [
        ["1", "4,5", "53.000"],
        ["2", "0,612", "6,0"],
    ]
    assert [[text_of(value, "en") for value in row] for row in MEASURED] == [
        ["1", "4.5", "53,000"],
        ["2", "0.612", "6.0"],
    ]


@given(st.lists(st.integers(-99_999, 99_999_000), min_size=1, max_size=4))
def test_no_decimal_that_a_source_gives_is_lost_and_none_is_added_to_all(thousandths):
    values = [each / 1000 for each in thousandths]
    places = decimals_of(values)
    assert all(round(value, places) == round(value, 3) for value in values)
    assert places == 0 or any(round(value, places - 1) != round(value, 3) for value in values)


def test_a_workbook_shows_the_decimals_of_each_number(tmp_path):
    page = the_page(tmp_path / "q.xlsx", a_sheet(rows=MEASURED))
    assert [(page[at].value, page[at].number_format) for at in ("B2", "C2", "B3", "C3")] == [
        (4.5, "#,##0.0"),
        (53000, "#,##0"),
        (0.6123, "0.0##"),
        (6, "#,##0.0"),
    ]


def test_a_notice_goes_with_every_row_of_a_csv():
    lines = list(csv_lines(a_sheet(notices=("INTERN", "Fictief onderzoek")), "nl"))
    assert all(line.rstrip().endswith("INTERN Fictief onderzoek") for line in lines[1:])


def the_page(file: Path, sheet: Sheet, **options: object):
    write_xlsx(file, [sheet], created=AT, **options)
    return openpyxl.load_workbook(file)[sheet.title]


def test_a_workbook_has_typed_cells(tmp_path):
    page = the_page(tmp_path / "q.xlsx", a_sheet())
    assert [cell.data_type for cell in page[2]] == ["n", "s", "d"]
    assert page["C2"].value == AT.replace(tzinfo=None)


def test_text_in_a_workbook_is_never_a_formula_or_a_link(tmp_path):
    page = the_page(tmp_path / "q.xlsx", a_sheet(rows=[[1, "=1+1", None], [2, "https://elders.nl", None]]))
    assert (page["B2"].data_type, page["B2"].value) == ("s", "=1+1")
    assert page["B3"].hyperlink is None


def test_the_header_is_frozen_and_can_be_filtered(tmp_path):
    page = the_page(tmp_path / "q.xlsx", a_sheet(notices=("INTERN",)))
    assert page["A1"].value == "INTERN"
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:C4"
    assert page.column_dimensions["B"].width > 50


def test_a_quote_too_long_for_excel_is_cut_and_says_so(tmp_path):
    page = the_page(tmp_path / "q.xlsx", a_sheet(rows=[[1, "a" * 40_000, None]]))
    assert len(page["B2"].value) == 32_767
    assert page["B2"].value.endswith("…")


def test_the_same_content_is_the_same_file(tmp_path):
    for name in ("a", "b"):
        write_xlsx(tmp_path / f"{name}.xlsx", [a_sheet()], created=AT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_sheet_without_rows_has_its_header(tmp_path):
    page = the_page(tmp_path / "q.xlsx", a_sheet(rows=[]))
    assert page["B1"].value == "citaat"
    assert page.max_row == 1
