"""How often what looks likely is right: one line through the logits of the likeliest codes, by what came true.

The weights of `weighing` are fitted on all pairs of unit and code, nearly all of which are unlikely; the few likely
ones are what a coder sees. Shifting and stretching all logits alike leaves the order of the codes as it is.

Source: Platt, Probabilistic outputs for support vector machines (1999).
"""

from typing import Any, NamedTuple

import numpy as np

from qualcode.nlp import logistic

FIRST = 5
"""Codes of a unit that count, the likeliest ones."""

PRIOR = 50.0
"""How firmly the logits stand as they are, in pairs."""

TRANSCRIPTS = 5.0
"""How firmly they stand besides, in transcripts like those that were read in full."""

EDGE, FLAT = 1e-9, 1e-5


class Line(NamedTuple):
    """New logit = shift + stretch * logit."""

    shift: float = 0.0
    stretch: float = 1.0

    def of(self, chances: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        """The probabilities as they should have been."""
        return logistic.sigmoid(self.shift + self.stretch * _logits(chances))


INDICATED, PRACTISED = Line(1.0, 1.15), Line(-0.65, 0.85)
"""Where indicators take part, and for codes that were practised: what the starting weights say is too little, and too
much (docs/SUGGESTIONS.md has by what it was told)."""


def fit(
    chances: "np.ndarray[Any, Any]",
    right: "np.ndarray[Any, Any]",
    certainty: "np.ndarray[Any, Any]",
    own: "np.ndarray[Any, Any]",
) -> Line:
    """The likeliest line, given that it starts as no change.

    Args:
        chances: Probabilities, shape (units, codes).
        right: 1 where a code belongs to a unit, else 0.
        certainty: What each pair counts, 0-1.
        own: The transcript of each unit, from 0, shape (units,).
    """
    first = np.argsort(-chances, axis=1, kind="stable")[:, :FIRST]
    logits, target, counts = (
        np.take_along_axis(each, first, axis=1).ravel() for each in (_logits(chances), right, certainty)
    )
    columns = np.stack([np.ones_like(logits), logits], axis=1)
    again, groups, start = TRANSCRIPTS / (own.max() + 1), np.repeat(own, first.shape[1]), np.array([0.0, 1.0])
    shift, stretch = logistic.fit(columns, target, counts, start, PRIOR, again=again, groups=groups)
    # a stretch of 0 or less would turn the order round
    return Line(float(shift), max(float(stretch), FLAT))


def _logits(chances: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    kept = np.clip(chances, EDGE, 1 - EDGE).astype(np.float64)
    return np.asarray(np.log(kept / (1 - kept)))
