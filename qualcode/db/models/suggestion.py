"""Suggestion runs, what they learned and what they proposed; a suggestion has no state."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, digest_text, intpk, one_of, short_text


class Run(Base, kw_only=True):
    """One execution of suggest or export; digests are SHA-256 over what went in and came out.

    Equal runs on equal studies have equal digests: they cover no number of a row, no time and no salt.
    """

    __tablename__ = "run"
    __table_args__ = (one_of("kind", ("suggest", "export")),)

    id: Mapped[intpk] = mapped_column(init=False)
    kind: Mapped[short_text]
    software: Mapped[short_text]
    codebook_version_id: Mapped[int | None] = mapped_column(ForeignKey("codebook_version.id"))
    parameters: Mapped[dict[str, Any]]
    input_sha256: Mapped[str | None]
    output_sha256: Mapped[str | None]
    coder_id: Mapped[int | None] = mapped_column(ForeignKey("coder.id"))
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class RunTranscript(Base, kw_only=True):
    """A transcript version that a run has gone through; coders see the latest run that was finished."""

    __tablename__ = "run_transcript"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"), primary_key=True, index=True)
    suggestions: Mapped[int]
    finished_at: Mapped[dt.datetime]


class Suggestion(Base, kw_only=True):
    """A proposed coding, immutable; whether it is open is derived per coder from the decisions."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("run_id", "version_id", "start_char", "end_char", "code_id"),
        Index("ix_suggestion_version_id_start_char", "version_id", "start_char"),
        Index("ix_suggestion_run_id_score", "run_id", "score"),
        CheckConstraint("0 <= start_char AND start_char < end_char", name="span_not_empty"),
        CheckConstraint("score >= 0 AND score <= 1", name="score_between_0_and_1"),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"))
    start_char: Mapped[int]
    end_char: Mapped[int]
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    score: Mapped[float] = mapped_column(Float(53))
    rank: Mapped[int]
    attributes: Mapped[dict[str, Any]]
    explanation: Mapped[list[Any]]


class Model(Base, kw_only=True):
    """What a run has learned, in the format of skops and never unpickled; only the newest is kept.

    `digest` is the SHA-256 of `content`. The next run learns everything anew, so a model may be deleted at any time,
    and is when somebody withdraws.
    """

    __tablename__ = "model"

    id: Mapped[intpk] = mapped_column(init=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    digest: Mapped[digest_text]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[dt.datetime]
