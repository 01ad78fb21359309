"""Pages without a mouse: Tab and Enter reach every main action, in the order of reading, with the place in sight."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import READY, free_port, go, needs_chromium, serving
from builders import CODER, a_coded_study, a_coding, a_transcript, do
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine

from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.memo import MemoKind, Topic, TopicKind
from qualcode.workflow import memos, respondents, summary

STEPS = 90
"""Tabs after which something counts as out of reach."""

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A study in which two coders differ."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("keyboard") / "study.db")
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        a_coded_study(session)
        version = a_transcript(session, "noord-01")
        a_coding(session, version, "Dat is jammer.")
        for coder in (CODER, "bram"):
            do(session, version, coder, kind="read_in_full", value=True)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def url(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", str(engine.url), "--as", CODER]
    command += ["ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {}, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 1000}) as context:
        yield context.new_page()


def opened(page: Page, address: str) -> None:
    go(page, address)
    settled(page)


def settled(page: Page) -> None:
    page.locator(READY).wait_for()
    page.locator("h1").first.wait_for()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until what is wanted has the focus, and see that its place shows."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.first.evaluate("each => each === document.activeElement"):
            assert wanted.first.evaluate(SHOWS), "nothing shows that it has the focus"
            return
    pytest.fail(f"{STEPS} tabs do not reach {wanted}")


SHOWS = """each => {
  for (let at = each, up = 0; at && up < 6; at = at.parentElement, up += 1) {
    for (const style of [getComputedStyle(at), getComputedStyle(at, "::after")]) {
      if (style.outlineStyle !== "none" && style.outlineWidth !== "0px") return true;
      if (style.boxShadow !== "none") return true;
    }
    const border = getComputedStyle(at).borderTopColor;
    if (getComputedStyle(at).borderTopWidth !== "0px" && border !== getComputedStyle(document.body).borderTopColor)
      return true;
  }
  return false;
}"""


def link(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_transcripts_are_narrowed_opened_described_and_summarised(page: Page, url: str) -> None:
    opened(page, f"{url}/transcripts")
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.type("noord")
    page.keyboard.press("Enter")
    expect(link(page, "zuid-01")).to_have_count(0)
    tab_to(page, link(page, "noord-01"))
    for name in ("Description of noord-01", "Summary of noord-01"):
        tab_to(page, link(page, name))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Summary: noord-01")).to_be_visible()
    opened(page, f"{url}/transcripts?name=noord")
    tab_to(page, link(page, "noord-01"))
    page.keyboard.press("Enter")
    expect(page.locator(".coder-turn").first).to_be_visible()


def test_a_description_is_changed_after_its_effect_is_shown(page: Page, url: str, engine: Engine) -> None:
    opened(page, f"{url}/transcripts?describe=zuid-02")
    tab_to(page, page.get_by_label("Month"))
    page.keyboard.press("Control+a")
    page.keyboard.type("2020-01")
    tab_to(page, button(page, "Show what this changes"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Codings that count for another neighbourhood")).to_be_visible()
    tab_to(page, button(page, "Store the description"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The description was stored.")).to_be_visible()
    with reading(engine) as session:
        assert summary.summary(session, Topic(TopicKind.TRANSCRIPT, "zuid-02"), None, "en").facts.month == "2020-01"


def test_a_respondent_is_changed_after_its_effect_is_shown(page: Page, url: str, engine: Engine) -> None:
    opened(page, f"{url}/transcripts?view=respondents")
    tab_to(page, link(page, "R001"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Respondent R001")).to_be_visible()
    settled(page)
    tab_to(page, page.get_by_label("Group"))
    page.keyboard.press("ArrowDown")
    page.keyboard.type("profess")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Why this is changed"))
    page.keyboard.type("Werkt er sinds 2015.")
    tab_to(page, button(page, "Show what this changes"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("count for another group")).to_be_visible()
    tab_to(page, button(page, "Store this"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("What is kept of R001 was changed.")).to_be_visible()
    with reading(engine) as session:
        assert respondents.one(session, "R001").standing.group == "wijkprofessional"


def test_a_memo_is_written_found_and_taken_back(page: Page, url: str, engine: Engine) -> None:
    opened(page, f"{url}/memos")
    tab_to(page, page.locator("summary").filter(has_text="Write a memo"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Text"))
    page.keyboard.type("Zonder muis geschreven.")
    tab_to(page, button(page, "Store the memo"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("was stored.")).to_be_visible()
    tab_to(page, page.get_by_label("Words"))
    page.keyboard.type("muis")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 memo", exact=True)).to_be_visible()
    with reading(engine) as session:
        ((number, *_),) = memos.find(session, memos.MemoFilters(words=("muis",)))[1]
    tab_to(page, link(page, f"Memo {number}"))
    page.keyboard.press("Enter")
    expect(button(page, "Take it back")).to_be_visible()
    tab_to(page, button(page, "Take it back"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("was taken back.")).to_be_visible()


def test_a_summary_is_written_and_its_numbers_lead_to_quotes(page: Page, url: str, engine: Engine) -> None:
    opened(page, f"{url}/memos?summary=transcript:noord-01")
    tab_to(page, button(page, "Print"))
    tab_to(page, page.get_by_role("textbox", name="Summary"))
    page.keyboard.type("Kort en goed.")
    tab_to(page, button(page, "Store the summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The summary was stored")).to_be_visible()
    with reading(engine) as session:
        written = summary.current(session, Topic(TopicKind.TRANSCRIPT, "noord-01"))
    assert written is not None
    assert written.text == "Kort en goed."
    opened(page, f"{url}/memos?summary=transcript:noord-01")
    tab_to(page, link(page, "Code factor.sloop"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("only in noord-01")).to_be_visible()


def test_a_meeting_decides_asks_and_answers(page: Page, url: str, engine: Engine) -> None:
    opened(page, f"{url}/meeting")
    tab_to(page, page.get_by_label("What was decided, and why"))
    page.keyboard.type("Het hoort erbij.")
    tab_to(page, page.get_by_label("Quotes that it settles"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    tab_to(page, page.get_by_label("Codes that it is about"))
    page.keyboard.type("sloop")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    tab_to(page, button(page, "Store the decision"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decision", exact=False).filter(has_text="was stored.")).to_be_visible()
    tab_to(page, page.locator("summary").filter(has_text="Ask a question"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Question", exact=True))
    page.keyboard.type("Geldt dit ook elders?")
    tab_to(page, page.get_by_label("About", exact=True))
    page.keyboard.type("code:factor.sloop")
    tab_to(page, button(page, "Ask"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Geldt dit ook elders?")).to_be_visible()
    tab_to(page, page.locator("summary").filter(has_text="Answer question").last)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Answer", exact=True).last)
    page.keyboard.type("Nee.")
    tab_to(page, button(page, "Answer and close").last)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The answer was stored.")).to_be_visible()
    with reading(engine) as session:
        decided = memos.find(session, memos.MemoFilters(MemoKind.DECISION, coder=CODER))[1][0]
    assert Topic(TopicKind.CODE, "factor.sloop") in decided.topics


def test_quotes_are_searched_opened_and_their_place_is_found(page: Page, url: str) -> None:
    opened(page, f"{url}/quotes")
    tab_to(page, page.get_by_label("Words"))
    page.keyboard.type("jammer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 coding · 1 respondent · 1 transcript")).to_be_visible()
    settled(page)
    tab_to(page, page.get_by_test_id("stMain").get_by_role("link", name="Quote", exact=False))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How it became evidence")).to_be_visible()
    settled(page)
    tab_to(page, link(page, "In the transcript"))
    page.keyboard.press("Enter")
    expect(page.locator(".coder-turn").first).to_be_visible()


def test_words_are_sought_in_all_turns_and_kept_as_a_search(page: Page, url: str) -> None:
    opened(page, f"{url}/quotes?words=sloop")
    tab_to(page, page.get_by_label("Search in"))
    page.keyboard.press("ArrowDown")
    page.keyboard.type("all turns")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Keyword in context")).to_be_visible()
    tab_to(page, page.get_by_role("switch", name="Keyword in context"))
    page.keyboard.press("Space")
    expect(page.locator(".qc-kwic").first).to_be_visible()


def test_a_code_is_opened_edited_and_looked_at_first(page: Page, url: str, engine: Engine) -> None:
    opened(page, f"{url}/codebook")
    tab_to(page, link(page, "Code factor.huismeester"))
    page.keyboard.press("Enter")
    settled(page)
    for name in ("Quotes", "Edit", "Move", "Merge", "Split", "Retire", "New code below this", "History"):
        tab_to(page, link(page, name))
    opened(page, f"{url}/codebook?code=factor.huismeester")
    tab_to(page, link(page, "Edit"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Definition")).to_be_visible()
    settled(page)
    tab_to(page, page.get_by_label("Definition"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Iemand die er altijd is.")
    tab_to(page, button(page, "Show what changes"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="coding")).to_be_visible()
    tab_to(page, button(page, "Store"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Stored as version")).to_be_visible()
    with reading(engine) as session:
        _, codebook = current_codebook(session)
    assert codebook.by_id()["factor.huismeester"].definition == "Iemand die er altijd is."


def test_versions_and_what_is_to_be_defined_are_a_few_keys_away(page: Page, url: str) -> None:
    opened(page, f"{url}/codebook")
    tab_to(page, page.get_by_role("radio", name="Codes", exact=True))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{url}/codebook?view=open")
    settled(page)
    tab_to(page, page.get_by_role("radio", name="To be defined"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{url}/codebook?view=versions")
