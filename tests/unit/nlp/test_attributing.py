"""Attributes of ranked codes: which codes a passage can deny, and what stays of what the indicators say."""

import pytest

from qualcode.domain.codebook import Attribute, Code, Codebook, Indicators
from qualcode.domain.ranking import Ranked, Term
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation, Suggestion
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp.attributing import WORDS_DENY, Attributing
from qualcode.nlp.denial import Told
from qualcode.nlp.hybrid import sentences, suggestions
from qualcode.nlp.polarity import ENOUGH

VALUES = {
    "polariteit": ("bevestigd", "ontkend"),
    "modaliteit": ("oordeel", "verwachting"),
    "valentie": ("positief", "negatief"),
    "periode": ("voor_2000", "2000_2008", "eerder", "onbepaald"),
}
HELPS, HINDERS, OTHER = "Begunstigende factoren", "Belemmerende factoren", "Uitkomsten"


def an_attributing(label, *, family=OTHER, declared=tuple(VALUES), least=ENOUGH, **indicators):
    """For a codebook of one code `c` with this label below a family with that one."""
    attributes = (
        Attribute(id=name, label={"nl": name}, values={v: {"nl": v} for v in VALUES[name]}, applies_to=("f",))
        for name in declared
    )
    code = Code(id="c", parent="f", label={"nl": label}, definition="", indicators=Indicators(**indicators))
    codes = (Code(id="f", parent=None, label={"nl": family}, definition=""), code)
    return Attributing(Codebook(title="T", language="nl", attributes=tuple(attributes), codes=codes), least)


def denies(attributing, text, *terms):
    """Whether the clauses of these words deny the code, which is one of the signs that are weighed."""
    return WORDS_DENY in attributing.signs("c", Told.of(text), terms)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("De huizenprijzen zijn hier helemaal niet gestegen.", ("prijs", "stijgen")),
        ("Een brede school hadden ze beloofd, die staat er nog steeds niet.", ("school",)),
        ("Van het gas af? Bij ons is er nog niks gebeurd.", ("gas",)),
        ("De school heeft aan het programma niet meegedaan.", ("school",)),
        ("Ons is nooit wat gevraagd.", ("inspraak",)),
        ("Nou, nee hoor.", ()),
    ],
)
def test_passage_that_denies_what_speaks_for_a_code_denies_the_code(text, terms):
    assert denies(an_attributing("Iets"), text, *terms)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("De huizenprijzen zijn hier gestegen.", ("prijs", "stijgen")),
        ("De school is gekomen, al had ik dat nooit gedacht.", ("school",)),
        ("Als je niks aan de school doet gaat het mis.", ("school",)),
        ("Zonder de school was het hier niks geworden.", ("school",)),
        ("Ik ben hier nooit bang geweest.", ("bang",)),
        ("De school die niet meedeed ligt om de hoek.", ("school",)),
        ("Op die school is er niemand blijven zitten.", ("school",)),
        ("Nee. De school is terecht gebouwd.", ("school",)),
        ("De school liet nooit meer los.", ("school",)),
    ],
)
def test_passage_that_denies_something_else_does_not(text, terms):
    assert not denies(an_attributing("Iets"), text, *terms)


def test_words_of_the_label_outweigh_what_speaks_more():
    text = "Sloop was er niet, we wonen in dezelfde flats als in zeventig."
    assert denies(an_attributing("Sloop"), text, "flat", "sloop")
    assert not denies(an_attributing("Flats"), text, "flat", "sloop")


@pytest.mark.parametrize("label", ["Gebrek aan samenhang", "Minder samenhang", "Samenhangtekort"])
def test_code_that_is_named_a_lack_is_not_denied_by_a_passage(label):
    text = "De samenhang is er nooit gekomen."
    assert denies(an_attributing("Samenhang"), text, "samenhang")
    assert not denies(an_attributing(label), text, "samenhang")


def test_code_whose_indicators_deny_is_not_denied_by_a_passage():
    attributing = an_attributing("Iets", phrases=("geen samenhang", "niet op elkaar afgestemd"))
    assert not denies(attributing, "De samenhang is er nooit gekomen.", "samenhang")


def test_obstacle_is_denied_by_words_of_its_label_only():
    attributing = an_attributing("Versnippering", family=HINDERS)
    assert denies(attributing, "Er is hier geen versnippering.", "versnippering")
    assert not denies(attributing, "Niemand wist van de ander.", "weten")
    assert denies(an_attributing("Versnippering"), "Niemand wist van de ander.", "weten")


def test_polarity_that_is_not_declared_is_not_proposed():
    attributing = an_attributing("Iets", declared=("modaliteit",))
    assert attributing.of_ranked("c", Told.of("De school kwam er niet."), ["school"]) == {}


