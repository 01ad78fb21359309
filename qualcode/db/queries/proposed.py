"""What is proposed to a coder: the suggestions that are shown, the codes that are likely, and what was decided."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Code,
    Coder,
    Coding,
    Decision,
    DecisionPlace,
    Event,
    Respondent,
    Run,
    RunTranscript,
    Speaker,
    Suggestion,
    Turn,
)
from qualcode.db.queries.codebook import living_codes, means_the_same
from qualcode.db.queries.latest import is_latest_decision
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.respondent import Consent
from qualcode.domain.span import Span
from qualcode.domain.study import LIKELY, LIKELY_CODES, StudySettings

DECIDED = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.UNDONE)


class SuggestionRow(NamedTuple):
    """One suggestion with this coder's verdict (None: open).

    `carried` is the decision that came along from the text before, for one that was made in that text; else None.
    """

    id: int
    start: int
    end: int
    code: str
    score: float
    attributes: dict[str, Any]
    explanation: list[Any]
    verdict: str | None
    carried: int | None = None


def latest_runs() -> Select[int, int | None]:
    """(version, run): the run whose suggestions coders see, for every version that has one.

    A run that is going on, or that failed, leaves those of the one before in force.
    """
    return (
        select(RunTranscript.version_id, func.max(RunTranscript.run_id).label("run_id"))
        .join(Run, Run.id == RunTranscript.run_id)
        .where(Run.finished_at.is_not(None))
        .group_by(RunTranscript.version_id)
    )


def longest_coding(session: Session, coder_id: int) -> int:
    """Code points of this coder's longest confirmed coding, 0 without one."""
    query = select(func.max(Coding.end_char - Coding.start_char))
    return session.scalar(query.where(Coding.coder_id == coder_id, Coding.state == CodingState.CONFIRMED.value)) or 0


def shown_suggestions(settings: StudySettings, coder_id: int, *, longest: int | None = None) -> Select[int, int]:
    """(suggestion, version): what is proposed to a coder by the latest runs and is open.

    Open means: its code was not merged or retired, scored high enough, among the first of its segment, not decided by
    this coder on this span and code in whichever run while the code meant the same, and not coded already by this
    coder with the same code on an overlapping span. While a study codes openly, nothing is proposed, and nothing on
    what somebody says who withdrew consent.
    Over many transcripts, `longest` (see `longest_coding`) spares looking at codings that are too far away.
    """
    runs = latest_runs().subquery()
    near = true() if longest is None else Coding.start_char > Suggestion.start_char - longest
    return (
        select(Suggestion.id, Suggestion.version_id)
        .join(runs, and_(runs.c.version_id == Suggestion.version_id, runs.c.run_id == Suggestion.run_id))
        .where(
            is_shown(settings),
            false() if settings.open_coding else true(),
            Suggestion.code_id.in_(living_codes()),
            ~is_withdrawn(),
            ~_decided(coder_id),
            ~_coded(coder_id, near),
        )
    )


def count_shown(session: Session, run: int, settings: StudySettings) -> int:
    """How many suggestions of a run scored high enough and are among the first of their segment."""
    return session.scalar(select(func.count()).where(Suggestion.run_id == run, is_shown(settings))) or 0


class LikelyRow(NamedTuple):
    """A code that may well belong to a sentence, but scored too low to be suggested."""

    start: int
    end: int
    code: str


def likely_of_version(session: Session, version_id: int, settings: StudySettings, coder_id: int) -> list[LikelyRow]:
    """What the latest run ranked below what is shown, likeliest first; nothing that this coder decided on."""
    runs = latest_runs().subquery()
    rows = session.execute(
        select(Suggestion.start_char, Suggestion.end_char, Code.key)
        .join(runs, and_(runs.c.version_id == Suggestion.version_id, runs.c.run_id == Suggestion.run_id))
        .join(Code, Code.id == Suggestion.code_id)
        .where(Suggestion.version_id == version_id, _is_likely(settings, coder_id))
        .order_by(Suggestion.score.desc(), Suggestion.id)
    )
    return [LikelyRow(*row) for row in rows]


