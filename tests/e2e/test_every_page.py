"""Every page and its main states as a reader meets them: whole, translated, readable, and within their window."""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from browsing import FRAMED, READY, free_port, needs_chromium, recolour, serving
from builders import CODER
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from rich_study import a_rich_study
from sqlalchemy.orm import Session

import qualcode.ui
from qualcode.db.session import make_engine, writing
from qualcode.ui.text import LOCALES
from qualcode.workflow import study

UI = Path(qualcode.ui.__file__).parent
PAGES = sorted({file.stem for file in (UI / "app_pages").glob("*.py")} - {"__init__", "overview"})
STATES = (
    "transcripts?view=sample",
    "transcripts?name=niets",
    "transcripts?view=respondents",
    "transcripts?respondent=R001",
    "transcripts?respondent=R999",
    "coding?transcript=zuid-01",
    "coding?transcript=noord-01&coding=5",
    "review?reach=all",
    "review?queue=undetermined",
    "review?queue=again",
    "codebook?code=factor.sloop",
    "codebook?code=factor.sloop&do=edit",
    "codebook?code=factor.sloop&do=merge",
    "codebook?code=factor&do=attributes",
    "quotes?combination=factor+in+the+same+turn+as+belemmering",
    "codebook?code=bestaat-niet",
    "codebook?view=open",
    "codebook?view=versions",
    "quotes?words=sloop&kwic=1",
    "quotes?words=huismeester&where=turns",
    f"quotes?combination={quote('factor.sloop overlaps belemmering.*')}",
    "quotes?combination=factor+overlaps",
    "quotes?change=1",
    "quotes?pick=1",
    "report_week?view=quotes",
    "report_week?view=members&member=R001",
    "report_week?view=leaving",
    "quotes?quote=2",
    "evidence?split=1&measure=codings",
    "claims?claim=C1",
    "claims?claim=C1&do=edit",
    "claims?claim=C2",
    "claims?do=new",
    "claims?claim=C9",
    "quotes?claim=C1&side=against",
    "outputs?name=claims",
    "memos?memo=1",
    "memos?new=1",
    "memos?view=summaries",
    "memos?summary=transcript:noord-01",
    "memos?summary=neighbourhood:stad-zuid",
    "memos?summary=neighbourhood:nergens",
    "quotes?transcript=zuid-01",
    "quotes?stream=elsewhere",
    "coding?transcript=zuid-01&turn=99",
    "nergens",
    "overview",
    "transcripts?view=respondents&group=bewoner",
    "report_week?view=leaving&part=quotes",
    "report_week?view=leaving&part=labels",
    "report_week?view=leaving&part=tables",
    "codebook?view=versions&old=1&new=2",
)
SERIOUS = ("serious", "critical")
STANDS = ":is(h1, h2, .coder-turn)"
USUAL, WIDE = 1280, 1920
LOOKS = {"rich": (("nl", "light"), ("en", "dark")), "empty": (("nl", "dark"),)}
"""Languages and colours in which every page is looked at; the second is turned to on the page that is open."""

PARTS = 8
"""Parts of the walk through the rich study, so that those who test share them."""

pytestmark = needs_chromium


