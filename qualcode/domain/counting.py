"""The rules of counting: what makes one number of many codings (DESIGN 7).

Leaves are what the database has added up per code, transcript, respondent and neighbourhood; `roll_up` makes
the cells of them. Everything distinct is counted by sets: a respondent counts once per code and its ancestors,
however many codes below it they spoke of, and once in each total.
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

Leaf = tuple[int, int, int | None, int | None, str, int, int]
"""Evidence of one code, transcript, respondent, neighbourhood and value, added up:

(code, transcript, respondent, neighbourhood, value, codings, suggested), all but value and counts row ids.
The code is the coding's own, not an ancestor; a document has no respondent; there is no neighbourhood while a
coding is not assigned; the value is that of the split attribute, "" without a split; `suggested` is the number
of codings that came from an accepted suggestion. A plain tuple, since a table is made of 100,000 of them.
"""


Stretch = tuple[int, int, int, int, int | None, int | None]
"""(transcript, start, end, code, respondent, neighbourhood) of one coding, in code points, half-open."""


class Shared(NamedTuple):
    """One row of a coding in which several respondents speak: it is in several leaves, but it is one coding."""

    code: int
    transcript: int
    respondent: int | None
    neighbourhood: int | None
    coding: int
    suggested: bool


class Stream(StrEnum):
    """Which count a piece of evidence belongs to."""

    SPOKEN = "spoken"
    DOCUMENTS = "documents"
    UNASSIGNED = "unassigned"


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
        return dict(sorted(Counter(map(group_of.__getitem__, self.respondents)).items()))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where evidence counts in a table.

    Attributes:
        rows_of: Code -> ids of the rows in which it counts (itself and its ancestors, as far as they are rows).
        columns: Row id of a neighbourhood (of a respondent, in a table by group) -> id of the column.
        by_group: Whether the respondent decides the column, and not the neighbourhood.
    """

    rows_of: Mapping[int, Sequence[str]]
    columns: Mapping[int, str]
    by_group: bool

    def place(self, respondent: int | None, neighbourhood: int | None) -> tuple[Stream, str]:
        """The stream and the column of a piece of evidence; the column is "" where it counts in none."""
        if self.by_group:
            return (Stream.DOCUMENTS, "") if respondent is None else (Stream.SPOKEN, self.columns.get(respondent, ""))
        column = "" if neighbourhood is None else self.columns.get(neighbourhood, "")
        if respondent is None:
            return Stream.DOCUMENTS, column
        return (Stream.UNASSIGNED if neighbourhood is None else Stream.SPOKEN), column


def roll_up(leaves: Iterable[Leaf], shared: Iterable[Shared], layout: Layout) -> dict[Stream, dict[Place, Tally]]:
    """Stream -> the tally of every cell that is not empty, totals included."""
    streams: dict[Stream, defaultdict[Place, Tally]] = {stream: defaultdict(Tally) for stream in Stream}
    for (code, (stream, column)), tally in _gather(leaves, shared, layout).items():
        if not column and stream is Stream.SPOKEN:
            continue  # a column that the table does not show
        rows, cells = layout.rows_of.get(code, ()), streams[stream]
        for row in (*rows, TOTAL) if rows else ():
            cells[row, TOTAL].merge(tally)
            if column:
                cells[row, column].merge(tally)
    return {stream: dict(cells) for stream, cells in streams.items()}


def _gather(
    leaves: Iterable[Leaf], shared: Iterable[Shared], layout: Layout
) -> dict[tuple[int, tuple[Stream, str]], Tally]:
    """(code, (stream, column)) -> tally, before any ancestor or total."""
    own: defaultdict[tuple[int, tuple[Stream, str]], Tally] = defaultdict(Tally)
    for code, transcript, respondent, neighbourhood, value, codings, suggested in leaves:
        tally = own[code, layout.place(respondent, neighbourhood)]
        tally.codings += codings
        tally.suggested += suggested
        tally.transcripts.add(transcript)
        if respondent is not None:
            tally.respondents.add(respondent)
            if value:
                tally.by_value.setdefault(value, set()).add(respondent)
    for part in shared:
        own[part.code, layout.place(part.respondent, part.neighbourhood)].settle(part)
    return own


def count_passages(stretches: Iterable[Stretch], layout: Layout) -> dict[Place, int]:
    """Passages of every cell, totals included; `stretches` in order of transcript, start and end.

    A passage is the maximal union of overlapping spans of one code (with the codes below it) in one transcript,
    over coders; spans that only touch stay apart.
    """
    found: Counter[Place] = Counter()
    for _, of_transcript in groupby(stretches, key=itemgetter(0)):
        whole: list[Own] = []
        columns: defaultdict[str, list[Own]] = defaultdict(list)
        for _, start, end, code, respondent, neighbourhood in of_transcript:
            stream, column = layout.place(respondent, neighbourhood)
            if column and stream is Stream.SPOKEN:
                own = (start, end, layout.rows_of.get(code, ()))
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
    """Row -> passages, the total row included, of spans in order of start and end."""
    reach: dict[str, int] = {}
    found: Counter[str] = Counter()
    for start, end, rows in spans:
        for row in (*rows, TOTAL) if rows else ():
            so_far = reach.get(row, 0)
            if start >= so_far:
                found[row] += 1
            if end > so_far:
                reach[row] = end
    return found
