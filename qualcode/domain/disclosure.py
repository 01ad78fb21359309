"""What may leave the study: tables without small cells, and quotes under a label that enough respondents share.

k is the number of respondents that a published cell or label needs. It is a floor for tables and no safety for
quotes: each quote also needs a person's recorded check. Documents are public, so they are exempt.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable, Heading
from qualcode.domain.suppression import Grid, Place, hide
from qualcode.domain.wording import word


def publishable(table: EvidenceTable, k: int, language: str) -> EvidenceTable:
    """The table as it may leave: small cells hidden with all their measures, no ids, and sentences that say so."""
    primary, secondary = hide(_grid(table), k)
    hidden = primary | secondary
    split_rows = {row for row in (TOTAL, *(row.id for row in table.rows)) if _gives_away(table, row, hidden, k)}
    cells = {place: _published(cell, place in hidden, cell.row in split_rows) for place, cell in table.cells.items()}
    return replace(
        table,
        cells=cells,
        unassigned=_apart(table.unassigned, k),
        elsewhere=_apart(table.elsewhere, k),
        suppression=_sentences(table, k, len(hidden), len(split_rows), language),
    )


def _grid(table: EvidenceTable) -> Grid:
    amounts = {
        place: tuple(
            count for count in (cell.respondents, cell.codings, cell.transcripts, cell.passages) if count is not None
        )
        for place, cell in table.cells.items()
    }
    return Grid(_parents(table.rows), amounts)


def _parents(rows: Sequence[Heading]) -> dict[str, str | None]:
    """Row -> the row above it, from the order and the depth of the rows."""
    parents: dict[str, str | None] = {}
    line: list[str] = []
    for row in rows:
        del line[row.depth :]
        parents[row.id] = line[-1] if line else None
        line.append(row.id)
    return parents


def _gives_away(table: EvidenceTable, row: str, hidden: Collection[Place], k: int) -> bool:
    """Whether the splits of a row's cells hold a number below k, or could be completed by subtraction."""
    cells = [table.cell(row, column) for column in (TOTAL, *(column.id for column in table.columns))]
    counts = [n for cell in cells for n in (*cell.by_group.values(), *cell.by_value.values())]
    return bool(counts) and (min(counts) < k or any((cell.row, cell.column) in hidden for cell in cells))


def _published(cell: Cell, is_hidden: bool, without_splits: bool) -> Cell:  # noqa: FBT001  facts about one cell
    if is_hidden:
        return Cell(cell.row, cell.column, suppressed=True)
    if without_splits:
        cell = replace(cell, by_group={}, by_value={})
    return replace(cell, coding_ids=())


def _apart(asides: Sequence[Aside], k: int) -> tuple[Aside, ...]:
    """The total only, from k transcripts: rows that stand apart have no respondents to count."""
    return tuple(aside for aside in asides if aside.row == TOTAL and aside.transcripts >= k)


def _sentences(table: EvidenceTable, k: int, hidden: int, rows: int, language: str) -> tuple[str, ...]:
    """How many of the hidden cells are small is not said: where all of them are, that would show each to be small."""
    said = [word("suppressed_cells", language, n=hidden, k=k)] if hidden else [word("suppressed_none", language, k=k)]
    if rows:
        said.append(word("suppressed_split", language, rows=rows, k=k))
    if table.unassigned or table.elsewhere:
        said.append(word("suppressed_asides", language, k=k))
    return (*said, word("suppressed_alone", language))


class Source(NamedTuple):
    """Where a quote comes from, or as much of it as is said; an empty field is left unsaid."""

    group: str
    city: str
    neighbourhood: str


def labels(respondents: Mapping[Source, Collection[str]], k: int) -> dict[Source, Source]:
    """Source -> the finest label for its quotes that at least k respondents share.

    Group and neighbourhood, else group and city, else group, else nothing. Those who bear a coarser label are
    counted without those who bear a finer one, since a reader can tell them apart; where they are too few, the
    smallest finer label that the coarser one covers is given up too.
    """
    label = {source: source for source in respondents}
    while True:
        shared: defaultdict[Source, set[str]] = defaultdict(set)
        for source, said in label.items():
            shared[said].update(respondents[source])
        few = sorted((said for said, people in shared.items() if len(people) < k), key=_fineness, reverse=True)
        step = _step(few[0], shared) if few else None
        if step is None:
            return label
        label = {source: step[1] if said == step[0] else said for source, said in label.items()}


def _step(few: Source, shared: Mapping[Source, Collection[str]]) -> tuple[Source, Source] | None:
    """(label, coarser label to put in its place), None when nothing is left to give up."""
    finer = [said for said in shared if said != few and _covers(few, said)]
    if finer:
        return min(finer, key=lambda said: (len(shared[said]), said)), few
    return (few, _coarser(few)) if _fineness(few) else None


def _fineness(said: Source) -> int:
    return sum(1 for field in said if field)


def _covers(coarse: Source, fine: Source) -> bool:
    return all(not said or said == other for said, other in zip(coarse, fine, strict=True))


def _coarser(said: Source) -> Source:
    if said.neighbourhood:
        return said._replace(neighbourhood="")
    return said._replace(city="") if said.city else said._replace(group="")


def named(said: Source, language: str) -> str:
    """The label as it is printed: `bewoner, Zuid`, `bewoner, een wijk in Stad`, `een respondent, een wijk`."""
    who = word(said.group or "someone", language)
    if said.neighbourhood:
        return f"{who}, {said.neighbourhood}"
    if said.city:
        return f"{who}, {word('somewhere_in', language, city=said.city)}"
    return f"{who}, {word('somewhere', language)}"
