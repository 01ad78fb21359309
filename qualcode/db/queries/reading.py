"""What a coder sees of one transcript: turns, codings, suggestions, and how far the reading went."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, insert, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Code,
    CodeEntry,
    Coder,
    Coding,
    CodingAttribute,
    Decision,
    Event,
    Memo,
    Neighbourhood,
    ReadMark,
    ReadTurn,
    Respondent,
    Run,
    RunTranscript,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries.codebook import living_codes, same_meaning
from qualcode.db.queries.latest import is_latest_decision
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.study import LIKELY, LIKELY_CODES, StudySettings

DECIDED = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.UNDONE)


IdQuery = Select[int]
"""A query of coding numbers."""


class VersionRow(NamedTuple):
    """The current version of a transcript."""

    transcript_id: int
    version_id: int
    name: str
    kind: str
    notice: str


class TurnRow(NamedTuple):
    """One turn with its speaker; positions in code points of the version."""

    number: int
    label: str
    role: str
    respondent: str | None
    group: str | None
    speech_start: int
    speech_end: int
    start_ms: int | None


class CodingRow(NamedTuple):
    """One confirmed coding, without its attributes."""

    id: int
    start: int
    end: int
    code: str
    coder: str
    suggestion: int | None
    place: str
    neighbourhood: str | None


class SuggestionRow(NamedTuple):
    """One suggestion with this coder's verdict (None: open)."""

    id: int
    start: int
    end: int
    code: str
    score: float
    attributes: dict[str, Any]
    explanation: list[Any]
    verdict: str | None


class MemoRow(NamedTuple):
    """The memo that counts on a coding, or that a coder has on a transcript."""

    id: int
    text: str


def current(session: Session, name: str) -> VersionRow | None:
    """The current version of the transcript called `name`."""
    row = session.execute(
        select(Transcript.id, TranscriptVersion.id, Transcript.name, Transcript.kind, Transcript.notice)
        .join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
        .where(Transcript.name == name)
        .order_by(TranscriptVersion.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else VersionRow(*row)


def neighbours(session: Session, name: str) -> tuple[str | None, str | None]:
    """Names of the transcripts before and after one, None at the ends."""
    before = select(func.max(Transcript.name)).where(Transcript.name < name)
    after = select(func.min(Transcript.name)).where(Transcript.name > name)
    return session.scalar(before), session.scalar(after)


def place_of(session: Session, version_id: int, coding: int) -> tuple[int, int] | None:
    """Span of a coding of a version, whatever its state."""
    query = select(Coding.start_char, Coding.end_char).where(Coding.id == coding, Coding.version_id == version_id)
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def text_of(session: Session, version_id: int) -> str:
    """The text of a version."""
    return session.scalars(select(TranscriptVersion.text).where(TranscriptVersion.id == version_id)).one()


def turns(session: Session, version_id: int) -> list[TurnRow]:
    """All turns of a version, in order."""
    rows = session.execute(
        select(
            Turn.number,
            Speaker.label,
            Speaker.role,
            Respondent.key,
            Respondent.group_name,
            Turn.speech_start,
            Turn.speech_end,
            Turn.start_ms,
        )
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Turn.version_id == version_id)
        .order_by(Turn.number)
    )
    return [TurnRow(*row) for row in rows]


def _codings() -> Select[int, int, int, str, str, int | None, str, str | None]:
    place = (Coding.start_char, Coding.end_char)
    return (
        select(Coding.id, *place, Code.key, Coder.name, Coding.suggestion_id, Coding.place, Neighbourhood.key)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == Coding.neighbourhood_id)
        .where(Coding.state == CodingState.CONFIRMED.value)
        .order_by(Coding.start_char, Coding.end_char, Coding.id)
    )


def codings_of_version(session: Session, version_id: int, only_coder: str | None = None) -> list[CodingRow]:
    """Confirmed codings of a version, of everybody or of one coder."""
    query = _codings().where(Coding.version_id == version_id)
    if only_coder is not None:
        query = query.where(Coder.name == only_coder)
    return [CodingRow(*row) for row in session.execute(query)]


def codings_by_id(session: Session, ids: Sequence[int]) -> list[CodingRow]:
    """These codings, as far as they are confirmed."""
    return [CodingRow(*row) for row in session.execute(_codings().where(Coding.id.in_(ids)))] if ids else []


def quotes_of(session: Session, codings: Iterable[int]) -> dict[int, str]:
    """Coding -> its quote, for those of these codings that are confirmed."""
    ids = sorted(set(codings))
    query = select(Coding.id, Coding.exact).where(Coding.id.in_(ids), Coding.state == CodingState.CONFIRMED.value)
    return {row.id: row.exact for row in session.execute(query)} if ids else {}


def attributes_of(session: Session, codings: IdQuery) -> dict[int, list[tuple[str, str, str]]]:
    """Coding -> (attribute, value, source), for the codings that a query selects."""
    query = select(
        CodingAttribute.coding_id, CodingAttribute.attribute, CodingAttribute.value, CodingAttribute.source
    ).where(CodingAttribute.coding_id.in_(codings))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for coding, attribute, value, source in session.execute(query):
        found.setdefault(coding, []).append((attribute, value, source))
    return found


