"""The quotes page: what stands behind a number, and what was said."""

import re

import pytest
from builders import CODER, a_coding, do
from sqlalchemy import select

from qualcode.db.models import Coding, TranscriptVersion
from qualcode.db.session import make_engine, writing
from qualcode.workflow import disclose


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def test_a_code_shows_its_quotes_with_place_and_origin(open_page):
    app = open_page("quotes", language="en", code="factor", neighbourhood="stad-zuid")

    shown = html_of(app)
    assert "<mark>De sloop heeft de buurt geholpen.</mark>" in shown
    assert "Zuid · residents · R001 · zuid-01 · turn 2" in shown
    assert "from a suggestion" in shown
    assert "1 coding · 1 respondent · 1 transcript" in shown


def test_quotes_lead_to_their_own_page_and_to_the_transcript(open_page):
    shown = html_of(open_page("quotes", code="factor"))

    assert 'href="quotes?quote=2"' in shown
    assert 'href="coding?transcript=zuid-01&amp;coding=2"' in shown


def test_a_neighbourhood_without_quotes_says_what_to_do(open_page):
    app = open_page("quotes", language="en", neighbourhood="stad-noord")

    assert "Widen one" in app.info[0].value


@pytest.mark.parametrize(("typed", "is_found"), [("sloop", True), ("huismeester", False)])
def test_words_narrow_the_quotes_of_a_code(open_page, typed, is_found):
    app = open_page("quotes", code="factor", words=typed)

    assert ("De sloop heeft" in html_of(app)) is is_found


def test_a_search_in_all_turns_finds_what_nobody_coded(open_page):
    app = open_page("quotes", language="en", words="huismeester", where="turns")

    shown = html_of(app)
    assert "2 turns" in shown
    assert "<mark>huismeester</mark>" in shown
    assert 'href="coding?transcript=noord-01&amp;turn=4"' in shown


def test_a_search_that_only_leaves_out_is_refused_in_one_sentence(open_page):
    app = open_page("quotes", words="-sloop")

    assert not app.exception
    assert "niet in mag staan" in app.error[0].value


def test_an_unknown_code_in_the_address_shows_all_quotes(open_page):
    app = open_page("quotes", code="no.such.code")

    assert not app.exception


@pytest.mark.parametrize(("name", "said"), [("quote", "citaat"), ("after", "plaats in de lijst")])
def test_a_number_that_no_database_takes_is_refused(open_page, name, said):
    app = open_page("quotes", **{name: "9" * 30 if name == "quote" else ".".join(["9" * 30] * 3)}, words="sloop")

    assert not app.exception
    assert app.error[0].value.startswith(f"Het adres van deze pagina vraagt om {said} '999")


def test_a_quote_that_does_not_exist_is_said_in_one_sentence(open_page):
    app = open_page("quotes", quote="999")

    assert not app.exception
    assert "999" in app.error[0].value


def test_a_combination_in_the_address_finds_its_quotes_and_counts_them(open_page):
    app = open_page("quotes", language="en", combination="factor in the same turn as belemmering")

    shown = html_of(app)
    assert "1 coding · 1 respondent · 1 transcript" in shown
    assert "<mark>De sloop heeft de buurt geholpen.</mark>" in shown


