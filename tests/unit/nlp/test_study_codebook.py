"""The lexicon of the codebook that comes with the program, on the interviews that do."""

import re
from pathlib import Path

import pytest
from dutch import suggestions

from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.lexicon import Lexicon

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def codebook():
    return read_codebook(ROOT / "codebook.yaml")


@pytest.fixture(scope="module")
def lexicon(codebook):
    return Lexicon(codebook)


@pytest.mark.parametrize(
    ("text", "code", "attributes"),
    [
        ("Ze knapten de boel op.", "factor.fysieke_investeringen", {}),
        ("Er was geen lange adem.", "belemmering.gebrek_lange_adem", {"polariteit": "bevestigd"}),
        ("Er is hier geen samenwerking.", "governance.samenwerking", {"polariteit": "ontkend"}),
        ("De corporatie trok zich terug.", "belemmering.corporatie_terugtrekking", {}),
        ("Bewonersinitiatieven zijn dun gezaaid.", "belemmering.weinig_bewonersinitiatief", {}),
    ],
)
def test_suggestion_for_a_typical_sentence(lexicon, text, code, attributes):
    found = {each.code: each.attributes for each in suggestions(lexicon, text)}
    assert code in found
    assert attributes.items() <= found[code].items()


def test_every_suggestion_names_a_code_and_values_of_the_codebook(codebook, lexicon):
    declared = {code.id: {a.id: a.values for a in codebook.attributes_of(code.id)} for code in codebook.codes}
    for path in sorted((ROOT / "corpus").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for each in suggestions(lexicon, text):
            assert 0 < each.score <= 1
            assert all(value in declared[each.code][name] for name, value in each.attributes.items())
            assert all(word.of(text).strip() for why in each.explanations for word in why.words)


def spoken(example):
    """The words of a respondent in an example: the reason after a borderline quote names codes and must not count."""
    borderline = re.fullmatch(r'Grensgeval: "(.+)" \(.+\)', example)
    return borderline[1] if borderline else example


def test_lexicon_finds_a_fifth_of_the_examples(codebook, lexicon):
    """A guard on the indicators, not a measure: half of the examples are borderline cases, found less often."""
    examples = [(code.id, spoken(text)) for code in codebook.codes if code.indicators.lemmas for text in code.examples]
    found = sum(any(each.code == code for each in suggestions(lexicon, text)) for code, text in examples)
    assert found > len(examples) / 5
