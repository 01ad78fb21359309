"""Forms in the browser, in a hurry: a double click makes one row, and nothing that was typed is lost on the way."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import READY, answers, at_rest, free_port, go, needs_chromium, pick, wait_for
from builders import CODER, a_coding, a_study, a_transcript
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, func, select

from qualcode.db.base import Base
from qualcode.db.models import Answer, Freeze, Memo, Question, SavedQuery
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow.codebook_view import texts_of
from qualcode.workflow.saved import save, saved
from qualcode.workflow.verify import verify

SLOOP, FLATS = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."


pytestmark = needs_chromium


@pytest.fixture
def engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """One interview with three codings of one code."""
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'study.db')}")
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        for quote in (SLOOP, FLATS, "Dat is jammer."):
            a_coding(session, version, quote, "factor.sloop")
    yield engine
    engine.dispose()


@pytest.fixture
def server(engine: Engine, tmp_path: Path) -> Iterator["Server"]:
    server = Server(str(engine.url), tmp_path)
    server.start()
    yield server
    server.stop()


class Server:
    """`qualcode ui` on one port, which can be stopped and started anew."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder, self.port = database, folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "qualcode", "--db", self.database, "--as", CODER]
        command += ["ui", "--no-browser", "--port", str(self.port)]
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        wait_for(lambda: answers(self.port), "the server does not answer")

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 1000}) as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        yield page


def test_split_keeps_what_was_typed_while_codings_are_sorted_and_is_stored_once(
    engine: Engine, server: Server, page: Page
) -> None:
    go(page, f"{server.url}/codebook?code=factor.sloop&do=split")
    for number, name in enumerate(("helpt", "schaadt")):
        page.get_by_label("Id (never changes)").nth(number).fill(f"factor.sloop.{name}")
        page.get_by_label("Label in Dutch").nth(number).fill(f"Sloop {name}")
        page.get_by_label("Definition").nth(number).fill(f"Sloop die {name}.")
    page.get_by_role("radiogroup", name="Quote 1 goes to").get_by_text("1", exact=True).click()
    expect(page.get_by_text("2 stay · 1 to new code 1 · 0 to new code 2")).to_be_visible()
    page.get_by_role("radiogroup", name="Quote 2 goes to").get_by_text("2", exact=True).click()
    expect(page.get_by_text("1 stay · 1 to new code 1 · 1 to new code 2")).to_be_visible()
    expect(page.get_by_label("Label in Dutch").nth(1)).to_have_value("Sloop schaadt")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_text("2 codings change · 1 transcript")).to_be_visible()
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Split", exact=True).dblclick()
    expect(page.get_by_text("Stored as version 2 of the codebook.")).to_be_visible()
    with reading(engine) as session:
        assert current_codebook(session)[0].number == 2
        assert list(texts_of(session, "factor.sloop.helpt").values()) == [SLOOP]
        assert list(texts_of(session, "factor.sloop.schaadt").values()) == [FLATS]


def stored(engine: Engine, table: type[Base]) -> int:
    with reading(engine) as session:
        assert verify(session).problems == []
        return session.scalar(select(func.count()).select_from(table)) or 0


def name_a_code(page: Page) -> None:
    """Choose what a decision is about."""
    pick(page.get_by_label("Codes that it is about"), "Code factor.sloop", "factor.sloop")
    page.keyboard.press("Escape")


def test_a_double_click_stores_one_memo_and_the_next_one_is_another(engine: Engine, server: Server, page: Page) -> None:
    go(page, f"{server.url}/memos")
    for number in (1, 2):
        page.locator(READY).wait_for()
        page.get_by_text("Write a memo").click()
        expect(page.get_by_label("Text")).to_have_value("")
        page.locator(READY).wait_for()
        page.get_by_label("Text").fill(f"Memo {number}.")
        page.locator(READY).wait_for()
        page.get_by_role("button", name="Store the memo").dblclick()
        expect(page.get_by_text(f"Memo {number} was stored.")).to_be_visible()
        page.wait_for_timeout(400)  # the second click may still be under way, and a row too many would come now
    assert stored(engine, Memo) == 2


def test_a_double_click_asks_answers_and_decides_once(engine: Engine, server: Server, page: Page) -> None:
    go(page, f"{server.url}/meeting")
    page.get_by_text("Ask a question").click()
    page.get_by_label("Question", exact=True).fill("Geldt dit ook elders?")
    page.get_by_label("About", exact=True).fill("code:factor.sloop")
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Ask", exact=True).dblclick()
    expect(page.get_by_text("Question 1 was stored.")).to_be_visible()
    page.get_by_text("Answer question 1").click()
    page.get_by_label("Answer", exact=True).fill("Nee.")
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Answer", exact=True).dblclick()
    expect(page.get_by_text("The answer was stored.")).to_be_visible()
    page.get_by_label("What was decided, and why").fill("Wij tellen dit niet mee.")
    name_a_code(page)
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Store the decision").dblclick()
    expect(page.get_by_text("Decision 1 was stored.")).to_be_visible()
    page.wait_for_timeout(400)  # as above
    assert [stored(engine, table) for table in (Question, Answer, Memo)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("address", "field", "button", "told"),
    [
        ("memos?new=1", "Text", "Store the memo", "Memo 1 was stored."),
        ("meeting", "What was decided, and why", "Store the decision", "Decision 1 was stored."),
    ],
)
def test_what_is_being_written_survives_another_server_and_a_reload(
    engine: Engine, server: Server, page: Page, address: str, field: str, button: str, told: str
) -> None:
    go(page, f"{server.url}/{address}")
    page.get_by_label(field).press_sequentially("Hier ben ik aan het schrijven")
    server.stop()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    server.start()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(1, timeout=30_000)
    page.get_by_label(field).press_sequentially(", ook nu.")
    expect(page.get_by_label(field)).to_have_value("Hier ben ik aan het schrijven, ook nu.")
    page.reload()
    expect(page.get_by_label(field)).to_have_value("Hier ben ik aan het schrijven, ook nu.")
    if address == "meeting":
        name_a_code(page)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(told)).to_be_visible()
    with reading(engine) as session:
        assert session.scalars(select(Memo.text)).all() == ["Hier ben ik aan het schrijven, ook nu."]
    page.reload()
    expect(page.get_by_label(field)).to_have_value("")


