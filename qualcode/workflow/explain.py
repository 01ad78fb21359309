"""Explain: hand over every suggestion with its reasons, for the study's own use."""

from sqlalchemy.orm import Session

from qualcode.db.queries import explained as stored
from qualcode.domain.explained import Explanations
from qualcode.domain.publication import About
from qualcode.errors import NotFoundError, said
from qualcode.workflow.scope import scope
from qualcode.workflow.study import view


def explanations(session: Session, codes: tuple[str, ...], language: str, origin: About) -> Explanations:
    """What stands or was decided on, of all codes or of these and all below them.

    Raises:
        NotFoundError: There is no such code.
        ConflictError: The study has no codebook.
    """
    labels = {code.id: code.label for code in scope(session, language).codes}
    for code in codes:
        if code not in labels:
            kind = said("code")
            raise NotFoundError(kind, code, labels)
    return Explanations(origin, stored.explained(session, view(session).settings, codes, labels))
