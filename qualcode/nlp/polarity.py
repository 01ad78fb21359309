"""Polarity of a code in a passage: whether its signs, weighed together, make a denial.

A logistic model whose weights stand in `data/denial.csv`, a row a sign, with what is added to the weight where the
code names a burden (*Verkokering*, *Sociale spanningen*: what is bad is denied with other words than what is good).
Fitted on fictional segments for development by `benchmarks/polarity.py`, which prints what it is worth. A denial is
proposed only where it is likelier than not, given how many codings deny, which a study tells by its own; otherwise
nothing is.
"""

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

STATED, FIRM = 0.47, 30.0
"""Share of codings that are supposed to deny before any is there, above that of the segments (.30) since a missed
denial costs more than a wrong one; and how many codings it stands for."""
EVEN, SLOPE = -0.95, 1.06
"""Log odds from which a denial is likelier than not where half of the codings deny, and by how much that falls with the
log odds of their share; by a line through the scores of authors left out (`benchmarks/polarity.py`)."""
ALWAYS = "always"
"""The sign that every passage has."""


class Weight(NamedTuple):
    """What a sign is worth in log odds, and what it is worth besides where the code names a burden."""

    usual: float
    burden: float


def total(signs: Mapping[str, float]) -> Weight:
    """What signs are worth together, given their values."""
    table = weights()
    usual = burden = 0.0
    for sign, value in signs.items():
        weight = table.get(sign)
        if weight is not None:
            usual += value * weight.usual
            burden += value * weight.burden
    return Weight(usual, burden)


def enough(codings: int = 0, denied: int = 0) -> float:
    """Log odds from which a denial is likelier than not in a study with so many codings, so many of which deny."""
    share = (FIRM * STATED + denied) / (FIRM + codings)
    return EVEN - SLOPE * math.log(share / (1 - share))


ENOUGH = enough()
"""That of a study in which nothing is coded."""


def is_denied(*worth: Weight, burden: bool, least: float = ENOUGH) -> bool:
    """Whether a code is denied by signs that are worth this.

    Args:
        worth: What they are worth.
        burden: Whether the code names one.
        least: Log odds from which it is.
    """
    together = (*worth, weights()[ALWAYS])
    return sum(each.usual + burden * each.burden for each in together) >= least


def strongest(signs: Mapping[str, float], *, burden: bool) -> list[str]:
    """The signs that speak for a denial, strongest first; arguments as before."""
    table = weights()
    worth = {
        sign: value * (table[sign].usual + burden * table[sign].burden)
        for sign, value in signs.items()
        if sign in table
    }
    return sorted((sign for sign, each in worth.items() if each > 0), key=lambda sign: (-worth[sign], sign))


@cache
def weights() -> Mapping[str, Weight]:
    """Sign -> its weight."""
    with files("qualcode.nlp").joinpath("data/denial.csv").open(encoding="utf-8") as lines:
        return {row["sign"]: Weight(float(row["usual"]), float(row["burden"])) for row in csv.DictReader(lines)}