def test_overlapping_codes_stand_together_with_their_coders_and_the_words_that_they_share(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        version = session.scalars(select(TranscriptVersion.id).order_by(TranscriptVersion.id)).first()
        other = a_coding(session, version, "onderhouden. De sloop", "factor.huismeester", coder="bram")
    engine.dispose()
    app = open_page("quotes", language="en", combination="belemmering overlaps factor.huismeester")

    shown = html_of(app)
    assert "De flats waren slecht <u>onderhouden.</u></mark>" in shown
    near = shown[shown.index('<div class="qc-near">') :]
    assert "<b>Code factor.huismeester</b>" in near
    assert "<mark><u>onderhouden.</u> De sloop</mark>" in near
    assert f'href="quotes?quote={other}"' in near
    assert "<span>bram, " in near
    assert 'class="qc-near"' not in html_of(open_page("quotes", combination="belemmering"))


@pytest.mark.parametrize(("language", "said"), [("nl", "niet te lezen"), ("en", "cannot be read at character 8")])
def test_a_combination_that_cannot_be_read_says_where(open_page, language, said):
    app = open_page("quotes", language=language, combination="factor @")

    assert not app.exception
    assert said in app.error[0].value


def test_the_form_writes_the_combination_into_the_address(open_page):
    app = open_page("quotes", language="en")
    app.selectbox(key="qualcode_combine_first").select("belemmering")
    app.selectbox(key="qualcode_combine_relation").select("not_overlaps")
    app.selectbox(key="qualcode_combine_second").select("factor.sloop")
    app.selectbox(key="qualcode_combine_area").select("stad-zuid")
    next(each for each in app.button if each.label == "Search").click().run()

    wanted = "belemmering and not overlaps factor.sloop and neighbourhood:stad-zuid"
    assert app.query_params["combination"] == wanted
    assert "De flats waren" in html_of(app)


def test_a_search_is_saved_under_a_name_opened_by_its_link_and_taken_away(open_page):
    app = open_page("quotes", language="en", code="factor", words="sloop")
    app.text_input(key="qualcode_save_name").input("Sloop")
    press(app, "Save this search")
    assert 'href="quotes?code=factor&amp;words=sloop"' in html_of(app)

    press(app, "Take it from the list")
    assert "None is saved yet." not in html_of(app), "no search is chosen before somebody chooses one"
    app.selectbox(key="qualcode_forget_name").select("Sloop")
    press(app, "Take it from the list")
    assert "None is saved yet." in html_of(app)


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def test_chosen_quotes_get_another_code_and_all_of_it_is_taken_back(open_page):
    app = open_page("quotes", language="en", change="1")
    app.checkbox(key="qualcode_batch_all").check().run()
    app.selectbox(key="qualcode_batch_code").select("factor.huismeester")
    press(app, "Change the chosen quotes")

    assert "2 quotes were changed." in app.success[0].value
    assert all("Code factor.huismeester" in each.label for each in app.checkbox if each.label[0].isdigit())

    press(app, "Take the whole change back")
    assert app.success[0].value == "The whole change was taken back."
    assert [each.label.split(" · ")[1] for each in app.checkbox if each.label[0].isdigit()] == [
        "Code belemmering.onderhoud",
        "Code factor.sloop",
    ]


def test_a_change_is_taken_back_after_a_reload_also_where_no_quote_is_left(open_page):
    app = open_page("quotes", language="en", change="1", code="factor.sloop")
    app.checkbox(key="qualcode_batch_all").check().run()
    app.selectbox(key="qualcode_batch_code").select("factor.huismeester")
    press(app, "Change the chosen quotes")

    again = open_page("quotes", language="en", change="1", code="factor.sloop")
    assert "No quotes answer to these filters." in again.info[0].value
    press(again, "Take the whole change back")
    assert again.success[0].value == "The whole change was taken back."
    assert not [each for each in again.button if each.label == "Take the whole change back"]
    assert [each.label for each in again.checkbox if "Code factor.sloop" in each.label]


def test_each_quote_can_get_a_code_of_its_own(open_page):
    app = open_page("quotes", language="en", change="1")
    app.selectbox(key="qualcode_batch_code_1").select("belemmering")
    app.selectbox(key="qualcode_batch_code_2").select("factor")
    press(app, "Change the chosen quotes")

    codes = [each.label.split(" · ")[1] for each in app.checkbox if each.label[0].isdigit()]
    assert codes == ["Code belemmering", "Code factor"]


def test_ticks_are_there_after_a_reload_and_on_every_page(open_page, study_url):
    app = open_page("quotes", language="en", change="1")
    app.checkbox(key="qualcode_batch_1").check().run()
    address = {name: "".join(values) for name, values in app.query_params.items()}
    assert address == {"change": "1", "ticked": "1"}

    again = open_page("quotes", language="en", **address, after=after_the_first(study_url))
    assert not again.checkbox(key="qualcode_batch_2").value
    assert "1 quote is chosen. 1 of them stands on another page." in said(again)
    again.checkbox(key="qualcode_batch_2").check().run()
    assert "2 quotes are chosen. 1 of them stands on another page." in said(again)
    again.selectbox(key="qualcode_batch_code").select("factor.huismeester")
    press(again, "Change the chosen quotes")
    assert "2 quotes were changed." in again.success[0].value
    assert "ticked" not in again.query_params
    assert "0 quotes are chosen." in said(again)


def test_all_that_were_found_are_chosen_on_every_page_and_counted_before_they_are_changed(open_page, study_url):
    app = open_page("quotes", language="en", change="1", after=after_the_first(study_url))
    everything = app.checkbox(key="qualcode_batch_found")
    assert everything.label == "Choose all 2 of yours that were found"
    everything.check().run()
    assert "".join(app.query_params["ticked"]) == "all"
    assert app.checkbox(key="qualcode_batch_2").value
    assert "2 quotes are chosen. 1 of them stands on another page." in said(app)
    app.selectbox(key="qualcode_batch_code").select("factor.huismeester")
    press(app, "Change the chosen quotes")
    assert "2 quotes were changed." in app.success[0].value


def test_what_was_coded_since_all_were_counted_is_not_changed_with_them(open_page, study_url):
    app = open_page("quotes", language="en", change="1", ticked="all")
    with writing(make_engine(study_url)) as session:
        a_coding(session, 1, "Dat is jammer.", "factor.sloop")
    press(app, "Change the chosen quotes")
    assert not app.success
    assert "3 quotes are chosen." in said(app)


@pytest.mark.parametrize("written", ["1.x", "1.1", "1.", "ALL"])
def test_an_address_that_ticks_what_cannot_be_read_is_refused(open_page, written):
    app = open_page("quotes", language="en", change="1", ticked=written)
    assert f"asks for choice of quotes '{written}', which is not there" in app.error[0].value


def after_the_first(study_url):
    """The address of the page that follows quote 1."""
    with writing(make_engine(study_url)) as session:
        return f"1.{session.get(Coding, 1).start_char}.1"


def said(app):
    return " ".join(each.value for each in app.markdown)


def test_nothing_chosen_is_said_in_one_sentence(open_page):
    app = open_page("quotes", language="en", change="1")
    press(app, "Change the chosen quotes")

    assert "Choose 1 to" in app.error[0].value


def test_quotes_of_colleagues_are_not_offered(open_page):
    app = open_page("quotes", language="en", coder="bram", change="1")

    assert "None of these quotes is yours." in app.info[0].value


def test_two_quotes_are_linked_from_one_end_to_the_other_and_unlinked(open_page):
    app = open_page("quotes", language="en", quote="1")
    press(app, "Link from this quote")
    app.query_params["quote"] = "2"
    app.run()
    app.pills(key="qualcode_link_relation").set_value("leidt_tot")
    press(app, "Link to this quote")
    assert "<b>follows from</b>" in html_of(app)

    app.query_params["quote"] = "1"
    app.run()
    assert "<b>leads to</b>" in html_of(app)
    app.selectbox(key="qualcode_unlink_which").select_index(0)
    press(app, "Take the link back")
    assert "<b>leads to</b>" not in html_of(app)


def test_a_quote_is_copied_under_a_label_that_enough_respondents_share(open_page):
    shown = html_of(open_page("quotes", code="factor"))

    assert 'data-copy="“De sloop heeft de buurt geholpen.” (een respondent, een wijk)"' in shown


def test_found_words_stand_under_each_other_and_sort_by_what_follows(open_page):
    app = open_page("quotes", language="en", words="huismeester", where="turns", kwic="1", order="right")

    shown = html_of(app)
    assert '<td class="">huismeester</td>' in shown
    assert "<bdi>Het is rustiger, maar de </bdi>" in shown
    assert 'aria-sort="ascending"' in shown


def test_quotes_that_nobody_checked_for_publication_are_a_list_that_the_overview_leads_to(open_page, study_url):
    assert "checked=unchecked" in html_of(open_page())
    assert 'href="quotes?quote=2"' in html_of(open_page("quotes", checked="unchecked"))
    engine = make_engine(study_url)
    with writing(engine) as session:
        disclose.review_quote(session, CODER, 2, "publish", "niemand herkent dit")
    engine.dispose()

    html = html_of(open_page("quotes", checked="unchecked"))

    assert 'href="quotes?quote=1"' in html
    assert 'href="quotes?quote=2"' not in html
    assert "1 citaat is nog niet" in html_of(open_page())


def test_codings_about_elsewhere_are_told_and_shown_by_a_link(open_page, study_url):
    assert "about elsewhere" not in html_of(open_page("quotes", language="en"))
    engine = make_engine(study_url)
    with writing(engine) as session:
        do(session, 1, kind="elsewhere", coding=2, value=True)
    engine.dispose()

    app = open_page("quotes", language="en", code="factor", neighbourhood="stad-zuid")
    shown = html_of(app)
    assert "1 coding about elsewhere counts nowhere and is not shown here:" in shown
    assert 'href="quotes?code=factor&amp;stream=elsewhere"' in shown
    assert "<mark>De sloop" not in shown

    there = open_page("quotes", language="en", code="factor", stream="elsewhere")
    assert not there.exception
    assert "<mark>De sloop heeft de buurt geholpen.</mark>" in html_of(there)
    assert "Only the code is looked at here" in there.info[0].value
    other = open_page("quotes", language="en", code="belemmering", stream="elsewhere")
    assert "<mark>" not in html_of(other)


def test_how_to_search_is_told_beside_the_fields_with_examples_that_work(open_page):
    app = open_page("quotes", language="nl")

    shown = html_of(app)
    for typed in ("&#34;lange adem&#34;", "sloop -nieuwbouw", "sloop | renovatie", "sloop NEAR/5 buurt"):
        assert f"<code>{typed}</code>" in shown
    (example,) = re.findall(r"<code>(factor and neighbourhood:[^<]+)</code>", shown)
    found = open_page("quotes", combination=example)
    assert not found.error
    assert not found.exception


def test_a_quotation_mark_that_is_not_closed_is_one_sentence(open_page):
    app = open_page("quotes", words='"de sloop')

    assert app.error[0].value.endswith('zet er een aan beide kanten van de woorden, zoals in "lange adem"')


@pytest.mark.parametrize(
    ("page", "address", "title"),
    [
        ("quotes", {"quote": "abc"}, "Citaten"),
        ("coding", {"transcript": "zuid-01", "turn": "abc"}, "zuid-01"),
        ("coding", {"transcript": "zuid-01", "coding": "abc"}, "zuid-01"),
    ],
)
def test_an_address_without_a_number_where_one_belongs_keeps_the_heading_of_its_page(open_page, page, address, title):
    app = open_page(page, **address)

    assert [each.value for each in app.title] == [title]
    assert "'abc'" in app.error[0].value


@pytest.mark.parametrize(("language", "told"), [("nl", "'alles'"), ("en", "'alles', which is not there")])
def test_an_address_that_asks_for_nothing_known_is_told_outside_the_columns(open_page, language, told):
    app = open_page("quotes", language=language, where="alles")
    assert told in app.error[0].value
    assert not app.exception
    assert not [column for column in app.columns if column.error]
