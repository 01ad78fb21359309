"""Logistic regression with a prior on its weights, which never ends worse than it starts.

Source: a prior that is worth so much as a share of the cases themselves (unit information): Kass and Wasserman, Journal
of the American Statistical Association 90 (1995), section 2.
"""

from typing import Any

import numpy as np

STEPS, ENOUGH = 30, 1e-4


def fit(
    columns: "np.ndarray[Any, Any]",
    target: "np.ndarray[Any, Any]",
    counts: "np.ndarray[Any, Any]",
    starting: "np.ndarray[Any, Any]",
    prior: float,
    shift: float = 0.0,
    again: float = 0.0,
) -> "np.ndarray[Any, Any]":
    """The likeliest weights (Newton's method; a step that makes it worse is halved until it does not).

    Args:
        columns: Features of each case, shape (cases, features).
        target: 1 where it is so, else 0, shape (cases,).
        counts: What each case counts, 0-1, shape (cases,).
        starting: Mean of the prior, where the search begins, shape (features,).
        prior: How firmly each starting weight stands, in cases that are even.
        shift: Taken off every logit.
        again: How firmly they stand together besides: as these cases so many times over, had they come out as the
            starting weights expect.
    """
    expected = sigmoid(columns @ starting - shift)
    information = (columns * (counts * expected * (1 - expected))[:, None]).T @ columns
    penalty = np.eye(len(starting)) * prior / 4 + information * again

    def loss(weights: "np.ndarray[Any, Any]") -> float:
        logits, away = columns @ weights - shift, weights - starting
        return float(counts @ (np.logaddexp(0, logits) - target * logits) + away @ penalty @ away / 2)

    weights, now = starting.astype(np.float64), loss(starting)
    for _ in range(STEPS):
        chance = sigmoid(columns @ weights - shift)
        gradient = columns.T @ (counts * (target - chance)) - penalty @ (weights - starting)
        curvature = (columns * (counts * chance * (1 - chance))[:, None]).T @ columns + penalty
        step = np.linalg.solve(curvature, gradient)
        while (then := loss(weights + step)) > now and np.abs(step).max() >= ENOUGH:
            step = step / 2
        if then > now:
            break
        weights, now = weights + step, then
        if np.abs(step).max() < ENOUGH:
            break
    return weights


def sigmoid(logits: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The probability for each logit."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))
