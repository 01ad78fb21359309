"""The queues in the browser on a real database: by keyboard, in any hurry, each decision stored exactly once."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import free_port, go, needs_chromium, serving
from builders import CODER, a_coding, a_study, a_transcript, do, suggestions
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coder, Coding, CodingAttribute, Decision, Repeat
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow.queue import AHEAD
from qualcode.workflow.study import change_settings
from qualcode.workflow.verify import verify

ITEMS = 150
NUMBERS = count(1)
REPEATED = "Dat is jammer."
LIKELY = "factor.huismeester"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Three transcripts with 150 sentences to decide on, of which the last of each says the same."""
    file = tmp_path_factory.mktemp("review") / "study.db"
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, file)}")
    with writing(engine) as session:
        a_study(session)
        change_settings(session, CODER, {"suggest_after": 0})  # a run of its own would replace what the tests decide on
        for name in ("a", "b", "c"):
            said = [f"Zin {number} van {name} over de sloop." for number in range(ITEMS // 3 - 1)]
            version = a_transcript(session, name, speech=(("I", "Vertel."), ("R1", " ".join([*said, REPEATED]))))
            wanted = [(sentence, "factor.sloop") for sentence in [*said, REPEATED]]
            suggestions(session, version, [*wanted, (said[0], LIKELY)], scores={LIKELY: 0.2})
            do(session, version, kind="read_in_full", value=True)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def url(engine: Engine) -> Iterator[str]:
    port, log = free_port(), Path(str(engine.url.database)).with_name("server.log")
    command = [sys.executable, "-m", "qualcode", "--db", str(engine.url), "ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {"QUALCODE_CODER": ""}, log) as url:
        yield url


@pytest.fixture
def coder() -> str:
    """Somebody of the test's own, to whom everything is open."""
    return f"coder {next(NUMBERS)}"


@pytest.fixture
def context(browser: Browser, url: str, coder: str) -> Iterator[BrowserContext]:
    with browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}) as context:
        context.add_cookies([who(url, coder)])
        yield context


def who(url: str, coder: str) -> Any:
    """The cookie by which a browser knows who is at work."""
    return {"name": "qualcode_coder", "value": quote(coder), "url": url}


def open_queue(context: BrowserContext, url: str, query: str = "") -> Page:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    go(page, f"{url}/review{query}")
    page.locator(".queue-here").wait_for()
    page.locator(".queue-words").focus()
    assert wrong == []
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator(".coder-saved")).to_have_attribute("data-state", "saved", timeout=30_000)


def passage(page: Page) -> str:
    return page.locator(".queue-here mark").inner_text()


def verdicts(session: Session, coder: str) -> dict[str, int]:
    query = select(Decision.verdict, func.count()).join(Coder, Coder.id == Decision.coder_id)
    return dict(session.execute(query.where(Coder.name == coder).group_by(Decision.verdict)).all())


def standing(session: Session, coder: str) -> list[int]:
    """The confirmed codings of a coder."""
    query = select(Coding.id).join(Coder, Coder.id == Coding.coder_id).order_by(Coding.start_char)
    return list(session.scalars(query.where(Coder.name == coder, Coding.state == "confirmed")))


def test_fifty_decisions_without_the_mouse_each_stored_once(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    page = open_queue(context, url)
    press(page, *"axs" * 16, "a", "x")
    expect(page.locator(".coder-counts")).to_contain_text("50 beslist · nog 100")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 17, "rejected": 17, "skipped": 16}
        assert len(standing(session, coder)) == 17
        assert verify(session).problems == []


@pytest.mark.soak
@pytest.mark.parametrize("round_", range(10 if os.environ.get("QUALCODE_SOAK") else 1))
def test_fifty_decisions_in_any_rhythm_on_a_busy_machine(
    engine: Engine, url: str, context: BrowserContext, coder: str, round_: int
) -> None:
    chance = random.Random(round_)
    page = open_queue(context, url)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": chance.choice([1, 4, 10])})
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(chance.randrange(3))]
    try:
        for key in [*"axs" * 16, "a", "x"]:
            press(page, key)
            page.wait_for_timeout(chance.choice([0, 0, 0, 5, 30, 200]))
        expect(page.locator(".coder-counts")).to_contain_text("50 beslist · nog 100")
        saved(page)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 17, "rejected": 17, "skipped": 16}
        assert len(standing(session, coder)) == 17


def test_a_reload_in_the_middle_loses_nothing_and_does_nothing_twice(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    page = open_queue(context, url)
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, *"aaaaaaaa")
    left = passage(page)
    page.reload()
    page.locator(".queue-here").wait_for()
    saved(page)
    assert passage(page) == left
    expect(page.locator(".coder-counts")).to_contain_text(f"8 beslist · nog {ITEMS - 8}")
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 8}
        assert verify(session).problems == []


