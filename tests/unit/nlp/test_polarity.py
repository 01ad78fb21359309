"""Polarity of codes, through the whole chain: indicators, ranking without codings, and denial of a code."""

from pathlib import Path

import pytest
import yaml

from qualcode.domain.ranking import Unit
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.denial import Told
from qualcode.nlp.indications import indicated
from qualcode.nlp.ranker import Groundwork, leaves, with_lexicon

CASES = Path(__file__).parent / "cases"
CODEBOOK = Path(__file__).parents[3] / "codebook.yaml"


@pytest.fixture
def polarities(request):
    """Text of the file -> the sign of each of its codes, `-` where it would be suggested as denied."""
    content = yaml.safe_load((CASES / f"{request.param}.yaml").read_text(encoding="utf-8"))
    expected = content["cases"] | content["known_failures"]
    book, texts = read_codebook(CODEBOOK), tuple(expected)
    codes = leaves(book)
    units = [Unit(str(at), str(at), text) for at, text in enumerate(texts)]
    ground = Groundwork.of(book, units, codes)
    found = indicated(book, {code: at for at, code in enumerate(codes)}, texts)
    read = with_lexicon(ground.read(units), found.scores)
    ranker, attributing = ground.learn([], read.at([])), Attributing(book)

    def of(text):
        row = texts.index(text)
        asked = [sign_and_code[1:] for sign_and_code in expected[text].split()]
        pairs = [(row, codes.index(code)) for code in asked]
        told = Told.of(text)
        denied = [
            attributing.denies(code, told, terms, by_indicator=bool(found.denied[pair]))
            for code, pair, terms in zip(asked, pairs, ranker.terms_of(read, pairs), strict=True)
        ]
        return " ".join(("-" if no else "+") + code for code, no in zip(asked, denied, strict=True))

    return of


@pytest.mark.parametrize(
    ("polarities", "name"),
    [(name, name) for name in ("polarity", "polarity_unseen", "polarity_plain")],
    indirect=["polarities"],
)
def test_polarity_of_codes_in_labelled_talk(regression, polarities, name):
    regression(name, polarities)
