"""Recorded: what lies behind codings and exports, for chains of provenance and annotations."""

from sqlalchemy.orm import Session

from qualcode.db.queries import recorded as stored
from qualcode.domain.recorded import Record
from qualcode.workflow.scope import scope


def record(session: Session, language: str) -> Record:
    """Every run and version of a text, and the names of the codes.

    Raises:
        ConflictError: The study has no codebook.
    """
    labels = {code.id: code.label for code in scope(session, language).codes}
    return Record(stored.runs(session), stored.versions(session), labels)
