"""Loading a codebook: a changed one becomes a new version, and no coding is ever left without its code."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Code, CodebookVersion, CodeClosure, CodeEntry, Coding
from qualcode.db.queries.codebook import (
    Version,
    attribute_as_json,
    codebook,
    current_version,
    indicators_as_json,
    last_from_file,
    tree,
)
from qualcode.db.queries.provisional import DEFINED
from qualcode.domain.codebook import Codebook, CodebookDiff, diff, digest, meaning
from qualcode.domain.codebook_edit import overwritten
from qualcode.domain.coding import CodingState
from qualcode.domain.open_coding import FAMILY, is_provisional
from qualcode.errors import ConflictError

NAMED = 10
"""Codes that a sentence names before it counts the rest."""


class Loaded(NamedTuple):
    """What loading did; `difference` is None for the first version."""

    version: int
    new: bool
    difference: CodebookDiff | None


def load(session: Session, new: Codebook, coder: str, *, force: bool = False) -> Loaded:
    """Make `new` the current codebook; loading the same content again changes nothing.

    `force` lets a file set back what was edited on screen; codings never lose their code.

    Raises:
        ConflictError: A code with codings is gone, an id is of open coding, or an edit on screen is lost.
    """
    present = current_version(session)
    if present is not None and present.digest == digest(new):
        return Loaded(present.number, new=False, difference=None)
    old = None if present is None else codebook(session, present.id)
    for obstacle in obstacles(session, new, force=force):  # the first is enough
        raise ConflictError(obstacle)
    version, number = store(session, new, events.now())
    append_version(session, "codebook_loaded", coder, version)
    return Loaded(number, new=True, difference=None if old is None else diff(old, new))


def compare(session: Session, new: Codebook) -> CodebookDiff | None:
    """How `new` differs from the current codebook, None when there is none to compare with."""
    present = current_version(session)
    return None if present is None else diff(codebook(session, present.id), new)


def show(session: Session) -> tuple[Version | None, Codebook | None]:
    """The current codebook with its version."""
    present = current_version(session)
    return present, None if present is None else codebook(session, present.id)


def obstacles(session: Session, new: Codebook, *, force: bool = False) -> list[str]:
    """Why loading `new` would be refused, one sentence each; none when it would not."""
    found = [_reserved(new), _orphans(session, new), None if force else _set_back(session, new)]
    return [sentence for sentence in found if sentence]


def _reserved(new: Codebook) -> str | None:
    taken = [code.id for code in new.codes if is_provisional(code.id)]
    if not taken:
        return None
    return f"ids that begin with '{FAMILY}' belong to open coding; give another id to {_listed(taken)}"


def _set_back(session: Session, new: Codebook) -> str | None:
    present, base = current_version(session), last_from_file(session)
    if present is None or base is None or base.id == present.id:
        return None
    lost = overwritten(codebook(session, base.id), codebook(session, present.id), new)
    if not lost:
        return None
    return (
        f"the codebook was edited on screen since version {base.number} was loaded, and this file sets back "
        f"{_listed(lost)}; look with 'codebook diff FILE', start from 'codebook export FILE', or load with --force"
    )


def _listed(codes: Sequence[str]) -> str:
    more = f" and {len(codes) - NAMED} more" if len(codes) > NAMED else ""
    return ", ".join(codes[:NAMED]) + more


def _orphans(session: Session, new: Codebook) -> str | None:
    kept = {code.id for code in new.codes}
    used = session.execute(
        select(Code.key, func.count())
        .join(Coding, Coding.code_id == Code.id)
        .where(Coding.state == CodingState.CONFIRMED.value, DEFINED)
        .group_by(Code.key)
        .order_by(Code.key)
    )
    lost = [f"{key} ({count} codings)" for key, count in used if key not in kept]
    if not lost:
        return None
    return (
        f"the new codebook lacks codes that are in use: {_listed(lost)}; keep each as an entry, with "
        "'replaced_by: OTHER' when another code takes over, and recode its passages before you remove it"
    )


def store(session: Session, new: Codebook, at: dt.datetime) -> tuple[int, int]:
    """(row id, number) of the stored version, which is the current one from now on; its event is the caller's."""
    number = (session.scalar(select(func.max(CodebookVersion.number))) or 0) + 1
    version = session.scalars(
        insert(CodebookVersion)
        .values(
            number=number,
            title=new.title,
            language=new.language,
            attributes=[attribute_as_json(attribute) for attribute in new.attributes],
            digest=digest(new),
            created_at=at,
        )
        .returning(CodebookVersion.id)
    ).one()
    rows = dict(session.execute(select(Code.key, Code.id)).all())
    for code in new.codes:
        if code.id not in rows:
            rows[code.id] = session.scalars(insert(Code).values(key=code.id, created_at=at).returning(Code.id)).one()
    session.execute(insert(CodeEntry), [_entry(new, rows, version, position) for position in range(len(new.codes))])
    _rebuild_closure(session, new, rows)
    return version, number


def append_version(
    session: Session,
    kind: str,
    coder: str,
    version: int,
    *,
    written: Mapping[str, Sequence[int]] | None = None,
    facts: Mapping[str, object] | None = None,
    operation_id: str | None = None,
) -> None:
    """Tell of a stored version, with the other rows `written` and `facts` of the same step."""
    row = session.get_one(CodebookVersion, version)
    entries = session.execute(
        select(CodeEntry.id, CodeEntry.code_id).where(CodeEntry.codebook_version_id == version)
    ).all()
    payload = {
        "number": row.number,
        "digest": row.digest,
        "rows": seal.entries(session, {"codebook_version": [version], **(written or {})}),
        "bulk": {
            "code": events.bulk(seal.digests(session, "code", (code for _, code in entries))),
            "code_entry": events.bulk(seal.digests(session, "code_entry", (entry for entry, _ in entries))),
        },
        **(facts or {}),
    }
    events.append(session, kind, coder, payload, operation_id=operation_id, at=row.created_at)


def _entry(new: Codebook, rows: dict[str, int], version: int, position: int) -> dict[str, object]:
    code = new.codes[position]
    return {
        "codebook_version_id": version,
        "code_id": rows[code.id],
        "parent_id": None if code.parent is None else rows[code.parent],
        "position": position,
        "label": dict(code.label),
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": list(code.examples),
        "indicators": indicators_as_json(code.indicators),
        "negated_as": code.negated_as,
        "replaced_by": code.replaced_by,
        "meaning": meaning(code),
    }


def _rebuild_closure(session: Session, new: Codebook, rows: dict[str, int]) -> None:
    session.execute(delete(CodeClosure))
    session.execute(
        insert(CodeClosure),
        [
            {"ancestor_id": ancestor, "descendant_id": descendant, "depth": depth}
            for ancestor, descendant, depth in tree(new, rows)
        ],
    )
