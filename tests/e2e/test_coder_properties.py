"""What belongs to a coding, by key: values, memos, places, merging; and doing again what was undone."""

from browsing import needs_chromium, wait_for
from coder_desk import CARD, PICKER, Desk
from playwright.sync_api import expect

MEMO = ".coder-overlay textarea"

pytestmark = needs_chromium


# Values ------------------------------------------------------------------------------------------------------------


def test_one_digit_sets_a_value_and_the_same_digit_takes_it_away(desk: Desk) -> None:
    desk.press("n", "2", "5")
    assert [operation["attributes"] for operation in desk.settled()["log"]] == [
        {"valentie": "negatief"},
        {"polariteit": "ontkend"},
    ]
    desk.press("2")
    assert desk.last()["attributes"] == {"valentie": ""}


def test_digit_on_a_suggestion_goes_with_the_decision(desk: Desk) -> None:
    desk.press("j", "3", "a")
    assert (desk.last()["kind"], desk.last()["attributes"]) == ("accept", {"valentie": "gemengd"})


def test_digit_without_a_value_says_so(desk: Desk) -> None:
    desk.press("n", "9")
    expect(desk.page.locator(".coder-notice")).to_contain_text("Geen waarde heeft dit cijfer")
    assert desk.settled()["log"] == []


# Places ------------------------------------------------------------------------------------------------------------


def test_passage_about_another_neighbourhood_says_so(desk: Desk) -> None:
    desk.press("n", "w")
    desk.pick("vink")
    assert desk.last()["neighbourhood"] == "vinkhuizen"
    expect(desk.page.locator(".coder-elsewhere")).to_have_text("Gaat over Vinkhuizen en telt daar mee")
    desk.press("w", "Enter")
    assert desk.last()["neighbourhood"] == ""
    expect(desk.page.locator(".coder-elsewhere")).to_have_count(0)


def test_coding_without_a_place_goes_where_the_selection_is(desk: Desk) -> None:
    desk.press("h")
    expect(desk.page.locator(f"{CARD} .coder-quote")).to_have_text("Het vertrouwen komt te voet")
    desk.press("a")
    expect(desk.page.locator(".coder-notice")).to_have_text("Selecteer eerst de woorden waar deze codering over gaat")
    desk.press("End", "h", *["Shift+ArrowRight"] * 3, "Enter")
    assert desk.quote(desk.last()).startswith("Nee. Vertrouwen")
    assert desk.state["waiting"] == []
    desk.press("u")
    assert len(desk.settled()["waiting"]) == 1
    desk.press("y")
    assert (desk.settled()["waiting"], desk.mine()[-1][0]) == ([], "factor.vertrouwen")


def test_coding_without_a_place_is_given_up_and_waits_again_after_undo(desk: Desk) -> None:
    desk.press("h", "x", "u")
    assert desk.kinds() == ["give_up", "undo"]
    expect(desk.page.get_by_text("1 codering zonder plaats")).to_be_visible()


# Merging -----------------------------------------------------------------------------------------------------------


def overlapping(desk: Desk) -> None:
    """Code the last turn and, with the same code, words of it."""
    desk.press("End", "Enter")
    desk.pick("vertrouwen")
    desk.press("{", "{", "{", "Enter", "Escape", "End")
    desk.drag("gaat het om. Dat komt te voet en gaat te paard.")
    desk.pick("vertrouwen")


def test_overlapping_codings_of_a_code_become_one(desk: Desk) -> None:
    overlapping(desk)
    assert [code for code, _ in desk.mine()].count("factor.vertrouwen") == 2
    desk.press("c")
    whole = "Nee. Vertrouwen, daar gaat het om. Dat komt te voet en gaat te paard."
    assert desk.mine()[-1] == ("factor.vertrouwen", whole)
    assert desk.code_on_card() == "Vertrouwen"
    desk.press("u", "y", "u")
    assert [code for code, _ in desk.mine()].count("factor.vertrouwen") == 2


def test_nothing_to_merge_is_said(desk: Desk) -> None:
    desk.press("n", "c")
    expect(desk.page.locator(".coder-notice")).to_contain_text("overlapt deze passage")
    assert desk.settled()["log"] == []


def test_chips_show_what_else_stands_on_the_words_and_the_point_goes_round(desk: Desk) -> None:
    desk.press("n")
    expect(desk.page.locator(".coder-chip")).to_have_text(["Gemeente Bo"])
    desk.press(".")
    assert desk.code_on_card() == "Gemeente"
    desk.page.locator(".coder-chip").click()
    assert desk.code_on_card() == "Samenwerking"
    desk.press("Delete")
    assert desk.last()["kind"] == "withdraw"


