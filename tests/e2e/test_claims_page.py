"""A reviewer's walk in a real browser: from a claim to what speaks against it, by keyboard, and to its close."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import READY, free_port, go, needs_chromium, pick, serving
from builders import CODER, a_claim, a_coding, a_description, a_study, a_transcript
from playwright.sync_api import Page, expect

from qualcode.db.session import make_engine, writing
from qualcode.domain.claim import Condition, Quantifier
from qualcode.domain.claim_register import Role
from qualcode.domain.transcript import Group, Speaker
from qualcode.domain.transcript import Role as Speaking
from qualcode.workflow import claim_register

FLATS, SLOOP = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
STATEMENT = "Ergens hielp de sloop."
SERIOUS = ("serious", "critical")

STORED = 30_000
"""Milliseconds that a busy machine may take to store something and draw the page anew."""

pytestmark = needs_chromium


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """Two residents of Zuid say that demolition helped; a third spoils it after the verdict was noted."""
    database = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'study.db')}"
    engine = make_engine(database)
    with writing(engine) as session:
        a_study(session)
        for n in (1, 2, 3):
            speakers = (
                Speaker("R1", Speaking.RESPONDENT, f"R00{n}", Group.BEWONER),
                Speaker("I", Speaking.INTERVIEWER),
            )
            about = a_description(f"zuid-0{n}", speakers=speakers)
            speech = (("I", f"Gesprek {n}."), ("R1", f"{FLATS} {SLOOP}"))
            version = a_transcript(session, f"zuid-0{n}", speech=speech, about=about)
            if n < 3:
                a_coding(session, version, SLOOP)
        claim = a_claim(quantifier=Quantifier.SOME, statement=STATEMENT, require=(Condition("factor"),), place="2.1")
        claim_register.load(session, [claim, a_claim(id="A1", place="1.1")], CODER)
        claim_register.note(session, CODER)
        counter = a_coding(session, version, FLATS, "belemmering.onderhoud")
        claim_register.link(session, CODER, "C1", counter, Role.CONTRADICTS)
    engine.dispose()
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", database, "ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {"QUALCODE_CODER": CODER}, tmp_path / "server.log") as url:
        yield url


def follow(page: Page, name: str) -> None:
    link = page.get_by_role("link", name=name, exact=True)
    link.focus()
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def opened(page: Page, name: str) -> None:
    """Open an expander by keyboard."""
    summary = page.locator("summary").filter(has_text=name)
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("details[open]").filter(has=summary).wait_for()


def test_a_reviewer_walks_from_a_changed_verdict_to_the_quote_that_changed_it(new_page, url):
    page = new_page()
    go(page, f"{url}/claims")
    expect(page.locator(".qc-changed")).to_contain_text("was supported, now insufficient, because Zuid was for")
    expect(page.locator(".qc-claims tbody tr").first).to_contain_text(STATEMENT)

    page.locator(".qc-changed").get_by_role("link", name="Claim C1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Claim C1")).to_be_visible()
    assert page.url == f"{url}/claims?claim=C1"

    follow(page, "Zuid, against the claim: 1 passage (1 coding)")
    expect(page.get_by_role("heading", name="Quotes against claim C1")).to_be_visible()
    expect(page.locator(".qc-quote mark")).to_have_text(FLATS)
    follow(page, "In the transcript")
    expect(page.locator(".coder-turn").first).to_be_visible()

    page.go_back()
    follow(page, "Back to the claim")
    expect(page.get_by_role("heading", name="Claim C1")).to_be_visible()


def test_counter_evidence_is_answered_decided_on_and_the_claim_closed_by_keyboard(new_page, url):
    page = new_page(locale="nl-NL")
    go(page, f"{url}/claims?claim=C1")
    opened(page, "Tegenbewijs beantwoorden")
    pick(page.get_by_label("Citaten", exact=True), "3 · Zuid", "3", key="Enter")
    expect(page.locator(".st-key-qualcode_claim_answer_quotes")).to_contain_text("3 · Zuid")
    page.keyboard.press("Escape")
    page.get_by_label("Antwoord", exact=True).fill("Dat was voor de sloop.")
    press(page, "Antwoord opslaan")
    expect(page.get_by_text("1 citaat heeft nu een antwoord.")).to_be_visible(timeout=STORED)
    page.locator(READY).wait_for()
    expect(page.locator(".qc-answer").first).to_contain_text("Dat was voor de sloop.")

    opened(page, "Besluiten over wat dun of verdeeld is")
    page.get_by_role("radio", name="voor", exact=True).click()
    page.locator(".st-key-qualcode_claim_rule_reason input").fill("De flats zijn weg.")
    press(page, "Besluit opslaan")
    expect(page.locator(".qc-claim .qc-verdict", has_text="gesteund")).to_have_count(1, timeout=STORED)
    page.locator(READY).wait_for()

    page.locator(".st-key-qualcode_claim_state_reason input").fill("Besproken.")
    press(page, "Bewering sluiten")
    expect(page.get_by_text("C1: Bewering sluiten.")).to_be_visible(timeout=STORED)
    page.locator(READY).wait_for()
    expect(page.locator(".qc-facts")).to_contain_text("gesloten")
    expect(page.locator(".qc-units")).to_contain_text("1 passage (1 codering)")


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_no_state_of_the_page_has_a_serious_fault_of_accessibility(new_page, url, locale):
    page = new_page(locale=locale)
    for address in ("claims", "claims?claim=C1", "claims?claim=C1&do=edit", "quotes?claim=C1&side=against"):
        go(page, f"{url}/{address}")
        for summary in page.locator("summary").all():
            summary.click()
        found = Axe().run(page, context=".stMain").response["violations"]
        serious = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]
        assert serious == [], address
