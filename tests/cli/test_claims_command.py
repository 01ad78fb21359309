"""`qualcode claims`: a register is loaded, tested and answered on the command line."""

import json
from pathlib import Path

import pytest
from builders import a_coding, a_study, a_transcript
from click.testing import CliRunner

from qualcode.cli import cli
from qualcode.db.session import make_engine, writing

QUOTE = "De sloop heeft de buurt geholpen."
FILE = """claims:
- {id: C1, type: finding, statement: Ergens hielp de sloop., quantifier: soms, require: [{code: factor.sloop}]}
"""


def test_register_is_loaded_tested_and_answered(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        a_study(session)
        coding = a_coding(session, a_transcript(session), "De sloop heeft de buurt geholpen.")
    engine.dispose()
    file = tmp_path / "claims.yaml"
    file.write_text(FILE, encoding="utf-8")

    def run(*words: object):
        return CliRunner().invoke(cli, ["--db", sqlite_url, "--as", "annelies", "claims", *map(str, words)])

    assert "1 added, 0 changed" in run("load", file).output
    assert "0 added, 0 changed, 1 unchanged" in run("load", file).output
    assert run("check", "--note").exit_code == 0
    strict = run("check", "C1", "--strict")
    assert strict.exit_code == 1
    assert "C1 ontoereikend" in strict.output
    assert "1 thin, 1 silent" in strict.output
    assert "Soms: minstens 1 van 2 moet voor zijn." in strict.output
    assert "met minstens 2 respondenten in 2 transcripten" in strict.output
    assert "linked" in run("link", "C1", coding, "--as-what", "contradicts").output
    assert "1 quote against it unanswered" in run("check").output
    assert "1 quote of claim C1 answered" in run("answer", "C1", coding, "--text", "Dat was eerder.").output
    (record,) = json.loads(run("check", "--json", "--internal").output)["claims"]
    assert (record["unanswered"], record["contradicting"], record["was"]) == ([], [coding], "ontoereikend")
    assert run("check", "--json").exception is not None


def test_claims_are_added_listed_shown_closed_opened_and_written_out(qualcode, study: str, folder: Path) -> None:
    about = ("--statement", "De sloop hielp in Zuid.", "--quantifier", "alle", "--neighbourhood", "stad-zuid")
    require = ("--require", "factor.sloop", "--contradict", "factor.sloop valentie=negatief", "--place", "2.1")
    added = qualcode("claims", "add", "B1", *about, *require, "--as", "annelies")
    assert added.out == "Claim B1 was set down; as the evidence stands it is ontoereikend.\n"
    assert qualcode("claims", "add", "B1", *about, *require, "--as", "annelies").code == 2
    assert "B1 | ontoereikend | open | De sloop hielp in Zuid." in qualcode("claims", "list", "--section", "2").out
    assert qualcode("claims", "list", "--verdict", "gesteund").out == "0 claims\n"

    shown = qualcode("claims", "show", "B1").out
    assert "against it: factor.sloop valentie=negatief" in shown
    assert "Zuid: thin; 0 against of 0, 1 for of 1 respondents; 0 of 1 read in full" in shown
    assert "may support:" in shown
    assert QUOTE in shown

    assert qualcode("claims", "close", "B1", "--reason", "Besproken.", "--as", "bram").out == "Claim B1 is closed.\n"
    assert "state: closed, bram" in qualcode("claims", "show", "B1").out
    assert "B1 |" not in qualcode("claims", "list", "--state", "open").out
    assert qualcode("claims", "reopen", "B1", "--reason", "Nieuw.", "--as", "bram").out == "Claim B1 is open.\n"

    assert qualcode("claims", "export", "uit.yaml").out == "1 claim written to uit.yaml.\n"
    assert "0 added, 0 changed, 1 unchanged" in qualcode("claims", "load", "uit.yaml").out
    assert qualcode("claims", "export", "uit.yaml").code == 2


def test_claim_is_shown_as_json_for_the_team_alone(qualcode, study: str) -> None:
    about = ("--statement", "De sloop hielp.", "--quantifier", "soms", "--require", "factor.sloop")
    qualcode("claims", "add", "B1", *about, "--as", "annelies")
    assert qualcode("claims", "show", "B1", "--json").code == 2
    assert qualcode("claims", "list", "--json").code == 2
    found = json.loads(qualcode("claims", "show", "B1", "--json", "--internal").out)
    assert (found["require"], found["internal"]) == (["factor.sloop"], True)
    assert len(found["candidates"]["supporting"]) == 1
    assert found["sides"]["stad-zuid"]["respondents_for"] == ["R001"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "C9"), "there is no claim 'C9'"),
        (
            ("add", "B1", "--statement", "A.", "--quantifier", "soms", "--require", "factor.slop"),
            "no code 'factor.slop'",
        ),
        (("add", "B1", "--statement", "A.", "--quantifier", "soms", "--require", "a b"), "'a b' is no condition"),
        (
            ("add", "B1", "--statement", "A.", "--quantifier", "soms", "--require", "factor", "--group", "raadslid"),
            "there is no group 'raadslid'",
        ),
        (("close", "C9", "--reason", "Klaar."), "there is no claim 'C9'"),
        (("export", "uit.txt"), "end it in .yaml"),
        (("export", "uit.yaml"), "there are no claims to write"),
    ],
)
def test_a_mistake_is_one_sentence(words: tuple[str, ...], sentence: str, qualcode, study: str, folder: Path) -> None:
    ran = qualcode("claims", *words, "--as", "annelies")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert sentence in ran.err
    assert not (folder / "uit.yaml").exists()
