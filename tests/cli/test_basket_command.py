"""`qualcode basket`: quotes per section, edited, counted, and written in every form."""

import json
from pathlib import Path

import pytest

from qualcode.interchange.forms import Form

CUT = "De sloop heeft [...] geholpen."


@pytest.fixture
def filled(qualcode, study: str) -> str:
    assert qualcode("basket", "add", "4.1", "1", "--as", "annelies").out == "Put 1 quote into '4.1'.\n"
    assert qualcode("basket", "edit", "4.1", "1", "--text", CUT, "--as", "bram").code == 0
    return study


def test_a_quote_that_is_used_already_is_told(qualcode, filled: str) -> None:
    told = qualcode("basket", "add", "4.2", "1", "--as", "annelies").out
    assert "Quote 1 stands in 4.1 too." in told
    listed = qualcode("basket", "list").out
    assert listed.splitlines()[:2] == ["4.1", "  groups: bewoner 1 (1 resp.)"]
    assert "without a quote: Noord" in listed
    found = json.loads(qualcode("basket", "list", "4.2", "--json", "--internal").out)
    assert found["sections"]["4.2"]["neighbourhoods"] == [["Noord", 0, 0], ["Zuid", 1, 1]]


def test_on_the_terminal_the_edit_stands_with_its_way_back(qualcode, filled: str) -> None:
    told = qualcode("basket", "export", "4.1").out
    assert f"“{CUT}”" in told
    assert "#1 factor.sloop" in told


@pytest.mark.parametrize("form", Form)
def test_only_checked_quotes_are_published_and_the_file_holds(form: Form, qualcode, filled: str) -> None:
    assert qualcode("basket", "export", "-o", f"uit.{form}").code == 0
    first = Path(f"uit.{form}").read_bytes()
    assert qualcode("quotes", "--review", "1", "--verdict", "publish", "--reason", "ok", "--as", "bram").code == 0
    ran = qualcode("basket", "export", "-o", f"uit.{form}")
    assert (ran.code, "withheld" in ran.err or "achtergehouden" in ran.err) == (0, False)
    assert Path(f"uit.{form}").read_bytes() != first
    assert qualcode("verify", "--manifest", f"uit.{form}").code == 0
    if form in {Form.CSV, Form.MARKDOWN, Form.HTML}:
        text = Path(f"uit.{form}").read_text(encoding="utf-8-sig")
        assert "geholpen" in text
        assert "[...]" in text.replace("\\", "")
        assert "R001" not in text
    assert qualcode("basket", "remove", "4.1", "1", "--as", "bram").code == 0
    assert qualcode("verify", "--manifest", f"uit.{form}").code == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("basket", "add", "4.1", "99", "--as", "bram"), "there is no coding '99'"),
        (("basket", "edit", "4.1", "1", "--text", "De wijk [...]", "--as", "bram"), "the quote does not say 'De wijk'"),
        (
            ("basket", "remove", "4.2", "1", "--as", "bram"),
            "section '4.2' holds no quotes; put quote 1 into it first",
        ),
        (
            ("basket", "edit", "4.1", "13", "--text", "De", "--as", "bram"),
            "section '4.1' does not hold quote 13; choose from 1, or put it into the section first",
        ),
        (("basket", "export", "9"), "there is no section '9'"),
        (("basket", "list", "--json"), "ask for JSON with --internal"),
    ],
)
def test_a_mistake_is_one_sentence(words: tuple[str, ...], sentence: str, qualcode, filled: str) -> None:
    ran = qualcode(*words)
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran
    assert sentence in ran.err
