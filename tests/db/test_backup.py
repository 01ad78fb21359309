"""Backups: complete while a writer goes on, checked, never over something else, and whole or not there at all."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from builders import a_coding, a_study, a_transcript, suggestions
from content import content_hash
from sqlalchemy import Engine, select

from qualcode.db.backup import backup, restore
from qualcode.db.models import Event
from qualcode.db.session import make_engine, reading, writing
from qualcode.errors import ConflictError, DatabaseError, UsageError
from qualcode.workflow import review
from qualcode.workflow.open import open_database, restore_database
from qualcode.workflow.verify import verify

SENTENCES = 300


@pytest.fixture
def study(sqlite_url: str) -> Engine:
    """A study with one coding."""
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        a_study(session)
        a_coding(session, a_transcript(session), "De sloop heeft de buurt geholpen.")
    return engine


def operations(engine: Engine) -> set[str]:
    """Ids of the operations that are stored."""
    with reading(engine) as session:
        return set(session.scalars(select(Event.operation_id).where(Event.operation_id.is_not(None))))


def is_clean(url: str) -> bool:
    """Whether a database opens and verifies."""
    engine, _ = open_database(url)
    with reading(engine) as session:
        return verify(session).ok


def test_backup_holds_what_the_database_holds(study: Engine, tmp_path: Path) -> None:
    backup(study, tmp_path / "copy.db")
    assert content_hash(f"sqlite:///{tmp_path / 'copy.db'}") == content_hash(str(study.url))
    assert is_clean(f"sqlite:///{tmp_path / 'copy.db'}")


def test_backup_holds_rows_that_are_not_in_the_file_yet(study: Engine, tmp_path: Path) -> None:
    with study.connect() as holding:  # a reader keeps the last rows in the WAL
        holding.exec_driver_sql("SELECT count(*) FROM event").scalar()
        with writing(study) as session:
            a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", "De bushalte is weg.")), about=None)
        shutil.copy(tmp_path / "study.db", tmp_path / "copied.db")
        backup(study, tmp_path / "copy.db")
    whole = content_hash(str(study.url))
    assert content_hash(f"sqlite:///{tmp_path / 'copied.db'}") != whole, "the rows were in the file: this shows nothing"
    assert content_hash(f"sqlite:///{tmp_path / 'copy.db'}") == whole


def test_backup_while_a_coder_goes_on_is_complete(study: Engine, tmp_path: Path) -> None:
    with writing(study) as session:
        wanted = [(f"Zin{n} over sloop.", "factor.sloop") for n in range(SENTENCES)]
        version = a_transcript(
            session, "lang", speech=(("I", "Ja?"), ("R1", " ".join(s for s, _ in wanted))), about=None
        )
        proposed = suggestions(session, version, wanted)
    acknowledged: list[str] = []
    stopped = threading.Event()

    def confirm() -> None:
        for number in proposed:
            with writing(study) as session:
                ack = review.apply(
                    session, "bram", version, [{"op": f"bram-{number}", "kind": "accept", "suggestion": number}]
                )[0]
            assert ack.error is None
            acknowledged.append(ack.id)
            if stopped.is_set():
                return

    coder = threading.Thread(target=confirm)
    coder.start()
    before: list[set[str]] = [set()]
    copies = [tmp_path / f"copy{number}.db" for number in range(4)]
    for copy in copies:
        while len(acknowledged) <= len(before[-1]) and coder.is_alive():
            time.sleep(0.001)
        before.append(set(acknowledged))
        backup(study, copy)
    went_on = coder.is_alive()
    stopped.set()
    coder.join()

    assert went_on, "the coder was done before the last backup: this shows nothing"
    for done, copy in zip(before[1:], copies, strict=True):
        assert done <= operations(make_engine(f"sqlite:///{copy}"))
        assert is_clean(f"sqlite:///{copy}")


def test_backup_is_never_written_over_something(study: Engine, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("something else")
    with pytest.raises(ConflictError, match="is never overwritten"):
        backup(study, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "something else"


def test_rest_of_a_backup_that_was_killed_is_no_obstacle(study: Engine, tmp_path: Path) -> None:
    (tmp_path / ".copy.db.partial").write_bytes(b"half a backup")
    backup(study, tmp_path / "copy.db")
    assert is_clean(f"sqlite:///{tmp_path / 'copy.db'}")
    assert not (tmp_path / ".copy.db.partial").exists()


@pytest.mark.parametrize("folder", ["no-such-folder", "a-file"])
def test_backup_into_what_is_no_folder_is_refused(study: Engine, tmp_path: Path, folder: str) -> None:
    (tmp_path / "a-file").write_text("")
    with pytest.raises(DatabaseError, match=f"there is no folder .*{folder} to write copy.db in"):
        backup(study, tmp_path / folder / "copy.db")


def test_backup_that_does_not_fit_leaves_nothing(study: Engine, sqlite_url: str, tmp_path: Path) -> None:
    study.dispose()
    before = sorted(path.name for path in tmp_path.iterdir())

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "db", "backup", str(tmp_path / "copy.db"), "--db", sqlite_url],
        preexec_fn=small_disk,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "copy.db cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_restore_gives_the_database_back(study: Engine, tmp_path: Path) -> None:
    backup(study, tmp_path / "copy.db")
    url = f"sqlite:///{tmp_path / 'back.db'}"
    assert restore_database(tmp_path / "copy.db", url) == tmp_path / "back.db"
    assert content_hash(url) == content_hash(str(study.url))
    assert is_clean(url)


def test_restore_takes_the_rows_along_that_are_not_in_the_file_yet(study: Engine, tmp_path: Path) -> None:
    with study.connect() as holding:
        holding.exec_driver_sql("SELECT count(*) FROM event").scalar()
        with writing(study) as session:
            a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", "De bushalte is weg.")), about=None)
        restore(tmp_path / "study.db", tmp_path / "back.db")
    assert content_hash(f"sqlite:///{tmp_path / 'back.db'}") == content_hash(str(study.url))


def test_restore_never_overwrites_a_database(study: Engine, sqlite_url: str, tmp_path: Path) -> None:
    backup(study, tmp_path / "copy.db")
    before = content_hash(sqlite_url)
    with pytest.raises(ConflictError, match="a database is never overwritten"):
        restore_database(tmp_path / "copy.db", sqlite_url)
    assert content_hash(sqlite_url) == before


DAMAGE = {
    "cut off": lambda content: content[: len(content) // 2],
    "overwritten": lambda content: content[:40_000] + b"\xff" * 8_000 + content[48_000:],
    "empty": lambda content: content[:0],
    "something else": lambda content: b"PK\x03\x04" + content[4:],
}


@pytest.mark.parametrize("how", DAMAGE)
def test_damaged_backup_is_refused(study: Engine, tmp_path: Path, how: str) -> None:
    backup(study, tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "copy.db").write_bytes(DAMAGE[how](content))
    with pytest.raises(DatabaseError, match=r"copy\.db is not an undamaged database"):
        restore(tmp_path / "copy.db", tmp_path / "back.db")
    assert [path.name for path in tmp_path.iterdir() if "back" in path.name] == []


def test_backup_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no backup"):
        restore(tmp_path / "copy.db", tmp_path / "back.db")


def test_postgresql_has_tools_of_its_own(postgres_url: str, postgres_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pg_dump"):
        backup(postgres_engine, tmp_path / "copy.db")
    with pytest.raises(UsageError, match="pg_restore"):
        restore_database(tmp_path / "copy.db", postgres_url)
