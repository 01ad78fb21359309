"""The codebook page: read, changed and taken back on screen, in both languages."""

import re

import pytest
from builders import CODER, a_coding, do, span_of

from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.attribute_use import Use, uses
from qualcode.domain.codebook_edit import Wording
from qualcode.workflow import codebook_edit, codebook_steps
from qualcode.workflow.codebook import show as codebook
from qualcode.workflow.codebook_view import texts_of
from qualcode.workflow.provisional import provisional_codes, sort
from qualcode.workflow.verify import verify

SLOOP = "De sloop heeft de buurt geholpen."


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def stored(url: str):
    engine = make_engine(url)
    with reading(engine) as session:
        assert verify(session).ok
        version, book = codebook(session)
    engine.dispose()
    return version.number, book


@pytest.mark.parametrize(("language", "title"), [("nl", "Codeboek"), ("en", "Codebook")])
def test_tree_shows_numbers_and_leads_to_codes(open_page, language, title):
    app = open_page("codebook", language=language)
    assert not app.exception
    assert app.title[0].value == title
    assert 'href="codebook?code=factor.sloop"' in html_of(app)


def test_search_in_the_tree_leaves_what_has_the_words(open_page):
    shown = html_of(open_page("codebook", find="huismeester"))
    assert "code=factor.huismeester" in shown
    assert "code=factor.sloop" not in shown


def test_code_shows_its_definition_and_its_anchor_quote(open_page):
    app = open_page("quotes", language="en", quote="2")
    app.button(key="qualcode_anchor_2").click().run()
    app = open_page("codebook", language="en", code="factor.sloop")
    assert "Wat factor.sloop betekent." in html_of(app)
    assert 'href="quotes?quote=2"' in html_of(app)


def test_unknown_code_in_the_address_ends_in_one_sentence(open_page):
    app = open_page("codebook", language="en", code="factor.slop")
    assert "asks for code 'factor.slop', which is not there" in app.error[0].value


def changed_by_bram(url: str, step) -> None:
    engine = make_engine(url)
    with writing(engine) as session:
        codebook_edit.apply(session, "bram", step(session))
    engine.dispose()


@pytest.mark.parametrize(("page", "parameter"), [("codebook", "code"), ("quotes", "code"), ("evidence", "rows")])
def test_link_to_a_retired_code_says_that_it_was_retired_when_and_by_whom(open_page, study_url, page, parameter):
    changed_by_bram(study_url, lambda session: codebook_steps.retire(session, "r", 1, "factor.sloop"))
    app = open_page(page, **{parameter: "factor.sloop"})
    assert not app.error
    assert re.search(r"De code .* \(factor\.sloop\) is op .* door bram vervallen", html_of(app))
    assert 'href="codebook?view=versions&amp;about=factor.sloop"' in html_of(app)


@pytest.mark.parametrize(("language", "label"), [("nl", "Groen in de wijk"), ("en", "Greenery")])
def test_versions_name_codes_by_their_labels_also_those_that_are_gone(open_page, study_url, language, label):
    green = Wording(label={"nl": "Groen in de wijk", "en": "Greenery"}, definition="Bomen en parken.")
    changed_by_bram(study_url, lambda session: codebook_steps.add(session, "a", 1, "factor.groen", "factor", green))
    changed_by_bram(study_url, lambda session: codebook_steps.retire(session, "r", 2, "factor.groen"))
    shown = html_of(open_page("codebook", language=language, view="versions"))
    assert shown.count(f'>{label}</a> <span class="qc-quiet">(factor.groen)</span>') == 2


@pytest.mark.parametrize("page", ["codebook", "quotes"])
def test_link_to_a_merged_code_leads_to_the_code_that_took_over(open_page, study_url, page):
    changed_by_bram(
        study_url, lambda session: codebook_steps.merge(session, "m", 1, "factor.sloop", "factor.huismeester")
    )
    changed_by_bram(study_url, lambda session: codebook_steps.retire(session, "r", 2, "belemmering.onderhoud"))
    shown = html_of(open_page(page, language="en", code="factor.sloop"))
    assert re.search(r"The code .* \(factor\.sloop\) was merged on .* by bram into", shown)
    assert 'href="codebook?code=factor.huismeester"' in shown


