"""What the codebook's indicators find in units, as one of the sources of the ranking."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qualcode.domain.codebook import Codebook, Indicators
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp.lexicon import Lexicon

USUAL = 0.35
"""What the ranking takes off every score: that no indicator was found speaks against a code."""


class Indications:
    """The lexicon of a codebook, by the columns of a ranking."""

    def __init__(self, lexicon: Lexicon, codes: Sequence[str]) -> None:
        self._lexicon = lexicon
        self._column = {code: at for at, code in enumerate(codes)}

    @classmethod
    def of(cls, codebook: Codebook, codes: Sequence[str]) -> "Indications | None":
        """The indications for these codes; None where no code has an indicator.

        Raises:
            CodebookError: An indicator cannot be read.
        """
        if all(code.indicators == Indicators() for code in codebook.codes):
            return None
        return cls(Lexicon(codebook), codes)

    def scores(self, texts: Sequence[str]) -> "np.ndarray[Any, Any]":
        """The best score of each code in any sentence of each text, 0-1, shape (texts, codes)."""
        scores = np.zeros((len(texts), len(self._column)), dtype=np.float32)
        for row, text in enumerate(texts):
            for found in self.found(text):
                column = self._column.get(found.code)
                if column is not None:
                    scores[row, column] = max(scores[row, column], found.score)
        return scores

    def found(self, text: str) -> list[Suggestion]:
        """What the lexicon suggests in a text that a respondent says."""
        whole = Span(0, len(text))
        return self._lexicon.suggest(text, [Turn(1, "", Role.RESPONDENT, whole, whole)])
