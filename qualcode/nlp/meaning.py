"""How like a code in meaning a text is, as one of the sources of the ranking."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.codebook import Codebook
from qualcode.nlp.codebook_words import heading, sayings
from qualcode.nlp.semantic import Encoder
from qualcode.nlp.similarity import standardised

USUAL = 1.25
"""What is taken off every standard score: a code that is not far above the others is none that the text means."""

HEADED = 1.5
"""What the likeness of a heading adds, where there is one: a long text hardly has one meaning."""


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
        """Standard scores over the codes less the usual, with those of headings, shape (texts, codes)."""
        if not texts:
            return np.zeros((0, len(self.vectors)), dtype=np.float32)
        found, headings = self._likeness(texts), [heading(text) for text in texts]
        if headed := [row for row, each in enumerate(headings) if each]:
            found[headed] += HEADED * self._likeness([headings[row] for row in headed])
        return found

    def _likeness(self, texts: Sequence[str]) -> "np.ndarray[Any, Any]":
        return np.asarray(standardised(self.encoder(texts) @ self.vectors.T) - USUAL, dtype=np.float32)