def memos_of(session: Session, codings: IdQuery) -> dict[int, str]:
    """Coding -> text of the memo that counts, for the codings that a query selects."""
    query = select(Memo.coding_id, Memo.text).where(Memo.coding_id.in_(codings)).order_by(Memo.id)
    return {coding: text for coding, text in session.execute(query) if coding is not None}


def ids_of_version(version_id: int) -> IdQuery:
    """Query of the confirmed codings of a version."""
    return select(Coding.id).where(Coding.version_id == version_id, Coding.state == CodingState.CONFIRMED.value)


def ids_among(ids: Sequence[int]) -> IdQuery:
    """Query of given codings."""
    return select(Coding.id).where(Coding.id.in_(ids))


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
    coder with the same code on an overlapping span. While a study codes openly, nothing is proposed.
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
            ~_decided(coder_id),
            ~exists().where(
                Coding.version_id == Suggestion.version_id,
                Coding.coder_id == coder_id,
                Coding.code_id == Suggestion.code_id,
                Coding.state == CodingState.CONFIRMED.value,
                Coding.start_char < Suggestion.end_char,
                Coding.end_char > Suggestion.start_char,
                near,
            ),
        )
    )


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
        .where(
            Suggestion.version_id == version_id,
            Suggestion.score >= LIKELY,
            Suggestion.rank <= max(settings.per_segment, LIKELY_CODES),
            ~is_shown(settings),
            Suggestion.code_id.in_(living_codes()),
            ~_decided(coder_id),
        )
        .order_by(Suggestion.score.desc(), Suggestion.id)
    )
    return [LikelyRow(*row) for row in rows]


def is_shown(settings: StudySettings) -> ColumnElement[bool]:
    """Whether a `Suggestion` scored high enough and is among the first of its segment."""
    high = Suggestion.score - settings.threshold >= 0  # no index of scores: SQLite would go through a run a transcript
    return and_(high, Suggestion.rank <= settings.per_segment)


def _decided(coder_id: int) -> Any:
    """EXISTS: this coder's latest decision on the same span and code, as it is defined now, is not undone."""
    same, later, then, now = aliased(Suggestion), aliased(Decision), aliased(Run), aliased(Run)
    meant, means = aliased(CodeEntry), aliased(CodeEntry)
    return (
        select(Decision.id)
        .join(same, same.id == Decision.suggestion_id)
        .join(then, then.id == same.run_id)
        .join(now, now.id == Suggestion.run_id)
        .join(meant, and_(meant.codebook_version_id == then.codebook_version_id, meant.code_id == same.code_id))
        .join(means, and_(means.codebook_version_id == now.codebook_version_id, means.code_id == same.code_id))
        .where(
            meant.meaning == means.meaning,
            same.version_id == Suggestion.version_id,
            same.start_char == Suggestion.start_char,
            same.end_char == Suggestion.end_char,
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
        .exists()
    )


def suggestions_of_version(
    session: Session, version_id: int, settings: StudySettings, coder_id: int
) -> list[SuggestionRow]:
    """Open suggestions of a version and those that this coder has decided on, in order of the text."""
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
    return [SuggestionRow(*row) for row in rows]


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


def latest_memo(session: Session, coding: int) -> MemoRow | None:
    """The memo that counts on a coding."""
    row = session.execute(
        select(Memo.id, Memo.text).where(Memo.coding_id == coding).order_by(Memo.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else MemoRow(*row)


def read_in_full(session: Session, version_id: int, coder_id: int, codebook_version_id: int) -> bool:
    """Whether a coder's latest mark says that a transcript was read in full, with codes that meant what they mean."""
    return bool(
        session.scalar(
            select(ReadMark.in_full)
            .where(
                ReadMark.version_id == version_id,
                ReadMark.coder_id == coder_id,
                ReadMark.codebook_version_id.in_(same_meaning(codebook_version_id)),
            )
            .order_by(ReadMark.id.desc())
            .limit(1)
        )
    )


def read_upto(session: Session, version_id: int, coder_id: int) -> int:
    """Number of the last turn that a coder has read, 0 before the first."""
    return (
        session.scalar(
            select(ReadTurn.turn_number).where(ReadTurn.version_id == version_id, ReadTurn.coder_id == coder_id)
        )
        or 0
    )


def remember_turn(session: Session, version_id: int, coder_id: int, turn: int) -> int:
    """The last turn read, after `turn` was; it never goes back."""
    before = read_upto(session, version_id, coder_id)
    if turn <= before:
        return before
    if before:
        where = (ReadTurn.version_id == version_id, ReadTurn.coder_id == coder_id)
        session.execute(update(ReadTurn).where(*where).values(turn_number=turn))
    else:
        session.execute(insert(ReadTurn).values(version_id=version_id, coder_id=coder_id, turn_number=turn))
    return turn


def names_of_transcripts(session: Session) -> list[str]:
    """Names of all transcripts, sorted."""
    return list(session.scalars(select(Transcript.name).order_by(Transcript.name)))
