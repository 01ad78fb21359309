"""Which cells of a table must stay hidden, so that the published ones give no small cell away.

Primary: a cell with evidence of fewer than k respondents. Secondary: more cells, until every primary cell is safe.
A primary cell is safe when another table is possible that agrees with every published number, and with all that is
known of such tables, in which the cell holds at least k respondents. So a reader who adds and subtracts can neither
find its numbers nor show that it is small.

The other table is found as a shift: the same amount is added to every measure of the primary cell and taken from,
or added to, other hidden cells, so that every sum stays as it is and every measure keeps its relation to the others
(respondents never exceed codings). The sums of a table with a code tree for rows and flat columns make a network in
which each cell is an arc: what flows into a node flows out of it. A shift is a circulation through the primary
cell's arc, and the cheapest one says which further cells to hide.

Zeros are published: that nobody spoke of something points at nobody. Hidden cells are therefore known to be at
least 1, and never fall below it in a shift.

Source: the network model of cell suppression in Fischetti and Salazar-Gonzalez (1999), Models and algorithms for
the 2-dimensional cell suppression problem in statistical disclosure control, Mathematical Programming 84.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

from qualcode.domain.evidence import TOTAL

Place = tuple[str, str]
"""(row, column) of a cell, either of which may be the total."""

Node = tuple[str, str]
"""(column, row) where a column meets a row that has others below it; ("", row) for a row without."""

GRAND: Node = ("", "")
"""Where the column totals and the grand total meet."""

TOTAL_COST = 100
"""What hiding a total costs on top of its respondents: a table without totals says less."""


class Step(NamedTuple):
    """One cell on the way of a shift, whether it rises, and by how much it may change."""

    place: Place
    rises: bool
    room: float


@dataclass(frozen=True)
class Grid:
    """A table as its sums see it.

    Attributes:
        parents: Row -> the row above it; None for those right below the total.
        amounts: Cell -> its measures, respondents first, for every cell with evidence, totals included.
    """

    parents: Mapping[str, str | None]
    amounts: Mapping[Place, Sequence[int]]

    def bounds(self, place: Place) -> Iterator[Place]:
        """The cells that hold all that a cell holds: those above it in its column, and its row's total."""
        row, column = place
        yield from ((above, column) for above in self.above(row))
        if column != TOTAL:
            yield row, TOTAL

    def above(self, row: str) -> Iterator[str]:
        """The rows above a row, the total last."""
        while row != TOTAL:
            row = self.parents[row] or TOTAL
            yield row

    def ends(self, place: Place) -> tuple[Node, Node]:
        """The nodes between which a cell's arc runs: down the rows of its column, back up in the total column."""
        row, column = place
        upper = GRAND if row == TOTAL else (column, self.parents[row] or TOTAL)
        lower = (column if row in self._inner else "", row)
        return (lower, upper) if column == TOTAL else (upper, lower)

    @cached_property
    def _inner(self) -> set[str]:
        return {TOTAL, *(parent for parent in self.parents.values() if parent)}


def hide(grid: Grid, k: int) -> tuple[set[Place], set[Place]]:
    """The primary and the secondary cells to hide, so that every primary cell is safe."""
    primary = {place for place, amounts in grid.amounts.items() if amounts[0] < k}
    network = _Network(grid, set(primary))
    for place in sorted(primary):
        network.protect(place, k - grid.amounts[place][0])
    return primary, network.hidden - primary


Shift = dict[Place, int]
"""Cell -> what is added to each of its measures."""


