"""Coding in the browser on a real database: every acknowledged step is stored, once, and found back."""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import READY, free_port, needs_chromium, serving, wait_for
from builders import CODER, SPEECH, a_coding, a_study, a_suggestion, a_transcript, do, suggestions
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Coding, Decision, Memo, Suggestion
from qualcode.db.queries.proposed import latest_verdict
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow.study import coder_id
from qualcode.workflow.verify import verify

SLOOP, JAMMER = "De sloop heeft de buurt geholpen.", "Dat is jammer."
NUMBERS = count(1)

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file = tmp_path_factory.mktemp("coding") / "study.db"
    shutil.copy(sqlite_template, file)
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        a_study(session)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def url(engine: Engine) -> Iterator[str]:
    port, log = free_port(), Path(str(engine.url.database)).with_name("server.log")
    command = [sys.executable, "-m", "qualcode", "--db", str(engine.url), "--as", CODER, "ui", "--no-browser"]
    with serving([*command, "--port", str(port)], port, {}, log) as url:
        yield url


@dataclass
class Interview:
    """A transcript of the test's own, with one suggestion and a coding of a colleague."""

    name: str
    version: int
    colleagues: int


@pytest.fixture
def interview(engine: Engine) -> Interview:
    name = f"zuid-{next(NUMBERS):02}"
    with writing(engine) as session:
        version = a_transcript(session, name, speech=(*SPEECH, ("I", f"Einde van {name}.")))
        a_suggestion(session, version, SLOOP, attributes={"valentie": "positief"})
        colleagues = a_coding(session, version, JAMMER, "factor.huismeester", coder="bram")
    return Interview(name, version, colleagues)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 1360, "height": 900})
    yield context.new_page()
    context.close()


def open_transcript(page: Page, url: str, interview: Interview, **query: int) -> None:
    page.goto(f"{url}/coding?{urlencode({'transcript': interview.name, **query})}")
    page.locator(".coder-turn").first.wait_for()
    page.locator(".coder-transcript").focus()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator(".coder-saved")).to_have_attribute("data-state", "saved", timeout=20_000)
    page.locator(READY).wait_for()


def my_quotes(session: Session, interview: Interview) -> list[str]:
    mine = select(Coding.exact).join(Coder, Coder.id == Coding.coder_id).where(Coder.name == CODER)
    confirmed = mine.where(Coding.version_id == interview.version, Coding.state == "confirmed")
    return list(session.scalars(confirmed.order_by(Coding.start_char)))


