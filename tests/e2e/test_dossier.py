"""The dossier in a real browser, from disk, with the network blocked: whole, readable, and enough for a reviewer."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from a_dossier import HARMED, HELPED, a_dossier_study
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium
from builders import a_code, a_codebook, a_coding, a_description, a_study, a_transcript
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import Engine

from qualcode.db.session import make_engine, writing
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.workflow.deliver_dossier import DossierOrder, dossier_folder

SERIOUS = ("serious", "critical")
CLAIMS = {True: ("claims/C2", "claims/C3"), False: ("claims/1", "claims/2")}
KINDS = (
    "index",
    "tables/evidence",
    "tables/method",
    "codes",
    "codes/factor.sloop",
    "search",
    "about",
)

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('dossier') / 'study.db')}")
    with writing(engine) as session:
        a_dossier_study(session)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def written(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[bool, str], Path]:
    found = {}
    for internal in (True, False):
        for language in ("nl", "en"):
            out = tmp_path_factory.mktemp("out") / "dossier"
            dossier_folder(engine, out, DossierOrder(internal, language, None), lambda _n, _of: None)
            found[internal, language] = out
    return found


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_offline(True)
    yield context
    context.close()


def address(folder: Path, name: str) -> str:
    return f"{(folder / name).as_uri()}.html"


@pytest.mark.parametrize(
    ("internal", "language", "scheme"), [(True, "nl", "light"), (True, "en", "dark"), (False, "nl", "dark")]
)
def test_every_kind_of_page_is_readable_and_asks_for_nothing(browser, written, internal, language, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    page, faults, asked = context.new_page(), [], []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    folder = written[internal, language]
    for name in (*KINDS, *CLAIMS[internal], "quotes/1"):
        page.goto(address(folder, name))
        expect(page).to_have_title(re.compile(r".+ · Proefstudie$"))
        expect(page.get_by_text("Fictief onderzoek" if language == "nl" else "Fictional")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "its style is there"
        found = Axe().run(page).response["violations"]
        faults += [
            f"{name}: {each['id']}: {each['nodes'][0]['html'][:150]}" for each in found if each["impact"] in SERIOUS
        ]
    context.close()

    assert faults == []
    assert [url for url in asked if not url.startswith(folder.as_uri())] == []


def test_a_reviewer_gets_from_a_claim_to_what_speaks_against_it_and_who_coded_that(offline, written):
    page = offline.new_page()
    page.goto(address(written[True, "nl"], "index"))
    page.get_by_role("link", name="Bewoners vinden dat de sloop hielp.").click()
    expect(page.locator(".box")).to_contain_text("ontoereikend")
    expect(page.locator(".box")).to_contain_text("1 codering ertegen is niet beantwoord.")
    against = page.locator(".quote.against")
    expect(against).to_have_count(1)
    expect(against).to_contain_text(HARMED)
    against.get_by_role("link").first.click()
    expect(page.locator(".turn mark")).to_have_text(HARMED)
    expect(page.locator(".steps")).to_contain_text("bram")
    page.get_by_role("link", name=re.compile("C2: Soms hielp")).click()
    expect(page.locator(".box .verdict")).to_have_text("gesteund")


def test_a_number_of_a_table_leads_to_as_many_respondents(offline, written):
    page = offline.new_page()
    page.goto(address(written[True, "en"], "tables/evidence"))
    links = [(each.inner_text(), each.get_attribute("href")) for each in page.locator("td a").all()]
    followed = [(number, link) for number, link in links if link and "quotes/" not in link]
    assert len({link.partition("#")[0] for _, link in followed}) > 2, "to pages of codes, and to the search"
    for number, link in followed:
        page.goto((written[True, "en"] / "tables").as_uri() + "/" + link)
        place = f"[id='{link.partition('#')[2]}'] + p" if "search" not in link else "#told"
        expect(page.locator(place)).to_contain_text(re.compile(rf"\b{number} respondents?\b"))


def test_the_search_finds_words_without_accents_and_keeps_what_was_asked_in_its_address(offline, written):
    page = offline.new_page()
    page.goto(address(written[False, "nl"], "search"))
    expect(page.get_by_role("status")).to_contain_text("passages")
    page.get_by_label("Woorden in het citaat").fill("HIÉLPEN Buurt")
    expect(page.get_by_role("status")).to_have_text("0 passages")
    page.get_by_label("Woorden in het citaat").fill("RÁMP sloop")
    expect(page.locator("#results .quote")).to_have_count(1)
    expect(page.locator("#results mark")).to_have_text(["sloop", "ramp"])
    page.reload()
    expect(page.locator("#results .quote")).to_have_count(1)
    page.get_by_role("button", name="Alles wissen").click()
    page.get_by_label("Code").select_option("belemmering.onderhoud")
    expect(page.locator("#results .quote")).to_have_count(1)
    page.locator("#results a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Citaat")


def test_a_page_prints_without_what_only_a_screen_needs(offline, written):
    page = offline.new_page()
    page.goto(address(written[True, "nl"], "claims/C2"))
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator(".quote", has_text=HELPED).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_number_of_two_codes_leads_to_the_quotes_in_the_same_words(browser, sqlite_template: Path, tmp_path: Path):
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'study.db')}")
    ids = ("interventie", "interventie.sloop", "interventie.sloop.flat", "uitkomst", "uitkomst.buurt")
    codes = tuple(a_code(id=number, parent=number.rpartition(".")[0] or None) for number in ids)
    with writing(engine) as session:
        a_study(session, codebook=a_codebook(codes=codes, attributes=()))
        for n in range(1, 4):
            about = a_description(f"t-{n}", speakers=(Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER),))
            version = a_transcript(session, f"t-{n}", about=about, speech=(("R1", f"{HELPED} {HARMED}"),))
            a_coding(session, version, HELPED, "interventie.sloop.flat" if n == 3 else "interventie.sloop")
            a_coding(session, version, HARMED if n == 1 else HELPED, "uitkomst.buurt")
    folder = tmp_path / "dossier"
    dossier_folder(engine, folder, DossierOrder(internal=True, language="nl", coder=None), lambda _done, _all: None)
    engine.dispose()
    context = browser.new_context()
    context.set_offline(True)
    page = context.new_page()
    page.goto(address(folder, "tables/interventions"))
    row = page.get_by_role("row").filter(has_text="interventie.sloop.flat")
    row.get_by_role("link", name="1", exact=True).click()
    expect(page.locator("#told")).to_have_text(
        "1 passage (1 codering) van 1 respondent, in dezelfde woorden als Code uitkomst.buurt"
    )
    expect(page.locator("#results li")).to_have_count(1)
    page.goto(address(folder, "tables/interventions"))
    above = page.locator("tbody tr").filter(has=page.get_by_role("cell", name="interventie.sloop", exact=True))
    expect(above).to_have_count(1)
    expect(above.get_by_role("link"), "the search would find those of the code below it too").to_have_count(0)
    context.close()
