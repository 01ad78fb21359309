"""Suggestions of the lexicon: what they say, and for whom."""

from pathlib import Path

import pytest
from dutch import a_code, a_codebook_of, a_lexicon, a_turn, suggestions

from qualcode.domain.span import Span
from qualcode.domain.transcript import Role, Turn
from qualcode.errors import CodebookError
from qualcode.nlp.lexicon import MOST, Lexicon
from qualcode.nlp.scoring import WEIGHTS

DEBATES = Path(__file__).parents[4] / "shared" / "data" / "debates"


def codes(lexicon, text):
    return [suggestion.code for suggestion in suggestions(lexicon, text)]


def the_only_one(lexicon, text):
    (suggestion,) = suggestions(lexicon, text)
    return suggestion


def test_lemma_phrase_and_pattern_are_found_and_explained():
    lexicon = a_lexicon(
        a_code("a", lemmas=("huis",)),
        a_code("b", phrases=("lange adem",)),
        a_code("c", patterns=(({"LEMMA": "kennen"}, {"OP": "{0,3}"}, {"LOWER": {"IN": ["iedereen"]}}),)),
    )
    text = "De huizen, een kwestie van lange adem, en hij kende hier gewoon iedereen."
    found = {each.code: each.explanations[0] for each in suggestions(lexicon, text)}
    assert {code: (why.how, why.indicator, why.words[0].of(text)) for code, why in found.items()} == {
        "a": ("lemma", "huis", "huizen"),
        "b": ("phrase", "lange adem", "lange adem"),
        "c": ("pattern", "kennen … iedereen", "kende hier gewoon iedereen"),
    }


def test_span_is_the_sentence_in_code_points_of_the_whole_text():
    lexicon = a_lexicon(a_code("a", lemmas=("huis",)))
    text = "R1: 😀 Ja.  Mooie huizen hier! Nee."
    turn = Turn(1, "R1", Role.RESPONDENT, Span(0, len(text)), Span(4, len(text)))
    (suggestion,) = lexicon.suggest(text, [turn])
    assert suggestion.span.of(text) == "Mooie huizen hier!"
    assert suggestion.explanations[0].words[0].of(text) == "huizen"


@pytest.mark.parametrize(("role", "expected"), [(Role.RESPONDENT, 1), (Role.UNKNOWN, 1), (Role.INTERVIEWER, 0)])
def test_only_the_interviewer_gets_no_suggestions(role, expected):
    text = "Een huis."
    lexicon = a_lexicon(a_code("a", lemmas=("huis",)))
    assert len(lexicon.suggest(text, [a_turn(text, role)])) == expected


def test_negated_hit_is_denied():
    lexicon = a_lexicon(a_code("a", lemmas=("samenhang",)))
    suggestion = the_only_one(lexicon, "Er was geen samenhang.")
    assert (suggestion.code, suggestion.attributes) == ("a", {"polariteit": "ontkend"})
    assert suggestion.explanations[0].negation == "geen"


def test_negated_hit_is_the_opposite_code_affirmed_where_the_codebook_has_one():
    lexicon = a_lexicon(a_code("adem", phrases=("lange adem",), negated_as="gebrek"), a_code("gebrek"))
    suggestion = the_only_one(lexicon, "Er was nooit een lange adem.")
    assert (suggestion.code, suggestion.attributes) == ("gebrek", {"polariteit": "bevestigd"})
    assert suggestion.explanations[0].indicator == "lange adem"


def test_affirmed_hit_proposes_no_polarity():
    lexicon = a_lexicon(a_code("a", lemmas=("samenhang",)))
    assert the_only_one(lexicon, "Er was samenhang.").attributes == {}


def test_contradicting_hits_propose_no_polarity():
    lexicon = a_lexicon(a_code("a", lemmas=("veilig", "samenhang")))
    assert the_only_one(lexicon, "Het is veilig, maar er is geen samenhang.").attributes == {}


def test_negation_inside_the_indicator_is_no_denial():
    lexicon = a_lexicon(a_code("a", phrases=("niet veilig",), lemmas=("wegbezuinigen",)))
    assert the_only_one(lexicon, "Het is niet veilig.").attributes == {}
    assert the_only_one(lexicon, "Hij is wegbezuinigd.").attributes == {}
    assert the_only_one(lexicon, "Hij is niet wegbezuinigd.").attributes == {"polariteit": "ontkend"}


def test_one_suggestion_a_segment_and_code_with_all_reasons():
    lexicon = a_lexicon(a_code("a", lemmas=("huis", "straat")))
    both = the_only_one(lexicon, "Het huis in de straat.")
    one = the_only_one(lexicon, "Het huis, dat huis.")
    assert [why.indicator for why in both.explanations] == ["huis", "straat"]
    assert [why.indicator for why in one.explanations] == ["huis", "huis"]
    assert both.score == pytest.approx(1 - (1 - WEIGHTS["lemma"]) ** 2)
    assert one.score == WEIGHTS["lemma"]


def test_indicator_of_several_codes_weighs_less():
    shared, own = a_code("a", lemmas=("huis", "wijk")), a_code("b", lemmas=("huis",))
    lexicon = a_lexicon(shared, own)
    assert the_only_one(lexicon, "De wijk.").score > suggestions(lexicon, "Het huis.")[0].score


