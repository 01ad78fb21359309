"""What may leave the study: tables without small cells, and quotes under a label that enough respondents share.

k is the number of respondents that a published cell or label needs. It is a floor for tables and no safety for
quotes: each quote also needs a person's recorded check. Documents are public, so they are exempt.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable
from qualcode.domain.suppression import Place
from qualcode.domain.wording import word


class Splits(NamedTuple):
    """Rows of a table whose cells keep their numbers by respondent group, and by value of the split attribute."""

    by_group: Collection[str]
    by_value: Collection[str]


def publishable(
    table: EvidenceTable, hidden: Collection[Place], split: Splits, k: int, language: str, *, asides: bool
) -> EvidenceTable:
    """The table as it may leave: hidden cells without any measure, no ids and origins, and sentences that say so.

    Args:
        table: True numbers.
        hidden: Cells (row, column) to hide; see `domain/linkage.py`.
        split: Rows whose cells keep their numbers by group, and by value.
        k: Respondents that a published number needs; printed, and asked of what stands apart.
        language: `nl` or `en`.
        asides: Whether what stands apart may be told: only for the whole study, else parts could be subtracted.
    """
    cells = {place: _published(cell, split) for place, cell in table.cells.items()}
    cells |= {place: Cell(*place, suppressed=True) for place in hidden}
    return replace(
        table,
        cells=cells,
        unassigned=_apart(table.unassigned, k) if asides else (),
        elsewhere=_apart(table.elsewhere, k) if asides else (),
        suppression=_sentences(table, k, len(hidden), _without_split(table, split), language),
    )


def _without_split(table: EvidenceTable, split: Splits) -> int:
    """How many rows lose a split that they had."""
    lost = {cell.row for cell in table.cells.values() if cell.by_group and cell.row not in split.by_group}
    return len(lost | {cell.row for cell in table.cells.values() if cell.by_value and cell.row not in split.by_value})


def _published(cell: Cell, split: Splits) -> Cell:
    return replace(
        cell,
        by_group=cell.by_group if cell.row in split.by_group else {},
        by_value=cell.by_value if cell.row in split.by_value else {},
        from_suggestions=None,
        coding_ids=(),
    )


def _apart(asides: Sequence[Aside], k: int) -> tuple[Aside, ...]:
    """The total only, from k transcripts of k respondents: several interviews can be with one person."""
    return tuple(each for each in asides if each.row == TOTAL and min(each.transcripts, each.respondents) >= k)


def _sentences(table: EvidenceTable, k: int, hidden: int, rows: int, language: str) -> tuple[str, ...]:
    """How many of the hidden cells are small is not said: where all of them are, that would show each to be small."""
    said = [word("suppressed_cells", language, n=hidden, k=k)] if hidden else [word("suppressed_none", language, k=k)]
    if rows:
        said.append(word("suppressed_split", language, rows=rows, k=k))
    if table.unassigned or table.elsewhere:
        said.append(word("suppressed_asides", language, k=k))
    return (*said, word("suppressed_together", language))


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
