"""Stance: polarity of what is said in one or two sentences, as the lexicon proposes it."""

import pytest
from dutch import a_code, a_lexicon, a_lexicon_of_words, suggestions

from qualcode.nlp.stance import DENIED

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


def said(text, *words):
    """What the lexicon says of a text with one code of these words: its reasons by word, and its attributes."""
    first = suggestions(a_lexicon(a_code("a", lemmas=words)), text)[0]
    return {each.indicator: each for each in first.explanations}, first.attributes.get("polariteit")


def test_what_denies_and_what_weakens_is_told_with_the_word_that_it_is_about():
    assert said("Er was hier geen muziekschool.", "muziekschool")[1] == DENIED
    assert said("Er was hier een muziekschool.", "muziekschool")[1] is None
    assert said("Een muziekschool, die hadden we niet.", "muziekschool")[0]["muziekschool"].negation == "niet"
    assert said("Misschien komt er een muziekschool.", "muziekschool")[0]["muziekschool"].hedge == "misschien"


def test_next_sentence_of_the_speaker_may_deny():
    assert said("Er zou een muziekschool komen. Niks van gezien.", "muziekschool")[1] == DENIED
    assert said("Er zou een muziekschool komen. Heel mooi.", "muziekschool")[1] is None
    assert said("Een muziekschool? Nee.", "muziekschool")[1] == DENIED


def test_of_several_words_the_heavier_side_decides_and_a_tie_says_nothing():
    text = "Er is geen winkel en geen school, maar wel een kerk."
    reasons, polarity = said(text, "winkel", "school", "kerk")
    assert [reasons[word].negation for word in ("winkel", "school", "kerk")] == ["geen", "geen", None]
    assert polarity == DENIED
    assert said(text, "school", "kerk")[1] is None


def test_phrase_that_denies_a_word_of_its_own_code_is_denied():
    positive = ("vertrouwen", "op aan kunnen", "betrouwbaar", "geloven")
    lexicon = a_lexicon(a_code("a", lemmas=positive, phrases=("geen vertrouwen",)))
    (found,) = suggestions(lexicon, "Ik heb geen vertrouwen in ze.")
    assert found.attributes == {"polariteit": DENIED}


def test_code_of_a_lack_is_affirmed_by_its_own_negations():
    lexicon = a_lexicon(a_code("a", lemmas=("vertrouwen",), phrases=("geen vertrouwen", "niet te vertrouwen")))
    (found,) = suggestions(lexicon, "Ik heb geen vertrouwen in ze.")
    assert found.attributes == {}
