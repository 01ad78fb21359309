"""The pages say that suggestions are older than the study, where an empty list would look like an answer."""

import pytest
from builders import a_transcript

from qualcode.db.session import make_engine, writing

NEW = (("I", "En?"), ("R1", "De flats waren slecht onderhouden. De sloop heeft de buurt geholpen."))


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


@pytest.fixture
def taken_in(study_url: str) -> None:
    """A transcript that came after suggestions were made, and one that was corrected since."""
    engine = make_engine(study_url)
    with writing(engine) as session:
        a_transcript(session, "west-01", speech=NEW)
        a_transcript(session, "zuid-01", speech=NEW)
    engine.dispose()


@pytest.mark.usefixtures("taken_in")
@pytest.mark.parametrize("page", ["overview", "review"])
def test_pages_over_all_transcripts_tell_how_many_have_none(open_page, page: str) -> None:
    found = html_of(open_page(page, language="en"))
    assert "2 transcripts have no suggestions yet" in found
    assert "qualcode suggest" in found


@pytest.mark.usefixtures("taken_in")
def test_coding_page_tells_of_its_transcript(open_page) -> None:
    opened = {name: html_of(open_page("coding", transcript=name)) for name in ("west-01", "zuid-01", "noord-01")}
    assert ["heeft nog geen suggesties" in found for found in opened.values()] == [True, True, False]


def test_pages_are_silent_where_suggestions_are_of_the_present_study(open_page) -> None:
    assert "no suggestions yet" not in html_of(open_page("overview", language="en"))
