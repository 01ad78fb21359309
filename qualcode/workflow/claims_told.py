"""Claims that may leave, with the published quotes beside them: the one source of every table, page and file."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db import seal
from qualcode.db.models import EvidenceRow
from qualcode.db.queries import evidence
from qualcode.domain.claim_publication import PublicClaim, Tested, beside, sides, told
from qualcode.domain.claim_register import Checked, Role
from qualcode.domain.publication import PublicQuote
from qualcode.workflow.claims import retestable
from qualcode.workflow.protect import tables
from qualcode.workflow.study import view


def told_claims(session: Session, tried: Iterable[tuple[Checked, Tested]] | None = None) -> list[PublicClaim]:
    """The claims of the register that may leave, by the rule of `domain/claim_publication.py`.

    Args:
        session: The study.
        tried: The claims as they were tested already.
    """
    k, language = view(session).settings.k, "nl"  # no word of it is used
    return told(retestable(session) if tried is None else tried, tables(session, k, language), k)


def quotes_beside(
    each: PublicClaim, leaving: Mapping[int, PublicQuote], places: Mapping[tuple[str, str], str]
) -> list[tuple[int, Role]]:
    """(coding, role) of the published quotes that may stand beside a claim.

    Args:
        each: The claim.
        leaving: Coding -> quote as it leaves.
        places: (city, name) -> id of every neighbourhood.
    """
    claim = each.checked.entry.claim
    return [
        (coding, role)
        for coding, role in sides(each.checked)
        if (quote := leaving.get(coding)) and beside(claim, place_of(quote, places), quote.group)
    ]


def counting(session: Session, codings: Collection[int]) -> set[int]:
    """Those of the codings that are evidence: what was withdrawn or is about elsewhere leaves beside no claim."""
    query = select(EvidenceRow.coding_id)
    found = (session.scalars(query.where(EvidenceRow.coding_id.in_(batch))) for batch in seal.batches(codings))
    return set(chain.from_iterable(found))


def place_ids(session: Session) -> dict[tuple[str, str], str]:
    """(city, name) -> id of every neighbourhood."""
    return {(area.city, area.name): area.id for area in evidence.areas(session)}


def place_of(quote: PublicQuote, places: Mapping[tuple[str, str], str]) -> str:
    """Id of the neighbourhood that a label names, "" where it is coarser."""
    return places.get((quote.city, quote.neighbourhood), "")
