"""Recoding many codings at once: each gets a successor with another code, and none is ever deleted.

A coding keeps its coder, span, memo and what the new code takes of its attributes. Codings that would fall together
(same passage, coder and code) are joined in one successor: the attributes of the first count, memos are put together.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from qualcode.db import events, evidence_rows, seal
from qualcode.db.models import Coding, CodingAttribute, Memo
from qualcode.db.queries.reading import attributes_of, ids_among, memos_of
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import AttributeValue, CodingState, Source
from qualcode.errors import ConflictError, said
from qualcode.workflow import confirm

BATCH = 500

COPIED = (
    *("version_id", "transcript_id", "start_char", "end_char", "exact", "prefix", "suffix", "place"),
    *("coder_id", "neighbourhood_id", "suggestion_id", "suggestions_seen"),
)
"""What a successor has of the coding whose place it takes."""

Key = tuple[int, int, int, int, int]
"""(version, start, end, coder, code): of confirmed codings, no two are alike."""


@dataclass(slots=True)
class Successor:
    """A coding to come.

    Attributes:
        place: The coding whose coder and passage it has.
        code: Row id of its code.
        supersedes: The coding that it says it supersedes.
        sources: Confirmed codings that it takes the place of.
        contents: Codings whose attributes and memos it has, the first counts.
    """

    place: int
    code: int
    supersedes: int
    sources: list[int] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What recoding will do.

    Attributes:
        successors: Codings to come.
        withdrawn: Confirmed codings that go without a successor.
        rows: Every coding that is named, by number.
        values: Coding -> attribute -> value.
        memos: Coding -> text.
    """

    successors: Sequence[Successor]
    withdrawn: Sequence[int]
    rows: Mapping[int, Coding]
    values: Mapping[int, Mapping[str, AttributeValue]]
    memos: Mapping[int, str]

    @property
    def joined(self) -> list[Successor]:
        """Successors in which several codings come together."""
        return [each for each in self.successors if len(each.contents) > 1]

    @property
    def pairs(self) -> list[tuple[int, Successor]]:
        """(coding that goes, its successor)."""
        return [(number, each) for each in self.successors for number in each.sources]


def plan(session: Session, moves: Mapping[int, int | None]) -> Plan:
    """What happens when each of these codings gets the code (row id) that it is mapped to; None withdraws it.

    Raises:
        ConflictError: One of them is not confirmed any more.
    """
    rows = _rows(session, moves)
    if len(rows) < len(moves) or any(row.state != CodingState.CONFIRMED.value for row in rows.values()):
        msg = said("codings were changed meanwhile, perhaps in another window; look at them again")
        raise ConflictError(msg)
    wanted = [
        Successor(place=number, code=code, supersedes=number, sources=[number], contents=[number])
        for number, code in sorted(moves.items())
        if code is not None
    ]
    return arranged(session, wanted, [number for number, code in sorted(moves.items()) if code is None])


def arranged(session: Session, wanted: Iterable[Successor], withdrawn: Sequence[int]) -> Plan:
    """The plan in which successors that would be alike, or like a confirmed coding that stays, are joined."""
    wanted = list(wanted)
    named = {n for each in wanted for n in (each.place, *each.sources, *each.contents)} | set(withdrawn)
    rows = _rows(session, named)
    leaving = {number for each in wanted for number in each.sources} | set(withdrawn)
    stays = _standing(session, {each.code for each in wanted}, {rows[each.place].version_id for each in wanted})
    stays = {key: number for key, number in stays.items() if number not in leaving}
    found: dict[Key, Successor] = {}
    for each in wanted:
        key = _key(rows[each.place], each.code)
        first = found.get(key)
        if first is None and key in stays:
            there = stays[key]
            first = Successor(there, each.code, there, [there], [there])
        if first is None:
            found[key] = each
            continue
        found[key] = first
        first.sources += each.sources
        first.contents += each.contents
    named |= {number for each in found.values() for number in each.contents}
    rows = _rows(session, named)
    return Plan(list(found.values()), withdrawn, rows, _values(session, named), _memos(session, named))


def carry_out(
    session: Session,
    wanted: Plan,
    codebook: Codebook,
    keys: Mapping[int, str],
    version: int,
    coder: str,
    at: dt.datetime,
) -> list[list[int | None]]:
    """[coding that went, its successor or None] of each, after everything was stored with an event a transcript.

    Args:
        session: A writing session.
        wanted: The plan.
        codebook: Says which attributes a code takes.
        keys: Code row id -> key.
        version: Row id of the codebook version under which this is done.
        coder: Who does it; the codings stay their coders'.
        at: When.
    """
    _retire(session, [number for number, _ in wanted.pairs], CodingState.SUPERSEDED)
    _retire(session, wanted.withdrawn, CodingState.WITHDRAWN)
    made = _store(session, wanted, codebook, keys, version, at)
    memos = _carry_memos(session, wanted, made, at)
    gone = {number for number, _ in wanted.pairs} | set(wanted.withdrawn)
    evidence_rows.refresh_codings(session, sorted(gone))
    evidence_rows.refresh_codings(session, sorted(made))
    _append(session, wanted, made, memos, coder, at)
    successor_of = {id(each): number for number, each in made.items()}
    pairs: list[list[int | None]] = [[old, successor_of[id(each)]] for old, each in wanted.pairs]
    pairs += [[each.supersedes, successor_of[id(each)]] for each in wanted.successors if not each.sources]
    return [*pairs, *([number, None] for number in wanted.withdrawn)]


