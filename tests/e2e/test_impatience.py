"""Forms in a hurry, each of them: two clicks do one thing, and no reload takes away what was being written."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from browsing import READY, at_rest, free_port, go, needs_chromium, pick, serving, wait_for
from builders import CODER, a_code
from playwright.sync_api import Browser, Page, expect
from rich_study import a_rich_study
from sqlalchemy import Engine, func, select

from qualcode.db.models import Event
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.pattern import FAMILY
from qualcode.workflow import link
from qualcode.workflow.codebook import load
from qualcode.workflow.verify import verify

FAILED = "[data-testid=stAlertContentError]"

pytestmark = needs_chromium


class Form(NamedTuple):
    """A form and how it is filled in.

    Attributes:
        steps: (what is done, name, value) in their order.
        button: What stores it.
        told: What the page says then, "" where it only shows the new state.
        writes: How many events it makes.
    """

    address: str
    steps: tuple[tuple[str, str, str], ...]
    button: str
    told: str = ""
    writes: int = 1


FORMS = {
    "memo": Form("memos?new=1", (("fill", "Text", "Een memo."),), "Store the memo", "was stored."),
    "summary of a neighbourhood": Form(
        "memos?summary=neighbourhood:stad-noord",
        (("fill", "Summary", "Noord is onderhouden."),),
        "Store the summary",
        "The summary was stored",
    ),
    "summary of a cell": Form(
        "outputs?name=matrix&code=factor.sloop&neighbourhood=stad-noord",
        (("fill", "Summary", "Sloop hielp Noord."),),
        "Store the summary",
        "The summary was stored.",
    ),
    "question": Form(
        "meeting",
        (
            ("open", "Ask a question", ""),
            ("fill", "Question", "Geldt dit elders?"),
            ("fill", "About", "code:factor.sloop"),
        ),
        "Ask",
        "was stored.",
    ),
    "decision": Form(
        "meeting",
        (("fill", "What was decided, and why", "Wij tellen dit niet."), ("choose", "Codes that it is about", "sloop")),
        "Store the decision",
        "was stored.",
    ),
    "question about a claim": Form(
        "claims?claim=C1",
        (("open", "Ask a question about this claim", ""), ("fill", "Question", "Ook in Noord?")),
        "Ask",
        "was stored.",
    ),
    "answer to counter-evidence": Form(
        "claims?claim=C1",
        (
            ("open", "Answer counter-evidence", ""),
            ("choose", "Quotes", "2"),
            ("fill", "Answer", "Dat was voor de sloop, zegt men."),
        ),
        "Store the answer",
        "1 quote has an answer now.",
    ),
    "new claim": Form(
        "claims?do=new",
        (
            ("fill", "Name, such as B12", "C7"),
            ("fill", "Sentence of the report", "Sommigen noemen onderhoud."),
            ("choose", "Speaks for the claim: any of", "belemmering.onderhoud"),
        ),
        "Store the claim",
    ),
    "claim taken out": Form(
        "claims?claim=C2",
        (("fill", "Reason", "Staat niet meer in het rapport."),),
        "Take it out of the register",
        "C2: Take it out of the register.",
    ),
    "judgement of a finding": Form(
        "outputs?name=findings&component=coherence",
        (
            ("open", "Judge a finding", ""),
            ("press", "Minor concerns", ""),
            ("fill", "Explanation", "Twee gesprekken passen er niet bij."),
        ),
        "Record the judgement",
        "The judgement was recorded.",
    ),
    "check of a quote": Form(
        "quotes?quote=2",
        (("each", "no", ""), ("press", "withheld from publication", ""), ("fill", "Reason", "Het is te bijzonder.")),
        "Record the check",
    ),
    "member check": Form(
        "report_week?view=members&member=R001",
        (("press", "adjusted", ""), ("fill", "What they want otherwise", "Zonder de naam van het plein.")),
        "Record the answer",
    ),
    "description": Form(
        "transcripts?describe=noord-01",
        (
            ("fill", "Month", "2020-04"),
            ("press", "Show what this changes", ""),
            ("see", "Codings that count for another neighbourhood", ""),
        ),
        "Store the description",
        "",
    ),
    "frozen state": Form(
        "report_week",
        (("open", "Freeze the evidence as it stands", ""), ("fill", "Name of this state", "concept 9")),
        "Freeze",
    ),
    "saved search": Form(
        "quotes?words=sloop",
        (("open", "Saved searches", ""), ("fill", "Name of this search", "over sloop")),
        "Save this search",
    ),
    "group of provisional codes": Form(
        "codebook?view=open",
        (("press", "helpt de buurt", ""), ("choose", "Group", "gevolgen")),
        "Put into this group",
    ),
    "pattern": Form(
        "outputs?name=patterns&neighbourhood=stad-noord",
        (("open", "Decide on a pattern", ""), ("fill", "Reasons", "De winkels staan leeg.")),
        "Record the decision",
        "The decision was recorded.",
    ),
    "settings": Form(
        "study", (("fill", "Respondents that a published cell or quote needs (k)", "4"),), "Change settings"
    ),
    "respondent": Form(
        "transcripts?respondent=R001",
        (
            ("choose", "Group", "professionals"),
            ("fill", "Why this is changed, and when and how consent was, without a name", "Zo staat het in de brief."),
            ("press", "Show what this changes", ""),
            ("see", "for another group.", ""),
        ),
        "Store this",
        "What is kept of R001 was changed.",
        writes=2,
    ),
    "ruling": Form(
        "claims?claim=C1",
        (("open", "Decide on what is thin or divided", ""), ("each", "for", ""), ("fill", "Reason", "Het ging beter.")),
        "Store the decision",
        "The decision was stored.",
    ),
    "quote linked to a claim": Form("claims?claim=C1", (), "Link 6: supports", "was linked: "),
    "quotes linked": Form(
        "quotes?quote=2",
        (
            ("press", "Link from this quote", ""),
            ("see", "Begin no link", ""),
            ("follow", "De sloop heeft", ""),
            ("each", "holds despite this one", ""),
        ),
        "Link to this quote Shortcut L",
    ),
    "link taken back": Form(
        "quotes?quote=2", (("choose", "Link to take back", "goes together with"),), "Take the link back"
    ),
}


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("hurry")
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, folder / 'study.db')}")
    with writing(engine) as session:
        a_rich_study(session)
        codebook = current_codebook(session)[1]
        patterns = tuple(a_code(id=name, parent=FAMILY if name != FAMILY else None) for name in (FAMILY, "patroon.op"))
        load(session, replace(codebook, codes=(*codebook.codes, *patterns)), CODER, force=True)
        link.link(session, CODER, 2, 1, "hangt_samen")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def url(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", str(engine.url), "--as", CODER]
    command += ["ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {}, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 1000}) as context:
        yield context.new_page()


def filled(page: Page, url: str, form: Form) -> None:
    """Open the page of a form and fill it in."""
    go(page, f"{url}/{form.address}")
    at_rest(page)
    for how, name, value in form.steps:
        if how == "open":
            page.locator("summary").filter(has_text=name).first.click()
        elif how == "fill":
            page.get_by_label(name, exact=True).locator("visible=true").first.fill(value)
        elif how == "each":
            for button in page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).all():
                button.click()
        elif how == "follow":
            page.get_by_role("link", name=name).first.click()
            at_rest(page)
        elif how == "see":
            expect(page.get_by_text(name)).to_be_visible()
        elif how == "press":
            page.locator("label, button").filter(has_text=name).locator("visible=true").first.click()
        else:
            pick(page.get_by_role("combobox", name=name), value)
            page.keyboard.press("Tab")
        page.locator(READY).wait_for()


def events(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


@pytest.mark.parametrize("name", FORMS)
def test_two_clicks_store_once(engine: Engine, url: str, page: Page, name: str) -> None:
    form, before = FORMS[name], events(engine)
    filled(page, url, form)
    page.get_by_role("button", name=form.button, exact=True).locator("visible=true").first.dblclick()
    if form.told:
        expect(page.get_by_text(form.told)).to_be_visible()
    wait_for(lambda: events(engine) > before, "nothing was stored")
    page.wait_for_timeout(400)  # the second click may still be under way, and one row too many would come now
    page.locator(READY).wait_for()
    assert events(engine) - before == form.writes
    expect(page.locator(FAILED)).to_have_count(0)
    with reading(engine) as session:
        assert verify(session).problems == []


@pytest.mark.parametrize(
    "name",
    [
        "memo",
        "question",
        "decision",
        "question about a claim",
        "answer to counter-evidence",
        "new claim",
    ],
)
def test_a_reload_keeps_what_was_being_written(url: str, page: Page, name: str) -> None:
    form = FORMS[name]
    opened = [step for step in form.steps if step[0] == "open"]
    written = [(field, value) for how, field, value in form.steps if how == "fill" and field != "About"]
    filled(page, url, form._replace(steps=tuple(opened)))
    for field, value in written:
        page.get_by_label(field, exact=True).locator("visible=true").first.press_sequentially(f"{value} Nog eens.")
    filled(page, url, form._replace(steps=tuple(opened)))
    for field, value in written:
        expect(page.get_by_label(field, exact=True).locator("visible=true").first).to_have_value(f"{value} Nog eens.")
