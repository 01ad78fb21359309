"""`qualcode evidence` and `qualcode quotes`: true numbers on the terminal, publications everywhere else."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from builders import a_coding, a_transcript

from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.evidence import TOTAL, Question
from qualcode.workflow.aggregate import evidence_table

QUOTE = "De sloop heeft de buurt geholpen."


def test_the_table_on_the_terminal_has_true_numbers_and_says_that_it_stays_inside(qualcode, study: str) -> None:
    ran = qualcode("evidence")
    assert ran.code == 0
    assert "INTERN" in ran.out
    (row,) = [line for line in ran.out.splitlines() if line.startswith("  Code factor.sloop")]
    assert row.split()[-3:] == ["·", "1", "1"]


def test_json_on_standard_output_is_a_publication(qualcode, study: str) -> None:
    record = json.loads(qualcode("evidence", "--json").out)
    cell = next(c for c in record["cells"] if (c["row"], c["column"]) == ("factor.sloop", "stad-zuid"))
    assert cell["suppressed"]
    assert cell["respondents"] is None
    assert cell["coding_ids"] == []
    assert record["internal"] is False
    assert "Onderdrukt" in record["suppression"][0]


def test_internal_json_has_the_numbers_of_the_screen_and_their_codings(qualcode, study: str) -> None:
    record = json.loads(qualcode("evidence", "--json", "--internal", "--measure", "codings", "--rows", "codes").out)
    with reading(make_engine(study)) as session:
        table = evidence_table(session, Question(rows="codes", passages=True, ids=True), "nl")
    assert record["measure"] == "codings"
    assert {"filters", "codebook_version", "database_hash"} <= set(record)
    for cell in (*record["cells"], *record["totals"]):
        shown = table.cell(cell["row"], cell["column"])
        assert cell["coding_ids"] == list(shown.coding_ids)
        for measure in ("codings", "passages", "respondents", "transcripts"):
            assert cell[measure] == (getattr(shown, measure) or 0)
        assert cell["by_group"] == shown.by_group


def test_csv_on_standard_output_can_be_read_and_says_on_the_side_what_was_hidden(qualcode, study: str) -> None:
    ran = qualcode("evidence", "--format", "csv")
    rows = list(csv.reader(io.StringIO(ran.out), delimiter=";"))
    assert rows[0][:4] == ["code", "naam", "Noord", "Zuid"]
    assert "x" in rows[1]
    assert "Onderdrukt" in ran.err


@pytest.mark.parametrize(("ending", "begins"), [(".csv", "\ufeffcode;"), (".json", "{"), (".txt", "Fictief")])
def test_the_form_of_a_file_follows_its_name(ending, begins, qualcode, study: str, folder: Path) -> None:
    assert qualcode("evidence", "-o", f"uit{ending}").code == 0
    assert (folder / f"uit{ending}").read_text(encoding="utf-8").startswith(begins)


def test_a_workbook_says_where_it_comes_from(qualcode, study: str, folder: Path) -> None:
    qualcode("evidence", "--group", "bewoner", "-o", "uit.xlsx", "--lang", "en")
    book = openpyxl.load_workbook(folder / "uit.xlsx")
    assert book.sheetnames == ["Table", "Cells", "About"]
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["selection"] == "groups = bewoner"
    assert about["export run"] == 1
    assert len(str(about["hash of the database"])) == 64
    assert about["codebook, version"] == 1
    assert "UTC" in about["as of"]
    assert all(book[name]["A1"].value.startswith("Fictional") for name in book.sheetnames)


def test_an_internal_workbook_is_marked_on_every_sheet(qualcode, study: str, folder: Path) -> None:
    qualcode("evidence", "--internal", "-o", "uit.xlsx")
    qualcode("quotes", "--internal", "-o", "citaten.xlsx")
    for name in ("uit.xlsx", "citaten.xlsx"):
        book = openpyxl.load_workbook(folder / name)
        assert all(sheet["A1"].value.startswith("INTERN") for sheet in book)


def test_the_same_export_twice_is_the_same_file(qualcode, study: str, folder: Path) -> None:
    qualcode("evidence", "-o", "een.xlsx")
    qualcode("evidence", "-o", "twee.xlsx")
    assert (folder / "een.xlsx").read_bytes() == (folder / "twee.xlsx").read_bytes()


def test_quotes_on_the_terminal_can_be_found_again(qualcode, study: str) -> None:
    ran = qualcode("quotes", "--code", "factor")
    assert f"“{QUOTE}”" in ran.out
    assert "#1 factor.sloop | Zuid | bewoner R001 | zuid-01:2 | annelies" in ran.out


def test_a_quote_leaves_after_its_check_only(qualcode, study: str) -> None:
    assert json.loads(qualcode("quotes", "--json").out)["quotes"] == []
    ran = qualcode("quotes", "--review", 1, "--verdict", "publish", "--reason", "algemeen", "--as", "bram")
    assert ran.out == "Check 1: publish quote 1.\n"
    (quote,) = json.loads(qualcode("quotes", "--json").out)["quotes"]
    assert (quote["exact"], quote["source"]) == (QUOTE, "een respondent, een wijk")
    assert "id" not in quote


def test_how_many_quotes_were_withheld_is_said_on_the_side_only(qualcode, study: str, folder: Path) -> None:
    asked = ("quotes", "--code", "factor", "--neighbourhood", "stad-zuid", "--lang", "en")
    ran = qualcode(*asked, "--json")
    assert "1 quote was withheld" in ran.err
    assert "withheld" not in ran.out
    qualcode(*asked, "-o", "uit.xlsx")
    said = [cell.value for sheet in openpyxl.load_workbook(folder / "uit.xlsx") for row in sheet for cell in row]
    assert not any("withheld" in str(value) for value in said)


def test_internal_quotes_keep_the_contract(qualcode, study: str) -> None:
    (quote,) = json.loads(qualcode("quotes", "--json", "--internal", "--neighbourhood", "stad-zuid").out)["quotes"]
    expected = {"id": 1, "code": "factor.sloop", "respondent": "R001", "transcript": "zuid-01", "turn": 2}
    assert {name: quote[name] for name in expected} == expected
    assert quote["exact"] == QUOTE
    assert (quote["prefix"][-4:], quote["suffix"][:2]) == ("en. ", "\n\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("evidence", "--rows", "factr"), "did you mean factor"),
        (("evidence", "--neighbourhood", "stad-zuit"), "did you mean stad-zuid"),
        (("evidence", "--attribute", "valentie"), "NAME=VALUE"),
        (("evidence", "--split", "valentje"), "did you mean valentie"),
        (("evidence", "--format", "xlsx"), "give -o FILE.xlsx"),
        (("evidence", "-o", "uit.pdf"), "end it in .txt, .json, .csv, .xlsx"),
        (("evidence", "-o", "nergens/uit.csv"), "cannot be written"),
        (("quotes", "--words", "-sloop"), "name a word to look for"),
        (("quotes", "--review", "1"), "--verdict publish"),
        (("quotes", "--review", "1", "--verdict", "publish", "--reason", "ja"), "--as NAME"),
        (("quotes", "--review", "99", "--verdict", "publish", "--reason", "ja", "--as", "bram"), "no coding '99'"),
    ],
)
def test_a_mistake_is_one_sentence(words, says, qualcode, study: str) -> None:
    ran = qualcode(*words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_words_are_found_in_whatever_form(qualcode, study: str) -> None:
    assert json.loads(qualcode("quotes", "--json", "--internal", "--words", "sloop").out)["quotes"]
    assert not json.loads(qualcode("quotes", "--json", "--internal", "--words", "renovatie").out)["quotes"]


def test_rows_can_be_everything_and_columns_groups(qualcode, study: str) -> None:
    ran = qualcode("evidence", "--rows", "codes", "--columns", "group", "--measure", "passages", "--lang", "en")
    header = next(line for line in ran.out.splitlines() if line.endswith("total"))
    assert header.split() == ["resi", "total"]
    assert TOTAL in ran.out.splitlines()[-2]


def test_words_that_lead_to_a_person_are_confirmed_with_the_check(qualcode, study: str) -> None:
    engine = make_engine(study)
    with writing(engine) as session:
        version = a_transcript(session, "zuid-08", speech=(("I", "En?"), ("R1", "Toen kwam Fatima met de sloop.")))
        number = a_coding(session, version, "Toen kwam Fatima met de sloop.")
    engine.dispose()
    check = ("quotes", "--review", number, "--verdict", "publish", "--reason", "ok", "--as", "bram")
    ran = qualcode(*check)
    assert (ran.code, ran.err.count("\n"), "lead to a person (Fatima)" in ran.err) == (2, 1, True)
    assert qualcode(*check, "--confirm-leaks").code == 0
    assert "Fatima" in qualcode("quotes", "--format", "csv").out
