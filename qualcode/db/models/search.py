"""Links between codings, and questions that were kept under a name."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, one_of, short_text
from qualcode.domain.link import LinkRelation


class CodingLink(Base, kw_only=True):
    """A directed link between two codings, append-only; the latest row of the same ends and relation counts."""

    __tablename__ = "coding_link"
    __table_args__ = (
        one_of("relation", LinkRelation),
        CheckConstraint("source_id <> target_id", name="two_codings"),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    source_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    relation: Mapped[short_text]
    linked: Mapped[bool]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class SavedQuery(Base, kw_only=True):
    """A question to the quotes under a name, append-only; the latest row of a name counts.

    `parameters` are those of the address of the quotes page; none take the name away.
    """

    __tablename__ = "saved_query"

    id: Mapped[intpk] = mapped_column(init=False)
    name: Mapped[short_text] = mapped_column(index=True)
    parameters: Mapped[dict[str, Any]]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
