"""Commands run in this process as `main` runs them, in an empty folder, on a small study."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import CODER, a_coding, a_study, a_transcript, study_file
from sqlalchemy.orm import Session

from qualcode.cli import main

QUOTE = "De sloop heeft de buurt geholpen."


class Ran(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Qualcode = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty, with an environment that says nothing."""
    for name in ("QUALCODE_DATABASE_URL", "QUALCODE_CODER"):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def qualcode(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Qualcode:
    """A function that runs one command."""

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qualcode", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        return Ran(int(end.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def small_study(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with one transcript and one coding."""

    def fill(session: Session) -> None:
        a_study(session)
        a_coding(session, a_transcript(session), QUOTE, coder=CODER)

    return study_file(sqlite_template, tmp_path_factory.mktemp("cli") / "small.db", fill)


@pytest.fixture
def study(small_study: Path, folder: Path) -> str:
    """The URL of `qualcode.db` in the current folder, a study of the test's own."""
    shutil.copy(small_study, folder / "qualcode.db")
    return f"sqlite:///{folder / 'qualcode.db'}"
