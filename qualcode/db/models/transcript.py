"""Transcripts, their immutable versions, speakers and turns."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, digest_text, intpk, one_of, short_text
from qualcode.domain.transcript import Kind, Role


class Transcript(Base, kw_only=True):
    """One interview, focus group or document; its text lives in versions."""

    __tablename__ = "transcript"
    __table_args__ = (one_of("kind", Kind),)

    id: Mapped[intpk] = mapped_column(init=False)
    name: Mapped[short_text] = mapped_column(unique=True)
    kind: Mapped[short_text]
    language: Mapped[short_text]
    month: Mapped[str | None] = mapped_column(String(7))
    topics: Mapped[list[Any]]
    notice: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]


class TranscriptNeighbourhood(Base, kw_only=True):
    """Which neighbourhoods a transcript is about; more than one means that codings must be assigned."""

    __tablename__ = "transcript_neighbourhood"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), primary_key=True, index=True)


class TranscriptVersion(Base, kw_only=True):
    """Text that only erasing changes (`redaction`); the version with the highest number is the current one."""

    __tablename__ = "transcript_version"
    __table_args__ = (
        UniqueConstraint("transcript_id", "number"),
        UniqueConstraint("id", "transcript_id"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("length(text) > 0", name="text_not_empty"),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(deferred=True)
    sha256: Mapped[digest_text]
    words: Mapped[int]
    source_name: Mapped[short_text]
    source_sha256: Mapped[digest_text] = mapped_column(index=True)
    encoding: Mapped[short_text]
    created_at: Mapped[dt.datetime]


class Speaker(Base, kw_only=True):
    """A speaker label of one transcript; `salt` (hex) seals this speaker's rows in the event log.

    Withdrawal of a respondent deletes the salt, so that a hash of a short quote cannot be guessed any more.
    """

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("transcript_id", "label"), one_of("role", Role))

    id: Mapped[intpk] = mapped_column(init=False)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    label: Mapped[short_text]
    role: Mapped[short_text]
    respondent_id: Mapped[int | None] = mapped_column(ForeignKey("respondent.id"), index=True)
    salt: Mapped[str] = mapped_column(String(64))


class Turn(Base, kw_only=True):
    """A speaker's turn: spans over the version's text, Unicode code points, half-open.

    `search_text` holds lemmas without accents, the same on both databases.
    """

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        Index("ix_turn_version_id_start_char", "version_id", "start_char"),
        CheckConstraint(
            "start_char <= speech_start AND speech_start < speech_end AND speech_end <= end_char", name="speech_inside"
        ),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"))
    number: Mapped[int]
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"), index=True)
    start_char: Mapped[int]
    end_char: Mapped[int]
    speech_start: Mapped[int]
    speech_end: Mapped[int]
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    search_text: Mapped[str] = mapped_column(deferred=True)


class PendingFile(Base, kw_only=True):
    """A file that was not stored, since nobody has reviewed its de-identification; its text is not here."""

    __tablename__ = "pending_file"
    __table_args__ = (UniqueConstraint("name", "sha256"),)

    id: Mapped[intpk] = mapped_column(init=False)
    name: Mapped[short_text]
    sha256: Mapped[digest_text]
    noted_at: Mapped[dt.datetime]
