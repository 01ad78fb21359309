"""The transcript coder in a real browser: every key, the outbox, offsets, blind reading, accessibility."""

import itertools
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium, wait_for
from coder_desk import CARD, PICKER, PLACE_OF_WORDS, Desk, Server, version_text
from playwright.sync_api import Browser, Page, expect
from streamlit.components.v2.manifest_scanner import scan_component_manifests

pytestmark = needs_chromium


def test_streamlit_finds_the_components_in_the_installed_package() -> None:
    manifests = {manifest.name: (manifest, root) for manifest, root in scan_component_manifests()}
    manifest, root = manifests["qualcode"]
    assert [component.name for component in manifest.components] == ["coder", "queue"]
    for component in manifest.components:
        assert (component.resolve_asset_root(root) / f"{component.name}.js").is_file()


# Suggestions -------------------------------------------------------------------------------------------------------


def test_j_and_k_walk_through_the_open_suggestions(desk: Desk) -> None:
    desk.press("j")
    assert desk.code_on_card() == "Sociale binding"
    desk.press("j", "j")
    assert desk.code_on_card() == "Gebrek aan lange adem"
    desk.press("k")
    assert desk.code_on_card() == "Hoge doorstroom"


def test_accepting_makes_a_coding_and_goes_on_to_the_next(desk: Desk) -> None:
    desk.press("j", "a")
    assert desk.code_on_card() == "Hoge doorstroom"
    assert ("factor.binding", "Iedereen kende elkaar") in desk.mine()
    operation = desk.last()
    assert operation["kind"] == "accept"
    assert operation["seen"] is True
    assert operation["shown_at"] <= operation["at"]


def test_an_accepted_attribute_is_marked_as_suggested(desk: Desk) -> None:
    desk.press("j", "a")
    coding = next(coding for coding in desk.settled()["codings"] if coding["code"] == "factor.binding")
    assert coding["attributes"] == {"valentie": "positief"}
    assert coding["sources"] == {"valentie": "suggested"}


def test_rejected_and_skipped_suggestions_leave_no_coding(desk: Desk) -> None:
    before = desk.mine()
    desk.press("j", "x", "s")
    assert desk.kinds() == ["reject", "skip"]
    assert desk.mine() == before
    assert sorted(filter(None, desk.state["verdicts"].values())) == ["rejected", "skipped"]


def test_correcting_gives_a_suggestion_another_code(desk: Desk) -> None:
    desk.press("j", "e")
    desk.pick("vertr")
    assert ("factor.vertrouwen", "Iedereen kende elkaar") in desk.mine()
    assert desk.last()["kind"] == "correct"


def test_brackets_move_the_boundaries_by_words(desk: Desk) -> None:
    desk.press("j", "]", "}")
    expect(desk.page.locator(".coder-edits")).to_be_visible()
    desk.press("Enter")
    assert ("factor.binding", "kende elkaar, je") in desk.mine()
    desk.press("[", "{", "{", "a")
    assert ("belemmering.doorstroom", "kwamen, die bleven maar een jaar") in desk.mine()


def test_escape_drops_changed_boundaries(desk: Desk) -> None:
    desk.press("j", "}", "Escape", "a")
    assert desk.last()["kind"] == "accept"


def test_a_selection_gives_a_corrected_suggestion_its_boundaries(desk: Desk) -> None:
    desk.press("j", "Shift+ArrowRight", "Shift+ArrowRight", "e")
    desk.page.locator(PICKER).wait_for()
    desk.press("Enter")
    quotes = [quote for code, quote in desk.mine() if code == "factor.binding"]
    assert len(quotes) == 1
    assert quotes[0].startswith("Iedereen kende elkaar, je")


def test_attributes_set_on_a_suggestion_go_with_the_decision(desk: Desk) -> None:
    desk.press("j", "v", "2", "Enter", "a")
    operation = desk.last()
    assert operation["kind"] == "accept"
    assert operation["attributes"] == {"valentie": "negatief"}


# Codings -----------------------------------------------------------------------------------------------------------


def test_a_mouse_selection_opens_the_picker_and_codes(desk: Desk) -> None:
    desk.drag("De wijkagent is er wel altijd geweest")
    desk.pick("lange adem factoren")
    assert ("factor.lange_adem", "De wijkagent is er wel altijd geweest") in desk.mine()


def test_offsets_are_code_points_after_characters_outside_the_bmp(desk: Desk) -> None:
    desk.drag("Dan is er weer een project 🏘️ en")
    desk.pick("gebrek")
    operation = desk.last()
    assert desk.quote(operation) == "Dan is er weer een project 🏘️ en"


