"""The page of what suggestions are worth."""

import re

import pytest
from builders import a_coding, a_suggestion, a_transcript, do

from qualcode.db.session import make_engine, writing


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def test_without_a_blind_sample_the_page_says_how_to_have_one(open_page):
    assert "blind coderen" in open_page("worth").info[0].value


@pytest.mark.parametrize(
    ("language", "sample", "few", "group", "alone", "as_it_is"),
    [
        (
            "nl",
            "1 transcript · 1 codering · 1 passage",
            "te weinig bewijs",
            "beleidsmakers",
            "Minder dan twee groepen hebben 20 passages: niemand kan zeggen of de ene beter gevonden wordt.",
            "30 %, zoals nu",
        ),
        (
            "en",
            "1 transcript · 1 coding · 1 passage",
            "not enough evidence",
            "policy makers",
            "Fewer than two groups have 20 passages: nobody can say whether one is found better.",
            "30 %, as it is",
        ),
    ],
)
def test_a_blind_sample_is_measured_with_its_size_and_by_group(
    open_page, study_url, language, sample, few, group, alone, as_it_is
):
    engine = make_engine(study_url)
    with writing(engine) as session:
        a_coding(session, 2, "De sloop heeft de buurt geholpen.", coder="bram")
        do(session, 2, "bram", kind="read_in_full", value=True)
    engine.dispose()
    app = open_page("worth", language=language)

    assert not app.exception
    assert sample in html_of(app)
    assert "<dd>100 %</dd>" in html_of(app).replace("\N{NO-BREAK SPACE}", " ")
    assert few in html_of(app)
    rows = [re.findall("<t[hd][^>]*>([^<]*)", row) for row in html_of(app).split("<tr>")]
    assert [group, "1", "1", few] in [row[:4] for row in rows]
    assert f"<strong>{as_it_is}</strong>" in html_of(app).replace("\N{NO-BREAK SPACE}", " ")
    assert '<a data-page="study"' in html_of(app)
    assert alone in [each.value for each in app.markdown]
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 1


def test_a_sample_in_which_nothing_was_coded_is_told_too(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        other = a_transcript(session, "zuid-77")
        do(session, other, "bram", kind="read_in_full", value=True)
        a_suggestion(session, other, "De sloop heeft de buurt geholpen.")
    engine.dispose()
    app = open_page("worth", language="en")

    assert not app.exception
    assert "1 transcript · 0 codings · 0 passages" in html_of(app)
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 1
