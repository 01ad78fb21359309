"""How like a code in meaning a text is, as one of the sources of the ranking."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.codebook import Codebook
from qualcode.nlp.codebook_words import sayings
from qualcode.nlp.semantic import Encoder
from qualcode.nlp.similarity import standardised


class Meaning(NamedTuple):
    """What codes mean.

    Attributes:
        encoder: Makes vectors of texts.
        vectors: Of each code, unit length, shape (codes, dimensions).
    """

    encoder: Encoder
    vectors: "np.ndarray[Any, Any]"

    @classmethod
    def of(cls, codebook: Codebook, codes: Sequence[str], encoder: Encoder) -> "Meaning":
        """The middle of a code's label and definition, for each code."""
        means = [encoder(sayings(codebook, code, codes) or [code]).mean(axis=0) for code in codes]
        vectors = np.stack(means)
        return cls(encoder, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

    def scores(self, texts: Sequence[str]) -> "np.ndarray[Any, Any]":
        """Standard scores over the codes, shape (texts, codes)."""
        if not texts:
            return np.zeros((0, len(self.vectors)), dtype=np.float32)
        return np.asarray(standardised(self.encoder(texts) @ self.vectors.T), dtype=np.float32)