def test_two_tabs_decide_on_the_same_item_once(engine: Engine, url: str, context: BrowserContext, coder: str) -> None:
    first, second = open_queue(context, url), open_queue(context, url)
    press(first, "a", "x")
    saved(first)
    press(second, "x")
    expect(second.get_by_role("alert")).to_contain_text("U hebt over deze suggestie al beslist")
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 1, "rejected": 1}
    press(second, "u")
    saved(second)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 1, "rejected": 1, "undone": 1}


class Line:
    """The way from the server to a page, which can be held up."""

    def __init__(self, context: BrowserContext) -> None:
        self.held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        context.route_web_socket("**/_stcore/stream", self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: self._hand_over(socket, message))

    def _hand_over(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self.held is None:
            socket.send(message)
        else:
            self.held.append((socket, message))

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        held, self.held = self.held or [], None
        for socket, message in held:
            socket.send(message)


def test_what_is_pressed_while_the_next_ones_are_on_their_way_decides_nothing_and_is_told(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    line = Line(context)
    page = open_queue(context, url)
    line.hold()
    press(page, *"x" * AHEAD, "x", "a", "s")
    notice = page.locator(".coder-notice")
    expect(page.locator(".queue-end")).to_have_text("De volgende zijn onderweg ...")
    expect(notice).to_have_text("3 drukken op toetsen kwamen voordat dit te zien was en beslisten niets")
    page.evaluate("window.early = new KeyboardEvent('keydown', { key: 'x', bubbles: true })")
    line.release()
    page.locator(".queue-here mark").wait_for()
    expect(notice).to_contain_text("3 drukken op toetsen")
    page.evaluate("document.querySelector('.queue-words').dispatchEvent(window.early)")
    expect(notice).to_contain_text("4 drukken op toetsen")
    press(page, "a")
    expect(notice).to_have_text("")
    expect(page.locator(".coder-counts")).to_contain_text(f"{AHEAD + 1} beslist")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"rejected": AHEAD, "accepted": 1}


def test_who_comes_from_the_list_of_pages_works_by_keys_at_once(url: str, context: BrowserContext) -> None:
    page = context.new_page()
    go(page, f"{url}/transcripts")
    pages = page.get_by_test_id("stSidebarNav")
    pages.get_by_role("link", name="Beoordelen").click()
    page.locator(".queue-here").wait_for()
    expect(page.locator(".queue-words")).to_be_focused()
    pages.get_by_role("link", name="Overzicht").click()
    page.get_by_role("link", name="Suggesties één voor één beoordelen").click()
    page.locator(".queue-here").wait_for()
    expect(page.locator(".queue-words")).to_be_focused()


def test_a_double_click_decides_once(engine: Engine, url: str, context: BrowserContext, coder: str) -> None:
    page = open_queue(context, url)
    page.get_by_role("button", name="Accepteren").dblclick()
    expect(page.locator(".coder-notice")).to_have_text("Een dubbelklik telt één keer; klik nog eens voor deze")
    page.get_by_role("button", name="Afwijzen").click()
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 1, "rejected": 1}


def test_another_look_at_the_page_stays_at_the_item_and_shows_nothing_twice(url: str, context: BrowserContext) -> None:
    page = open_queue(context, url)
    press(page, "a", "j", "j", "x")
    left = passage(page)
    saved(page)
    page.evaluate("document.activeElement.blur()")
    press(page, "r")  # Streamlit draws the page again
    expect(page.locator(".coder-counts")).to_contain_text(f"2 beslist · nog {ITEMS - 2}")
    assert passage(page) == left
    page.locator(".queue-words").focus()
    press(page, "u")
    expect(page.locator(".coder-counts")).to_contain_text(f"1 beslist · nog {ITEMS - 1}")


def test_a_key_held_down_decides_once(engine: Engine, url: str, context: BrowserContext, coder: str) -> None:
    page = open_queue(context, url)
    page.keyboard.down("x")
    page.keyboard.down("x")
    page.keyboard.up("x")
    expect(page.locator(".coder-counts")).to_contain_text("1 beslist")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"rejected": 1}


def test_undo_goes_back_to_the_item_and_another_code_is_picked(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    page = open_queue(context, url)
    first, undo = passage(page), page.get_by_role("button", name="Draai terug")
    expect(undo).to_be_disabled()
    press(page, "x")
    expect(undo).to_be_enabled()
    press(page, "u")
    expect(undo).to_be_disabled()
    assert passage(page) == first
    press(page, "e")
    page.keyboard.type("huismeester")
    press(page, "Enter", "j", "k")
    expect(page.locator(".coder-counts")).to_contain_text("1 beslist · nog 149")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"rejected": 1, "undone": 1, "corrected": 1}
        assert verify(session).problems == []
    page.reload()
    page.locator(".queue-here").wait_for()
    expect(undo).to_be_enabled()
    expect(page.locator(".queue-here mark")).not_to_have_text(first)
    page.locator(".queue-words").focus()
    press(page, "u")
    expect(page.locator(".coder-notice")).to_have_text("Teruggedraaid: Code factor.sloop, a")
    expect(page.locator(".queue-here mark")).to_have_text(first)
    expect(page.locator(".coder-counts")).to_contain_text("0 beslist · nog 150")
    expect(undo).to_be_disabled()
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"rejected": 1, "undone": 2, "corrected": 1}
        assert verify(session).problems == []