def test_edit_of_a_code_that_was_changed_meanwhile_is_refused_and_keeps_what_was_typed(open_page, study_url):
    app = open_page("codebook", language="en", code="factor.sloop", do="edit")
    wording = Wording(label={"nl": "Sloop van flats", "en": "Demolition"}, definition="Van bram.")
    changed_by_bram(study_url, lambda session: codebook_steps.edit(session, "e", 1, "factor.sloop", wording))
    app.text_area(key="qualcode_edit_factor.sloop_definition").set_value("Van mij.")
    for button in ("look", "send"):
        app.button(key=f"qualcode_edit_{button}").click().run()
        assert "this code was changed since you opened it (bram, " in app.warning[0].value
    assert "<ins>Van bram.</ins>" in html_of(app).replace("\n", " ")
    assert app.text_area(key="qualcode_edit_factor.sloop_definition").value == "Van mij."
    assert stored(study_url)[1].by_id()["factor.sloop"].definition == "Van bram."
    app.button(key="qualcode_codebook_seen_change").click().run()
    assert not app.warning
    assert app.text_area(key="qualcode_edit_factor.sloop_definition").value == "Van mij."
    app.button(key="qualcode_edit_look").click().run()
    app.button(key="qualcode_edit_send").click().run()
    assert stored(study_url)[1].by_id()["factor.sloop"].definition == "Van mij."


def test_edit_goes_on_where_only_another_code_was_changed_meanwhile(open_page, study_url):
    app = open_page("codebook", language="en", code="factor.sloop", do="edit")
    changed_by_bram(study_url, lambda session: codebook_steps.retire(session, "r", 1, "belemmering.onderhoud"))
    app.text_area(key="qualcode_edit_factor.sloop_definition").set_value("Van mij.")
    app.button(key="qualcode_edit_look").click().run()
    app.button(key="qualcode_edit_send").click().run()
    assert not app.warning
    assert stored(study_url)[1].by_id()["factor.sloop"].definition == "Van mij."


def test_edit_is_stored_as_a_version_and_bad_input_is_one_sentence(open_page, study_url):
    app = open_page("codebook", language="en", code="factor.sloop", do="edit")
    app.text_input(key="qualcode_edit_factor.sloop_nl").set_value("")
    app.button(key="qualcode_edit_send").click().run()
    assert app.error[0].value == "A code needs a label in the language of the codebook (nl)"
    app.text_input(key="qualcode_edit_factor.sloop_nl").set_value("Slopen")
    app.button(key="qualcode_edit_look").click().run()
    assert "No coding changes · 1 coding stays as it is" in html_of(app)
    app.text_input(key="qualcode_edit_factor.sloop_nl").set_value("Slopen!")
    app.button(key="qualcode_edit_send").click().run()
    assert app.info[0].value == "Nothing is stored yet. Look at what would change, and press once more."
    assert stored(study_url)[0] == 1, "this was not shown"
    app.text_input(key="qualcode_edit_factor.sloop_nl").set_value("Slopen")
    app.button(key="qualcode_edit_look").click().run()
    app.button(key="qualcode_edit_send").click().run()
    assert not app.exception
    assert app.success[0].value == "Stored as version 2 of the codebook."
    number, book = stored(study_url)
    assert (number, book.by_id()["factor.sloop"].label["nl"]) == (2, "Slopen")


def test_new_code_is_added_below_another(open_page, study_url):
    app = open_page("codebook", code="factor", do="new")
    app.text_input(key="qualcode_new_id").set_value("factor.nieuw")
    app.text_input(key="qualcode_new_nl").set_value("Nieuw")
    app.text_area(key="qualcode_new_definition").set_value("Iets nieuws.")
    app.button(key="qualcode_new_look").click().run()
    app.button(key="qualcode_new_send").click().run()
    assert not app.exception
    assert stored(study_url)[1].by_id()["factor.nieuw"].parent == "factor"


