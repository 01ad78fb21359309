"""What passages coded for practice say of the codes, and of which codes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.ranking import Unit
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.practice import Practice, Practised, entry, table
from qualcode.nlp.ranker import Groundwork, leaves

CODEBOOK = Path(__file__).parents[3] / "codebook.yaml"
PARK, SCHOOL = (
    Code("park", None, {"nl": "Park"}, definition="Iets over groen."),
    Code("school", None, {"nl": "School"}, definition="Iets over leren."),
)
BOOK = Codebook("Boek", "nl", (), (PARK, SCHOOL))
TEXTS = ("We stonden bij de vijver.", "Het regende bij de vijver de hele middag.")
TOLD = {("school", entry(SCHOOL)): Practised(0.01, {"vijver": 0.6, "nergens": 0.4})}


def ground(book=BOOK, told=TOLD):
    found = Groundwork.of(book, [Unit(str(at), "d", text) for at, text in enumerate(TEXTS)])
    return replace(found, practice=Practice.of(book, found.codes, found.words.words.terms, told))


def test_what_was_practised_makes_a_code_likelier_and_is_named_as_a_reason():
    asked = [Unit("x", "e", TEXTS[0])]
    taught, bare = ground(), ground(told={})
    ((first, *_),) = taught.learn([]).explained(taught.read(asked))
    assert first.code == "school"
    assert first.sources["practice"] > 0
    assert "vijver" in {term.word for term in first.terms}
    (ranked,) = bare.learn([]).explained(bare.read(asked))
    without = {each.code: each for each in ranked}
    assert without["school"].probability < first.probability
    assert "practice" not in without["school"].sources


@pytest.mark.parametrize("part", ["definition", "include", "exclude"])
def test_code_that_means_something_else_now_was_not_practised(part):
    other = replace(SCHOOL, **{part: "Iets anders."})
    book = replace(BOOK, codes=(PARK, other))
    assert ground(book).practice is None
    renamed = replace(SCHOOL, label={"nl": "Onderwijs"})
    assert ground(replace(BOOK, codes=(PARK, renamed))).practice is not None


def test_only_practised_codes_get_anything_and_what_has_no_word_speaks_against_them():
    found = ground()
    read = found.read([Unit("x", "e", TEXTS[0]), Unit("y", "e", "Verder niks.")])
    layer = read.arrays()[read.sources["practice"]]
    assert layer[:, 0].tolist() == [0, 0]
    assert layer[0, 1] > 0 > layer[1, 1]
    assert np.array_equal(read.at([1]).scores[read.sources["practice"]], layer[1:])
    assert not isinstance(read.scores[read.sources["practice"]], np.ndarray), "it takes memory for all units"


def test_the_table_is_of_codes_as_the_codebook_means_them():
    book = read_codebook(CODEBOOK)
    known = {(code.id, entry(code)) for code in book.codes}
    assert set(table()) <= known, "python -m benchmarks.practice --write fits it anew"
    assert {code for code, _ in table()} <= set(leaves(book))
    assert all(np.isfinite(list(own.terms.values())).all() for own in table().values())