def test_longer_hit_of_the_same_code_stands_for_its_parts():
    lexicon = a_lexicon(a_code("a", lemmas=("cohesie",), phrases=("sociale cohesie",)))
    assert [why.indicator for why in the_only_one(lexicon, "De sociale cohesie.").explanations] == ["sociale cohesie"]


def test_hit_within_a_longer_hit_of_another_code_counts_half():
    lexicon = a_lexicon(a_code("a", phrases=("sociale cohesie",)), a_code("b", lemmas=("cohesie",)))
    by_code = {each.code: each.score for each in suggestions(lexicon, "De sociale cohesie.")}
    assert by_code == {"a": WEIGHTS["phrase"], "b": WEIGHTS["lemma"] / 2}


def test_diminutive_indicator_means_diminutives_only():
    lexicon = a_lexicon(a_code("carrousel", lemmas=("projectje",)))
    assert codes(lexicon, "Allemaal projectjes.") == ["carrousel"]
    assert codes(lexicon, "Een groot project.") == []


def test_plain_indicator_means_diminutives_too():
    assert codes(a_lexicon(a_code("a", lemmas=("plein",))), "Twee pleintjes.") == ["a"]


@pytest.mark.parametrize(
    ("not_in", "text", "expected"),
    [
        (("arbeidsmarkt",), "Op de markt is het druk.", ["a"]),
        (("arbeidsmarkt",), "De arbeidsmarkt is krap.", []),
        (("weekend",), "De markt is in het weekend.", []),
        (("weekend",), "De markt. Het weekend.", ["a"]),
        (("vrije markt",), "De vrije markt lost het op.", []),
        (("markten",), "De markt is dicht.", ["a"]),
        (("markten",), "De markten zijn dicht.", []),
    ],
)
def test_not_in_keeps_a_code_out_of_a_sentence(not_in, text, expected):
    assert codes(a_lexicon(a_code("a", lemmas=("markt",), not_in=not_in)), text) == expected


def test_at_most_eight_a_segment_ranked_by_score_and_then_by_codebook():
    lexicon = a_lexicon(*(a_code(f"c{n}", lemmas=("huis",)) for n in range(9)), a_code("z", lemmas=("straat",)))
    found = suggestions(lexicon, "Een huis in de straat.")
    assert [each.code for each in found] == ["z", *(f"c{n}" for n in range(MOST - 1))]
    assert [each.rank for each in found] == list(range(1, MOST + 1))


def test_retired_code_is_not_suggested():
    lexicon = a_lexicon(a_code("old", lemmas=("huis",), replaced_by="new"), a_code("new"))
    assert codes(lexicon, "Een huis.") == []


def test_indicators_do_not_cross_sentences():
    lexicon = a_lexicon(a_code("a", phrases=("lange adem",)))
    assert codes(lexicon, "Dat duurt lang. Adem is nodig.") == []


def test_words_of_several_listed_as_a_word_are_a_phrase():
    assert codes(a_lexicon(a_code("a", lemmas=("lange adem",))), "Het kost lange adem.") == ["a"]


def test_pattern_lemma_may_be_written_as_any_form():
    lexicon = a_lexicon(a_code("a", patterns=(({"LEMMA": "jongeren"}, {"LEMMA": {"IN": ["hangen"]}}),)))
    assert codes(lexicon, "De jongeren hingen daar.") == ["a"]


def test_pattern_without_a_word_of_its_own_is_tried_everywhere():
    lexicon = a_lexicon(a_code("a", patterns=(({"LIKE_NUM": True}, {"LOWER": {"REGEX": "^procent"}}),)))
    assert codes(lexicon, "Er was 40 procentje bij.") == ["a"]


@pytest.mark.parametrize(
    ("token", "says"),
    [
        ({"POS": "NOUN"}, "POS, which needs a trained model"),
        ({"LEMA": "huis"}, "cannot read the pattern"),
        ({"LEMMA": "huis", "OP": "{x}"}, "cannot read the pattern huis"),
        ({"LOWER": {"REGEX": "("}}, "cannot read the pattern"),
    ],
)
def test_pattern_that_cannot_be_used_is_refused_with_its_code(token, says):
    with pytest.raises(CodebookError, match=says) as refused:
        Lexicon(a_codebook_of(a_code("a", patterns=((token,),))))
    assert "code a" in str(refused.value)
    assert refused.value.line == 7


def test_empty_speech_and_empty_codebook_give_nothing():
    assert suggestions(a_lexicon(), "Een huis.") == []
    assert a_lexicon(a_code("a", lemmas=("huis",))).suggest("", []) == []


def test_same_text_gives_the_same_suggestions():
    code = a_code("a", lemmas=("huis", "opknappen"), phrases=("lange adem",))
    text = "Ze knapten de huizen op. Een kwestie van lange adem, misschien geen huis."
    assert suggestions(a_lexicon(code), text) == suggestions(a_lexicon(code), text)


@pytest.mark.skipif(not DEBATES.exists(), reason="../shared/data/debates is not here")
def test_every_suggestion_on_real_speech_holds_its_words():
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(DEBATES.glob("*.txt"))[:5])
    words = ("gemeente", "veilig", "uitstellen", "samenwerken")
    found = suggestions(a_lexicon(*(a_code(word, lemmas=(word,)) for word in words)), text)
    assert {each.code for each in found} == set(words)
    for each in found:
        assert each.span.of(text) == each.span.of(text).strip()
        assert all(
            each.span.start <= word.start < word.end <= each.span.end for why in each.explanations for word in why.words
        )
