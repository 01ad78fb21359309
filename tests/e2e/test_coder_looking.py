"""Finding, filters, the order of the picker, labels on hover, handles for the mouse, and the transcript on paper."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium
from coder_desk import PICKER, PLACE_OF_WORDS, Desk, Server, desk_context
from playwright.sync_api import Browser, BrowserContext, expect

FIND = ".coder-find input"
SELECTED = "document.getSelection().toString()"

pytestmark = needs_chromium


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for each test: pinned and last used codes stay in the browser."""
    with desk_context(browser) as context:
        yield context


# Finding -----------------------------------------------------------------------------------------------------------


def test_words_are_found_without_case_and_accents_and_become_the_selection(desk: Desk) -> None:
    desk.press("/")
    desk.page.keyboard.type("MOESTEN we")
    expect(desk.page.locator(".coder-find-count")).to_have_text("1 van 1")
    desk.press("Escape")
    assert desk.page.evaluate(SELECTED) == "móesten we"
    desk.press("Enter")
    desk.pick("samenwerking")
    assert ("factor.samenwerking", "móesten we") in desk.mine()


def test_found_places_are_walked_and_counted(desk: Desk) -> None:
    desk.press("/")
    desk.page.keyboard.type("gemeente")
    expect(desk.page.locator(".coder-find-count")).to_have_text("1 van 3")
    desk.press("Enter", "Enter")
    expect(desk.page.locator(".coder-find-count")).to_have_text("3 van 3")
    desk.press("Enter", "Shift+Enter", "Escape")
    assert desk.page.locator(".coder-turn[data-current]").get_attribute("data-index") == "4"
    desk.press("g", "g")
    assert desk.page.locator(".coder-turn[data-current]").get_attribute("data-index") == "3"
    desk.press("/")
    desk.page.keyboard.type("zeppelin")
    expect(desk.page.locator(".coder-find-count")).to_have_text("Niet gevonden")


def test_finding_counts_code_points_after_characters_outside_the_bmp(desk: Desk) -> None:
    desk.press("/")
    desk.page.keyboard.type("een jaar later")
    desk.press("Escape", "Enter")
    desk.pick("gebrek")
    assert desk.quote(desk.last()) == "een jaar later"


# Filters -----------------------------------------------------------------------------------------------------------


def test_one_speaker_is_read_and_the_arrows_pass_over_the_others(desk: Desk) -> None:
    desk.page.get_by_label("Sprekers").select_option("R2")
    desk.page.locator(".coder-transcript").focus()
    expect(desk.page.locator(".coder-turn[data-dimmed]")).to_have_count(7)
    desk.press("ArrowDown")
    assert desk.page.locator(".coder-turn[data-current]").get_attribute("data-index") == "4"
    desk.press("d")
    expect(desk.page.locator(".coder-turn[data-dimmed]")).to_have_count(0)
    desk.press("d")
    expect(desk.page.locator(".coder-turn[data-dimmed]")).to_have_count(4)


# The picker --------------------------------------------------------------------------------------------------------


def test_several_codes_are_put_on_one_selection(desk: Desk) -> None:
    desk.drag("De wijkagent is er wel altijd geweest")
    for typed in ("vertrouwen", "binding"):
        desk.page.locator(PICKER).fill(typed)
        desk.press("Shift+Enter")
    desk.pick("lange adem factoren")
    codes = [code for code, quote in desk.mine() if quote == "De wijkagent is er wel altijd geweest"]
    assert sorted(codes) == ["factor.binding", "factor.lange_adem", "factor.vertrouwen"]


def test_pinned_codes_stand_before_those_used_last_also_after_a_reload(desk: Desk) -> None:
    desk.press("Enter")
    desk.page.locator(PICKER).fill("overlast")
    desk.press("Alt+p", "Escape", "End", "Enter")
    desk.pick("woning")
    desk.settled()
    desk.open()
    desk.press("Home", "Enter")
    labels = desk.page.locator(".coder-option-label")
    expect(labels.first).to_have_text("Overlast")
    expect(labels.nth(1)).to_have_text("Woningkwaliteit")
    desk.page.locator(".coder-pin").first.click()
    expect(labels.first).to_have_text("Overlast")
    expect(desk.page.locator(".coder-pin[data-pinned]")).to_have_count(0)


def test_selected_words_become_a_code_of_their_own(desk: Desk) -> None:
    desk.drag("geen lange adem")
    desk.page.locator(PICKER).wait_for()
    desk.press("Alt+n")
    assert (desk.last()["kind"], desk.last()["text"]) == ("new_code", "geen lange adem")
    expect(desk.page.locator(".coder-tag", has_text="geen lange adem")).to_be_visible()
    desk.press("u", "y")
    assert ("voorlopig.geen lange adem", "geen lange adem") in desk.mine()


def test_typed_words_become_a_code_where_none_has_them(desk: Desk) -> None:
    desk.press("End", "Enter")
    desk.pick("te paard")
    assert (desk.last()["kind"], desk.last()["text"]) == ("new_code", "te paard")


