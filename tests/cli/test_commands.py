"""Commands: each has help, takes the global options on either side of its name, and answers in one JSON object."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from content import content_hash
from json_answers import ANSWERS, COMMANDS, Words, fill

from qualcode.cli import cli
from qualcode.db import session as engines
from qualcode.db.session import make_engine, sqlite_driver
from qualcode.workflow.open import open_database
from qualcode.workflow.study import coder_names

TRANSCRIPTS = ("import", "transcripts", "--already-anonymised")
ROOT = Path(__file__).resolve().parents[2]
GLOBAL = {"database", "coder", "json", "language"}
HEAVY = ("spacy", "pandas", "streamlit", "sqlalchemy", "alembic", "pydantic", "openpyxl", "docx", "yaml", "simplemma")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(words: Words, qualcode) -> None:
    ran = qualcode(*words, "--help")
    assert ran.code == 0
    assert ran.err == ""
    assert f"Usage: qualcode {' '.join(words)}" in ran.out
    assert (COMMANDS[words].help or "").splitlines()[0] in ran.out.replace("\n  ", " ")
    for option in ("--db", "--as", "--json", "--lang"):
        assert option in ran.out
    undescribed = [p.name for p in COMMANDS[words].params if isinstance(p, click.Option) and not p.help]
    assert undescribed == []


def test_help_names_every_command(qualcode) -> None:
    ran = qualcode("--help")
    assert [name for (name, *rest) in COMMANDS if not rest and f"\n  {name} " not in ran.out] == []


def test_help_of_the_first_level_is_what_the_command_says(qualcode) -> None:
    """The list is written by hand, so that it needs no imports."""
    first = {words[0]: command for words, command in COMMANDS.items() if len(words) == 1}
    assert set(cli.lazy) == set(first)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["import", "--help"], ["evidence", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys; from qualcode.cli import cli\n"
        f"try: cli({words!r})\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_only_suggest_loads_spacy(study: str) -> None:
    program = (
        "import sys; from qualcode.cli import cli\n"
        f"for words in {[['evidence'], ['quotes'], ['verify'], ['codebook', 'show']]}:\n"
        f"    try: cli([*words, '--db', {study!r}])\n"
        "    except SystemExit as end: assert not end.code, words\n"
        "print([name for name in ('spacy', 'streamlit') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# Global options


@pytest.mark.parametrize("at", [0, 1, 2])
def test_database_is_named_before_or_after_the_command(at: int, qualcode, study: str, folder: Path) -> None:
    (folder / "qualcode.db").rename(folder / "elsewhere.db")
    assert qualcode("db", "check").code == 2
    words = ["db", "check"]
    words[at:at] = ["--db", "sqlite:///elsewhere.db"]
    assert qualcode(*words).out == "The schema is as it should be.\n"


def test_database_given_last_counts(qualcode, study: str, folder: Path) -> None:
    (folder / "qualcode.db").rename(folder / "elsewhere.db")
    assert qualcode("--db", "sqlite:///weg.db", "db", "check", "--db", "sqlite:///elsewhere.db").code == 0
    assert qualcode("--db", "sqlite:///elsewhere.db", "db", "check", "--db", "sqlite:///weg.db").code == 2


def test_environment_names_database_and_coder(qualcode, study: str, folder: Path, monkeypatch) -> None:
    (folder / "qualcode.db").rename(folder / "elsewhere.db")
    monkeypatch.setenv("QUALCODE_DATABASE_URL", "sqlite:///elsewhere.db")
    monkeypatch.setenv("QUALCODE_CODER", "carla")
    assert qualcode("study", "set", "--k", "5").code == 0
    assert actors(folder / "elsewhere.db")[-1] == "carla"


def test_option_counts_before_the_environment(qualcode, study: str, folder: Path, monkeypatch) -> None:
    monkeypatch.setenv("QUALCODE_DATABASE_URL", "sqlite:///weg.db")
    monkeypatch.setenv("QUALCODE_CODER", "carla")
    assert qualcode("--as", "bram", "study", "set", "--k", "5", "--db", study).code == 0
    assert actors(folder / "qualcode.db")[-1] == "bram"
    assert qualcode("study", "--db", study, "set", "--k", "6", "--as", "dirk").code == 0
    assert actors(folder / "qualcode.db")[-1] == "dirk"


def actors(file: Path) -> list[str]:
    """Who is named in the events, in their order."""
    with closing(sqlite_driver().connect(file)) as connection:
        return [actor for (actor,) in connection.execute("SELECT actor FROM event ORDER BY id")]


def test_language_is_chosen_before_or_after_the_command(qualcode, study: str) -> None:
    dutch, english = qualcode("evidence").out, qualcode("evidence", "--lang", "en").out
    assert dutch != english
    assert qualcode("--lang", "en", "evidence").out == english


# One JSON object

TRIED_APART = {("search", "run"), ("search", "recode"), ("search", "undo"), ("search", "forget")} | {
    ("claims", "load"),
    ("claims", "link"),
    ("claims", "answer"),
    ("claims", "list"),
    ("claims", "show"),
    ("claims", "add"),
    ("claims", "close"),
    ("claims", "reopen"),
    ("claims", "export"),
    ("claims", "judge"),
    ("dossier",),
    ("export", "annotations"),
    ("export", "prov"),
    ("export", "suggestions"),
    ("plot",),
    ("import", "summaries"),
    ("freeze",),
    ("freezes", "diff"),
    ("basket", "edit"),
    ("basket", "remove"),
    ("members", "sheet"),
    ("withdraw",),
    ("questions", "answer"),
    ("questions", "close"),
    ("questions", "reopen"),
    ("patterns", "list"),
    ("patterns", "decide"),
}
"""Commands that need more than the small study: they have tests of their own."""


def test_every_command_that_answers_is_asked_for_json() -> None:
    leaves = {words for words, command in COMMANDS.items() if not isinstance(command, click.Group)}
    asked = {words for words in leaves if any(answer[: len(words)] == words for answer in ANSWERS)}
    elsewhere = {("ui",), ("demo",), ("evaluate",), *TRIED_APART}
    told = "ui opens a browser; demo prints what evidence prints; the others have tests of their own"
    assert leaves - asked == elsewhere, told


@pytest.fixture
def ready(study: str, folder: Path) -> str:
    """A study with files to load."""
    fill(folder)
    return study


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_json_is_one_object_on_one_line(words: Words, qualcode, ready: str) -> None:
    ran = qualcode("--json", *words)
    assert ran.code == (1 if words == ("import", "transcripts", "oost-01.txt") else 0), ran
    assert ran.out.count("\n") == 1
    answer = json.loads(ran.out)
    assert isinstance(answer, dict)
    assert ANSWERS[words] <= set(answer)


AGAIN = [words for words in ANSWERS if words[0] != "study" and "--db" not in words]


@pytest.mark.parametrize("words", AGAIN, ids=" ".join)
def test_command_can_be_repeated_harmlessly(words: Words, qualcode, ready: str, folder: Path) -> None:
    """Twice is once, but for backup and export, which never overwrite, and suggest, which adds a run."""
    first = qualcode(*words)
    before = content_hash(ready)
    second = qualcode(*words)
    if words[:2] in {("db", "backup"), ("codebook", "export")}:
        assert second.code == 2
    else:
        assert second.code == first.code
    if words != ("suggest",):
        assert content_hash(ready) == before


# A database that is in use, or not there


def test_locked_database_is_said_after_a_while(qualcode, study: str, folder: Path, monkeypatch) -> None:
    patient = tuple(pragma.replace("busy_timeout=30000", "busy_timeout=50") for pragma in engines.PRAGMAS)
    monkeypatch.setattr(engines, "PRAGMAS", patient)
    before = content_hash(study)
    with closing(sqlite_driver().connect(folder / "qualcode.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for words in (("study", "set", "--k", "4", "--as", "a"), ("suggest",), ("db", "upgrade")):
            ran = qualcode(*words)
            assert ran.code == 2
            assert ran.err.startswith("qualcode: the database")
            assert "locked" in ran.err
            assert ran.err.count("\n") == 1
        assert qualcode("evidence").code == 0, "who only reads is not kept waiting"
        other.execute("ROLLBACK")
    assert content_hash(study) == before


def test_damaged_database_is_said(qualcode, study: str, folder: Path) -> None:
    content = (folder / "qualcode.db").read_bytes()
    (folder / "qualcode.db").write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    ran = qualcode("verify")
    assert ran.code == 2
    assert "malformed" in ran.err
    assert ran.err.count("\n") == 1


def test_older_database_is_upgraded_with_a_word_about_the_backup(qualcode, study: str, folder: Path) -> None:
    from alembic import command

    from qualcode.db.migrate import config

    engine = make_engine(study)
    with engine.begin() as connection:
        command.downgrade(config(connection), "-1")
    engine.dispose()
    ran = qualcode("verify", "--json", "--db", "sqlite:///qualcode.db")
    (copy,) = folder.glob("qualcode.before-upgrade-*.db")
    before = copy.name.split("-")[3]
    assert ran.code == 0
    assert ran.err == f"the database was upgraded from schema {before} to {head()}; the backup is {copy.name}\n"
    assert json.loads(ran.out)["ok"]


def head() -> str:
    """The schema of this program."""
    from qualcode.db import migrate

    return migrate.head()


def test_study_on_postgresql_by_commands_alone(empty_postgres_url: str, qualcode, folder: Path, monkeypatch) -> None:
    monkeypatch.setenv("QUALCODE_DATABASE_URL", empty_postgres_url)
    monkeypatch.setenv("QUALCODE_CODER", "annelies")
    corpus = ROOT / "corpus"
    for words in (
        ("study", "init", "--title", "T", "--fictional"),
        ("codebook", "load", ROOT / "codebook.yaml"),
        ("import", "neighbourhoods", corpus / "neighbourhoods.csv"),
        (*TRANSCRIPTS, corpus / "jol-01.txt", "--metadata", corpus / "interviews.csv"),
        ("suggest",),
        ("study", "set", "--k", "2"),
        ("evidence",),
        ("verify",),
        ("db", "check"),
        ("db", "doctor"),
        ("db", "upgrade"),
    ):
        ran = qualcode(*words)
        assert (ran.code, ran.err) == (0, ""), (words, ran)
    assert qualcode("db", "backup", "copy.db").err.startswith("qualcode: backup and restore are for SQLite files")
    assert qualcode("study", "init", "--title", "T").err.startswith("qualcode: this database holds a study already")


# Real processes


def run(*words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """`qualcode` in a process of its own."""
    command = [sys.executable, "-m", "qualcode", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)


def test_reader_who_stops_early_is_no_mistake(study: str) -> None:
    show = f"{sys.executable} -m qualcode quotes --db {study} | head -1"
    done = subprocess.run(show, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_commands_work_from_any_folder(study: str, tmp_path: Path) -> None:
    done = run("verify", "--db", study, cwd="/")
    assert (done.returncode, done.stderr) == (0, "")


def test_who_works_with_a_command_is_stored(qualcode, ready: str) -> None:
    assert qualcode("import", "codings", "c.jsonl", "--as", "annelies").code == 0
    engine, _ = open_database(ready)
    with engines.reading(engine) as session:
        assert coder_names(session) == ["annelies", "bram"]


def test_prune_makes_no_run_and_says_what_it_removed(qualcode, study: str) -> None:
    qualcode("study", "set", "--threshold", "0.01", "--as", "a")
    made = [json.loads(qualcode("suggest", "--json").out)["suggestions"] for _ in range(2)]
    assert made[0] == made[1] > 0
    assert json.loads(qualcode("suggest", "--prune", "--json").out) == {"run": None, "pruned": made[0]}
    assert json.loads(qualcode("suggest", "--prune", "--json").out) == {"run": None, "pruned": 0}
    assert json.loads(qualcode("verify", "--json").out)["ok"]
