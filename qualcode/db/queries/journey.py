"""What led to a coding and what became of it: turns around it, suggestion, decisions, successors, events."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, func, select
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


class Facts(NamedTuple):
    """What a journey needs of its coding beyond the quote."""

    version_id: int
    suggestion_id: int | None
    codebook_version: int
    counts: bool
    current_version: int


def facts(session: Session, coding: int) -> Facts:
    """The facts of one coding that exists."""
    latest = (
        select(func.max(TranscriptVersion.number))
        .where(TranscriptVersion.transcript_id == Coding.transcript_id)
        .scalar_subquery()
    )
    counts = exists().where(EvidenceRow.coding_id == Coding.id)
    row = session.execute(
        select(Coding.version_id, Coding.suggestion_id, CodebookVersion.number, counts, latest)
        .join(CodebookVersion, CodebookVersion.id == Coding.codebook_version_id)
        .where(Coding.id == coding)
    ).one()
    return Facts(*row)


def context(session: Session, version_id: int, quoted: Span, around: int) -> tuple[ContextTurn, ...]:
    """The turns in which a span lies and `around` turns on each side, with their text."""
    overlaps = and_(Turn.version_id == version_id, Turn.start_char < quoted.end, Turn.end_char > quoted.start)
    first, last = session.execute(select(func.min(Turn.number), func.max(Turn.number)).where(overlaps)).one()
    if first is None:
        return ()
    rows = session.execute(
        select(Turn.number, Speaker.label, Speaker.role, Turn.speech_start, Turn.speech_end, Turn.start_ms)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .where(Turn.version_id == version_id, Turn.number.between(first - around, last + around))
        .order_by(Turn.number)
    ).all()
    text = reading.text_of(session, version_id)
    return tuple(
        ContextTurn(number, label, Role(role), Span(start, end), text[start:end], _part(Span(start, end), quoted), ms)
        for number, label, role, start, end, ms in rows
    )


def _part(turn: Span, quoted: Span) -> Span | None:
    return Span(max(turn.start, quoted.start), min(turn.end, quoted.end)) if turn.overlaps(quoted) else None


def origin(session: Session, suggestion: int) -> Origin:
    """A suggestion with the run that made it."""
    row = session.execute(
        select(Suggestion, Code.key, Run, CodebookVersion.number)
        .join(Code, Code.id == Suggestion.code_id)
        .join(Run, Run.id == Suggestion.run_id)
        .outerjoin(CodebookVersion, CodebookVersion.id == Run.codebook_version_id)
        .where(Suggestion.id == suggestion)
    ).one()
    proposed, code, run, codebook_version = row
    return Origin(
        id=proposed.id,
        code=code,
        span=Span(proposed.start_char, proposed.end_char),
        score=proposed.score,
        rank=proposed.rank,
        attributes=proposed.attributes,
        explanations=explanations(proposed.explanation),
        run=OriginRun(run.id, run.software, codebook_version, run.started_at),
    )


def decisions(session: Session, suggestion: int) -> tuple[DecisionStep, ...]:
    """Every decision on a suggestion, by any coder, in order of time."""
    repeats = Repeat.decision_id.is_not(None)
    rows = session.execute(
        select(Decision.verdict, Coder.name, Decision.shown_at, Decision.decided_at, Decision.coding_id, repeats)
        .join(Coder, Coder.id == Decision.coder_id)
        .outerjoin(Repeat, Repeat.decision_id == Decision.id)
        .where(Decision.suggestion_id == suggestion)
        .order_by(Decision.id)
    )
    return tuple(DecisionStep(Verdict(row[0]), *row[1:]) for row in rows)


def line(session: Session, coding: int) -> list[int]:
    """The codings that replaced each other and led to this one, itself, and those that came after, ascending."""
    before = select(Coding.id, Coding.supersedes_id).where(Coding.id == coding).cte("before", recursive=True)
    before = before.union(select(Coding.id, Coding.supersedes_id).where(Coding.id == before.c.supersedes_id))
    after = select(Coding.id).where(Coding.id == coding).cte("after", recursive=True)
    after = after.union(select(Coding.id).where(Coding.supersedes_id == after.c.id))
    return sorted({*session.scalars(select(before.c.id)), *session.scalars(select(after.c.id))})


def history(session: Session, ids: Sequence[int]) -> tuple[CodingStep, ...]:
    """These codings, oldest first."""
    attributes = reading.attributes_of(session, reading.ids_among(ids))
    recoded = recodings(session, ids)
    rows = session.execute(
        select(Coding.id, Code.key, Coding.start_char, Coding.end_char, Coding.state, Coder.name, Coding.created_at)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .where(Coding.id.in_(ids))
        .order_by(Coding.id)
    )
    return tuple(
        CodingStep(
            number,
            code,
            Span(start, end),
            CodingState(state),
            coder,
            at,
            {name: AttributeValue(value, Source(by)) for name, value, by in attributes.get(number, ())},
            recoded.get(number),
        )
        for number, code, start, end, state, coder, at in rows
    )


def memos(session: Session, coding: int) -> tuple[Note, ...]:
    """Memos on a coding, oldest first; one without text took the memo before it back."""
    query = select(Memo.id, Memo.kind, Memo.text, Coder.name, Memo.created_at).where(Memo.coding_id == coding)
    rows = session.execute(query.join(Coder, Coder.id == Memo.coder_id).order_by(Memo.id)).all()
    carried = memo_recodings(session, {row.id: coding for row in rows})
    return tuple(Note(*row[1:], carried.get(row.id)) for row in rows)


def reviews(session: Session, coding: int) -> tuple[Note, ...]:
    """Disclosure checks of a coding, oldest first."""
    query = select(QuoteReview.verdict, QuoteReview.reason, Coder.name, QuoteReview.created_at)
    query = query.where(QuoteReview.coding_id == coding)
    return _notes(session.execute(query.join(Coder, Coder.id == QuoteReview.coder_id).order_by(QuoteReview.id)))


def _notes(rows: Iterable[Any]) -> tuple[Note, ...]:
    return tuple(Note(*row) for row in rows)