def test_ranked_code_gets_polarity_valence_and_period_but_is_not_called_a_judgement():
    attributing = an_attributing("Iets", family=HELPS)
    told = Told.of("Volgens mij is die school er in 1998 niet gekomen.")
    assert attributing.of_ranked("c", told, ["school"]) == {
        "polariteit": "ontkend",
        "valentie": "negatief",
        "periode": "voor_2000",
    }


def test_ranked_code_that_is_expected_is_said_to_be():
    told = Told.of("Ik verwacht dat die school er komt.")
    assert an_attributing("Iets").of_ranked("c", told, ["school"])["modaliteit"] == "verwachting"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Vroeger was hier een school.", "eerder"),
        ("Toen ik hier kwam wonen was er een school.", "eerder"),
        ("Toen ik hier in 1998 kwam wonen was er een school.", "voor_2000"),
        ("De school is beter dan vroeger.", None),
    ],
)
def test_earlier_without_a_year_is_a_period_of_its_own(text, period):
    proposed = an_attributing("Iets", declared=("periode",)).of_ranked("c", Told.of(text), ["school"])
    assert proposed.get("periode") == period


def test_what_indicators_say_stays_unless_the_passage_denies():
    attributing = an_attributing("Iets", family=HELPS)
    said = {"modaliteit": "verwachting", "valentie": "positief"}
    assert attributing.of_ranked("c", Told.of("De school is er."), ["school"], said) == said
    assert attributing.of_ranked("c", Told.of("De school is er niet."), ["school"], said) == {
        "polariteit": "ontkend",
        "modaliteit": "verwachting",
        "valentie": "negatief",
    }


def test_indicators_that_deny_are_not_asked_again():
    attributing = an_attributing("Iets")
    said = {"polariteit": "ontkend"}
    assert attributing.of_ranked("c", Told.of("De school is er."), ["school"], said) == said


def test_what_the_speaker_says_around_a_sentence_tells_whether_it_is_denied():
    attributing = an_attributing("Iets")
    asked = {"terms": ["school"]}
    said = "Die school is gekomen."
    assert not attributing.denies("c", Told.of(said), **asked)
    after = Told.of(said, ["Dat zeggen ze.", "Nou, ik heb er niks van gezien."])
    assert attributing.denies("c", after, **asked)
    before = Told.of("Nou, niks van gezien.", before=["Er was ons een school beloofd."])
    assert attributing.denies("c", before, **asked)


def test_a_denial_is_told_by_the_words_that_speak_most_for_it():
    told = Told.of("Ze hadden een school beloofd. Nou, ik heb er niks van gezien.")
    words = an_attributing("Iets").denying("c", told, ["school"])
    assert 0 < len(words) <= 3
    assert all(word in "ze hadden een school beloofd nou ik heb er niks van gezien" for word in words)


def test_empty_passage_gets_nothing():
    assert an_attributing("Iets").of_ranked("c", Told.of(""), []) == {}


def test_what_was_said_by_others_is_taken_back_by_what_follows():
    assert denies(an_attributing("Drugs", family=HINDERS), "Dat er drugs zijn, dat klopt niet.", "drug")
    assert denies(an_attributing("Iets"), "Er is over de school gesproken. Ik heb er niks van gezien.", "school")
    assert denies(an_attributing("Iets"), "De school stond in het plan, maar dat is bij een folder gebleven.", "school")
    assert not denies(an_attributing("Iets"), "Er is over de school gesproken. Die kwam er ook.", "school")


def test_place_of_what_is_denied_is_not_affirmed_by_it_and_a_cause_is():
    attributing = an_attributing("Iets")
    assert denies(attributing, "In onze flat is geen schilder geweest.", "flat", "schilder")
    assert not denies(attributing, "Door de crisis ging er niks meer door.", "crisis", "doorgaan")


def test_denial_by_indicators_does_not_hold_for_what_is_only_supposed():
    attributing = an_attributing("Iets", family=HELPS)
    supposed = Told.of("Zonder die school was het nooit gelukt.")
    assert not attributing.denies("c", supposed, ["school"], by_indicator=True)
    assert attributing.of_ranked("c", supposed, ["school"], {"polariteit": "ontkend"}).get("polariteit") is None
    assert attributing.denies("c", Told.of("De school kwam er niet."), ["school"], by_indicator=True)


def test_indicators_that_deny_count_for_a_denial():
    attributing = an_attributing("Iets")
    told = Told.of("Nou, de school was er dus in al die jaren.")
    assert not attributing.denies("c", told, ["school"])
    assert attributing.denies("c", told, ["school"], by_indicator=True)


