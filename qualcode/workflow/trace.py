"""Trace: from quotes back to the turn, the suggestion, the decisions and the people that made them evidence."""

from collections.abc import Sequence
from dataclasses import replace

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

CONTEXT = 2
"""Turns shown on each side of a quote."""


def journey(session: Session, coding_id: int, language: str, *, context: int = CONTEXT) -> Journey:
    """How a coding came to be, where it stands, and `context` turns around it.

    Raises:
        NotFoundError: There is no such coding.
    """
    (found,) = journeys(session, [quote(session, coding_id, language)], context=context)
    line = [step.id for step in found.history]
    return replace(found, events=chronicle.events_of(session, line, found.quote.suggestion))


def journeys(session: Session, quotes: Sequence[Quote], *, context: int = CONTEXT) -> list[Journey]:
    """How each of these quotes came to be, in their order; without the events of the log, which a search must find."""
    _, codebook, _ = working_codebook(session)
    definitions = {code.id: code.definition for code in codebook.codes}
    ids = [each.id for each in quotes]
    facts, lines = stored.facts(session, ids), stored.lines(session, ids)
    suggestions = [each.suggestion for each in quotes if each.suggestion is not None]
    origins, decisions = stored.origins(session, suggestions), stored.decisions(session, suggestions)
    steps = stored.history(session, [number for line in lines.values() for number in line])
    memos, reviews = stored.memos(session, ids), stored.reviews(session, ids)
    places = {each.id: (facts[each.id].version_id, Span(each.start, each.end)) for each in quotes}
    contexts, nearest = stored.contexts(session, places, context), _nearest(session, quotes)
    return [
        Journey(
            quote=each,
            definition=definitions.get(each.code, ""),
            codebook_version=facts[each.id].codebook_version,
            counts=facts[each.id].counts,
            current_version=facts[each.id].current_version,
            context=contexts[each.id],
            origin=None if each.suggestion is None else origins[each.suggestion],
            decisions=() if each.suggestion is None else decisions.get(each.suggestion, ()),
            history=tuple(steps[number] for number in lines[each.id]),
            memos=memos.get(each.id, ()),
            reviews=reviews.get(each.id, ()),
            events=(),
            nearest={number: nearest[number] for why in each.why for number in why.nearest if number in nearest},
            replacement=None if each.state is CodingState.CONFIRMED else replaced.replacement(session, each.id),
        )
        for each in quotes
    ]


def _nearest(session: Session, quotes: Sequence[Quote]) -> dict[int, str]:
    """What the suggestions were like, unless coders are not to see each other's codings."""
    if view(session).settings.display is Display.NEVER:
        return {}
    return quotes_of(session, [number for each in quotes for why in each.why for number in why.nearest])