def test_merge_says_first_what_happens_and_can_be_taken_back(open_page, study_url):
    app = open_page("codebook", language="en", code="factor.sloop", do="merge", into="factor.huismeester")
    assert "1 coding changes · 1 transcript · 1 coder" in html_of(app)
    assert SLOOP in html_of(app)
    assert stored(study_url)[0] == 1
    app.button(key="qualcode_merge_send").click().run()
    assert not app.exception
    assert stored(study_url)[1].by_id()["factor.sloop"].replaced_by == "factor.huismeester"
    app = open_page("codebook", language="en", view="versions")
    assert re.search(
        r"merged <a [^>]*>Code factor\.sloop</a> <span [^>]*>\(factor\.sloop\)</span>, "
        r"<a [^>]*>Code factor\.huismeester</a> <span [^>]*>\(factor\.huismeester\)</span>",
        html_of(app),
    )
    assert "<ins>" in html_of(app)
    app.button(key="qualcode_undo_2").click().run()
    assert not app.exception
    number, book = stored(study_url)
    assert (number, book.by_id()["factor.sloop"].replaced_by) == (3, None)


def test_split_sorts_codings_by_hand_into_several_new_codes(open_page, study_url):
    flats = "De flats waren slecht onderhouden."
    with writing(make_engine(study_url)) as session:
        other, third = (a_coding(session, 1, quote, "factor.sloop") for quote in (flats, "Dat is jammer."))
    app = open_page("codebook", language="en", code="factor.sloop", do="split")
    app.segmented_control(key="qualcode_split_to_2").set_value(1).run()
    app.segmented_control(key=f"qualcode_split_to_{other}").set_value(2).run()
    assert "1 stay · 1 to new code 1 · 1 to new code 2" in html_of(app)
    for number, name in ((1, "helpt"), (2, "schaadt")):
        app.text_input(key=f"qualcode_split_id_{number}").set_value(f"factor.sloop.{name}")
        app.text_input(key=f"qualcode_split_{number}_nl").set_value(f"Sloop {name}")
        app.text_area(key=f"qualcode_split_{number}_definition").set_value(f"Sloop die {name}.")
    app.button(key="qualcode_split_look").click().run()
    shown = "2 codings change · 1 transcript · 1 coder · 1 to factor.sloop.helpt · 1 to factor.sloop.schaadt"
    assert f"{shown} · 1 coding stays as it is" in html_of(app)
    assert stored(study_url)[0] == 1
    app.button(key="qualcode_split_send").click().run()
    assert not app.exception
    assert not app.error
    assert stored(study_url)[1].by_id()["factor.sloop.helpt"].parent == "factor.sloop"
    for code, quote in (("factor.sloop.helpt", SLOOP), ("factor.sloop.schaadt", flats)):
        assert quote in html_of(open_page("quotes", code=code))
    with reading(make_engine(study_url)) as session:
        assert list(texts_of(session, "factor.sloop")) == [third]


def test_split_sorts_all_that_were_found_and_keeps_them_when_other_words_are_looked_for(open_page, study_url):
    with writing(make_engine(study_url)) as session:
        a_coding(session, 1, "Dat is jammer.", "factor.sloop")
    app = open_page("codebook", language="en", code="factor.sloop", do="split", holds="geholpen")
    app.selectbox(key="qualcode_split_all").set_value(2).run()
    app.button(key="qualcode_split_put_all").click().run()
    assert "1 stay · 0 to new code 1 · 1 to new code 2" in html_of(app)
    app.text_input(key="qualcode_filter_holds").set_value("jammer").run()
    assert "1 stay · 0 to new code 1 · 1 to new code 2" in html_of(app)
    app.number_input(key="qualcode_split_count").set_value(1).run()
    assert "2 stay · 0 to new code 1" in html_of(app), "there is no second new code any more"


