"""What events tell that was done to claims, transcripts, respondents, patterns, thresholds and the codebook."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcode.db.models import Memo, MemoTopic, Respondent, Transcript
from qualcode.domain.freeze_cause import Cause, What
from qualcode.domain.memo import CELL, MemoKind, TopicKind
from qualcode.domain.respondent import Consent

_PLAIN = {
    "claim_linked": What.CLAIM_LINKED,
    "claim_unlinked": What.CLAIM_LINKED,
    "claim_ruled": What.RULED,
    "counter_evidence_answered": What.ANSWERED,
    "finding_judged": What.JUDGED,
    "claim_open": What.CLAIM,
    "claim_closed": What.CLAIM,
    "claim_dropped": What.CLAIM,
    "codings_linked": What.QUOTES_LINKED,
    "codings_unlinked": What.QUOTES_LINKED,
    "codebook_loaded": What.CODEBOOK,
    "codebook_edited": What.CODEBOOK,
    "neighbourhoods_loaded": What.PLACES,
    "statistics_loaded": What.FIGURES,
    "review_read": What.READ,
    "review_read_in_full": What.READ,
    "quote_reviewed": What.CHECKED,
    "leaks_confirmed": What.CHECKED,
    "anchor_marked": What.CHECKED,
    "transcript_imported": What.TEXT,
    "transcript_described": What.DESCRIBED,
}
"""Kind of event -> what it tells; those of respondents, memos and settings tell by what they hold."""

_NAMED = ("claim", "claim_key", "number", "source_id", "transcript", "respondent")
"""Facts of an event that name what it was done to, the first of them that it has."""

_RULES = "claim_"
"""How the names of settings begin that are thresholds of claims."""


class Told(NamedTuple):
    """What an event tells, before its numbers are names; `memo` where a memo was written."""

    what: What | None
    coder: str
    about: Any
    memo: int | None = None


def told(kind: str, coder: str, payload: Mapping[str, Any]) -> Iterator[Told]:
    """What an event tells; nothing where it explains no number."""
    about = next((payload[name] for name in _NAMED if name in payload), "")
    if kind in _PLAIN:
        yield Told(_PLAIN[kind], coder, "" if _PLAIN[kind] in {What.READ, What.CHECKED} else about)
    elif kind == "respondent_changed":
        withdrawn = payload["consent"] == Consent.WITHDRAWN.value
        yield Told(What.CONSENT if withdrawn else What.PERSON, coder, about)
    elif kind == "settings_changed":
        before, after = payload["before"], payload["after"]
        changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        yield from (
            Told(what, coder, "")
            for what in (What.RULES, What.SETTINGS)
            if any(name.startswith(_RULES) is (what is What.RULES) for name in changed)
        )
    elif kind == "memo_written":
        yield from (Told(None, coder, "", int(number)) for number in payload.get("rows", {}).get("memo", ()))


def named(session: Session, tales: Sequence[Told]) -> list[Cause]:
    """The same with names in place of numbers, each once; memos that are no decision or summary are left out."""
    transcripts = _keys(session, Transcript.id, Transcript.name, tales, {What.TEXT, What.DESCRIBED})
    people = _keys(session, Respondent.id, Respondent.key, tales, {What.CONSENT, What.PERSON})
    memos = _of_memos(session, [tale.memo for tale in tales if tale.memo is not None])
    causes = []
    for tale in tales:
        if tale.memo is not None:
            causes += [Cause(what, tale.coder, about) for what, about in memos.get(tale.memo, ())]
        elif tale.what in {What.TEXT, What.DESCRIBED}:
            causes.append(Cause(tale.what, tale.coder, transcripts.get(tale.about, "")))
        elif tale.what in {What.CONSENT, What.PERSON}:
            causes.append(Cause(tale.what, tale.coder, people.get(tale.about, "")))
        elif tale.what is not None:
            causes.append(Cause(tale.what, tale.coder, str(tale.about)))
    return list(dict.fromkeys(causes))


def _keys(
    session: Session,
    number: InstrumentedAttribute[int],
    name: InstrumentedAttribute[str],
    tales: Iterable[Told],
    of: Collection[What],
) -> dict[int, str]:
    wanted = {tale.about for tale in tales if tale.what in of}
    condition: ColumnElement[bool] = number.in_(wanted)
    return dict(session.execute(select(number, name).where(condition)).all()) if wanted else {}


def _of_memos(session: Session, numbers: Collection[int]) -> dict[int, list[tuple[What, str]]]:
    """Memo -> what it is of a cell: the decision on a neighbourhood's pattern, or a summary."""
    if not numbers:
        return {}
    query = (
        select(Memo.id, Memo.kind, MemoTopic.key)
        .join(MemoTopic, MemoTopic.memo_id == Memo.id)
        .where(Memo.id.in_(numbers), MemoTopic.kind == TopicKind.CELL.value)
    )
    found: dict[int, list[tuple[What, str]]] = {}
    for number, kind, cell in session.execute(query):
        what = What.PATTERN if kind == MemoKind.DECISION.value else What.SUMMARY
        found.setdefault(number, []).append((what, cell.partition(CELL)[2]))
    return found
