"""The evidence page: right numbers, each of which leads to as many quotes."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from builders import a_coding, a_description, a_transcript

from qualcode.db.session import make_engine, writing
from qualcode.domain.evidence import TOTAL, Columns, Filters, Measure, Question
from qualcode.ui.addresses import address_of, filters_of
from qualcode.ui.text import catalogue
from qualcode.workflow import aggregate

LINK = re.compile(r'<a data-page="quotes" href="quotes\?([^"]*)"[^>]*aria-label="([^"]*)"[^>]*>([^<]*)</a>')


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def cells(app) -> dict[str, tuple[str, dict[str, str]]]:
    """What a screen reader says of a cell -> (its number, the parameters of its link)."""
    return {
        unescape(said): (count, dict(parse_qsl(unescape(query)))) for query, said, count in LINK.findall(html_of(app))
    }


def test_a_cell_counts_respondents_and_says_so(open_page):
    found = cells(open_page("evidence", language="en"))

    assert found["Code factor.sloop, Zuid: 1 respondent"][0] == "1"
    assert found["Total, Total: 1 respondent"][0] == "1"


def test_every_cell_leads_to_as_many_quotes_as_it_counts(open_page, study_url):
    app = open_page("evidence", language="en", measure="codings", rows="codes")

    engine = make_engine(study_url)
    with writing(engine) as session:
        for said, (count, query) in cells(app).items():
            assert len(aggregate.quotes(session, filters_of(query), "en").quotes) == int(count), said
    engine.dispose()


def test_the_table_follows_its_address(open_page):
    app = open_page("evidence", language="en", rows="belemmering", measure="codings", columns="group")

    assert cells(app)["Code belemmering.onderhoud, residents: 1 coding"] == (
        "1",
        {"code": "belemmering.onderhoud", "group": "bewoner"},
    )


def test_a_group_without_evidence_is_told_what_to_do(open_page):
    app = open_page("evidence", language="en", group="beleidsmaker")

    assert "Confirm suggestions" in app.info[0].value


def test_valence_is_shown_with_its_legend(open_page):
    app = open_page("evidence", language="nl", split="1")

    assert "?1" in html_of(app)
    assert "? onbepaald" in html_of(app)


def test_a_filter_writes_itself_into_the_address(open_page):
    app = open_page("evidence")

    app.segmented_control(key="qualcode_filter_measure").set_value("passages").run()
    assert app.query_params["measure"] == "passages"

    app.segmented_control(key="qualcode_filter_measure").set_value("respondents").run()
    assert "measure" not in app.query_params


def test_what_counts_nowhere_stands_beside_the_table(open_page, study_url):
    engine = make_engine(study_url)
    with writing(engine) as session:
        both = a_description("beide-01", neighbourhoods=("stad-zuid", "stad-noord"))
        version = a_transcript(session, "beide-01", about=both)
        a_coding(session, version, "De sloop heeft de buurt geholpen.")
    engine.dispose()

    app = open_page("evidence", language="nl")

    assert "Niet toegewezen" in html_of(app)


@pytest.mark.parametrize("columns", list(Columns))
@pytest.mark.parametrize("row", ["factor.sloop", TOTAL])
@pytest.mark.parametrize("column", ["bewoner", TOTAL])
def test_the_address_of_a_cell_brings_its_filters_back(columns, row, column):
    question = Question(columns=columns, measure=Measure.CODINGS, filters=Filters(groups=("bewoner",)))
    wanted = question.cell(row, column)

    found = filters_of(address_of(wanted))

    assigned = wanted.assigned if not (wanted.neighbourhoods or wanted.cities) else None
    assert (found.codes, found.groups, found.neighbourhoods) == (wanted.codes, wanted.groups, wanted.neighbourhoods)
    assert (found.cities, found.kinds, found.assigned) == (wanted.cities, wanted.kinds, assigned)


def test_documents_and_what_is_unassigned_have_addresses_of_their_own():
    question = Question()

    assert address_of(question.documents("factor", TOTAL))["stream"] == "documents"
    assert address_of(question.unassigned("factor"))["stream"] == "unassigned"


def test_dutch_has_a_word_for_every_measure():
    words = catalogue("nl")
    assert [words.gettext(measure.value) for measure in Measure] == [
        "respondenten",
        "passages",
        "coderingen",
        "transcripten",
    ]
