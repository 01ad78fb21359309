"""Memos and questions: what people note and ask beside coding, and what it is about."""

from enum import StrEnum
from typing import NamedTuple, Self

from qualcode.errors import UsageError, said, short

TEXT_LIMIT = 20_000
"""Characters of a memo."""

CELL = "|"
"""Between code and neighbourhood in the key of a cell."""


class MemoKind(StrEnum):
    """What a memo is for (Corbin and Strauss; the summary is one page on an interview or neighbourhood)."""

    ANALYTIC = "analytic"
    METHOD = "method"
    REFLEXIVE = "reflexive"
    DECISION = "decision"
    SUMMARY = "summary"


class TopicKind(StrEnum):
    """What a memo or question can be about."""

    CODING = "coding"
    CODE = "code"
    TRANSCRIPT = "transcript"
    RESPONDENT = "respondent"
    NEIGHBOURHOOD = "neighbourhood"
    CELL = "cell"
    CLAIM = "claim"


class QuestionState(StrEnum):
    """How far a question has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class MemoDraft(NamedTuple):
    """A memo that is to be written."""

    kind: MemoKind
    text: str
    topics: tuple["Topic", ...] = ()


class Topic(NamedTuple):
    """One thing: a kind, and the number, id or name by which people know it; `code|neighbourhood` for a cell."""

    kind: TopicKind
    key: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """The topic that `kind:key` names.

        Raises:
            UsageError: It is not written so.
        """
        kind, _colon, key = written.strip().partition(":")
        if kind not in set(TopicKind) or not key.strip():
            msg = said(
                "'{written}' is nothing that a memo can be about; write KIND:NAME with one of {known}",
                written=short(written, 40),
                known=", ".join(TopicKind),
            )
            raise UsageError(msg)
        return cls(TopicKind(kind), key.strip())

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.kind.value}:{self.key}"


def memo_text(written: str) -> str:
    """The text of a memo without blanks around it.

    Raises:
        UsageError: There is none, or it is too long.
    """
    text = written.strip()
    if not text:
        msg = said("a memo without text says nothing; write something, or take the memo back")
        raise UsageError(msg)
    if len(text) > TEXT_LIMIT:
        msg = said(
            "a memo of {n} characters is too long; at most {limit} are allowed, so split it",
            n=len(text),
            limit=TEXT_LIMIT,
        )
        raise UsageError(msg)
    return text
