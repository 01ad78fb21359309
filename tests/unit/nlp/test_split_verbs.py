"""Separable verbs on labelled sentences."""

import pytest
from dutch import a_lexicon_of_words, suggestions

from qualcode.nlp.separable import separable

VERBS = """
opknappen terugtrekken afglijden volhouden wegtrekken stilvallen stopzetten doorgaan achteruitgaan vooruitgaan
samenwerken doorpakken afbouwen toewijzen weghalen
"""


@pytest.fixture(scope="module")
def lexicon():
    return a_lexicon_of_words(VERBS)


def test_split_verbs_of_labelled_sentences(regression, lexicon):
    def found(text):
        explanations = [explanation for each in suggestions(lexicon, text) for explanation in each.explanations]
        return " ".join(explanation.indicator for explanation in explanations if explanation.how == "split_verb")

    regression("split_verbs", found)


@pytest.mark.parametrize(
    "word", ["onderhouden", "overleven", "opening", "aanpak", "terugval", "voorzieningen", "wonen", "inwoner"]
)
def test_word_that_does_not_come_apart(word):
    assert separable(word) is None


def test_both_parts_are_explained(lexicon):
    text = "Toen knapten ze de boel op."
    (suggestion,) = suggestions(lexicon, text)
    (explanation,) = suggestion.explanations
    assert [span.of(text) for span in explanation.words] == ["knapten", "op"]
