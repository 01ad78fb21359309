"""Codebook versions: immutable entries per version, and the closure of the current tree."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, digest_text, intpk, short_text


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
