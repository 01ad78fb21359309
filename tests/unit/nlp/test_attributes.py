"""Attributes that come with a suggestion: valence by the family of the code, period by years."""

import pytest

from qualcode.domain.codebook import Attribute, Code, Codebook, Indicators
from qualcode.domain.span import Span
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp.clause import Word
from qualcode.nlp.lexicon import Lexicon
from qualcode.nlp.period import period
from qualcode.nlp.tokens import pieces
from qualcode.nlp.valence import direction

PERIODS = ("voor_2000", "2000_2008", "2008_2014", "2015_2020", "onbepaald")


OUTCOMES = ("leefbaarheid", "imago", "straat", "veilig", "onveilig", "sfeer")


def a_study(
    *,
    labels=("Belemmerende factoren", "Begunstigende factoren"),
    attributes=("valentie",),
    words=(("leegstand",), ("buurtfeest",)),
):
    values = {name: {"nl": name} for name in ("positief", "negatief")}
    families = [
        Code(id=name, parent=None, label={"nl": label}, definition="") for name, label in zip("ab", labels, strict=True)
    ]
    codes = [
        Code(
            id=f"{family}.x",
            parent=family,
            label={"nl": lemmas[0]},
            definition="",
            indicators=Indicators(lemmas=lemmas),
        )
        for family, lemmas in zip("ab", words, strict=True)
    ]
    declared = [Attribute(id=name, label={"nl": name}, values=values, applies_to=("a", "b")) for name in attributes]
    polarity = {"bevestigd": {"nl": "bevestigd"}, "ontkend": {"nl": "ontkend"}}
    declared.append(Attribute(id="polariteit", label={"nl": "polariteit"}, values=polarity, applies_to=("a", "b")))
    return Lexicon(Codebook(title="T", language="nl", attributes=tuple(declared), codes=(*families, *codes)))


def attributes(lexicon, text):
    speech = Span(0, len(text))
    return [dict(each.attributes) for each in lexicon.suggest(text, [Turn(1, "R1", Role.RESPONDENT, speech, speech)])]


def test_valence_of_labelled_sentences(regression):
    lexicon = a_study()
    regression("valence", lambda text: attributes(lexicon, text)[0].get("valentie", "-"))


def test_valence_of_outcomes_in_labelled_sentences(regression):
    lexicon = a_study(labels=("Uitkomsten", "Begunstigende factoren"), words=(OUTCOMES, ("buurtfeest",)))

    def found(text):
        return next(iter({each.get("valentie", "-") for each in attributes(lexicon, text)}), "-")

    regression("valence_outcomes", found)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Dus de straat is schoon.", "Ja.", "positief"),
        ("Dus de straat is schoon.", "Nee.", None),
        ("Is de straat schoon?", "Ja.", None),
    ],
)
def test_valence_of_an_outcome_is_taken_over_from_what_is_agreed_with(question, answer, expected):
    lexicon = a_study(labels=("Uitkomsten", "Begunstigende factoren"), words=(OUTCOMES, ("buurtfeest",)))
    text = f"{question}\n{answer}"
    turns = [
        Turn(1, "I", Role.INTERVIEWER, Span(0, len(question)), Span(0, len(question))),
        Turn(2, "R1", Role.RESPONDENT, Span(len(question) + 1, len(text)), Span(len(question) + 1, len(text))),
    ]
    (suggestion,) = lexicon.suggest(text, turns)
    assert suggestion.attributes.get("valentie") == expected


def test_predicate_decides_nothing_for_an_intervention():
    assert attributes(a_study(labels=("Interventies", "Uitkomsten")), "De leegstand is vies.") == [{}]


def test_family_without_a_direction_gives_no_valence():
    assert attributes(a_study(labels=("Uitkomsten", "Interventies")), "Veel leegstand.") == [{}]


def test_valence_is_proposed_only_where_the_codebook_declares_it():
    assert attributes(a_study(attributes=()), "Veel leegstand.") == [{}]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Belemmerende factoren", "negatief"),
        ("Knelpunten", "negatief"),
        ("Succesfactoren", "positief"),
        ("Uitkomsten", None),
    ],
)
def test_label_of_a_family_tells_its_direction(label, expected):
    assert direction(label) == expected


def test_period_of_labelled_sentences(regression):
    def found(text):
        return period([Word.of(token) for token, _ in pieces(text)], PERIODS) or "-"

    regression("period", found)