def test_what_somebody_says_in_another_turn_denies_nothing_though_the_same_was_said_before_both():
    said = ("De school is er nu.", "De school is er nu.", "Dat zeggen ze. Nou, ik heb er niks van gezien.")
    text, turns = "", []
    for number, speech in enumerate(said, start=1):
        text += "Hm.\n"
        span = Span(len(text), len(text) + len(speech))
        turns.append(Turn(number, "X", Role.RESPONDENT, span, span))
        text += f"{speech}\n"
    read = sentences("d", text, turns)
    assert read[1].unit.context == read[2].unit.context
    ranked = [(), (Ranked("c", 0.5, {}, (Term("school", 1.0),), ()),), (), ()]
    (found,) = suggestions(read, ranked, [], {}, an_attributing("Iets"))
    assert "polariteit" not in found.attributes
    in_one = [each._replace(turn=1) for each in read]
    (found,) = suggestions(in_one, ranked, [], {}, an_attributing("Iets"))
    assert found.attributes["polariteit"] == "ontkend"


def test_ranked_code_is_denied_by_the_next_sentence_of_its_turn_and_tells_by_which_words():
    text = "De school is er nu. Dat zeggen ze. Nou, ik heb er niks van gezien."
    whole = Span(0, len(text))
    read = sentences("d", text, [Turn(1, "X", Role.RESPONDENT, whole, whole)])
    ranked = [(Ranked("c", 0.5, {}, (Term("school", 1.0),), ()),), (), ()]
    (found,) = suggestions(read, ranked, [], {}, an_attributing("Iets"))
    assert found.attributes["polariteit"] == "ontkend"
    assert found.explanations[-1].negation
    (alone,) = suggestions(read[:1], ranked[:1], [], {}, an_attributing("Iets"))
    assert "polariteit" not in alone.attributes
    assert alone.explanations[-1].negation is None


@pytest.mark.parametrize(
    "said", ["De school is er.", "Er is hier een school gekomen.", "De school is altijd weer van ons geweest."]
)
def test_nothing_is_denied_without_a_word_that_denies(said):
    attributing = an_attributing("Iets", least=-99.0)
    assert not attributing.denies("c", Told.of(said), ["school"])
    assert attributing.denies("c", Told.of(f"{said} Nou, niet dus."), ["school"])


def test_a_denial_is_not_explained_by_words_that_say_nothing():
    told = Told.of("De school is er niet van gekomen, en het is van de baan.")
    words = an_attributing("Iets").denying("c", told, ["school"])
    assert any("niet" in word.split() for word in words)
    assert not {"de", "is", "er", "van", "het"} & set(words)


def test_a_lack_told_with_a_negation_is_there():
    attributing = an_attributing("Minder toezicht", least=-99.0)
    told = Told.of("Je ziet hier nooit politie.")
    assert attributing.of_ranked("c", told, ["politie"], {}) == {}
    around = Told.of("Je ziet hier nooit politie.", ["Dat zeggen ze, maar het klopt niet."])
    assert attributing.of_ranked("c", around, ["politie"], {})["polariteit"] == "ontkend"


def test_the_negation_of_something_bad_denies_nothing_good():
    attributing = an_attributing("Veiligheid", least=-99.0)
    assert not attributing.denies("c", Told.of("Ik ben hier nooit bang."), ["bang"])
    assert attributing.denies("c", Told.of("Ik ben hier nooit op straat."), ["straat"])


def reasons(rank, codings, hits=()):
    text = "De school is er nu."
    whole = Span(0, len(text))
    read = sentences("d", text, [Turn(1, "X", Role.RESPONDENT, whole, whole)])
    lexicon = [Suggestion(whole, "c", 0.5, 1, {}, hits)] if hits else []
    (found,) = suggestions(read, [(rank,)], lexicon, codings, an_attributing("Iets"))
    return found.explanations


@pytest.mark.parametrize(
    ("learned", "before", "method"), [(0.3, False, "learned"), (0.01, False, "codebook"), (0.3, True, "before")]
)
def test_a_rank_tells_what_it_stands_on(learned, before, method):
    rank = Ranked("c", 0.5, {"learned": learned}, (Term("school", 1.0),), (), before)
    (why,) = reasons(rank, {})
    assert why.method == method


def test_a_coding_over_two_sentences_is_named_once_as_the_nearest():
    rank = Ranked("c", 0.5, {}, (Term("school", 1.0),), ("e:0", "e:9"))
    (why,) = reasons(rank, {("e:0", "c"): 7, ("e:9", "c"): 7})
    assert why.nearest == (7,)


def test_no_hit_is_told_to_be_negated_where_the_code_is_not_denied():
    hit = Explanation("lexicon", "school", (Span(3, 9),), "lemma", negation="nooit")
    rank = Ranked("c", 0.5, {}, (Term("school", 1.0),), ())
    assert [why.negation for why in reasons(rank, {}, (hit,))] == [None, None]
