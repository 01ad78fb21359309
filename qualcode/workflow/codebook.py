"""Loading a codebook: a changed one becomes a new version, and no coding is ever left without its code."""

from typing import NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Code, CodebookVersion, CodeClosure, CodeEntry, Coding
from qualcode.db.queries.codebook import Version, attribute_as_json, codebook, current_version, indicators_as_json, tree
from qualcode.domain.codebook import Codebook, CodebookDiff, diff, digest, meaning
from qualcode.domain.coding import CodingState
from qualcode.errors import ConflictError


class Loaded(NamedTuple):
    """What loading did; `difference` is None for the first version."""

    version: int
    new: bool
    difference: CodebookDiff | None


def load(session: Session, new: Codebook, coder: str) -> Loaded:
    """Make `new` the current codebook; loading the same content again changes nothing.

    Raises:
        ConflictError: A code with codings is gone and nothing replaces it.
    """
    present = current_version(session)
    if present is not None and present.digest == digest(new):
        return Loaded(present.number, new=False, difference=None)
    old = None if present is None else codebook(session, present.id)
    if old is not None:
        _refuse_orphans(session, new)
    number = _store(session, new, 1 if present is None else present.number + 1, coder)
    return Loaded(number, new=True, difference=None if old is None else diff(old, new))


def compare(session: Session, new: Codebook) -> CodebookDiff | None:
    """How `new` differs from the current codebook, None when there is none to compare with."""
    present = current_version(session)
    return None if present is None else diff(codebook(session, present.id), new)


def show(session: Session) -> tuple[Version | None, Codebook | None]:
    """The current codebook with its version."""
    present = current_version(session)
    return present, None if present is None else codebook(session, present.id)


def _refuse_orphans(session: Session, new: Codebook) -> None:
    kept = {code.id for code in new.codes}
    used = session.execute(
        select(Code.key, func.count())
        .join(Coding, Coding.code_id == Code.id)
        .where(Coding.state == CodingState.CONFIRMED.value)
        .group_by(Code.key)
        .order_by(Code.key)
    )
    lost = [f"{key} ({count} codings)" for key, count in used if key not in kept]
    if lost:
        msg = (
            f"the new codebook lacks codes that are in use: {', '.join(lost)}; keep each as an entry, with "
            "'replaced_by: OTHER' when another code takes over, and recode its passages before you remove it"
        )
        raise ConflictError(msg)


def _store(session: Session, new: Codebook, number: int, coder: str) -> int:
    at = events.now()
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
    entries = session.scalars(select(CodeEntry.id).where(CodeEntry.codebook_version_id == version)).all()
    payload = {
        "number": number,
        "digest": digest(new),
        "rows": seal.entries(session, {"codebook_version": [version]}),
        "bulk": {
            "code": events.bulk(seal.digests(session, "code", (rows[code.id] for code in new.codes))),
            "code_entry": events.bulk(seal.digests(session, "code_entry", entries)),
        },
    }
    events.append(session, "codebook_loaded", coder, payload, at=at)
    return number


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
