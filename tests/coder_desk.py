"""The transcript coder on a page of its own, as a test works with it: keys, and what the server has."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from browsing import free_port, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect

HARNESS = Path(__file__).with_name("e2e") / "coder_harness.py"
TEXT = ".coder-transcript"
CARD = ".coder-panel"
PICKER = ".coder-picker input"
CASES = count(1)


@dataclass
class Server:
    """The harness in a process of its own."""

    url: str
    folder: Path


@contextmanager
def harness(folder: Path) -> Iterator[Server]:
    """The component on a page of its own, in a server for the time of the block."""
    port = free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(HARNESS)]
    command += [f"--{name}={value}" for name, value in options.items()]
    with serving(command, port, {"CODER_HARNESS": str(folder)}, folder / "server.log") as url:
        yield Server(url, folder)


def desk_context(browser: Browser) -> BrowserContext:
    """A browser of its own, in Dutch, of the size that tests of the component measure in."""
    return browser.new_context(locale="nl-NL", viewport={"width": 1360, "height": 900})


class Desk:
    """A coder at work on a study of its own, and what the server has of it."""

    def __init__(self, page: Page, server: Server, **query: Any) -> None:
        self.page = page
        self.file = server.folder / f"case{next(CASES)}.json"
        self.deaf = self.file.with_suffix(".deaf")
        parts = [f"case={self.file.stem}", *(f"{name}={value}" for name, value in query.items())]
        self.url = f"{server.url}/?{'&'.join(parts)}"
        self.open()

    def open(self) -> None:
        self.page.goto(self.url)
        self.page.locator(".coder-turn").first.wait_for()
        self.page.locator(TEXT).focus()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def pick(self, typed: str) -> None:
        self.page.locator(PICKER).wait_for()
        self.page.keyboard.type(typed)
        self.press("Enter")

    @property
    def state(self) -> dict[str, Any]:
        return json.loads(self.file.read_text())

    @property
    def text(self) -> str:
        return self.page.locator(TEXT).inner_text()

    def settled(self) -> dict[str, Any]:
        """The server's state once nothing is under way."""
        expect(self.page.locator(".coder-saved")).to_have_attribute("data-state", "saved", timeout=20_000)
        return self.state

    def kinds(self) -> list[str]:
        return [operation["kind"] for operation in self.settled()["log"]]

    def last(self) -> dict[str, Any]:
        return self.settled()["log"][-1]

    def quote(self, item: dict[str, Any]) -> str:
        """The words of a span, counted by Python in code points."""
        return version_text()[item["start"] : item["end"]]

    def mine(self) -> list[tuple[str, str]]:
        """Code and quote of every coding of this coder, in the order of the text."""
        codings = sorted(self.settled()["codings"], key=lambda coding: (coding["start"], coding["end"]))
        return [(coding["code"], self.quote(coding)) for coding in codings if coding["mine"]]

    def code_on_card(self) -> str:
        return self.page.locator(f"{CARD} .coder-code").inner_text()

    def drag(self, words: str) -> None:
        """Select words with the mouse."""
        start, end = self.page.evaluate(PLACE_OF_WORDS, words)
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()


PLACE_OF_WORDS = """words => {
  for (const paragraph of document.querySelectorAll(".coder-text")) {
    const at = paragraph.textContent.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(paragraph.firstChild, at);
    range.setEnd(paragraph.firstChild, at + words.length);
    const boxes = range.getClientRects(), first = boxes[0], last = boxes[boxes.length - 1];
    return [[first.left + 1, first.top + first.height / 2], [last.right, last.top + last.height / 2]];
  }
}"""


def version_text() -> str:
    sys.path.insert(0, str(HARNESS.parent))
    try:
        import coder_study
    finally:
        sys.path.remove(str(HARNESS.parent))
    return coder_study.small("always").text


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing goes wrong."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert wrong == []
