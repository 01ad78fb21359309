"""`qualcode agreement`: a table for people, one JSON object for programs, one line for a mistake."""

import json
from pathlib import Path

import pytest
from builders import a_coding

from qualcode.db.models import TranscriptVersion
from qualcode.db.session import make_engine, writing

TABLE = "a,b,c\n1,1,1\n1,2,\n2,2,2\n"


@pytest.fixture
def double(study: str) -> str:
    """The small study, coded by a second coder too, on another sentence."""
    engine = make_engine(study)
    with writing(engine) as session:
        version = session.query(TranscriptVersion.id).scalar()
        a_coding(session, version, "De flats waren slecht onderhouden.", coder="bram")
    engine.dispose()
    return study


def test_agreement_is_printed_as_a_table(qualcode, double: str) -> None:
    ran = qualcode("agreement", "--lang", "en")
    assert ran.code == 0
    assert "Agreement of annelies and bram: 1 transcripts that both coded, 4 sentences." in ran.out
    assert "all codes" in ran.out
    assert "-0.00" not in ran.out


def test_agreement_in_json_says_what_is_undefined_with_null(qualcode, double: str) -> None:
    ran = qualcode("agreement", "--unit", "turn", "--json", "--internal")
    answer = json.loads(ran.out)
    assert answer["n_units"] == 2
    assert answer["overall"] == {
        "both": 1,
        "only_a": 0,
        "only_b": 0,
        "neither": 1,
        "percent": 1.0,
        "positive": 1.0,
        "kappa": 1.0,
    }
    assert [coder["coder"] for coder in answer["coders"]] == ["annelies", "bram"]


def test_coefficients_of_a_table_are_printed(qualcode, folder: Path) -> None:
    (folder / "t.csv").write_text(TABLE, encoding="utf-8")
    ran = qualcode("agreement", "--table", "t.csv", "--level", "nominal", "--json")
    answer = json.loads(ran.out)
    assert (answer["n_units"], answer["n_coders"], answer["undefined"]) == (3, 3, ["kappa"])
    assert answer["kappa"] is None
    assert answer["percent"] == pytest.approx(2 / 3)
    assert "niet gedefinieerd" in qualcode("agreement", "--table", "t.csv").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--table", "weg.csv"], "weg.csv: the file cannot be read"),
        (["--table", "t.csv", "--unit", "turn"], "leave out --coders and --unit"),
        (["--level", "nominal"], "give --table FILE.csv"),
        (["--json"], "ask for JSON with --internal"),
        (["--coders", "annelies,brum"], "did you mean bram?"),
    ],
)
def test_mistake_is_one_line(qualcode, double: str, words: list[str], said: str) -> None:
    ran = qualcode("agreement", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
