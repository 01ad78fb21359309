"""Pages on paper: who speaks is whole, and what only a screen needs is gone."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import free_port, needs_chromium, serving
from builders import CODER, a_coding, a_description, a_study, a_transcript
from playwright.sync_api import Browser, Page, expect

from qualcode.db.session import make_engine, writing
from qualcode.domain.memo import Topic, TopicKind
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.workflow import summary

LONG = "Wijkprofessional-jongerenwerk"
SPEECH = (("I", "Wie begint?"), (LONG, "De flats waren slecht onderhouden."), ("B2", "Nee hoor."))
BLACK = "rgb(0, 0, 0)"
A4 = {"width": 718, "height": 1000}
"""CSS pixels of a page within its margins."""

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("paper")
    database = f"sqlite:///{shutil.copy(sqlite_template, folder / 'study.db')}"
    engine = make_engine(database)
    speakers = (
        Speaker("I", Role.INTERVIEWER),
        Speaker(LONG, Role.RESPONDENT, "R031", Group.WIJKPROFESSIONAL),
        Speaker("B2", Role.RESPONDENT, "R032", Group.BEWONER),
    )
    with writing(engine) as session:
        a_study(session)
        notice = "Fictief interview, geschreven voor de proef; er is niets van waar, en de buurt bestaat ook niet."
        about = a_description("groep-01", kind=Kind.FOCUS_GROUP, speakers=speakers, notice=notice)
        version = a_transcript(session, "groep-01", speech=SPEECH, about=about)
        a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
        summary.write(session, CODER, Topic(TopicKind.TRANSCRIPT, "groep-01"), "Kort gezegd.", None, "op-paper")
    engine.dispose()
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", database, "--as", CODER]
    command += ["ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {}, folder / "server.log") as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="nl-NL", color_scheme="dark", viewport=A4) as context:
        yield context.new_page()


def test_a_focus_group_on_paper_says_whole_who_speaks_each_turn(page: Page, url: str) -> None:
    page.goto(f"{url}/coding?transcript=groep-01")
    page.locator(".coder-turn").nth(2).wait_for()
    page.emulate_media(media="print")
    for turn, label, who in ((1, LONG, "R031 · professional"), (2, "B2", "R032 · bewoner")):
        row = page.locator(".coder-turn").nth(turn)
        expect(row.locator(".coder-label")).to_have_text(label)
        expect(row.locator(".coder-who")).to_be_visible()
        expect(row.locator(".coder-who")).to_have_text(who)
        assert row.locator(".coder-label").evaluate(WHOLE), label
        speaker, text = row.locator(".coder-speaker").bounding_box(), row.locator(".coder-text").bounding_box()
        assert speaker is not None
        assert text is not None
        assert speaker["x"] + speaker["width"] <= text["x"]
    expect(page.locator(".coder-print li")).to_have_count(1)
    about = page.locator(".qc-place span")
    assert about.evaluate("each => each.scrollWidth <= each.clientWidth"), "what the interview is, stands there whole"


WHOLE = """each => each.scrollWidth <= each.clientWidth + 1 || getComputedStyle(each).overflowX === "visible"
  && each.getBoundingClientRect().right <= each.closest(".coder-speaker").getBoundingClientRect().right + 1"""


def test_a_summary_on_paper_is_black_on_white_and_without_forms(page: Page, url: str) -> None:
    page.goto(f"{url}/memos?summary=transcript:groep-01")
    page.locator(".qc-table").last.wait_for()
    expect(page.get_by_text("Kort gezegd.").first).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    for gone in ("stSidebar", "stHeader", "stExpander", "stPopover"):
        for each in page.get_by_test_id(gone).all():
            expect(each).to_be_hidden()
    expect(page.locator(".qc-summary")).to_be_hidden()
    for text in (page.locator(".qc-memo"), page.locator(".qc-facts dd").first, page.locator(".qc-table td").first):
        expect(text).to_be_visible()
        expect(text).to_have_css("color", BLACK)
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 1


def test_the_button_prints_the_page(page: Page, url: str) -> None:
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; }")
    page.goto(f"{url}/memos?summary=transcript:groep-01")
    page.locator(".qc-table").last.wait_for()
    page.get_by_role("button", name="Afdrukken").click()
    expect(page.locator("html")).to_have_attribute("data-printed", "yes")
