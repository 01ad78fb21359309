"""Editing the codebook on screen: each change is one transaction, a new version, and an event, and can be undone.

A change names the version that it was made on: when somebody else was first, it is refused and nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Code, CodebookChange, CodebookVersion, Coding
from qualcode.db.queries.codebook import codebook, current_codebook
from qualcode.db.queries.latest import current_versions
from qualcode.db.session import hold_write_lock
from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook import digest as digest_of
from qualcode.domain.codebook_edit import Edit
from qualcode.domain.coding import CodingState
from qualcode.errors import ConflictError, UsageError, said
from qualcode.workflow import recode
from qualcode.workflow.codebook import append_version, obstacles, store
from qualcode.workflow.provisional import say
from qualcode.workflow.study import coder_id

REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a researcher.

    Attributes:
        operation: Made by the screen, unique; the same step again changes nothing.
        base: Number of the version that it was made on.
        codebook: What the codebook says after it.
        codes: Ids of the codes that it is about.
        moves: Coding -> id of the code that it gets, None when it is withdrawn.
        became: Provisional code -> id of the code as which it is promoted, "" when it is dropped.
        reason: Why, in the researcher's words; may be empty.
    """

    operation: str
    base: int
    kind: Edit
    codebook: Codebook
    codes: tuple[str, ...]
    moves: Mapping[int, str | None] = field(default_factory=dict)
    became: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def apply(session: Session, coder: str, change: Change) -> int:
    """Number of the version that a change has made.

    Raises:
        ConflictError: The codebook or the codings were changed meanwhile, or codings would lose their code.
        UsageError: Nothing would change, or the reason is too long.
    """
    hold_write_lock(session)
    done = events.payload_of_operation(session, change.operation)
    if done is not None:
        return int(done["number"])
    if len(change.reason) > REASON_LIMIT:
        msg = said("a reason has at most {limit} characters", limit=REASON_LIMIT)
        raise UsageError(msg)
    present, _ = current_codebook(session)
    _require_base(present.number, change.base)
    if digest_of(change.codebook) == present.digest and not change.moves:
        msg = said("nothing was changed, so there is nothing to store")
        raise UsageError(msg)
    return _written(session, coder, change, None)


def undo(session: Session, coder: str, operation: str, base: int) -> int:
    """Number of the version that takes back the last change that is not taken back yet.

    Raises:
        ConflictError: There is none, the codebook was changed meanwhile, or later work stands in the way.
    """
    hold_write_lock(session)
    done = events.payload_of_operation(session, operation)
    if done is not None:
        return int(done["number"])
    present, _ = current_codebook(session)
    _require_base(present.number, base)
    last = undoable(session)
    if last is None:
        msg = said("there is no change on screen that can be taken back")
        raise ConflictError(msg)
    before = _version_before(session, last.codebook_version_id)
    told = events.payload_of_operation(session, last.operation_id) or {}
    change = Change(
        operation=operation,
        base=base,
        kind=Edit.UNDONE,
        codebook=codebook(session, before),
        codes=tuple(last.codes),
        became=dict.fromkeys(told.get("became", {}), "open"),
    )
    pairs = [(int(old), None if new is None else int(new)) for old, new in told.get("recoded", ())]
    return _written(session, coder, change, _back(session, pairs), restores=before)


def undoable(session: Session) -> CodebookChange | None:
    """The last change that was not taken back; None where a file was loaded since."""
    changes = {row.codebook_version_id: row for row in session.scalars(select(CodebookChange))}
    at = session.scalar(select(CodebookVersion.id).order_by(CodebookVersion.number.desc()).limit(1))
    while at in changes and changes[at].restores_id is not None:
        at = changes[at].restores_id
    return changes.get(at or 0)


def codings_of(session: Session, code: str) -> list[int]:
    """Numbers of the confirmed codings of a code, provisional or not."""
    row = code_rows(session).get(code)
    return [] if row is None else recode.confirmed_with(session, row)


