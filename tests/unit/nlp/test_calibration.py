"""Probabilities that were too high or too low are set right without turning the order of codes round."""

import numpy as np

from qualcode.domain.evaluation import calibration_error
from qualcode.nlp.calibration import INDICATED, PRACTISED, Line, fit


def test_probabilities_that_were_too_high_come_down() -> None:
    chance = np.random.default_rng(0)
    said = chance.uniform(0.3, 0.9, (500, 4))
    right = (chance.uniform(size=said.shape) < said / 2).astype(float)
    line = fit(said, right, np.ones_like(said), np.arange(500))
    assert (calibration_error(said, right) or 0) > 0.3
    assert (calibration_error(line.of(said), right) or 1) < 0.06
    assert (np.argsort(line.of(said), axis=1) == np.argsort(said, axis=1)).all()


def test_few_codings_change_little() -> None:
    said = np.full((2, 3), 0.6)
    assert abs(fit(said, np.zeros_like(said), np.ones_like(said), np.zeros(2, dtype=int)).of(said)[0, 0] - 0.6) < 0.1
    assert np.allclose(Line().of(said), said)


def test_many_units_of_one_transcript_are_one_case() -> None:
    said = np.full((500, 3), 0.6)
    one, many = (
        fit(said, np.zeros_like(said), np.ones_like(said), np.arange(500) % n).of(said)[0, 0] for n in (1, 100)
    )
    assert one > 0.45
    assert many < 0.2


def test_what_indicators_say_counts_for_more_and_what_practice_says_for_less() -> None:
    said = np.array([0.02, 0.2, 0.4, 0.9])
    assert (INDICATED.of(said) > said).all()
    assert (PRACTISED.of(said)[1:] < said[1:]).all()
    assert all((np.diff(line.of(said)) > 0).all() for line in (INDICATED, PRACTISED))
