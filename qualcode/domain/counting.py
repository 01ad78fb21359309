"""The rules of counting: what makes one number of many codings (DESIGN 7).

Leaves are what the database has added up per code, neighbourhood, group and value; `roll_up` makes the cells of
them. Everything distinct is counted by sets: a respondent counts once per code and its ancestors, however many
codes below it they spoke of, and once in each total.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from qualcode.domain.evidence import TOTAL

Place = tuple[str, str]
"""(row, column) of a cell, either of which may be the total."""

Key = int | str | None
"""What decides a column: a neighbourhood (row id, None while not assigned), or in a table by group the group."""


class Leaf(NamedTuple):
    """Evidence of one code, neighbourhood, group and value, added up.

    Attributes:
        code: Row id of the code itself, not of an ancestor.
        neighbourhood: Row id of the neighbourhood, None while it is not assigned.
        group: Group of the respondents, None for documents.
        value: Value of the split attribute that a person gave, "" without a split.
        codings: Number of (coding, respondent) pairs; `Doubled` says how many of them are one coding too many.
        suggested: The same, of codings that came from an accepted suggestion.
        respondents: Ids of the respondents.
        transcripts: Ids of the transcripts.
    """

    code: int
    neighbourhood: int | None
    group: str | None
    value: str
    codings: int
    suggested: int
    respondents: frozenset[str]
    transcripts: frozenset[str]


class Doubled(NamedTuple):
    """Pairs too many, since several respondents speak in one coding.

    In a table by group a `key` of None stands for the total, where a coding of two groups is one coding as well.
    """

    code: int
    key: Key
    codings: int
    suggested: int


class Stream(StrEnum):
    """Which count a piece of evidence belongs to."""

    SPOKEN = "spoken"
    DOCUMENTS = "documents"
    UNASSIGNED = "unassigned"


@dataclass(slots=True)
class Tally:
    """What was found for one cell."""

    codings: int = 0
    suggested: int = 0
    transcripts: set[str] = field(default_factory=set)
    by_group: dict[str, set[str]] = field(default_factory=dict)
    by_value: dict[str, set[str]] = field(default_factory=dict)

    def add(self, leaf: Leaf) -> None:
        """Count a leaf in."""
        self.codings += leaf.codings
        self.suggested += leaf.suggested
        self.transcripts |= leaf.transcripts
        if leaf.group is not None:
            self.by_group.setdefault(leaf.group, set()).update(leaf.respondents)
        if leaf.value:
            self.by_value.setdefault(leaf.value, set()).update(leaf.respondents)

    def correct(self, doubled: Doubled) -> None:
        """Take pairs out that are no coding of their own."""
        self.codings -= doubled.codings
        self.suggested -= doubled.suggested

    @property
    def respondents(self) -> int:
        """Distinct respondents; everybody has one group."""
        return sum(map(len, self.by_group.values()))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where evidence counts in a table.

    Attributes:
        rows_of: Code -> ids of the rows in which it counts (itself and its ancestors, as far as they are rows).
        columns: Key -> id of the column that it decides; a key without a column counts nowhere.
        by_group: Whether the keys are groups, and not neighbourhoods.
    """

    rows_of: Mapping[int, Sequence[str]]
    columns: Mapping[Key, str]
    by_group: bool

    def rows(self, code: int) -> Sequence[str]:
        """The rows of a code, the total included if there is any."""
        rows = self.rows_of.get(code, ())
        return (*rows, TOTAL) if rows else ()

    def stream(self, leaf: Leaf) -> tuple[Stream, Sequence[str]]:
        """The stream of a leaf and the columns in which it counts, the total included."""
        key = leaf.group if self.by_group else leaf.neighbourhood
        if leaf.group is None:
            return Stream.DOCUMENTS, self._columns(key) or (TOTAL,)
        if not self.by_group and key is None:
            return Stream.UNASSIGNED, (TOTAL,)
        return Stream.SPOKEN, self._columns(key)

    def corrected(self, doubled: Doubled) -> tuple[Stream, Sequence[str]]:
        """The stream and the columns in which pairs are too many."""
        if doubled.key is None:
            return (Stream.SPOKEN if self.by_group else Stream.UNASSIGNED), (TOTAL,)
        columns = self._columns(doubled.key)
        return Stream.SPOKEN, columns[:1] if self.by_group else columns

    def _columns(self, key: Key) -> Sequence[str]:
        column = self.columns.get(key)
        return () if column is None else (column, TOTAL)


def roll_up(leaves: Iterable[Leaf], doubled: Iterable[Doubled], layout: Layout) -> dict[Stream, dict[Place, Tally]]:
    """Stream -> the tally of every cell that is not empty, totals included."""
    streams: dict[Stream, defaultdict[Place, Tally]] = {stream: defaultdict(Tally) for stream in Stream}
    for leaf in leaves:
        stream, columns = layout.stream(leaf)
        for row in layout.rows(leaf.code):
            for column in columns:
                streams[stream][row, column].add(leaf)
    for pairs in doubled:
        stream, columns = layout.corrected(pairs)
        for row in layout.rows(pairs.code):
            for column in columns:
                streams[stream][row, column].correct(pairs)
    return {stream: dict(cells) for stream, cells in streams.items()}


Stretch = tuple[int, int, int, int, Key]
"""(transcript, start, end, code, key) of what a respondent says, in code points, half-open."""


def count_passages(stretches: Iterable[Stretch], layout: Layout) -> dict[Place, int]:
    """Passages of every cell, totals included; `stretches` in order of transcript, start and end.

    A passage is the maximal union of overlapping spans of one code (with the codes below it) in one transcript,
    over coders; spans that only touch stay apart.
    """
    found: Counter[Place] = Counter()
    for _, of_transcript in groupby(stretches, key=itemgetter(0)):
        whole: list[Own] = []
        columns: defaultdict[str, list[Own]] = defaultdict(list)
        for _, start, end, code, key in of_transcript:
            column = layout.columns.get(key)
            if column is not None:
                own = (start, end, layout.rows(code))
                whole.append(own)
                columns[column].append(own)
        total = _passages_of_rows(whole)
        for row, number in total.items():
            found[row, TOTAL] += number
        for column, part in columns.items():
            for row, number in (total if len(columns) == 1 else _passages_of_rows(part)).items():
                found[row, column] += number
    return dict(found)


Own = tuple[int, int, Sequence[str]]
"""(start, end, rows) of a coding."""


def _passages_of_rows(spans: Iterable[Own]) -> dict[str, int]:
    """Row -> passages, of spans in order of start and end."""
    reach: dict[str, int] = {}
    found: Counter[str] = Counter()
    for start, end, rows in spans:
        for row in rows:
            so_far = reach.get(row, 0)
            if start >= so_far:
                found[row] += 1
            if end > so_far:
                reach[row] = end
    return found
