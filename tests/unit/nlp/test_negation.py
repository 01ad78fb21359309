"""Negation on labelled sentences."""

import pytest
from dutch import a_lexicon_of_words, suggestions

INDICATORS = """
samenhang vertrouwen wijkagent huismeester winkel school speeltuin renovatie renoveren veilig investeren opknappen
gemeente initiatief
"""


@pytest.fixture(scope="module")
def lexicon():
    return a_lexicon_of_words(INDICATORS)


def test_negation_of_labelled_sentences(regression, lexicon):
    def signs(text):
        found = sorted(
            (explanation.words[0], "-" if explanation.negation else "+", explanation.indicator)
            for suggestion in suggestions(lexicon, text)
            for explanation in suggestion.explanations
        )
        return " ".join(sign + indicator for _, sign, indicator in found)

    regression("negation", signs)
