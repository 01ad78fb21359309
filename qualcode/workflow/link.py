"""Link: say how what one passage says relates to what another says, and take that back."""

from sqlalchemy.orm import Session

from qualcode.db.models import CodingLink
from qualcode.db.queries import links as stored
from qualcode.db.queries.journey import line
from qualcode.domain.link import Link, LinkRelation
from qualcode.errors import ConflictError, NotFoundError, UsageError, said
from qualcode.workflow.record import record


def link(session: Session, coder: str, source: int, target: int, relation: str) -> bool:
    """Whether a new link was stored; one that stands already is left as it is. Anybody may link any codings.

    Raises:
        NotFoundError: There is no such relation.
        UsageError: Both ends are the same quote.
        ConflictError: One of them is not a confirmed coding.
    """
    if relation not in set(LinkRelation):
        kind = said("relation between quotes")
        raise NotFoundError(kind, relation, LinkRelation)
    if source == target or target in line(session, source):
        msg = said("a quote cannot be linked to itself; choose another quote for the other end")
        raise UsageError(msg)
    confirmed = stored.both_confirmed(session, source, target)
    for end in (source, target):
        if end not in confirmed:
            msg = said("quote {coding} is no confirmed coding, so it cannot be linked", coding=end)
            raise ConflictError(msg)
    return _write(session, coder, source, target, relation, linked=True)


def unlink(session: Session, coder: str, source: int, target: int, relation: str) -> bool:
    """Whether a link was taken back; none that stands changes nothing."""
    return _write(session, coder, source, target, relation, linked=False)


def _write(session: Session, coder: str, source: int, target: int, relation: str, *, linked: bool) -> bool:
    if stored.standing(session, source, target, relation) == linked:
        return False
    values = {"source_id": source, "target_id": target, "relation": relation, "linked": linked}
    record(session, coder, "codings_linked" if linked else "codings_unlinked", CodingLink, values, values)
    return True


def links(session: Session, coding: int) -> list[Link]:
    """The links that stand at a quote, also those that were made of a coding which it replaced."""
    return stored.of_line(session, line(session, coding))