def an_empty_study(session: Session) -> None:
    """A study in which nothing has happened yet."""
    study.start(session, "Leeg onderzoek", fictional=True)


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of the servers of the rich and of the empty study."""
    with ExitStack() as servers:
        found = {}
        for name, built in {"rich": a_rich_study, "empty": an_empty_study}.items():
            folder = tmp_path_factory.mktemp(name)
            url = f"sqlite:///{shutil.copy(sqlite_template, folder / 'study.db')}"
            engine = make_engine(url)
            with writing(engine) as session:
                built(session)
            engine.dispose()
            port = free_port()
            command = [sys.executable, "-m", "qualcode", "--db", url, "--as", CODER]
            command += ["ui", "--no-browser", "--port", str(port)]
            found[name] = servers.enter_context(serving(command, port, {}, folder / "server.log"))
        yield found


@pytest.mark.parametrize(("content", "part"), [*(("rich", part) for part in range(PARTS)), ("empty", 0)])
def test_every_page_is_whole_readable_and_in_the_language_of_the_reader(browser, served, content, part):
    addresses = ("", *PAGES, *STATES)[part::PARTS] if content == "rich" else ("", *PAGES)
    context = browser.new_context(locale="nl-NL", reduced_motion="reduce", viewport={"width": USUAL, "height": 900})
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda message: faults.extend(f"{page.url}: {fault}" for fault in told_by(message)))
    for address in addresses:
        for language, scheme in LOOKS[content]:
            if language == "nl":
                page.emulate_media(color_scheme=scheme)
                page.goto(f"{served[content]}/{address}")
                page.locator(STANDS).first.wait_for(timeout=60_000)
                page.locator(READY).wait_for()
                page.locator(FRAMED).wait_for(state="attached")
            else:
                turn_english(page, scheme)
            found = [*barriers(page), *beyond_the_window(page), *(english(page) if language == "nl" else ())]
            faults += [f"{address} ({language}, {scheme}): {fault}" for fault in found]
    context.close()

    assert not faults, "\n".join(faults)


def turn_english(page: Page, scheme: str) -> None:
    """Have the page that is open in English and in other colours, and wait until it is so throughout."""
    recolour(page, scheme)
    page.get_by_test_id("stSidebar").get_by_role("radio", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(READY).wait_for()
    page.locator(STANDS).first.wait_for()


def test_the_walk_knows_english_when_it_sees_it(browser: Browser):
    page = browser.new_page()
    page.set_content("<main><h1>Transcripts</h1><p>3 open suggestions · 2 codings</p><p>Ruimte om te wonen</p></main>")

    assert {"Transcripts", "{n} open suggestions", "{n} codings"} <= set(english(page))
    page.set_content("<main><h1>Transcripten</h1><p>3 open suggesties · 2 coderingen</p></main>")
    assert english(page) == []
    page.close()


def told_by(message: ConsoleMessage) -> list[str]:
    """What the console says that is a fault; Streamlit looks for its server below the page's own name first."""
    searching = re.search(r"/\w+/_stcore/(health|host-config)$", message.location["url"])
    return [message.text] if message.type == "error" and not searching else []


def barriers(page: Page) -> list[str]:
    """The serious findings of axe-core."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in SERIOUS]


def beyond_the_window(page: Page) -> list[str]:
    """The widths at which the page has to be scrolled sideways."""
    wrong = []
    for width in (USUAL, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(OVER)
        wrong += [f"{over} pixels too wide at {width}"] if over > 1 else []
    page.set_viewport_size({"width": USUAL, "height": 900})
    return wrong


STREAMLIT = (
    "Choose an option",
    "Choose options",
    "Choose or add an option",
    "No options to select",
    "No results",
    "View {n} more",
)
"""Its own words, which a page has to replace."""

OVER = """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
  .map(each => each.scrollWidth - each.clientWidth))"""


def english(page: Page) -> list[str]:
    """Messages of the catalogue that stand on the page in the words of the source."""
    seen = "\n".join(page.evaluate(SEEN))
    return [message for message, pattern in patterns() if pattern.search(seen)]


SEEN = """() => {
  const texts = [];
  for (const each of document.querySelectorAll("body *")) {
    if (each.closest("script, style, .coder-text, blockquote, [data-testid=stIconMaterial]")) continue;
    if (!each.checkVisibility()) continue;
    for (const node of each.childNodes) if (node.nodeType === 3) texts.push(node.data.trim());
    for (const name of ["aria-label", "title"]) texts.push(each.getAttribute(name) ?? "");
    if (each.matches(":placeholder-shown")) texts.push(each.placeholder);
  }
  return texts.filter(text => text);
}"""


@cache
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every message that reads otherwise in Dutch, with what finds it as a text, or as a part of one, by itself."""
    with (LOCALES / "nl" / "LC_MESSAGES" / "qualcode.po").open("rb") as source:
        catalogue = [message for message in read_po(source, locale="nl") if message.id]
    both = [*((_forms(message.id), _forms(message.string)) for message in catalogue), (STREAMLIT, ())]
    dutch = {form for _sources, forms in both for form in forms}
    return [
        (text, re.compile(rf"(?:^|· |\. )(?:{_any_values(text)})(?:$| ·|\. )", re.MULTILINE))
        for sources, _dutch in both
        for text in sources
        if text not in dutch and re.search("[a-z]{3}", re.sub(r"{\w+}", "", text))
    ]


def _forms(given: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _any_values(text: str) -> str:
    parts = [re.escape(part) for part in re.split(r"{\w+}", text.strip())]
    return r"[^\n]{1,60}?".join(parts)
