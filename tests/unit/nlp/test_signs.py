"""Signs of denial, and what their weights make of them."""

import pytest

from qualcode.nlp import polarity
from qualcode.nlp.denial import Told
from qualcode.nlp.polarity import Weight


def signs(text, *terms, before=()):
    told = Told.of(text, before=before)
    return {**told.signs.general, **told.signs.of_code(terms, frozenset())}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("In de folder stond een school.", "source"),
        ("Er was ons een school beloofd.", "promise"),
        ("Ze zeiden dat er een school kwam. Nou, kijk maar.", "told, then opposing"),
        ("Ze zeiden dat de school dichtging. Hij is nog steeds open.", "told, then continuity"),
        ("Of de school iets deed? Nee.", "question, then negation"),
        ("Dat de school dicht zou gaan, dat is een fabel.", "claim that should be first"),
        ("Geen school, geen winkel.", "list of what is not there"),
        ("Ik ben hier nooit bang geweest.", "negation of something bad"),
        ("Geen school? Laat me niet lachen.", "dismissal"),
        ("De school kwam er. Sindsdien is het rustig.", "sequel"),
        ("De school wijst naar de gemeente.", "passed"),
        ("Ze zeiden dat er een school kwam. Dat klopt, ik zit erop.", "told, then assent"),
        ("Wij hebben geen school.", "negation before the code within 1"),
        ("De school is mooi. Dat was de vorige niet.", "negation in the sentence after the code"),
        ("De school is mooi, en die is van ons.", "'die is'"),
        ("De school is mooi.", "'T is'"),
        ("De school is mooi. Hij is groot.", "'is' twice"),
    ],
)
def test_passage_shows_a_sign(text, sign):
    assert sign in signs(text, "school")


def test_sign_of_a_list_is_told_by_the_words_that_stand_there():
    told = Told.of("Ze zeiden dat er een school kwam. Nou, dat is een sprookje.")
    assert told.signs.words_of("told, then opposing") in {"nou", "sprookje"}
    assert told.signs.words_of("'nou ,'") == "nou"
    assert told.signs.words_of("sentences / 3") is None


def test_speaker_agrees_only_with_what_is_told_and_where_nothing_is_denied():
    assert Told.of("Ze zeggen dat de school dicht is. Zo is het.").signs.agrees
    assert not Told.of("De school is dicht. Zo is het.").signs.agrees
    assert not Told.of("Ze zeggen dat de school dicht is. Zo is het niet.").signs.agrees
    assert "assent" not in signs("De school is dicht. Zo is het.")


def test_denial_is_proposed_only_where_it_is_likelier_than_not():
    always, least = polarity.weights()[polarity.ALWAYS].usual, polarity.ENOUGH
    assert polarity.is_denied(Weight(least - always + 1e-6, 0.0), burden=False)
    assert not polarity.is_denied(Weight(least - always - 1e-6, 0.0), burden=False)


def test_what_a_study_denies_so_far_tells_how_likely_a_denial_has_to_look():
    assert polarity.enough() == polarity.ENOUGH
    assert polarity.enough(codings=40, denied=0) > polarity.ENOUGH
    assert polarity.enough(codings=40, denied=40) < polarity.ENOUGH
    assert polarity.enough(2208, 67) > 2 > polarity.enough(20, 1), "the more codings, the firmer"
    weight = Weight(1.0, 0.0)
    assert polarity.is_denied(weight, burden=False) != polarity.is_denied(weight, burden=False, least=9.0)


def test_words_of_a_code_are_those_of_the_sentence_and_not_of_what_is_said_around_it():
    around = signs("Die kwam er.", "school", before=["De school is mooi."])
    assert "no word of the code" in around
    assert "'T is'" not in around


def test_weights_of_a_burden_are_added_for_codes_that_name_one():
    assert not polarity.is_denied(Weight(polarity.ENOUGH - 10, 20.0), burden=False)
    assert polarity.is_denied(Weight(polarity.ENOUGH - 10, 20.0), burden=True)


def test_sign_without_a_weight_counts_nothing():
    assert polarity.total({"no such sign": 1.0}) == Weight(0.0, 0.0)
    assert polarity.total({"promise": 2.0}).usual == 2 * polarity.weights()["promise"].usual


def test_strongest_signs_are_those_that_speak_for_a_denial():
    found = polarity.strongest(signs("Er was ons een school beloofd. Nou, niks van gezien.", "school"), burden=False)
    assert "promise" in found
    assert "no negation" not in found
