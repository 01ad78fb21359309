"""`qualcode claims`: a register is loaded, tested and answered on the command line."""

import json
from pathlib import Path

from builders import a_coding, a_study, a_transcript
from click.testing import CliRunner

from qualcode.cli import cli
from qualcode.db.session import make_engine, writing

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
