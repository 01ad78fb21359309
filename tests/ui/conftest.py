"""A small study, and the app on it as one browser session sees it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import CODER, a_coding, a_description, a_study, a_suggestion, a_transcript, do, study_file
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.ui.components.links import HOME, page_file

APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def two_interviews(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews: one begun by hand and by an accepted suggestion, one untouched with an open suggestion."""

    def fill(session: Session) -> None:
        a_study(session)
        zuid, noord = a_transcript(session, "zuid-01"), a_transcript(session, "noord-01", about=_policy_maker())
        a_coding(session, zuid, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
        accepted = a_suggestion(session, zuid, "De sloop heeft de buurt geholpen.")
        do(session, zuid, kind="accept", suggestion=accepted)
        a_suggestion(session, noord, "De sloop heeft de buurt geholpen.")
        do(session, zuid, kind="read", turn=2)

    return study_file(sqlite_template, tmp_path_factory.mktemp("ui") / "study.db", fill)


@pytest.fixture
def study_url(two_interviews: Path, tmp_path: Path) -> str:
    """The URL of `two_interviews` as a study of the test's own."""
    return f"sqlite:///{shutil.copy(two_interviews, tmp_path / 'study.db')}"


def _policy_maker():
    speakers = (Speaker("R1", Role.RESPONDENT, "R002", Group.BELEIDSMAKER), Speaker("I", Role.INTERVIEWER))
    return a_description("noord-01", neighbourhoods=("stad-noord",), speakers=speakers, month=None)


@pytest.fixture
def open_page(study_url: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the study: `open_page("evidence", language="en", coder=None, code="factor.sloop")`."""

    def opened(page: str = HOME, /, *, language: str = "nl", coder: str | None = CODER, **query: str) -> AppTest:
        monkeypatch.setenv("QUALCODE_DATABASE_URL", study_url)
        monkeypatch.setenv("QUALCODE_CODER", coder or "")
        app = AppTest.from_file(APP, default_timeout=30)
        app.context = {"locale": language, "url": f"http://127.0.0.1:8501/{page}"}
        app.run()
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(page_file(page)).run() if page != HOME else app.run()

    return opened