@dataclass
class _Network:
    """The cells hidden so far, and the arcs over which shifts run."""

    grid: Grid
    hidden: set[Place]
    ends: dict[Place, tuple[Node, Node]] = field(init=False)
    touching: dict[Node, list[Place]] = field(init=False)
    held: dict[Place, list[Place]] = field(init=False)

    def __post_init__(self) -> None:
        self.ends = {place: self.grid.ends(place) for place in sorted(self.grid.amounts)}
        self.touching, self.held = defaultdict(list), defaultdict(list)
        for place, nodes in self.ends.items():
            for node in nodes:
                self.touching[node].append(place)
            for bound in self.grid.bounds(place):
                self.held[bound].append(place)

    def protect(self, place: Place, need: int) -> None:
        """Hide more cells until `place` can rise by `need`."""
        shift = self._shift(place, need)
        if shift is None or not self._possible(shift):
            shift = self._all_above(place, need)
        self.hidden.update(shift)

    def _all_above(self, place: Place, need: int) -> Shift:
        """The shift that is always possible: the cell rises together with all that holds it."""
        row, column = place
        return {(above, at): need for above in (row, *self.grid.above(row)) for at in (column, TOTAL)}

    def _shift(self, place: Place, need: int) -> Shift | None:
        """A cheap circulation that raises `place` by `need`, None if there is none."""
        shift = {place: need}
        tail, head = self.ends[place]
        while need:
            way = self._way(head, tail, place, shift)
            if way is None:
                return None
            amount = int(min(need, *(step.room for step in way)))
            for step in way:
                shift[step.place] = shift.get(step.place, 0) + (amount if step.rises else -amount)
            need -= amount
        return {cell: change for cell, change in shift.items() if change}

    def _way(self, start: Node, goal: Node, without: Place, shift: Shift) -> list[Step] | None:
        """The cheapest way between two nodes over cells that may still change (Dijkstra)."""
        cost, came = {start: 0}, dict[Node, tuple[Node, Step]]()
        queue = [(0, start)]
        while queue:
            spent, node = heappop(queue)
            if node == goal:
                return _back(came, goal)
            if spent > cost[node]:
                continue
            for step, following in self._steps(node, without, shift):
                total = spent + self._cost(step.place, shift)
                if total < cost.get(following, total + 1):
                    cost[following], came[following] = total, (node, step)
                    heappush(queue, (total, following))
        return None

    def _steps(self, node: Node, without: Place, shift: Shift) -> Iterator[tuple[Step, Node]]:
        for place in self.touching[node]:
            if place == without:
                continue
            tail, head = self.ends[place]
            step = self._rise(place, shift) if tail == node else self._fall(place, shift)
            if step.room > 0:
                yield step, head if tail == node else tail

    def _rise(self, place: Place, shift: Shift) -> Step:
        """A cell may rise as far as the published cells that hold it allow."""
        changed = shift.get(place, 0)
        published = (bound for bound in self.grid.bounds(place) if bound not in self.hidden and bound not in shift)
        room = (
            above - own - changed
            for bound in published
            for above, own in zip(self.grid.amounts[bound], self.grid.amounts[place], strict=True)
        )
        return Step(place, rises=True, room=min(room, default=float("inf")))

    def _fall(self, place: Place, shift: Shift) -> Step:
        """A cell may fall to 1: zeros are published, so that a hidden cell is known to hold something."""
        return Step(place, rises=False, room=min(self.grid.amounts[place]) - 1 + shift.get(place, 0))

    def _cost(self, place: Place, shift: Shift) -> int:
        if place in self.hidden or place in shift:
            return 1
        return 10 + self.grid.amounts[place][0] + (TOTAL_COST if TOTAL in place else 0)

    def _possible(self, shift: Shift) -> bool:
        """Whether no cell exceeds, in any measure, one that holds all of it."""
        pairs = [(cell, bound) for cell in shift for bound in self.grid.bounds(cell)]
        pairs += [(cell, bound) for bound in shift for cell in self.held[bound]]
        return all(
            own + shift.get(cell, 0) <= above + shift.get(bound, 0)
            for cell, bound in pairs
            for own, above in zip(self.grid.amounts[cell], self.grid.amounts[bound], strict=True)
        )


def _back(came: Mapping[Node, tuple[Node, Step]], goal: Node) -> list[Step]:
    steps, node = [], goal
    while node in came:
        node, step = came[node]
        steps.append(step)
    return steps
