"""Agreement of two coders: counted by hand, checked against published examples, undefined where it is undefined."""

import json
from pathlib import Path

import pytest

from qualcode.domain.agreement import FourCells, Mark, Reading, by_code, compare, pieces, pooled, touched
from qualcode.domain.reliability import coefficients
from qualcode.domain.span import Span
from qualcode.errors import InputError
from qualcode.interchange.judgements import read_judgements

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "agreement" / "examples.json"
CLOSE = 0.0015
"""The tolerance of the examples."""


def example(name):
    if not EXAMPLES.is_file():
        pytest.skip("left out: ../shared/data/agreement/examples.json is not here")
    return next(each for each in json.loads(EXAMPLES.read_text("utf-8"))["examples"] if each["id"] == name)


def close(value):
    return pytest.approx(value, abs=CLOSE)


# One code, two coders


@pytest.mark.parametrize("name", ["kappa_table_1", "kappa_table_4"])
def test_four_cells_have_the_published_kappa(name):
    found = example(name)
    (both, only_a), (only_b, neither) = found["contingency"]
    cells = FourCells(both, only_a, only_b, neither)
    assert cells.kappa == close(found["published"]["cohen_kappa"])
    assert cells.percent == close(found["computed"]["po"])


def test_characters_are_compared_as_in_the_example():
    found = example("charlevel_own")
    spans = {coder: [Span(*span) for who, _, *span in found["units"] if who == coder] for coder in ("c1", "c2")}
    units = list(pieces([Span(0, found["length"])], [*spans["c1"], *spans["c2"]]))
    cells = compare(units, [end - start for start, end in units], spans["c1"], spans["c2"])
    computed = found["computed"]
    assert cells == (computed["both"], computed["only1"], computed["only2"], computed["neither"])
    assert (cells.percent, cells.kappa) == (close(computed["po"]), close(computed["cohen_kappa"]))
    assert cells.positive == close(computed["holsti"])


def test_positive_agreement_is_the_f1_of_one_coder_against_the_other():
    cells = FourCells(both=6, only_a=2, only_b=4, neither=88)
    precision, recall = 6 / 8, 6 / 10
    assert cells.positive == pytest.approx(2 * precision * recall / (precision + recall))


def test_without_units_nothing_is_defined():
    cells = FourCells(0, 0, 0, 0)
    assert (cells.percent, cells.positive, cells.kappa) == (None, None, None)


@pytest.mark.parametrize("cells", [FourCells(0, 0, 0, 9), FourCells(9, 0, 0, 0)])
def test_kappa_is_undefined_where_both_did_the_same_everywhere(cells):
    assert cells.kappa is None
    assert cells.percent == 1


def test_positive_agreement_is_undefined_where_nobody_gave_the_code():
    assert FourCells(0, 0, 0, 9).positive is None


def test_kappa_of_a_code_that_one_coder_never_gave_is_nought():
    assert FourCells(0, 3, 0, 7).kappa == 0


def test_unit_is_coded_when_a_coding_touches_it_with_one_character():
    units = [Span(0, 10), Span(12, 20), Span(20, 30)]
    assert touched(units, [Span(9, 12)]) == {0}
    assert touched(units, [Span(10, 12)]) == set()
    assert touched(units, [Span(19, 21), Span(0, 1)]) == {0, 1, 2}


def test_speech_is_cut_at_the_borders_of_codings():
    speeches = [Span(0, 10), Span(20, 30)]
    cut = list(pieces(speeches, [Span(5, 25), Span(0, 10)]))
    assert cut == [Span(0, 5), Span(5, 10), Span(20, 25), Span(25, 30)]


def test_codes_are_counted_over_texts_also_where_only_one_has_them():
    units = [Span(0, 5), Span(5, 10)]
    first = Reading(units, [1, 1], a=[Mark("factor", Span(0, 5))], b=[Mark("factor", Span(2, 7))])
    second = Reading(units, [1, 1], a=[], b=[Mark("patroon", Span(0, 5))])
    counted = by_code([first, second])
    assert counted == {"factor": FourCells(1, 0, 1, 2), "patroon": FourCells(0, 0, 1, 3)}
    assert pooled(counted.values()) == FourCells(1, 0, 2, 5)


# A table of judgements


@pytest.mark.parametrize("name", ["krippendorff2011_4x12", "krippendorff2011_binary_2x10"])
def test_table_of_coders_has_the_published_alpha(name):
    found = example(name)
    assert coefficients(list(zip(*found["data"], strict=True))).alpha == close(found["published"]["alpha_nominal"])


def test_table_with_gaps_has_the_coefficients_of_the_reference_package():
    found = example("krippendorff2011_4x12")
    reference = found["computed"]["irrCAC_0.4.4"]
    mine = coefficients(list(zip(*found["data"], strict=True)))
    assert mine.ac1 == close(reference["gwet_ac1"]["coeff"])
    assert mine.fleiss == close(reference["fleiss"]["coeff"])
    assert mine.percent == close(reference["fleiss"]["pa"])
    assert mine.undefined == ["kappa"]


@pytest.mark.parametrize("name", ["kappa_table_1", "kappa_table_4"])
def test_table_of_two_coders_has_the_coefficients_of_the_example(name):
    found = example(name)
    table = [
        (row, column)
        for row, counts in enumerate(found["contingency"])
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    mine, computed = coefficients(table), found["computed"]
    assert (mine.kappa, mine.ac1) == (close(computed["cohen_kappa"]), close(computed["gwet_ac1"]))
    assert (mine.fleiss, mine.percent) == (close(computed["scott_pi"]), close(computed["po"]))


def test_fleiss_has_the_published_value_for_fourteen_raters():
    found = example("fleiss_wikipedia_10x5")
    table = [[category for category, n in enumerate(row) for _ in range(n)] for row in found["counts"]]
    mine = coefficients(table)
    assert (mine.fleiss, mine.percent) == (close(found["published"]["fleiss_kappa"]), close(0.378))


def test_one_category_leaves_all_but_the_percentage_undefined():
    mine = coefficients([("a", "a"), ("a", "a")])
    assert mine.percent == 1
    assert mine.undefined == ["kappa", "fleiss", "alpha", "ac1"]


@pytest.mark.parametrize("table", [[], [("a", None), (None, "b")], [(None, None)]])
def test_table_without_pairs_leaves_everything_undefined(table):
    assert coefficients(table).undefined == ["percent", "kappa", "fleiss", "alpha", "ac1"]


@pytest.mark.parametrize("text", ["annelies,bram\nja,nee\n,ja\n", "unit;annelies;bram\n1;ja;nee\n2;;ja\n3;;\n"])
def test_table_is_read_with_its_gaps(text, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8")
    table = read_judgements(file)
    assert table.coders == ("annelies", "bram")
    assert table.rows == (("ja", "nee"), (None, "ja"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the table is empty"),
        ("annelies\nja\n", "line 1: the table has judgements of 1 coder"),
        ("1,1,2\n1,2,2\n", "line 1: the coder '1' stands there twice"),
        ("a,b,\n1,2,2\n", "line 1: a column has no coder"),
        ("a,b\n1,2\n1,2,3\n", "line 3: the line has 3 cells, but there are 2 columns"),
    ],
)
def test_what_is_no_table_of_judgements_is_refused(text, said, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_judgements(file)
