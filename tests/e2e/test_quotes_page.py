"""Search and quotes in a real browser, without the mouse: combinations, a change of many, links, and the clipboard."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import at_rest, free_port, go, needs_chromium, recolour, serving
from builders import CODER, a_coding, a_study, a_transcript
from playwright.sync_api import Page, expect

from qualcode.db.session import make_engine, writing

FLATS, SLOOP = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
ADDRESSES = (
    "quotes?combination=factor+in+the+same+turn+as+belemmering",
    "quotes?change=1",
    "quotes?words=huismeester&where=turns&kwic=1&order=-left",
    "quotes?quote=1",
)
SERIOUS = ("serious", "critical")

pytestmark = needs_chromium


@contextmanager
def screens(template: Path, folder: Path) -> Iterator[str]:
    database = f"sqlite:///{shutil.copy(template, folder / 'study.db')}"
    engine = make_engine(database)
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        a_coding(session, version, FLATS, "belemmering.onderhoud")
        a_coding(session, version, SLOOP)
    engine.dispose()
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", database, "ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {"QUALCODE_CODER": CODER}, folder / "server.log") as url:
        yield url


@pytest.fixture(scope="module")
def url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the screens for tests that store nothing."""
    with screens(sqlite_template, tmp_path_factory.mktemp("quotes")) as url:
        yield url


@pytest.fixture
def own_url(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the screens on a study of the test's own."""
    with screens(sqlite_template, tmp_path) as url:
        yield url


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name)
    button.focus()
    page.keyboard.press("Enter")


def test_two_codes_that_meet_are_found_by_typing(new_page, url):
    page = new_page()
    go(page, f"{url}/quotes")
    page.get_by_label("Combination of codes").focus()
    page.keyboard.type("factor in the same turn as belemmering and neighbourhood:stad-zuid")
    page.keyboard.press("Enter")

    expect(page.get_by_text("1 coding · 1 respondent · 1 transcript")).to_be_visible()
    expect(page.locator(".qc-quote mark")).to_have_text([SLOOP, "De flats waren slecht onderhouden."])
    assert "combination=factor" in page.url


def test_many_quotes_are_changed_and_put_back_by_keyboard(new_page, own_url):
    page = new_page(locale="nl-NL")
    go(page, f"{own_url}/quotes?change=1")
    page.get_by_role("checkbox", name="Alles op deze pagina kiezen").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="1 · Code belemmering.onderhoud")).to_be_checked()
    expect(page.get_by_text("2 citaten zijn gekozen.")).to_be_visible()
    at_rest(page)
    page.get_by_role("combobox", name="Nieuwe code van wat gekozen is").focus()
    page.keyboard.type("huismeester")
    page.keyboard.press("Enter")
    at_rest(page)
    press(page, "Gekozen citaten wijzigen")
    expect(page.get_by_text("2 citaten zijn gewijzigd.")).to_be_visible()

    press(page, "De hele wijziging terugnemen")
    expect(page.get_by_text("Code belemmering.onderhoud ·")).to_be_visible()


def test_two_keys_link_two_quotes(new_page, own_url):
    page = new_page()
    go(page, f"{own_url}/quotes")
    page.get_by_role("link", name="Quote 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Link from this quote")).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_text("A link begins at this quote.")).to_be_visible()

    page.go_back()
    page.get_by_role("link", name="Quote 2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Link to this quote")).to_be_visible()
    page.get_by_text("is a condition for this one").click()
    page.keyboard.press("l")

    expect(page.locator(".qc-links")).to_contain_text("depends on")
    expect(page.locator(".qc-links")).to_contain_text(FLATS)


def test_a_quote_is_put_on_the_clipboard_with_its_source(new_page, url):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    go(page, f"{url}/quotes?combination=factor")
    button = page.get_by_role("button", name="Copy with source")
    button.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{SLOOP}” (")


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_no_state_of_the_page_has_a_serious_fault_of_accessibility(new_page, url, locale):
    page = new_page(locale=locale)
    for address in ADDRESSES:
        go(page, f"{url}/{address}")
        for scheme in ("light", "dark"):
            recolour(page, scheme)
            found = Axe().run(page, context=".stMain").response["violations"]
            serious = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]
            assert serious == [], (address, scheme)


@pytest.mark.parametrize(
    ("scheme", "locale", "name"), [("light", "nl-NL", "Zo zoekt u"), ("dark", "en-GB", "How to search")]
)
def test_how_to_search_is_opened_beside_the_field_and_can_be_read(new_page, url, scheme, locale, name):
    page = new_page(color_scheme=scheme, locale=locale)
    go(page, f"{url}/quotes")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_text("sloop NEAR/5 buurt")).to_be_visible()
    expect(page.get_by_text("neighbourhood:stad-noord")).to_be_visible()
    found = Axe().run(page, context="[data-testid=stPopoverBody]").response["violations"]
    assert [each["id"] for each in found if each["impact"] in SERIOUS] == []
