"""Codings whose words may not leave, whatever their own disclosure review says."""

from collections.abc import Collection

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Coding, QuoteReview, Respondent, Speaker, Turn
from qualcode.db.queries.spoken import SPOKEN
from qualcode.domain.coding import CodingState
from qualcode.domain.respondent import Consent


def without_consent(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the codings with a word of somebody who withdrew consent, though others speak in them too."""
    query = (
        select(Coding.id)
        .join(Turn, SPOKEN)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Coding.id.in_(ids), Respondent.consent == Consent.WITHDRAWN.value)
    )
    return set(session.scalars(query))


def withheld_beside(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the codings that share words with one, not replaced since, which the latest review withholds."""
    other = aliased(Coding)
    query = (
        select(Coding.id)
        .join(other, and_(other.version_id == Coding.version_id, other.id != Coding.id))
        .join(QuoteReview, QuoteReview.coding_id == other.id)
        .where(
            Coding.id.in_(ids),
            other.start_char < Coding.end_char,
            other.end_char > Coding.start_char,
            other.state != CodingState.SUPERSEDED.value,
            QuoteReview.verdict == "withhold",
            QuoteReview.id.in_(select(func.max(QuoteReview.id)).group_by(QuoteReview.coding_id)),
        )
    )
    return set(session.scalars(query))
