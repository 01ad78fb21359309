"""One quote: its context, how it became evidence, and the check before it may be published."""

import pytest
from builders import CODER, SPEECH, a_suggestion, a_transcript, do
from sqlalchemy import func, select

from qualcode.db.models import Coding
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow import codebook_edit, codebook_steps
from qualcode.workflow.aggregate import quote

ACCEPTED, BY_HAND = "2", "1"


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def test_a_quote_stands_in_its_context_and_leads_to_its_place(open_page):
    app = open_page("quotes", language="en", quote=ACCEPTED)

    shown = html_of(app)
    assert app.title[0].value == "Quote 2"
    assert "De flats waren slecht onderhouden. <mark>De sloop heeft de buurt geholpen.</mark>" in shown
    assert "Hoe was het hier vroeger?" in shown
    assert "Counts as evidence" in shown
    assert 'href="coding?transcript=zuid-01&amp;coding=2"' in shown
    assert app.code[0].value.endswith("/quotes?quote=2")


def test_an_accepted_quote_shows_its_suggestion_and_who_took_it_over(open_page):
    shown = html_of(open_page("quotes", language="en", quote=ACCEPTED))

    assert "Score 0.80, number 1 on its sentence" in shown
    assert "answers to “sloop”" in shown
    assert f"<b>Accepted</b> <span>{CODER}" in shown
    assert "review_accept" in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "proposed: Code factor.sloop, corrected to Code factor.huismeester"),
        ("nl", "voorgesteld: Code factor.sloop, verbeterd tot Code factor.huismeester"),
    ],
)
def test_a_corrected_quote_says_which_code_was_proposed(open_page, study_url, language, said):
    engine = make_engine(study_url)
    with writing(engine) as session:
        proposed = a_suggestion(session, 1, "Dat is jammer.", attributes={"valentie": "negatief"})
        (coding,) = do(session, 1, kind="correct", suggestion=proposed, code="factor.huismeester").codings
    engine.dispose()

    shown = html_of(open_page("quotes", language=language, quote=str(coding)))

    assert said in shown
    assert "Code factor.sloop · " in shown
    assert "negatief<br>" in shown


def test_a_quote_that_was_coded_by_hand_has_no_suggestion(open_page):
    shown = html_of(open_page("quotes", language="nl", quote=BY_HAND))

    assert "Voorgesteld" not in shown
    assert "<b>Gecodeerd</b>" in shown


def test_a_withdrawn_quote_says_that_it_does_not_count(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        do(session, 1, kind="withdraw", coding=int(BY_HAND))
    engine.dispose()

    shown = html_of(open_page("quotes", language="en", quote=BY_HAND))

    assert "Does not count as evidence: withdrawn" in shown


@pytest.mark.parametrize("verdict", ["publish", "withhold"])
def test_a_check_is_recorded_with_its_answers_and_reason(open_page, study_url, verdict):
    app = open_page("quotes", language="en", quote=ACCEPTED)

    for at in range(3):
        app.segmented_control(key=f"qualcode_answer_{at}_2").set_value("no")
    app.radio(key="qualcode_outcome_2").set_value(verdict)
    app.text_input(key="qualcode_reason_2").set_value("Anybody could have said it.")
    app.button(key="qualcode_record_2").click().run()

    assert not app.exception
    assert not app.error
    assert "Anybody could have said it. (Would insiders recognise who says this? no." in html_of(app)
    engine = make_engine(study_url)
    with reading(engine) as session:
        assert quote(session, 2, "en").review == verdict
    engine.dispose()


def test_a_check_without_answers_is_refused_and_not_stored(open_page, study_url):
    app = open_page("quotes", language="en", quote=ACCEPTED)

    app.radio(key="qualcode_outcome_2").set_value("publish")
    app.button(key="qualcode_record_2").click().run()

    assert "nothing was stored" in app.error[0].value
    engine = make_engine(study_url)
    with reading(engine) as session:
        assert quote(session, 2, "en").review is None
    engine.dispose()


def test_a_reader_without_a_name_can_read_a_quote_but_not_check_it(open_page):
    app = open_page("quotes", language="en", coder=None, quote=ACCEPTED)

    assert "Counts as evidence" in html_of(app)
    assert not app.radio


def correct_the_accepted_sentence(url: str) -> None:
    engine = make_engine(url)
    with writing(engine) as session:
        a_transcript(
            session, "zuid-01", speech=tuple((who, said.replace("de buurt", "onze buurt")) for who, said in SPEECH)
        )
    engine.dispose()


def test_coding_without_a_place_is_attached_and_taken_back_on_its_page(open_page, study_url):
    correct_the_accepted_sentence(study_url)
    assert "1 codering zonder plaats" in html_of(open_page())
    coding_page = html_of(open_page("coding", transcript="zuid-01"))
    assert '1 codering zonder plaats: <a data-page="quotes" href="quotes?quote=2"' in coding_page

    app = open_page("quotes", quote=ACCEPTED)
    assert app.text_area[0].value == "De sloop heeft onze buurt geholpen."
    app.button(key="qualcode_attach_2").click().run()
    assert not app.exception
    assert "1 codering zonder plaats" not in html_of(open_page())
    app.button(key="qualcode_wait_again_2").click().run()
    assert not app.exception
    assert "1 codering zonder plaats" in html_of(open_page())


def test_colleague_is_told_whose_coding_waits(open_page, study_url):
    correct_the_accepted_sentence(study_url)
    app = open_page("quotes", coder="bram", quote=ACCEPTED)
    assert f"Alleen {CODER} kan deze codering een plaats geven of opgeven." in [each.value for each in app.markdown]
    assert not app.text_area


def test_words_that_do_not_stand_in_the_transcript_are_refused_in_one_sentence(open_page, study_url):
    correct_the_accepted_sentence(study_url)
    app = open_page("quotes", quote=ACCEPTED)
    app.text_area[0].set_value("Dit zei niemand.")
    app.button(key="qualcode_attach_2").click().run()
    assert app.error[0].value.startswith("Deze woorden staan niet in het transcript")


def test_a_restored_quote_names_who_coded_it_and_who_restored_it(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        codebook_edit.apply(session, "bram", codebook_steps.retire(session, "r", 1, "factor.sloop"))
        codebook_edit.undo(session, "bram", "undo", 2)
        restored = session.scalars(select(func.max(Coding.id))).one()
    engine.dispose()

    shown = html_of(open_page("quotes", language="en", quote=str(restored)))

    assert "<b>Restored</b> <span>bram" in shown
    assert f"coded by {CODER}, " in shown
    assert "restored by bram, " in shown
    assert f"<span>{CODER}, " in shown
    before = html_of(open_page("quotes", language="en", quote=ACCEPTED))
    assert "This quote was withdrawn; bram restored it on " in before
    assert f'href="quotes?quote={restored}"' in before


def test_a_replaced_quote_leads_to_its_successor(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        (after,) = do(session, 1, kind="change", coding=2, code="belemmering.onderhoud").codings
    engine.dispose()

    shown = html_of(open_page("quotes", language="nl", quote=ACCEPTED))

    assert f"Dit citaat is vervangen door {CODER} op " in shown
    assert f'href="quotes?quote={after}"' in shown


@pytest.mark.parametrize(("page", "asked"), [("quotes", {"quote": "999999"}), ("coding", {"transcript": "nee"})])
def test_what_an_address_asks_in_vain_stands_below_a_heading(open_page, page, asked):
    app = open_page(page, **asked)
    assert len(app.error) == 1
    assert len(app.title) == 1
