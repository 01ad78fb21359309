"""Summaries: one page on an interview or a neighbourhood, put together from what is known, and its written part."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Neighbourhood, Transcript
from qualcode.db.queries import anchors, quotes
from qualcode.db.queries import memos as noted
from qualcode.db.queries import summary as stored
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.evidence import matching
from qualcode.domain.coding import Display
from qualcode.domain.evidence import Filters
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.summary import (
    ANCHORS,
    Asked,
    CodeLine,
    Decided,
    Facts,
    Note,
    Numbers,
    Summary,
    most_frequent,
)
from qualcode.domain.transcript import Kind
from qualcode.domain.wording import label_of
from qualcode.errors import ConflictError, NotFoundError, said
from qualcode.workflow import describe, memos, patterns
from qualcode.workflow.study import known_coder, view

MEMOS = 10
"""Other memos that are shown."""

SPOKEN = (Kind.INTERVIEW, Kind.FOCUS_GROUP)


class Listed(NamedTuple):
    """Something that can have a summary: what it is called, and the summary that it has."""

    subject: Topic
    name: str
    written: Note | None


def summary(session: Session, subject: Topic, coder: str | None, language: str) -> Summary:
    """The page as it stands now, for one reader.

    Raises:
        NotFoundError: There is no such transcript or neighbourhood.
    """
    facts = _facts(session, subject)
    counted = matching(_filters(subject))
    _, codebook = current_codebook(session)
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    roots = [code.id for code in codebook.codes if code.parent is None]
    of_codes = _lines(stored.by_code(session, counted), labels)
    whole = stored.whole(session, counted)
    marked = [number for numbers in anchors.anchors(session).values() for number in numbers]
    shown = stored.among(session, marked, counted, ANCHORS)
    others, more = _memos(session, subject)
    documents, beside = _beside(session, subject, whole)
    return Summary(
        facts=facts,
        written=current(session, subject),
        patterned=subject.kind is TopicKind.NEIGHBOURHOOD and bool(patterns.choices(session, language)),
        pattern=_pattern(session, subject, language),
        whole=whole,
        documents=documents,
        beside=beside,
        families=tuple(line for line in of_codes if line.code in roots),
        frequent=most_frequent(of_codes, roots),
        anchors=quotes.by_ids(session, shown, labels),
        open=_open(session, subject, coder),
        memos=others,
        more=more,
        questions=[Asked(each.id, each.text, each.asked_by) for each in memos.questions(session, topic=subject)],
    )


def current(session: Session, subject: Topic) -> Note | None:
    """The summary that somebody wrote last, with its text."""
    _, found = noted.memos(session, memos.MemoFilters(MemoKind.SUMMARY, subject), offset=0, limit=1)
    return _note(found[0]) if found else None


def write(session: Session, coder: str, subject: Topic, text: str, seen: int | None, operation: str) -> int:
    """The number of the stored summary, which takes the place of the one that the coder saw.

    Raises:
        ConflictError: Somebody wrote or changed it meanwhile.
        UsageError: It has no text.
        NotFoundError: There is no such transcript or neighbourhood.
    """
    if seen is not None:
        before = memos.memo(session, seen)
        topics = tuple(topic for topic in before.topics if topic not in before.bound)
        return memos.revise(session, coder, seen, MemoDraft(MemoKind.SUMMARY, text, topics), operation)
    number = memos.write(session, coder, MemoDraft(MemoKind.SUMMARY, text, (subject,)), operation)
    earlier = [note for note in _summaries(session, subject) if note.id < number]
    if earlier:
        msg = said("somebody wrote this summary meanwhile; copy your text, open the page again and put it in")
        raise ConflictError(msg)
    return number


def listed(session: Session) -> list[Listed]:
    """Every neighbourhood and then every transcript, each with who summarised it last."""
    written = stored.written(session)
    places = session.execute(select(Neighbourhood.key, Neighbourhood.name).order_by(Neighbourhood.name)).all()
    names = session.scalars(select(Transcript.name).order_by(Transcript.name)).all()
    subjects = [(Topic(TopicKind.NEIGHBOURHOOD, key), name) for key, name in places]
    subjects += [(Topic(TopicKind.TRANSCRIPT, name), name) for name in names]
    return [Listed(subject, name, written.get(subject)) for subject, name in subjects]


def _filters(subject: Topic) -> Filters:
    if subject.kind is TopicKind.TRANSCRIPT:
        return Filters(transcripts=(subject.key,))
    return Filters(neighbourhoods=(subject.key,), kinds=SPOKEN)


def _facts(session: Session, subject: Topic) -> Facts:
    if subject.kind is TopicKind.NEIGHBOURHOOD:
        return _neighbourhood(session, subject)
    about = describe.current(session, subject.key)
    rows = session.execute(
        select(Neighbourhood.key, Neighbourhood.name, Neighbourhood.city)
        .where(Neighbourhood.key.in_(about.neighbourhoods))
        .order_by(Neighbourhood.name)
    ).all()
    return Facts(
        subject=subject,
        name=subject.key,
        city=", ".join(sorted({row.city for row in rows})),
        kind=about.kind,
        month=about.month,
        notice=about.notice,
        places=tuple((row.key, row.name) for row in rows),
        topics=about.topics,
        people=stored.people(session, subject),
    )


def _neighbourhood(session: Session, subject: Topic) -> Facts:
    row = session.scalar(select(Neighbourhood).where(Neighbourhood.key == subject.key))
    if row is None:
        raise NotFoundError(said("neighbourhood"), subject.key, session.scalars(select(Neighbourhood.key)))
    found, topics = stored.conversations(session, subject)
    return Facts(
        subject=subject,
        name=row.name,
        city=row.city,
        topics=topics,
        people=stored.people(session, subject),
        conversations=found,
    )


def _lines(numbers: Mapping[str, Numbers], labels: Mapping[str, str]) -> list[CodeLine]:
    """In the codebook's order; a code that the codebook has no more comes under no other name."""
    return [CodeLine(code, label, numbers[code]) for code, label in labels.items() if code in numbers]


