"""Sparse and dense numbers that ranking is made of: saturated counts, TF-IDF, unit length, standard scores."""

from typing import Any

import numpy as np
from scipy import sparse

from qualcode.nlp.terms import Matrix, Vocabulary

Array = "np.ndarray[Any, Any]"

SATURATION, LENGTH = 1.2, 0.5
"""BM25's k1 and b.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.
"""


def saturated(counts: Matrix, usual_length: float) -> Matrix:
    """BM25's term weights without rarity: a term that comes again adds ever less, more so in a long text."""
    lengths = np.asarray(counts.sum(axis=1)).ravel() / max(usual_length, 1.0)
    damping = SATURATION * (1 - LENGTH + LENGTH * np.repeat(lengths, np.diff(counts.indptr)))
    weighted = counts.copy()
    weighted.data = (weighted.data * (SATURATION + 1) / (weighted.data + damping)).astype(np.float32)
    return weighted


def tf_idf(counts: Matrix, vocabulary: Vocabulary) -> Matrix:
    """Rows of unit length: (1 + log count) times log(texts / frequency); a count below 1, of a context, stays as it is.

    The logarithm would make less than nothing of it, so that what was said before spoke against its codes.
    """
    weighted = counts.copy()
    weighted.data = np.minimum(weighted.data, 1) + np.log(np.maximum(weighted.data, 1))
    rarity = np.log(max(vocabulary.texts, 1) / np.maximum(vocabulary.frequency, 1)).clip(min=0.01)
    return unit_rows(weighted @ sparse.diags(rarity.astype(np.float32)))


def unit_rows(matrix: Matrix) -> Matrix:
    """The matrix with every row divided by its length; a row of zeros stays one."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_matrix(sparse.diags((1 / lengths).astype(np.float32)) @ matrix)


def standardised(scores: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Scores of a unit (row) over the codes (columns) with mean 0 and deviation 1; equal scores are all 0."""
    deviation = scores.std(axis=1, keepdims=True)
    flat = deviation < 1e-6  # noqa: PLR2004  what rounding leaves of equal scores
    return np.where(flat, 0, (scores - scores.mean(axis=1, keepdims=True)) / np.where(flat, 1, deviation))
