"""The quotes page: what stands behind a number, and what was said."""

import pytest


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


@pytest.mark.parametrize("name", ["quote", "after"])
def test_a_number_that_no_database_takes_is_refused(open_page, name):
    app = open_page("quotes", **{name: "9" * 30 if name == "quote" else ".".join(["9" * 30] * 3)}, words="sloop")

    assert not app.exception
    assert app.error[0].value.startswith(f"Het adres van deze pagina vraagt om {name} '999")


def test_a_quote_that_does_not_exist_is_said_in_one_sentence(open_page):
    app = open_page("quotes", quote="999")

    assert not app.exception
    assert "999" in app.error[0].value