def _beside(session: Session, subject: Topic, whole: Numbers) -> tuple[int, int]:
    """(codings of documents, codings that do not count here)."""
    if subject.kind is TopicKind.TRANSCRIPT:
        return 0, stored.confirmed(session, subject.key) - whole.codings
    documents = matching(Filters(neighbourhoods=(subject.key,), kinds=(Kind.DOCUMENT,)))
    return quotes.tally(session, documents).codings, stored.unassigned(session, subject)


def _open(session: Session, subject: Topic, coder: str | None) -> int:
    settings = view(session).settings
    if settings.display is Display.NEVER:
        return 0
    return stored.open_suggestions(session, subject, settings, known_coder(session, coder) if coder else 0)


def _pattern(session: Session, subject: Topic, language: str) -> Decided | None:
    known = patterns.choices(session, language) if subject.kind is TopicKind.NEIGHBOURHOOD else {}
    found = patterns.decisions(session).get(subject.key) if known else None
    if found is None:
        return None
    note = Note(found.memo, MemoKind.DECISION, found.text, found.coder, found.at)
    return Decided(known[found.place.code], note)


def _memos(session: Session, subject: Topic) -> tuple[list[Note], int]:
    """(the newest memos about it but for its summary, how many more there are)."""
    total, found = noted.memos(session, memos.MemoFilters(topic=subject), offset=0, limit=MEMOS + 1)
    latest = next((line.id for line in found if line.kind is MemoKind.SUMMARY), None)
    others = [_note(line) for line in found if line.id != latest][:MEMOS]
    return others, total - len(others) - (latest is not None)


def _summaries(session: Session, subject: Topic) -> list[Note]:
    _, found = noted.memos(session, memos.MemoFilters(MemoKind.SUMMARY, subject), offset=0, limit=2)
    return [_note(line) for line in found]


def _note(line: memos.MemoLine) -> Note:
    return Note(line.id, line.kind, line.text, line.coder, line.at)
