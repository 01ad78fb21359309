"""What codings teach: ridge regression on the terms of coded units, all codes at once.

The prediction for each coded unit as if its whole transcript had not been coded comes out of the same matrix, so how
far to trust the learner is measured without fitting it again.

Source: leave-out predictions of a linear smoother, An, Liu and Venkatesh, Pattern Recognition 40 (2007), section 3.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import linalg
from scipy.linalg import lapack

from qualcode.nlp.terms import Matrix

PENALTY = 1.0
BLOCK = 250
BIAS = 0.1
"""Square of what every unit has beside its terms; it is part of what is left out, which a mean taken before is not."""


class Asked(NamedTuple):
    """Units that are to be ranked by what other transcripts than their own teach.

    Attributes:
        terms: Shape (units, terms), rows of unit length.
        documents: The transcript of each.
    """

    terms: Matrix
    documents: Sequence[str]


class Learned(NamedTuple):
    """A fitted learner.

    Attributes:
        bias: What each code gets in any unit, shape (codes,).
        weights: Weight of each term for each code, shape (terms, codes).
        left_out: Prediction for each coded unit from the other transcripts only, shape (units, codes).
        elsewhere: The same for each unit that was asked for, coded or not, shape (asked, codes).
    """

    bias: "np.ndarray[Any, Any]"
    weights: "np.ndarray[Any, Any]"
    left_out: "np.ndarray[Any, Any]"
    elsewhere: "np.ndarray[Any, Any]"

    def predict(self, terms: Matrix) -> "np.ndarray[Any, Any]":
        """About 0 for a unit without the code and 1 for one that has it, shape (units, codes)."""
        found = np.asarray(terms @ self.weights)
        found += self.bias
        return found


def learn(
    terms: Matrix,
    targets: "np.ndarray[Any, Any]",
    documents: Sequence[str],
    certainty: "np.ndarray[Any, Any]",
    asked: Asked | None = None,
) -> Learned:
    """The learner for these units.

    A target that is not certain is mixed with what the other transcripts predict in its place, which is one step
    towards the solution in which it weighs less.

    Args:
        terms: Shape (units, terms), rows of unit length.
        targets: 1 where a unit has a code, 0 where not, less where it was refused, shape (units, codes).
        documents: The transcript of each unit.
        certainty: What each target counts, 0-1, shape (units, codes).
        asked: Units, coded or not, of these transcripts or others, for `Learned.elsewhere`.
    """
    inverse = _inverse(_kernel(terms))
    dual = inverse @ targets
    left_out = _left_out(inverse, targets, dual, documents)
    if (certainty < 1).any():
        targets = certainty * targets + (1 - certainty) * np.clip(left_out, 0, 1)
        dual = inverse @ targets
        left_out = _left_out(inverse, targets, dual, documents)
    weights = np.asarray(terms.T @ dual, dtype=np.float32)
    learned = Learned(BIAS * dual.sum(axis=0), weights, left_out, np.empty((0, dual.shape[1]), dtype=np.float32))
    if asked is None:
        return learned
    return learned._replace(elsewhere=_elsewhere(learned, asked, terms, documents, inverse, targets - left_out))


def _elsewhere(
    learned: Learned,
    asked: Asked,
    terms: Matrix,
    documents: Sequence[str],
    inverse: "np.ndarray[Any, Any]",
    surprise: "np.ndarray[Any, Any]",
) -> "np.ndarray[Any, Any]":
    """What the learner would predict for each asked unit without its transcript, shape (asked, codes).

    The learner without a transcript is the one whose targets there are what the others predict, so what its units add
    is told by how far their targets are from that (`surprise`).
    """
    predicted = learned.predict(asked.terms)
    taught, theirs = np.asarray(documents), np.asarray(asked.documents)
    for name in dict.fromkeys(documents):
        own, rows = np.flatnonzero(taught == name), np.flatnonzero(theirs == name)
        if len(rows):
            added = inverse[:, own] @ surprise[own]
            predicted[rows] -= asked.terms[rows] @ (terms.T @ added) + BIAS * added.sum(axis=0)
    return predicted


def _left_out(
    inverse: "np.ndarray[Any, Any]",
    targets: "np.ndarray[Any, Any]",
    dual: "np.ndarray[Any, Any]",
    documents: Sequence[str],
) -> "np.ndarray[Any, Any]":
    """What the learner would predict for each unit without its transcript, shape (units, codes)."""
    left_out = np.empty_like(dual)
    names = np.asarray(documents)
    for name in dict.fromkeys(documents):
        own = np.flatnonzero(names == name)
        left_out[own] = targets[own] - linalg.solve(inverse[np.ix_(own, own)], dual[own], assume_a="pos")
    return left_out


def _kernel(terms: Matrix) -> "np.ndarray[Any, Any]":
    """Likeness of every two units, on and below the diagonal; what is above it is not filled in.

    By blocks: the sparse product as a whole takes three times the memory.
    """
    kernel = np.empty((terms.shape[0], terms.shape[0]), dtype=np.float32, order="F")
    for start in range(0, terms.shape[0], BLOCK):
        stop = start + BLOCK
        kernel[start:, start:stop] = (terms[start:] @ terms[start:stop].T).toarray()
        kernel[start:, start:stop] += BIAS
    return kernel


def _inverse(kernel: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The inverse of kernel + penalty, by Cholesky in single precision; the kernel is written over."""
    kernel[np.diag_indices_from(kernel)] += PENALTY
    factor, _ = lapack.spotrf(kernel, lower=1, clean=0, overwrite_a=1)
    lower, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    for start in range(0, len(lower), BLOCK):
        stop = start + BLOCK
        lower[start:stop, stop:] = lower[stop:, start:stop].T
        lower[start:stop, start:stop] = (
            np.tril(lower[start:stop, start:stop]) + np.tril(lower[start:stop, start:stop], -1).T
        )
    return np.asarray(lower)
