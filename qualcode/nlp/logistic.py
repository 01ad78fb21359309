"""Logistic regression with a prior on its weights, which never ends worse than it starts.

Sources: a prior that is worth so much as a share of the cases themselves (unit information): Kass and Wasserman,
Journal of the American Statistical Association 90 (1995), section 2; weights that bound the pull of what surprises:
Huber, Annals of Mathematical Statistics 35 (1964).
"""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS, ENOUGH = 30, 1e-4
BLOCK = 20_000

LACKING = 0.5
"""How much less than was expected of it one group may hold and count in full, in standard deviations; of more groups
each may lack so much times the root of their number, since what many say is no surprise of one."""

SPREAD = 0.5
"""How much groups differ from each other anyway, standard deviation in logits."""


def fit(
    columns: "np.ndarray[Any, Any]",
    target: "np.ndarray[Any, Any]",
    counts: "np.ndarray[Any, Any]",
    starting: "np.ndarray[Any, Any]",
    prior: float,
    shift: float = 0.0,
    again: float = 0.0,
    groups: "np.ndarray[Any, Any] | None" = None,
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
        groups: The group of each case, from 0, shape (cases,): one that lacks what was expected may not pull far.
    """
    expected = sigmoid(logits(columns, starting) - shift)
    information = _information(columns, counts * expected * (1 - expected))
    penalty = np.eye(len(starting)) * prior / 4 + information * again
    if groups is not None:
        counts = counts * _trust(groups, counts, target, expected)[groups]

    def loss(weights: "np.ndarray[Any, Any]") -> float:
        found, away = logits(columns, weights) - shift, weights - starting
        return float(counts @ (np.logaddexp(0, found) - target * found) + away @ penalty @ away / 2)

    weights, now = starting.astype(np.float64), loss(starting)
    for _ in range(STEPS):
        chance = sigmoid(logits(columns, weights) - shift)
        gradient = _summed(columns, counts * (target - chance)) - penalty @ (weights - starting)
        curvature = _information(columns, counts * chance * (1 - chance)) + penalty
        step = np.linalg.solve(curvature, gradient)
        while (then := loss(weights + step)) > now and np.abs(step).max() >= ENOUGH:
            step = step / 2
        if then > now:
            break
        weights, now = weights + step, then
        if np.abs(step).max() < ENOUGH:
            break
    return weights


def logits(columns: "np.ndarray[Any, Any]", weights: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The features of each case times the weights, shape (cases,)."""
    return np.concatenate([block @ weights for _, block in _blocks(columns)])


def _summed(columns: "np.ndarray[Any, Any]", by: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The sum over the cases of their features times a number of each, shape (features,)."""
    return np.asarray(sum(by[rows] @ block for rows, block in _blocks(columns)))


def _information(columns: "np.ndarray[Any, Any]", by: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The sum over the cases of their features times each other times a number of each, shape (features, features)."""
    return np.asarray(sum((block * by[rows, None]).T @ block for rows, block in _blocks(columns)))


def _blocks(columns: "np.ndarray[Any, Any]") -> "Iterator[tuple[slice, np.ndarray[Any, Any]]]":
    """The cases, so many at once in double precision: all of them so would take several times the memory."""
    for start in range(0, max(len(columns), 1), BLOCK):
        rows = slice(start, start + BLOCK)
        yield rows, columns[rows].astype(np.float64)


def _trust(
    groups: "np.ndarray[Any, Any]",
    counts: "np.ndarray[Any, Any]",
    target: "np.ndarray[Any, Any]",
    expected: "np.ndarray[Any, Any]",
) -> "np.ndarray[Any, Any]":
    """What each group counts, 0-1: less by as much as it lacks more of what was expected than it may."""
    lacking = np.bincount(groups, counts * (expected - target))
    variance = np.bincount(groups, counts * expected * (1 - expected))
    usual = LACKING * np.sqrt(len(variance) * (variance + (SPREAD * variance) ** 2))
    return np.asarray(usual / np.maximum(lacking, usual + np.finfo(float).tiny))


def sigmoid(logits: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The probability for each logit."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))
