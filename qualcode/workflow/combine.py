"""Combine: a question about codings by their codes and what stands near them, with names that exist."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qualcode.db.queries import combination as stored
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.quotes import by_ids
from qualcode.domain.codebook import Codebook
from qualcode.domain.combination import Coded, Combination, Known, Valued, inside
from qualcode.domain.combination_text import parsed
from qualcode.domain.evidence import Filters
from qualcode.domain.quote import Quote
from qualcode.domain.transcript import Kind
from qualcode.domain.wording import label_of
from qualcode.errors import NotFoundError, said
from qualcode.workflow.naming import require_known


def understood(session: Session, typed: str, codebook: Codebook) -> Combination:
    """The combination that was typed, all of whose names exist.

    Raises:
        UsageError: It cannot be read.
        NotFoundError: It names something that does not exist, with the names that come near.
    """
    combination = parsed(typed)
    parts = inside(combination)
    known = [part for part in parts if isinstance(part, Known)]
    for kind in _named(known, "kind"):
        if kind not in set(Kind):
            what = said("kind of transcript")
            raise NotFoundError(what, kind, Kind)
    filters = Filters(
        codes=tuple(part.code for part in parts if isinstance(part, Coded)),
        neighbourhoods=_named(known, "neighbourhood"),
        cities=_named(known, "city"),
        groups=_named(known, "group"),
        coders=_named(known, "coder"),
        transcripts=_named(known, "transcript"),
        respondents=_named(known, "respondent"),
    )
    require_known(session, filters, codebook)
    for part in parts:
        if isinstance(part, Valued):
            require_known(session, Filters(attributes={part.attribute: (part.value,)}), codebook)
    return combination


def near(session: Session, where: str, codings: Sequence[int], language: str) -> dict[int, list[Quote]]:
    """Coding -> the other codings for which the combination `where` lists it; only what it asks to be there.

    Raises:
        UsageError, NotFoundError: As `understood`.
    """
    if not where.strip() or not codings:
        return {}
    _, codebook = current_codebook(session)
    pairs = stored.near(session, understood(session, where, codebook), codings)
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    others = {each.id: each for each in by_ids(session, sorted({other for _, other in pairs}), labels)}
    found: dict[int, list[Quote]] = {}
    for coding, other in pairs:
        found.setdefault(coding, []).append(others[other])
    return found


def _named(known: list[Known], name: str) -> tuple[str, ...]:
    return tuple(part.value for part in known if part.name == name)
