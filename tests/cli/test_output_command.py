"""`qualcode output`: what there is, one of them in every form, and all of them in a folder."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from qualcode.domain.output import Name
from qualcode.interchange.forms import Form
from qualcode.workflow import outputs


def test_without_a_name_it_lists_what_there_is(qualcode, study: str) -> None:
    assert list(json.loads(qualcode("output", "--json").out)["outputs"]) == list(Name)
    assert qualcode("output").out.splitlines()[0].split() == ["sample", "Steekproef"]


def test_on_the_terminal_the_numbers_are_true_and_in_a_file_small_ones_are_hidden(qualcode, study: str) -> None:
    shown = qualcode("output", "sample")
    assert "INTERN" in shown.out
    assert qualcode("output", "sample", "-o", "uit.md").code == 0
    text = Path("uit.md").read_text(encoding="utf-8")
    assert "INTERN" not in text
    assert "| Stad | Zuid | x | x |" in text


@pytest.mark.parametrize("form", Form)
def test_every_form_is_written_as_its_name_says(form: Form, qualcode, study: str) -> None:
    assert qualcode("output", "evidence", "-o", f"uit.{form}", "--internal").code == 0
    first = Path(f"uit.{form}").read_bytes()
    assert len(first) > 100
    assert qualcode("output", "evidence", "-o", f"uit.{form}", "--internal").code == 0
    assert Path(f"uit.{form}").read_bytes() == first, "the same state gives the same bytes"


def test_all_go_into_a_folder_and_what_may_not_leave_is_said(qualcode, study: str) -> None:
    ran = qualcode("output", "all", "-o", "rapport")
    assert ran.code == 0
    there = {file.stem for file in Path("rapport").glob("*.xlsx")}
    assert there == {name.value for name in Name} - {name.value for name in outputs.INTERNAL} - LACKING
    assert "left out: 'outcomes'" in ran.err
    assert "left out: there are no claims yet" in ran.err


def test_what_the_codebook_has_no_codes_for_is_left_out_of_all(qualcode, study: str) -> None:
    ran = qualcode("output", "all", "-o", "intern", "--internal", "--format", "json")
    assert ran.code == 0
    assert "left out: this output is about the codes under 'interventie'" in ran.err
    assert json.loads(Path("intern/evidence.json").read_text(encoding="utf-8"))["internal"] is True


LACKING = {Name.PATTERNS.value, Name.CLAIMS.value}
"""Outputs that the small study cannot have."""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("output", "evidenc"), "there is no output 'evidenc'; did you mean evidence"),
        (("output", "outcomes", "-o", "uit.csv"), "stays inside"),
        (("output", "all"), "say where to write all outputs: -o FOLDER"),
        (("output", "all", "-o", "uit.xlsx"), "is to be a folder"),
        (("output", "sample", "--format", "docx"), "a Word document needs a file"),
        (("output", "interventions", "--internal", "-o", "uit.csv"), "'interventie'"),
    ],
)
def test_a_mistake_is_one_sentence(words: tuple[str, ...], sentence: str, qualcode, study: str, folder: Path) -> None:
    ran = qualcode(*words)
    assert ran.code == 2
    assert sentence in ran.err
    assert ran.err.count("\n") == 1
    assert [file.name for file in folder.iterdir() if file.name.startswith((".uit", "uit"))] == []


def test_summaries_come_in_once_and_stand_in_the_matrix(qualcode, study: str) -> None:
    head = "code;neighbourhood;summary;author\n"
    Path("s.csv").write_text(head + "factor.sloop;stad-zuid;Sloop hielp.;bram\n", encoding="utf-8")
    assert "1 summary added" in qualcode("import", "summaries", "s.csv").out
    assert "0 summaries added, 0 changed, 1 unchanged" in qualcode("import", "summaries", "s.csv").out
    assert "Sloop hielp." in qualcode("output", "matrix").out
    Path("twee.csv").write_text(head + "factor;stad-zuid;A;\nfactor;stad-zuid;B;\n", encoding="utf-8")
    refused = qualcode("import", "summaries", "twee.csv")
    assert refused.code == 2
    assert "has two summaries" in refused.err
    Path("leeg.csv").write_text(head + "factor;stad-west;A;\n", encoding="utf-8")
    assert "stad-west" in qualcode("import", "summaries", "leeg.csv").err


def test_claims_are_written_with_their_manifest_and_still_hold(qualcode, study: str) -> None:
    about = ("--statement", "Sloop hielp.", "--quantifier", "soms", "--require", "factor.sloop")
    qualcode("claims", "add", "B1", *about, "--as", "annelies")
    assert "Sloop hielp." in qualcode("output", "claims").out
    assert qualcode("output", "claims", "-o", "uit.csv").code == 0
    text = Path("uit.csv").read_text(encoding="utf-8-sig")
    assert "De sloop heeft de buurt geholpen." not in text
    assert "B1" not in text, "it hangs on one respondent; a hidden verdict would say so"
    assert qualcode("verify", "--manifest", "uit.csv.manifest.json").code == 0


@pytest.mark.skipif(not find_spec("vl_convert"), reason="left out: pictures need the extra plots")
def test_a_plot_is_a_file_with_its_manifest_and_hides_what_the_table_hides(qualcode, study: str) -> None:
    assert qualcode("plot", "evidence", "-o", "uit.svg").code == 0
    published = Path("uit.svg").read_text(encoding="utf-8")
    assert "INTERN" not in published
    assert ">x</text>" in published
    assert qualcode("verify", "--manifest", "uit.svg").code == 0
    assert qualcode("plot", "evidence", "-o", "intern.svg", "--internal").code == 0
    internal = Path("intern.svg").read_text(encoding="utf-8")
    assert "INTERN" in internal
    assert ">x</text>" not in internal


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("plot", "sample", "-o", "uit.svg"), "there is no plot 'sample'"),
        (("plot", "evidence", "-o", "uit.pdf"), "end it in .svg, .png"),
        (("plot", "matrix", "-o", "uit.svg"), "stays inside"),
    ],
)
def test_a_plot_that_cannot_be_is_one_sentence(words: tuple[str, ...], sentence: str, qualcode, study: str) -> None:
    ran = qualcode(*words)
    assert ran.code == 2
    assert sentence in ran.err
    assert not list(Path().glob("uit*"))


def test_a_finding_is_judged_with_an_explanation_and_printed(
    qualcode, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # on a narrow terminal the columns break in the middle of what is said
    about = ("--statement", "Sloop hielp.", "--quantifier", "soms", "--require", "factor.sloop")
    assert qualcode("claims", "add", "B1", *about, "--as", "annelies").code == 0
    words = ("claims", "judge", "B1", "adequacy", "minor_concerns", "--explanation", "Een stem.", "--as", "bram")
    assert json.loads(qualcode(*words, "--json").out) == {
        "claim": "B1",
        "component": "adequacy",
        "level": "minor_concerns",
    }
    shown = qualcode("output", "findings").out
    assert "Een stem." in shown
    assert "geringe zorgen" in shown
    refused = qualcode("claims", "judge", "B1", "confidence", "high", "--explanation", "Zeker.", "--as", "bram")
    assert refused.code == 2
    assert "judge methods, coherence, relevance first" in refused.err
