"""`qualcode members`: answers of respondents, and the sheet to ask them with."""

import json
from pathlib import Path

import pytest


def test_an_answer_is_recorded_and_holds_a_quote_back(qualcode, study: str) -> None:
    qualcode("quotes", "--review", "1", "--verdict", "publish", "--reason", "ok", "--as", "bram")
    assert qualcode("members", "list").out == "R001 (bewoner), 1 in use: not asked\n"
    assert "geholpen" in qualcode("quotes", "--format", "csv").out
    ran = qualcode("members", "set", "R001", "--state", "withdrawn", "--on", "2025-11-20", "--as", "bram")
    assert ran.out == "R001: withdrawn on 2025-11-20, recorded.\n"
    assert "geholpen" not in qualcode("quotes", "--format", "csv").out
    found = json.loads(qualcode("members", "list", "--json", "--internal").out)["members"]
    assert (found[0]["respondent"], found[0]["state"], found[0]["in_use"]) == ("R001", "withdrawn", 1)


def test_the_setting_of_the_study_waits_for_answers(qualcode, study: str) -> None:
    qualcode("quotes", "--review", "1", "--verdict", "publish", "--reason", "ok", "--as", "bram")
    assert "member_checks: True" in qualcode("study", "set", "--member-checks", "--as", "bram").out
    assert "geholpen" not in qualcode("quotes", "--format", "csv").out
    qualcode("members", "set", "R001", "--state", "agreed", "--on", "2025-11-20", "--as", "bram")
    assert "geholpen" in qualcode("quotes", "--format", "csv").out


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_a_sheet_is_written_the_same_each_time(form: str, qualcode, study: str) -> None:
    qualcode("basket", "add", "4.1", "1", "--as", "bram")
    assert qualcode("members", "sheet", "R001", "-o", f"uit.{form}").code == 0
    first = Path(f"uit.{form}").read_bytes()
    assert qualcode("members", "sheet", "R001", "-o", f"uit.{form}").code == 0
    assert Path(f"uit.{form}").read_bytes() == first
    if form != "docx":
        assert "De sloop heeft de buurt geholpen." in first.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("members", "sheet", "R001", "-o", "uit.xlsx"), "ends in .docx, .md, .html"),
        (("members", "sheet", "R002", "-o", "uit.md"), "there is no respondent 'R002'"),
        (("members", "set", "R001", "--state", "agreed", "--on", "x", "--as", "bram"), "'x' is no day"),
        (("members", "set", "R001", "--state", "agreed", "--on", "9999-01-20", "--as", "bram"), "still to come"),
        (("members", "list", "--json"), "ask for JSON with --internal"),
    ],
)
def test_a_mistake_is_one_sentence(words: tuple[str, ...], sentence: str, qualcode, study: str) -> None:
    ran = qualcode(*words)
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran
    assert sentence in ran.err
