"""What stands beside a transcript on the desk: memos on it, and the neighbourhoods that it may be about."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Memo, Neighbourhood, TranscriptNeighbourhood
from qualcode.db.queries.reading import MemoRow


class NoteRow(NamedTuple):
    """What a coder has to say of a whole transcript."""

    coder: str
    text: str


class AreaRow(NamedTuple):
    """A neighbourhood of the study; `own` when the transcript is about it."""

    key: str
    name: str
    city: str
    own: bool


def latest_note(session: Session, transcript_id: int, coder_id: int) -> MemoRow | None:
    """A coder's memo on a transcript that counts."""
    query = select(Memo.id, Memo.text).where(Memo.transcript_id == transcript_id, Memo.coder_id == coder_id)
    row = session.execute(query.order_by(Memo.id.desc()).limit(1)).one_or_none()
    return None if row is None else MemoRow(*row)


def notes(session: Session, transcript_id: int) -> list[NoteRow]:
    """The memo of every coder on a transcript, as it is now, by coder."""
    latest = select(func.max(Memo.id)).where(Memo.transcript_id == transcript_id).group_by(Memo.coder_id)
    query = select(Coder.name, Memo.text).join(Coder, Coder.id == Memo.coder_id)
    rows = session.execute(query.where(Memo.id.in_(latest), Memo.text != "").order_by(Coder.name))
    return [NoteRow(*row) for row in rows]


def areas(session: Session, transcript_id: int) -> list[AreaRow]:
    """All neighbourhoods of the study, by name."""
    own = select(TranscriptNeighbourhood.neighbourhood_id).where(TranscriptNeighbourhood.transcript_id == transcript_id)
    query = select(Neighbourhood.key, Neighbourhood.name, Neighbourhood.city, Neighbourhood.id.in_(own))
    return [AreaRow(*row) for row in session.execute(query.order_by(Neighbourhood.name, Neighbourhood.key))]


def area_ids(session: Session) -> dict[str, int]:
    """Key of a neighbourhood -> its row id."""
    return dict(session.execute(select(Neighbourhood.key, Neighbourhood.id)).all())
