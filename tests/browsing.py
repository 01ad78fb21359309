"""What every test in a real browser needs: Chromium that reaches this machine only, and servers to talk to."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TimedOut

READY = "[data-testid=stApp][data-test-script-state=notRunning]"
"""There once a page is drawn and no script of it runs."""

FRAMED = "[data-testid=stSidebarNavItems][role=presentation]"
"""There once what surrounds a page (`qualcode/ui/components/frame.js`) is at work."""

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="left out: there is no Chromium at /usr/bin/chromium")


@contextmanager
def serving(command: Sequence[str], port: int, environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """The address of a server that runs for the time of the block."""
    with log.open("w") as output:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=output, stderr=output)
    try:
        wait_for(lambda: answers(port), f"the server does not answer: {log.read_text()}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], Any], otherwise: str, seconds: float = 30) -> Any:
    """What `condition` gives once it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    return pytest.fail(otherwise)


def go(page: Page, address: str) -> None:
    """Open an address and wait until the page is at rest."""
    page.goto(address)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until a page is drawn with what surrounds it, and no script of it runs."""
    page.locator("h1").first.wait_for(timeout=60_000)  # the first page of a server takes longest
    page.locator(READY).wait_for()
    page.locator(FRAMED).wait_for(state="attached")


def recolour(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Have the page that is open in light or dark, and wait until it is; no colour is on its way then."""
    page.add_style_tag(content="* { transition: none !important }")
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)


def pick(box: Locator, name: str, typed: str = "", *, key: str = "") -> None:
    """Choose from a list; Streamlit closes a list, and forgets what was typed, when the page under it still moves.

    Args:
        box: The field of the list.
        name: Of the option.
        typed: What to type for it; its name when empty.
        key: What chooses the first option offered; a click on the option when empty.
    """
    option = box.page.get_by_role("option", name=name).first
    field = box.locator("xpath=ancestor::*[@data-testid='stMultiSelect' or @data-testid='stSelectbox']")

    def chosen() -> bool:
        try:
            box.fill("", timeout=3_000)
            box.fill(typed or name, timeout=3_000)
            option.wait_for(timeout=3_000)
            if key:
                box.press(key)
            else:
                option.click(timeout=3_000)
            option.wait_for(state="hidden", timeout=3_000)
            return name in field.inner_text(timeout=3_000) or name in box.input_value(timeout=3_000)
        except TimedOut:
            return not box.count()  # what was chosen led on to a page without the list

    box.wait_for()
    wait_for(chosen, f"the list of choices does not offer {name!r}")


def answers(port: int) -> bool:
    """Whether a Streamlit server is ready at a port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False
