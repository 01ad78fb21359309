"""What tells the worth of suggestions: codings made without them, decisions on them, and when people worked."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, union_all
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Code,
    Coding,
    Decision,
    Event,
    ReadMark,
    Repeat,
    Respondent,
    Run,
    RunTranscript,
    Speaker,
    Suggestion,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries.latest import is_latest_decision, is_latest_mark
from qualcode.db.queries.proposed import is_shown, latest_runs
from qualcode.db.queries.queue import current_versions
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.span import Span
from qualcode.domain.study import StudySettings
from qualcode.domain.worth import Coded, Proposed

CONFIRMED = Coding.state == CodingState.CONFIRMED.value
JUDGED = (Verdict.ACCEPTED.value, Verdict.CORRECTED.value, Verdict.REJECTED.value)
HIDING = ('"display":"never"', '"open_coding":true')
"""Settings under which nobody sees suggestions, as they stand in events."""


class Steps(NamedTuple):
    """When one coder did something in one transcript version, and whether suggestions were in sight."""

    words: int
    seen: bool
    moments: list[dt.datetime]


def blind_codings(session: Session) -> dict[tuple[int, int], list[Coded]]:
    """(version, coder) -> confirmed codings, of current versions that this coder read in full without any suggestion.

    Each with the group of who says its start, "" where that is no respondent.
    Where nothing was coded the list is empty; versions over which no run was finished are left out. Of a text that was
    not read in full nobody knows what was found right: what has no code may not have been looked at.
    """
    read = _read_blind().subquery()
    here = and_(Coding.version_id == read.c.version_id, Coding.coder_id == read.c.coder_id, CONFIRMED)
    inside = and_(
        Turn.version_id == Coding.version_id,
        Turn.start_char <= Coding.start_char,
        Turn.end_char > Coding.start_char,
    )
    columns = (Coding.start_char, Coding.end_char, Code.key, Respondent.group_name)
    rows = session.execute(
        select(read.c.version_id, read.c.coder_id, *columns)
        .select_from(read)
        .outerjoin(Coding, here)
        .outerjoin(Code, Code.id == Coding.code_id)
        .outerjoin(Turn, inside)
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
    )
    found: dict[tuple[int, int], list[Coded]] = {}
    for version, coder, start, end, code, group in rows:
        codings = found.setdefault((version, coder), [])
        if code is not None:
            codings.append(Coded(Span(start, end), code, group or ""))
    return found


def _read_blind() -> Select[int, int]:
    """(version, coder) of the blind sample."""
    own = exists().where(Coding.version_id == ReadMark.version_id, Coding.coder_id == ReadMark.coder_id)
    return (
        select(ReadMark.version_id, ReadMark.coder_id)
        .where(
            ReadMark.in_full,
            is_latest_mark(),
            ReadMark.version_id.in_(current_versions()),
            ReadMark.version_id.in_(select(latest_runs().subquery().c.version_id)),
            ~own.where(Coding.suggestions_seen),
            ~_decided_there(),
            or_(own, ~_suggestions_in_sight()),
        )
        .distinct()
    )


def _decided_there() -> ColumnElement[bool]:
    decided = select(Decision.id).join(Suggestion, Suggestion.id == Decision.suggestion_id)
    here = and_(Suggestion.version_id == ReadMark.version_id, Decision.coder_id == ReadMark.coder_id)
    return decided.where(here).correlate(ReadMark).exists()


def _suggestions_in_sight() -> ColumnElement[bool]:
    """Whether suggestions were to be seen when a `ReadMark` was made, for who coded nothing; codings tell more."""
    before = select(Run.id).join(RunTranscript, RunTranscript.run_id == Run.id)
    made = before.where(RunTranscript.version_id == ReadMark.version_id, Run.finished_at <= ReadMark.created_at)
    settings = (
        select(Event.payload)
        .where(Event.kind == "settings_changed", Event.at <= ReadMark.created_at)
        .order_by(Event.id.desc())
        .limit(1)
        .correlate(ReadMark)
        .scalar_subquery()
    )
    hidden = or_(*(settings.like(f'%"after":{{%{setting}%"before":{{%') for setting in HIDING))
    return and_(made.correlate(ReadMark).exists(), ~func.coalesce(hidden, false()))


def proposals(session: Session, versions: Sequence[int], settings: StudySettings) -> dict[int, list[Proposed]]:
    """Version -> all that its latest run stored: what coders see, and what is merely likely."""
    runs = latest_runs().subquery()
    rows = session.execute(
        select(
            Suggestion.version_id,
            Suggestion.start_char,
            Suggestion.end_char,
            Code.key,
            Suggestion.score,
            Suggestion.explanation,
            is_shown(settings),
            Suggestion.rank,
        )
        .join(runs, and_(runs.c.version_id == Suggestion.version_id, runs.c.run_id == Suggestion.run_id))
        .join(Code, Code.id == Suggestion.code_id)
        .where(Suggestion.version_id.in_(versions))
    )
    found: dict[int, list[Proposed]] = {version: [] for version in versions}
    for version, start, end, code, score, explanation, shown, rank in rows:
        first, words = rank <= settings.per_segment, indicators(explanation) if shown else ()
        found[version].append(Proposed(Span(start, end), code, score, words, bool(shown), first))
    return found


def words(session: Session, versions: Sequence[int]) -> dict[int, int]:
    """Version -> its number of words."""
    query = select(TranscriptVersion.id, TranscriptVersion.words).where(TranscriptVersion.id.in_(versions))
    return {row.id: row.words for row in session.execute(query)}


def indicators(explanation: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The codebook's own words among the reasons of a suggestion."""
    return tuple(why["indicator"] for why in explanation if why.get("method") == "lexicon" and why.get("indicator"))


