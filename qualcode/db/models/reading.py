"""How far a coder has read, and which transcripts were read in full under which codebook."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk


class ReadTurn(Base, kw_only=True):
    """The last turn that a coder has read in a version: where to go on. Not evidence, so it may change."""

    __tablename__ = "read_turn"

    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"), primary_key=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"), primary_key=True)
    turn_number: Mapped[int]


class ReadMark(Base, kw_only=True):
    """A coder's word that a transcript was read in full under a codebook version; the latest counts."""

    __tablename__ = "read_mark"
    __table_args__ = (Index("ix_read_mark_version_id_coder_id", "version_id", "coder_id"),)

    id: Mapped[intpk] = mapped_column(init=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    in_full: Mapped[bool]
    created_at: Mapped[dt.datetime]
