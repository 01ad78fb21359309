"""Every suggestion that stands or that somebody decided on, with its reasons and what was decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Code,
    Coder,
    Coding,
    Decision,
    Repeat,
    Suggestion,
    Transcript,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries.codebook import living_codes
from qualcode.db.queries.evidence import below
from qualcode.db.queries.latest import is_current, is_latest_decision
from qualcode.db.queries.proposed import DECIDED, is_shown, is_withdrawn, latest_runs
from qualcode.db.queries.reasons import explanations
from qualcode.domain.coding import Verdict
from qualcode.domain.explained import Decided, Explained
from qualcode.domain.study import StudySettings

SAID = func.substr(
    TranscriptVersion.text,
    cast(Suggestion.start_char + 1, Integer),  # PostgreSQL's substr takes no 64 bits
    cast(Suggestion.end_char - Suggestion.start_char, Integer),
)
"""The words of a `Suggestion`, beside its `TranscriptVersion`."""


def explained(
    session: Session, settings: StudySettings, codes: tuple[str, ...], labels: Mapping[str, str]
) -> tuple[Explained, ...]:
    """By transcript and place: what the latest runs stored, shown or not, and what anybody decided on.

    With `codes` only of these and all below them. Nothing on what somebody says who withdrew consent.
    """
    runs = latest_runs().subquery()
    decided = exists().where(Decision.suggestion_id == Suggestion.id, *_counts())
    stands = and_(runs.c.run_id.is_not(None), is_current())
    spoken = and_(
        Turn.version_id == Suggestion.version_id,
        Turn.start_char <= Suggestion.start_char,
        Turn.end_char > Suggestion.start_char,
    )
    query = (
        select(
            Suggestion,
            Transcript.name,
            TranscriptVersion.number,
            func.coalesce(Turn.number, 0),
            SAID,
            Code.key,
            and_(stands, is_shown(settings), Suggestion.code_id.in_(living_codes())),
        )
        .join(Code, Code.id == Suggestion.code_id)
        .join(TranscriptVersion, TranscriptVersion.id == Suggestion.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .outerjoin(runs, and_(runs.c.version_id == Suggestion.version_id, runs.c.run_id == Suggestion.run_id))
        .outerjoin(Turn, spoken)
        .where(or_(stands, decided), ~is_withdrawn())
        .order_by(Transcript.name, TranscriptVersion.number, Suggestion.start_char, Suggestion.rank, Suggestion.id)
    )
    if codes:
        query = query.where(Suggestion.code_id.in_(below(codes)))
    verdicts = _decisions(session)
    return _joined(
        [
            Explained(
                id=made.id,
                run=made.run_id,
                transcript=name,
                version=version,
                turn=turn,
                start=made.start_char,
                end=made.end_char,
                exact=exact,
                code=code,
                code_label=labels.get(code, code),
                attributes=made.attributes,
                score=made.score,
                rank=made.rank,
                shown=bool(shown) and not settings.open_coding,
                explanations=explanations(made.explanation),
                decisions=tuple(verdicts.get(made.id, ())),
            )
            for made, name, version, turn, exact, code, shown in session.execute(query)
        ]
    )


def _joined(found: Sequence[Explained]) -> tuple[Explained, ...]:
    """The same, each that repeats one of an earlier run with what was decided on that."""
    decided = {
        (each.transcript, each.version, each.start, each.end, each.code): each.id for each in found if each.decisions
    }
    return tuple(
        each
        if each.decisions
        else each._replace(before=decided.get((each.transcript, each.version, each.start, each.end, each.code)))
        for each in found
    )


def _counts() -> tuple[Any, ...]:
    return Decision.verdict.in_(DECIDED), is_latest_decision()


def _decisions(session: Session) -> dict[int, list[Decided]]:
    """Suggestion -> each coder's last word on it, unless that was taken back."""
    given, together = aliased(Code), exists().where(Repeat.decision_id == Decision.id)
    query = (
        select(Decision.suggestion_id, Decision.verdict, Coder.name, given.key, together)
        .join(Coder, Coder.id == Decision.coder_id)
        .outerjoin(Coding, Coding.id == Decision.coding_id)
        .outerjoin(given, given.id == Coding.code_id)
        .where(*_counts())
        .order_by(Decision.id)
    )
    found: dict[int, list[Decided]] = {}
    for suggestion, verdict, coder, code, repeated in session.execute(query):
        found.setdefault(suggestion, []).append(Decided(Verdict(verdict), coder, code, bool(repeated)))
    return found