def _written(
    session: Session, coder: str, change: Change, back: recode.Plan | None, restores: int | None = None
) -> int:
    at, who = events.now(), coder_id(session, coder)
    version, number = store(session, change.codebook, at)
    rows = code_rows(session)
    keys = {row: key for key, row in rows.items()}
    plan = back or recode.plan(session, {n: None if code is None else rows[code] for n, code in change.moves.items()})
    recoded = recode.carry_out(session, plan, change.codebook, keys, version, coder, at)
    written = {"codebook_change": [_change_row(session, change, version, who, restores)]}
    said_anew = {key: _said(code) for key, code in change.became.items()}
    if said_anew:
        written["provisional_code"] = say(session, who, said_anew, at, rows)
    refusals = obstacles(session, change.codebook, force=True)
    if refusals:
        msg = said("codings would lose their code, so nothing was stored; recode or withdraw them first")
        raise ConflictError(msg)
    facts = {"kind": change.kind.value, "recoded": recoded, "became": dict(change.became)}
    append_version(
        session, "codebook_edited", coder, version, written=written, facts=facts, operation_id=change.operation
    )
    return number


def _said(became: str) -> dict[str, str]:
    if became == "open":
        return {"state": "open"}
    return {"state": "promoted" if became else "dropped", "became": became}


def _change_row(session: Session, change: Change, version: int, coder: int, restores: int | None) -> int:
    values = {
        "codebook_version_id": version,
        "kind": change.kind.value,
        "codes": list(change.codes),
        "reason": change.reason.strip(),
        "coder_id": coder,
        "restores_id": restores,
        "operation_id": change.operation,
        "created_at": session.get_one(CodebookVersion, version).created_at,
    }
    return session.scalars(insert(CodebookChange).values(values).returning(CodebookChange.id)).one()


def _require_base(present: int, base: int) -> None:
    if present != base:
        msg = said(
            "the codebook is at version {present} by now, and this change was made on version {base}; look at it again",
            present=present,
            base=base,
        )
        raise ConflictError(msg)


def _version_before(session: Session, version: int) -> int:
    query = select(CodebookVersion.id).where(CodebookVersion.id < version).order_by(CodebookVersion.id.desc()).limit(1)
    return session.scalars(query).one()


def code_rows(session: Session) -> dict[str, int]:
    """Key -> row id of every code there ever was."""
    return dict(session.execute(select(Code.key, Code.id)).all())


def _back(session: Session, pairs: list[tuple[int, int | None]]) -> recode.Plan:
    """The plan that makes what codings said before count again, where nobody has withdrawn them since."""
    by_new: dict[int | None, list[int]] = {}
    for old, new in pairs:
        by_new.setdefault(new, []).append(old)
    rows = {row.id: row for row in _codings(session, [old for old, _ in pairs])}
    wanted = []
    for new, olds in by_new.items():
        stands = None if new is None else _present(session, new)
        if new is not None and stands is None:
            continue
        for place, old in enumerate(olds):
            first = stands is not None and place == 0
            wanted.append(
                recode.Successor(
                    place=stands or old,
                    code=rows[old].code_id,
                    supersedes=stands if first and stands else old,
                    sources=[stands] if first and stands else [],
                    contents=[old],
                )
            )
    plan = recode.arranged(session, wanted, [])
    _require_newest(session, plan)
    return plan


def _codings(session: Session, numbers: list[int]) -> list[Coding]:
    found: list[Coding] = []
    for at in range(0, len(numbers), recode.BATCH):
        found += session.scalars(select(Coding).where(Coding.id.in_(numbers[at : at + recode.BATCH])))
    return found


def _present(session: Session, coding: int) -> int | None:
    """The confirmed coding that stands in the place of one by now, None when it was withdrawn."""
    while True:
        row = session.get_one(Coding, coding, populate_existing=True)
        if row.state == CodingState.CONFIRMED.value:
            return coding
        query = select(Coding.id).where(Coding.supersedes_id == coding).order_by(Coding.id.desc()).limit(1)
        successor = session.scalar(query)
        if successor is None:
            return None
        coding = successor


def _require_newest(session: Session, plan: recode.Plan) -> None:
    versions = {plan.rows[each.place].version_id for each in plan.successors}
    if not versions <= set(session.scalars(current_versions())):
        msg = said("transcripts were corrected since, so this step cannot be taken back")
        raise ConflictError(msg)
