"""Behind: what changed in a study since its suggestions were made, so that nobody takes an empty list for an answer.

A few short queries, which the pages ask and so does `refresh.due` after each step of a coder.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from qualcode.db.models import CodebookVersion, Model, Run, RunTranscript, Transcript, TranscriptVersion
from qualcode.db.queries.latest import is_current
from qualcode.domain.coding import Display
from qualcode.domain.study import LIKELY, LIKELY_CODES, StudySettings
from qualcode.workflow.study import view

LEXICON = "lexicon"
"""The method of a run that learns nothing."""

FINISHED = (Run.kind == "suggest", Run.finished_at.is_not(None))


class Last(NamedTuple):
    """A finished run."""

    id: int
    parameters: dict[str, Any]
    codebook: int

    @property
    def method(self) -> str:
        """How it made suggestions; the first versions of the program had the lexicon only."""
        return str(self.parameters.get("method", LEXICON))


@dataclass(frozen=True, slots=True)
class Behind:
    """What is older than the study; everything is empty where no suggestions were made, or none are shown.

    Attributes:
        transcripts: Names of those whose present text has no suggestions: it was taken in or corrected since.
        codebook: Whether the codebook is another than that of the newest run.
        settings: Whether more is to be shown than was stored.
        consent: Whether the model was taken away, since somebody withdrew what it had learned from.
        renews: Whether new suggestions are made in the background.
    """

    transcripts: tuple[str, ...] = ()
    codebook: bool = False
    settings: bool = False
    consent: bool = False
    renews: bool = False

    def __bool__(self) -> bool:
        return bool(self.transcripts or self.codebook or self.settings or self.consent)


def behind(session: Session) -> Behind:
    """What is older than the study as it is now."""
    settings, newest = view(session).settings, last_run(session)
    if newest is None or settings.open_coding or settings.display is Display.NEVER:
        return Behind()
    learned = last_run(session, learned=True)
    return Behind(
        transcripts=tuple(session.scalars(_unread(Transcript.name).order_by(Transcript.name))),
        codebook=is_of_another_codebook(session, newest),
        settings=learned is not None and asks_for_more(settings, learned),
        consent=learned is not None and lost_its_model(session, learned),
        renews=bool(settings.suggest_after) and learned is not None,
    )


def last_run(session: Session, *, learned: bool = False) -> Last | None:
    """The newest finished run, or the newest of those that learned."""
    query = select(Run.id, Run.parameters, Run.codebook_version_id).where(*FINISHED)
    if learned:
        query = query.where(Run.parameters["method"].as_string() != LEXICON)
    row = session.execute(query.order_by(Run.id.desc()).limit(1)).one_or_none()
    return None if row is None else Last(*row)


def has_unread(session: Session) -> bool:
    """Whether the present text of a transcript has no suggestions of a finished run."""
    return session.scalar(_unread(TranscriptVersion.id).limit(1)) is not None


def _unread(column: Any) -> Any:
    went_through: ColumnElement[bool] = exists().where(
        RunTranscript.version_id == TranscriptVersion.id, Run.id == RunTranscript.run_id, *FINISHED
    )
    joined = select(column).select_from(Transcript).join(TranscriptVersion)
    return joined.where(is_current(), ~went_through)


def is_of_another_codebook(session: Session, run: Last, before: dt.datetime | None = None) -> bool:
    """Whether a run had another codebook than the present one, if that is older than `before`."""
    columns = (CodebookVersion.id, CodebookVersion.digest, CodebookVersion.created_at)
    present = session.execute(select(*columns).order_by(CodebookVersion.number.desc()).limit(1)).one()
    if present.id == run.codebook or (before is not None and present.created_at > before):
        return False
    return bool(present.digest != session.get_one(CodebookVersion, run.codebook).digest)


def asks_for_more(settings: StudySettings, run: Last) -> bool:
    """Whether the settings show what a run that ranked did not store."""
    threshold, most = run.parameters.get("threshold", 0.0), run.parameters.get("per_segment", settings.per_segment)
    return bool(min(settings.threshold, LIKELY) < threshold or max(settings.per_segment, LIKELY_CODES) > most)


def lost_its_model(session: Session, run: Last) -> bool:
    """Whether the model of a run was taken away."""
    return "model" in run.parameters and session.scalar(select(Model.id).limit(1)) is None
