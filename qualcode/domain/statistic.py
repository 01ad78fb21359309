"""Statistics of neighbourhoods: lines of one indicator from one source, and how they stand to what is said.

Versions of a source are different models and never stand in one line; neither do different areas. CBS gives figures in
the division of their own year and a code to another area now and then, so that a line is of one code and no proof of
one area.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Figure(NamedTuple):
    """One figure of one area in one year.

    Attributes:
        area_code: CBS code of a municipality, wijk or buurt.
        code_year: Year of the division that the code is of, "" where nobody says it.
        indicator: What is measured, as its source calls it, without the number that CBS puts behind a field.
        year: Of what is measured.
        unit: As its source says it.
        version: Source and version.
        neighbourhood: Neighbourhood id where the file names it, else "".
        exact: Whether the area is the neighbourhood; None where only the study's own area codes can tell.
    """

    area_code: str
    code_year: str
    indicator: str
    year: int
    value: float
    unit: str
    version: str
    neighbourhood: str = ""
    exact: bool | None = None


class Area(NamedTuple):
    """An area of a neighbourhood, and whether it is the whole of it."""

    neighbourhood: str
    exact: bool


class Placed(NamedTuple):
    """A figure with the neighbourhood that it is of."""

    figure: Figure
    area: Area


def placed(figures: Iterable[Figure], areas: Mapping[str, Area], known: Iterable[str]) -> tuple[list[Placed], int]:
    """(figures of areas of the study, number of those that are of no neighbourhood of it).

    Args:
        figures: As a file has them.
        areas: Area code -> the neighbourhood of the study that it belongs to.
        known: Neighbourhoods of the study.
    """
    places, found, left = set(known), list[Placed](), 0
    for figure in figures:
        area = areas.get(figure.area_code)
        if figure.neighbourhood in places:
            told = figure.exact if figure.exact is not None else bool(area and area.exact)
            area = Area(figure.neighbourhood, told)
        if area is None:
            left += 1
        else:
            found.append(Placed(figure, area))
    return found, left


class LineKey(NamedTuple):
    """What must be the same along a line."""

    neighbourhood: str
    indicator: str
    version: str
    area_code: str
    code_year: str
    unit: str


class Line(NamedTuple):
    """Figures of one indicator, source version and area through the years; ascending, one a year."""

    key: LineKey
    exact: bool
    points: Sequence[tuple[int, float]]

    @property
    def direction(self) -> int:
        """1 where the last figure is above the first, -1 below, 0 for one year or no change."""
        first, last = self.points[0][1], self.points[-1][1]
        return (last > first) - (last < first)


def lines(figures: Iterable[Placed]) -> list[Line]:
    """The lines, by neighbourhood, indicator, version and area; the last of two figures of one year counts."""
    points: defaultdict[LineKey, dict[int, float]] = defaultdict(dict)
    exact: dict[LineKey, bool] = {}
    for figure, area in figures:
        # a year of division that is the year of the figure tells nothing apart from it
        division = "" if figure.code_year == str(figure.year) else figure.code_year
        key = LineKey(area.neighbourhood, figure.indicator, figure.version, figure.area_code, division, figure.unit)
        points[key][figure.year] = figure.value
        exact[key] = area.exact
    return [Line(key, exact[key], sorted(points[key].items())) for key in sorted(points)]


class Indicator(NamedTuple):
    """What an indicator says.

    Attributes:
        label: Language -> its name.
        outcome: Code of the outcome that it measures too.
        higher: 1 where a higher value is better, -1 where it is worse.
    """

    label: Mapping[str, str]
    outcome: str
    higher: int


INDICATORS: Mapping[str, Indicator] = {
    "lbm": Indicator({"nl": "leefbaarheid", "en": "liveability"}, "uitkomst.leefbaarheid", 1),
    "onv": Indicator({"nl": "overlast en onveiligheid", "en": "nuisance and safety"}, "uitkomst.veiligheid", 1),
    "soc": Indicator({"nl": "sociale samenhang", "en": "social cohesion"}, "uitkomst.sociale_cohesie", 1),
    "vrz": Indicator({"nl": "voorzieningen", "en": "amenities"}, "uitkomst.voorzieningen", 1),
}
"""Indicators that measure what an outcome of the codebook is about; others stand without one beside them.

The dimensions of the Leefbaarometer add up to its score, so that higher is better in each, that of nuisance too. A
study says in its settings which other indicators do (`StudySettings.indicators`).
"""


def indicators_from(stored: Mapping[str, Mapping[str, str]]) -> dict[str, Indicator]:
    """The indicators that are known, with those that a study names: id -> `nl`, `en`, `outcome`, `better`."""
    own = {
        name: Indicator({"nl": given["nl"], "en": given["en"]}, given["outcome"], BETTER[given["better"]])
        for name, given in stored.items()
    }
    return {**INDICATORS, **own}


BETTER = {"higher": 1, "lower": -1}
"""Which values of an indicator are better."""


class Match(StrEnum):
    """How a line stands to what respondents say of its outcome."""

    SAME = "match_same"
    OTHER = "match_other"
    NONE = "match_none"


def match(statistics: int, interviews: int) -> Match:
    """Same or other direction; nothing can be said where either has none."""
    if not statistics or not interviews:
        return Match.NONE
    return Match.SAME if statistics == interviews else Match.OTHER
