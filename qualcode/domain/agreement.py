"""Agreement of two coders about each code, over units that both of them read.

For one code every unit is in one of four cells: both coders gave the code, only A, only B, neither. A unit has a
weight: 1, or its length where units are pieces of text. A coefficient that is not defined on its counts is None,
never 0 or 1 by convention.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.span import Span


class Unit(StrEnum):
    """What is compared: turns, sentences, or every character of what respondents said."""

    TURN = "turn"
    SEGMENT = "segment"
    SPAN = "span"


class FourCells(NamedTuple):
    """Units by what two coders did with one code, or sums of such counts."""

    both: int
    only_a: int
    only_b: int
    neither: int

    @property
    def units(self) -> int:
        """All units."""
        return sum(self)

    @property
    def percent(self) -> float | None:
        """Share of units (0-1) on which the coders did the same; None without units.

        Where a code is rare, nearly all of it is units that neither of them coded.
        """
        return (self.both + self.neither) / self.units if self.units else None

    @property
    def positive(self) -> float | None:
        """Positive agreement (0-1): 2 both / (2 both + only A + only B); None where nobody gave the code.

        Source: Dice (1945), Measures of the amount of ecologic association between species; the F1 of one coder
        against the other (Hripcsak & Rothschild 2005, Agreement, the F-measure, and reliability in information
        retrieval) and Holsti's coefficient. What neither coded plays no part.
        """
        given = 2 * self.both + self.only_a + self.only_b
        return 2 * self.both / given if given else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, (po - pe) / (1 - pe), at most 1; None where agreement by chance is certain (pe = 1).

        po is the share of units on which the coders did the same, pe the share expected of two coders who give the
        code as often as these did, but independently. pe is 1 where both gave the code to every unit or to none.
        Source: Cohen (1960), A coefficient of agreement for nominal scales.
        """
        n = self.units
        a, b = self.both + self.only_a, self.both + self.only_b
        by_chance = a * b + (n - a) * (n - b)  # n * n * pe, in whole numbers so that certainty is exact
        if by_chance == n * n:
            return None
        return (n * (self.both + self.neither) - by_chance) / (n * n - by_chance)


TOLD = ((800, 2), (80, 1))
"""(least codings of a code, decimals of its kappa) in a publication; with fewer codings it is not told."""


def told(kappa: float | None, codings: int) -> float | None:
    """A kappa as it may leave, by the number of codings of its code, which is published; None where it may not.

    Numbers of sentences could follow from finer ones, where a reader supposes that both coders read everything and
    that each coding is one sentence: there must be another number of them that gives the same kappa.
    """
    decimals = next((decimals for least, decimals in TOLD if codings >= least), None)
    return None if kappa is None or decimals is None else round(kappa, decimals) + 0.0  # never a negative zero


def pooled(cells: Iterable[FourCells]) -> FourCells:
    """The sums: every unit counts once for each code."""
    return FourCells(*map(sum, zip(FourCells(0, 0, 0, 0), *cells, strict=True)))


def compare(units: Sequence[Span], weights: Sequence[int], a: Iterable[Span], b: Iterable[Span]) -> FourCells:
    """What two coders did with one code in one text.

    Args:
        units: In order, not overlapping; Unicode code points, half-open.
        weights: One for each unit.
        a: Spans that coder A gave the code; a unit is coded when a span overlaps it.
        b: The same of coder B.
    """
    by_a, by_b = touched(units, a), touched(units, b)

    def weigh(chosen: Iterable[int]) -> int:
        return sum(weights[at] for at in chosen)

    both, only_a, only_b = weigh(by_a & by_b), weigh(by_a - by_b), weigh(by_b - by_a)
    return FourCells(both, only_a, only_b, sum(weights) - both - only_a - only_b)


def touched(units: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    """The indices of the units (in order, not overlapping) that any of the spans overlaps."""
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    return {at for start, end in spans for at in range(bisect_right(ends, start), bisect_left(starts, end))}


def pieces(speeches: Iterable[Span], spans: Iterable[Span]) -> Iterator[Span]:
    """The speeches, in order, cut at every border of the spans: each piece is inside or outside each of them."""
    borders = sorted({border for span in spans for border in span})
    for start, end in speeches:
        inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
        edges = [start, *inside, end]
        yield from map(Span, edges[:-1], edges[1:])


class Mark(NamedTuple):
    """One coding as it is compared."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One text that two coders read.

    Attributes:
        units: In order, not overlapping.
        weights: One for each unit.
        a: The codings of coder A.
        b: The codings of coder B.
    """

    units: Sequence[Span]
    weights: Sequence[int]
    a: Sequence[Mark]
    b: Sequence[Mark]


def by_code(readings: Sequence[Reading]) -> dict[str, FourCells]:
    """Code -> counts over all readings, for every code that either coder gave, in order of code."""
    codes = sorted({mark.code for reading in readings for mark in (*reading.a, *reading.b)})
    return {code: pooled(_compared(reading, code) for reading in readings) for code in codes}


def _compared(reading: Reading, code: str) -> FourCells:
    a, b = ([mark.span for mark in marks if mark.code == code] for marks in (reading.a, reading.b))
    return compare(reading.units, reading.weights, a, b)


@dataclass(frozen=True, slots=True)
class CodingsOf:
    """A coder's codings in what is compared, and how many were made where suggestions were shown."""

    coder: str
    codings: int
    suggested: int

    @property
    def independent(self) -> bool:
        """Whether no coding was made where suggestions were shown."""
        return self.suggested == 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders agree on in the transcripts that both coded.

    Attributes:
        unit: What was compared.
        a: The first coder.
        b: The second coder.
        transcripts: Names, sorted.
        units: Units of all transcripts; characters where every character is one.
        codes: Code -> counts, for every code that either of them gave, in the order of the codebook.
        labels: Code -> its name.
    """

    unit: Unit
    a: CodingsOf
    b: CodingsOf
    transcripts: Sequence[str]
    units: int
    codes: Mapping[str, FourCells]
    labels: Mapping[str, str]

    @property
    def overall(self) -> FourCells:
        """The counts of all codes together."""
        return pooled(self.codes.values())
