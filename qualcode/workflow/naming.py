"""Names in a question: a misspelt filter is an error with a hint, never an empty table."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Neighbourhood, Respondent, Transcript
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.evidence import Filters
from qualcode.domain.transcript import Group
from qualcode.errors import NotFoundError, said


def require_known(session: Session, filters: Filters, codebook: Codebook, *, split: str | None = None) -> None:
    """Do nothing if everything that filters and split name exists.

    Raises:
        NotFoundError: Something does not, with the names that come near.
    """
    _require(said("code"), filters.codes, codebook.by_id())
    _require(said("respondent group"), filters.groups, (group.value for group in Group))
    attributes = {attribute.id: attribute for attribute in codebook.attributes}
    _require(said("attribute"), (*filters.attributes, *([split] if split else [])), attributes)
    for name, values in filters.attributes.items():
        _require(said("value of {attribute}", attribute=name), values, (*attributes[name].values, UNDETERMINED))
    stored = {
        said("neighbourhood"): (filters.neighbourhoods, Neighbourhood.key),
        said("city"): (filters.cities, Neighbourhood.city),
        said("coder"): (filters.coders, Coder.name),
        said("transcript"): (filters.transcripts, Transcript.name),
        said("respondent"): (filters.respondents, Respondent.key),
    }
    for kind, (names, column) in stored.items():
        if names:
            _require(kind, names, session.scalars(select(column)))


def _require(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    wanted = tuple(names)
    if not wanted:
        return
    there = set(known)
    for name in wanted:
        if name not in there:
            raise NotFoundError(kind, name, sorted(there))
