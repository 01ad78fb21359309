"""Practice: what the words of passages that were coded for practice say of the codes, before a study coded anything.

`data/practice.jsonl` has a code a line: the digest of its meaning, and the terms that tell most, each with its weight.
They are those of a ridge regression on invented passages that several authors wrote and coded by the definitions of
the codebook that comes with the program (`python -m benchmarks.practice --write`). A code that means something else
now, or was never practised, has none. They are no codings: they count nowhere, and no quote leads to them.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from qualcode.domain.codebook import Code, Codebook, meaning
from qualcode.domain.provenance import text_digest
from qualcode.nlp.terms import Matrix

FILE = "data/practice.jsonl"
DIGITS = 16
"""Of the digest of a meaning that is kept."""
FLOOR, USUAL = 0.02, -2.15
"""Added before the logarithm is taken, and what is taken off: that nothing was found speaks against a code."""


class Practised(NamedTuple):
    """What practice tells of a code: what it gets in any text, and term -> weight."""

    always: float
    terms: Mapping[str, float]


Table = Mapping[tuple[str, str], Practised]
"""(Code, digest of its meaning) -> what was practised."""


class Practice(NamedTuple):
    """What was practised of the codes of a codebook.

    Attributes:
        codes: Which of the columns were practised, shape (practised,).
        always: What these codes get in any text, shape (practised,).
        weights: Shape (terms, practised).
    """

    codes: "np.ndarray[Any, Any]"
    always: "np.ndarray[Any, Any]"
    weights: Matrix

    @classmethod
    def of(
        cls, codebook: Codebook, codes: Sequence[str], terms: Sequence[str], practised: "Table | None" = None
    ) -> "Practice | None":
        """The practice of these codes, by these terms; None where none of them means what was practised.

        Args:
            codebook: Says what they mean.
            codes: The columns.
            terms: The rows.
            practised: Instead of what comes with the program.
        """
        known, told = codebook.by_id(), table() if practised is None else practised
        found = {at: own for at, code in enumerate(codes) if (own := told.get((code, entry(known[code]))))}
        if not found:
            return None
        column = {term: at for at, term in enumerate(terms)}
        cells = [
            (column[term], place, weight)
            for place, own in enumerate(found.values())
            for term, weight in own.terms.items()
            if term in column
        ]
        rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
        weights = sparse.csr_matrix(
            (np.array(values, dtype=np.float32), (rows, columns)), shape=(len(terms), len(found))
        )
        always = np.array([own.always for own in found.values()], dtype=np.float32)
        return cls(np.array(list(found)), always, weights)

    def scores(self, terms: Matrix, codes: int) -> "np.ndarray[Any, Any]":
        """How far practice speaks for each code, 0 for codes that were not practised, shape (units, codes).

        The prediction, about 0 where a unit has not the code and 1 where it has, with its logarithm, less the usual.

        Args:
            terms: `Read.terms` of the units.
            codes: How many there are.
        """
        found = np.zeros((terms.shape[0], codes), dtype=np.float32)
        predicted = (terms @ self.weights).toarray() + self.always
        found[:, self.codes] = predicted + np.log(np.maximum(predicted, 0) + FLOOR) - USUAL
        return found


@cache
def identity() -> str:
    """SHA-256 (hex) of what comes with the program, for what depends on it."""
    return text_digest(_content())


def entry(code: Code) -> str:
    """The digest by which a code is known to mean what it did."""
    return meaning(code)[:DIGITS]


@cache
def table() -> Mapping[tuple[str, str], Practised]:
    """(Code, digest of its meaning) -> what was practised."""
    rows = map(json.loads, _content().splitlines())
    return {(row["code"], row["meaning"]): Practised(row["always"], row["terms"]) for row in rows}


def _content() -> str:
    return files("qualcode.nlp").joinpath(FILE).read_text(encoding="utf-8")
