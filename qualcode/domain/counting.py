"""The rules of counting: what makes one number of many codings (DESIGN 7).

Leaves are what the database has added up per code, transcript, respondent and neighbourhood; `roll_up` makes
the cells of them. Everything distinct is counted by sets: a respondent counts once per code and its ancestors,
however many codes below it they spoke of, and once in each total.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.domain.evidence import TOTAL
from qualcode.domain.span import Span

Place = tuple[str, str]
"""(row, column) of a cell, either of which may be the total."""

ColumnOf = Callable[[int | None, int | None], str | None]
"""(respondent, neighbourhood) -> id of the column in which they count, None for none."""


class Leaf(NamedTuple):
    """Evidence of one code, transcript, respondent, neighbourhood and value, added up.

    Attributes:
        code: Row id of the code itself, not of an ancestor.
        transcript: Row id of the transcript.
        respondent: Row id of the respondent, None for a document.
        neighbourhood: Row id of the neighbourhood, None while it is not assigned.
        value: Value of the split attribute that a person gave, "" without a split.
        codings: Number of codings.
        suggested: Number of those that came from an accepted suggestion.
    """

    code: int
    transcript: int
    respondent: int | None
    neighbourhood: int | None
    value: str
    codings: int
    suggested: int


class Shared(NamedTuple):
    """One row of a coding in which several respondents speak: it is in several leaves, but it is one coding."""

    code: int
    transcript: int
    respondent: int | None
    neighbourhood: int | None
    coding: int
    suggested: bool


@dataclass(slots=True)
class Tally:
    """What was found for one cell; `codings` and `suggested` leave shared codings to the sets."""

    codings: int = 0
    suggested: int = 0
    shared: set[int] = field(default_factory=set)
    shared_suggested: set[int] = field(default_factory=set)
    respondents: set[int] = field(default_factory=set)
    transcripts: set[int] = field(default_factory=set)
    by_value: dict[str, set[int]] = field(default_factory=dict)

    def add(self, leaf: Leaf) -> None:
        """Count a leaf in."""
        self.codings += leaf.codings
        self.suggested += leaf.suggested
        self.transcripts.add(leaf.transcript)
        if leaf.respondent is not None:
            self.respondents.add(leaf.respondent)
            if leaf.value:
                self.by_value.setdefault(leaf.value, set()).add(leaf.respondent)

    def settle(self, part: Shared) -> None:
        """Move one row of a shared coding from the numbers to the sets."""
        self.codings -= 1
        self.shared.add(part.coding)
        if part.suggested:
            self.suggested -= 1
            self.shared_suggested.add(part.coding)

    def merge(self, other: "Tally") -> None:
        """Count everything of another tally in."""
        self.codings += other.codings
        self.suggested += other.suggested
        self.shared |= other.shared
        self.shared_suggested |= other.shared_suggested
        self.respondents |= other.respondents
        self.transcripts |= other.transcripts
        for value, respondents in other.by_value.items():
            self.by_value.setdefault(value, set()).update(respondents)

    @property
    def all_codings(self) -> int:
        """Distinct codings."""
        return self.codings + len(self.shared)

    @property
    def all_suggested(self) -> int:
        """Distinct codings that came from an accepted suggestion."""
        return self.suggested + len(self.shared_suggested)

    def groups(self, group_of: Mapping[int, str]) -> dict[str, int]:
        """Respondent group -> respondents, groups in alphabetical order."""
        return dict(sorted(Counter(group_of[number] for number in self.respondents).items()))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where evidence counts in a table.

    Attributes:
        rows_of: Code -> ids of the rows in which it counts (itself and its ancestors, as far as they are rows).
        column_of: Where the evidence of a respondent and a neighbourhood counts.
    """

    rows_of: Mapping[int, Sequence[str]]
    column_of: ColumnOf


def roll_up(leaves: Iterable[Leaf], shared: Iterable[Shared], layout: Layout) -> dict[Place, Tally]:
    """The tally of every cell that is not empty, totals included."""
    own: defaultdict[tuple[int, str], Tally] = defaultdict(Tally)
    for leaf in leaves:
        column = layout.column_of(leaf.respondent, leaf.neighbourhood)
        if column is not None:
            own[leaf.code, column].add(leaf)
    for part in shared:
        column = layout.column_of(part.respondent, part.neighbourhood)
        if column is not None:
            own[part.code, column].settle(part)
    cells: defaultdict[Place, Tally] = defaultdict(Tally)
    for (code, column), tally in own.items():
        rows = layout.rows_of.get(code, ())
        for row in (*rows, TOTAL) if rows else ():
            cells[row, column].merge(tally)
            cells[row, TOTAL].merge(tally)
    return dict(cells)


def passages(spans: Iterable[Span]) -> list[Span]:
    """Maximal unions of overlapping spans of one transcript, in order; spans that only touch stay apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found