def test_selection_is_highlighted_without_a_code(desk: Desk) -> None:
    desk.press("q")
    expect(desk.page.locator(".coder-notice")).to_have_text("Selecteer eerst woorden")
    desk.press("End", *["Shift+ArrowRight"] * 3, "q")
    assert desk.last()["kind"] == "highlight"
    assert desk.code_on_card() == "Markering"


# The margin --------------------------------------------------------------------------------------------------------


def test_stripe_says_at_once_what_it_is(desk: Desk) -> None:
    tip = desk.page.locator(".coder-tip")
    desk.page.locator(".coder-stripe[data-look=other]").hover()
    expect(tip).to_contain_text("Gemeente")
    expect(tip).to_contain_text("Bo")
    desk.page.locator(".coder-toolbar").hover()
    expect(tip).to_be_hidden()


def test_label_that_tab_reaches_says_what_it_is_and_enter_chooses_it(desk: Desk) -> None:
    desk.press("n")
    tag = desk.page.locator(".coder-tag[data-pointed]")
    tag.focus()
    expect(desk.page.locator(".coder-tip")).to_contain_text("Samenwerking")
    desk.press("Enter")
    assert desk.code_on_card() == "Samenwerking"


# Handles -----------------------------------------------------------------------------------------------------------


def drag_handle(desk: Desk, edge: str, words: str) -> None:
    """Move a boundary to the end (or start) of words."""
    handle = desk.page.locator(f".coder-handle[data-edge={edge}]")
    expect(handle).to_be_visible()
    box = handle.bounding_box()
    assert box is not None
    first, last = desk.page.evaluate(PLACE_OF_WORDS, words)
    desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    desk.page.mouse.down()
    desk.page.mouse.move(*(first if edge == "start" else last), steps=5)


def test_handles_move_the_boundaries_of_a_coding(desk: Desk) -> None:
    desk.press("n")
    drag_handle(desk, "start", "Wij zien dat de")
    desk.page.mouse.up()
    assert desk.last()["kind"] == "change"
    drag_handle(desk, "end", "de laatste jaren")
    desk.page.mouse.up()
    quote = "Wij zien dat de samenwerking tussen corporatie en gemeente de laatste jaren"
    assert ("factor.samenwerking", quote) in desk.mine()
    desk.press("u", "u")
    assert desk.mine()[0][1].startswith("de samenwerking tussen")


def test_escape_lets_a_handle_go_where_it_was(desk: Desk) -> None:
    desk.press("n")
    drag_handle(desk, "start", "Wij zien dat de")
    desk.press("Escape")
    desk.page.mouse.up()
    assert desk.settled()["log"] == []


def test_boundaries_of_a_suggestion_moved_by_mouse_go_with_the_decision(desk: Desk) -> None:
    desk.press("j")
    drag_handle(desk, "end", "elkaar, je zat")
    desk.page.mouse.up()
    desk.press("a")
    assert ("factor.binding", "Iedereen kende elkaar, je zat") in desk.mine()
    assert desk.last()["kind"] == "correct"


def test_colleagues_coding_has_no_handles(desk: Desk) -> None:
    desk.press("n", "n")
    expect(desk.page.locator(".coder-handle[data-edge=start]")).to_be_hidden()


# Paper -------------------------------------------------------------------------------------------------------------


def test_paper_shows_all_text_with_the_codes_in_the_margin(desk: Desk) -> None:
    desk.page.emulate_media(media="print")
    lines = desk.page.locator(".coder-print li")
    expect(lines).to_have_count(9)
    expect(lines.filter(has_text="Voorzieningen")).to_have_text("Voorzieningen: de winkels zijn … slager, alles")
    expect(desk.page.locator(".coder-panel")).to_be_hidden()
    expect(desk.page.locator(".coder-toolbar")).to_be_hidden()
    whole = desk.page.evaluate("document.querySelector('.coder-transcript').scrollHeight")
    shown = desk.page.locator(".coder-transcript").bounding_box()
    assert shown is not None
    assert abs(shown["height"] - whole) <= 2
    desk.page.emulate_media(media="screen")
    expect(lines).to_have_count(0)


# Looks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_while_finding_and_with_one_speaker(
    browser: Browser, server: Server, scheme: str
) -> None:
    context = browser.new_context(locale="nl-NL", color_scheme=scheme, viewport={"width": 1360, "height": 900})
    desk = Desk(context.new_page(), server)
    desk.press("n", "d", "d")
    desk.press("/")
    desk.page.keyboard.type("gemeente")
    for keys in ([], ["Escape", "h"], ["n", "w"]):
        desk.press(*keys)
        found = Axe().run(desk.page, context=".coder").response["violations"]
        serious = [rule for rule in found if rule["impact"] in {"serious", "critical"}]
        assert [f"{keys} {rule['id']}: {rule['nodes'][0]['html']}" for rule in serious] == []
    context.close()
