"""Timeline: what is said of a neighbourhood, when it was, and where the outcomes turn.

A coding stands in the period that a person gave it. Without one it stands at each year that its words name, as a hint
that nobody confirmed; such years never make a turning point.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from qualcode.domain.comparison import Voice

YEAR = re.compile(r"(?<![\d.,-])(19[4-9]\d|20[0-4]\d)(?![\d-]|[.,]\d)")
"""A year as it is said: neither part of a longer number nor of an amount."""

_IN_ID = re.compile(r"\d{4}")


class Told(NamedTuple):
    """A coding of one respondent.

    Attributes:
        coding: Its id.
        code: Code id.
        neighbourhood: Neighbourhood id.
        respondent: Respondent id.
        period: Period that a person gave it, "" for none.
        valence: Valence that a person gave it, "" for none.
        exact: Its words.
    """

    coding: int
    code: str
    neighbourhood: str
    respondent: str
    period: str
    valence: str
    exact: str


class When(NamedTuple):
    """A period of the codebook, or (`named`) a year that words name."""

    value: str
    named: bool


@dataclass
class Event:
    """What is said of one code in one neighbourhood at one time.

    Attributes:
        respondents: Who says it.
        by_value: Valence -> who says it with that valence.
        codings: Their ids.
    """

    respondents: set[str] = field(default_factory=set)
    by_value: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    codings: set[int] = field(default_factory=set)


Key = tuple[str, When, str]
"""Neighbourhood, time, code."""


def years(words: str) -> list[str]:
    """The years that words name, each once, in their order.

    >>> years("In 2013 gesloten; in 1998 waren er 2.013 woningen, 0612013456")
    ['2013', '1998']
    """
    return list(dict.fromkeys(YEAR.findall(words)))


def first_year(period: str) -> int | None:
    """The year with which the id of a period begins, None for one that has no place in the order of years.

    >>> first_year("2008_2014"), first_year("voor_2000"), first_year("eerder")
    (2008, 2000, None)
    """
    found = _IN_ID.search(period)
    return int(found.group()) if found else None


def place_in_time(when: When, periods: Sequence[str]) -> tuple[int, int]:
    """By what events are ordered: the year, and at one year the codebook's order before years that words name."""
    if when.named:
        return int(when.value), len(periods)
    year = first_year(when.value)
    return (year if year is not None else 9999), periods.index(when.value)


def events(told: Iterable[Told], periods: Sequence[str], line: Callable[[str], Iterable[str]]) -> dict[Key, Event]:
    """What is said at each time; a coding without a time is in none.

    An event of a code holds the codings of codes below it too, as everywhere; there is one only where the code itself
    was given.

    Args:
        told: What is said.
        periods: Periods that the codebook knows.
        line: Code -> itself and all codes above it.
    """
    found: defaultdict[Key, Event] = defaultdict(Event)
    own: set[Key] = set()
    for each in told:
        for when in _times(each, periods):
            own.add((each.neighbourhood, when, each.code))
            for code in line(each.code):
                event = found[each.neighbourhood, when, code]
                event.respondents.add(each.respondent)
                event.codings.add(each.coding)
                if each.valence:
                    event.by_value[each.valence].add(each.respondent)
    return {key: event for key, event in found.items() if key in own}


def _times(each: Told, periods: Sequence[str]) -> list[When]:
    if each.period in periods:
        return [When(each.period, named=False)]
    return [When(year, named=True) for year in years(each.exact)]


class Turn(NamedTuple):
    """Two periods between which the outcomes of a neighbourhood turn; `better` tells which way."""

    neighbourhood: str
    before: str
    after: str
    then: Voice
    now: Voice
    better: bool


def turning_points(
    told: Iterable[Told], periods: Sequence[str], outcomes: Iterable[str], signs: tuple[str, str]
) -> list[Turn]:
    """Where respondents lean to one side on the outcomes of one period, and to the other in the next that leans.

    A period leans by the rule of `Voice.leaning`; those in between that do not lean are passed over. Periods without a
    year have no order and are left out.

    Args:
        told: What is said.
        periods: Periods in the codebook's order.
        outcomes: Codes of outcomes.
        signs: The positive and the negative valence.
    """
    voices = _voices(told, set(outcomes), signs)
    ordered = [period for period in periods if first_year(period) is not None]
    found = []
    for place in sorted({place for place, _ in voices}):
        leaning = [(period, voices[place, period]) for period in ordered if (place, period) in voices]
        leaning = [(period, voice) for period, voice in leaning if voice.leaning]
        for (before, then), (after, now) in pairwise(leaning):
            if then.leaning != now.leaning:
                found.append(Turn(place, before, after, then, now, better=now.leaning > 0))
    return found


def _voices(told: Iterable[Told], outcomes: set[str], signs: tuple[str, str]) -> Mapping[tuple[str, str], Voice]:
    people: defaultdict[tuple[str, str], tuple[set[str], set[str], set[str]]] = defaultdict(
        lambda: (set(), set(), set())
    )
    for each in told:
        if each.period and each.code in outcomes:
            everybody, positive, negative = people[each.neighbourhood, each.period]
            everybody.add(each.respondent)
            if each.valence in signs:
                (positive if each.valence == signs[0] else negative).add(each.respondent)
    return {key: Voice(*map(len, sets)) for key, sets in people.items()}
