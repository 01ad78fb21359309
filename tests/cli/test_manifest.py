"""Manifests: a file that left says what it was made of, and `verify --manifest` tells whether it still holds."""

import json
from pathlib import Path

import pytest
from builders import a_coding, a_description, a_transcript
from openpyxl import load_workbook

from qualcode.db.session import make_engine, writing
from qualcode.domain.transcript import Group, Role, Speaker

QUOTE = "De sloop heeft de buurt geholpen."
EXPORTS = [
    ("evidence", "--rows", "codes", "-o", "uit.csv"),
    ("evidence", "--columns", "group", "--measure", "codings", "-o", "uit.xlsx", "--internal"),
    ("quotes", "--code", "factor", "--neighbourhood", "stad-zuid", "-o", "uit.json", "--internal"),
    ("quotes", "--where", "factor.sloop", "-o", "uit.html", "--internal"),
    ("output", "sample", "-o", "uit.docx"),
    ("output", "evidence", "-o", "uit.parquet", "--internal"),
]


@pytest.mark.parametrize("words", EXPORTS, ids=" ".join)
def test_what_was_just_exported_holds(words: tuple[str, ...], qualcode, study: str, folder: Path) -> None:
    assert qualcode(*words).code == 0
    file = next(file for file in folder.glob("uit.*") if not file.name.endswith("json") or file.name == "uit.json")
    ran = qualcode("verify", "--manifest", file)
    assert (ran.code, "is as it was written" in ran.out) == (0, True), ran
    assert json.loads(qualcode("verify", "--json", "--manifest", f"{file}.manifest.json").out)["holds"] is True


def test_a_table_whose_evidence_changed_does_not_hold(qualcode, study: str, folder: Path) -> None:
    assert qualcode("output", "evidence", "-o", "uit.csv", "--internal").code == 0
    engine = make_engine(study)
    with writing(engine) as session:
        about = a_description("noord-09", speakers=(Speaker("R1", Role.RESPONDENT, "R009", Group.BEWONER),))
        version = a_transcript(session, "noord-09", about=about, speech=(("R1", f"{QUOTE} Echt."),))
        a_coding(session, version, QUOTE)
    engine.dispose()

    ran = qualcode("verify", "--manifest", "uit.csv")
    assert ran.code == 1
    assert "its table does not hold any more" in ran.out
    assert "the study has changed since" in ran.out


def test_a_file_that_was_altered_is_told(qualcode, study: str, folder: Path) -> None:
    assert qualcode("output", "sample", "-o", "uit.md").code == 0
    file = folder / "uit.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Zuid", "Oost"), encoding="utf-8")
    ran = qualcode("verify", "--manifest", "uit.md")
    assert (ran.code, "was altered" in ran.out) == (1, True)
    file.unlink()
    assert "is not there" in qualcode("verify", "--manifest", "uit.md").out


def test_a_change_that_does_not_touch_the_table_leaves_it_standing(qualcode, study: str, folder: Path) -> None:
    assert qualcode("output", "sample", "-o", "uit.csv").code == 0
    assert qualcode("quotes", "--review", "1", "--verdict", "withhold", "--reason", "x", "--as", "bram").code == 0
    ran = qualcode("verify", "--manifest", "uit.csv")
    assert (ran.code, "the study has changed since" in ran.out) == (0, True)


@pytest.mark.parametrize("content", [None, "geen json", "[]", "{}", '{"format": 99}', '{"format": 1, "file": 3}'])
def test_what_is_no_manifest_is_one_sentence(content: str | None, qualcode, study: str, folder: Path) -> None:
    if content is not None:
        (folder / "uit.csv.manifest.json").write_text(content, encoding="utf-8")
    ran = qualcode("verify", "--manifest", "uit.csv")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "uit.csv.manifest.json" in ran.err


def test_a_manifest_holds_no_text_of_a_transcript(qualcode, study: str, folder: Path) -> None:
    assert qualcode("quotes", "--code", "factor", "-o", "uit.json", "--internal").code == 0
    said = (folder / "uit.json.manifest.json").read_text(encoding="utf-8")
    assert "geholpen" not in said
    assert json.loads(said)["hidden"] == 0


def a_claim_with_a_file(qualcode) -> None:
    about = ("--statement", "Sloop hielp.", "--quantifier", "soms", "--require", "factor.sloop")
    assert qualcode("claims", "add", "B1", *about, "--as", "annelies").code == 0
    assert qualcode("output", "claims", "-o", "uit.xlsx", "--internal", "--lang", "en").code == 0


def test_a_change_in_a_further_table_alone_is_told_by_the_name_of_the_table(qualcode, study, folder: Path) -> None:
    a_claim_with_a_file(qualcode)
    assert qualcode("output", "claims", "-o", "uit.csv", "--internal", "--lang", "en").code == 0
    assert "rows of its 4 tables are what the study says" in qualcode("verify", "--manifest", "uit.xlsx").out
    assert qualcode("claims", "link", "B1", "1", "--as-what", "nuances", "--as", "annelies").code == 0
    ran = qualcode("verify", "--manifest", "uit.xlsx")
    assert ran.code == 1
    title = load_workbook(folder / "uit.xlsx").sheetnames[3]
    assert f"table '{title}' does not hold any more: 0 rows do not stand now, and 1 would be new" in ran.out
    assert json.loads(qualcode("verify", "--json", "--manifest", "uit.xlsx").out)["tables"] == [title]
    assert qualcode("verify", "--manifest", "uit.csv").code == 0, "it holds the first table alone"


def test_an_older_manifest_holds_by_the_first_table(qualcode, study, folder: Path) -> None:
    a_claim_with_a_file(qualcode)
    file = folder / "uit.xlsx.manifest.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    first = known["tables"][0][1]
    file.write_text(json.dumps({**known, "rows": known["rows"][:first]}), encoding="utf-8")
    assert "is no manifest of qualcode" in qualcode("verify", "--manifest", file).err
    del known["tables"], known["first_only"]
    file.write_text(json.dumps({**known, "rows": known["rows"][:first]}), encoding="utf-8")
    assert qualcode("claims", "link", "B1", "1", "--as-what", "nuances", "--as", "annelies").code == 0
    assert qualcode("verify", "--manifest", file).code == 0


def test_the_state_of_the_database_in_the_method_appendix_is_not_compared_and_that_is_said(
    qualcode, study, folder: Path
) -> None:
    assert qualcode("output", "method", "-o", "uit.docx", "--internal", "--lang", "en").code == 0
    assert qualcode("verify", "--as", "bram").code == 0, "this leaves an event behind"
    ran = qualcode("verify", "--manifest", "uit.docx")
    assert (ran.code, "the study has changed since" in ran.out) == (0, True), ran
    assert "(not compared, since it describes the database and the program: software, hash of the database" in ran.out
    assert qualcode("quotes", "--review", "1", "--verdict", "withhold", "--reason", "x", "--as", "bram").code == 0
    ran = qualcode("verify", "--manifest", "uit.docx")
    assert (ran.code, "1 row does not stand now, and 1 would be new" in ran.out) == (1, True), ran
