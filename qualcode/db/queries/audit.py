"""What the record of a study holds, in numbers that name nobody; and which codes each transcript adds."""

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Decision, Event, EvidenceRow, QuoteReview, Run, Transcript, TranscriptVersion
from qualcode.domain.coding import CodingState
from qualcode.domain.transcript import Kind


def codes_by_transcript(session: Session, *, by_lot: bool = False) -> list[set[int]]:
    """Row ids of the codes that count in each interview or focus group, in the order in which they were held.

    By month, then name; an interview in which nothing counts is an empty set.

    Args:
        session: Session that reads.
        by_lot: In the order of the digests of their first texts instead, which nobody can guess who has not got them.
    """
    when = func.coalesce(Transcript.month, "9999-99").label("month")
    query = (
        select(Transcript.id, EvidenceRow.code_id, when, Transcript.name)
        .outerjoin(EvidenceRow, EvidenceRow.transcript_id == Transcript.id)
        .where(Transcript.kind != Kind.DOCUMENT.value)
        .distinct()
        .order_by(when, Transcript.name, Transcript.id)
    )
    grouped = groupby(session.execute(query), key=itemgetter(0))
    found = {number: {code for _, code, *_ in group if code is not None} for number, group in grouped}
    return [found[number] for number in (_by_lot(session, found) if by_lot else found)]


def _by_lot(session: Session, transcripts: Collection[int]) -> list[int]:
    first = select(TranscriptVersion.transcript_id).where(TranscriptVersion.number == 1)
    order = first.order_by(TranscriptVersion.sha256, TranscriptVersion.transcript_id)
    return [number for number in session.scalars(order) if number in transcripts]


def counts(session: Session) -> dict[str, int]:
    """Name of a fact -> its number: how much was read, proposed, decided, reviewed, exported and changed."""
    spoken, confirmed = Transcript.kind != Kind.DOCUMENT.value, Coding.state == CodingState.CONFIRMED.value
    queries = {
        "events": select(func.count()).select_from(Event),
        "interviews": select(func.count()).select_from(Transcript).where(spoken),
        "documents": select(func.count()).select_from(Transcript).where(~spoken),
        "corrected_versions": select(func.count()).select_from(TranscriptVersion).where(TranscriptVersion.number > 1),
        "decisions": select(func.count()).select_from(Decision),
        "codings": select(func.count()).select_from(Coding).where(confirmed),
        "withdrawn_codings": select(func.count()).select_from(Coding).where(~confirmed),
        "disclosure_reviews": select(func.count()).select_from(QuoteReview),
        "suggestion_runs": select(func.count())
        .select_from(Run)
        .where(Run.kind == "suggest", Run.finished_at.is_not(None)),
    }
    return {name: session.scalar(query) or 0 for name, query in queries.items()}
