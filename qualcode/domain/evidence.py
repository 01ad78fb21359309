"""The evidence table: what a question asks and what its cells say. The rules of counting are in `domain/counting.py`.

Numbers are counts of whole things, never shares, unless said. Every number can be walked back: `Question.cell`
gives the filters whose quotes stand behind a cell.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qualcode.domain.transcript import Kind

TOTAL = "total"
"""Id of the total row and the total column."""

VALENCE = "valentie"
"""The attribute by which cells are split into + and -."""

ALL_CODES = "codes"
"""`Question.rows` for every code of the codebook."""

FAMILIES = "families"
"""`Question.rows` for the roots of the code tree only."""


class Measure(StrEnum):
    """What a number counts. Ranks are by respondents: codings reward the talkative."""

    RESPONDENTS = "respondents"
    PASSAGES = "passages"
    CODINGS = "codings"
    TRANSCRIPTS = "transcripts"


class Columns(StrEnum):
    """What the columns of a table are."""

    NEIGHBOURHOOD = "neighbourhood"
    CITY = "city"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which evidence counts; an empty field leaves everything in, several fields must all hold.

    Attributes:
        codes: Code ids, each with all codes below it; a table's rows say it instead.
        neighbourhoods: Neighbourhood ids.
        cities: City names.
        groups: Respondent groups.
        kinds: Kinds of transcript. Documents never count as respondents, also when they are asked for.
        coders: Names of coders.
        transcripts: Transcript names.
        respondents: Respondent ids.
        attributes: Attribute id -> allowed values; only values that a person confirmed hold, `onbepaald` stands
            for codings without such a value.
        assigned: True for codings that count in a neighbourhood, False for those of transcripts about several
            that nobody has assigned, None for both.
        unchecked: Only codings that nobody has checked for publication.
    """

    codes: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    coders: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assigned: bool | None = None
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a table is asked to show.

    Attributes:
        rows: A code id (that code and every code below it), `codes` or `families`.
        columns: What the columns are.
        measure: The number that is shown and ranked by; the cells hold the others too.
        filters: Which evidence counts.
        split: Attribute by which the respondents of a cell are split (`valentie`), None for no split.
        passages: Whether passages are counted when they are not the measure (slower).
        origins: Whether codings from accepted suggestions are counted (slower).
        ids: Whether cells list the ids of their codings (slower).
    """

    rows: str = "factor"
    columns: Columns = Columns.NEIGHBOURHOOD
    measure: Measure = Measure.RESPONDENTS
    filters: Filters = field(default_factory=Filters)
    split: str | None = None
    passages: bool = False
    origins: bool = False
    ids: bool = False

    @property
    def counts_passages(self) -> bool:
        """Whether the cells say how many passages they have."""
        return self.passages or self.measure is Measure.PASSAGES

    def cell(self, row: str, column: str) -> Filters:
        """The filters whose quotes stand behind the cell (row, column); both may be `total`."""
        spoken = tuple(kind for kind in self.filters.kinds or Kind if kind is not Kind.DOCUMENT)
        return self._narrowed(row, column, spoken)

    def documents(self, row: str, column: str) -> Filters:
        """The filters whose quotes are the documents beside the cell (row, column)."""
        return self._narrowed(row, column, (Kind.DOCUMENT,))

    def unassigned(self, row: str) -> Filters:
        """The filters whose quotes are not assigned to a neighbourhood, for one row."""
        return replace(self.cell(row, TOTAL), assigned=False)

    def _narrowed(self, row: str, column: str, kinds: tuple[Kind, ...]) -> Filters:
        narrowed = replace(self.filters, codes=self.codes(row), kinds=kinds)
        if self.columns is Columns.GROUP:
            return narrowed if column == TOTAL else replace(narrowed, groups=(column,))
        narrowed = replace(narrowed, assigned=True)
        if column == TOTAL:
            return narrowed
        if self.columns is Columns.CITY:
            return replace(narrowed, cities=(column,))
        return replace(narrowed, neighbourhoods=(column,))

    def codes(self, row: str = TOTAL) -> tuple[str, ...]:
        """The codes (with all below them) that count in a row; empty for every code."""
        if row != TOTAL:
            return (row,)
        return () if self.rows in {ALL_CODES, FAMILIES} else (self.rows,)


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column of a table.

    Attributes:
        id: Code id, neighbourhood id, city, group, or `total`.
        label: In the language that was asked for.
        short: For narrow places: the shortest beginning of at least 4 characters that no other column shares.
        depth: Level below the shallowest row of the table, 0 for columns.
    """

    id: str
    label: str
    short: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers of one row in one column, over interviews and focus groups.

    Attributes:
        row: Id of the row, or `total`.
        column: Id of the column, or `total`.
        codings: Confirmed codings.
        respondents: Distinct respondents; each counts once per code and its ancestors.
        transcripts: Distinct transcripts; a group interview is one.
        passages: Maximal unions of overlapping spans, over coders; None when they were not asked for.
        by_group: Respondent group -> respondents, only groups that occur.
        by_value: Value of the split attribute -> respondents with at least one coding that a person gave it;
            `onbepaald` -> respondents with at least one coding without such a value. A respondent who said both
            counts under both. Empty without a split.
        from_suggestions: Codings that came from an accepted suggestion; None when that was not asked for.
        coding_ids: Ascending; empty when they were not asked for.
        suppressed: Whether disclosure control took the numbers away (they are 0 or empty then).
    """

    row: str
    column: str
    codings: int = 0
    respondents: int = 0
    transcripts: int = 0
    passages: int | None = None
    by_group: Mapping[str, int] = field(default_factory=dict)
    by_value: Mapping[str, int] = field(default_factory=dict)
    from_suggestions: int | None = None
    coding_ids: tuple[int, ...] = ()
    suppressed: bool = False

    def number(self, measure: Measure) -> int:
        """The count that `measure` asks for."""
        counts = {
            Measure.RESPONDENTS: self.respondents,
            Measure.PASSAGES: self.passages or 0,
            Measure.CODINGS: self.codings,
            Measure.TRANSCRIPTS: self.transcripts,
        }
        return counts[measure]

    @property
    def share_from_suggestions(self) -> float | None:
        """Share (0-1) of the codings that came from an accepted suggestion, None if unknown or empty."""
        if self.from_suggestions is None or not self.codings:
            return None
        return self.from_suggestions / self.codings


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside the table and is not counted in it: for one row (and column, for documents).

    Attributes:
        row: Id of the row.
        column: Id of the column for documents, "" for codings about elsewhere or about no assigned neighbourhood.
        codings: Confirmed codings.
        transcripts: Distinct transcripts (documents).
        respondents: Distinct respondents who say it, 0 for documents; it decides what leaves and is not printed.
    """

    row: str
    column: str
    codings: int
    transcripts: int
    respondents: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """The answer to a question.

    Attributes:
        question: What was asked.
        rows: In the order of the codebook, parents before children, without the total.
        columns: In the order of their labels, without the total.
        cells: Only cells with codings, totals included; `cell` gives every one.
        documents: The stream of documents, per row and column, shown beside.
        unassigned: Per row, codings of transcripts about several neighbourhoods that are not assigned to one.
        elsewhere: Per row, codings about elsewhere.
        codebook_version: Number of the current codebook, 0 without one.
        database_hash: Head of the event chain.
        dated: Moment of the last event, None in an empty study.
        study: Title of the study.
        fictional: Whether the study is made up, which every page and export says.
        values: Value of the split attribute -> its label, in the codebook's order; empty without a split.
        rules: The rules and thresholds of counting, as sentences to print with the table.
        suppression: What disclosure control did, as sentences; empty on an internal table.
    """

    question: Question
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: Mapping[tuple[str, str], Cell]
    documents: tuple[Aside, ...]
    unassigned: tuple[Aside, ...]
    elsewhere: tuple[Aside, ...]
    codebook_version: int
    database_hash: str
    dated: dt.datetime | None
    study: str
    fictional: bool
    values: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    suppression: tuple[str, ...] = ()

    @property
    def hidden(self) -> int:
        """How many cells disclosure control hid."""
        return sum(cell.suppressed for cell in self.cells.values())

    def cell(self, row: str, column: str) -> Cell:
        """The cell at (row, column), empty when nothing was coded there."""
        passages = 0 if self.question.counts_passages else None
        suggested = 0 if self.question.origins else None
        return self.cells.get((row, column)) or Cell(row, column, passages=passages, from_suggestions=suggested)
