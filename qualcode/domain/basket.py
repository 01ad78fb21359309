"""The quote basket: quotes chosen for a section of the report, and what is left out of them.

An edit is a list of cuts: spans of the quote, in its own code points, half-open, ascending, apart. What is shown is
always made from the quote and its cuts, so that nothing can be shown that was not said.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.domain.coding import CodingState
from qualcode.domain.publication import About, PublicQuote
from qualcode.domain.quote import Quote
from qualcode.domain.span import Span
from qualcode.errors import UsageError, said, short

MARK = "[...]"
"""Stands where something is left out."""

_MARKS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")


@dataclass(frozen=True, slots=True)
class Picked:
    """A quote in a section of the report.

    Attributes:
        section: Name of the section.
        quote: The coding that stands there now: the one that was put in, or the one that took its place.
        cuts: What is left out of it.
        coder: Who put it in or last edited it.
        at: When.
        changed: Whether the words of the quote are others than those that were put in; it has no cuts then.
    """

    section: str
    quote: Quote
    cuts: tuple[Span, ...]
    coder: str
    at: dt.datetime
    changed: bool = False

    @property
    def stands(self) -> bool:
        """Whether it is still what somebody chose: a confirmed coding with the same words."""
        return self.quote.state is CodingState.CONFIRMED and not self.changed

    @property
    def shown(self) -> str:
        """The quote as the report prints it."""
        return shown(self.quote.exact, self.cuts)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The basket to hand over: all of it internally, what may leave for publication.

    Attributes:
        about: From where it comes.
        internal: The quotes as the study knows them; empty for publication.
        public: (section, quote) as they may leave, edited; empty internally.
        withheld: Number of quotes that may not leave, for the study's own eyes.
        notes: Sentences to print with them.
    """

    about: About
    internal: tuple[Picked, ...] = ()
    public: tuple[tuple[str, PublicQuote], ...] = ()
    withheld: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """How the quotes of a section are spread: (name, quotes, respondents) of every group and neighbourhood."""

    groups: tuple[tuple[str, int, int], ...]
    neighbourhoods: tuple[tuple[str, int, int], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Groups and neighbourhoods without a quote."""
        return tuple(name for name, quotes, _ in (*self.groups, *self.neighbourhoods) if not quotes)


def shown(exact: str, cuts: Sequence[Span]) -> str:
    """The quote with a mark in the place of each cut.

    >>> shown("De flats waren, eh, slecht.", [Span(15, 19)])
    'De flats waren, [...] slecht.'
    """
    parts, at = [], 0
    for cut in cuts:
        parts += [exact[at : cut.start].strip(), MARK]
        at = cut.end
    return " ".join(part for part in [*parts, exact[at:].strip()] if part)


def fit(exact: str, cuts: Sequence[Span]) -> bool:
    """Whether cuts lie in the quote, ascending and apart, each leaves something out, and something is left."""
    at = 0
    for number, cut in enumerate(cuts):
        if not (at <= cut.start < cut.end <= len(exact)) or (number and cut.start == at):
            return False
        if not cut.of(exact).strip():
            return False
        at = cut.end
    return not cuts or shown(exact, cuts).replace(MARK, "").strip() != ""


def cuts_of(exact: str, edited: str) -> tuple[Span, ...]:
    """The cuts that make a quote into its edited text, in which marks stand for what is left out.

    White space does not matter. Where a part occurs more than once, the first place is taken that leaves something to
    the mark before it.

    Raises:
        UsageError: The text says something that the quote does not, or nothing is left of it.
    """
    parts = [part.split() for part in _MARKS.split(edited)]
    if not any(parts):
        msg = said("something of the quote has to be left; take it out of the section instead")
        raise UsageError(msg)
    last = len(parts) - 1
    found: list[Span] = []
    at = 0
    for number, words in enumerate(parts):
        if not words:
            continue
        begins, ends = number == 0, number == last
        pattern = r"\s+".join(map(re.escape, words))
        pattern = (r"\s*" if begins else "") + pattern + (r"\s*\Z" if ends else "")
        match = re.compile(pattern).match(exact, at) if begins else _after_a_cut(pattern, exact, at)
        if match is None:
            msg = said(
                "the quote does not say '{part}' there: only leave words out, and write {mark} in their place",
                part=short(" ".join(words), 60),
                mark=MARK,
            )
            raise UsageError(msg)
        found.append(Span(match.start(), match.end()))
        at = match.end()
    return _between(exact, found)


def _after_a_cut(pattern: str, exact: str, at: int) -> re.Match[str] | None:
    """The first place from `at` with something before it that is cut; without one, where nothing is."""
    search, cut = re.compile(pattern).search, re.compile(r"\s*\S").match(exact, at)
    return (search(exact, cut.end()) if cut else None) or search(exact, at)


def _between(exact: str, parts: Sequence[Span]) -> tuple[Span, ...]:
    """What lies before, between and after the parts, unless it is blank."""
    edges = [0, *(edge for part in parts for edge in (part.start, part.end)), len(exact)]
    gaps = [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
    return tuple(Span(start, end) for start, end in gaps if exact[start:end].strip())


def spread(quotes: Iterable[Quote], groups: Sequence[str], neighbourhoods: Sequence[str]) -> Spread:
    """How quotes are spread over the groups and neighbourhoods of a study; those without one are named with 0."""
    chosen = list(quotes)
    by_group = [(group, quote) for quote in chosen for group in quote.group.split("|") if group]
    by_place = [(quote.neighbourhood_name, quote) for quote in chosen if quote.neighbourhood_name]
    return Spread(_counted(by_group, groups), _counted(by_place, neighbourhoods))


def _counted(pairs: Sequence[tuple[str, Quote]], names: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    quotes = Counter(name for name, _ in pairs)
    people: dict[str, set[str]] = {}
    for name, quote in pairs:
        people.setdefault(name, set()).update(who for who in quote.respondent.split("|") if who)
    return tuple((name, quotes[name], len(people.get(name, ()))) for name in dict.fromkeys([*names, *quotes]))