def test_what_was_sorted_for_a_split_is_there_after_a_reload(open_page, study_url):
    with writing(make_engine(study_url)) as session:
        other = a_coding(session, 1, "Dat is jammer.", "factor.sloop")
    app = open_page("codebook", language="en", code="factor.sloop", do="split")
    app.number_input(key="qualcode_split_count").set_value(3).run()
    app.segmented_control(key="qualcode_split_to_2").set_value(3).run()
    app.query_params["sorted"] = "_"
    app.run()
    assert "1 to new code 3" in html_of(app), "the browser may still send the address from before"
    app.segmented_control(key=f"qualcode_split_to_{other}").set_value(1).run()
    address = {name: "".join(values) for name, values in app.query_params.items()}
    assert address["sorted"] == f"{other}__2"

    again = open_page("codebook", language="en", **address)
    assert "0 stay · 1 to new code 1 · 0 to new code 2 · 1 to new code 3" in html_of(again)
    again.segmented_control(key="qualcode_split_to_2").set_value(0).run()
    assert "1 stay · 1 to new code 1 · 0 to new code 2 · 0 to new code 3" in html_of(again)


@pytest.mark.parametrize("written", ["2_x", "2.2", "2_2", "1_1_1_1_1_1_1_1_1_1"])
def test_an_address_that_sorts_what_cannot_be_read_is_refused(open_page, written):
    app = open_page("codebook", language="en", code="factor.sloop", do="split", sorted=written)
    assert f"asks for sorting of codings '{written}', which is not there" in app.error[0].value


def test_retire_and_move_are_done_on_screen(open_page, study_url):
    app = open_page("codebook", code="factor.huismeester", do="retire")
    app.button(key="qualcode_retire_send").click().run()
    assert not app.exception
    app = open_page("codebook", code="factor.sloop", do="move")
    app.selectbox(key="qualcode_move_parent").set_value("belemmering")
    app.button(key="qualcode_move_look").click().run()
    assert "1 codering telt voortaan onder een andere code erboven" in html_of(app)
    app.button(key="qualcode_move_send").click().run()
    assert not app.exception
    number, book = stored(study_url)
    assert (number, book.by_id()["factor.sloop"].parent) == (3, "belemmering")
    assert "factor.huismeester" not in book.by_id()


def test_provisional_code_is_sorted_and_promoted(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        span = span_of(session, 1, "Dat is jammer.")
        do(session, 1, kind="new_code", start=span.start, end=span.end, text="spijt")
        sort(session, CODER, ["open.1"], "gevoel")
    app = open_page("codebook", view="open")
    assert [each.value for each in app.subheader] == ["gevoel"]
    app.checkbox(key="qualcode_open_open.1").check().run()
    app.button(key="qualcode_open_loose").click().run()
    assert not app.exception
    with reading(engine) as session:
        assert [row.group for row in provisional_codes(session)] == [""]
    app = open_page("codebook", view="open")
    app.checkbox(key="qualcode_open_open.1").check().run()
    app.text_input(key="qualcode_open_id").set_value("factor.spijt")
    app.text_area(key="qualcode_promote_open.1_spijt_definition").set_value("Jammer vinden.")
    app.button(key="qualcode_open_look").click().run()
    assert app.error[0].value == "Kies onder welke code de nieuwe komt; er is niets opgeslagen."
    app.selectbox(key="qualcode_open_parent").select("factor")
    app.button(key="qualcode_open_look").click().run()
    app.button(key="qualcode_open_send").click().run()
    assert not app.exception
    assert not app.error
    assert app.success[0].value == "Opgeslagen als versie 2 van het codeboek."
    assert "view" not in app.query_params
    assert "<h2>spijt</h2>" in html_of(app), "the new code is what is shown"
    assert "factor.spijt" in stored(study_url)[1].by_id()
    with reading(engine) as session:
        assert provisional_codes(session) == []
    engine.dispose()


def test_reader_without_a_name_reads_the_codebook_and_changes_nothing(open_page):
    app = open_page("codebook", coder=None, code="factor.sloop")
    assert "Wat factor.sloop betekent." in html_of(app)
    assert not [button for button in app.button if button.key and "send" in button.key]


def test_open_coding_is_switched_on_for_the_study_and_said_on_the_coding_page(open_page):
    app = open_page("study", language="en")
    next(box for box in app.checkbox if box.label.startswith("Open coding")).check()
    app.button(key="qualcode_change_settings").click().run()
    assert "Open coding: suggestions are off." in html_of(
        open_page("coding", language="en", coder=CODER, transcript="zuid-01")
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("positief, negatief", "moet gegeven worden", "geldt voor alle codes onder")),
        ("en", ("positief, negatief", "must be given: codings", "declared for all codes below")),
    ],
)
def test_a_code_shows_the_values_that_it_takes_and_from_where(open_page, language, words):
    said = "".join(each.value for each in open_page("codebook", language=language, code="factor.sloop").html)
    for word in words:
        assert word in said
    assert 'href="codebook?code=factor"' in said.partition("Valenti" if language == "nl" else "Valence")[2]
    assert words[2] not in "".join(each.value for each in open_page("codebook", language=language, code="factor").html)


