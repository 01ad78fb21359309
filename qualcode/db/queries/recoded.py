"""Codings that a change of the codebook or a correction of the text made out of others: by whom, and coded when.

Such a coding has its coder's name and the moment of the change; the event of that moment says who did it. What it was
made of is found along what it supersedes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from qualcode.db.models import CodebookChange, Coding, Event, Memo
from qualcode.domain.codebook_edit import Edit
from qualcode.domain.quote import Recoding, Remade

BATCH = 500

CARRIED = "codings_carried"
REMAKING = ("codings_recoded", CARRIED)
"""Kinds of the events that make codings out of others."""


class _Step(NamedTuple):
    """A coding that a change made, and the one before it."""

    before: int | None
    recoding: Recoding


def recodings(session: Session, codings: Iterable[int]) -> dict[int, Recoding]:
    """Coding -> what made it out of an earlier one; those that their coder made are left out."""
    return _with_origin(session, _lines(session, set(codings)))


def memo_recodings(session: Session, memos: Mapping[int, int]) -> dict[int, Recoding]:
    """Memo -> that with which it was carried along, with the moment at which these words were written.

    Args:
        session: Session that reads.
        memos: Memo -> the coding that it is on.
    """
    lines = _lines(session, set(memos.values()))
    places = _with_origin(session, lines)
    beside = {memo: coding for memo, coding in memos.items() if coding in places}
    if not beside:
        return {}
    written = _memos(session, {step for coding in beside.values() for step in _line(lines, coding)})
    found = {}
    for memo, coding in beside.items():
        own = next(((text, at) for number, text, at in written.get(coding, ()) if number == memo), None)
        if own is not None and own[1] == places[coding].at:
            same = [at for step in _line(lines, coding) for _, text, at in written.get(step, ()) if text == own[0]]
            found[memo] = places[coding]._replace(coded_at=min(same))
    return found


def _lines(session: Session, codings: set[int]) -> dict[int, _Step]:
    """Every recoded coding among these and before them."""
    found: dict[int, _Step] = {}
    wanted = codings
    while wanted:
        steps = _steps(session, wanted)
        found |= steps
        wanted = {step.before for step in steps.values() if step.before is not None} - found.keys()
    return found


def _steps(session: Session, codings: set[int]) -> dict[int, _Step]:
    made = and_(
        CodebookChange.codebook_version_id == Coding.codebook_version_id, CodebookChange.created_at == Coding.created_at
    )
    query = (
        select(Coding.id, Coding.supersedes_id, Coding.created_at, Event.actor, Event.kind, CodebookChange.kind)
        .join(Event, and_(Event.at == Coding.created_at, Event.kind.in_(REMAKING)))
        .outerjoin(CodebookChange, made)
    )
    return {
        number: _Step(before, Recoding(by, at, _how(told, edit), coded_at=at))
        for batch in _batches(codings)
        for number, before, at, by, told, edit in session.execute(query.where(Coding.id.in_(batch)))
    }


def _how(event: str, edit: str | None) -> Remade:
    if event == CARRIED:
        return Remade.CARRIED
    return Remade.RESTORED if edit == Edit.UNDONE.value else Remade.CHANGED


def _with_origin(session: Session, lines: Mapping[int, _Step]) -> dict[int, Recoding]:
    first = {number: _line(lines, number)[-1] for number in lines}
    moments = {
        number: at
        for batch in _batches(set(first.values()))
        for number, at in session.execute(select(Coding.id, Coding.created_at).where(Coding.id.in_(batch)))
    }
    return {number: step.recoding._replace(coded_at=moments[first[number]]) for number, step in lines.items()}


def _line(lines: Mapping[int, _Step], coding: int) -> list[int]:
    """The coding and what it was made of, back to the one that its coder made."""
    found = [coding]
    while found[-1] in lines and (before := lines[found[-1]].before) is not None:
        found.append(before)
    return found


def _memos(session: Session, codings: set[int]) -> dict[int, list[tuple[int, str, dt.datetime]]]:
    found: dict[int, list[tuple[int, str, dt.datetime]]] = {}
    for batch in _batches(codings):
        query = select(Memo.coding_id, Memo.id, Memo.text, Memo.created_at).where(Memo.coding_id.in_(batch))
        for coding, number, text, at in session.execute(query.order_by(Memo.id)):
            found.setdefault(coding or 0, []).append((number, text, at))
    return found


def _batches(numbers: set[int]) -> Iterable[list[int]]:
    ordered = sorted(numbers)
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))
