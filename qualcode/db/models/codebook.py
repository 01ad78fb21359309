"""Codebook versions: immutable entries per version, and the closure of the current tree."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, digest_text, intpk, one_of, short_text
from qualcode.domain.codebook_edit import Edit


class Code(Base, kw_only=True):
    """A code's identity, which outlives every version."""

    __tablename__ = "code"

    id: Mapped[intpk] = mapped_column(init=False)
    key: Mapped[short_text] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]


class CodebookVersion(Base, kw_only=True):
    """One loaded codebook; `attributes` as in the file, `digest` over its whole content."""

    __tablename__ = "codebook_version"
    __table_args__ = (CheckConstraint("number >= 1", name="number_from_one"),)

    id: Mapped[intpk] = mapped_column(init=False)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[short_text]
    language: Mapped[short_text]
    attributes: Mapped[list[Any]]
    digest: Mapped[digest_text]
    created_at: Mapped[dt.datetime]


class CodeEntry(Base, kw_only=True):
    """What one version says about one code; `meaning` is the digest of definition, include and exclude."""

    __tablename__ = "code_entry"
    __table_args__ = (UniqueConstraint("codebook_version_id", "code_id"),)

    id: Mapped[intpk] = mapped_column(init=False)
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"))
    position: Mapped[int]
    label: Mapped[dict[str, Any]]
    definition: Mapped[str]
    include: Mapped[str]
    exclude: Mapped[str]
    examples: Mapped[list[Any]]
    indicators: Mapped[dict[str, Any]]
    negated_as: Mapped[str | None]
    replaced_by: Mapped[str | None]
    meaning: Mapped[digest_text]


class CodeClosure(Base, kw_only=True):
    """Every (ancestor, descendant) pair of the current tree, a code being its own ancestor at depth 0."""

    __tablename__ = "code_closure"

    ancestor_id: Mapped[int] = mapped_column(ForeignKey("code.id"), primary_key=True)
    descendant_id: Mapped[int] = mapped_column(ForeignKey("code.id"), primary_key=True, index=True)
    depth: Mapped[int]


class CodebookChange(Base, kw_only=True):
    """How a version came about that was made on screen, append-only; a version without one was read from a file.

    `restores_id` is the version whose contents an undo brought back; `codes` are the keys that the change was about.
    """

    __tablename__ = "codebook_change"
    __table_args__ = (one_of("kind", Edit),)

    id: Mapped[intpk] = mapped_column(init=False)
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"), unique=True)
    kind: Mapped[short_text]
    codes: Mapped[list[Any]]
    reason: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    restores_id: Mapped[int | None] = mapped_column(ForeignKey("codebook_version.id"))
    operation_id: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime]


class ProvisionalCode(Base, kw_only=True):
    """What somebody said of a code of open coding, append-only; the latest row of a code counts.

    An empty `label` leaves the name as it was: names may be a respondent's words, and are written once.
    `became` is the key of the code as which it was promoted, empty when it was dropped.
    """

    __tablename__ = "provisional_code"
    __table_args__ = (one_of("state", ("open", "promoted", "dropped")),)

    id: Mapped[intpk] = mapped_column(init=False)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    label: Mapped[short_text]
    group_name: Mapped[short_text]
    state: Mapped[short_text]
    became: Mapped[short_text]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
