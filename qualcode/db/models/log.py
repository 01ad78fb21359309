"""The append-only, hash-chained event log."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, digest_text, intpk, short_text


class Event(Base, kw_only=True):
    """One thing that happened. `payload` is canonical JSON with ids, offsets and hashes, never text.

    `operation_id` makes an operation that is sent again harmless; `prev_hash` is unique, so the chain cannot fork.
    """

    __tablename__ = "event"

    id: Mapped[intpk] = mapped_column(init=False)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    actor: Mapped[short_text]
    kind: Mapped[short_text]
    payload: Mapped[str]
    operation_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    prev_hash: Mapped[digest_text] = mapped_column(unique=True)
    hash: Mapped[digest_text] = mapped_column(unique=True)
