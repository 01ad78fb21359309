"""Runs and versions of texts, as chains of provenance name them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qualcode.db.models import CodebookVersion, Coder, Run, Transcript, TranscriptVersion
from qualcode.domain.recorded import RecordedRun, RecordedVersion


def runs(session: Session) -> tuple[RecordedRun, ...]:
    """Every run, in order; not those that were given up and of which nothing was shown."""
    rows = session.execute(
        select(
            Run.id,
            Run.kind,
            Run.software,
            CodebookVersion.number,
            Run.input_sha256,
            Run.output_sha256,
            Coder.name,
            Run.started_at,
            Run.finished_at,
        )
        .outerjoin(CodebookVersion, CodebookVersion.id == Run.codebook_version_id)
        .outerjoin(Coder, Coder.id == Run.coder_id)
        .where(or_(Run.kind != "suggest", Run.finished_at.is_not(None)))
        .order_by(Run.id)
    )
    return tuple(RecordedRun(*row) for row in rows)


def versions(session: Session) -> tuple[RecordedVersion, ...]:
    """Every version of every transcript, without its text."""
    place = (Transcript.name, TranscriptVersion.number)
    rows = session.execute(
        select(*place, TranscriptVersion.sha256, TranscriptVersion.created_at)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .order_by(*place)
    )
    return tuple(RecordedVersion(*row) for row in rows)