EMPTIED = """field => {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, "");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
"""What Streamlit does to a field that it draws once more."""


def test_what_was_written_comes_back_into_a_field_that_is_emptied_while_its_page_is_drawn(
    server: Server, page: Page
) -> None:
    go(page, f"{server.url}/memos?new=1")
    page.get_by_label("Text").press_sequentially("Nog niet af")
    page.reload()
    expect(page.get_by_label("Text")).to_have_value("Nog niet af")
    page.get_by_label("Text").evaluate(EMPTIED)
    expect(page.get_by_label("Text")).to_have_value("Nog niet af")
    page.get_by_label("Text").fill("")
    at_rest(page)
    expect(page.get_by_label("Text")).to_have_value("")


def test_the_second_click_of_a_double_click_asks_for_nothing(server: Server, page: Page) -> None:
    go(page, f"{server.url}/memos?new=1")
    page.evaluate(
        "document.querySelector('#root').addEventListener('click', () => window.heard = (window.heard ?? 0) + 1)"
    )
    button = page.get_by_role("button", name="Store the memo")
    button.dblclick()
    assert page.evaluate("window.heard") == 1
    button.click()
    assert page.evaluate("window.heard") == 2, "a click of its own counts"


def test_a_stale_tab_does_not_store_over_a_code_that_another_has_changed(
    engine: Engine, server: Server, page: Page
) -> None:
    other = page.context.new_page()
    for tab, text in ((page, "Wat ik vind."), (other, "Wat jij vindt.")):
        go(tab, f"{server.url}/codebook?code=factor.sloop&do=edit")
        tab.get_by_label("Definition").fill(text)
    other.get_by_role("button", name="Show what changes").click()
    expect(other.get_by_text("No coding changes")).to_be_visible()
    other.get_by_role("button", name="Store", exact=True).click()
    expect(other.get_by_text("Stored as version 2 of the codebook.")).to_be_visible()
    page.get_by_role("button", name="Store", exact=True).click()
    expect(page.get_by_text("Nothing was stored: this code was changed since you opened it")).to_be_visible()
    expect(page.get_by_label("Definition")).to_have_value("Wat ik vind.")
    with reading(engine) as session:
        assert current_codebook(session)[1].by_id()["factor.sloop"].definition == "Wat jij vindt."
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_label("Definition")).to_have_value("Wat ik vind.")


def test_a_double_click_saves_a_search_once_and_takes_one_away(engine: Engine, server: Server, page: Page) -> None:
    with writing(engine) as session:
        for name in ("alfa", "gamma"):
            save(session, CODER, name, {"code": "factor.sloop"})
    go(page, f"{server.url}/quotes?words=buurt")
    page.get_by_text("Saved searches").click()
    page.get_by_label("Name of this search").fill("beta")
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Save this search").dblclick()
    expect(page.get_by_role("link", name="beta")).to_be_visible()
    expect(page.get_by_label("Name of this search")).to_have_value("")
    page.wait_for_timeout(400)  # the second click may still be under way, and draws the list of choices anew
    page.locator(READY).wait_for()
    pick(page.get_by_role("combobox", name="Saved search"), "alfa")
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Take it from the list").dblclick()
    expect(page.get_by_role("link", name="alfa")).to_have_count(0)
    page.wait_for_timeout(400)  # the second click may still be under way
    expect(page.get_by_text("needs a name")).to_have_count(0)
    expect(page.get_by_text("There is no saved search")).to_have_count(0)
    with reading(engine) as session:
        assert [each.name for each in saved(session)] == ["beta", "gamma"]
    assert stored(engine, SavedQuery) == 4, "three kept and one taken away"


def test_a_double_click_freezes_the_evidence_once(engine: Engine, server: Server, page: Page) -> None:
    go(page, f"{server.url}/report_week")
    page.get_by_text("Freeze the evidence as it stands").click()
    page.get_by_label("Name of this state").fill("draft")
    page.locator(READY).wait_for()
    page.get_by_role("button", name="Freeze", exact=True).dblclick()
    expect(page.get_by_role("combobox", name="Frozen state")).to_be_visible(timeout=30_000)
    expect(page.get_by_label("Name of this state")).to_have_value("")
    expect(page.get_by_text("There is a frozen state")).to_have_count(0)
    expect(page.get_by_text("needs a name")).to_have_count(0)
    with reading(engine) as session:
        assert session.scalars(select(Freeze.name)).all() == ["draft"]
