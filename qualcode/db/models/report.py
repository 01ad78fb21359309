"""What belongs to writing the report: frozen states of the evidence, quotes per section, member checks."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, one_of, short_text
from qualcode.domain.member import MemberState


class Freeze(Base, kw_only=True):
    """A dated state of the evidence under a name of its own, append-only.

    `content` is what the tables and claims said then, see `domain/freeze.py`; it holds no words of respondents.
    `event_id` is the last event before it, without a foreign key: PostgreSQL would name that, and not the guard, when
    somebody truncates the log.
    """

    __tablename__ = "evidence_freeze"

    id: Mapped[intpk] = mapped_column(init=False)
    name: Mapped[short_text] = mapped_column(unique=True)
    note: Mapped[str]
    event_id: Mapped[int]
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    content: Mapped[dict[str, Any]]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class BasketEntry(Base, kw_only=True):
    """A quote put into a section of the report, or taken out; append-only, the latest of section and coding counts.

    `cuts` is what is left out of the quote: [start, end] in code points of its `exact`, see `domain/basket.py`.
    """

    __tablename__ = "basket_entry"

    id: Mapped[intpk] = mapped_column(init=False)
    section: Mapped[short_text] = mapped_column(index=True)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    placed: Mapped[bool]
    cuts: Mapped[list[Any]]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class MemberCheck(Base, kw_only=True):
    """What a respondent said of their own quotes, append-only; the latest of a respondent counts.

    `checked_on` is the day of the answer, `YYYY-MM-DD`.
    """

    __tablename__ = "member_check"
    __table_args__ = (one_of("state", MemberState),)

    id: Mapped[intpk] = mapped_column(init=False)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    state: Mapped[short_text]
    checked_on: Mapped[str] = mapped_column(String(10))
    note: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class LeakConfirmation(Base, kw_only=True):
    """Words of a quote that a person looked at and lets stay, append-only; the latest of a coding counts.

    `found` holds [kind, start, end] of each, in code points of the quote, see `domain/leak.py`; no words.
    """

    __tablename__ = "leak_confirmation"

    id: Mapped[intpk] = mapped_column(init=False)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    found: Mapped[list[Any]]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
