"""Repeated: where people wrote down what a respondent said, so that somebody can mend it; places, never words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.events import payloads
from qualcode.db.models import Respondent
from qualcode.db.queries import redactions as stored
from qualcode.db.queries.redactions import Said
from qualcode.db.queries.written import written
from qualcode.domain.redaction import EVENT
from qualcode.domain.repeated import Place, WrittenIn, repeats, runs


class Repeats(NamedTuple):
    """What of a respondent can still be erased, in turns, and the places that repeat it, or did when it was erased."""

    turns: int
    places: tuple[Place, ...]


def repeats_of(session: Session, key: str) -> Repeats:
    """Where words of a respondent stand in what people wrote."""
    respondent = session.scalars(select(Respondent.id).where(Respondent.key == key)).one()
    spoken = stored.said_by(session, respondent)
    if not spoken:
        return Repeats(0, noted_when_erased(session, respondent))
    touched = stored.codings_of(session, spoken)
    return Repeats(len(spoken), repeated(session, spoken, stored.memos_about(session, key, touched)))


def repeated(session: Session, spoken: Sequence[Said], erased_with: Iterable[int]) -> tuple[Place, ...]:
    """The places in which a run of these turns stands, but for the memos that are erased with them."""
    texts = stored.texts(session, {each.version for each in spoken})
    known = runs(each.span.of(texts[each.version]) for each in spoken)
    if not known:
        return ()
    leave = set(erased_with)
    return tuple(dict.fromkeys(place for place, text in written(session, leave) if repeats(text, known)))


def noted_when_erased(session: Session, respondent: int) -> tuple[Place, ...]:
    """The places that were found when a respondent's words were erased; afterwards nothing tells the words any more."""
    told = (each for each in payloads(session, EVENT) if each.get("respondent") == respondent)
    places = (Place(WrittenIn(name), number) for each in told for name, number in each.get("repeated", ()))
    return tuple(dict.fromkeys(places))