def test_a_keyboard_selection_starts_at_the_current_turn(desk: Desk) -> None:
    desk.press("ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    desk.pick("binding")
    (operation,) = desk.settled()["log"]
    assert version_text()[operation["start"] :].startswith("Nou, toen wij")
    assert operation["shown_at"] is None


def test_enter_without_a_selection_codes_the_whole_turn(desk: Desk) -> None:
    desk.press("End", "Enter")
    desk.pick("vertrouwen")
    assert desk.mine()[-1] == (
        "factor.vertrouwen",
        "Nee. Vertrouwen, daar gaat het om. Dat komt te voet en gaat te paard.",
    )


def test_the_picker_filters_on_every_word_and_ignores_accents(desk: Desk) -> None:
    desk.press("Enter")
    desk.page.locator(PICKER).fill("bewoners VERTREKKÉN")
    expect(desk.page.locator(".coder-option-label")).to_have_text(
        ["Hoge doorstroom", "Nieuwe code: bewoners VERTREKKÉN"]
    )
    desk.press("Escape")
    expect(desk.page.locator(PICKER)).to_have_count(0)
    assert desk.settled()["log"] == []


def test_the_code_used_last_stands_on_top(desk: Desk) -> None:
    desk.press("End", "Enter")
    desk.pick("voorzieningen")
    desk.press("ArrowUp", "Enter")
    expect(desk.page.locator(".coder-option-label").first).to_have_text("Voorzieningen")


def test_codes_that_are_likely_here_stand_first_and_one_key_gives_the_first(desk: Desk) -> None:
    desk.press("End", "Enter")
    labels = desk.page.locator(".coder-option-label")
    expect(labels.nth(0)).to_have_text("Overlast")
    expect(labels.nth(1)).to_have_text("Vertrouwen")
    expect(desk.page.locator(".coder-option-likely")).to_have_text(["waarschijnlijk hier"] * 2)
    desk.press("Enter")
    operation = desk.last()
    assert (operation["kind"], operation["code"]) == ("add", "uitkomst.overlast")

    desk.press("Enter")
    expect(labels.nth(0)).to_have_text("Vertrouwen")
    expect(desk.page.locator(".coder-option-likely")).to_have_count(1)


def test_n_and_p_walk_through_codings_and_delete_withdraws(desk: Desk) -> None:
    desk.press("n")
    assert desk.code_on_card() == "Samenwerking"
    desk.press("n", "n")
    assert desk.code_on_card() == "Voorzieningen"
    desk.press("p", "p", "Delete")
    assert [code for code, _ in desk.mine()] == ["uitkomst.voorzieningen"]


def test_a_colleagues_coding_cannot_be_changed(desk: Desk) -> None:
    desk.press("n", "n")
    assert desk.code_on_card() == "Gemeente"
    desk.press("Delete", "m", "e", "l")
    assert desk.settled()["log"] == []


def test_digits_set_attributes_one_after_the_other(desk: Desk) -> None:
    desk.press("n", "v", "1", "2")
    expect(desk.page.locator(".coder-overlay")).to_have_count(0)
    operation = desk.last()
    assert operation["kind"] == "change"
    assert operation["attributes"] == {"valentie": "positief", "polariteit": "ontkend"}
    coding = next(coding for coding in desk.state["codings"] if coding["code"] == "factor.samenwerking")
    assert set(coding["sources"].values()) == {"person"}


def test_a_changed_coding_can_be_changed_again_before_it_is_acknowledged(desk: Desk) -> None:
    desk.deaf.touch()
    desk.press("n", "v", "1", "Enter", "v", "2", "Enter")
    desk.deaf.unlink()
    first, second = desk.settled()["log"]
    assert second["coding"] == f"op:{first['op']}"
    assert [code for code, _ in desk.mine()] == ["factor.samenwerking", "uitkomst.voorzieningen"]


def test_a_memo_is_written_and_shown(desk: Desk) -> None:
    desk.press("n", "m")
    desk.page.keyboard.type("Let op: welke corporatie?")
    desk.press("Control+Enter")
    assert desk.last()["text"] == "Let op: welke corporatie?"
    expect(desk.page.locator(".coder-memo")).to_have_text("Let op: welke corporatie?")


def test_elsewhere_is_switched_on_and_off(desk: Desk) -> None:
    desk.press("n", "l", "l", "l")
    assert [operation["value"] for operation in desk.settled()["log"]] == [True, False, True]
    expect(desk.page.locator(".coder-elsewhere")).to_be_visible()
    desk.press("u")
    assert not any(coding["elsewhere"] for coding in desk.settled()["codings"])


def test_zero_clears_an_attribute(desk: Desk) -> None:
    desk.press("n", "v", "1", "Enter", "v", "0", "Enter")
    assert desk.last()["attributes"] == {"valentie": ""}
    assert all(coding["attributes"] == {} for coding in desk.state["codings"])


def test_a_click_on_text_chooses_what_stands_there(desk: Desk) -> None:
    (x, y), _ = desk.page.evaluate(PLACE_OF_WORDS, "corporatie en gemeente")
    desk.page.mouse.click(x + 3, y)
    assert desk.code_on_card() == "Gemeente"
    desk.page.mouse.click(x + 3, y)
    assert desk.code_on_card() == "Samenwerking"


def test_a_label_in_the_margin_chooses_its_coding(desk: Desk) -> None:
    desk.page.locator(".coder-tag", has_text="Voorzieningen").click()
    assert desk.code_on_card() == "Voorzieningen"
    desk.press("Delete")
    assert desk.last()["kind"] == "withdraw"


# Undo --------------------------------------------------------------------------------------------------------------


def test_undo_takes_back_any_number_of_steps(desk: Desk) -> None:
    before = desk.mine()
    desk.press("j", "a", "x", "n", "v", "1", "Enter", "Delete")
    desk.settled()
    desk.press("u", "u", "u", "u")
    assert desk.kinds() == ["accept", "reject", "change", "withdraw", "undo", "undo", "undo", "undo"]
    assert desk.mine() == before
    assert set(filter(None, desk.state["verdicts"].values())) == {"undone"}
    expect(desk.page.locator(".coder-counts")).to_contain_text("6 open suggesties")


def test_undo_works_on_what_was_not_acknowledged_yet(desk: Desk) -> None:
    before = desk.mine()
    desk.deaf.touch()
    desk.press("j", "a", "u")
    assert desk.code_on_card() == "Sociale binding"
    desk.deaf.unlink()
    assert desk.kinds() == ["accept", "undo"]
    assert desk.mine() == before


def test_undo_takes_back_what_was_refused_in_the_text_before_and_redo_refuses_it_again(
    page: Page, server: Server
) -> None:
    desk = Desk(page, server, carried=1)
    counts = page.locator(".coder-counts")
    expect(counts).to_contain_text("5 open suggesties")
    desk.press("u")
    number = desk.last()["of"].removeprefix("s:")
    expect(counts).to_contain_text("6 open suggesties")
    assert desk.state["verdicts"][number] == "undone"
    desk.press("Control+y")
    expect(counts).to_contain_text("5 open suggesties")
    assert desk.last()["kind"] == "reject"
    assert desk.settled()["verdicts"][number] == "rejected"


def test_undo_brings_back_a_memo(desk: Desk) -> None:
    desk.press("n", "m")
    desk.page.keyboard.type("eerst")
    desk.press("Control+Enter", "u")
    assert all(coding["memo"] == "" for coding in desk.settled()["codings"])
    expect(desk.page.locator(".coder-memo")).to_have_count(0)


# Outbox ------------------------------------------------------------------------------------------------------------


def test_twenty_fast_accepts_all_arrive(page: Page, server: Server) -> None:
    desk = Desk(page, server, words=4000)
    desk.press("j", *["a"] * 20)
    assert desk.kinds() == ["accept"] * 20
    assert list(desk.state["verdicts"].values()).count("accepted") == 20


def test_unsent_operations_survive_a_reload(desk: Desk) -> None:
    desk.deaf.touch()
    desk.press("j", "a", "a")
    expect(desk.page.locator(".coder-saved")).to_have_text("2 nog niet bewaard", timeout=5000)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    desk.page.locator(".coder-turn").first.wait_for()
    expect(desk.page.locator(".coder-counts")).to_contain_text("4 open suggesties")
    desk.deaf.unlink()
    assert desk.kinds() == ["accept", "accept"]
    assert len(desk.mine()) == 4


def test_leaving_with_unsaved_work_asks_first(desk: Desk) -> None:
    desk.deaf.touch()
    desk.press("j", "a")
    asked: list[str] = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.page.close(run_before_unload=True)
    wait_for(lambda: asked or desk.page.wait_for_timeout(50), "nobody asked")
    assert asked == ["beforeunload"]


def test_a_refused_operation_is_taken_back_and_explained(desk: Desk) -> None:
    before = desk.mine()
    desk.press("End", "Enter")
    desk.pick("gemeente")
    expect(desk.page.get_by_role("alert")).to_contain_text("'actor.gemeente' is vervallen")
    assert desk.mine() == before
    expect(desk.page.locator(".coder-turn").last.locator(".coder-tag")).to_have_count(0)


def test_the_browser_asks_for_a_document_that_it_misses(page: Page, server: Server) -> None:
    desk = Desk(page, server, forgetful=1)
    desk.press("j", "a")
    assert desk.kinds() == ["accept"]


# Reading -----------------------------------------------------------------------------------------------------------


def test_space_marks_the_turn_as_read_and_goes_on(desk: Desk) -> None:
    desk.press(" ", "PageDown")
    assert desk.settled()["read_upto"] == 2
    assert desk.page.locator(".coder-turn[data-current]").get_attribute("data-index") == "2"


def test_suggestions_of_a_turn_appear_only_after_it_was_read(page: Page, server: Server) -> None:
    desk = Desk(page, server, display="after_turn")
    expect(page.locator(".coder-tag[data-look=suggested]")).to_have_count(0)
    desk.press("j")
    expect(page.locator(f"{CARD} .coder-code")).to_have_count(0)
    desk.press(" ", " ")
    expect(page.locator(".coder-tag[data-look=suggested]")).to_have_count(2)
    assert desk.code_on_card() == "Sociale binding"
    desk.press("a", "ArrowDown", "Enter")
    desk.pick("lange adem factoren")
    accept, add = desk.settled()["log"][-2:]
    assert (accept["seen"], add["seen"]) == (True, False)


def test_turns_cannot_be_skipped_to_see_their_suggestions(page: Page, server: Server) -> None:
    desk = Desk(page, server, display="after_turn")
    desk.press("End", " ")
    assert desk.settled()["log"] == []
    assert page.locator(".coder-turn[data-current]").get_attribute("data-index") == "0"


def test_blind_coding_shows_no_suggestion_at_all(page: Page, server: Server) -> None:
    desk = Desk(page, server, display="never")
    desk.press(" ", " ", " ", " ", "j")
    expect(page.locator(".coder-tag[data-look=suggested]")).to_have_count(0)
    expect(page.locator(".coder-counts")).not_to_contain_text("open")
    desk.press("End", "Enter")
    desk.pick("vertrouwen")
    assert desk.last()["seen"] is False


def test_r_marks_the_transcript_as_read_in_full(desk: Desk) -> None:
    desk.press("r")
    assert desk.settled()["read_in_full"] is True
    expect(desk.page.get_by_role("button", name="Geheel gelezen")).to_have_attribute("aria-pressed", "true")
    turns = desk.page.locator(".coder-turn").count()
    expect(desk.page.locator(".coder-counts")).to_contain_text(f"{turns} van {turns} beurten gelezen")


def test_a_transcript_to_read_only_takes_no_operation(page: Page, server: Server) -> None:
    desk = Desk(page, server, readonly=1)
    desk.press("j", "a", "r", " ", "Enter")
    desk.drag("De wijkagent is er wel altijd geweest")
    expect(page.locator(PICKER)).to_have_count(0)
    assert desk.settled()["log"] == []


def test_reading_goes_on_where_it_stopped(desk: Desk) -> None:
    desk.press(" ", " ", " ")
    desk.settled()
    desk.open()
    assert desk.page.locator(".coder-turn[data-current]").get_attribute("data-index") == "3"


# Filters, focus, help ----------------------------------------------------------------------------------------------


def test_a_code_filter_includes_the_codes_below_it(desk: Desk) -> None:
    desk.press("f")
    desk.pick("voorzieningen")
    expect(desk.page.locator(".coder-tag")).to_have_count(1)
    desk.press("n")
    assert desk.code_on_card() == "Voorzieningen"
    desk.press("f", "Enter")
    expect(desk.page.locator(".coder-tag")).to_have_count(9)


@pytest.mark.parametrize(
    ("state", "tags"), [("Open suggesties", 6), ("Mijn coderingen", 2), ("Van anderen", 1), ("Alleen tekst", 0)]
)
def test_the_state_filter_shows_one_kind(desk: Desk, state: str, tags: int) -> None:
    desk.page.get_by_label("Toon").select_option(state)
    expect(desk.page.locator(".coder-tag")).to_have_count(tags)


def test_a_link_leads_to_its_place(page: Page, server: Server) -> None:
    Desk(page, server, focus="gaat te paard")
    words = page.evaluate(
        "[...CSS.highlights.get('coder-focus')].map(at => at.startContainer.data.slice(at.startOffset, at.endOffset))"
    )
    assert words == ["gaat te paard"]
    expect(page.locator(".coder-turn").last).to_be_in_viewport()


def test_help_lists_the_keys_and_gives_the_focus_back(desk: Desk) -> None:
    desk.press("?")
    expect(desk.page.get_by_role("dialog", name="Sneltoetsen")).to_contain_text("laatste handeling terugnemen")
    desk.press("Escape", "j")
    assert desk.code_on_card() == "Sociale binding"


def test_buttons_do_what_keys_do_and_the_keyboard_stays_in_the_text(desk: Desk) -> None:
    desk.press("j")
    desk.page.get_by_role("button", name="Afwijzen").click()
    desk.press("x")
    assert desk.kinds() == ["reject", "reject"]


def test_streamlits_own_hotkeys_stay_silent(desk: Desk) -> None:
    desk.page.evaluate("window.heard = []; document.addEventListener('keydown', event => heard.push(event.key)); 0")
    desk.press("r", "c", "j", "Escape")
    assert desk.page.evaluate("heard") == []


# Looks -------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["light", "dark"])
def themed(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Desk]:
    context = browser.new_context(locale="nl-NL", color_scheme=request.param, viewport={"width": 1360, "height": 900})
    yield Desk(context.new_page(), server)
    context.close()


def test_axe_finds_nothing_serious(themed: Desk) -> None:
    for keys in (["j"], ["n"], ["Enter"], ["v"], ["m"], ["?"]):
        themed.press(*keys)
        found = Axe().run(themed.page, context=".coder").response["violations"]
        serious = [rule for rule in found if rule["impact"] in {"serious", "critical"}]
        assert [f"{keys} {rule['id']}: {rule['nodes'][0]['html']}" for rule in serious] == []
        if themed.page.locator(".coder-overlay").count():
            themed.press("Escape")


COLOURS = """names => names.map(name => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.querySelector(".coder").append(probe);
  return getComputedStyle(probe).color;
})"""


def test_stripes_stand_out_three_to_one(themed: Desk) -> None:
    names = ["--st-background-color", *(f"--coder-line-{n}" for n in range(8))]
    ground, *lines = themed.page.evaluate(COLOURS, names)
    assert min(contrast(line, ground) for line in lines) >= 3


def test_a_key_is_painted_at_once_on_twenty_thousand_words(page: Page, server: Server) -> None:
    desk = Desk(page, server, words=20_000)
    desk.press("j")
    for _ in range(30):
        desk.press("a")
        page.wait_for_timeout(40)
    desk.settled()
    marks = page.evaluate("[...window.__qualcode.marks.values()]")
    painted = sorted(mark["painted"] - mark["key"] for mark in marks)
    print(f"painted: median {painted[15]:.0f} ms, p95 {painted[28]:.0f} ms")
    assert painted[15] < 150


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two CSS colours `rgb(r, g, b)`."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    channels = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Order of work ----------------------------------------------------------------------------------------------------


def codes_walked(desk: Desk, n: int) -> list[str]:
    found = []
    for _ in range(n):
        desk.press("j")
        found.append(desk.code_on_card())
    return found


def scores_walked(desk: Desk, n: int) -> list[int]:
    found = []
    for _ in range(n):
        desk.press("j")
        found.append(int(desk.page.locator(".coder-score").inner_text().split()[-2]))
    return found


def test_likely_suggestions_come_first_when_asked_and_after_a_reload(desk: Desk) -> None:
    desk.press("o")
    assert "order=likely" in desk.page.url
    scores = scores_walked(desk, 6)
    assert scores == sorted(scores, reverse=True)
    desk.page.reload()
    desk.page.locator(".coder-turn").first.wait_for()
    desk.page.locator(".coder-transcript").focus()
    assert scores_walked(desk, 6) == scores


def test_deciding_goes_on_in_the_order_of_work(desk: Desk) -> None:
    desk.press("o", "o")
    uncertain = scores_walked(desk, 2)
    desk.press("k", "x")
    assert int(desk.page.locator(".coder-score").inner_text().split()[-2]) == uncertain[1]


def test_code_by_code_keeps_the_suggestions_of_a_code_together(desk: Desk) -> None:
    desk.page.get_by_label("Volgorde van suggesties").select_option("code")
    walked = codes_walked(desk, 6)
    assert len(list(itertools.groupby(walked))) == len(set(walked))
