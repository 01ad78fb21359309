"""What the codebook's indicators find in units, as one of the sources of the ranking."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.codebook import Codebook, Indicators
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp.answering import Reply
from qualcode.nlp.lexicon import Lexicon

NOBODY: Mapping[int, Reply] = MappingProxyType({})

USUAL = 0.35
"""What the ranking takes off every score: that no indicator was found speaks against a code."""


class Indicated(NamedTuple):
    """What was found in units.

    Attributes:
        scores: The best score of each code in any sentence of each unit, 0-1, shape (units, codes).
        denied: Whether that sentence says that it is not there, shape (units, codes).
    """

    scores: "np.ndarray[Any, Any]"
    denied: "np.ndarray[Any, Any]"


def indicated(
    codebook: Codebook, column: Mapping[str, int], texts: Sequence[str], replies: Mapping[int, Reply] = NOBODY
) -> Indicated | None:
    """What the indicators of a codebook find in texts that respondents say; None where it has none.

    Args:
        codebook: The codes.
        column: Code -> its column; several codes may share one, others are left out.
        texts: Each is read by itself.
        replies: Row of a text that is a question -> the short answer to it that is meant.

    Raises:
        CodebookError: An indicator cannot be read.
    """
    if all(code.indicators == Indicators() for code in codebook.codes):
        return None
    lexicon = Lexicon(codebook)
    scores = np.zeros((len(texts), len(set(column.values()))), dtype=np.float32)
    denied = np.zeros(scores.shape, dtype=bool)
    for row, text in enumerate(texts):
        reply = replies.get(row)
        for found in lexicon.answered(text, reply) if reply else _found(lexicon, text):
            at = column.get(found.code)
            if at is not None and found.score > scores[row, at]:
                scores[row, at] = found.score
                denied[row, at] = found.attributes.get(POLARITY) == DENIED
    return Indicated(scores, denied)


def _found(lexicon: Lexicon, text: str) -> list[Suggestion]:
    whole = Span(0, len(text))
    return lexicon.suggest(text, [Turn(1, "", Role.RESPONDENT, whole, whole)])
