"""The weight of each source, by how much evidence there is for a code: a logistic model over (unit, code) pairs.

The starting weights hold for any codebook (how they were found: docs/SUGGESTIONS.md). Decisions move them, the less so
the fewer transcripts were read in full: the model is fitted with the starting weights as the mean of its prior. It is
fitted on what each transcript would have got without its own codings, so that its probabilities are those of a new one.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from qualcode.nlp import logistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HALF = 5.0
"""Confirmed units of a code at which its learner counts half."""

FEW = 3.0
"""Coded transcripts at which all that was learned counts half: many units of one transcript are one case."""

SOON = 100.0
"""Coded units at which shares of codes count half."""

FLOOR = 0.02
PRIOR = 25.0
"""How firmly each starting weight stands, in pairs."""

TRANSCRIPTS = 5.0
"""How firmly they stand together, in transcripts like those that were read in full: a hundred sentences of one talk are
one case, however many pairs of unit and code they make."""

FEATURES = (
    "constant", "words", "grams", "widened", "lexicon", "semantic", "strength",
    "evidence", "words x evidence", "grams x evidence", "widened x evidence", "semantic x evidence",
    "learned", "learned x evidence", "log learned x evidence", "share of code",
    "practice", "practice x evidence",
)  # fmt: skip

STARTING = (
    -0.2, -0.2, 0.2, 0.3, 3.0, 0.3, 2.0,
    -2.5, -0.2, 0.0, -0.15, -0.2,
    6.0, 0.0, 1.2, 0.9,
    2.0, 0.0,
)  # fmt: skip


class Evidence(NamedTuple):
    """What is known of the codes when a unit is looked at.

    Attributes:
        confirmed: Confirmed units of each code, in other transcripts, shape (units, codes).
        coded: Coded units in other transcripts, shape (units, 1).
        documents: Coded transcripts, of them other ones, shape (units, 1); see `coded.MOST_IN_PART`.
        learned: The learner's prediction, shape (units, codes).
    """

    confirmed: "np.ndarray[Any, Any]"
    coded: "np.ndarray[Any, Any]"
    documents: "np.ndarray[Any, Any]"
    learned: "np.ndarray[Any, Any]"


def features(
    scores: "Sequence[np.ndarray[Any, Any]]", strength: "np.ndarray[Any, Any]", evidence: Evidence
) -> "np.ndarray[Any, Any]":
    """The features of every pair, shape (units, codes, features).

    Args:
        scores: Of words, grams, widened, lexicon (less the usual), semantic and practice, the others standard scores;
            0 for what there is not, shape (units, codes) each.
        strength: Logarithm of the plain word score, shape (units, codes).
        evidence: Of the codings.
    """
    found = np.empty((*strength.shape, len(FEATURES)), dtype=np.float32)
    made = _features(scores, strength, evidence)  # one after the other, for the memory's sake
    for at, each in zip(range(len(FEATURES)), made, strict=True):
        found[..., at] = each
    return found


def _features(
    scores: "Sequence[np.ndarray[Any, Any]]", strength: "np.ndarray[Any, Any]", evidence: Evidence
) -> "Iterator[np.ndarray[Any, Any]]":
    """Each of `FEATURES`, shape (units, codes)."""
    words, grams, widened, lexicon, semantic, practice = scores
    yield np.ones_like(words)
    yield from (words, grams, widened, lexicon, semantic, strength)
    reliance = evidence.documents / (evidence.documents + FEW)
    trust = reliance * evidence.confirmed / (evidence.confirmed + HALF)
    yield trust
    for each in (words, grams, widened, semantic):
        yield each * trust
    learned = reliance * evidence.learned
    yield learned
    yield learned * trust
    yield (np.log(np.maximum(learned, 0) + FLOOR) - np.log(FLOOR)) * trust
    codes = words.shape[1]
    share = np.log((evidence.confirmed + 1) / (evidence.coded + codes) * codes)
    yield share * reliance * evidence.coded / (evidence.coded + SOON)
    yield practice
    yield practice * trust


def probabilities(pairs: "np.ndarray[Any, Any]", weights: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """How likely each code belongs to each unit, shape (units, codes)."""
    units, codes, _ = pairs.shape
    logits = logistic.logits(pairs.reshape(units * codes, -1), weights).reshape(units, codes)
    return logistic.sigmoid(logits - np.log(codes))


def fit(
    pairs: "np.ndarray[Any, Any]",
    right: "np.ndarray[Any, Any]",
    certainty: "np.ndarray[Any, Any]",
    starting: "np.ndarray[Any, Any]",
    own: "np.ndarray[Any, Any]",
) -> "np.ndarray[Any, Any]":
    """The likeliest weights, given where they start.

    Args:
        pairs: Features, shape (units, codes, features).
        right: 1 where a code belongs to a unit, else 0, shape (units, codes).
        certainty: What each pair counts, 0-1, shape (units, codes).
        starting: Shape (features,).
        own: The transcript of each unit, from 0, shape (units,); what one says beyond all others counts no more.
    """
    columns = pairs.reshape(-1, pairs.shape[-1])
    shift = float(np.log(pairs.shape[1]))
    again, groups = TRANSCRIPTS / (own.max() + 1), np.repeat(own, pairs.shape[1])
    return logistic.fit(columns, right.ravel(), certainty.ravel(), starting, PRIOR, shift, again, groups)
