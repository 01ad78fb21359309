"""The list of transcripts: what there is, how far one coder has come, and which of it to show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder
from qualcode.db.queries.overview import Overview, overview
from qualcode.db.queries.reading import names_of_transcripts
from qualcode.db.queries.transcripts import TranscriptLine, lines
from qualcode.workflow.study import view

__all__ = ["Overview", "TranscriptLine", "names_of_transcripts"]


class Progress(StrEnum):
    """How far a coder has come in a transcript."""

    UNTOUCHED = "untouched"
    STARTED = "started"
    READ = "read"


class Order(StrEnum):
    """By what the list is sorted."""

    NAME = "name"
    GROUP = "group"
    NEIGHBOURHOOD = "neighbourhood"
    MONTH = "month"
    WORDS = "words"
    CODINGS = "codings"
    OPEN = "open"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which transcripts to show; an empty field leaves everything in.

    Attributes:
        month: `YYYY-MM`.
        open: Whether only transcripts with open suggestions are wanted.
        words: Part of the transcript's name, whatever the case.
        descending: Whether the greatest comes first.
    """

    city: str = ""
    neighbourhood: str = ""
    group: str = ""
    month: str = ""
    kind: str = ""
    progress: Progress | None = None
    open: bool = False
    words: str = ""
    order: Order = Order.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a list; `read` is the number of transcripts that were read in full."""

    transcripts: int
    words: int
    codings: int
    open: int
    decided: int
    read: int


def transcripts(session: Session, coder: str | None) -> list[TranscriptLine]:
    """Every transcript in the order of its name, with the counts of `coder` (nobody's when None)."""
    number = session.scalar(select(Coder.id).where(Coder.name == coder)) if coder else None
    return lines(session, view(session).settings, number or 0)


def progress(line: TranscriptLine) -> Progress:
    """How far the coder of the line has come."""
    if line.read_in_full:
        return Progress.READ
    return Progress.STARTED if line.read_upto or line.decided else Progress.UNTOUCHED


def share_read(line: TranscriptLine) -> float:
    """Share (0-1) of the turns that the coder has read."""
    if line.read_in_full:
        return 1.0
    return line.read_upto / line.turns if line.turns else 0.0


_KEYS: dict[Order, Callable[[TranscriptLine], Any]] = {
    Order.NAME: lambda line: line.name,
    Order.GROUP: lambda line: (*line.groups, line.kind),
    Order.NEIGHBOURHOOD: lambda line: (line.cities, line.neighbourhoods),
    Order.MONTH: lambda line: line.month or "",
    Order.WORDS: lambda line: line.words,
    Order.CODINGS: lambda line: line.codings,
    Order.OPEN: lambda line: line.open,
    Order.READ: share_read,
}


def choose(listed: Iterable[TranscriptLine], wanted: Wanted) -> list[TranscriptLine]:
    """The lines that are wanted, sorted; equal ones stay in the order of their names."""
    kept = [line for line in listed if _is_wanted(line, wanted)]
    return sorted(kept, key=_KEYS[wanted.order], reverse=wanted.descending)


def _is_wanted(line: TranscriptLine, wanted: Wanted) -> bool:
    return bool(
        wanted.city in {"", *line.cities}
        and wanted.neighbourhood in {"", *line.neighbourhoods}
        and wanted.group in {"", *line.groups}
        and wanted.month in {"", line.month}
        and wanted.kind in {"", line.kind}
        and (line.open or not wanted.open)
        and wanted.progress in {None, progress(line)}
        and wanted.words.casefold() in line.name.casefold()
    )


def totals(listed: Iterable[TranscriptLine]) -> Totals:
    """Sums over the lines."""
    kept = list(listed)
    return Totals(
        transcripts=len(kept),
        words=sum(line.words for line in kept),
        codings=sum(line.codings for line in kept),
        open=sum(line.open for line in kept),
        decided=sum(line.decided for line in kept),
        read=sum(line.read_in_full for line in kept),
    )


def size(session: Session) -> Overview:
    """How large the study is."""
    return overview(session)
