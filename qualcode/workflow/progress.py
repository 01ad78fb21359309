"""Overview: how far the team has come, what one coder can do next, and what was done last."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from qualcode.db.queries import progress as stored
from qualcode.db.queries import quotes
from qualcode.db.queries.codebook import current_version
from qualcode.db.queries.evidence import matching
from qualcode.db.queries.progress import CoderRow, EventRow
from qualcode.db.queries.superseded import STORED
from qualcode.db.queries.transcripts import TranscriptLine
from qualcode.domain.evidence import Filters
from qualcode.domain.transcript import Kind
from qualcode.workflow import browse, queue
from qualcode.workflow.queue import Reach

__all__ = ["CoderRow", "TranscriptLine"]

NEXT = 5
"""Transcripts that are proposed to go on with."""

SHOWN = 10
"""Lines about the last work of the team."""

UNCHECKED = Filters(kinds=(Kind.INTERVIEW, Kind.FOCUS_GROUP), unchecked=True)
"""What the list of quotes shows when it is asked for those that are not checked yet."""

CODED = "review_"
"""What the kinds of events begin with that tell of work in a transcript."""


@dataclass(frozen=True, slots=True)
class Part:
    """How far the transcripts of one neighbourhood or group have come; one with two of them is in both.

    Attributes:
        read: Transcripts that somebody has read in full under the current codebook.
        begun: Others in which something was coded, or that this coder has begun.
        codings: Confirmed, of everybody.
        decided: Suggestions that this coder has decided on.
        open: Suggestions that this coder has not decided on.
    """

    name: str
    transcripts: int
    read: int
    begun: int
    codings: int
    decided: int
    open: int

    @property
    def untouched(self) -> int:
        """Transcripts that nobody has begun."""
        return self.transcripts - self.read - self.begun


@dataclass(frozen=True, slots=True)
class Work:
    """What one person did on end: `counts` is kind of event -> how many codings or steps.

    Attributes:
        at: When the last of it was done.
        transcripts: Names of those that it was about, the last one first.
    """

    at: dt.datetime
    actor: str
    counts: Mapping[str, int]
    transcripts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Next:
    """What waits for one coder.

    Attributes:
        going_on: The transcript that the coder worked in last, or has begun to read.
        fullest: Transcripts with the most open suggestions, the fullest first; documents come after all others.
        reach: The first choice of transcripts in the queue of suggestions in which any is open, None without one.
        waiting: Transcripts with codings of this coder that lost their place.
        unchecked: Codings of interviews that count as evidence and that nobody has checked for publication.
    """

    going_on: TranscriptLine | None
    fullest: Sequence[TranscriptLine]
    reach: Reach | None
    waiting: Sequence[TranscriptLine]
    unchecked: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The study as one coder finds it on the first page."""

    whole: Part
    neighbourhoods: Sequence[Part]
    groups: Sequence[Part]
    coders: Sequence[CoderRow]
    next: Next
    latest: Sequence[Work]


def standing(session: Session, coder: str) -> Standing:
    """Everything that the first page shows."""
    listed = browse.transcripts(session, coder)
    codebook = current_version(session)
    whole = _part("", listed)
    return Standing(
        whole=whole,
        neighbourhoods=_parts(listed, lambda line: line.neighbourhoods),
        groups=_parts(listed, lambda line: line.groups),
        coders=stored.by_coder(session, codebook.id if codebook else 0),
        next=Next(
            going_on=last_place(session, listed, coder),
            fullest=sorted((line for line in listed if line.open), key=_fullest)[:NEXT],
            reach=_reach(session, coder) if whole.open else None,
            waiting=[line for line in listed if line.waiting],
            unchecked=quotes.tally(session, matching(UNCHECKED)).codings,
        ),
        latest=list(islice(works(stored.newest_events(session)), SHOWN)),
    )


def last_place(session: Session, listed: Iterable[TranscriptLine], coder: str) -> TranscriptLine | None:
    """Where a coder left off: the transcript of the last work, else the first that is begun and not read in full."""
    by_name = {line.name: line for line in listed}
    last = by_name.get(stored.last_transcript(session, coder, CODED) or "")
    begun = (line for line in by_name.values() if browse.progress(line) is browse.Progress.STARTED)
    return last or next(begun, None)


def _reach(session: Session, coder: str) -> Reach | None:
    """The first choice of transcripts in the queue of suggestions in which any is open, else all if that has any."""
    choices = queue.reaches(session)
    if not choices:
        return None
    size = queue.size(session, coder, queue.Wanted(reach=choices[0]))
    if size.within:
        return choices[0]
    return Reach.ALL if size.everywhere and Reach.ALL in choices else None


def _fullest(line: TranscriptLine) -> tuple[bool, int]:
    return line.kind == Kind.DOCUMENT.value, -line.open


def _parts(listed: Sequence[TranscriptLine], names: Callable[[TranscriptLine], Iterable[str]]) -> list[Part]:
    found: dict[str, list[TranscriptLine]] = {}
    for line in listed:
        for name in names(line):
            found.setdefault(name, []).append(line)
    return [_part(name, found[name]) for name in sorted(found)]


def _part(name: str, listed: Sequence[TranscriptLine]) -> Part:
    others = [line for line in listed if not line.read_by_anybody]
    return Part(
        name=name,
        transcripts=len(listed),
        read=len(listed) - len(others),
        begun=sum(1 for line in others if line.codings or line.decided or line.read_upto),
        codings=sum(line.codings for line in listed),
        decided=sum(line.decided for line in listed),
        open=sum(line.open for line in listed),
    )


def works(events: Iterable[EventRow]) -> Iterator[Work]:
    """The events, newest first: together are those of one person, on end, in one transcript, batch or queue or none."""
    group: list[EventRow] = []
    for event in events:
        if group and not _belong(group[-1], event):
            yield _work(group)
            group = []
        group.append(event)
    if group:
        yield _work(group)


def _work(group: Sequence[EventRow]) -> Work:
    return Work(
        at=group[0].at,
        actor=group[0].actor,
        counts=_counted(group),
        transcripts=tuple(dict.fromkeys(event.transcript for event in group if event.transcript)),
    )


def _counted(group: Sequence[EventRow]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for event in group:
        counts[event.kind] += event.n
    if STORED in counts:  # runs go through the same transcripts again
        counts[STORED] = len({event.transcript for event in group if event.kind == STORED})
    return counts


def _belong(later: EventRow, earlier: EventRow) -> bool:
    if (later.actor, later.at.date()) != (earlier.actor, earlier.at.date()):
        return False
    if later.batch or earlier.batch:
        return later.batch == earlier.batch
    coded = later.kind.startswith(CODED)
    if coded != earlier.kind.startswith(CODED):
        return False
    return not coded or later.transcript == earlier.transcript
