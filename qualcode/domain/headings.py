"""Rows and columns of an evidence table, from the codebook and the places of the study."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.evidence import ALL_CODES, FAMILIES, Columns, Heading, Question
from qualcode.domain.transcript import Group
from qualcode.domain.wording import label_of, word
from qualcode.errors import NotFoundError, said

SHORTEST = 4
"""Characters of the shortest short name."""


class Area(NamedTuple):
    """A neighbourhood as tables name it; `number` is its row id, `id` its key."""

    number: int
    id: str
    name: str
    city: str


def row_headings(codebook: Codebook, rows: str, language: str) -> tuple[Heading, ...]:
    """The rows of a table in the codebook's order, each code before those below it and those before the next.

    A file may list all families first; here depth and order tell what stands below what.

    Raises:
        NotFoundError: `rows` is no code, `codes` or `families`.
    """
    codes = codebook.by_id()
    if rows not in {ALL_CODES, FAMILIES, *codes}:
        kind = said("code")
        raise NotFoundError(kind, rows, (ALL_CODES, FAMILIES, *codes))
    position = {code.id: number for number, code in enumerate(codebook.codes)}
    paths = {
        code.id: [position[ancestor] for ancestor in codebook.ancestors(code.id)][::-1]
        for code in codebook.codes
        if _is_row(codebook, code, rows)
    }
    top = min(map(len, paths.values()))
    in_order = sorted(paths, key=paths.__getitem__)
    return tuple(_heading(codes[code], len(paths[code]) - top, language) for code in in_order)


def _is_row(codebook: Codebook, code: Code, rows: str) -> bool:
    if rows == FAMILIES:
        return code.parent is None
    return rows == ALL_CODES or rows in codebook.ancestors(code.id)


def _heading(code: Code, depth: int, language: str) -> Heading:
    label = label_of(code.label, language)
    return Heading(code.id, label, label, depth)


def column_headings(
    question: Question, areas: Sequence[Area], groups: Collection[str], language: str
) -> tuple[Heading, ...]:
    """The columns of a table that its filters leave, in the order of their labels (groups in the study's order)."""
    filters = question.filters
    if question.columns is Columns.GROUP:
        present = [group.value for group in Group if group.value in (filters.groups or groups)]
        return _named((group, word(f"many_{group}", language)) for group in present)
    left = [
        area
        for area in areas
        if area.id in (filters.neighbourhoods or {area.id}) and area.city in (filters.cities or {area.city})
    ]
    if question.columns is Columns.CITY:
        return _named((city, city) for city in sorted({area.city for area in left}))
    labels = area_labels(areas)
    return _named((area.id, labels[area.id]) for area in sorted(left, key=lambda area: (area.name, area.city)))


def area_labels(areas: Collection[Area]) -> dict[str, str]:
    """Neighbourhood id -> its name, with its city where another neighbourhood has the same name."""
    often = Counter(area.name for area in areas)
    return {area.id: area.name if often[area.name] == 1 else f"{area.name} ({area.city})" for area in areas}


def _named(columns: Iterable[tuple[str, str]]) -> tuple[Heading, ...]:
    named = list(columns)
    labels = [label for _, label in named]
    return tuple(Heading(key, label, short_name(label, labels)) for key, label in named)


def short_name(label: str, labels: Collection[str]) -> str:
    """The shortest beginning of `label`, of at least four characters, that no other label shares."""
    others = [other for other in labels if other != label]
    length = SHORTEST
    while length < len(label) and any(other.startswith(label[:length]) for other in others):
        length += 1
    return label[:length]
