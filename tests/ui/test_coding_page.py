"""The coding page as a session sees it: what it hands to the component."""

import json

import pytest

from qualcode.ui import state
from qualcode.ui.components.coder.document import reasons


def handed_over(app):
    """The payload of the transcript coder."""
    protos = [element.proto for element in app.get("bidi_component")]
    (proto,) = [proto for proto in protos if proto.component_name == "qualcode.coder"]
    return json.loads(proto.mixed.json or proto.json)


def test_the_whole_transcript_goes_to_the_browser_on_a_full_run(open_page):
    payload = handed_over(open_page("coding", transcript="zuid-01"))

    doc = payload["doc"]
    assert [turn["n"] for turn in doc["turns"]] == [1, 2, 3, 4]
    assert doc["turns"][1]["who"] == "R001 · bewoner"
    assert {coding["code"] for coding in doc["codings"]} == {"belemmering.onderhoud", "factor.sloop"}
    assert doc["read_upto"] == 2
    assert payload["labels"]["saved_saved"] == "Alles bewaard"


def test_words_that_the_codebook_names_are_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(state, "language", lambda: "en")
    plain = {"method": "lexicon", "how": "lemma", "negation": None, "hedge": None}
    told = [
        {**plain, "indicator": "winkel", "words": [[0, 6]]},
        {**plain, "indicator": "dicht", "words": [[7, 12]], "negation": "niet"},
        {**plain, "indicator": "kapper", "words": [[13, 19]]},
    ]

    said, found = reasons(told, {})

    assert said == (
        "The codebook names the words 'winkel', 'kapper'. The codebook names the word 'dicht'. It is negated by 'niet'."
    )
    assert found == [(0, 6), (7, 12), (13, 19)]
    assert reasons([told[0], told[0]], {})[0].startswith("The codebook names the word 'winkel'.")


def test_codes_have_their_path_and_the_colour_of_their_family(open_page):
    doc = handed_over(open_page("coding", transcript="zuid-01"))["doc"]

    codes = {code["id"]: (code["path"], code["colour"], code["attributes"]) for code in doc["codes"]}
    assert codes == {
        "factor.sloop": ("Code factor", 0, ["valentie"]),
        "factor.huismeester": ("Code factor", 0, ["valentie"]),
        "belemmering.onderhoud": ("Code belemmering", 1, ["valentie"]),
    }


def test_a_suggestion_says_why_in_the_language_of_the_session(open_page):
    doc = handed_over(open_page("coding", language="en", transcript="noord-01"))["doc"]

    (suggestion,) = doc["suggestions"]
    assert suggestion["why"] == "The codebook names the word 'sloop'."
    assert suggestion["verdict"] is None


@pytest.mark.parametrize(
    ("query", "focus"),
    [({"turn": "3"}, {"turn": 3}), ({"span": "5-9"}, {"span": [5, 9]}), ({"coding": "1"}, {"coding": 1}), ({}, None)],
)
def test_a_link_leads_to_its_place(open_page, query, focus):
    assert handed_over(open_page("coding", transcript="zuid-01", **query))["focus"] == focus


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"turn": "99"}, "The link asks for turn 99, but this transcript has 4 turns."),
        ({"span": "5-99999"}, "The link asks for the passage 5-99999, but this text has "),
        ({"span": "9-5"}, "The link asks for the passage 9-5"),
        ({"coding": "999"}, "The link asks for coding 999, which does not stand in this text."),
        ({"waiting": "1"}, "The link asks for coding 1, which waits for no place in this transcript."),
    ],
)
def test_a_link_to_a_place_that_is_not_there_is_one_sentence(open_page, query, said):
    app = open_page("coding", language="en", transcript="zuid-01", **query)

    assert handed_over(app)["focus"] is None
    assert said in "".join(each.value for each in app.html)
    assert "The link asks" not in "".join(each.value for each in open_page("coding", transcript="zuid-01").html)


def test_without_a_transcript_the_page_leads_to_the_list(open_page):
    app = open_page("coding")

    assert app.info[0].value == "Kies een transcript uit de lijst om het te coderen."
    assert not app.exception


def test_an_unknown_transcript_is_one_sentence(open_page):
    app = open_page("coding", transcript="zuid-99")

    assert app.error[0].value == "Er is geen transcript 'zuid-99'"
