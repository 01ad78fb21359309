"""Logistic regression that starts somewhere: what it finds, and that it never ends worse than it began."""

import numpy as np
import pytest

from qualcode.nlp import logistic


def a_case(seed: int = 0, cases: int = 2000):
    random = np.random.default_rng(seed)
    columns = np.column_stack([np.ones(cases), random.normal(size=cases)])
    target = (random.random(cases) < logistic.sigmoid(columns @ [-1.0, 2.0])).astype(float)
    return columns, target, np.ones(cases)


def test_weights_that_made_the_cases_are_found() -> None:
    weights = logistic.fit(*a_case(), np.zeros(2), prior=0.1)
    assert weights == pytest.approx([-1.0, 2.0], abs=0.25)


def test_few_cases_leave_the_weights_where_they_start() -> None:
    columns, target, counts = a_case(cases=3)
    assert logistic.fit(columns, target, counts, np.array([0.5, 0.5]), prior=1e6) == pytest.approx([0.5, 0.5], abs=1e-3)


def test_case_that_counts_nothing_teaches_nothing() -> None:
    columns, target, counts = a_case()
    half = np.where(np.arange(len(counts)) % 2, 0.0, 1.0)
    nonsense = np.where(half == 0, 1 - target, target)
    start = np.zeros(2)
    kept = logistic.fit(columns[half == 1], target[half == 1], counts[half == 1], start, prior=1)
    assert logistic.fit(columns, nonsense, half, start, prior=1) == pytest.approx(kept)


def test_starting_weights_that_stand_like_the_cases_themselves_go_half_the_way() -> None:
    columns, target, counts = a_case()
    start = np.array([-0.8, 1.8])
    free, held = (logistic.fit(columns, target, counts, start, prior=0.01, again=again) for again in (0.0, 1.0))
    assert held - start == pytest.approx((free - start) / 2, abs=0.02)


def test_one_group_that_lacks_what_was_expected_pulls_less_and_many_that_agree_pull_as_they_did() -> None:
    columns, _, counts = a_case()
    start, own = np.array([-1.0, 2.0]), np.arange(len(counts)) % 200
    nothing = np.zeros(len(counts))
    alone = {"prior": 1.0, "again": 5.0}
    free, held = (logistic.fit(columns, nothing, counts, start, **alone, groups=each) for each in (None, own * 0))
    assert start[0] - held[0] < 0.6 * (start[0] - free[0])
    free, held = (logistic.fit(columns, nothing, counts, start, **alone, groups=each) for each in (None, own))
    assert held == pytest.approx(free)


def test_steps_that_overshoot_are_taken_back() -> None:
    """Far from the solution of rare cases a plain Newton step makes it worse, and the weights run away."""
    random = np.random.default_rng(1)
    columns = np.column_stack([np.ones(20_000), random.normal(size=(20_000, 6)) ** 3])
    target = (random.random(20_000) < 0.005).astype(float)
    weights = logistic.fit(columns, target, np.ones(20_000), np.array([-6.0, 3.0, -3.0, 3.0, -3.0, 3.0, -3.0]), 100)
    assert np.abs(weights).max() < 10
    assert logistic.sigmoid(columns @ weights).mean() == pytest.approx(0.005, abs=0.002)
