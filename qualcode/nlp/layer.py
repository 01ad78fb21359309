"""Layers of scores that are made for the units that are looked at, since arrays of all units take much memory."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from qualcode.nlp.terms import Matrix

if TYPE_CHECKING:
    from collections.abc import Callable


class Layer(Protocol):
    """Scores of units: an array of shape (units, codes), or what gives parts of one."""

    def __getitem__(self, rows: Any, /) -> "np.ndarray[Any, Any]":
        """The scores of these units."""
        ...


@dataclass(frozen=True, slots=True)
class Rare:
    """Scores that are mostly nothing, less what is usual.

    Attributes:
        scores: Sparse, shape (units, codes).
        usual: Taken off every one.
    """

    scores: Matrix
    usual: "np.float32"

    def __getitem__(self, rows: Any, /) -> "np.ndarray[Any, Any]":
        """The scores of these units, shape (units, codes)."""
        return np.asarray(self.scores[rows].toarray() - self.usual)


@dataclass(frozen=True, slots=True)
class OfTerms:
    """Scores that the terms of a unit give.

    Attributes:
        terms: Shape (units, terms).
        made: Gives the scores for such terms.
    """

    terms: Matrix
    made: "Callable[[Matrix], np.ndarray[Any, Any]]"

    def __getitem__(self, rows: Any, /) -> "np.ndarray[Any, Any]":
        """The scores of these units, shape (units, codes)."""
        return self.made(self.terms[rows])
