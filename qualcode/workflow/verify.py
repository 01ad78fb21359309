"""Verify: prove that nothing recorded was altered, lost or invented."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from qualcode.db import evidence_rows, integrity
from qualcode.db.base import Base
from qualcode.db.events import head
from qualcode.db.integrity import Seals
from qualcode.db.models import CodeClosure, Coding, Event, Transcript, TranscriptVersion, Turn
from qualcode.db.queries import redactions, waiting
from qualcode.db.queries.basket import broken_cuts
from qualcode.db.queries.codebook import code_ids, codebook, current_version, tree
from qualcode.db.search import is_kept_current
from qualcode.db.triggers import broken_guards
from qualcode.domain.provenance import text_digest
from qualcode.domain.redaction import says_nothing
from qualcode.domain.span import Span
from qualcode.errors import NotFoundError, said

Check = Callable[[Session], Iterable[str]]
"""Yields one sentence for each problem."""


class Report(NamedTuple):
    """Result of a verification; `ok` when there is no problem.

    `waiting` codings lost their place in a corrected transcript: no problem, but a person's to solve.
    `head` is the hash of the last event. A log whose end was cut off together with its rows is a whole log: only
    a head that was noted before, as every export does, tells.
    `erased` turns of respondents who withdrew consent were erased lawfully.
    """

    transcripts: int
    codings: int
    events: int
    waiting: int
    head: str
    problems: Sequence[str]
    erased: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, StatementError, NotFoundError)
"""What reading an altered value can end in: no time, no JSON, a code that is gone, a tree that is a ring."""


def verify(session: Session, told: Callable[[float], object] | None = None) -> Report:
    """Check file, guards, texts, anchors, evidence, rows against events, and the chain.

    Args:
        session: Session that reads.
        told: Is called with the share (0-1) of the checks that are done, before each of them.
    """
    seals, problems = Seals(), list[str]()
    checks: Sequence[Check] = (
        lambda session: integrity.read_chain(session, seals),
        _file,
        _guards,
        _texts,
        _erased,
        _evidence,
        broken_cuts,
        _code_tree,
        lambda session: integrity.altered_rows(session, seals),
        lambda session: integrity.unsealed_rows(session, seals),
        lambda session: integrity.wrong_states(session, seals),
    )
    for at, check in enumerate(checks):
        if told is not None:
            told(at / len(checks))
        problems.extend(_as_far_as_readable(check, session))
    counts = (_count(session, Transcript), _count(session, Coding), _count(session, Event))
    turns = sum(map(len, redactions.places(session).values()))
    return Report(*counts, waiting.count(session), head(session), problems, turns)


def _as_far_as_readable(check: Check, session: Session) -> Iterator[str]:
    """What a check finds, up to the first value that was altered into something unreadable."""
    try:
        yield from check(session)
    except UNREADABLE as error:
        reason = type(error).__name__
        yield said("a value that was altered cannot be read any more ({reason}); restore a backup", reason=reason)


def _count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _file(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name != "sqlite":
        return
    for (line,) in session.execute(text("PRAGMA integrity_check(20)")):
        if line != "ok":
            yield said("the database file is damaged: {reason}", reason=line)
    for table, row, *_ in session.execute(text("PRAGMA foreign_key_check")):
        yield said("{table} {row} points at a row that is gone", table=table, row=row)


def _guards(session: Session) -> Iterator[str]:
    connection = session.connection()
    for trigger, table in broken_guards(connection):
        yield said(
            "the guard {trigger} of {table} is gone or does not guard; run 'qualcode db upgrade' to make it again",
            trigger=trigger,
            table=table,
        )
    if not is_kept_current(connection):
        yield said("new turns do not come into the search index; run 'qualcode db upgrade' to make it again")


def _texts(session: Session) -> Iterator[str]:
    versions = session.execute(
        select(TranscriptVersion.id, TranscriptVersion.text, TranscriptVersion.sha256).order_by(TranscriptVersion.id)
    )
    for version, body, digest in versions.yield_per(50):
        if text_digest(body) != digest:
            yield said("the text of transcript version {version} was altered", version=version)
        yield from _anchors(session, version, body)


def _anchors(session: Session, version: int, body: str) -> Iterator[str]:
    spans = select(Coding.id, Coding.start_char, Coding.end_char, Coding.exact).where(Coding.version_id == version)
    for number, start, end, exact in session.execute(spans):
        if Span(start, end).of(body) != exact:
            yield said(
                "coding {number} does not hold its quote in transcript version {version}",
                number=number,
                version=version,
            )
    ends = select(Turn.number, Turn.end_char).where(Turn.version_id == version, Turn.end_char > len(body))
    for number, end in session.execute(ends):
        yield said(
            "turn {number} of transcript version {version} ends at {end}, beyond its text",
            number=number,
            version=version,
            end=end,
        )


def _erased(session: Session) -> Iterator[str]:
    """Words that were erased and stand there again."""
    places = redactions.places(session)
    for version, text_now in redactions.texts(session, places).items():
        if not all(says_nothing(span.of(text_now)) for span in places[version]):
            yield said("words that were erased stand in transcript version {version} again", version=version)


def _evidence(session: Session) -> Iterator[str]:
    different = evidence_rows.differences(session)
    if different:
        yield said(
            "{n} evidence rows do not follow from the codings; tell how this came about and restore a backup",
            n=different,
        )


def _code_tree(session: Session) -> Iterator[str]:
    version = current_version(session)
    if version is None:
        return
    standing = session.execute(select(CodeClosure.ancestor_id, CodeClosure.descendant_id, CodeClosure.depth))
    if {tuple(row) for row in standing} != set(tree(codebook(session, version.id), code_ids(session, version.id))):
        yield said("the tree of codes is not that of the codebook; tell how this came about and restore a backup")
