"""Agreement coefficients of a table of judgements: a row a unit, a column a coder, None where nobody judged.

Categories are nominal and are those that occur. Coders and units with missing values take part as far as the
coefficient's source says. A coefficient that is not defined on the table is None, never 0 or 1 by convention.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields

Judgement = Hashable | None
Table = Sequence[Sequence[Judgement]]
PAIR = 2


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What a table says about agreement.

    Attributes:
        percent: Mean share (0-1) of agreeing pairs of coders, over units with two judgements or more.
        kappa: Cohen's kappa, for two coders only.
        fleiss: Fleiss' kappa, for any number of coders and with gaps.
        alpha: Krippendorff's alpha, nominal.
        ac1: Gwet's AC1.
    """

    percent: float | None
    kappa: float | None
    fleiss: float | None
    alpha: float | None
    ac1: float | None

    @property
    def undefined(self) -> list[str]:
        """Names of the coefficients that the table leaves without a value."""
        return [field.name for field in fields(self) if getattr(self, field.name) is None]


def coefficients(table: Table) -> Coefficients:
    """All coefficients of a table; units without any judgement play no part."""
    units = [counted for row in table if (counted := Counter(value for value in row if value is not None))]
    observed = _pairwise(units)
    shares = _mean_shares(units)
    by_chance = sum(share**2 for share in shares)
    return Coefficients(
        percent=observed,
        kappa=_cohen(table),
        fleiss=_beyond(observed, by_chance),
        alpha=_alpha(units),
        ac1=_beyond(observed, (1 - by_chance) / (len(shares) - 1)) if len(shares) > 1 else None,
    )


def _pairwise(units: Sequence[Counter[Hashable]]) -> float | None:
    """Mean over units of the share of pairs of judgements that agree."""
    shares = [
        sum(n * (n - 1) for n in unit.values()) / (unit.total() * (unit.total() - 1)) for unit in _pairable(units)
    ]
    return sum(shares) / len(shares) if shares else None


def _pairable(units: Sequence[Counter[Hashable]]) -> Iterator[Counter[Hashable]]:
    return (unit for unit in units if unit.total() >= PAIR)


def _mean_shares(units: Sequence[Counter[Hashable]]) -> list[float]:
    """For each category, its share of a unit's judgements, on average over units.

    Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 2 (missing ratings); of complete tables
    the category's share of all judgements, as in Fleiss (1971), Measuring nominal scale agreement among many
    raters, and Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement.
    """
    categories = {category for unit in units for category in unit}
    return [sum(unit[category] / unit.total() for unit in units) / len(units) for category in categories]


def _beyond(observed: float | None, by_chance: float) -> float | None:
    """(observed - by_chance) / (1 - by_chance), None where agreement by chance is certain."""
    if observed is None or by_chance >= 1:
        return None
    return (observed - by_chance) / (1 - by_chance)


def _cohen(table: Table) -> float | None:
    """Cohen's kappa over the units that both of two coders judged; None for another number of coders.

    Source: Cohen (1960), A coefficient of agreement for nominal scales.
    """
    if any(len(row) != PAIR for row in table):
        return None
    pairs = [(a, b) for a, b in table if a is not None and b is not None]
    if not pairs:
        return None
    n, first, second = len(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[category] * second[category] for category in first)  # n * n * pe, in whole numbers
    if by_chance == n * n:
        return None
    return (n * sum(a == b for a, b in pairs) - by_chance) / (n * n - by_chance)


def _alpha(units: Sequence[Counter[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data, 1 - Do / De; None where there is one category or nothing to pair.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: a value pairs with the other
    values of its unit, with weight 1 / (values of the unit - 1); units with one value play no part.
    """
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for unit in _pairable(units):
        totals.update(unit)
        disagreement += sum(n * (unit.total() - n) for n in unit.values()) / (unit.total() - 1)
    n = totals.total()
    expected = n * n - sum(count**2 for count in totals.values())
    return 1 - (n - 1) * disagreement / expected if expected else None
