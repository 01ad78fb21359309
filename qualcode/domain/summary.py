"""One page on an interview or a neighbourhood: what it is, what was written of it, and what is coded in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from qualcode.domain.memo import MemoKind, Topic, TopicKind
from qualcode.domain.quote import Quote
from qualcode.domain.transcript import Kind
from qualcode.errors import UsageError, said

FREQUENT = 10
"""Codes that are listed as the most frequent."""

ANCHORS = 5
"""Anchor quotes that are shown."""

SUBJECTS = (TopicKind.TRANSCRIPT, TopicKind.NEIGHBOURHOOD)
"""What a summary can be of."""


class Numbers(NamedTuple):
    """What counts as evidence: whole things, each once.

    Attributes:
        codings: Confirmed codings of what respondents say, or of a document.
        passages: Maximal unions of overlapping spans in one transcript, over coders.
        respondents: Distinct respondents.
        transcripts: Distinct transcripts.
    """

    codings: int = 0
    passages: int = 0
    respondents: int = 0
    transcripts: int = 0


class CodeLine(NamedTuple):
    """A code with all below it."""

    code: str
    label: str
    numbers: Numbers


class Person(NamedTuple):
    """A respondent as the study knows them: pseudonym, group, and whether consent was taken back."""

    key: str
    group: str
    withdrawn: bool


class Conversation(NamedTuple):
    """A transcript that a neighbourhood is spoken of in; `month` is `YYYY-MM`, None when unknown."""

    name: str
    kind: Kind
    month: str | None


class Note(NamedTuple):
    """A memo as it stands."""

    id: int
    kind: MemoKind
    text: str
    coder: str
    at: datetime


class Asked(NamedTuple):
    """An open question."""

    id: int
    text: str
    coder: str


class Decided(NamedTuple):
    """The pattern that a researcher decided a neighbourhood to have, and why."""

    pattern: str
    note: Note


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page is about.

    Attributes:
        subject: The transcript or neighbourhood.
        name: What it is called.
        city: Cities that it lies in, "" when unknown.
        kind: Kind of transcript, None for a neighbourhood.
        month: `YYYY-MM`, None when unknown.
        notice: What must be told with a transcript.
        places: (id, name) of the neighbourhoods that a transcript is about.
        topics: What was asked about, in its transcripts.
        people: Who speaks in it.
        conversations: The transcripts about a neighbourhood.
    """

    subject: Topic
    name: str
    city: str = ""
    kind: Kind | None = None
    month: str | None = None
    notice: str = ""
    places: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    conversations: tuple[Conversation, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The page.

    Attributes:
        facts: What it is about.
        written: The summary that somebody wrote, None before anybody did.
        patterned: Whether a pattern can be decided: of a neighbourhood, where the codebook knows patterns.
        pattern: The decision that counts; None is a valid answer, and nothing is inferred in its place.
        whole: All that counts; for a neighbourhood what was said in interviews and focus groups.
        documents: Codings of documents about a neighbourhood, which stand beside.
        beside: Confirmed codings that do not count here: about elsewhere or of an interviewer's words in a transcript,
            not yet assigned to a neighbourhood in the conversations about one.
        families: Roots of the code tree that occur, in the codebook's order.
        frequent: The codes that most respondents, then most passages have, without the roots.
        anchors: Quotes that somebody marked as examples of their code.
        open: Suggestions that the reader has not decided on.
        memos: Other memos about it, newest first.
        more: How many further memos there are.
        questions: Questions about it that nobody has closed.
    """

    facts: Facts
    written: Note | None
    patterned: bool
    pattern: Decided | None
    whole: Numbers
    documents: int
    beside: int
    families: Sequence[CodeLine]
    frequent: Sequence[CodeLine]
    anchors: Sequence[Quote]
    open: int
    memos: Sequence[Note]
    more: int
    questions: Sequence[Asked]


def subject_of(written: str) -> Topic:
    """The transcript or neighbourhood that `kind:name` names.

    Raises:
        UsageError: It is not written so, or is something else.
    """
    topic = Topic.parse(written)
    if topic.kind not in SUBJECTS:
        msg = said("a summary is of a transcript or a neighbourhood; write transcript:NAME or neighbourhood:ID")
        raise UsageError(msg)
    return topic


def most_frequent(lines: Sequence[CodeLine], roots: Sequence[str]) -> tuple[CodeLine, ...]:
    """The first codes by respondents, then passages and codings; equal ones in the codebook's order."""
    below = [line for line in lines if line.code not in set(roots)]
    ranked = sorted(below, key=lambda line: (-line.numbers.respondents, -line.numbers.passages, -line.numbers.codings))
    return tuple(ranked[:FREQUENT])
