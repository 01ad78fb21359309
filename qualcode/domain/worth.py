"""What suggestions are worth in a study: measured against people who had not seen them, and by what coders did.

A *passage* is all that one coder coded without a gap, with every code on it; the codes proposed for it are those of
the suggestions that overlap it, likeliest first. Rates are 0-1; None where nothing was measured.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.domain.by_group import Met
from qualcode.domain.span import Span

LONGEST_PAUSE = dt.timedelta(minutes=2)
"""A longer gap between two steps counts as this much work: somebody may have read, or have gone for coffee."""

ENOUGH = 20
"""Decisions or passages of a code from which a share is printed."""

MISLED = 5
"""Refusals from which an indicator is named as misleading."""

BINS = 10

PARTS = 4
"""Parts in which decisions are told in the course of time."""


class Coded(NamedTuple):
    """One coding of a coder who saw no suggestions."""

    span: Span
    code: str
    group: str = ""


class Proposed(NamedTuple):
    """One suggestion that is stored.

    Attributes:
        span: Of its sentence.
        code: That is proposed.
        score: 0-1.
        indicators: The codebook's words that led to it.
        shown: Whether coders see it; else it is merely likely.
        among_first: Whether so many of its sentence are shown at most, if only they score high enough.
    """

    span: Span
    code: str
    score: float
    indicators: tuple[str, ...] = ()
    shown: bool = True
    among_first: bool = True


class Passage(NamedTuple):
    """What a coder gave a passage, and what was proposed for it.

    Attributes:
        codes: That were given.
        proposed: Codes that are shown, likeliest first.
        likely: The same with those that scored too low to be shown.
        group: Of who says it.
    """

    codes: frozenset[str]
    proposed: tuple[str, ...]
    likely: tuple[str, ...] = ()
    group: str = ""


class Figures(NamedTuple):
    """What was found over passages.

    Attributes:
        precision_at_1: Share of passages whose likeliest code is right; one without any counts as wrong.
        recall_at_3: Mean of hits among the first three / min(3, codes).
        recall_at_5: The same with five, of all that is stored: shown are three of a sentence, so seldom five codes.
    """

    passages: int
    precision_at_1: float | None
    recall_at_3: float | None
    recall_at_5: float | None


class Bin(NamedTuple):
    """Suggestions whose score lies in one tenth, from `low`: their mean score, and the share that was right."""

    low: float
    n: int
    score: float
    right: float


class Share(NamedTuple):
    """`hits` of `n`."""

    hits: int
    n: int

    @property
    def rate(self) -> float | None:
        """The share, None for too few to say."""
        return self.hits / self.n if self.n >= ENOUGH else None


class Misleading(NamedTuple):
    """An indicator that led to refusals: of `n` suggestions `refused` were."""

    code: str
    indicator: str
    refused: int
    n: int


def passages(coded: Iterable[Coded], proposed: Sequence[Proposed]) -> list[Passage]:
    """The passages of one coder in one text."""
    found: list[tuple[Span, set[str], str]] = []
    for span, code, group in sorted(coded, key=lambda each: (each.span.start, each.span.end)):
        if found and span.start < found[-1][0].end:
            last, codes, whose = found[-1]
            found[-1] = (Span(last.start, max(last.end, span.end)), codes | {code}, whose)
        else:
            found.append((span, {code}, group))
    shown = [each for each in proposed if each.shown]
    return [
        Passage(frozenset(codes), _ranked(span, shown), _ranked(span, proposed), group) for span, codes, group in found
    ]


def _ranked(span: Span, proposed: Sequence[Proposed]) -> tuple[str, ...]:
    best: dict[str, float] = {}
    for each in proposed:
        if each.span.overlaps(span):
            best[each.code] = max(each.score, best.get(each.code, 0.0))
    return tuple(sorted(best, key=lambda code: (-best[code], code)))


def figures(found: Sequence[Passage]) -> Figures:
    """Precision and recall over passages."""
    likely = [each._replace(proposed=each.likely) for each in found]
    return Figures(len(found), _recall_at(1, found), _recall_at(3, found), _recall_at(5, likely))


def _recall_at(k: int, found: Sequence[Passage]) -> float | None:
    return sum(recall_of(k, each) for each in found) / len(found) if found else None


def recall_of(k: int, passage: Passage) -> float:
    """Hits among the first `k` that are shown / min(k, codes) of one passage."""
    return len(passage.codes & set(passage.proposed[:k])) / min(k, len(passage.codes))


def met(passage: Passage, document: str) -> Met:
    """What was found of a passage, for the figures of its group: the first of all that is likely, shown or not."""
    shown = len(passage.codes & set(passage.proposed)) / len(passage.codes)
    likely = passage._replace(proposed=passage.likely)
    return Met(passage.group, document, recall_of(1, likely), recall_of(3, likely), shown)


def by_code(found: Iterable[Passage], k: int = 3) -> dict[str, Share]:
    """Code -> in how many of the passages that have it, it is among the first `k` proposed."""
    hits, n = Counter[str](), Counter[str]()
    for each in found:
        n.update(each.codes)
        hits.update(each.codes & set(each.proposed[:k]))
    return {code: Share(hits[code], n[code]) for code in n}


def judged(coded: Sequence[Coded], proposed: Iterable[Proposed]) -> list[tuple[Proposed, bool]]:
    """Each suggestion in one text with whether the coder gave its code somewhere on its span."""
    places: dict[str, list[Span]] = {}
    for each in coded:
        places.setdefault(each.code, []).append(each.span)
    return [(each, any(span.overlaps(each.span) for span in places.get(each.code, ()))) for each in proposed]


def calibration(pairs: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The tenths of scores in which there are suggestions; well calibrated means that score and share agree."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in pairs:
        bins.setdefault(min(int(score * BINS), BINS - 1), []).append((score, right))
    return [_bin(at, bins[at]) for at in sorted(bins)]


def _bin(at: int, held: Sequence[tuple[float, bool]]) -> Bin:
    n = len(held)
    return Bin(at / BINS, n, sum(score for score, _ in held) / n, sum(right for _, right in held) / n)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Mean distance between score and share over all suggestions.

    Source: Guo et al., On Calibration of Modern Neural Networks (2017), section 2.
    """
    n = sum(each.n for each in bins)
    return sum(each.n * abs(each.score - each.right) for each in bins) / n if n else None


