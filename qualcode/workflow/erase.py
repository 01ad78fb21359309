"""Erase: replace what a respondent said, who withdrew consent, character for character, in everything that is stored.

The second step after the withdrawal of consent (`workflow/respondents`), and not to be undone. Positions stay, so that
no other coding moves; codings of the words are withdrawn; the search index, what suggestions say of their reasons (as
those just after may, of what was said before), memos on these codings or about the respondent, the model and the salts
of the seals go. The rows that changed are
sealed again, after everything was verified, so that no alteration is sealed with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.integrity import SALTED, Seals, read_chain
from qualcode.db.models import Coding as CodingRow
from qualcode.db.models import Memo, Model, Redaction, Respondent, Speaker, Suggestion, TranscriptVersion, Turn
from qualcode.db.queries import redactions as stored
from qualcode.db.queries.redactions import STANDING, Said
from qualcode.db.queries.superseded import RESEALED
from qualcode.db.scrub import forget_index
from qualcode.domain import span as anchors
from qualcode.domain.coding import CodingState
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.provenance import text_digest
from qualcode.domain.redaction import EVENT, MARK, Erased, erased
from qualcode.domain.respondent import Consent
from qualcode.domain.span import Span
from qualcode.errors import ConflictError, UsageError, said
from qualcode.workflow import confirm, memos, respondents
from qualcode.workflow.repeated import noted_when_erased, repeated
from qualcode.workflow.study import coder_id
from qualcode.workflow.verify import verify

Spans = Mapping[int, Sequence[Span]]
"""Version -> spans in it."""


def preview(session: Session, key: str) -> Erased:
    """What erasing the words of a respondent would take; nothing is stored.

    Raises:
        NotFoundError: There is nobody with this pseudonym.
        ConflictError: Consent stands.
    """
    respondent = _withdrawn(session, key)
    spoken = stored.said_by(session, respondent)
    spans = _by_version(spoken)
    touched = [row for version in spans for row in stored.codings_near(session, version, spans[version], around=0)]
    noted = stored.memos_about(session, key, [row.id for row in touched])
    standing = sum(row.state in STANDING for row in touched)
    places = repeated(session, spoken, noted) if spoken else noted_when_erased(session, respondent)
    names = stored.names_of(session, spans)
    return Erased(names, len(spoken), standing, len(noted), stored.exports(session), places)


def erase(session: Session, coder: str, key: str, reason: str) -> Erased:
    """What was taken; where everything is erased already, nothing is, and nothing is stored.

    Raises:
        NotFoundError: There is nobody with this pseudonym.
        UsageError: It gives no reason.
        ConflictError: Consent stands, or the study does not verify, so that erasing would hide an alteration.
    """
    if not reason.strip():
        msg = said("say why and on whose word this is erased; nothing was stored")
        raise UsageError(msg)
    found = preview(session, key)
    if not (found.turns or found.memos):
        return found
    if problems := verify(session).problems:
        msg = said(
            "the study does not verify, and erasing would hide it: {problem}; mend that first", problem=problems[0]
        )
        raise ConflictError(msg)
    respondent = _withdrawn(session, key)
    spoken = stored.said_by(session, respondent)
    spans = _by_version(spoken)
    seals = Seals()
    for _ in read_chain(session, seals):
        pass  # no break: it was just verified
    noted = stored.memos_about(session, key, stored.codings_of(session, spoken))
    numbers = _record(session, coder, respondent, spoken, noted)
    states = _withdraw(session, spans)
    changed = _erase_text(session, spans, [each.turn for each in spoken])
    _erase_memos(session, noted)
    session.execute(update(Speaker).where(Speaker.respondent_id == respondent).values(salt=""))
    session.execute(delete(Model))
    session.expire_all()
    draft = MemoDraft(MemoKind.DECISION, reason, (Topic(TopicKind.RESPONDENT, key),))
    memos.write(session, coder, draft)
    rows = seal.entries(session, {"redaction": numbers})
    places = [[place.kind.value, place.id] for place in found.repeated]
    told = {"respondent": respondent, "turns": len(spoken), "rows": rows, "states": states, "repeated": places}
    events.append(session, EVENT, coder, told)
    changed |= {("memo", number) for number in noted}
    _seal_again(session, coder, seals, set(spans), changed)
    return found


def _withdrawn(session: Session, key: str) -> int:
    if respondents.one(session, key).standing.consent is not Consent.WITHDRAWN:
        msg = said("the consent of {key} stands; withdraw it first, and erase then", key=key)
        raise ConflictError(msg)
    return session.scalars(select(Respondent.id).where(Respondent.key == key)).one()


def _by_version(spoken: Iterable[Said]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for each in spoken:
        found.setdefault(each.version, []).append(each.span)
    return found


def _record(session: Session, coder: str, respondent: int, spoken: Sequence[Said], noted: Iterable[int]) -> list[int]:
    """The rows that say what is erased, without which the guards let nothing change."""
    who = {"respondent_id": respondent, "coder_id": coder_id(session, coder), "created_at": events.now()}
    nothing: dict[str, Any] = {"version_id": None, "start_char": None, "end_char": None, "memo_id": None}
    rows = [
        {**nothing, **who, "version_id": each.version, "start_char": each.span.start, "end_char": each.span.end}
        for each in spoken
    ]
    rows += [{**nothing, **who, "memo_id": number} for number in noted]
    return list(session.scalars(insert(Redaction).returning(Redaction.id), rows))


def _withdraw(session: Session, spans: Spans) -> dict[str, str]:
    """Coding -> its new state, of those that stood."""
    states: dict[str, str] = {}
    for version in spans:
        for row in stored.codings_near(session, version, spans[version], around=0):
            if row.state in STANDING:
                confirm.retire(session, row.id, CodingState.WITHDRAWN, before=CodingState(row.state))
                states[str(row.id)] = CodingState.WITHDRAWN.value
    return states


def _erase_text(session: Session, spans: Spans, turns: Sequence[int]) -> set[tuple[str, int]]:
    """(table, row) of the codings that changed; erases in the texts, and in everything that repeats them."""
    changed: set[tuple[str, int]] = set()
    for version, text in stored.texts(session, spans).items():
        for span in spans[version]:
            text = erased(text, [span])  # one at a time, as the guard looks  # noqa: PLW2901
            values = {"text": text, "sha256": text_digest(text)}
            session.execute(update(TranscriptVersion).where(TranscriptVersion.id == version).values(values))
        for row in stored.codings_near(session, version, spans[version]):
            selector = anchors.select(text, Span(row.start_char, row.end_char))
            quote = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
            session.execute(update(CodingRow).where(CodingRow.id == row.id).values(quote))
            changed.add(("coding", row.id))
        told = stored.suggestions_on(session, version, spans[version])
        for batch in seal.batches({*told, *_of_context(session, version, text, spans[version])}):
            session.execute(update(Suggestion).where(Suggestion.id.in_(batch)).values(explanation=[]))
    for batch in seal.batches(turns):
        session.execute(update(Turn).where(Turn.id.in_(batch)).values(search_text=""))
    forget_index(session)
    return changed


def _of_context(session: Session, version: int, text: str, spans: Sequence[Span]) -> list[int]:
    """The suggestions after these spans that name words which are not theirs, as runs of older versions did."""
    from qualcode.nlp.terms import word_terms  # noqa: PLC0415  brings the numeric libraries

    after = stored.reasoned_after(session, version, spans)
    return [each.id for each in after if not each.terms <= set(word_terms(each.span.of(text)))]


def _erase_memos(session: Session, noted: Mapping[int, str]) -> None:
    for number, text in noted.items():
        session.execute(update(Memo).where(Memo.id == number).values(text=MARK * len(text)))


def _seal_again(session: Session, coder: str, seals: Seals, versions: set[int], changed: set[tuple[str, int]]) -> None:
    """Seal what stands under the salts that are left: rows one by one, and rows that were written together."""
    single: dict[int | None, dict[str, list[int]]] = {}
    for (table, number), (_digest, version) in seals.rows.items():
        if (table, number) in changed or (table in SALTED and version in versions):
            single.setdefault(version, {}).setdefault(table, []).append(number)
    salts = seal.salts(session)
    for version, tables in single.items():
        about = {} if version is None else {"version": version}
        rows = [(table, {table: ids}, _salt(salts, table, version)) for table, ids in tables.items()]
        sealed = {table: seal.entries(session, ids, salt).get(table, {}) for table, ids, salt in rows}
        events.append(session, RESEALED, coder, {**about, "rows": sealed})
    for (table, ids), (_digest, version) in seals.bulk.items():
        if version in versions and table in SALTED:
            kept = seal.digests(session, table, ids, _salt(salts, table, version))
            events.append(session, RESEALED, coder, {"version": version, "bulk": {table: events.bulk(kept)}})


def _salt(salts: Mapping[int, bytes], table: str, version: int | None) -> bytes:
    return salts.get(version, b"") if table in SALTED and version is not None else b""
