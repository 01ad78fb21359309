"""What happens to the database while the screens are open: one sentence, nothing lost, and on again afterwards."""

import sqlite3
from pathlib import Path

import pytest
from builders import a_study, a_transcript
from sqlalchemy import create_engine, text
from streamlit.testing.v1 import AppTest

from qualcode.db import session as engines
from qualcode.db.backup import backup
from qualcode.db.session import make_engine, sqlite_driver, writing
from qualcode.ui.components.links import page_file
from qualcode.workflow import study

APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"
PAGES = ("overview", "transcripts", "review", "quotes", "evidence", "memos", "meeting", "codebook", "study")


@pytest.fixture
def file(study_url: str) -> Path:
    return Path(study_url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_is_moved_away_is_missed_on_every_page_and_found_again(open_page, file, page):
    app = open_page(page)
    away = file.rename(file.with_name("elsewhere.db"))

    app.run()
    assert not app.exception
    assert "Er is geen database" in app.error[0].value
    assert not file.exists()

    away.rename(file)
    app.run()
    assert not app.error
    assert app.title


def test_a_file_that_took_the_place_of_another_is_the_one_that_is_shown_and_written(open_page, file, study_url):
    app = open_page()
    copy, engine = file.with_name("copy.db"), make_engine(study_url)
    backup(engine, copy)
    engine.dispose()
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE study SET title = 'Andere studie'")
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    copy.rename(file)

    app.run()
    assert app.sidebar.text[0].value == "Andere studie"

    app.switch_page(page_file("study")).run()
    app.checkbox[0].check()
    app.button(key="qualcode_change_settings").click().run()
    written = make_engine(study_url)
    with engines.reading(written) as session:
        assert study.view(session).settings.open_coding
    written.dispose()


def test_a_database_that_a_newer_program_upgraded_meanwhile_is_told_and_not_written(open_page, file):
    app = open_page()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    app.run()

    assert not app.exception
    assert "nieuwere qualcode" in app.error[0].value


def test_a_locked_database_is_told_in_the_language_of_the_reader(open_page, file, monkeypatch):
    monkeypatch.setattr(engines, "PRAGMAS", (*engines.PRAGMAS, "busy_timeout=1"))
    monkeypatch.setattr(engines, "PATIENCE", "busy_timeout=1")
    app = open_page("study")
    holder = sqlite_driver().connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    app.checkbox[0].check()
    app.button(key="qualcode_change_settings").click().run()

    assert not app.exception
    assert "ander programma" in app.error[0].value

    holder.execute("ROLLBACK")
    holder.close()
    app.run()
    assert not app.error


def test_a_server_that_lost_its_connections_serves_again_and_a_database_that_is_gone_is_told(
    postgres_url, postgres_engine, monkeypatch, postgres_server
):
    with writing(postgres_engine) as session:
        a_study(session)
        a_transcript(session)
        study.coder_id(session, "annelies")
    postgres_engine.dispose()
    monkeypatch.setenv("QUALCODE_DATABASE_URL", postgres_url)
    monkeypatch.setenv("QUALCODE_CODER", "annelies")
    app = AppTest.from_file(APP, default_timeout=30)
    app.context = {"locale": "nl", "url": "http://127.0.0.1:8501/"}
    app.run()
    name = postgres_url.rsplit("/", 1)[1]
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
        app.run()
        assert not app.error
        assert app.title

        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        app.switch_page(page_file("transcripts")).run()
    admin.dispose()
    assert not app.exception
    assert "kan niet gebruikt worden" in app.error[0].value
