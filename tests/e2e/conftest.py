"""One Chromium for all tests in a browser, and the transcript coder on a page of its own."""

from collections.abc import Callable, Iterator

import pytest
from browsing import CHROMIUM, FLAGS
from coder_desk import Desk, Server, desk_context, harness, watched
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # the first page of a server that was just started, on a machine with other work


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with harness(tmp_path_factory.mktemp("coder")) as server:
        yield server


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with desk_context(browser) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with watched(context) as page:
        yield page


@pytest.fixture
def desk(page: Page, server: Server) -> Desk:
    return Desk(page, server)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that gives a page of a context of its own; English unless its options say otherwise."""
    contexts = []

    def opened(**options: object) -> Page:
        context = browser.new_context(**{"locale": "en-GB", **options}, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
