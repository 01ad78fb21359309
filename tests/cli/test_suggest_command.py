"""`qualcode suggest --if-due` says why it makes no run, and other commands that suggestions are older now."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from qualcode.db.models import Run
from qualcode.db.session import make_engine, reading

AS = ("--as", "annelies")
BOOK = """title: Boek
language: nl
codes:
  - {id: sloop, label: {nl: Sloop}, definition: Sloop van flats., indicators: {lemmas: [sloop]}}
"""
OLDER = "Suggestions are now older than the study;"


@pytest.fixture
def learned(qualcode, study: str, folder: Path) -> Path:
    """The current folder, with a study that renews by itself and a run that learned, and its codebook."""
    assert qualcode("study", "set", "--suggest-after", "5", *AS).code == 0
    assert qualcode("suggest", "--method", "learned").code == 0
    assert qualcode("codebook", "export", "boek.yaml").code == 0
    return folder


def because(qualcode) -> str:
    return json.loads(qualcode("suggest", "--if-due", "--json").out)["because"]


def test_it_says_that_it_looked_at_nothing_or_waits(qualcode, learned: Path) -> None:
    assert "suggestions are of the present study" in qualcode("suggest", "--if-due").out
    book = learned / "boek.yaml"
    assert OLDER not in qualcode("codebook", "load", book).out
    text = book.read_text(encoding="utf-8")
    book.write_text(text.replace("title: ", "title: Ander ", 1), encoding="utf-8")
    told = qualcode("codebook", "load", book).out
    assert told.endswith(f"{OLDER} they are renewed as coders go on, or now with 'qualcode suggest'.\n")
    waits = qualcode("suggest", "--if-due").out
    assert waits.startswith("Not yet: the codebook was changed less than ten minutes ago")
    assert because(qualcode) == "quiet"
    qualcode("study", "set", "--suggest-after", "0", *AS)
    assert qualcode("suggest", "--if-due").out.startswith("Nothing was looked at: with suggest_after 0")
    assert because(qualcode) == "never"


def test_it_says_that_nothing_was_learned_yet(qualcode, study: str) -> None:
    assert "no run learned from codings so far" in qualcode("suggest", "--if-due").out


def test_import_and_withdrawal_say_that_suggestions_are_older(qualcode, learned: Path) -> None:
    (learned / "noord-07.txt").write_text("I: En?\nR1: De sloop was goed.\n", encoding="utf-8")
    told = qualcode("import", "transcripts", "noord-07.txt", "--already-anonymised", *AS)
    assert (told.code, OLDER in told.out) == (0, True)
    assert qualcode("suggest", "--method", "learned").code == 0
    assert OLDER not in qualcode("import", "transcripts", "noord-07.txt", "--already-anonymised", *AS).out
    assert OLDER in qualcode("withdraw", "R001", "--reason", "Gebeld.", *AS).out


def take_in(qualcode, learned: Path, name: str) -> None:
    (learned / f"{name}.txt").write_text("I: En?\nR1: De sloop was goed.\n", encoding="utf-8")
    assert qualcode("import", "transcripts", f"{name}.txt", "--already-anonymised", *AS).code == 0


@pytest.mark.parametrize("option", ["--only-new", "--if-due"])
def test_what_is_new_is_gone_through_alone_until_somebody_decides(qualcode, learned: Path, option: str) -> None:
    nothing = qualcode("suggest", "--method", "learned", "--only-new")
    assert nothing.out.startswith("Nothing to do: every transcript has suggestions")
    take_in(qualcode, learned, "noord-07")
    told = qualcode("suggest", "--method", "learned", option)
    assert "suggestions for 1 transcripts" in told.out
    assert "Only what is new, by the model of run 1." in told.out
    assert OLDER not in qualcode("codebook", "load", learned / "boek.yaml").out


def test_what_is_due_is_made_by_the_method_that_is_due(qualcode, study: str, learned: Path) -> None:
    take_in(qualcode, learned, "noord-07")
    assert "Only what is new, by the model of run 1." in qualcode("suggest", "--if-due").out
    take_in(qualcode, learned, "noord-08")
    assert "no run by the method 'hybrid' was finished before" in qualcode("suggest", "--only-new").out
    with reading(make_engine(study)) as session:
        parameters = session.scalars(select(Run.parameters).order_by(Run.id)).all()
    assert [each["method"] for each in parameters] == ["learned", "learned", "hybrid"]


def test_it_says_why_everything_is_gone_through_anew(qualcode, learned: Path) -> None:
    qualcode("study", "set", "--threshold", "0.05", *AS)
    take_in(qualcode, learned, "noord-07")
    told = json.loads(qualcode("suggest", "--method", "learned", "--only-new", "--json").out)
    assert (told["of_run"], told["because"]) == (None, "the settings ask for other suggestions than run 1 stored")
    assert told["transcripts"] > 1


def test_it_says_how_many_of_the_stored_suggestions_coders_see(qualcode, folder: Path) -> None:
    begin(qualcode, folder)
    take_in(qualcode, folder, "noord-07")
    stored = json.loads(qualcode("suggest", "--method", "lexicon", "--json").out)
    assert stored["suggestions"] == stored["shown"] == 1
    assert qualcode("study", "set", "--threshold", "0.99", *AS).code == 0
    told = qualcode("suggest", "--method", "lexicon").out
    assert ": 1 suggestions for 1 transcripts" in told
    assert "Coders see 0. 1 below the threshold of the study" in told


def begin(qualcode, folder: Path) -> None:
    """A study with a code, and no transcript."""
    (folder / "boek.yaml").write_text(BOOK, encoding="utf-8")
    assert qualcode("study", "init", "--title", "Leeg", *AS).code == 0
    assert qualcode("codebook", "load", "boek.yaml", *AS).code == 0


def test_without_transcripts_it_says_what_to_do(qualcode, folder: Path) -> None:
    begin(qualcode, folder)
    for asked in ((), ("--only-new",)):
        told = qualcode("suggest", *asked)
        assert (told.code, "qualcode import transcripts FOLDER" in told.out) == (0, True)