# Memos -------------------------------------------------------------------------------------------------------------


def test_memo_on_the_transcript_is_written_shown_and_undone(desk: Desk) -> None:
    expect(desk.page.locator(CARD)).to_contain_text("Rustig gesprek.")
    desk.press("t")
    desk.page.keyboard.type("Lastig te volgen.")
    desk.press("Control+Enter")
    assert desk.last()["text"] == "Lastig te volgen."
    expect(desk.page.locator(".coder-memo").first).to_have_text("Lastig te volgen.")
    desk.press("u")
    assert desk.settled()["note"] == ""


def test_memo_survives_a_reload_while_it_is_written(desk: Desk) -> None:
    desk.press("n", "m")
    desk.page.keyboard.type("Half af")
    desk.page.reload()
    expect(desk.page.locator(MEMO)).to_have_value("Half af")
    desk.page.keyboard.type(" en nu heel")
    desk.press("Control+Enter")
    assert desk.last()["text"] == "Half af en nu heel"
    desk.open()
    expect(desk.page.locator(MEMO)).to_have_count(0)
    assert desk.page.evaluate("sessionStorage.getItem('qualcode.coder.drafts')") == "{}"


def test_memo_closed_by_escape_is_kept_until_it_is_opened_again(desk: Desk) -> None:
    desk.press("n", "m")
    desk.page.keyboard.type("Bijna vergeten")
    desk.press("Escape")
    expect(desk.page.locator(".coder-notice")).to_contain_text("De memo is niet bewaard")
    desk.press("m", "Control+Enter")
    assert desk.last()["text"] == "Bijna vergeten"


def test_memo_that_was_not_acknowledged_survives_a_reload(desk: Desk) -> None:
    desk.deaf.touch()
    desk.press("n", "m")
    desk.page.keyboard.type("Nog onderweg")
    desk.press("Control+Enter")
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    expect(desk.page.locator(".coder-tag", has_text="Samenwerking")).to_contain_text("✎")
    desk.deaf.unlink()
    assert desk.last()["text"] == "Nog onderweg"


# Again -------------------------------------------------------------------------------------------------------------


def test_what_was_undone_is_done_again(desk: Desk) -> None:
    desk.press("j", "a", "x", "n", "2", "Delete", "r")
    desk.settled()
    after = desk.mine()
    desk.press("u", "u", "u", "u", "u", "y", "y", "y", "Control+y", "Control+Shift+z")
    wait_for(lambda: desk.mine() == after, "what was undone did not come back")
    wait_for(lambda: desk.state["read_in_full"], "the mark did not come back")
    desk.settled()
    assert sorted(filter(None, desk.state["verdicts"].values())) == ["accepted", "rejected"]
    assert desk.state["read_in_full"] is True
    desk.press("y")
    expect(desk.page.locator(".coder-notice")).to_have_text("Er is niets om opnieuw te doen")


def test_new_step_after_undo_leaves_nothing_to_do_again(desk: Desk) -> None:
    desk.press("j", "a", "u", "x", "y")
    assert desk.kinds() == ["accept", "undo", "reject"]


def test_undo_and_redo_go_on_after_a_reload(desk: Desk) -> None:
    before = desk.mine()
    desk.press("j", "a", "n", "Delete")
    desk.settled()
    desk.open()
    desk.press("u", "u")
    assert desk.mine() == before
    desk.open()
    desk.press("y")
    assert len(desk.mine()) == len(before) + 1


# Impatience --------------------------------------------------------------------------------------------------------


def test_double_click_on_a_button_decides_once(desk: Desk) -> None:
    desk.press("j")
    desk.page.get_by_role("button", name="Accepteren").dblclick()
    assert desk.kinds() == ["accept"]


def test_key_held_down_decides_once(desk: Desk) -> None:
    desk.press("j")
    desk.page.keyboard.down("a")
    desk.page.keyboard.down("a")
    desk.page.keyboard.up("a")
    assert desk.kinds() == ["accept"]


def test_picker_of_places_opens_with_the_transcripts_own_first(desk: Desk) -> None:
    desk.press("n", "w")
    desk.page.locator(PICKER).wait_for()
    expect(desk.page.locator(".coder-option-label")).to_have_text(
        ["De wijk van dit transcript", "Elders: telt nergens mee", "Moerwijk", "Vinkhuizen"]
    )
