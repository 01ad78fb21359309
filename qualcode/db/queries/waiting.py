"""Codings that lost their certain place when their transcript was corrected, and wait for a person."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coder, Coding, Transcript
from qualcode.domain.coding import CodingState
from qualcode.domain.span import Selector, Span

WAITING = Coding.state == CodingState.ORPHAN.value


class WaitingRow(NamedTuple):
    """One coding that waits, with its place in the version that it was made on."""

    id: int
    transcript: str
    code: str
    coder: str
    selector: Selector


def rows(
    session: Session, *, coding: int | None = None, transcript: str | None = None, coder: str | None = None
) -> list[WaitingRow]:
    """Every coding that waits (or one, or those of a transcript or a coder), by transcript and place."""
    query = (
        select(Coding, Transcript.name, Code.key, Coder.name)
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .where(WAITING)
        .order_by(Transcript.name, Coding.start_char, Coding.id)
    )
    if coding is not None:
        query = query.where(Coding.id == coding)
    if transcript is not None:
        query = query.where(Transcript.name == transcript)
    if coder is not None:
        query = query.where(Coder.name == coder)
    return [WaitingRow(row.id, name, code, coder, _selector(row)) for row, name, code, coder in session.execute(query)]


def _selector(row: Coding) -> Selector:
    return Selector(Span(row.start_char, row.end_char), row.exact, row.prefix, row.suffix)


def counts(session: Session, coder_id: int) -> dict[int, int]:
    """Transcript -> how many of this coder's codings wait."""
    query = select(Coding.transcript_id, func.count()).where(WAITING, Coding.coder_id == coder_id)
    return dict(session.execute(query.group_by(Coding.transcript_id)).all())


def count(session: Session) -> int:
    """How many codings wait, of everybody."""
    return session.scalar(select(func.count()).select_from(Coding).where(WAITING)) or 0
