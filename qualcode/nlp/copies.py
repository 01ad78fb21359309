"""How much a text is like the nearest of others: cosine of TF-IDF over word forms."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from qualcode.nlp.terms import Forms

AT_ONCE = 500
"""Texts that are compared with all others in one product, which bounds the memory."""


def nearest(texts: Sequence[str], others: Sequence[str]) -> "np.ndarray[Any, Any]":
    """The likeness (0-1) of each text to the one of the others that is most like it, shape (texts,)."""
    if not texts or not others:
        return np.zeros(len(texts))
    counts = Forms.of(each.casefold() for each in (*texts, *others)).counts.tocsr()
    met = np.bincount(counts.indices, minlength=counts.shape[1])
    weighed = counts @ sparse.diags(np.log((1 + counts.shape[0]) / (1 + met)) + 1)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    rows = (sparse.diags(1 / np.maximum(lengths, np.finfo(float).tiny)) @ weighed).tocsr()
    asked, known = rows[: len(texts)], rows[len(texts) :].T.tocsc()
    parts = [(asked[at : at + AT_ONCE] @ known).max(axis=1).toarray() for at in range(0, len(texts), AT_ONCE)]
    return np.concatenate(parts).ravel()
