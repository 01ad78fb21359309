"""The team's meeting: what coders differ on, what is asked, what was decided; a decision settles what it is about."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import disputes
from qualcode.db.queries.disputes import Dispute
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.errors import UsageError, said
from qualcode.workflow import memos
from qualcode.workflow.memos import MemoFilters, MemoLine, QuestionLine

__all__ = ["Agenda", "Dispute"]

DECISIONS = 10
"""The latest decisions that a meeting looks back on."""


class Agenda(NamedTuple):
    """What a meeting has before it.

    Attributes:
        disputed: How many codings another coder would not have given.
        disputes: One page of them.
        compared: How many transcripts two coders have read in full; without one, nothing was compared.
        questions: Those that are not closed.
        decisions: The latest, newest first.
    """

    disputed: int
    disputes: Sequence[Dispute]
    compared: int
    questions: Sequence[QuestionLine]
    decisions: Sequence[MemoLine]


def agenda(session: Session, *, code: str = "", offset: int = 0, limit: int = 20) -> Agenda:
    """The agenda as it is now; `code` leaves only the disputes about one code."""
    disputed, page = disputes.disputes(session, code=code, offset=offset, limit=limit)
    _, decisions = memos.find(session, MemoFilters(kind=MemoKind.DECISION), limit=DECISIONS)
    return Agenda(disputed, page, disputes.compared(session), memos.questions(session), decisions)


def decide(
    session: Session, coder: str, text: str, codings: Sequence[int], codes: Sequence[str], operation: str | None = None
) -> int:
    """The number of the stored decision, which settles the disputes about these codings and stands with these codes.

    Raises:
        UsageError: It has no text, or is about nothing.
        NotFoundError: A coding or code does not exist.
    """
    topics = [Topic(TopicKind.CODING, str(number)) for number in codings]
    topics += [Topic(TopicKind.CODE, code) for code in codes]
    if not topics:
        msg = said("choose the passages or codes that were decided on; nothing was stored")
        raise UsageError(msg)
    return memos.write(session, coder, MemoDraft(MemoKind.DECISION, text, tuple(topics)), operation)