def use_of(url, code):
    """Attribute -> what a code does with it in the stored codebook."""
    return {name: use.value for name, use in uses(stored(url)[1], code).items()}


def test_attributes_of_a_code_are_changed_on_screen_and_what_is_declared_above_stays(open_page, study_url):
    before = use_of(study_url, "factor.sloop")
    (name, *_others) = before
    app = open_page("codebook", language="en", code="factor.sloop", do="attributes")
    field = app.radio(key=f"qualcode_use_factor.sloop_{name}")
    assert [each.casefold() for each in field.options] == ["must be given"], "factor declares it for all below"

    app = open_page("codebook", language="en", code="factor", do="attributes")
    app.radio(key=f"qualcode_use_factor_{name}").set_value(Use.MAY)
    app.button(key="qualcode_attributes_look").click().run()
    assert re.search(r"No coding changes(?: ·|</p>)", html_of(app)), "no full stop before what follows"
    app.button(key="qualcode_attributes_send").click().run()
    assert not app.exception
    assert stored(study_url)[0] == 2
    assert use_of(study_url, "factor.sloop")[name] == "may"
    assert use_of(study_url, "belemmering")[name] == use_of(study_url, "belemmering.onderhoud")[name]

    app = open_page("codebook", language="en", code="factor.sloop", do="attributes")
    assert len(app.radio(key=f"qualcode_use_factor.sloop_{name}").options) == 2
    app.radio(key=f"qualcode_use_factor.sloop_{name}").set_value(Use.MUST)
    app.button(key="qualcode_attributes_look").click().run()
    assert "1 coding lacks a value that must be given and will wait in the queue Undetermined" in html_of(app)
    app.button(key="qualcode_attributes_send").click().run()
    assert use_of(study_url, "factor.sloop")[name] == "must"
    assert use_of(study_url, "factor.huismeester")[name] == "may"
    shown = html_of(open_page("codebook", language="en", view="versions"))
    assert "Must be given with: <ins>factor.sloop,</ins> belemmering" in shown, "side by side with the version before"


def test_attributes_that_were_changed_meanwhile_are_not_set_back_unseen(open_page, study_url):
    (name,) = use_of(study_url, "factor")
    app = open_page("codebook", language="en", code="factor", do="attributes")
    changed_by_bram(study_url, lambda session: codebook_steps.take(session, "t", 1, "factor", {name: Use.MAY}))
    for button in ("look", "send"):
        app.button(key=f"qualcode_attributes_{button}").click().run()
        assert "was changed since you opened it (bram, " in app.warning[0].value
    assert "<del>must be given</del> <ins>may be given</ins>" in html_of(app)
    assert use_of(study_url, "factor")[name] == "may"
    app.button(key="qualcode_codebook_seen_uses").click().run()
    assert not app.warning
    app.radio(key=f"qualcode_use_factor_{name}").set_value(Use.NONE)
    app.button(key="qualcode_attributes_look").click().run()
    app.button(key="qualcode_attributes_send").click().run()
    assert use_of(study_url, "factor")[name] == "none"


def test_attributes_are_stored_where_only_another_code_was_changed_meanwhile(open_page, study_url):
    (name,) = use_of(study_url, "factor")
    app = open_page("codebook", language="en", code="factor", do="attributes")
    changed_by_bram(study_url, lambda session: codebook_steps.retire(session, "r", 1, "belemmering.onderhoud"))
    app.radio(key=f"qualcode_use_factor_{name}").set_value(Use.MAY)
    app.button(key="qualcode_attributes_look").click().run()
    app.button(key="qualcode_attributes_send").click().run()
    assert not app.warning
    assert use_of(study_url, "factor")[name] == "may"
