"""The figures of a ranking, against what is worked out by hand."""

import numpy as np
import pytest

from qualcode.domain.evaluation import (
    by_code,
    calibration_error,
    f1,
    figures,
    interval,
    polarity_accuracy,
    recall_at,
    wrongly_denied,
)

CHANCES = np.array([[0.9, 0.5, 0.1], [0.2, 0.8, 0.6], [0.1, 0.2, 0.3]])
RIGHT = np.array([[True, False, False], [True, False, True], [False, False, False]])


def test_recall_counts_hits_among_the_first_over_what_could_be_hit() -> None:
    # first unit: 1 of 1; second: its first code is wrong, its second right, so 0 of 1 and 1 of 2
    assert recall_at(1, CHANCES[:2], RIGHT[:2]) == pytest.approx(0.5)
    assert recall_at(2, CHANCES[:2], RIGHT[:2]) == pytest.approx((1 + 0.5) / 2)
    assert recall_at(3, CHANCES[:2], RIGHT[:2]) == 1


def test_code_that_cannot_be_proposed_is_not_found_though_there_are_few_codes() -> None:
    chances, right = np.array([[0.9, 0.0]]), np.array([[False, True]])
    assert recall_at(3, chances, right) == 0
    assert calibration_error(chances, right) == pytest.approx(0.9)
    assert polarity_accuracy(chances, right, right, right) is None
    assert by_code(np.repeat(chances, 5, axis=0), np.repeat(right, 5, axis=0))[1].recall_at_3 == 0


def test_f1_by_pair_and_by_code() -> None:
    micro, macro = f1(CHANCES >= 0.3, RIGHT)
    assert micro == pytest.approx(2 * 2 / (5 + 3))  # hits: (0,0) (1,2); suggested 5; wanted 3
    assert macro == pytest.approx((2 * 1 / (1 + 2) + 2 * 1 / (2 + 1)) / 2)


def test_chances_that_come_true_have_no_calibration_error() -> None:
    assert calibration_error(np.full((10, 1), 0.7), np.arange(10)[:, None] < 7) == pytest.approx(0)
    assert calibration_error(np.full((10, 1), 0.7), np.arange(10)[:, None] < 2) == pytest.approx(0.5)


def test_share_of_units_without_code_that_show_a_suggestion() -> None:
    assert figures(CHANCES, RIGHT).suggested_share_uncoded == 1
    assert figures(CHANCES - 0.1, RIGHT).suggested_share_uncoded == 0


def test_what_is_shown_of_units_with_a_code() -> None:
    low = np.where(CHANCES < 0.85, CHANCES / 3, CHANCES)  # only (0, 0) stays above the threshold
    found = figures(low, RIGHT)
    assert (found.recall_at_3, found.suggested_share_coded, found.shown_recall) == (1, 0.5, 0.5)


def test_nothing_is_claimed_where_no_unit_has_a_code() -> None:
    none = figures(CHANCES[2:], RIGHT[2:])
    assert (none.precision_at_1, none.recall_at_3, none.f1_micro) == (None, None, None)


def test_interval_is_wide_where_few_documents_differ() -> None:
    values = np.repeat([0.0, 1.0], 50)
    few, many = (interval(values, [str(at // each) for at in range(100)]) for each in (20, 1))
    assert few is not None
    assert many is not None
    assert few[0] < 0.2
    assert few[1] > 0.8
    assert 0.35 < many[0] < 0.5 < many[1] < 0.65
    assert interval(values, ["a"] * 50 + ["b"] * 50) is None, "two documents say nothing of others"
    assert interval(values[:0], []) is None


def test_polarity_counts_only_denied_codes_that_were_found() -> None:
    denied = np.array([[True, False, False], [True, False, True], [False, False, False]])
    said = np.array([[True, False, False], [False, False, False], [False, False, False]])
    assert polarity_accuracy(CHANCES, RIGHT, denied, said) == pytest.approx(1 / 3)
    assert polarity_accuracy(CHANCES, RIGHT, denied & False, said) is None


def test_polarity_of_what_is_not_among_the_first_three_does_not_count() -> None:
    chances, right = np.array([[0.9, 0.8, 0.7, 0.1]]), np.array([[True, False, False, True]])
    denied = np.array([[False, False, False, True]])
    assert polarity_accuracy(chances, right, denied, denied) is None
    assert wrongly_denied(chances, right, denied, ~denied) == 1


def test_wrongly_denied_are_right_codes_that_the_speaker_affirms() -> None:
    denied = np.array([[True, False, False], [False, False, False], [False, False, False]])
    everything = np.ones((3, 3), dtype=bool)
    assert wrongly_denied(CHANCES, RIGHT, denied, everything) == 1  # both others of three right codes
    assert wrongly_denied(CHANCES, RIGHT, denied, denied) == 0
    assert wrongly_denied(CHANCES, RIGHT, denied, np.array([[True, False, False]] * 3)) == pytest.approx(1 / 2)


def test_wrongly_denied_says_nothing_where_nobody_coded_polarity() -> None:
    nothing = np.zeros((3, 3), dtype=bool)
    assert wrongly_denied(CHANCES, RIGHT, nothing, ~nothing) is None
    assert wrongly_denied(CHANCES, RIGHT, RIGHT, RIGHT) is None  # nor where no right code is affirmed


def test_too_few_units_of_a_code_prove_nothing() -> None:
    right = np.array([[True, False]] * 6 + [[False, True]] * 2)
    often, seldom = by_code(np.where(right, 0.6, 0.1), right)
    assert often == (6, 1.0, 1.0)
    assert seldom == (2, None, None)
