"""Every page in both languages, and what surrounds them."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from builders import a_description, a_suggestion, a_transcript, do
from streamlit.testing.v1 import AppTest

from qualcode.db.session import make_engine, writing
from qualcode.domain.operation import IN_QUEUE
from qualcode.ui import parameters
from qualcode.ui.components.links import page_file
from qualcode.workflow import study

APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"

PAGES = ("overview", "transcripts", "review", "worth", "evidence", "quotes", "study")
BANNER = {"nl": "Fictief onderzoek", "en": "Fictional study"}


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_banner_study_and_coder(open_page, page, language):
    app = open_page(page, language=language)

    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert BANNER[language] in html_of(app)
    assert app.sidebar.text[0].value == "Proefstudie"


def test_the_first_screen_asks_who_is_coding_and_then_goes_on(open_page):
    app = open_page(coder=None)
    assert app.header[0].value == "Wie codeert er?"

    app.text_input(key="qualcode_new_name_asked").set_value("een nieuwe naam")
    app.button(key="qualcode_begin_asked").click().run()

    assert not app.exception
    assert "Wie codeert er?" not in [each.value for each in app.header]
    assert "zuid-01" in html_of(app)


def test_choosing_a_known_name_is_all_that_is_asked(open_page):
    app = open_page(coder=None)

    app.selectbox(key="qualcode_name_asked").set_value("annelies").run()

    assert not app.exception
    assert "Wie codeert er?" not in [each.value for each in app.header]
    assert "zuid-01" in html_of(app)


def test_the_overview_leads_on_to_the_last_work_and_tells_it_in_words(open_page):
    html = html_of(open_page(language="nl"))

    assert "Ga verder waar u was:" in html
    assert 'href="coding?transcript=zuid-01&amp;turn=2"' in html
    assert "1 suggestie overgenomen" in html
    assert 'href="transcripts?neighbourhood=Noord"' in html


@pytest.mark.parametrize(("language", "more"), [("nl", "en nog 1"), ("en", "and 1 more")])
def test_the_overview_names_three_transcripts_of_what_was_decided_in_a_queue(open_page, study_url, language, more):
    quote = "De sloop heeft de buurt geholpen."
    engine = make_engine(study_url)
    with writing(engine) as session:
        versions = {name: a_transcript(session, name) for name in ("a-01", "b-01", "c-01", "d-01")}
        suggestions = {name: a_suggestion(session, version, quote) for name, version in versions.items()}
        for name, version in versions.items():
            suggestion = suggestions[name]
            do(session, version, op=f"{IN_QUEUE}{name}", kind="reject", suggestion=suggestion)
    engine.dispose()

    said = re.sub("<[^>]+>", "", html_of(open_page(language=language)))

    assert f"in d-01, c-01, b-01 {more}" in said


def test_the_sample_shows_gaps_and_leads_to_the_filtered_list(open_page):
    html = html_of(open_page("transcripts", language="nl", view="sample"))

    assert "qc-gap" in html
    assert 'href="transcripts?neighbourhood=Zuid&amp;group=bewoner"' in html


def test_the_sample_says_why_its_cells_add_up_to_more_than_there_are(open_page, study_url):
    assert "add up to" not in html_of(open_page("transcripts", language="en", view="sample"))
    engine = make_engine(study_url)
    with writing(engine) as session:
        a_transcript(session, "over-02", about=a_description("over-02", neighbourhoods=("stad-noord", "stad-zuid")))
    engine.dispose()

    html = html_of(open_page("transcripts", language="en", view="sample"))

    assert "The cells add up to 4, the study has 3:" in html
    assert (
        '<a data-page="transcripts" href="transcripts" class="" aria-label="3 interviews, 2 respondents">3 (2)' in html
    )


@pytest.mark.parametrize(("query", "shown"), [({"progress": "open"}, "noord-01"), ({"progress": "started"}, "zuid-01")])
def test_a_list_is_filtered_by_its_address(open_page, query, shown):
    html = html_of(open_page("transcripts", **query))

    other = {"noord-01", "zuid-01"} - {shown}
    table = html[html.index("<tbody>") :]
    assert shown in table
    assert not any(name in table for name in other)


def test_an_empty_name_is_refused_in_one_sentence(open_page):
    app = open_page(coder=None)

    app.button(key="qualcode_begin_asked").click().run()

    assert "naam" in app.error[0].value


def test_the_address_sets_the_language_for_the_rest_of_the_session(open_page):
    app = open_page("transcripts", language="nl", lang="en")
    assert app.title[0].value == "Transcripts"

    del app.query_params["lang"]
    app.run()

    assert app.title[0].value == "Transcripts"


def test_the_language_can_be_switched_beside_the_page(open_page):
    app = open_page(language="nl")
    assert app.title[0].value == "Overzicht"

    app.segmented_control(key="qualcode_language_choice").set_value("en").run()

    assert app.title[0].value == "Overview"


def test_a_database_that_is_missing_is_said_in_one_sentence(open_page, monkeypatch, tmp_path):
    app = open_page()
    monkeypatch.setenv("QUALCODE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")

    app.run()

    assert not app.exception
    assert "Er is geen database" in app.error[0].value


def test_a_database_of_a_newer_version_is_said_in_one_sentence(open_page, study_url):
    with sqlite3.connect(study_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    app = open_page()

    assert not app.exception
    assert "nieuwere qualcode" in app.error[0].value


def test_a_database_that_fails_while_it_is_open_is_said_in_one_sentence(open_page, study_url):
    app = open_page()
    with sqlite3.connect(study_url.removeprefix("sqlite:///")) as connection:
        connection.execute("ALTER TABLE study RENAME TO gone")

    app.run()

    assert not app.exception
    assert "kan niet gebruikt worden: no such table" in app.error[0].value


@pytest.mark.parametrize("page", PAGES)
def test_a_study_that_has_only_begun_says_what_to_do(sqlite_url, monkeypatch, page):
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        study.start(session, "Begin")
    engine.dispose()
    monkeypatch.setenv("QUALCODE_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("QUALCODE_CODER", "annelies")
    app = AppTest.from_file(APP, default_timeout=30).run()

    app.switch_page(page_file(page)).run()

    assert not app.exception
    assert app.title
    assert page == "study" or "qualcode " in "".join(each.value for each in [*app.info, *app.error])


def test_the_server_of_the_screens_never_imports_spacy():
    script = (
        "import sys, importlib, pkgutil, qualcode.ui\n"
        "for module in pkgutil.walk_packages(qualcode.ui.__path__, 'qualcode.ui.'):\n"
        "    importlib.import_module(module.name)\n"
        "print('spacy' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


CALLED = {
    "quote": "citaat",
    "after": "plaats in de lijst",
    "neighbourhood": "wijk",
    "where": "zoekgebied",
    "rows": "rijen",
    "measure": "maat",
    "order": "volgorde",
    "progress": "voortgang",
    "span": "passage",
    "coding": "codering",
    "turn": "beurt",
}


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("quotes", {"quote": "abc"}),
        ("quotes", {"after": "1.x.3"}),
        ("quotes", {"neighbourhood": "xyz"}),
        ("quotes", {"where": "nergens"}),
        ("evidence", {"rows": "nope"}),
        ("evidence", {"measure": "zz"}),
        ("transcripts", {"order": "zz"}),
        ("transcripts", {"progress": "zz"}),
        ("coding", {"transcript": "zuid-01", "span": "5"}),
        ("coding", {"transcript": "zuid-01", "coding": "x"}),
        ("coding", {"transcript": "zuid-01", "turn": "x"}),
    ],
)
def test_broken_link_is_refused_in_one_sentence_and_shows_nothing_else(open_page, page, query):
    app = open_page(page, **query)
    (name, value) = list(query.items())[-1]
    called = CALLED[name]
    assert app.error[0].value.startswith(f"Het adres van deze pagina vraagt om {called} '{value}', en dat is er niet.")
    shown = "".join(element.value for element in app.html)
    assert "Deze pagina zonder filters" in shown
    assert "<table" not in shown.replace('<table class="qc-table qc-guide"', "")
    assert not app.exception


ASKED = re.compile(r'\b(?:choice|segments|chosen|refuse|asked_number)\(\s*"([a-z_]+)"')
"""A parameter of an address that is refused when it names nothing."""


def test_every_parameter_that_can_be_wrong_has_a_name_in_the_language_of_the_reader() -> None:
    source = Path(parameters.__file__).parent.rglob("*.py")
    asked = {name for file in source for name in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert {"view", "code", "waiting"} <= asked
    assert asked <= parameters.names().keys()


@pytest.mark.parametrize(
    ("page", "query", "back"),
    [
        ("claims", {"claim": "B99"}, 'href="claims"'),
        ("coding", {"transcript": "nergens"}, 'href="transcripts"'),
        ("quotes", {"quote": "999"}, 'href="quotes"'),
        ("transcripts", {"describe": "nergens"}, 'href="transcripts"'),
    ],
)
def test_what_is_not_there_is_said_with_a_title_and_the_way_back(open_page, page, query, back):
    app = open_page(page, **query)
    assert not app.exception
    assert len(app.error) == 1
    assert back in html_of(app)
