"""The current codebook as the database holds it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Code, CodebookChange, CodebookVersion, CodeClosure, CodeEntry
from qualcode.db.queries import provisional
from qualcode.domain.codebook import Attribute, Codebook, Indicators
from qualcode.domain.codebook import Code as CodeNode
from qualcode.domain.open_coding import beside
from qualcode.errors import ConflictError, NotFoundError, said


class Version(NamedTuple):
    """One loaded codebook version."""

    id: int
    number: int
    digest: str


def current_version(session: Session) -> Version | None:
    """The version with the highest number, None before the first codebook was loaded."""
    row = session.execute(
        select(CodebookVersion.id, CodebookVersion.number, CodebookVersion.digest)
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Version(*row)


def last_from_file(session: Session) -> Version | None:
    """The newest version that was read from a file, None before the first."""
    changed = exists().where(CodebookChange.codebook_version_id == CodebookVersion.id)
    row = session.execute(
        select(CodebookVersion.id, CodebookVersion.number, CodebookVersion.digest)
        .where(~changed)
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Version(*row)


def require_version(session: Session) -> Version:
    """The current version.

    Raises:
        ConflictError: No codebook was loaded.
    """
    version = current_version(session)
    if version is None:
        msg = said("this study has no codebook; load one with 'qualcode codebook load codebook.yaml'")
        raise ConflictError(msg)
    return version


def codebook(session: Session, version_id: int) -> Codebook:
    """A stored version as the domain knows it, codes in their order."""
    version = session.get_one(CodebookVersion, version_id)
    keys = dict(session.execute(select(Code.id, Code.key)).all())
    entries = session.scalars(
        select(CodeEntry).where(CodeEntry.codebook_version_id == version_id).order_by(CodeEntry.position)
    )
    return Codebook(
        title=version.title,
        language=version.language,
        attributes=tuple(_attribute(raw) for raw in version.attributes),
        codes=tuple(_code(entry, keys) for entry in entries),
    )


def current_codebook(session: Session) -> tuple[Version, Codebook]:
    """The current version with its content, which is read once per version: versions never change.

    Raises:
        ConflictError: No codebook was loaded.
    """
    version = require_version(session)
    known = _KNOWN.get(version.digest)
    if known is None:
        known = codebook(session, version.id)
        _KNOWN.clear()  # another thread may do the same meanwhile, so that nothing is read from here again
        _KNOWN[version.digest] = known
    return version, known


_KNOWN: dict[str, Codebook] = {}
"""The last codebook read, by its digest."""


def working_codebook(session: Session) -> tuple[Version, Codebook, dict[str, int]]:
    """The current version, its content with the provisional codes beside it, and the row id of every code.

    This is what people code with; what counts as evidence knows `current_codebook` alone.

    Raises:
        ConflictError: No codebook was loaded.
    """
    version, known = current_codebook(session)
    found = provisional.standing(session)
    rows = code_ids(session, version.id) | {each.key: number for number, each in found.items()}
    return version, beside(known, found.values()), rows


def code_ids(session: Session, version_id: int) -> dict[str, int]:
    """Code key -> row id, for the codes of one version."""
    rows = session.execute(
        select(Code.key, Code.id)
        .join(CodeEntry, CodeEntry.code_id == Code.id)
        .where(CodeEntry.codebook_version_id == version_id)
    )
    return dict(rows.all())


def tree(codebook: Codebook, rows: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """(ancestor, descendant, depth) of every pair, as `code_closure` stores them; `rows` are row ids by key."""
    return [
        (rows[ancestor], rows[code.id], depth)
        for code in codebook.codes
        for depth, ancestor in enumerate(codebook.ancestors(code.id))
    ]


def same_meaning(version_id: int) -> Select[int]:
    """Query of the versions under which reading in full covers this one: every code meant there what it means here."""
    version, here, there = aliased(CodebookVersion), aliased(CodeEntry), aliased(CodeEntry)
    alike = (there.codebook_version_id == version.id, there.code_id == here.code_id, there.meaning == here.meaning)
    known = select(there.id).where(*alike).correlate(version, here).exists()
    changed = select(here.id).where(here.codebook_version_id == version_id, here.replaced_by.is_(None), ~known)
    return select(version.id).where(~changed.correlate(version).exists())


def means_the_same(code: Any, then: Any, now: Any) -> ColumnElement[bool]:
    """Whether a code means in one codebook version what it means in another; all three are columns or queries of one.

    What was decided on a suggestion holds as long as this is so.
    """
    before, after = aliased(CodeEntry), aliased(CodeEntry)
    alike = (after.code_id == before.code_id, after.meaning == before.meaning, after.codebook_version_id == now)
    return exists().where(before.code_id == code, before.codebook_version_id == then, *alike)


def newest_version() -> ScalarSelect[int | None]:
    """Query of the current codebook version."""
    return select(func.max(CodebookVersion.id)).scalar_subquery()


def living_codes() -> Select[int]:
    """Query of the codes of the current version that no other has replaced."""
    living = (CodeEntry.codebook_version_id == newest_version(), CodeEntry.replaced_by.is_(None))
    return select(CodeEntry.code_id).where(*living)


def code_id(session: Session, version_id: int, key: str) -> int:
    """The row id of a code of the current version.

    Raises:
        NotFoundError: The version has no such code.
    """
    known = code_ids(session, version_id)
    if key not in known:
        kind = said("code")
        raise NotFoundError(kind, key, known)
    return known[key]


def parents(session: Session, version_id: int) -> list[tuple[int, int | None]]:
    """(code, parent) row ids of a version."""
    rows = session.execute(
        select(CodeEntry.code_id, CodeEntry.parent_id).where(CodeEntry.codebook_version_id == version_id)
    )
    return [(code, parent) for code, parent in rows]


def closure_size(session: Session) -> int:
    """Number of (ancestor, descendant) pairs."""
    return session.scalar(select(func.count()).select_from(CodeClosure)) or 0


def attribute_as_json(attribute: Attribute) -> dict[str, Any]:
    """An attribute as `codebook_version.attributes` stores it."""
    return {
        "id": attribute.id,
        "label": dict(attribute.label),
        "values": [{"id": value, "label": dict(label)} for value, label in attribute.values.items()],
        "applies_to": list(attribute.applies_to),
        "required": attribute.required,
        "required_for": list(attribute.required_for),
        "rule": attribute.rule,
    }


def indicators_as_json(indicators: Indicators) -> dict[str, Any]:
    """Indicators as `code_entry.indicators` stores them."""
    return {
        "lemmas": list(indicators.lemmas),
        "phrases": list(indicators.phrases),
        "patterns": [[dict(token) for token in pattern] for pattern in indicators.patterns],
        "not_in": list(indicators.not_in),
    }


def _attribute(raw: Mapping[str, Any]) -> Attribute:
    return Attribute(
        id=raw["id"],
        label=raw["label"],
        values={value["id"]: value["label"] for value in raw["values"]},
        applies_to=tuple(raw["applies_to"]),
        required=raw["required"],
        rule=raw["rule"],
        required_for=tuple(raw.get("required_for", ())),
    )


def _code(entry: CodeEntry, keys: Mapping[int, str]) -> CodeNode:
    indicators = entry.indicators
    return CodeNode(
        id=keys[entry.code_id],
        parent=None if entry.parent_id is None else keys[entry.parent_id],
        label=entry.label,
        definition=entry.definition,
        include=entry.include,
        exclude=entry.exclude,
        examples=tuple(entry.examples),
        indicators=Indicators(
            lemmas=tuple(indicators["lemmas"]),
            phrases=tuple(indicators["phrases"]),
            patterns=tuple(tuple(pattern) for pattern in indicators["patterns"]),
            not_in=tuple(indicators["not_in"]),
        ),
        negated_as=entry.negated_as,
        replaced_by=entry.replaced_by,
    )
