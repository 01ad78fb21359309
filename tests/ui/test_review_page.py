"""The queues as a session sees them: what goes to the component, and what the page says when there is nothing."""

import json

import pytest
from builders import CODER, a_code, a_codebook, do

from qualcode.db.session import make_engine, writing
from qualcode.domain.codebook import Attribute
from qualcode.domain.operation import IN_QUEUE
from qualcode.ui.components.coder.document import attribute
from qualcode.workflow import codebook as codebooks
from qualcode.workflow.study import change_settings


def handed_over(app):
    """The payload of the queue."""
    protos = [element.proto for element in app.get("bidi_component")]
    (proto,) = [proto for proto in protos if proto.component_name == "qualcode.queue"]
    return json.loads(proto.mixed.json or proto.json)


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


@pytest.fixture
def change(study_url):
    """Does something to the study: `change(lambda session: ...)`."""
    engine = make_engine(study_url)

    def changed(act):
        with writing(engine) as session:
            act(session)

    yield changed
    engine.dispose()


def read_in_full(session):
    for version in (1, 2):
        do(session, version, kind="read_in_full", value=True)


@pytest.mark.parametrize(
    ("language", "said", "way"),
    [
        ("nl", "in andere 1 suggestie", "Toon suggesties uit alle transcripten"),
        ("en", "1 suggestion in others", "Show suggestions of all transcripts"),
    ],
)
def test_an_unread_study_leads_to_reading_and_to_all_transcripts(open_page, language, said, way):
    app = open_page("review", language=language)

    assert said in app.info[0].value
    assert way in html_of(app)
    assert "reach=all" in html_of(app)


def test_all_transcripts_come_with_a_warning(open_page):
    app = open_page("review", reach="all")

    assert "niemand geheel gelezen" in app.warning[0].value
    assert len(handed_over(app)["queue"]["items"]) == 1


def test_an_item_goes_to_the_browser_with_its_words_and_reasons(open_page, change):
    change(read_in_full)
    payload = handed_over(open_page("review", language="en"))

    (item,) = payload["queue"]["items"]
    assert (item["transcript"], item["turn"], item["who"]) == ("noord-01", 2, "R002 · policy maker")
    assert item["before"]["text"] == "Hoe was het hier vroeger?"
    assert item["why"] == "The codebook names the word 'sloop'."
    assert item["identity"] == f"2:{CODER}"
    assert (payload["queue"]["total"], payload["queue"]["ended"]) == (1, True)


@pytest.mark.parametrize(("language", "said"), [("nl", "Teruggedraaid: "), ("en", "Taken back: ")])
def test_what_was_decided_earlier_goes_to_the_browser_and_can_be_taken_back(open_page, change, language, said):
    change(read_in_full)
    (item,) = handed_over(open_page("review", language=language))["queue"]["items"]
    change(lambda session: do(session, 2, op="earlier", kind="reject", suggestion=item["id"]))
    change(lambda session: do(session, 2, coder="bram", kind="reject", suggestion=item["id"]))
    payload = handed_over(open_page("review", language=language))
    assert payload["queue"]["mark"] == IN_QUEUE
    assert payload["queue"]["undoable"][-1:] == [
        {
            "op": "earlier",
            "kind": "decided",
            "identity": f"2:{CODER}",
            "suggestions": [item["id"]],
            "code": "factor.sloop",
            "transcript": "noord-01",
        }
    ]
    assert payload["labels"]["undone_earlier"].startswith(said)


def test_the_address_holds_the_filters(open_page, change):
    change(read_in_full)
    app = open_page("review", code="factor.huismeester", order="uncertain", reach="mine")

    assert app.selectbox(key="qualcode_filter_order").value == "uncertain"
    assert "Hier staat geen suggestie open" in app.info[0].value


def test_an_unknown_order_is_one_sentence(open_page):
    assert "volgorde 'alphabet'" in open_page("review", order="alphabet").error[0].value


def test_a_blind_study_has_no_queue_of_suggestions(open_page, change):
    change(lambda session: change_settings(session, CODER, {"display": "never"}))

    assert "blind" in open_page("review").info[0].value


def test_codings_without_a_value_are_in_a_queue_of_their_own(open_page):
    queue = handed_over(open_page("review", queue="undetermined"))["queue"]

    assert queue["determines"]
    assert queue["total"] == 2
    codes = {code["id"]: code["required"] for code in queue["codes"]}
    assert codes["factor.sloop"] == ["valentie"]


@pytest.mark.parametrize(
    ("language", "change_of_code"), [("nl", "Code factor.groen: nieuw"), ("en", "Code factor.groen: new")]
)
def test_a_transcript_to_code_again_says_for_what(open_page, change, language, change_of_code):
    change(read_in_full)
    new = a_codebook(codes=(*a_codebook().codes, a_code(id="factor.groen", parent="factor")))
    change(lambda session: codebooks.load(session, new, CODER))
    html = html_of(open_page("review", language=language, queue="again"))

    assert change_of_code in html
    assert "coding?transcript=noord-01" in html


def test_nothing_is_to_be_coded_again_while_the_codebook_stands(open_page):
    assert "huidige betekenis" in open_page("review", queue="again").info[0].value


def test_a_value_that_denies_a_code_is_marked_for_the_card():
    values = {name: {"nl": name} for name in ("bevestigd", "ontkend")}
    shown = attribute(Attribute(id="polariteit", label={"nl": "Polariteit"}, values=values, applies_to=("factor",)))
    assert [(each["id"], each["denies"]) for each in shown["values"]] == [("bevestigd", False), ("ontkend", True)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_overview_leads_to_a_queue_in_which_something_is_open(open_page, change, language):
    shown = html_of(open_page(language=language))
    assert 'href="review?reach=all"' in shown, "only transcripts that nobody read in full have open suggestions"
    assert handed_over(open_page("review", language=language, reach="all"))["queue"]["total"] == 1

    change(lambda session: do(session, 2, kind="read_in_full", value=True))

    assert 'href="review"' in html_of(open_page(language=language))
