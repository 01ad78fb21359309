"""Memos with what they are about, and questions with their answers."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, one_of, short_text
from qualcode.domain.memo import MemoKind, QuestionState, TopicKind


class Memo(Base, kw_only=True):
    """A dated note, append-only; a later memo supersedes it. Empty text takes it back.

    A note that a coder writes while coding is about one coding or transcript; what else a memo is about, its
    topics say.
    """

    __tablename__ = "memo"
    __table_args__ = (
        one_of("kind", MemoKind),
        CheckConstraint(
            "(CASE WHEN coding_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN transcript_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN code_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name="about_one_thing",
        ),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    kind: Mapped[short_text]
    coding_id: Mapped[int | None] = mapped_column(ForeignKey("coding.id"), index=True)
    transcript_id: Mapped[int | None] = mapped_column(ForeignKey("transcript.id"))
    code_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"))
    text: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("memo.id"))
    created_at: Mapped[dt.datetime]


class MemoTopic(Base, kw_only=True):
    """Something that a memo is about. Sealed with its memo; a table of its own leaves older digests as they were."""

    __tablename__ = "memo_topic"
    __table_args__ = (one_of("kind", TopicKind), Index("ix_memo_topic_kind_key", "kind", "key"))

    memo_id: Mapped[int] = mapped_column(ForeignKey("memo.id"), primary_key=True)
    kind: Mapped[short_text] = mapped_column(primary_key=True)
    key: Mapped[short_text] = mapped_column(primary_key=True)


class MemoBasis(Base, kw_only=True):
    """The codings that counted in the cells of a memo when it was written: cell -> their ids, ascending.

    By it a summary is known to be older than its evidence. Sealed with its memo.
    """

    __tablename__ = "memo_basis"

    memo_id: Mapped[int] = mapped_column(ForeignKey("memo.id"), primary_key=True)
    codings: Mapped[dict[str, Any]]


class Question(Base, kw_only=True):
    """What somebody asks about a coding, cell, claim or anything else, append-only."""

    __tablename__ = "question"
    __table_args__ = (one_of("topic_kind", TopicKind),)

    id: Mapped[intpk] = mapped_column(init=False)
    topic_kind: Mapped[short_text]
    topic_key: Mapped[short_text]
    text: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class Answer(Base, kw_only=True):
    """A step in the life of a question, append-only; the latest says its state."""

    __tablename__ = "answer"
    __table_args__ = (one_of("state", QuestionState),)

    id: Mapped[intpk] = mapped_column(init=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    state: Mapped[short_text]
    text: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
