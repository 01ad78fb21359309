"""What led to codings and what became of them: turns around them, suggestions, decisions, successors, notes.

Everything is read for many codings at once, since a dossier shows thousands of them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Code,
    CodebookVersion,
    Coder,
    Coding,
    Decision,
    EvidenceRow,
    Memo,
    QuoteReview,
    Repeat,
    Run,
    Speaker,
    Suggestion,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries import reading
from qualcode.db.queries.reasons import explanations
from qualcode.db.queries.recoded import memo_recodings, recodings
from qualcode.domain.coding import AttributeValue, CodingState, Source, Verdict
from qualcode.domain.quote import CodingStep, ContextTurn, DecisionStep, Note, Origin, OriginRun
from qualcode.domain.span import Span
from qualcode.domain.transcript import Role

BATCH = 500
T = TypeVar("T")


class Facts(NamedTuple):
    """What a journey needs of its coding beyond the quote."""

    version_id: int
    suggestion_id: int | None
    codebook_version: int
    counts: bool
    current_version: int


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids, once each and ascending, in lists that a query can take."""
    ordered = sorted(set(ids))
    for at in range(0, len(ordered), BATCH):
        yield ordered[at : at + BATCH]


def facts(session: Session, codings: Sequence[int]) -> dict[int, Facts]:
    """Coding -> its facts, for those that exist."""
    latest = (
        select(func.max(TranscriptVersion.number))
        .where(TranscriptVersion.transcript_id == Coding.transcript_id)
        .scalar_subquery()
    )
    counts = exists().where(EvidenceRow.coding_id == Coding.id)
    query = select(Coding.id, Coding.version_id, Coding.suggestion_id, CodebookVersion.number, counts, latest).join(
        CodebookVersion, CodebookVersion.id == Coding.codebook_version_id
    )
    return {
        row[0]: Facts(*row[1:]) for ids in _batches(codings) for row in session.execute(query.where(Coding.id.in_(ids)))
    }


class _Turns(NamedTuple):
    """The turns of a version in order, with where each starts and ends, its label included."""

    starts: list[int]
    ends: list[int]
    turns: list[ContextTurn]


def contexts(
    session: Session, places: Mapping[int, tuple[int, Span]], around: int
) -> dict[int, tuple[ContextTurn, ...]]:
    """Coding -> the turns in which it lies and `around` turns on each side; `places` is coding -> (version, span)."""
    by_version: dict[int, list[int]] = {}
    for coding, (version, _) in places.items():
        by_version.setdefault(version, []).append(coding)
    found: dict[int, tuple[ContextTurn, ...]] = {}
    for version, codings in sorted(by_version.items()):
        known = _turns(session, version)
        found |= {coding: _around(known, places[coding][1], around) for coding in codings}
    return found


def _turns(session: Session, version: int) -> _Turns:
    text = reading.text_of(session, version)
    rows = session.execute(
        select(
            Turn.start_char,
            Turn.end_char,
            Turn.number,
            Speaker.label,
            Speaker.role,
            Turn.speech_start,
            Turn.speech_end,
            Turn.start_ms,
        )
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .where(Turn.version_id == version)
        .order_by(Turn.number)
    ).all()
    turns = [
        ContextTurn(number, label, Role(role), Span(start, end), text[start:end], None, ms)
        for _, _, number, label, role, start, end, ms in rows
    ]
    return _Turns([row[0] for row in rows], [row[1] for row in rows], turns)


def _around(known: _Turns, quoted: Span, around: int) -> tuple[ContextTurn, ...]:
    """The turns that overlap a span and those around them; none where it lies between turns."""
    first, last = bisect_right(known.ends, quoted.start), bisect_right(known.starts, quoted.end - 1) - 1
    if last < first:
        return ()
    shown = known.turns[max(0, first - around) : last + 1 + around]
    return tuple(replace(turn, quoted=_part(turn.span, quoted)) for turn in shown)


def _part(turn: Span, quoted: Span) -> Span | None:
    return Span(max(turn.start, quoted.start), min(turn.end, quoted.end)) if turn.overlaps(quoted) else None


def origins(session: Session, suggestions: Iterable[int]) -> dict[int, Origin]:
    """Suggestion -> what was proposed, with the run that made it."""
    query = (
        select(Suggestion, Code.key, Run, CodebookVersion.number)
        .join(Code, Code.id == Suggestion.code_id)
        .join(Run, Run.id == Suggestion.run_id)
        .outerjoin(CodebookVersion, CodebookVersion.id == Run.codebook_version_id)
    )
    rows = (row for ids in _batches(suggestions) for row in session.execute(query.where(Suggestion.id.in_(ids))))
    return {
        proposed.id: Origin(
            id=proposed.id,
            code=code,
            span=Span(proposed.start_char, proposed.end_char),
            score=proposed.score,
            rank=proposed.rank,
            attributes=proposed.attributes,
            explanations=explanations(proposed.explanation),
            run=OriginRun(run.id, run.software, codebook_version, run.started_at),
        )
        for proposed, code, run, codebook_version in rows
    }


