"""`make pictures`: the pictures of the documentation, from the demonstration study in a real browser."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from qualcode.workflow.demo import build

from benchmarks.screen import CHROMIUM, FLAGS, served

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"


def main() -> None:
    """Make each picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        build(url, lambda _what: lambda _finished, _all: None)[0].dispose()
        with served(url, "annelies") as (address, _process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1360, "height": 820}, locale="nl-NL")
            coding(page, f"{address}/coding?transcript=moerwijk-01")
            page.screenshot(path=IMAGES / "coding.png")
            shown(page, f"{address}/evidence?rows=factor", "table")
            page.screenshot(path=IMAGES / "evidence.png")
            shown(page, f"{address}/quotes?quote=18", "article, blockquote, mark")
            page.screenshot(path=IMAGES / "quote.png")
            browser.close()


def coding(page: Page, address: str) -> None:
    """A transcript with a suggestion chosen, so that its reason shows."""
    shown(page, address, ".coder-turn")
    page.locator(".coder-transcript").focus()
    for _ in range(2):
        page.keyboard.press("j")
    page.wait_for_timeout(500)


def shown(page: Page, address: str, selector: str) -> None:
    """Open an address and wait until it stands."""
    page.goto(address)
    page.locator(selector).first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
