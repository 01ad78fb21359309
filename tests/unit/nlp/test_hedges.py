"""Hedges and modality on labelled sentences."""

import pytest
from dutch import a_code, a_lexicon, a_lexicon_of_words, suggestions

from qualcode.nlp.hedge import MODALITIES


@pytest.fixture(scope="module")
def lexicon():
    return a_lexicon_of_words(
        "veilig renovatie investeren terugvallen samenhang opknappen armoede slopen afglijden geld"
    )


def test_hedges_of_labelled_sentences(regression, lexicon):
    def found(text):
        return ", ".join(
            f"{each.explanations[0].hedge or '-'} / {each.attributes.get('modaliteit', '-')}"
            for each in suggestions(lexicon, text)
        )

    regression("hedges", found)


def test_hedge_lowers_the_score_and_keeps_the_hit(lexicon):
    (sure,) = suggestions(lexicon, "Het is veilig.")
    (hedged,) = suggestions(lexicon, "Het is misschien veilig.")
    assert 0 < hedged.score < sure.score


def test_modality_is_proposed_only_where_the_codebook_declares_it():
    lexicon = a_lexicon(a_code("veiligheid", lemmas=("veilig",)), attributes=())
    (suggestion,) = suggestions(lexicon, "Misschien is het niet veilig.")
    assert suggestion.attributes == {}
    assert suggestion.explanations[0].hedge == "misschien"


def test_every_modality_is_one_of_the_published_codebook():
    assert set(MODALITIES.values()) <= {"feit", "oordeel", "verwachting", "waarschuwing", "wens"}
