"""Every page in Chromium at 110 and 1,100 transcripts: time until it can be used, and the server's memory."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.screen import CHROMIUM, FLAGS, memory, served
from benchmarks.studies import build
from qualcode.db.session import make_engine, writing
from qualcode.domain.claim import Claim, ClaimType, Condition, Over, Quantifier
from qualcode.workflow import claim_register

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CODER = "coder 1"
CODINGS, SUGGESTIONS = 40, 85
"""Of a transcript, as in the demonstration."""

CLAIMS = 24

PAGES = {
    "overview": ("", "h1, .qc-tiles"),
    "transcripts": ("transcripts", ".qc-table"),
    "respondents": ("transcripts?view=respondents", ".qc-table"),
    "review queue": ("review?reach=all", ".queue-here"),
    "coding": ("coding?transcript=interview-00001", ".coder-turn"),
    "quotes": ("quotes", ".qc-quote"),
    "quotes of a combination": ("quotes?combination=factor overlaps family4", ".qc-quote"),
    "turns with a word": ("quotes?words=buurthuis&where=turns", ".qc-quote"),
    "words in context, sorted": ("quotes?words=buurthuis&where=turns&kwic=1&order=right", ".qc-kwic"),
    "one quote": ("quotes?quote=1", ".qc-quote, .qc-turns"),
    "evidence": ("evidence?rows=factor", ".qc-heat"),
    "claims": ("claims", ".qc-claims"),
    "one claim": ("claims?claim=C1", ".qc-claim"),
    "tables for the report": ("outputs", ".qc-output"),
    "findings": ("outputs?name=findings", ".qc-output"),
    "report week": ("report_week", "h1"),
    "member checks": ("report_week?view=members", ".qc-table"),
    "what may leave": ("report_week?view=leaving", ".qc-table"),
    "worth of suggestions": ("worth", "h1"),
    "memos": ("memos", "h1"),
    "summaries": ("memos?view=summaries", "h1"),
    "summary of a neighbourhood": ("memos?summary=neighbourhood:wijk-01", "h1"),
    "meeting": ("meeting", "h2"),
    "codebook": ("codebook", ".qc-tree"),
    "study": ("study", "form, .stForm"),
}
"""Name -> its address, and what is there once it can be used."""

DRAWN = '[data-test-script-state="notRunning"]'


def measure() -> list[Figure]:
    """Seconds from the address to a page that can be used, the browser's cache warm, and memory for browsers."""
    if not CHROMIUM.exists():
        return [Figure("pages", "Chromium is not installed", "left out", "")]
    return [figure for transcripts, target in ((110, 1.0), (1_100, 2.0)) for figure in on_study(transcripts, target)]


def on_study(transcripts: int, target: float) -> Iterator[Figure]:
    """Every page on a study of this size."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/study.db"
        engine = make_engine(url)
        build(engine, transcripts, CODINGS, suggestions=SUGGESTIONS)
        with writing(engine) as session:
            claim_register.load(session, claims(), CODER)
            claim_register.note(session, CODER)
        engine.dispose()
        with served(url, CODER) as (address, process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            size = f"{transcripts:,} transcripts, {transcripts * CODINGS:,} codings"
            page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
            for name, (path, there) in PAGES.items():
                opened(page, f"{address}/{path}", there)  # once for the caches
                seconds = [opened(page, f"{address}/{path}", there) for _ in range(3)]
                middle = statistics.median(seconds)
                value = f"{middle:.2f} s (worst {max(seconds):.2f})"
                yield Figure(f"page to usable: {name}", size, value, f"< {target:.0f} s", middle < target)
            page.close()
            for number, megabytes in with_browsers(browser, address, lambda: memory(process)):
                yield Figure(f"memory of the server, {number} browsers", size, f"{megabytes:.0f} MB", "")
            browser.close()


def claims() -> list[Claim]:
    """A claim for each of two dozen factors, as many as a report has."""
    return [
        Claim(
            id=f"C{n}",
            type=ClaimType.FINDING,
            statement=f"Overal speelt factor {n}.",
            over=Over.NEIGHBOURHOODS,
            quantifier=Quantifier.ALL,
            require=(Condition(f"family{n % 8 + 1}"), Condition(f"family1.code{n % 20 + 1}")),
            contradict=(Condition(f"family{n % 8 + 1}", {"valentie": "negatief"}),),
        )
        for n in range(1, CLAIMS + 1)
    ]


def opened(page: "Page", address: str, there: str) -> float:
    """Seconds until a page stands and the server is done with it."""
    started = time.perf_counter()
    page.goto(address)
    page.locator(there).first.wait_for(timeout=60_000)
    page.locator(DRAWN).first.wait_for(timeout=60_000)
    return time.perf_counter() - started


def with_browsers(browser: "Browser", address: str, weigh: Callable[[], float]) -> Iterator[tuple[int, float]]:
    """(number of browsers, MB of the server) with 1, 5 and 10 that have looked at evidence and stay on a transcript."""
    contexts = []
    for number in range(1, 11):
        context = browser.new_context(locale="nl-NL")
        contexts.append(context)
        page = context.new_page()
        opened(page, f"{address}/evidence?rows=factor", ".qc-heat")
        opened(page, f"{address}/coding?transcript=interview-{number:05}", ".coder-turn")
        if number in {1, 5, 10}:
            yield number, weigh()
    for context in contexts:
        context.close()
