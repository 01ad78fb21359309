"""Published numbers give no small cell away: tables are attacked with everything that a reader can know."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.evidence import TOTAL
from qualcode.domain.suppression import Grid, hide

K = 3
PARENTS = {"a": None, "b": None, "b1": "b", "b2": "b"}
COLUMNS = ("x", "y", "z")
LEAVES = ("a", "b1", "b2")


def a_grid(inner: dict[tuple[str, str], tuple[int, int]]) -> Grid:
    """A table from its leaf cells (respondents, codings), each respondent in one leaf cell only."""
    amounts: dict[tuple[str, str], list[int]] = {}
    for (row, column), cell in inner.items():
        above = [row, *(["b"] if PARENTS[row] else []), TOTAL]
        for place in product(above, (column, TOTAL)):
            sums = amounts.setdefault(place, [0, 0])
            for at, amount in enumerate(cell):
                sums[at] += amount
    return Grid(PARENTS, {place: tuple(sums) for place, sums in amounts.items() if any(sums)})


def equations(grid: Grid) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every sum that a reader knows: (cell, the cells that add up to it)."""
    rows = (*PARENTS, TOTAL)
    known = [((row, TOTAL), [(row, column) for column in COLUMNS]) for row in rows]
    for column in (*COLUMNS, TOTAL):
        known.append(((TOTAL, column), [("a", column), ("b", column)]))
        known.append((("b", column), [("b1", column), ("b2", column)]))
    return known


def other_tables(grid: Grid, hidden: list[tuple[str, str]], measure: int, most: int):
    """Every assignment of 1..most to the hidden cells that agrees with the published ones."""
    value = {place: grid.amounts.get(place, (0, 0))[measure] for place in product((*PARENTS, TOTAL), (*COLUMNS, TOTAL))}
    sums = [(whole, parts) for whole, parts in equations(grid) if any(place in hidden for place in (whole, *parts))]

    def extend(at: int, chosen: dict[tuple[str, str], int]):
        if at == len(hidden):
            yield dict(chosen)
            return
        for amount in range(1, most + 1):
            chosen[hidden[at]] = amount
            if all(fits(whole, parts, chosen) for whole, parts in sums if hidden[at] in (whole, *parts)):
                yield from extend(at + 1, chosen)
        del chosen[hidden[at]]

    def fits(whole, parts, chosen):
        if any(place in hidden and place not in chosen for place in (whole, *parts)):
            return True
        number = {place: chosen.get(place, value[place]) for place in (whole, *parts)}
        return number[whole] == sum(number[part] for part in parts)

    return extend(0, {})


def determined(grid: Grid, hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Hidden cells whose value follows from the published ones by adding and subtracting alone."""
    places = sorted(hidden)
    rows = []
    for whole, parts in equations(grid):
        row = [Fraction(0)] * len(places)
        for place, sign in ((whole, 1), *((part, -1) for part in parts)):
            if place in hidden:
                row[places.index(place)] += sign
        rows.append(row)
    at = 0
    for column in range(len(places)):
        pivot = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for r, row in enumerate(rows):
            if r != at and row[column]:
                rows[r] = [value - row[column] * base for value, base in zip(row, rows[at], strict=True)]
        at += 1
    return {places[row.index(1)] for row in rows[:at] if sum(1 for value in row if value) == 1}


cells = st.tuples(st.integers(0, 5), st.integers(0, 3)).map(lambda cell: (cell[0], cell[0] + cell[1] if cell[0] else 0))
grids = st.fixed_dictionaries(dict.fromkeys(product(LEAVES, COLUMNS), cells)).map(a_grid)


def test_nothing_is_hidden_when_every_cell_is_large():
    grid = a_grid(dict.fromkeys(product(LEAVES, COLUMNS), (4, 9)))
    assert hide(grid, K) == (set(), set())


def test_one_small_cell_takes_others_along():
    cells = dict.fromkeys(product(LEAVES, COLUMNS), (5, 9)) | {("a", "x"): (1, 2)}
    primary, secondary = hide(a_grid(cells), K)
    assert primary == {("a", "x")}
    assert ("a", "x") not in determined(a_grid(cells), primary | secondary)
    assert not any(TOTAL in place for place in secondary), "totals stay where inner cells can be hidden instead"


def test_two_ones_under_a_published_total_of_two_are_not_left_alone():
    cells = dict.fromkeys(product(LEAVES, COLUMNS), (5, 9))
    cells |= {("a", "x"): (1, 1), ("a", "y"): (1, 1), ("a", "z"): (0, 0)}
    primary, secondary = hide(a_grid(cells), K)
    assert {("a", "x"), ("a", "y"), ("a", TOTAL)} <= primary | secondary


def test_zeros_are_published():
    cells = dict.fromkeys(product(LEAVES, COLUMNS), (0, 0)) | {("a", "x"): (1, 1), ("b1", "x"): (6, 8)}
    primary, secondary = hide(a_grid(cells), K)
    assert ("a", "y") not in primary | secondary


@settings(max_examples=300, deadline=None)
@given(grids)
def test_no_small_cell_follows_by_adding_and_subtracting(grid):
    primary, secondary = hide(grid, K)
    assert not primary & determined(grid, primary | secondary)


@settings(max_examples=60, deadline=None)
@given(grids)
def test_no_small_cell_can_be_shown_to_be_small(grid):
    primary, secondary = hide(grid, K)
    hidden = sorted(primary | secondary)
    if not hidden or len(hidden) > 9:
        return
    for measure in (0, 1):
        most = max(amounts[measure] for amounts in grid.amounts.values()) + K
        open_cells = set(primary)
        for table in other_tables(grid, hidden, measure, most):
            open_cells -= {
                place for place in open_cells if table[place] >= K and table[place] != grid.amounts[place][measure]
            }
            if not open_cells:
                break
        assert not open_cells
