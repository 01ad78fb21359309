"""Tables of one study as a reader sees them: side by side. What one hides no other may give away.

Everything rests on one pattern, that of the table of all codes by neighbourhoods over the whole study:

- A cell of another table of places (cities, some neighbourhoods, some rows) is shown only where every cell that it
  adds up is shown. Such a table then says nothing that the first one does not say.
- What cuts the evidence otherwise (by group, or by the value of an attribute) shows a row whole or not at all: only
  if nothing in the row is hidden, and every number of every part is nought or at least k. Rows that stay hidden must
  not follow from the row above them and from their neighbours, so further rows are given up. A cut at finer places
  shows no row that the same cut at coarser ones leaves out: else the two together would show what each gave up. Nor
  does it show a row that somewhere has the same people, by what is known, as a row that it hides and coarser places
  show: where everybody in a city who speaks of anything speaks of housing, both are the same in each neighbourhood.

Codings add up over the code tree, and respondents bound each other; what can be added or subtracted is therefore
looked for in codings.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from qualcode.domain.evidence import TOTAL, EvidenceTable, Heading
from qualcode.domain.suppression import Grid, Place, hide


def pattern(table: EvidenceTable, k: int) -> set[Place]:
    """The cells of a table that stay hidden, so that no sum of shown ones gives a small one away."""
    primary, secondary = reasons(table, k)
    return {*primary, *secondary}


def reasons(table: EvidenceTable, k: int) -> tuple[frozenset[Place], frozenset[Place]]:
    """The hidden cells that are small, and those that are hidden since a small one would follow from them.

    Passages are left out: whether they were asked for must not decide what is hidden.
    """
    amounts = ((place, (cell.respondents, cell.codings, cell.transcripts)) for place, cell in table.cells.items())
    return _hidden(tuple(parents(table.rows).items()), tuple(amounts), k)


@lru_cache(maxsize=4)
def _hidden(
    above: tuple[tuple[str, str | None], ...], amounts: tuple[tuple[Place, tuple[int, int, int]], ...], k: int
) -> tuple[frozenset[Place], frozenset[Place]]:
    """Kept, since every table of one state of a study asks for the same pattern, which takes seconds to find."""
    primary, secondary = hide(Grid(dict(above), dict(amounts)), k)
    return frozenset(primary), frozenset(secondary)


def parents(rows: Sequence[Heading]) -> dict[str, str | None]:
    """Row -> the row above it, from the order and the depth of the rows."""
    above: dict[str, str | None] = {}
    line: list[str] = []
    for row in rows:
        del line[row.depth :]
        above[row.id] = line[-1] if line else None
        line.append(row.id)
    return above


def whole_rows(
    parts: Sequence[EvidenceTable],
    shown: Callable[[str], bool],
    k: int,
    coarser: Collection[str] | None = None,
    known_as: Sequence[EvidenceTable] = (),
) -> set[str]:
    """The rows that may leave in every part of the evidence, the total among them.

    Args:
        parts: Tables with the same rows and columns, one for each group or value.
        shown: Whether nothing of a row is hidden where the evidence is not cut.
        k: Respondents that a number needs.
        coarser: The rows that leave in the same parts at coarser places, None where there are none.
        known_as: Tables in which a reader can see that two rows have the same people: those parts, and the evidence
            that is not cut at these places.
    """
    above = {row: parent or TOTAL for row, parent in parents(parts[0].rows).items()}
    allowed = {*above, TOTAL} if coarser is None else {*coarser}
    whole = {row for row in allowed if shown(row) and all(_clear(part, row, k) for part in parts)}
    known = allowed if coarser is not None else set()
    while True:
        whole -= _alike(known - whole, above, known_as)
        given_up = next(
            (row for row in (*above, TOTAL) if row in whole and _follows(row, above, whole, parts, k, known)), None
        )
        if given_up is None:
            return whole
        whole.remove(_cheapest(given_up, above, whole, parts))


def _alike(rows: set[str], above: Mapping[str, str], tables: Sequence[EvidenceTable]) -> set[str]:
    """The rows with those that somewhere have the same people as one of them, or as one of these again."""
    found, waiting = set(rows), list(rows)
    while waiting:
        row = waiting.pop()
        line = {each for each in (*above, TOTAL) if row in _over(each, above) or each in _over(row, above)}
        new = {each for each in line - found if any(_same(row, each, table) for table in tables)}
        found |= new
        waiting += new
    return found


def _over(row: str, above: Mapping[str, str]) -> set[str]:
    """The rows above a row, the total among them."""
    found: set[str] = set()
    while row in above:
        row = above[row]
        found.add(row)
    return found


def _same(one: str, other: str, table: EvidenceTable) -> bool:
    columns = (TOTAL, *(column.id for column in table.columns))
    return any(table.cell(one, each).respondents == table.cell(other, each).respondents > 0 for each in columns)


def _clear(part: EvidenceTable, row: str, k: int) -> bool:
    """Whether a row of one part holds no number between nought and k."""
    columns = (TOTAL, *(column.id for column in part.columns))
    counts = (part.cell(row, column).respondents for column in columns)
    return all(count == 0 or count >= k for count in counts)


def _follows(
    row: str,
    above: Mapping[str, str],
    whole: Collection[str],
    parts: Sequence[EvidenceTable],
    k: int,
    known: Collection[str],
) -> bool:
    """Whether a shown row, less the shown rows below it, tells what hidden rows below it hold.

    Of rows whose numbers at coarser places are `known` a nought may be known too.
    """
    below = [child for child, parent in above.items() if parent == row]
    unseen = [child for child in below if child not in whole]
    if not unseen:
        return False
    for part in parts:
        for column in (TOTAL, *(column.id for column in part.columns)):
            held = {child: part.cell(child, column).codings for child in below}
            rest = part.cell(row, column).codings - sum(held[child] for child in below if child in whole)
            open_ones = sum(1 for child in unseen if held[child] or child not in known)
            if 0 < rest < k or (rest > 0 and open_ones <= 1):
                return True
    return False


def _cheapest(row: str, above: Mapping[str, str], whole: Collection[str], parts: Sequence[EvidenceTable]) -> str:
    """The row to give up next: the smallest below with anything in it, else the row itself."""
    sizes = {
        child: sum(part.cell(child, TOTAL).codings for part in parts)
        for child, parent in above.items()
        if parent == row and child in whole
    }
    filled = {child: size for child, size in sizes.items() if size}
    return min(filled, key=lambda child: (filled[child], child)) if filled else row