def misleading(outcomes: Iterable[tuple[str, Sequence[str], bool]]) -> list[Misleading]:
    """The indicators of which at least five suggestions and at least half were refused, the most refused first.

    Args:
        outcomes: (code, indicators, whether it was right) of each suggestion that somebody judged.
    """
    refused, n = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for code, indicators, right in outcomes:
        keys = [(code, indicator) for indicator in dict.fromkeys(indicators)]
        n.update(keys)
        if not right:
            refused.update(keys)
    found = [Misleading(*key, refused[key], n[key]) for key in n if MISLED <= refused[key] >= n[key] / 2]
    return sorted(found, key=lambda each: (-each.refused, each.code, each.indicator))


def working_minutes(moments: Iterable[dt.datetime]) -> float:
    """Minutes of work between the first and the last of these steps; a pause counts for two at most."""
    in_order = sorted(moments)
    return sum((min(b - a, LONGEST_PAUSE) for a, b in pairwise(in_order)), dt.timedelta()).total_seconds() / 60


def in_parts(outcomes: Sequence[bool], parts: int = PARTS) -> list[Share]:
    """The decisions in so many parts of equal number, one at most smaller or larger than another, in their order."""
    at = [len(outcomes) * part // parts for part in range(parts + 1)]
    return [Share(sum(outcomes[start:stop]), stop - start) for start, stop in pairwise(at)]
