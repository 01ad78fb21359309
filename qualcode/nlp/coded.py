"""Coded units as arrays, and what the codings of other transcripts say of the codes of a unit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.ranking import Judged
from qualcode.nlp.terms import Matrix
from qualcode.nlp.weighing import Evidence

REFUSED = -0.5
"""Target of the learner for a code that was proposed and refused; 0 is for what was not given."""

MERE = 0.3
"""What it counts that a code was not given to a unit of a transcript that was not read in full; a refusal, or full
reading, counts 1. A unit of such a transcript counts as much where codes are counted."""

MOST_IN_PART, HALFWAY = 3.0, 10.0
"""Transcripts of which only parts were judged count together as at most so many that were read in full, and as half of
that when there are `HALFWAY` of them: who decides on what is shown sees a part that was chosen by the ranking itself.
"""


class Coded(NamedTuple):
    """Coded units as arrays.

    Attributes:
        ids, documents: Of each unit.
        complete: Whether the transcript was read in full, shape (units,).
        stands_for: How many units each stands for, where not all are learned from, shape (units,).
        right: 1 confirmed, 0 not, shape (units, codes).
        refused: Whether the code was proposed and refused, shape (units, codes).
        not_read: Whether nobody read the transcript in full for the code, shape (units, codes).
        terms: Rows of unit length, shape (units, terms).
    """

    ids: tuple[str, ...]
    documents: tuple[str, ...]
    complete: "np.ndarray[Any, Any]"
    stands_for: "np.ndarray[Any, Any]"
    right: "np.ndarray[Any, Any]"
    refused: "np.ndarray[Any, Any]"
    not_read: "np.ndarray[Any, Any]"
    terms: Matrix

    @classmethod
    def of(cls, codes: Sequence[str], judged: Sequence[Judged], terms: Matrix) -> "Coded":
        """The coded units, by the columns of `codes`."""
        column = {code: at for at, code in enumerate(codes)}
        right = np.zeros((len(judged), len(codes)), dtype=np.float32)
        refused, not_read = np.zeros(right.shape, dtype=bool), np.zeros(right.shape, dtype=bool)
        for row, each in enumerate(judged):
            refused[row, [column[code] for code in each.rejected - each.confirmed if code in column]] = True
            right[row, [column[code] for code in each.confirmed if code in column]] = 1
            not_read[row] = not each.complete
            not_read[row, [column[code] for code in each.not_read_for if code in column]] = True
        complete = np.array([each.complete for each in judged], dtype=bool)
        ids, documents = (tuple(each.unit.id for each in judged), tuple(each.unit.document for each in judged))
        stands_for = np.array([each.stands_for for each in judged], dtype=np.float32)
        return cls(ids, documents, complete, stands_for, right, refused, not_read, terms)

    @property
    def certainty(self) -> "np.ndarray[Any, Any]":
        """What each pair counts: `MERE` where a code was merely not given, else 1, shape (units, codes)."""
        merely = self.not_read & (self.right == 0) & ~self.refused
        return np.where(merely, MERE, 1).astype(np.float32)

    def targets(self) -> "np.ndarray[Any, Any]":
        """What the learner is to predict."""
        return np.where(self.refused, REFUSED, self.right).astype(np.float32)

    def evidence(self, documents: Sequence[str], learned: "np.ndarray[Any, Any]") -> Evidence:
        """What other transcripts than their own say of units.

        Args:
            documents: The transcript of each unit, which may be one that nothing was learned from.
            learned: What the learner predicts for each without that transcript, shape (units, codes).
        """
        names, own = np.unique(np.asarray(self.documents, dtype=str), return_inverse=True)
        member = np.zeros((len(names) + 1, len(own)), dtype=np.float32)  # the last row is of any other transcript
        member[own, np.arange(len(own))] = 1
        counts = (np.where(self.complete, 1, MERE) * self.stands_for).astype(np.float32)[:, None]
        confirmed, coded = member @ ((self.right == 1) * counts), member @ counts
        full = (member @ self.complete[:, None] > 0).astype(np.float32)
        part = (member.any(axis=1, keepdims=True) & (full == 0)).astype(np.float32)
        place = {name: at for at, name in enumerate(names.tolist())}
        asked = [place.get(name, len(names)) for name in documents]
        others = (each.sum(axis=0, keepdims=True) - each[asked] for each in (confirmed, coded, full, part))
        confirmed, coded, full, part = others
        return Evidence(confirmed, coded, full + MOST_IN_PART * part / (part + HALFWAY), learned)
