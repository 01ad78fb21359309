"""What a ranking is worth: figures over units of transcripts that nothing was learned from.

Arrays are (units, codes): `chances` the probability of each code, `right` whether it belongs. A code with the chance 0
cannot be proposed: where it belongs it is not found.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

BINS = 10
SHOWN = 3
"""Suggestions that a segment shows at most, and so those whose probability is checked."""

FEWEST = 5
"""Units with a code below which nothing is said about it."""

FEW = 5
"""Documents below which an interval over documents would say nothing."""

DRAWS = 1000

THRESHOLD = 0.3
"""Probability above which a suggestion is shown by default."""


class Figures(NamedTuple):
    """What was measured; None where no unit allows it. Rates are 0-1.

    Attributes:
        test_units: Units looked at.
        precision_at_1: Share of the units with a code whose first code is right.
        recall_at_3: Mean of hits / min(3, codes) over the units with a code.
        recall_at_5: The same with five.
        f1_micro: Over all pairs of unit and code, suggested above the threshold.
        f1_macro: Mean over the codes that occur.
        ece: Expected calibration error in ten bins, over the first three codes of every unit.
        suggested_share_uncoded: Share of the units without a code that show a suggestion.
        suggested_share_coded: Share of the units with a code that show one, right or wrong.
        shown_recall: Recall at 3 of what is shown: above the threshold.
    """

    test_units: int
    precision_at_1: float | None
    recall_at_3: float | None
    recall_at_5: float | None
    f1_micro: float | None
    f1_macro: float | None
    ece: float | None
    suggested_share_uncoded: float | None
    suggested_share_coded: float | None
    shown_recall: float | None


def figures(chances: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> Figures:
    """All figures of a ranking."""
    coded = right.any(axis=1)
    micro, macro = f1(chances >= THRESHOLD, right)
    return Figures(
        len(right),
        precision_at_1(chances[coded], right[coded]),
        recall_at(3, chances[coded], right[coded]),
        recall_at(5, chances[coded], right[coded]),
        micro,
        macro,
        calibration_error(chances, right),
        suggested_share(chances[~coded]),
        suggested_share(chances[coded]),
        recall_at(SHOWN, above(chances[coded]), right[coded]),
    )


def suggested_share(chances: "np.ndarray[Any, Any]") -> float | None:
    """Share of the units that show a suggestion."""
    return float((chances.max(axis=1) >= THRESHOLD).mean()) if len(chances) else None


def above(chances: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The same with 0 for what is not shown."""
    return np.where(chances >= THRESHOLD, chances, 0)


def precision_at_1(chances: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> float | None:
    """Share of units whose likeliest code is right."""
    return recall_at(1, chances, right)


def recall_at(k: int, chances: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> float | None:
    """Mean over the units of hits among the first k / min(k, codes of the unit); all units have a code."""
    return float(recall_by_unit(k, chances, right).mean()) if len(right) else None


def recall_by_unit(k: int, chances: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Hits among the first k / min(k, codes of the unit) for each unit, all of which have a code, shape (units,)."""
    hits = np.take_along_axis(right & (chances > 0), _first(k, chances), axis=1).sum(axis=1)
    return np.asarray(hits / np.minimum(k, right.sum(axis=1)))


def interval(values: "np.ndarray[Any, Any]", documents: Sequence[str]) -> tuple[float, float] | None:
    """The 95 % interval of the mean of the values, by bootstrap over documents; None from fewer than `FEW` documents.

    Units of one document are alike, so whole documents are drawn.

    Args:
        values: Of each unit, shape (units,).
        documents: Of each unit.
    """
    names, own = np.unique(np.asarray(documents), return_inverse=True)
    if len(names) < FEW:
        return None
    totals, units = np.bincount(own, values), np.bincount(own)
    drawn = np.random.default_rng(0).integers(len(names), size=(DRAWS, len(names)))
    means = totals[drawn].sum(axis=1) / units[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def polarity_accuracy(
    chances: "np.ndarray[Any, Any]",
    right: "np.ndarray[Any, Any]",
    denied: "np.ndarray[Any, Any]",
    said: "np.ndarray[Any, Any]",
) -> float | None:
    """Share of the denied codes among the first three of their unit that are suggested as denied; None without one.

    Args:
        chances: As everywhere here.
        right: As everywhere here.
        denied: Whether the unit says that the code is not there.
        said: Whether it is suggested as denied.
    """
    found = shown(chances) & right & denied
    return float(said[found].mean()) if found.any() else None


def wrongly_denied(
    chances: "np.ndarray[Any, Any]",
    right: "np.ndarray[Any, Any]",
    denied: "np.ndarray[Any, Any]",
    said: "np.ndarray[Any, Any]",
) -> float | None:
    """Share of the right codes among the first three that are suggested as denied and are not; arguments as before.

    None without a code that is denied: nobody coded polarity then.
    """
    found = shown(chances) & right & ~denied
    return float(said[found].mean()) if denied.any() and found.any() else None


class OfCode(NamedTuple):
    """What suggestions of one code are worth; rates are 0-1, None where nothing allows them.

    Attributes:
        confirmed: Test units that have the code.
        recall_at_3: Share of them whose first three codes hold it; None with fewer than `FEWEST`.
        precision: Share of the units that show it above the threshold and have it; None as before.
    """

    confirmed: int
    recall_at_3: float | None
    precision: float | None


def by_code(chances: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> list[OfCode]:
    """The figures of each code, in the order of the columns."""
    first, made = shown(chances), chances >= THRESHOLD
    figures_of: list[OfCode] = []
    for has, three, above in zip(right.T, first.T, made.T, strict=True):
        confirmed = int(has.sum())
        enough = confirmed >= FEWEST
        recall = float(three[has].mean()) if enough else None
        figures_of.append(OfCode(confirmed, recall, float(has[above].mean()) if enough and above.any() else None))
    return figures_of


def f1(suggested: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> tuple[float | None, float | None]:
    """F1 over all pairs, and its mean over the codes that occur; None where no code occurs."""
    occurs = right.any(axis=0)
    if not occurs.any():
        return None, None
    hits, made, wanted = ((suggested & right).sum(axis=0), suggested.sum(axis=0), right.sum(axis=0))
    by_code = 2 * hits[occurs] / (made[occurs] + wanted[occurs])
    return float(2 * hits.sum() / (made.sum() + wanted.sum())), float(by_code.mean())


def calibration_error(chances: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> float | None:
    """Expected calibration error of the first three codes of each unit, in ten bins of equal width.

    Source: Guo et al., On Calibration of Modern Neural Networks (2017), section 2.
    """
    if not (chances > 0).any():
        return None
    first = _first(SHOWN, chances)
    chance, hit = (np.take_along_axis(each, first, axis=1).ravel() for each in (chances, right))
    chance, hit = chance[chance > 0], hit[chance > 0]
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    gaps = [abs(chance[bins == at].sum() - hit[bins == at].sum()) for at in range(BINS)]
    return float(sum(gaps) / len(chance))


def shown(chances: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Whether a code is among the first three of its unit, shape (units, codes)."""
    shown = np.zeros(chances.shape, dtype=bool)
    shown[np.arange(len(chances))[:, None], _first(SHOWN, chances)] = True
    return np.asarray(shown & (chances > 0))


def _first(k: int, chances: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    return np.argsort(-chances, axis=1, kind="stable")[:, :k]
