"""Trace: from a quote back to the turn, the suggestion, the decisions and the people that made it evidence."""

from sqlalchemy.orm import Session

from qualcode.db.queries import chronicle, replaced
from qualcode.db.queries import journey as stored
from qualcode.db.queries.codebook import working_codebook
from qualcode.domain.coding import CodingState, Display
from qualcode.domain.quote import Journey, Quote
from qualcode.domain.span import Span
from qualcode.workflow.aggregate import quote
from qualcode.workflow.reading import quotes_of
from qualcode.workflow.study import view


def journey(session: Session, coding_id: int, language: str, *, context: int = 2) -> Journey:
    """How a coding came to be, where it stands, and `context` turns around it.

    Raises:
        NotFoundError: There is no such coding.
    """
    found = quote(session, coding_id, language)
    _, codebook, _ = working_codebook(session)
    facts, line = stored.facts(session, coding_id), stored.line(session, coding_id)
    suggestion = facts.suggestion_id
    definitions = {code.id: code.definition for code in codebook.codes}
    return Journey(
        quote=found,
        definition=definitions.get(found.code, ""),
        codebook_version=facts.codebook_version,
        counts=facts.counts,
        current_version=facts.current_version,
        context=stored.context(session, facts.version_id, Span(found.start, found.end), context),
        origin=None if suggestion is None else stored.origin(session, suggestion),
        decisions=() if suggestion is None else stored.decisions(session, suggestion),
        history=stored.history(session, line),
        memos=stored.memos(session, coding_id),
        reviews=stored.reviews(session, coding_id),
        events=chronicle.events_of(session, line, suggestion),
        nearest=_nearest(session, found),
        replacement=None if found.state is CodingState.CONFIRMED else replaced.replacement(session, coding_id),
    )


def _nearest(session: Session, found: Quote) -> dict[int, str]:
    """What the suggestion was like, unless coders are not to see each other's codings."""
    if view(session).settings.display is Display.NEVER:
        return {}
    return quotes_of(session, [number for why in found.why for number in why.nearest])
