"""How large a study is, in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, distinct, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    CodebookVersion,
    Coder,
    Coding,
    Decision,
    Neighbourhood,
    PendingFile,
    Respondent,
    Speaker,
    Transcript,
    TranscriptVersion,
)
from qualcode.db.queries.latest import is_current
from qualcode.domain.coding import CodingState


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over the whole study.

    Attributes:
        words: In the current versions of the transcripts.
        pending: Files that wait for their de-identification.
        respondents: Group -> respondents who speak in a transcript.
        codings: Confirmed codings of everybody.
        codebook_version: Number of the current codebook, 0 without one.
    """

    transcripts: int
    words: int
    pending: int
    neighbourhoods: int
    respondents: Mapping[str, int]
    codings: int
    decisions: int
    coders: int
    codebook_version: int


def overview(session: Session) -> Overview:
    """The counts as they are now."""
    counts = session.execute(
        select(
            _rows(Transcript).label("transcripts"),
            _words().label("words"),
            _rows(PendingFile).label("pending"),
            _rows(Neighbourhood).label("neighbourhoods"),
            select(func.count()).where(Coding.state == CodingState.CONFIRMED.value).scalar_subquery().label("codings"),
            _rows(Decision).label("decisions"),
            _rows(Coder).label("coders"),
            select(func.coalesce(func.max(CodebookVersion.number), 0)).scalar_subquery().label("codebook_version"),
        )
    ).one()
    groups = (
        select(Respondent.group_name, func.count(distinct(Respondent.id)))
        .join(Speaker, Speaker.respondent_id == Respondent.id)
        .group_by(Respondent.group_name)
        .order_by(Respondent.group_name)
    )
    return Overview(**counts._asdict(), respondents=dict(session.execute(groups).all()))


def _rows(table: type[Any]) -> ScalarSelect[Any]:
    return select(func.count()).select_from(table).scalar_subquery()


def _words() -> ScalarSelect[Any]:
    return select(func.coalesce(func.sum(TranscriptVersion.words), 0)).where(is_current()).scalar_subquery()
