"""Sample: how many interviews and respondents each neighbourhood and group has, and where nobody was spoken to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import sample as stored
from qualcode.domain.transcript import Group


class Cell(NamedTuple):
    """Interviews and focus groups, and the different people in them."""

    interviews: int
    respondents: int


NOBODY = Cell(0, 0)


@dataclass(frozen=True, slots=True)
class Sample:
    """The study's conversations; documents are not among them.

    Attributes:
        places: (city, neighbourhood) of the whole study.
        groups: Groups in the order of `Group`; the unknown one only where somebody is in it.
        cells: (neighbourhood, group) -> what there is.
        totals: Group -> the same over all neighbourhoods, each interview and person once.
        by_place: Neighbourhood -> the same over all groups.
        whole: The same over everything.
    """

    places: Sequence[tuple[str, str]]
    groups: Sequence[str]
    cells: Mapping[tuple[str, str], Cell]
    totals: Mapping[str, Cell]
    by_place: Mapping[str, Cell]
    whole: Cell

    @property
    def repeated(self) -> int:
        """How many more interviews the cells have than there are, of those about several places or with two groups."""
        return max(0, sum(cell.interviews for cell in self.cells.values()) - self.whole.interviews)

    @property
    def gaps(self) -> int:
        """Combinations of a neighbourhood and a known group in which nobody was spoken to."""
        known = [group for group in self.groups if group != Group.ONBEKEND]
        return sum((place, group) not in self.cells for _, place in self.places for group in known)


def sample(session: Session) -> Sample:
    """The sample as it is now, in a fixed number of queries."""
    cells = {(row.neighbourhood, row.group): Cell(row.interviews, row.respondents) for row in stored.rows(session)}
    margins = stored.margins(session)
    totals = {group: Cell(*counts) for group, counts in margins.by_group.items()}
    by_place = {name: Cell(*counts) for name, counts in margins.by_place.items()}
    groups = [group.value for group in Group if group is not Group.ONBEKEND or group in totals]
    return Sample(stored.places(session), groups, cells, totals, by_place, Cell(*margins.whole))
