"""Open coding: provisional codes are made while coding, named, sorted into groups and dropped."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Code, ProvisionalCode
from qualcode.db.queries import provisional as stored
from qualcode.db.queries.provisional import ProvisionalRow
from qualcode.db.session import hold_write_lock
from qualcode.domain.open_coding import GROUP_LIMIT, HIGHLIGHT, PREFIX, checked_label, same_name
from qualcode.errors import ConflictError, NotFoundError, UsageError, said
from qualcode.workflow.desk import Desk, Written
from qualcode.workflow.study import coder_id


def provisional_codes(session: Session) -> list[ProvisionalRow]:
    """Every provisional code that waits for a definition, with what is coded by it."""
    return stored.counted(session)


def open_code(desk: Desk, label: str, written: Written) -> tuple[str, int]:
    """(key, row id) of the provisional code of this name, which is made when there is none.

    Raises:
        UsageError: The name is empty or too long.
        ConflictError: A code of the codebook has this name.
    """
    label = checked_label(label)
    for code in desk.codebook.codes:
        if any(same_name(label, text) for text in code.label.values()) and code.id not in _open(desk):
            msg = said("the codebook has a code of this name; choose {code}", code=code.id)
            raise ConflictError(msg)
    return _found(desk, label) or _made(desk, None, label, written)


def highlight_code(desk: Desk, written: Written) -> tuple[str, int]:
    """(key, row id) of the code of passages that are highlighted without a code, which is made at its first use."""
    return next(
        ((each.key, number) for number, each in stored.standing(desk.session).items() if each.key == HIGHLIGHT), None
    ) or _made(desk, HIGHLIGHT, HIGHLIGHT, written)


def rename(session: Session, coder: str, key: str, label: str) -> None:
    """Give a provisional code another name.

    Raises:
        UsageError: The name is empty or too long.
        ConflictError: Another provisional code has it.
    """
    label = checked_label(label)
    if any(same_name(each.label, label) and each.key != key for each in stored.standing(session).values()):
        msg = said("another provisional code is called so; sort them into one group to promote them as one")
        raise ConflictError(msg)
    _say(session, coder, {key: {"label": label}})


def sort(session: Session, coder: str, keys: Iterable[str], group: str) -> None:
    """Put provisional codes into a group; an empty name lets them loose, and the same again stores nothing.

    Raises:
        UsageError: The name of the group is too long.
    """
    group = " ".join(group.split())
    if len(group) > GROUP_LIMIT:
        msg = said("the name of a group has at most {limit} characters", limit=GROUP_LIMIT)
        raise UsageError(msg)
    there = {each.key for each in stored.standing(session).values() if each.group == group}
    _say(session, coder, {key: {"group_name": group} for key in keys if key not in there})


def drop(session: Session, coder: str, key: str) -> None:
    """Take a provisional code off the list.

    Raises:
        ConflictError: Passages are coded with it.
    """
    used = next((row.codings for row in stored.counted(session) if row.key == key), 0)
    if used:
        msg = said("{n} passages are coded with this code; promote it, or take those codings back first", n=used)
        raise ConflictError(msg)
    _say(session, coder, {key: {"state": "dropped"}})


def say(
    session: Session, coder: int, facts: dict[str, dict[str, str]], at: dt.datetime, rows: dict[str, int]
) -> list[int]:
    """Row ids of what is said anew of provisional codes; the event is the caller's."""
    present = {each.key: each for each in stored.standing(session).values()}
    written = []
    for key, changes in facts.items():
        group = present[key].group if key in present else ""
        values = {"label": "", "group_name": group, "state": "open", "became": "", **changes}
        row = values | {"code_id": rows[key], "coder_id": coder, "created_at": at}
        written.append(session.scalars(insert(ProvisionalCode).values(row).returning(ProvisionalCode.id)).one())
    return written


def _say(session: Session, coder: str, facts: dict[str, dict[str, str]]) -> None:
    rows = {each.key: number for number, each in stored.standing(session).items()}
    for key in facts:
        if key not in rows:
            kind = said("provisional code")
            raise NotFoundError(kind, key, rows)
    if not facts:
        return
    at = events.now()
    written = say(session, coder_id(session, coder), facts, at, rows)
    payload = {"codes": sorted(facts), "rows": seal.entries(session, {"provisional_code": written})}
    events.append(session, "provisional_sorted", coder, payload, at=at)


def _open(desk: Desk) -> set[str]:
    return {each.key for each in stored.standing(desk.session).values()}


def _found(desk: Desk, label: str) -> tuple[str, int] | None:
    for number, each in stored.standing(desk.session).items():
        if same_name(each.label, label):
            return each.key, number
    return None


def _made(desk: Desk, key: str | None, label: str, written: Written) -> tuple[str, int]:
    """A new provisional code; its key is a number, since a name may be a respondent's words and keys are not sealed."""
    session = desk.session
    hold_write_lock(session)
    taken = set(session.scalars(select(Code.key).where(Code.key.startswith(PREFIX, autoescape=True))))
    key = key or next(f"{PREFIX}{n}" for n in range(1, len(taken) + 2) if f"{PREFIX}{n}" not in taken)
    row = session.scalar(select(Code.id).where(Code.key == key))
    if row is None:
        row = session.scalars(insert(Code).values(key=key, created_at=desk.at).returning(Code.id)).one()
        written.facts["bulk"] = {"code": events.bulk(seal.digests(session, "code", [row]))}  # rows would be salted
    for number in say(session, desk.coder_id, {key: {"label": label}}, desk.at, {key: row}):
        written.add("provisional_code", number)
    return key, row
