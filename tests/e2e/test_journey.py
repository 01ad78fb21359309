"""The journey of one quote in a real browser, and what happens when browser or server die on the way."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import answers, free_port, go, needs_chromium, wait_for
from builders import CODER, a_codebook, a_neighbourhood
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, func, select

from qualcode.db.models import Coding, Decision, Event, Suggestion
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.codebook import Code, Indicators
from qualcode.workflow import codebook, metadata, suggest
from qualcode.workflow.import_files import descriptions, import_files
from qualcode.workflow.open import create_database
from qualcode.workflow.study import start
from qualcode.workflow.verify import verify

SOAK = bool(os.environ.get("QUALCODE_SOAK"))
CARD, TEXT = ".coder-panel", ".coder-transcript"
SENTENCES = 60

pytestmark = needs_chromium


class Screens:
    """A running `qualcode ui` that can be killed."""

    def __init__(self, database: str, coder: str, port: int, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "qualcode", "--db", database, "--as", coder, "ui", "--no-browser"]
        with log.open("a") as output:
            self.process = subprocess.Popen([*command, "--port", str(port)], stdout=output, stderr=output)
        wait_for(lambda: answers(port), "the server does not answer")

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.process.kill()
        self.process.wait(20)


@contextmanager
def serving(study: tuple[str, Engine], coder: str = CODER, port: int | None = None) -> Iterator[Screens]:
    """The screens on a study until the block ends."""
    running = Screens(study[0], coder, port or free_port(), Path(str(study[1].url.database)).with_suffix(".log"))
    try:
        yield running
    finally:
        running.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture
def study(tmp_path: Path) -> Iterator[tuple[str, Engine]]:
    """A study made by import and suggest: one resident who says sixty things about demolition."""
    url = f"sqlite:///{tmp_path / 'journey.db'}"
    with create_database(url) as session:
        start(session, "Reis van een citaat", fictional=True)
        metadata.load_neighbourhoods(session, [a_neighbourhood()], CODER)
        codebook.load(session, a_codebook(codes=codes()), CODER)
    said = " ".join(f"Bij nummer {number} heeft de sloop echt geholpen." for number in range(1, SENTENCES + 1))
    (tmp_path / "zuid-01.txt").write_text(f"Interviewer: Vertel eens?\n\nRespondent: {said}\n", encoding="utf-8")
    (tmp_path / "interviews.csv").write_text(
        "transcript;neighbourhoods;speakers\nzuid-01;stad-zuid;Respondent=R001:bewoner|Interviewer=interviewer\n",
        encoding="utf-8",
    )
    engine = make_engine(url)
    about = descriptions(engine, tmp_path / "interviews.csv")
    done = import_files(engine, [tmp_path / "zuid-01.txt"], about, CODER, already_anonymised=True)
    assert done.refused == []
    suggest.run(engine, CODER)
    yield url, engine
    engine.dispose()


def codes() -> tuple[Code, ...]:
    label = {"nl": "Sloop", "en": "Demolition"}
    indicators = Indicators(lemmas=("sloop",))
    family = Code("factor", None, {"nl": "Factoren", "en": "Factors"}, "Wat helpt.")
    return family, Code("factor.sloop", "factor", label, "Sloop die helpt.", indicators=indicators)


@pytest.fixture
def screens(study: tuple[str, Engine]) -> Iterator[Screens]:
    with serving(study) as running:
        yield running


def open_transcript(page: Page, screens: Screens) -> None:
    go(page, f"{screens.url}/coding?transcript=zuid-01")
    expect(page.locator(TEXT)).to_contain_text("Bij nummer 1 heeft", timeout=30_000)
    page.locator(TEXT).focus()
    page.keyboard.press("j")
    expect(page.locator(CARD)).to_contain_text("Sloop")


def confirmed(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Coding).where(Coding.state == "confirmed")) or 0


def acknowledged(page: Page) -> set[str]:
    """Ids of the operations that the page knows to be stored."""
    acked = "[...window.__qualcode.marks].filter(([_, mark]) => mark.acked != null).map(([op]) => op)"
    return set(page.evaluate(acked))


def test_from_suggestion_to_evidence_and_back(page: Page, screens: Screens, study: tuple[str, Engine]) -> None:
    open_transcript(page, screens)
    page.keyboard.press("a")
    wait_for(lambda: confirmed(study[1]) == 1, "the accepted suggestion is not stored")

    go(page, f"{screens.url}/evidence")
    row = page.get_by_role("row", name="Sloop")
    row.get_by_role("link").filter(has_text=re.compile(r"^\s*1\s*$")).first.click(timeout=20_000)

    expect(page.get_by_text("Bij nummer 1 heeft de sloop echt geholpen.")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Citaat 1", exact=True).click()
    expect(page).to_have_url(f"{screens.url}/quotes?quote=1", timeout=20_000)
    for trace in ("annelies", "zuid-01", "Run 1: qualcode", "Overgenomen"):
        expect(page.get_by_test_id("stMain").get_by_text(trace).first).to_be_visible(timeout=20_000)

    page.get_by_role("link", name="In het transcript").first.click()
    page.locator(TEXT).wait_for()
    expect(page.locator(TEXT)).to_contain_text("Bij nummer 1 heeft", timeout=20_000)
    expect(page.locator(CARD)).to_contain_text("Sloop")
    with reading(study[1]) as session:
        decision = session.scalars(select(Decision)).one()
        coding = session.get_one(Coding, decision.coding_id)
        suggestion = session.get_one(Suggestion, decision.suggestion_id)
        assert (coding.suggestion_id, decision.verdict) == (suggestion.id, "accepted")
        assert (coding.start_char, coding.end_char) == (suggestion.start_char, suggestion.end_char)
        assert verify(session).problems == []


def test_twenty_accepts_in_a_second_survive_the_browser(
    browser: Browser, screens: Screens, study: tuple[str, Engine]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    page = context.new_page()
    open_transcript(page, screens)
    for _ in range(20):
        page.keyboard.press("a")
        page.wait_for_timeout(40)
    wait_for(lambda: len(acknowledged(page)) == 20, "not everything was acknowledged")
    ids = acknowledged(page)
    context.close()
    with reading(study[1]) as session:
        stored = set(session.scalars(select(Event.operation_id).where(Event.kind == "review_accept")))
        assert ids == stored
        starts = list(session.scalars(select(Coding.start_char)))
        assert (len(starts), len(set(starts))) == (20, 20)
        assert verify(session).problems == []


@pytest.mark.soak
def test_server_killed_during_confirms_loses_nothing_acknowledged(page: Page, study: tuple[str, Engine]) -> None:
    engine = study[1]
    known: set[str] = set()
    for number in range(50 if SOAK else 3):
        coder = f"coder{number}"
        with serving(study, coder) as screens:
            open_transcript(page, screens)
            for _ in range(8):
                page.keyboard.press("a")
                page.wait_for_timeout(30)
            wait_for(lambda: len(acknowledged(page)) > 0, "nothing was acknowledged")
            screens.kill()
            known |= acknowledged(page)
    with reading(engine) as session:
        stored = set(session.scalars(select(Event.operation_id).where(Event.operation_id.is_not(None))))
        assert known <= stored
        once = select(Coding.coder_id, Coding.start_char).group_by(Coding.coder_id, Coding.start_char)
        assert session.execute(once.having(func.count() > 1)).all() == []
        assert verify(session).problems == []


def test_server_that_comes_back_gets_what_was_not_stored(page: Page, study: tuple[str, Engine]) -> None:
    engine = study[1]
    port = free_port()
    with serving(study, port=port) as screens:
        open_transcript(page, screens)
        screens.kill()
        page.keyboard.press("a")
        page.keyboard.press("a")
        expect(page.locator("body")).to_contain_text("niet bewaard", timeout=10_000)
        assert confirmed(engine) == 0
    with serving(study, port=port):
        wait_for(lambda: confirmed(engine) == 2, "what was not stored did not come after", 40)


def test_locked_database_keeps_the_step_in_the_browser(page: Page, screens: Screens, study: tuple[str, Engine]) -> None:
    open_transcript(page, screens)
    with writing(study[1]) as session:
        session.execute(select(func.count()).select_from(Coding))
        page.keyboard.press("a")
        expect(page.locator("body")).to_contain_text("niet bewaard", timeout=10_000)
    wait_for(lambda: confirmed(study[1]) == 1, "the step was lost", 40)
