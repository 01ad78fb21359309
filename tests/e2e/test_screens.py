"""The pages in a real browser: links that keep the session, and nothing from elsewhere."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import at_rest, free_port, go, needs_chromium, pick, serving, wait_for
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do
from playwright.sync_api import Browser, Locator, Page, expect

from qualcode.db.session import make_engine, writing

SLOOP = "De sloop heeft de buurt geholpen."
ADDRESSES = (
    "",
    "transcripts",
    "evidence",
    "evidence?split=1&measure=codings",
    "quotes?code=factor",
    "quotes?quote=2",
    "study",
)
READY = "h1, h2"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("screens")
    database = f"sqlite:///{shutil.copy(sqlite_template, folder / 'study.db')}"
    engine = make_engine(database)
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
        do(session, version, kind="accept", suggestion=a_suggestion(session, version, SLOOP))
    engine.dispose()
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", database, "ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {"QUALCODE_CODER": ""}, folder / "server.log") as url:
        yield url


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(**options: str) -> Page:
        context = browser.new_context(**{"locale": "nl-NL", **options}, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def choose_coder(page: Page, url: str, name: str) -> None:
    go(page, url)
    page.get_by_label("Of typ een nieuwe naam").fill(name)
    page.get_by_role("button", name="Beginnen").click()
    expect(page.get_by_text(f"Codeur: {name}")).to_be_visible()


def in_menu(page: Page, name: str) -> Locator:
    """A link of the list of pages: pages have links with the same words."""
    return page.get_by_test_id("stSidebarNav").get_by_role("link", name=name)


def test_a_new_coder_says_once_who_is_coding(new_page, url):
    page = new_page()
    choose_coder(page, url, "Nieuwe Codeur")
    expect(page.get_by_text("Codeur: Nieuwe Codeur")).to_be_visible()

    in_menu(page, "Bewijs").click()
    page.get_by_role("link", name="Code factor.sloop, Zuid: 1 respondent").click()
    expect(page.locator(".qc-quote mark")).to_have_text(SLOOP)
    expect(page.get_by_text("Codeur: Nieuwe Codeur")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Codeur: Nieuwe Codeur")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "heading", "said"),
    [
        ("nl-NL", "Geen pagina", "Er is geen pagina 'nergens' in qualcode"),
        ("en-GB", "No such page", "There is no page 'nergens'"),
    ],
)
def test_an_address_without_a_page_is_one_sentence_and_leads_on(new_page, url, locale, heading, said):
    page = new_page(locale=locale)
    page.goto(f"{url}/nergens?code=factor")
    expect(page.get_by_text(said)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    page.locator('a[data-page="overview"]').last.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(said)).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "said", "way"),
    [
        (
            "nl-NL",
            "Er is in qualcode geen pagina 'nergens/ook'; begin opnieuw bij het overzicht.",
            "Naar het overzicht",
        ),
        ("en-GB", "There is no page 'nergens/ook' in qualcode; begin again at the overview.", "To the overview"),
    ],
)
def test_an_address_of_two_levels_is_one_sentence_and_leads_back(new_page, url, locale, said, way):
    page = new_page(locale=locale)
    answer = page.goto(f"{url}/nergens/ook?code=factor")
    assert answer.status == 404
    expect(page.get_by_role("alert")).to_have_text(said)
    page.get_by_role("link", name=way).click()
    expect(page.locator(READY).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_overview_answers_to_its_own_name_too(new_page, url):
    page = new_page(locale="en-GB")
    go(page, f"{url}/overview")
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_a_known_coder_goes_on_by_choosing_a_name(new_page, url):
    page = new_page()
    go(page, url)
    pick(page.get_by_role("combobox", name="Kies uw naam"), CODER)
    expect(page.get_by_text(f"Codeur: {CODER}")).to_be_visible()


def test_a_cell_opens_its_quotes_by_keyboard_and_the_way_back_is_open(new_page, url):
    page = new_page()
    go(page, f"{url}/evidence?measure=codings")

    page.get_by_role("link", name="Code factor.sloop, Zuid: 1 codering").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".qc-quote mark")).to_have_text(SLOOP)
    assert page.url == f"{url}/quotes?code=factor.sloop&neighbourhood=stad-zuid"

    page.go_back()
    expect(page.get_by_role("link", name="Code factor.sloop, Zuid: 1 codering")).to_be_visible()
    assert page.url == f"{url}/evidence?measure=codings"


WIDER = """table => {
  for (const { cells } of table.rows) while (cells.length < 15) cells[1].before(cells[1].cloneNode(true));
  return table.parentElement.scrollWidth - table.parentElement.clientWidth;
}"""
"""Gives a table fourteen columns of numbers, and says how many pixels are out of sight."""


def test_fourteen_columns_split_by_valence_are_in_sight_on_a_small_screen(new_page, url):
    page = new_page()
    choose_coder(page, url, "Lezer")
    go(page, f"{url}/evidence?split=1")
    assert page.locator(".qc-heat").evaluate(WIDER) <= 0


def test_who_said_a_keyword_in_context_is_in_sight_on_a_small_screen(new_page, url):
    page = new_page()
    choose_coder(page, url, "Lezer")
    go(page, f"{url}/quotes?words=buurt&where=turns&kwic=1")
    cell = page.locator(".qc-kwic td").last
    expect(cell).to_contain_text("Zuid")
    page.locator(".qc-kwic td bdi").evaluate("each => each.textContent = 'Wat eraan voorafging. '.repeat(20)")
    page.locator(".qc-kwic td").nth(2).evaluate("each => each.textContent = 'Wat erna kwam. '.repeat(20)")
    assert page.locator(".qc-kwic .qc-scroll").evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    assert cell.evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_a_quote_leads_to_its_journey_and_to_its_place_in_the_transcript(new_page, url):
    page = new_page()
    choose_coder(page, url, CODER)
    in_menu(page, "Citaten").click()

    page.get_by_role("link", name="Citaat 2").click()
    expect(page.get_by_role("heading", name="Citaat 2")).to_be_visible()
    expect(page.locator(".qc-journey")).to_contain_text("Overgenomen")
    at_rest(page)

    page.get_by_role("link", name="In het transcript").click()
    expect(page.locator(".coder-turn").first).to_be_visible()
    assert page.url == f"{url}/coding?transcript=zuid-01&coding=2"


def test_a_stable_link_opens_in_a_browser_that_was_never_here(new_page, url):
    page = new_page(locale="en-GB")
    go(page, f"{url}/quotes?quote=2")

    expect(page.get_by_role("heading", name="Quote 2")).to_be_visible()
    expect(page.get_by_text("Counts as evidence")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_row_of_the_list_opens_the_transcript_wherever_it_is_clicked(new_page, url):
    page = new_page()
    choose_coder(page, url, CODER)
    in_menu(page, "Transcripten").click()

    page.get_by_role("cell", name="mei 2019").click(force=True)  # the link of the row lies over it

    expect(page.locator(".coder-turn").first).to_be_visible()


def test_no_page_asks_anything_of_another_host(new_page, url):
    page, asked = new_page(), set()
    page.on("request", lambda request: asked.add(request.url))
    for address in ADDRESSES:
        go(page, f"{url}/{address}")
        page.locator(READY).first.wait_for()
        page.wait_for_timeout(300)

    hosts = (url, url.replace("http", "ws"), "data:", "blob:")
    assert [each for each in asked if not each.startswith(hosts)] == []


SERIOUS = ("serious", "critical")


@pytest.mark.parametrize(
    ("locale", "title", "own"), [("nl-NL", "Toetsen", "Op deze pagina"), ("en-GB", "Keys", "On this page")]
)
def test_a_question_mark_opens_the_keys_of_a_page_and_escape_gives_the_focus_back(new_page, url, locale, title, own):
    page = new_page(locale=locale)
    go(page, f"{url}/quotes")
    link = page.locator(".qc-quote a").first
    link.focus()

    dialog = page.get_by_role("dialog", name=title)

    def asked() -> int:
        page.keyboard.press("?")
        return dialog.count()

    wait_for(asked, "the keys do not open")
    expect(dialog).to_contain_text(own)
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in SERIOUS] == []

    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_a_question_mark_in_a_field_is_a_question_mark(new_page, url):
    page = new_page()
    go(page, f"{url}/quotes")
    page.get_by_role("textbox", name="Woorden").fill("")
    page.keyboard.type("wat?")

    expect(page.get_by_role("textbox", name="Woorden")).to_have_value("wat?")
    expect(page.locator("dialog.qc-keys")).to_have_count(0)


def test_the_item_of_the_page_leads_from_a_quote_to_the_list(new_page, url):
    page = new_page()
    go(page, f"{url}/quotes?quote=2")
    page.get_by_role("heading", name="Citaat 2").wait_for()

    page.get_by_role("link", name="Citaten", exact=True).click()

    page.get_by_role("heading", name="Citaten", exact=True).wait_for()
    expect(page).to_have_url(f"{url}/quotes")
