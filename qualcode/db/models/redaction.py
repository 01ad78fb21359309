"""What was erased of what somebody said who withdrew consent."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk


class Redaction(Base, kw_only=True):
    """A passage of a version, or a memo, whose characters were each replaced by U+2588; append-only.

    The guards let text change where a row of this table names it, and only so (`db/triggers.py`). Positions are
    Unicode code points, half-open.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN memo_id IS NULL THEN version_id IS NOT NULL AND start_char IS NOT NULL AND end_char IS NOT NULL"
            " AND 0 <= start_char AND start_char < end_char"
            " ELSE version_id IS NULL AND start_char IS NULL AND end_char IS NULL END",
            name="one_thing",
        ),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("transcript_version.id"), index=True)
    start_char: Mapped[int | None]
    end_char: Mapped[int | None]
    memo_id: Mapped[int | None] = mapped_column(ForeignKey("memo.id"), index=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
