"""What is learned from: confirmed codings, rejected suggestions, and how far texts were read.

Codings of what was said by those who withdrew consent are not among them, nor is how many of them deny their code.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Code,
    Coding,
    CodingAttribute,
    Decision,
    Respondent,
    Speaker,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries.decided import rejected
from qualcode.db.queries.latest import is_read_in_full
from qualcode.db.queries.provisional import DEFINED
from qualcode.db.queries.spoken import SPOKEN
from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.coding import CodingState, Source
from qualcode.domain.respondent import Consent


class Label(NamedTuple):
    """A code that somebody gave to a passage or refused for it; `coding` is None where it was refused."""

    version: int
    start: int
    end: int
    code: str
    coding: int | None


class Labels(NamedTuple):
    """All labels of a study in a fixed order, with how far its decisions had come.

    Attributes:
        labels: Codings first, then rejections.
        in_full: Versions that somebody read in full.
        read_to: Version -> end of the last passage that somebody coded by hand.
        last_decision, last_coding: Newest decision, and newest coding without a suggestion; 0 for none.
        denied: How many of the codings a person said to deny their code.
    """

    labels: tuple[Label, ...]
    in_full: frozenset[int]
    read_to: Mapping[int, int]
    last_decision: int
    last_coding: int
    denied: int = 0

    @property
    def codings(self) -> int:
        """How many labels are codings."""
        return sum(label.coding is not None for label in self.labels)


def labels(session: Session) -> Labels:
    """The labels as they stand now."""
    last_decision = session.scalar(select(func.max(Decision.id))) or 0
    by_hand = select(func.max(Coding.id)).where(Coding.suggestion_id.is_(None))
    both = (*_confirmed(session), *(Label(*row, None) for row in rejected(session)))
    return Labels(
        both, _in_full(session), _read_to(session), last_decision, session.scalar(by_hand) or 0, _denied(session)
    )


def _confirmed(session: Session) -> list[Label]:
    query = (
        select(Coding.version_id, Coding.start_char, Coding.end_char, Code.key, Coding.id)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.state == CodingState.CONFIRMED.value, DEFINED, _is_heard())
        .order_by(Coding.version_id, Coding.start_char, Coding.end_char, Code.key, Coding.id)
    )
    return [Label(*row) for row in session.execute(query)]


def _denied(session: Session) -> int:
    query = (
        select(func.count())
        .select_from(CodingAttribute)
        .join(Coding, Coding.id == CodingAttribute.coding_id)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.state == CodingState.CONFIRMED.value, DEFINED, _is_heard())
        .where(CodingAttribute.source == Source.PERSON.value)
        .where(CodingAttribute.attribute == POLARITY, CodingAttribute.value == DENIED)
    )
    return session.scalar(query) or 0


def _in_full(session: Session) -> frozenset[int]:
    return frozenset(session.scalars(select(TranscriptVersion.id).where(is_read_in_full(TranscriptVersion.id))))


def _read_to(session: Session) -> dict[int, int]:
    """Passages that were coded by way of a suggestion do not say that anything before them was read."""
    query = select(Coding.version_id, func.max(Coding.end_char)).group_by(Coding.version_id)
    by_hand = (Coding.state == CodingState.CONFIRMED.value, Coding.suggestion_id.is_(None), _is_heard())
    return {row[0]: row[1] for row in session.execute(query.where(*by_hand))}


def _is_heard() -> ColumnElement[bool]:
    """Whether a `Coding` holds words of anybody but respondents who withdrew consent; quick where none speaks."""
    spoken = (
        select(Turn.version_id)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
    )
    withdrew = Respondent.consent == Consent.WITHDRAWN.value
    theirs = Coding.version_id.in_(spoken.where(withdrew).correlate(None))
    here, of_others = (spoken.where(SPOKEN, each).correlate(Coding).exists() for each in (withdrew, ~withdrew))
    return ~and_(theirs, here, ~of_others)
