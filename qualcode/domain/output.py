"""Outputs: what a report prints, as rows of typed cells whose numbers lead back to their quotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.evidence import Filters


class Name(StrEnum):
    """The outputs, in the order in which a report uses them; each is made by the module of its name."""

    SAMPLE = "sample"
    CODEBOOK = "codebook"
    EVIDENCE = "evidence"
    MATRIX = "matrix"
    PATTERNS = "patterns"
    TIMELINE = "timeline"
    OUTCOMES = "outcomes"
    GROUPS = "groups"
    INTERVENTIONS = "interventions"
    CLAIMS = "claims"
    FINDINGS = "findings"
    JOINT = "joint"
    METHOD = "method"


class Figure(NamedTuple):
    """A number and the filters that give its quotes; `where` is a combination of codes, see `domain/combination.py`."""

    number: int
    filters: Filters
    where: str = ""


Value = str | int | float | Figure | None


def plain_value(value: Value) -> str | int | float | None:
    """The value without its way back."""
    return value.number if isinstance(value, Figure) else value


class OutputColumn(NamedTuple):
    """A column; `width` in characters, `quoted` where it holds words of respondents."""

    id: str
    label: str
    width: float = 12
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One table of an output.

    Attributes:
        title: Says what the rows are.
        columns: Their order.
        rows: A value for each column.
        keys: For each row the ids of what it is about, which no wording changes, so that a later table is compared
            row by row; empty where the first columns say ids already.
    """

    title: str
    columns: Sequence[OutputColumn]
    rows: Sequence[Sequence[Value]]
    keys: Sequence[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """An output as the database stands.

    Attributes:
        name: Which one.
        title: In the reader's language.
        parts: Its tables; the first is the one that stands in a report.
        rules: The rules and thresholds behind it, each a sentence, printed with it.
        suppression: What disclosure control did, as sentences; empty internally.
        hidden: Number of cells that disclosure control hid.
    """

    name: Name
    title: str
    parts: Sequence[Part]
    rules: Sequence[str] = ()
    suppression: Sequence[str] = ()
    hidden: int = 0