def likely_beside(
    session: Session, suggestions: Collection[int], settings: StudySettings, coder_id: int
) -> dict[int, list[str]]:
    """Suggestion -> codes that its run ranked below what is shown for the same sentence, likeliest first.

    At most `LIKELY_CODES`, and none that this coder gave or decided on there.
    """
    beside = aliased(Suggestion)
    rows = session.execute(
        select(beside.id, Code.key)
        .join(
            Suggestion,
            and_(
                Suggestion.version_id == beside.version_id,
                Suggestion.start_char == beside.start_char,
                Suggestion.end_char == beside.end_char,
                Suggestion.run_id == beside.run_id,
            ),
        )
        .join(Code, Code.id == Suggestion.code_id)
        .where(beside.id.in_(suggestions), _is_likely(settings, coder_id), ~_coded(coder_id))
        .order_by(Suggestion.score.desc(), Suggestion.id)
    )
    found: dict[int, list[str]] = {}
    for number, code in rows:
        codes = found.setdefault(number, [])
        if len(codes) < LIKELY_CODES:
            codes.append(code)
    return found


def _is_likely(settings: StudySettings, coder_id: int) -> ColumnElement[bool]:
    """Whether a `Suggestion` is not shown but likely, and this coder did not decide on it."""
    return and_(
        Suggestion.score >= LIKELY,
        Suggestion.rank <= max(settings.per_segment, LIKELY_CODES),
        ~is_shown(settings),
        Suggestion.code_id.in_(living_codes()),
        ~is_withdrawn(),
        ~_decided(coder_id),
    )


