"""What a publication would hide, make coarser or hold back, and why: for the study's own eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.holding import Hold
from qualcode.domain.leak import Leak
from qualcode.domain.output import Name


class Why(StrEnum):
    """Why a cell is hidden."""

    FEW = "hidden_few"
    FOLLOWS = "hidden_follows"


class HiddenCell(NamedTuple):
    """A cell of the table of codes by neighbourhoods that stays hidden, with its true number of respondents."""

    row: str
    column: str
    respondents: int
    why: Why


class Coarsened(NamedTuple):
    """A label that too few respondents share: what it would say, what it says, and how many share the first."""

    full: str
    said: str
    respondents: int


class HeldQuote(NamedTuple):
    """A quote that the report uses, or that was reviewed, and that does not leave.

    Attributes:
        review: Latest verdict of a disclosure review, None when nobody has checked it.
        held: What holds it back although a review lets it leave.
        found: (kind, words) that can lead to a person and that nobody has confirmed.
    """

    quote: int
    code: str
    review: str | None
    held: tuple[Hold, ...]
    found: tuple[tuple[Leak, str], ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A preview of disclosure control.

    Attributes:
        k: Respondents that a published number or label needs.
        cells: Hidden cells, small ones first.
        labels: Labels that were made coarser.
        quotes: Quotes that do not leave.
        inside: Outputs that stay inside whole.
    """

    k: int
    cells: Sequence[HiddenCell]
    labels: Sequence[Coarsened]
    quotes: Sequence[HeldQuote]
    inside: Sequence[Name]
