"""Correct: a transcript's new version takes over codings and decisions of the old one, as far as that is certain."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Coding, DecisionPlace, Memo
from qualcode.db.queries.decided import decided_in
from qualcode.db.queries.reading import ids_of_version, memos_of, text_of
from qualcode.domain import span as anchors
from qualcode.domain.coding import CodingState
from qualcode.domain.reanchor import Anchoring, Reanchored, reanchor
from qualcode.domain.span import Selector, Span
from qualcode.workflow import confirm

CERTAIN = frozenset({Anchoring.EXACT, Anchoring.MOVED})
"""How a passage must have been found again for what was said of it to hold there."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Numbers of codings that kept their place, moved, or wait for a person (`orphans`)."""

    exact: int
    moved: int
    orphans: tuple[int, ...]


def carry(session: Session, old: int, new: int, coder: str) -> Carried:
    """Anchor confirmed codings and decisions of version `old` in version `new`; none is ever re-attached by guess."""
    text = text_of(session, new)
    codings = session.scalars(select(Coding).where(Coding.id.in_(ids_of_version(old))).order_by(Coding.id)).all()
    memos = memos_of(session, ids_of_version(old))
    certain = _certain(text, codings)
    kept = {coding.id for coding, _ in certain}
    orphans = tuple(coding.id for coding in codings if coding.id not in kept)
    states = dict.fromkeys(kept, CodingState.SUPERSEDED) | dict.fromkeys(orphans, CodingState.ORPHAN)
    for number, state in states.items():
        confirm.retire(session, number, state)
    at = events.now()
    made = [_again(session, coding, found, new, memos.get(coding.id), at) for coding, found in certain]
    written = {
        "coding": [c for c, _ in made],
        "memo": [m for _, m in made if m is not None],
        "decision_place": _carry_decisions(session, old, new, text),
    }
    payload = {
        "version": new,
        "before": old,
        "rows": confirm.sealed(session, new, written),
        "states": {str(number): state.value for number, state in states.items()},
    }
    events.append(session, "codings_carried", coder, payload, at=at)
    how = [found.how for _, found in certain]
    return Carried(how.count(Anchoring.EXACT), how.count(Anchoring.MOVED), orphans)


def _certain(text: str, codings: Iterable[Coding]) -> list[tuple[Coding, Reanchored]]:
    """The codings with a place of their own in the corrected text; of two that would fall together, the first."""
    certain: dict[tuple[Span | None, int, int], tuple[Coding, Reanchored]] = {}
    for coding in codings:
        found = reanchor(text, _selector(coding))
        if found.how in CERTAIN:
            certain.setdefault((found.span, coding.code_id, coding.coder_id), (coding, found))
    return list(certain.values())


def _carry_decisions(session: Session, old: int, new: int, text: str) -> list[int]:
    """The new rows that say where what was decided stands in version `new`, whose text this is."""
    decided = decided_in(session, old)
    if not decided:
        return []
    before = text_of(session, old)
    spans = {Span(each.start, each.end) for each in decided}
    found = {span: reanchor(text, anchors.select(before, span)) for span in spans}
    places = [(each.decision, found[Span(each.start, each.end)]) for each in decided]
    rows = [
        {"decision_id": number, "version_id": new, "start_char": place.span.start, "end_char": place.span.end}
        for number, place in places
        if place.how in CERTAIN and place.span is not None
    ]
    if not rows:
        return []
    return list(session.scalars(insert(DecisionPlace).returning(DecisionPlace.id), rows))


def _selector(coding: Coding) -> Selector:
    return Selector(Span(coding.start_char, coding.end_char), coding.exact, coding.prefix, coding.suffix)


def _again(
    session: Session, coding: Coding, found: Reanchored, version: int, memo: str | None, at: dt.datetime
) -> tuple[int, int | None]:
    """(coding, memo) on the new version."""
    span = found.span or Span(coding.start_char, coding.end_char)
    draft = replace(confirm.stored(session, coding.id), version_id=version, span=span, supersedes_id=coding.id)
    number = confirm.store(session, draft, at)
    if not memo:
        return number, None
    row = Memo(
        kind="analytic",
        coding_id=number,
        transcript_id=None,
        code_id=None,
        text=memo,
        coder_id=coding.coder_id,
        supersedes_id=None,
        created_at=at,
    )
    session.add(row)
    session.flush()
    return number, row.id