def _coded(coder_id: int, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether this coder gave the code of a `Suggestion` to a passage that overlaps it and fulfils what is asked."""
    return exists().where(
        Coding.version_id == Suggestion.version_id,
        Coding.coder_id == coder_id,
        Coding.code_id == Suggestion.code_id,
        Coding.state == CodingState.CONFIRMED.value,
        Coding.start_char < Suggestion.end_char,
        Coding.end_char > Suggestion.start_char,
        *also,
    )


def is_shown(settings: StudySettings) -> ColumnElement[bool]:
    """Whether a `Suggestion` scored high enough and is among the first of its segment."""
    high = Suggestion.score - settings.threshold >= 0  # no index of scores: SQLite would go through a run a transcript
    return and_(high, Suggestion.rank <= settings.per_segment)


def is_withdrawn() -> ColumnElement[bool]:
    """Whether a `Suggestion` is on what somebody says who withdrew consent; quick in versions without such a person."""
    theirs = (
        select(Turn.version_id)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Respondent.consent == Consent.WITHDRAWN.value)
    )
    here = (
        Turn.version_id == Suggestion.version_id,
        Turn.start_char < Suggestion.end_char,
        Turn.end_char > Suggestion.start_char,
    )
    return and_(Suggestion.version_id.in_(theirs.correlate(None)), theirs.where(*here).correlate(Suggestion).exists())


def _decided(coder_id: int) -> ColumnElement[bool]:
    """Whether this coder decided on the same span and code, as it is defined now, in this version or before it."""
    here, carried = aliased(Suggestion), aliased(DecisionPlace)
    before = _decisions(here, carried, coder_id).join(carried, carried.decision_id == Decision.id)
    return or_(_decisions(here, here, coder_id).exists(), before.exists())


def _decisions(same: Any, place: Any, coder_id: int) -> Any:
    """This coder's latest decisions that are not undone, on the suggestions `same` of the code, where `place` says."""
    later, then, now = aliased(Decision), aliased(Run), aliased(Run)
    return (
        select(Decision.id)
        .join(same, same.id == Decision.suggestion_id)
        .join(then, then.id == same.run_id)
        .join(now, now.id == Suggestion.run_id)
        .where(
            means_the_same(same.code_id, then.codebook_version_id, now.codebook_version_id),
            place.version_id == Suggestion.version_id,
            place.start_char == Suggestion.start_char,
            place.end_char == Suggestion.end_char,
            same.code_id == Suggestion.code_id,
            Decision.coder_id == coder_id,
            Decision.verdict.in_(DECIDED),
            ~exists().where(
                later.suggestion_id == Decision.suggestion_id,
                later.coder_id == coder_id,
                later.sequence > Decision.sequence,
            ),
        )
        .correlate(Suggestion)
    )


def suggestions_of_version(
    session: Session, version_id: int, settings: StudySettings, coder_id: int
) -> list[SuggestionRow]:
    """Open suggestions of a version and those that this coder has decided on, in order of the text.

    Among the latter are those that this coder refused or skipped in a text before it, where the decision came along.
    """
    open_ids = shown_suggestions(settings, coder_id).where(Suggestion.version_id == version_id).subquery()
    counts = Decision.verdict.in_(DECIDED)
    verdicts = _latest_verdicts(coder_id).where(Suggestion.version_id == version_id, counts).subquery()
    rows = session.execute(
        select(
            Suggestion.id,
            Suggestion.start_char,
            Suggestion.end_char,
            Code.key,
            Suggestion.score,
            Suggestion.attributes,
            Suggestion.explanation,
            verdicts.c.verdict,
        )
        .join(Code, Code.id == Suggestion.code_id)
        .outerjoin(verdicts, verdicts.c.suggestion_id == Suggestion.id)
        .where(
            Suggestion.version_id == version_id,
            or_(Suggestion.id.in_(select(open_ids.c.id)), verdicts.c.verdict.is_not(None)),
        )
        .order_by(Suggestion.start_char, Suggestion.rank, Suggestion.id)
    )
    here = [SuggestionRow(*row) for row in rows]
    return sorted([*here, *_carried(session, version_id, coder_id)], key=lambda row: row.start)


def _carried(session: Session, version_id: int, coder_id: int) -> list[SuggestionRow]:
    """What this coder refused or skipped in a text before, at the places to which that came along."""
    rows = session.execute(
        select(Suggestion, Code.key, Decision.id, Decision.verdict, DecisionPlace.start_char, DecisionPlace.end_char)
        .join(Decision, Decision.id == DecisionPlace.decision_id)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .join(Code, Code.id == Suggestion.code_id)
        .where(
            DecisionPlace.version_id == version_id,
            Decision.coder_id == coder_id,
            Decision.verdict.in_((Verdict.REJECTED.value, Verdict.SKIPPED.value)),
            is_latest_decision(),
        )
        .order_by(DecisionPlace.start_char, Decision.id)
    )
    return [
        SuggestionRow(
            made.id,
            start,
            end,
            code,
            made.score,
            made.attributes,
            [_moved(why, start - made.start_char) for why in made.explanation],
            verdict,
            decision,
        )
        for made, code, decision, verdict, start, end in rows
    ]


def _moved(why: Mapping[str, Any], by: int) -> dict[str, Any]:
    """A reason whose words stand so many code points further on."""
    return {**why, "words": [[start + by, end + by] for start, end in why.get("words", ())]}


def carried_places(session: Session, suggestion: int, coder_id: int) -> dict[int, Span]:
    """Version -> where a suggestion of a text before stands in it, by the decisions of this coder that came along."""
    rows = session.execute(
        select(DecisionPlace.version_id, DecisionPlace.start_char, DecisionPlace.end_char)
        .join(Decision, Decision.id == DecisionPlace.decision_id)
        .where(Decision.suggestion_id == suggestion, Decision.coder_id == coder_id)
        .order_by(DecisionPlace.id)
    )
    return {version: Span(start, end) for version, start, end in rows}


def _latest_verdicts(coder_id: int) -> Select[int, str]:
    return (
        select(Decision.suggestion_id, Decision.verdict)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .where(Decision.coder_id == coder_id, is_latest_decision())
    )


def latest_verdict(session: Session, suggestion: int, coder_id: int) -> str | None:
    """This coder's verdict that counts on a suggestion, None where there is none."""
    return session.scalar(
        select(Decision.verdict)
        .where(Decision.suggestion_id == suggestion, Decision.coder_id == coder_id)
        .order_by(Decision.sequence.desc())
        .limit(1)
    )


def deciding_operation(session: Session, suggestion: int, coder_id: int) -> str | None:
    """The operation by which this coder last decided on a suggestion, None where there is none."""
    decided = select(Decision.decided_at, Coder.name).join(Coder, Coder.id == Decision.coder_id)
    latest = decided.where(Decision.suggestion_id == suggestion, Decision.coder_id == coder_id)
    row = session.execute(latest.order_by(Decision.sequence.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    told = Event.payload.contains(f'"verdicts":{{"{suggestion}":', autoescape=True)
    query = select(Event.operation_id).where(Event.at == row.decided_at, Event.actor == row.name, told)
    return session.scalar(query.order_by(Event.id.desc()).limit(1))
