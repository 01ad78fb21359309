"""Which codes of two families are said of the same words, and by whom."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple


class Said(NamedTuple):
    """A coding of one respondent, half-open span in code points."""

    transcript: int
    respondent: str
    start: int
    end: int
    coding: int
    code: str


@dataclass
class Together:
    """Two codes on the same words.

    Attributes:
        respondents: Who says both.
        firsts: Codings of the first code that overlap one of the second.
        seconds: Respondent -> codings of the second code that overlap one of the first.
    """

    respondents: set[str] = field(default_factory=set)
    firsts: set[int] = field(default_factory=set)
    seconds: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def together(first: Iterable[Said], second: Iterable[Said]) -> Mapping[tuple[str, str], Together]:
    """(code of the first family, code of the second) -> where both stand on the same words of one respondent.

    Both must be in the order of transcript and respondent; one sweep, one respondent of one transcript at a time.
    """
    same = attrgetter("transcript", "respondent")
    found: defaultdict[tuple[str, str], Together] = defaultdict(Together)
    others = iter((key, list(group)) for key, group in groupby(second, same))
    key, against = next(others, (None, []))
    for wanted, group in groupby(first, same):
        while key is not None and key < wanted:
            key, against = next(others, (None, []))
        if key == wanted:
            _overlapping(list(group), against, found)
    deque(others, maxlen=0)  # what is read from a server is read to its end, which closes it
    return found


def _overlapping(first: list[Said], second: list[Said], found: defaultdict[tuple[str, str], Together]) -> None:
    for one in first:
        for other in second:
            if other.start >= one.end:
                break
            if one.start < other.end:
                both = found[one.code, other.code]
                both.respondents.add(one.respondent)
                both.firsts.add(one.coding)
                both.seconds[one.respondent].add(other.coding)
