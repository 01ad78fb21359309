"""Verify and back up from the screen: what was found is told and recorded, and only on the machine of the study."""

import re
import sqlite3
from pathlib import Path

import pytest
from builders import CODER
from sqlalchemy import select
from streamlit import config

from qualcode.db.backup import check_file
from qualcode.db.models import Event
from qualcode.db.session import make_engine, reading
from qualcode.workflow import health


@pytest.fixture
def local():
    """A server that listens on this machine only, as `qualcode ui` makes it."""
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    yield
    config.set_option("server.address", before)


def shown(app) -> str:
    texts = (*app.success, *app.error, *app.caption, *app.code, *app.get("html"))
    return " ".join(str(each.value) for each in texts)


def events(url: str, kind: str) -> list[str]:
    engine = make_engine(url)
    with reading(engine) as session:
        found = list(session.scalars(select(Event.actor).where(Event.kind == kind)))
    engine.dispose()
    return found


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    ("language", "told", "again"),
    [
        ("nl", "Er is niets veranderd, verloren of verzonnen: 2 transcripten · 2 coderingen", "er is niets veranderd"),
        ("en", "Nothing was altered, lost or invented: 2 transcripts · 2 codings", "nothing was altered"),
    ],
)
def test_a_verification_is_told_and_recorded(open_page, study_url: str, language, told, again) -> None:
    app = open_page(language=language)
    app.button(key="qualcode_health_verify").click().run()
    assert told in shown(app)
    assert again in shown(app)
    assert events(study_url, health.VERIFIED) == [CODER]


@pytest.mark.usefixtures("local")
def test_what_was_altered_is_said_in_the_language_of_the_reader(open_page, study_url: str) -> None:
    with sqlite3.connect(study_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE coder SET name = 'iemand' WHERE name = 'bram' OR id = 1")
    app = open_page()
    app.button(key="qualcode_health_verify").click().run()
    assert "Er is 1 probleem gevonden." in shown(app)
    assert "coder 1 is veranderd nadat die geschreven was" in shown(app)


@pytest.mark.usefixtures("local")
def test_a_backup_lies_beside_the_database_whole_and_recorded(open_page, study_url: str, tmp_path: Path) -> None:
    app = open_page()
    app.button(key="qualcode_health_backup").click().run()
    (file,) = tmp_path.glob("study.backup-*.db")
    check_file(file)
    assert str(file) in shown(app)
    assert "Laatste reservekopie" in shown(app)
    assert events(study_url, health.BACKED_UP) == [CODER]


def test_a_visitor_of_a_server_that_others_reach_gets_the_commands_alone(open_page) -> None:
    app = open_page()
    assert not [each for each in app.button if each.key and each.key.startswith("qualcode_health")]
    assert f"qualcode verify --as {CODER}" in re.sub("<[^>]*>", "", shown(app)), "its end stays on one line"


@pytest.mark.usefixtures("local")
def test_nobody_without_a_name_records_anything(open_page) -> None:
    app = open_page(coder=None)
    assert not [each for each in app.button if each.key and each.key.startswith("qualcode_health")]
