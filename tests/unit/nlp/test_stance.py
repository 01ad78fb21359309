"""Stance: polarity of what is said in one or two sentences, and of words that no indicator found."""

import pytest
from dutch import a_code, a_lexicon, a_lexicon_of_words, suggestions

from qualcode.domain.span import Span
from qualcode.nlp.stance import DENIED, stance

INDICATORS = """
samenhang vertrouwen wijkagent huismeester winkel school speeltuin renovatie renoveren veilig investeren opknappen
gemeente initiatief
"""


@pytest.fixture(scope="module")
def polarities():
    lexicon = a_lexicon_of_words(INDICATORS)

    def of(text):
        found = sorted((each.explanations[0].words[0], each) for each in suggestions(lexicon, text))
        signs = ("-" if each.attributes.get("polariteit") == DENIED else "+" for _, each in found)
        return " ".join(sign + each.code for sign, (_, each) in zip(signs, found, strict=True))

    return of


@pytest.mark.parametrize("name", ["stance", "stance_unseen"])
def test_polarity_of_labelled_talk(regression, polarities, name):
    regression(name, polarities)


def said(text, words, following=""):
    """The stance of `text` on some of its words."""
    at = text.index(words)
    return stance(text, [Span(at, at + len(words))], following)


def test_words_of_any_origin_have_a_stance():
    assert said("Er was hier geen muziekschool.", "muziekschool").polarity == DENIED
    assert said("Er was hier een muziekschool.", "muziekschool").polarity is None
    assert said("Een muziekschool, die hadden we niet.", "muziekschool").negation == "niet"
    assert said("Misschien komt er een muziekschool.", "muziekschool").modality == "oordeel"


def test_next_sentence_of_the_speaker_may_deny():
    assert said("Er zou een muziekschool komen.", "muziekschool", " Niks van gezien.").polarity == DENIED
    assert said("Er zou een muziekschool komen.", "muziekschool", " Heel mooi.").polarity is None


def test_without_words_only_a_denial_of_the_whole_counts():
    assert stance("Een muziekschool?", following="Nee.").polarity == DENIED
    assert stance("De muziekschool is niet mooi.").polarity is None


def test_of_several_words_the_majority_decides_and_a_tie_says_nothing():
    text = "Er is geen winkel en geen school, maar wel een kerk."
    spans = [Span(at, at + 4) for at in (text.index("winkel"), text.index("school"), text.index("kerk"))]
    assert stance(text, spans).polarity == DENIED
    assert stance(text, spans[1:]).polarity is None


def test_words_outside_the_text_say_nothing():
    assert stance("Een huis.", [Span(20, 25)]).polarity is None


def test_phrase_that_denies_a_word_of_its_own_code_is_denied():
    positive = ("vertrouwen", "op aan kunnen", "betrouwbaar", "geloven")
    lexicon = a_lexicon(a_code("a", lemmas=positive, phrases=("geen vertrouwen",)))
    (found,) = suggestions(lexicon, "Ik heb geen vertrouwen in ze.")
    assert found.attributes == {"polariteit": DENIED}


def test_code_of_a_lack_is_affirmed_by_its_own_negations():
    lexicon = a_lexicon(a_code("a", lemmas=("vertrouwen",), phrases=("geen vertrouwen", "niet te vertrouwen")))
    (found,) = suggestions(lexicon, "Ik heb geen vertrouwen in ze.")
    assert found.attributes == {}