def _right() -> ColumnElement[Any]:
    """Whether a decision says that the code was right, if not the boundaries."""
    same = and_(Decision.verdict == Verdict.CORRECTED.value, Coding.code_id == Suggestion.code_id)
    return case((Decision.verdict == Verdict.ACCEPTED.value, 1), (same, 1), else_=0)


def _by_itself() -> ColumnElement[bool]:
    """Whether a decision was not taken along with another since its sentence is the same."""
    return ~exists().where(Repeat.decision_id == Decision.id)


def decisions_in_order(session: Session) -> dict[str, list[bool]]:
    """Code -> whether it was right, for each of its suggestions that were decided on, the oldest decision first.

    Exact repeats that were taken along with one are no decisions of their own.
    """
    rows = session.execute(
        select(Code.key, _right())
        .select_from(Decision)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .join(Code, Code.id == Suggestion.code_id)
        .outerjoin(Coding, Coding.id == Decision.coding_id)
        .where(Decision.verdict.in_(JUDGED), is_latest_decision(), _by_itself())
        .order_by(Decision.decided_at, Decision.id)
    )
    found: dict[str, list[bool]] = {}
    for code, right in rows:
        found.setdefault(code, []).append(bool(right))
    return found


def decided(session: Session) -> list[tuple[str, tuple[str, ...], bool]]:
    """(code, indicators, whether the code was right) of every suggestion that somebody decided on by itself."""
    rows = session.execute(
        select(Code.key, Suggestion.explanation, _right())
        .select_from(Decision)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .join(Code, Code.id == Suggestion.code_id)
        .outerjoin(Coding, Coding.id == Decision.coding_id)
        .where(Decision.verdict.in_(JUDGED), is_latest_decision(), _by_itself())
    )
    return [(code, indicators(explanation), bool(right)) for code, explanation, right in rows]


def steps(session: Session) -> list[Steps]:
    """What each coder did when in each version: decisions, codings of any state, marks of reading."""
    decisions = select(
        Suggestion.version_id, Decision.coder_id, Decision.decided_at.label("at"), (Decision.id > 0).label("seen")
    ).join(Suggestion, Suggestion.id == Decision.suggestion_id)
    codings = select(Coding.version_id, Coding.coder_id, Coding.created_at, Coding.suggestions_seen)
    marks = select(ReadMark.version_id, ReadMark.coder_id, ReadMark.created_at, ReadMark.id < 0)
    every = union_all(decisions, codings, marks).subquery()
    rows = session.execute(
        select(every.c.version_id, every.c.coder_id, TranscriptVersion.words, every.c.at, every.c.seen)
        .join(TranscriptVersion, TranscriptVersion.id == every.c.version_id)
        .distinct()
    )
    found: dict[tuple[int, int], Steps] = {}
    for version, coder, words, at, seen in rows:
        known = found.get((version, coder), Steps(words, seen=False, moments=[]))
        known.moments.append(at)
        found[version, coder] = known._replace(seen=known.seen or bool(seen))
    return list(found.values())
