"""`make pictures`: the pictures of the documentation, from the demonstration study in a real browser."""

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from qualcode.workflow.demo import build

from benchmarks.screen import CHROMIUM, FLAGS, served

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"
HEIGHT = 860
COLOURS = 256
"""Of a picture, which keeps each below 250 kB."""

OVERLAP = quote("factor overlaps belemmering and neighbourhood:den-haag-moerwijk")
SCREENS = {
    "overview": ("", 1280, "light"),
    "transcripts": ("transcripts", 1280, "light"),
    "sample": ("transcripts?view=sample", 1280, "light"),
    "coding": ("coding?transcript=moerwijk-01", 1280, "light"),
    "coding-dark": ("coding?transcript=moerwijk-01", 1920, "dark"),
    "review": ("review?reach=all", 1280, "light"),
    "codebook": ("codebook?code=factor.frontlinie", 1280, "light"),
    "combination": (f"quotes?combination={OVERLAP}", 1280, "light"),
    "kwic": ("quotes?words=sloop&where=turns&kwic=1", 1280, "light"),
    "quote": ("quotes?quote=18", 1280, "light"),
    "evidence": ("evidence?rows=factor", 1280, "light"),
    "evidence-dark": ("evidence?rows=belemmering&split=1", 1920, "dark"),
    "outputs": ("outputs", 1280, "light"),
    "claims": ("claims", 1280, "light"),
    "claim": ("claims?claim=D03", 1280, "light"),
    "memos": ("memos", 1280, "light"),
    "meeting": ("meeting", 1280, "light"),
    "worth": ("worth", 1280, "light"),
    "study": ("study", 1280, "light"),
}
"""Name of a picture -> address, width and scheme."""

STANDS = ":is(h1, h2, .coder-turn)"
READY = "[data-testid=stApp][data-test-script-state=notRunning]"


def main(url: str | None = None) -> None:
    """Make each picture anew, of the demonstration or of a database that holds it."""
    with tempfile.TemporaryDirectory() as folder:
        if url is None:
            url = f"sqlite:///{folder}/demo.db"
            build(url, lambda _what: lambda _finished, _all: None)[0].dispose()
        with served(url, "annelies") as (address, _process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, (place, width, scheme) in SCREENS.items():
                size = {"width": width, "height": HEIGHT}
                page = browser.new_page(viewport=size, locale="nl-NL", color_scheme=scheme)
                shown(page, f"{address}/{place}")
                file = IMAGES / f"{name}.png"
                page.screenshot(path=file)
                page.close()
                compress(file)
            browser.close()


def shown(page: Page, address: str) -> None:
    """Open an address and wait until it stands; in a transcript a suggestion is chosen, so that its reason shows."""
    page.goto(address)
    page.locator(READY).wait_for(timeout=60_000)
    page.locator(STANDS).first.wait_for(timeout=60_000)
    if "/coding?" in address:
        page.locator(".coder-transcript").focus()
        for _ in range(2):
            page.keyboard.press("j")
    page.wait_for_timeout(1500)


def compress(file: Path) -> None:
    """Keep as many colours as a screen needs."""
    with Image.open(file) as image:
        image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(file, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