def confirmed_with(session: Session, code: int) -> list[int]:
    """Numbers of the confirmed codings of a code (row id), in order."""
    query = select(Coding.id).where(Coding.code_id == code, Coding.state == CodingState.CONFIRMED.value)
    return list(session.scalars(query.order_by(Coding.id)))


def _key(row: Coding, code: int) -> Key:
    return (row.version_id, row.start_char, row.end_char, row.coder_id, code)


def _rows(session: Session, numbers: Iterable[int]) -> dict[int, Coding]:
    found: dict[int, Coding] = {}
    for batch in _batches(numbers):
        query = select(Coding).where(Coding.id.in_(batch)).execution_options(populate_existing=True)
        found |= {row.id: row for row in session.scalars(query)}
    return found


def _standing(session: Session, codes: set[int], versions: set[int]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for batch in _batches(versions):
        query = select(Coding).where(
            Coding.code_id.in_(codes), Coding.version_id.in_(batch), Coding.state == CodingState.CONFIRMED.value
        )
        found |= {_key(row, row.code_id): row.id for row in session.scalars(query)}
    return found


def _values(session: Session, numbers: Iterable[int]) -> dict[int, dict[str, AttributeValue]]:
    found: dict[int, dict[str, AttributeValue]] = {}
    for batch in _batches(numbers):
        for number, rows in attributes_of(session, ids_among(batch)).items():
            found[number] = {name: AttributeValue(value, Source(source)) for name, value, source in rows}
    return found


def _memos(session: Session, numbers: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for batch in _batches(numbers):
        found |= memos_of(session, ids_among(batch))
    return found


def _batches(numbers: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(numbers)
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))


def _retire(session: Session, numbers: Sequence[int], state: CodingState) -> None:
    done = 0
    for batch in _batches(numbers):
        standing = (Coding.id.in_(batch), Coding.state == CodingState.CONFIRMED.value)
        result = session.execute(update(Coding).where(*standing).values(state=state.value))
        done += result.rowcount  # type: ignore[attr-defined]
    if done != len(set(numbers)):
        msg = said("codings were changed meanwhile, perhaps in another window; look at them again")
        raise ConflictError(msg)


def _store(
    session: Session, wanted: Plan, codebook: Codebook, keys: Mapping[int, str], version: int, at: dt.datetime
) -> dict[int, Successor]:
    if not wanted.successors:
        return {}
    drafts = [_values_of(wanted.rows[each.place], each, version, at) for each in wanted.successors]
    numbers = list(session.scalars(insert(Coding).returning(Coding.id, sort_by_parameter_order=True), drafts))
    made = dict(zip(numbers, wanted.successors, strict=True))
    attributes = [
        confirm.attribute_values(number, name, value)
        for number, each in made.items()
        for name, value in kept_attributes(wanted, each, codebook, keys[each.code]).items()
    ]
    if attributes:
        session.execute(insert(CodingAttribute), attributes)
    return made


def kept_attributes(wanted: Plan, each: Successor, codebook: Codebook, code: str) -> dict[str, AttributeValue]:
    """The attributes of a successor: those that its code takes, of several values the first."""
    joined: dict[str, AttributeValue] = {}
    for number in each.contents:
        joined = {**wanted.values.get(number, {}), **joined}
    return confirm.taken_over(codebook, code, joined) if code in codebook.by_id() else {}


def _values_of(row: Coding, each: Successor, version: int, at: dt.datetime) -> dict[str, object]:
    return {name: getattr(row, name) for name in COPIED} | {
        "code_id": each.code,
        "state": CodingState.CONFIRMED.value,
        "codebook_version_id": version,
        "supersedes_id": each.supersedes,
        "created_at": at,
    }


def _carry_memos(session: Session, wanted: Plan, made: Mapping[int, Successor], at: dt.datetime) -> dict[int, int]:
    """Memo -> coding, of the memos that go with the successors."""
    found = {}
    for number, each in made.items():
        texts = dict.fromkeys(text for text in (wanted.memos.get(source, "") for source in each.contents) if text)
        if texts:
            values = {
                "kind": "analytic",
                "coding_id": number,
                "text": "\n\n".join(texts),
                "coder_id": wanted.rows[each.place].coder_id,
                "created_at": at,
            }
            found[session.scalars(insert(Memo).values(values).returning(Memo.id)).one()] = number
    return found


def _append(
    session: Session,
    wanted: Plan,
    made: Mapping[int, Successor],
    memos: Mapping[int, int],
    coder: str,
    at: dt.datetime,
) -> None:
    """One event for each transcript version, since its speakers salt the digests."""
    codings: dict[int, list[int]] = {}
    states: dict[int, dict[str, str]] = {}
    version_of = {number: wanted.rows[each.place].version_id for number, each in made.items()}
    for number, version in version_of.items():
        codings.setdefault(version, []).append(number)
    gone = [(number, CodingState.SUPERSEDED) for number, _ in wanted.pairs]
    for number, state in [*gone, *((number, CodingState.WITHDRAWN) for number in wanted.withdrawn)]:
        states.setdefault(wanted.rows[number].version_id, {})[str(number)] = state.value
    for version in sorted({*codings, *states}):
        here = [memo for memo, coding in memos.items() if version_of[coding] == version]
        rows = seal.entries(
            session, {"coding": codings.get(version, []), "memo": here}, seal.salt_of_version(session, version)
        )
        payload = {"version": version, "rows": rows, "states": states.get(version, {})}
        events.append(session, "codings_recoded", coder, payload, at=at)
