"""`qualcode freeze` and `qualcode freezes`: a state under a name, and what changed since, as text and as JSON."""

import json
import re
from pathlib import Path

import openpyxl
from builders import a_claim, a_coding, a_transcript

from qualcode.db.session import make_engine, writing
from qualcode.domain.claim import Quantifier
from qualcode.workflow import claim_register


def add_a_coding(url: str, name: str = "zuid-02") -> int:
    engine = make_engine(url)
    with writing(engine) as session:
        version = a_transcript(session, name, speech=(("I", "En?"), ("R1", "Die sloop was goed.")))
        number = a_coding(session, version, "Die sloop was goed.", coder="bram")
    engine.dispose()
    return number


def load_a_claim(url: str) -> None:
    engine = make_engine(url)
    with writing(engine) as session:
        claim_register.load(session, [a_claim(quantifier=Quantifier.SOME)], "annelies")
    engine.dispose()


def test_a_state_is_frozen_listed_and_compared(qualcode, study: str) -> None:
    assert qualcode("freezes", "list").out == "Nothing was frozen yet.\n"
    made = qualcode("freeze", "concept 1", "--note", "voor de raad", "--as", "annelies")
    assert (made.code, "Froze 'concept 1': 1 coding of 1 respondent" in made.out) == (0, True)
    assert "voor de raad" in qualcode("freezes", "list").out
    same = qualcode("freezes", "diff", "concept 1", "--lang", "en")
    assert same.out == "Between 'concept 1' and now no table and no claim changed.\n"

    number = add_a_coding(study)
    told = qualcode("freezes", "diff", "concept 1", "--lang", "en")
    assert f"factor.sloop: codings was 1, is 2, because added by bram: {number}" in told.out
    dutch = qualcode("freezes", "diff", "concept 1", "--lang", "nl").out
    assert f"factor.sloop: coderingen was 1, is 2; oorzaak: toegevoegd door bram: {number}" in dutch
    assert dutch.startswith("Tussen 'concept 1' en nu:\n")
    assert "gebeurtenissen: " in dutch
    assert not re.search(r"\b(because|by|now|between|events)\b", dutch)
    found = json.loads(qualcode("freezes", "diff", "concept 1", "--json", "--internal", "--lang", "en").out)
    cell = next(each for each in found["cells"] if (each["row"], each["column"]) == (["factor.sloop"], "codings"))
    assert (cell["was"], cell["now"], cell["because"][0]["coding"]) == (1, 2, number)
    assert {"kind": "transcript_imported", "coder": "annelies", "n": 1} in found["events"]


def test_what_changed_is_written_in_every_form_for_the_team_alone(qualcode, study: str, folder: Path) -> None:
    qualcode("freeze", "concept 1", "--as", "annelies")
    number = add_a_coding(study)
    for form in ("csv", "md", "html", "json", "txt", "parquet", "docx", "xlsx"):
        ran = qualcode("freezes", "diff", "concept 1", "-o", f"diff.{form}", "--internal", "--lang", "nl")
        assert ran.code == 0, ran
        assert qualcode("freezes", "diff", "concept 1", "-o", f"open.{form}").code == 2
        assert not (folder / f"open.{form}").exists()
    (row,) = [
        line for line in (folder / "diff.csv").read_text("utf-8-sig").splitlines() if "factor.sloop;coderingen" in line
    ]
    assert f";1;2;toegevoegd door bram: {number};" in row
    sheet = openpyxl.load_workbook(folder / "diff.xlsx")["Tabellen"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(row[1:5] == ["factor.sloop", "coderingen", 1, 2] for row in cells)
    assert qualcode("verify", "--manifest", "diff.csv.manifest.json").code == 0
    add_a_coding(study, "zuid-03")
    assert qualcode("verify", "--manifest", "diff.csv.manifest.json").code == 1


def test_a_file_of_tables_alone_says_that_claims_changed_too(qualcode, study: str) -> None:
    load_a_claim(study)
    qualcode("freeze", "concept 1", "--as", "annelies")
    add_a_coding(study)
    for words, form in ((("--format", "csv"), "CSV"), (("-o", "diff.parquet"), "Parquet")):
        told = qualcode("freezes", "diff", "concept 1", *words, "--internal", "--lang", "en")
        left = (
            f"{form} holds the first table alone; left out: 'Claims'; xlsx, docx, html, md and json hold every table."
        )
        assert told.err.splitlines()[-1] == left
    assert qualcode("freezes", "diff", "concept 1", "--json", "--internal").err == ""


def test_a_mistake_is_one_sentence(qualcode, study: str) -> None:
    assert qualcode("freeze", "concept 1", "--as", "annelies").code == 0
    for words, sentence in (
        (("freeze", "concept 1", "--as", "bram"), "stays as it is; choose another name"),
        (("freeze", "concept 2"), "say who is at work"),
        (("freezes", "diff", "concept"), "did you mean concept 1?"),
        (("freezes", "diff", "concept 1", "--json"), "ask for JSON and files with --internal"),
    ):
        ran = qualcode(*words)
        assert (ran.code, sentence in ran.err, ran.err.count("\n")) == (2, True, 1), ran


def test_a_file_of_changes_does_not_hold_when_claims_alone_changed(qualcode, study: str, folder: Path) -> None:
    load_a_claim(study)
    qualcode("freeze", "concept 1", "--as", "annelies")
    add_a_coding(study)
    qualcode("freeze", "concept 2", "--as", "annelies")
    assert qualcode("freezes", "diff", "concept 1", "concept 2", "-o", "diff.json", "--internal").code == 0
    known = folder / "diff.json.manifest.json"
    assert qualcode("verify", "--manifest", known).code == 0
    written = json.loads(known.read_text(encoding="utf-8"))
    cells = json.loads((folder / "diff.json").read_text(encoding="utf-8"))["cells"]
    assert len(written["rows"]) == len(cells) + 1
    written["rows"][-1] = "0" * 16
    known.write_text(json.dumps(written), encoding="utf-8")
    assert qualcode("verify", "--manifest", known).code == 1
    del written["recipe"]["arguments"]["claims"], written["rows"][-1], written["tables"], written["first_only"]
    known.write_text(json.dumps(written), encoding="utf-8")
    assert qualcode("verify", "--manifest", known).code == 0
