"""Indicators inside compounds, on labelled words."""

import pytest
from dutch import a_code, a_lexicon, a_lexicon_of_words, suggestions

from qualcode.nlp.compound import LONGEST, head
from qualcode.nlp.lemma import normalise
from qualcode.nlp.terms import gram_terms, parts, word_terms

WORDS = """
woning school agent geld schuld huis markt park corporatie plein bewoner veiligheid vernieuwing wijkvernieuwing werk
jongerenwerk lek oor last plan plat schoon partner ondernemer sloop huisarts
"""


@pytest.fixture(scope="module")
def lexicon():
    return a_lexicon_of_words(WORDS)


def test_indicators_inside_labelled_words(regression, lexicon):
    def found(text):
        explanations = [explanation for each in suggestions(lexicon, text) for explanation in each.explanations]
        return " ".join(sorted(explanation.indicator for explanation in explanations))

    regression("compounds", found)


def test_head_weighs_more_than_modifier(lexicon):
    (head,) = suggestions(lexicon, "een huurwoning")
    (modifier,) = suggestions(lexicon, "de woningnood")
    (word,) = suggestions(lexicon, "een woning")
    assert word.score > head.score > modifier.score
    assert {each.explanations[0].how for each in (head, modifier)} == {"compound"}


def test_name_inside_a_sentence_is_no_compound(lexicon):
    assert not suggestions(lexicon, "We woonden aan het Haspelplein.")
    assert suggestions(lexicon, "We woonden aan het marktplein.")


def test_compound_indicator_of_one_code_hides_its_part_for_another():
    lexicon = a_lexicon(a_code("welzijn", lemmas=("jongerenwerk",)), a_code("arbeid", lemmas=("werk",)))
    assert [each.code for each in suggestions(lexicon, "het jongerenwerk")] == ["welzijn"]


def test_letters_without_blanks_are_read_whatever_their_number(lexicon):
    assert head("schuldhulpverlening") > 0
    for letters in ("huis" * 5_000, "woning" * 400 + "x"):
        assert normalise(f"De {letters}.") == f"de {letters}"
        assert parts(letters) == ()
        assert not suggestions(lexicon, f"Onze {letters} dus.")


def test_a_word_of_eighty_letters_still_comes_apart():
    word = "woning" * 12 + "vakantie"
    assert len(word) == LONGEST
    assert "vakantie" in parts(word)
    assert not parts(f"{word}huis")


def test_letters_without_blanks_give_no_terms_and_a_hyphen_gives_those_of_its_parts():
    for letters in ("qwrtzxv" * 12_000, "woning" * 10_000, "é" * 60_000):
        assert word_terms(f"De {letters} hier: sloop.") == ["sloop"]
        assert gram_terms(f"De {letters} hier: sloop.") == gram_terms("sloop") != []
    assert word_terms("-".join(["sloop"] * 1_000)) == ["sloop"] * 1_000


def test_terms_of_labelled_words(regression):
    regression("parts", lambda word: " ".join(word_terms(word)))
