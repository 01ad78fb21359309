"""`make pictures`: the pictures of the documentation, from the demonstration study in a real browser."""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from qualcode.workflow.demo import build

from benchmarks.screen import CHROMIUM, FLAGS, served
from benchmarks.worked import ANNELIES, sharpen, work

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"
HEIGHT = 860
COLOURS = 256
"""Of a picture, which keeps all of them together below 4 MB."""

PAPER = 718
"""CSS pixels of A4 between its margins."""

OVERLAP = quote("factor overlaps belemmering and neighbourhood:den-haag-moerwijk")
PLACE = "neighbourhood:den-haag-moerwijk"
CODING = "coding?transcript=moerwijk-01"


class Picture(NamedTuple):
    """A screen as it is shown.

    Attributes:
        address: Where it is, below that of the server.
        width: CSS pixels.
        keys: What is pressed in the transcript.
        later: Whether a code was defined more sharply before it.
    """

    address: str
    width: int = 1280
    scheme: str = "light"
    locale: str = "nl-NL"
    keys: str = ""
    media: str = "screen"
    later: bool = False


SCREENS = {
    "overview": Picture(""),
    "overview-dark": Picture("", 1920, "dark"),
    "overview-english": Picture("", locale="en-GB"),
    "transcripts": Picture("transcripts"),
    "sample": Picture("transcripts?view=sample"),
    "respondents": Picture("transcripts?view=respondents"),
    "respondent": Picture("transcripts?respondent=R001"),
    "coding": Picture(CODING, keys="jj"),
    "coding-dark": Picture(CODING, 1920, "dark", keys="jj"),
    "coding-english": Picture(CODING, locale="en-GB", keys="jj"),
    "coding-english-dark": Picture(CODING, 1280, "dark", "en-GB"),
    "coding-paper": Picture(CODING, PAPER, media="print"),
    "review": Picture("review?reach=all"),
    "review-dark": Picture("review?reach=all", 1920, "dark"),
    "undetermined": Picture("review?queue=undetermined"),
    "again": Picture("review?queue=again", later=True),
    "combination": Picture(f"quotes?combination={OVERLAP}"),
    "kwic": Picture("quotes?words=sloop&where=turns&kwic=1"),
    "quote": Picture("quotes?quote=18"),
    "quotes-english": Picture(f"quotes?code=belemmering&{PLACE.replace(':', '=')}", 1920, locale="en-GB"),
    "evidence": Picture("evidence?rows=factor"),
    "evidence-dark": Picture("evidence?rows=belemmering&split=1", 1920, "dark"),
    "claims": Picture("claims"),
    "claim": Picture("claims?claim=D03"),
    "outputs": Picture("outputs"),
    "changed": Picture("report_week"),
    "sections": Picture("report_week?view=quotes"),
    "members": Picture("report_week?view=members"),
    "leaving": Picture("report_week?view=leaving"),
    "worth": Picture("worth"),
    "memos": Picture("memos"),
    "summary": Picture("memos?summary=transcript:moerwijk-01"),
    "summary-neighbourhood": Picture(f"memos?summary={PLACE}"),
    "meeting": Picture("meeting"),
    "codebook": Picture("codebook?code=factor.frontlinie"),
    "open": Picture("codebook?view=open"),
    "versions": Picture("codebook?view=versions", later=True),
    "study": Picture("study"),
}
"""Name of a picture -> the screen on it."""

READY = "[data-testid=stApp][data-test-script-state=notRunning]"


def main(url: str | None = None) -> None:
    """Make each picture anew, of the demonstration with some work in it, which is built at `url` unless it is there."""
    with tempfile.TemporaryDirectory() as folder:
        engine = build(url or f"sqlite:///{folder}/demo.db", lambda _what: lambda _finished, _all: None)[0]
        work(engine)
        with served(str(engine.url), ANNELIES) as (address, _process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for later in (False, True):
                if later:
                    sharpen(engine)
                for name, picture in SCREENS.items():
                    if picture.later == later:
                        take(browser, address, picture, IMAGES / f"{name}.png")
            browser.close()
        engine.dispose()


def take(browser: Browser, server: str, picture: Picture, file: Path) -> None:
    """Write what a screen looks like."""
    size = {"width": picture.width, "height": HEIGHT}
    page = browser.new_page(viewport=size, locale=picture.locale, color_scheme=picture.scheme)
    page.goto(f"{server}/{picture.address}")
    settle(page, ".coder-turn" if picture.address == CODING else "h1, h2")
    if picture.keys:
        page.locator(".coder-transcript").focus()
        for key in picture.keys:
            page.keyboard.press(key)
    if picture.media == "print":
        page.emulate_media(media="print")
    page.wait_for_timeout(1500)
    page.screenshot(path=file)
    page.close()
    compress(file)


def settle(page: Page, stands: str) -> None:
    """Wait until a page stands, and the server is done with it."""
    page.locator(READY).wait_for(timeout=60_000)
    page.locator(stands).first.wait_for(timeout=60_000)


def compress(file: Path) -> None:
    """Keep as many colours as a screen needs."""
    with Image.open(file) as image:
        image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(file, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