def test_a_suggestion_is_accepted_from_the_list_of_transcripts_on(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    page.goto(f"{url}/transcripts")
    page.get_by_role("link", name=interview.name, exact=True).click()
    page.locator(".coder-turn").first.wait_for()
    page.locator(".coder-transcript").focus()
    press(page, "j")
    expect(page.locator(".coder-why")).to_have_text("Het codeboek noemt het woord 'sloop'.")
    press(page, "a")
    saved(page)
    with reading(engine) as session:
        assert my_quotes(session, interview) == [SLOOP]
        of_interview = select(Decision).join(Suggestion, Suggestion.id == Decision.suggestion_id)
        decision = session.scalars(of_interview.where(Suggestion.version_id == interview.version)).one()
        assert (decision.verdict, decision.shown_at is not None) == ("accepted", True)


def test_a_whole_session_is_stored_and_found_back_after_a_reload(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    open_transcript(page, url, interview)
    press(page, "j", "a", "n", "v", "2", "m")
    page.keyboard.type("Ironisch?")
    press(page, "Control+Enter", "l", "u", "Home", "ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    page.keyboard.type("onderhoud")
    press(page, "Enter", " ", "r")
    saved(page)
    open_transcript(page, url, interview)
    expect(page.locator(".coder-tag")).to_have_count(3)
    expect(page.get_by_role("button", name="Geheel gelezen")).to_be_visible()
    with reading(engine) as session:
        assert my_quotes(session, interview) == [SLOOP, SPEECH[3][1]]
        assert "Ironisch?" in session.scalars(select(Memo.text)).all()
        assert verify(session).problems == []


def test_the_same_code_twice_on_a_passage_is_refused_in_one_sentence(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    open_transcript(page, url, interview)
    with writing(engine) as session:  # in another window, meanwhile
        a_coding(session, interview.version, SPEECH[1][1], "belemmering.onderhoud")
    press(page, "ArrowDown", "Enter")
    page.keyboard.type("onderhoud")
    press(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("U hebt deze passage al met deze code gecodeerd")
    expect(page.locator(".coder-counts")).to_contain_text("2 coderingen")
    with reading(engine) as session:
        assert my_quotes(session, interview) == [SPEECH[1][1]]


def test_second_window_takes_in_what_the_first_one_did_and_can_undo_it(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    other = page.context.new_page()
    for window in (page, other):
        open_transcript(window, url, interview)
    press(page, "j", "a")
    saved(page)
    press(other, "j", "a")
    expect(other.get_by_role("alert")).to_contain_text("U hebt over deze suggestie al beslist")
    expect(other.locator(".coder-counts")).to_contain_text("2 coderingen · 0 open suggesties")
    press(other, "u")
    saved(other)
    expect(other.locator(".coder-counts")).to_contain_text("1 codering · 1 open suggestie")
    expect(other.get_by_role("alert")).to_have_count(0)  # what was said about the first window is past
    press(other, "u")
    expect(other.locator(".coder-notice")).to_have_text("Er is niets om terug te nemen")
    with reading(engine) as session:
        assert my_quotes(session, interview) == []
        assert verify(session).problems == []


def test_text_that_was_corrected_while_it_was_open_comes_in_its_place(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    with writing(engine) as session:
        refused = session.scalars(select(Suggestion.id).where(Suggestion.version_id == interview.version)).one()
        assert do(session, interview.version, kind="reject", suggestion=refused).error is None
    open_transcript(page, url, interview)
    with writing(engine) as session:
        speech = (*SPEECH, ("I", f"Einde van {interview.name}."), ("R1", "Dat was het verbeterde einde."))
        interview.version = a_transcript(session, interview.name, speech=speech)
    press(page, "r")
    expect(page.get_by_role("alert")).to_contain_text("Dit transcript is verbeterd sinds het hier werd geopend")
    expect(page.locator(".coder-transcript")).to_contain_text("Dat was het verbeterde einde.")
    page.locator(".coder-transcript").focus()
    press(page, "u")  # what was refused in the text before
    saved(page)
    with reading(engine) as session:
        assert latest_verdict(session, refused, coder_id(session, CODER)) == "undone"
        assert my_quotes(session, interview) == []
        assert verify(session).problems == []


def test_text_has_room_on_a_small_screen(url: str, page: Page, interview: Interview) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_transcript(page, url, interview)
    page.wait_for_function("document.querySelector('.coder-text').getBoundingClientRect().width >= 420")
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Transcripten")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_windows_that_merge_and_move_the_same_codings_lose_and_double_nothing(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    with writing(engine) as session:
        for quote in ("De sloop heeft", "heeft de buurt geholpen."):
            a_coding(session, interview.version, quote, "factor.sloop")
    other = page.context.new_page()

    def stored() -> list[str]:
        with reading(engine) as session:
            return my_quotes(session, interview)

    for window in (page, other):
        open_transcript(window, url, interview)
    press(page, "n", "c")  # one coding of the two
    wait_for(lambda: stored() == [SLOOP], "the two were not joined")
    saved(page)
    press(other, "n", "}", "Enter")  # the end of the first one, which is no more
    expect(other.get_by_role("alert")).to_be_visible()
    saved(other)
    assert stored() == [SLOOP]
    other.get_by_role("button", name="Sluiten").click()
    other.locator(".coder-transcript").focus()
    press(other, "Home", "n", "{", "Enter")  # what stands now
    wait_for(lambda: stored() == [SLOOP.removesuffix(".")], "what was moved was not stored")
    saved(other)
    press(page, "Home", "n", "Delete")
    expect(page.get_by_role("alert")).to_be_visible()
    assert stored() == [SLOOP.removesuffix(".")]
    with reading(engine) as session:
        assert verify(session).problems == []


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
@pytest.mark.parametrize("key", ["Enter", "e"])
def test_whole_code_picker_is_inside_the_window(
    url: str, page: Page, interview: Interview, turn: int, key: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    open_transcript(page, url, interview)
    page.add_style_tag(content=".coder-turn { padding-bottom: 7rem !important }")  # the last one low in the window
    press(page, *(["j"] if key == "e" else ["ArrowDown"] * (turn - 1)), key)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    press(page, *["ArrowDown"] * 5)
    page.wait_for_timeout(100)
    chosen = dialog.locator(".coder-option[aria-selected=true]")
    for part in (dialog, dialog.locator(".coder-definition"), chosen):
        box = part.bounding_box()
        assert box is not None
        assert (box["y"] >= 0, box["y"] + box["height"] <= 800) == (True, True)


def test_a_link_to_a_coding_opens_the_transcript_at_its_place(url: str, page: Page, interview: Interview) -> None:
    open_transcript(page, url, interview, coding=interview.colleagues)
    expect(page.locator(".coder-panel .coder-kind")).to_have_text("Codering van bram")


def test_going_to_the_next_transcript_shows_the_next_transcript(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    after = f"{interview.name}-b"
    with writing(engine) as session:
        a_transcript(session, after, speech=(("I", "Zegt u het maar."), ("R1", "Ander gesprek.")))
    open_transcript(page, url, interview)
    page.get_by_role("link", name=f"Volgende: {after}").click()
    expect(page.get_by_role("heading", name=after)).to_be_visible()
    expect(page.locator(".coder-text")).to_have_text(["Zegt u het maar.", "Ander gesprek."])


def test_switching_the_language_switches_the_component(url: str, page: Page, interview: Interview) -> None:
    open_transcript(page, url, interview)
    expect(page.locator(".coder-saved")).to_have_text("Alles bewaard")
    page.get_by_text("English").click()
    expect(page.locator(".coder-saved")).to_have_text("All saved")


def test_axe_finds_nothing_serious_on_the_page(url: str, page: Page, interview: Interview) -> None:
    open_transcript(page, url, interview)
    press(page, "j")
    found = Axe().run(page, context=".stMain").response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []


@pytest.fixture(scope="module")
def nobody_url(engine: Engine) -> Iterator[str]:
    """The screens as `make demo` opens them: nobody was named with --as."""
    port, log = free_port(), Path(str(engine.url.database)).with_name("nobody.log")
    command = [sys.executable, "-m", "qualcode", "--db", str(engine.url), "ui", "--no-browser", "--port", str(port)]
    with serving(command, port, {"QUALCODE_CODER": ""}, log) as url:
        yield url


def say_who_codes(page: Page, name: str) -> None:
    page.get_by_label("Of typ een nieuwe naam").filter(visible=True).last.fill(name)
    page.get_by_role("button", name="Beginnen", exact=True).click()


def carla_accepts_the_first(page: Page, url: str) -> None:
    page.goto(url)
    say_who_codes(page, "carla")
    page.locator(".coder-turn").first.wait_for()
    page.locator(".coder-transcript").focus()
    press(page, "j", "a")
    saved(page)


def test_coder_who_is_chosen_on_the_screen_can_save(
    engine: Engine, nobody_url: str, page: Page, interview: Interview
) -> None:
    carla_accepts_the_first(page, f"{nobody_url}/coding?transcript={interview.name}")
    with reading(engine) as session:
        codings = select(Coder.name, Coding.exact).join(Coding, Coding.coder_id == Coder.id)
        found = session.execute(codings.where(Coding.version_id == interview.version, Coder.name == "carla")).all()
    assert [tuple(row) for row in found] == [("carla", SLOOP)]


def verdicts(session: Session, interview: Interview) -> list[tuple[str, str]]:
    """(coder, verdict) of every decision in the interview, in order."""
    query = select(Coder.name, Decision.verdict).join(Decision, Decision.coder_id == Coder.id)
    query = query.join(Suggestion, Suggestion.id == Decision.suggestion_id)
    rows = session.execute(query.where(Suggestion.version_id == interview.version).order_by(Decision.id))
    return [(name, verdict) for name, verdict in rows]


def test_coder_who_takes_over_half_way_decides_in_her_own_name(
    engine: Engine, nobody_url: str, page: Page, interview: Interview
) -> None:
    carla_accepts_the_first(page, f"{nobody_url}/coding?transcript={interview.name}")
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("carla")).click()
    say_who_codes(page, "dora")
    expect(page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("dora"))).to_be_visible()
    expect(page.locator(".coder-counts")).to_contain_text("1 open suggestie")
    page.locator(".coder-transcript").focus()
    press(page, "j", "x")
    saved(page)
    with reading(engine) as session:
        assert verdicts(session, interview) == [("carla", "accepted"), ("dora", "rejected")]
        assert verify(session).problems == []


def test_whole_session_in_english(engine: Engine, url: str, browser: Browser, interview: Interview) -> None:
    flats = "De flats waren slecht onderhouden."
    wanted = [(flats, "belemmering.onderhoud"), (SLOOP, "factor.sloop"), (JAMMER, "factor.sloop")]
    with writing(engine) as session:
        suggestions(session, interview.version, wanted)
    context = browser.new_context(locale="en-GB", viewport={"width": 1360, "height": 900})
    page = context.new_page()
    open_transcript(page, url, interview)
    press(page, "j")
    expect(page.locator(".coder-why")).to_contain_text("The codebook names")
    press(page, "a", "x", "e")
    expect(page.get_by_role("dialog", name="Choose another code")).to_be_visible()
    page.keyboard.type("onderhoud")
    press(page, "Enter", "u", "a", "p")
    expect(page.locator(".coder-panel .coder-kind")).to_have_text("Your coding")
    press(page, "m")
    page.keyboard.type("Strong words.")
    press(page, "Control+Enter")
    expect(page.locator(".coder-saved")).to_have_text("All saved")
    context.close()
    with reading(engine) as session:
        assert my_quotes(session, interview) == [flats, JAMMER]
        steps = ["accepted", "rejected", "corrected", "undone", "accepted"]
        assert verdicts(session, interview) == [(CODER, step) for step in steps]
        assert "Strong words." in session.scalars(select(Memo.text)).all()


def test_coding_without_a_place_is_found_from_the_list_and_attached(
    engine: Engine, url: str, page: Page, interview: Interview
) -> None:
    speech = (*SPEECH, ("I", f"Einde van {interview.name}."))
    with writing(engine) as session:
        number = a_coding(session, interview.version, SLOOP)
        corrected = tuple((who, said.replace("de buurt", "onze buurt")) for who, said in speech)
        interview.version = a_transcript(session, interview.name, speech=corrected)
    page.goto(f"{url}/transcripts?name={interview.name}")
    page.get_by_role("link", name="1 codering zonder plaats").click()
    page.get_by_role("link", name=f"Citaat {number}").click()
    page.get_by_role("button", name="Hier plaatsen").click()
    expect(page.get_by_role("button", name="Neem dit terug")).to_be_visible()
    with reading(engine) as session:
        assert my_quotes(session, interview) == [SLOOP.replace("de buurt", "onze buurt")]
        assert verify(session).problems == []


def test_journey_from_suggestion_to_quote_on_postgresql(
    postgres_url: str, postgres_engine: Engine, tmp_path: Path, page: Page
) -> None:
    with writing(postgres_engine) as session:
        a_study(session)
        a_suggestion(session, a_transcript(session), SLOOP)
    port = free_port()
    command = [sys.executable, "-m", "qualcode", "--db", postgres_url, "--as", CODER, "ui", "--no-browser"]
    with serving([*command, "--port", str(port)], port, {}, tmp_path / "server.log") as url:
        page.goto(f"{url}/transcripts")
        page.get_by_role("link", name="zuid-01", exact=True).click()
        page.locator(".coder-turn").first.wait_for()
        page.locator(".coder-transcript").focus()
        press(page, "j", "a", "u", "j", "a")
        saved(page)
        page.goto(f"{url}/evidence")
        page.locator("td a[data-page=quotes]").first.click()
        page.locator('a[href*="quote="]').first.click()
        expect(page.get_by_text("Telt mee als bewijs")).to_be_visible()
        expect(page.locator("mark")).to_have_count(1)
        expect(page.locator("mark")).to_have_text(SLOOP)
    with reading(postgres_engine) as session:
        assert verify(session).problems == []