def decisions(session: Session, suggestions: Iterable[int]) -> dict[int, tuple[DecisionStep, ...]]:
    """Suggestion -> every decision on it, by any coder, in order of time."""
    repeats = Repeat.decision_id.is_not(None)
    query = (
        select(
            Decision.suggestion_id,
            Decision.verdict,
            Coder.name,
            Decision.shown_at,
            Decision.decided_at,
            Decision.coding_id,
            repeats,
        )
        .join(Coder, Coder.id == Decision.coder_id)
        .outerjoin(Repeat, Repeat.decision_id == Decision.id)
        .order_by(Decision.id)
    )
    return _grouped(
        (row[0], DecisionStep(Verdict(row[1]), *row[2:]))
        for ids in _batches(suggestions)
        for row in session.execute(query.where(Decision.suggestion_id.in_(ids)))
    )


def line(session: Session, coding: int) -> list[int]:
    """The codings that replaced each other and led to this one, itself, and those that came after, ascending."""
    return lines(session, [coding]).get(coding, [])


def lines(session: Session, codings: Iterable[int]) -> dict[int, list[int]]:
    """Coding -> its line, see `line`."""
    found: dict[int, set[int]] = {}
    for ids in _batches(codings):
        root = select(Coding.id.label("root"), Coding.id, Coding.supersedes_id).where(Coding.id.in_(ids))
        before = root.cte("before", recursive=True)
        step = select(before.c.root, Coding.id, Coding.supersedes_id)
        before = before.union(step.where(Coding.id == before.c.supersedes_id))
        after = select(Coding.id.label("root"), Coding.id).where(Coding.id.in_(ids)).cte("after", recursive=True)
        after = after.union(select(after.c.root, Coding.id).where(Coding.supersedes_id == after.c.id))
        for side in (before, after):
            for origin, number in session.execute(select(side.c.root, side.c.id)):
                found.setdefault(origin, set()).add(number)
    return {coding: sorted(numbers) for coding, numbers in found.items()}


def history(session: Session, codings: Iterable[int]) -> dict[int, CodingStep]:
    """Coding -> what it said when it was stored, and its state now."""
    query = (
        select(Coding.id, Code.key, Coding.start_char, Coding.end_char, Coding.state, Coder.name, Coding.created_at)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
    )
    found: dict[int, CodingStep] = {}
    for ids in _batches(codings):
        attributes, recoded = reading.attributes_of(session, reading.ids_among(ids)), recodings(session, ids)
        for number, code, start, end, state, coder, at in session.execute(query.where(Coding.id.in_(ids))):
            valued = {name: AttributeValue(value, Source(by)) for name, value, by in attributes.get(number, ())}
            step = CodingStep(
                number, code, Span(start, end), CodingState(state), coder, at, valued, recoded.get(number)
            )
            found[number] = step
    return found


def memos(session: Session, codings: Iterable[int]) -> dict[int, tuple[Note, ...]]:
    """Coding -> memos on it, oldest first; one without text took the memo before it back."""
    query = select(Memo.id, Memo.coding_id, Memo.kind, Memo.text, Coder.name, Memo.created_at)
    query = query.join(Coder, Coder.id == Memo.coder_id).order_by(Memo.id)
    found: dict[int, list[Note]] = {}
    for ids in _batches(codings):
        rows = session.execute(query.where(Memo.coding_id.in_(ids))).all()
        carried = memo_recodings(session, {row[0]: row[1] for row in rows if row[1] is not None})
        for number, coding, kind, text, coder, at in rows:
            found.setdefault(coding or 0, []).append(Note(kind, text, coder, at, carried.get(number)))
    return {coding: tuple(notes) for coding, notes in found.items()}


def reviews(session: Session, codings: Iterable[int]) -> dict[int, tuple[Note, ...]]:
    """Coding -> disclosure checks of it, oldest first."""
    query = select(QuoteReview.coding_id, QuoteReview.verdict, QuoteReview.reason, Coder.name, QuoteReview.created_at)
    query = query.join(Coder, Coder.id == QuoteReview.coder_id).order_by(QuoteReview.id)
    rows = (row for ids in _batches(codings) for row in session.execute(query.where(QuoteReview.coding_id.in_(ids))))
    return _grouped((row[0], Note(*row[1:])) for row in rows)


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