def test_exact_repeats_are_listed_accepted_by_one_key_and_undone_as_one(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    page = open_queue(context, url)
    while passage(page) != REPEATED:
        press(page, "j")
    press(page, "a")
    offer = page.locator(".queue-offer")
    expect(offer).to_contain_text("2 suggesties herhalen dit woord voor woord:")
    expect(offer.get_by_role("link")).to_have_count(2)
    for part in (REPEATED, "Code factor.sloop", "zonder waarden"):
        expect(offer).to_contain_text(part)
    press(page, "b")
    expect(page.locator(".coder-counts")).to_contain_text("3 beslist")
    saved(page)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Repeat)) == 2
    press(page, "u")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"accepted": 3, "undone": 2}
        assert len(standing(session, coder)) == 1
        assert verify(session).problems == []


def test_missing_values_are_set_by_a_digit_each_and_undone(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    with writing(engine) as session:
        for number in range(3):
            a_coding(session, 1, f"Zin {number} van a over de sloop.", "factor.huismeester", coder=coder)
    page = open_queue(context, url, "?queue=undetermined")
    press(page, "1", "2", "1")
    expect(page.locator(".queue-end")).to_have_text("Hier is niets meer te doen.")
    press(page, "u", "2")
    saved(page)
    with reading(engine) as session:
        values = dict(session.execute(select(CodingAttribute.coding_id, CodingAttribute.value)).all())
        assert [values[number] for number in standing(session, coder)] == ["positief", "negatief", "negatief"]
        assert verify(session).problems == []


def test_the_place_of_an_item_is_one_key_away(url: str, context: BrowserContext) -> None:
    page = open_queue(context, url)
    press(page, "Enter")
    page.locator(".coder-turn").first.wait_for()
    assert "/coding?transcript=a&span=" in page.url


@pytest.mark.parametrize("query", ["", "?reach=all"])
def test_what_decides_is_in_sight_beside_a_long_definition(url: str, context: BrowserContext, query: str) -> None:
    page = open_queue(context, url, query)
    page.locator(".coder-panel .coder-definition").evaluate("each => each.append(' Veel woorden.'.repeat(200))")
    page.locator("h1").evaluate("each => each.append(document.createElement('hr'))")
    page.locator("h1 hr").evaluate("each => (each.style.height = '6rem')")  # as much as any notice takes
    press(page, "v", "1")
    given = page.locator(".coder-given")
    expect(given).to_have_text("Valentiepositief")
    for width, height in ((1280, 900), (1400, 1000), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        if height == 800:
            page.locator("h1 hr").evaluate("each => each.remove()")
        for name in ("Accepteren", "Afwijzen", "Wijzigen", "Overslaan", "Attributen"):
            expect(page.locator(".coder-actions").get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
        expect(given).to_be_in_viewport(ratio=1)
        values, actions = given.bounding_box(), page.locator(".coder-actions").bounding_box()
        assert values is not None
        assert actions is not None
        assert values["y"] + values["height"] <= actions["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(url: str, browser: Browser, coder: str, scheme: str) -> None:
    with browser.new_context(locale="en-GB", color_scheme=scheme) as context:
        context.add_cookies([who(url, coder)])
        page = open_queue(context, url)
        expect(page.locator(".coder-saved")).to_have_text("All saved")
        press(page, "v")
        found = Axe().run(page, context=".stMain").response["violations"]
        serious = [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found if rule["impact"] in SERIOUS]
        assert serious == []


SERIOUS = ("serious", "critical")


def test_a_likely_code_stands_first_among_other_codes(
    engine: Engine, url: str, context: BrowserContext, coder: str
) -> None:
    page = open_queue(context, url)
    expect(page.locator(".queue-here mark")).to_have_text("Zin 0 van a over de sloop.")
    press(page, "e")
    labels = page.locator(".coder-option-label")
    expect(labels.nth(0)).to_have_text("Code factor.sloop")
    expect(labels.nth(1)).to_have_text(f"Code {LIKELY}")
    expect(page.locator(".coder-option-likely")).to_have_text(["waarschijnlijk hier"])
    press(page, "ArrowDown", "Enter")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, coder) == {"corrected": 1}
        (made,) = standing(session, coder)
        key = select(Code.key).join(Coding, Coding.code_id == Code.id).where(Coding.id == made)
        assert session.scalar(key) == LIKELY
    press(page, "e")
    expect(page.locator(".coder-option-label").first).to_have_text("Code factor.sloop")
    expect(page.locator(".coder-option-likely")).to_have_count(0)
