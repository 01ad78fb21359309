"""Links between codings: how what one passage says relates to what another says."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class LinkRelation(StrEnum):
    """Directed, from the first passage to the second; `hangt_samen` says no more than that both belong together."""

    LEADS_TO = "leidt_tot"
    CONDITION_FOR = "voorwaarde_voor"
    DESPITE = "ondanks"
    RELATED = "hangt_samen"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands, as it is shown at one of its ends.

    Attributes:
        outgoing: Whether it leads from the coding that was asked about.
        other: The coding at the other end, as it stands now.
        code: Id of the code of the other.
        exact: Its words.
        transcript: Name of its transcript.
        stands: Whether the other is still confirmed.
        source, target: The codings that were linked; they name the link when it is taken back.
    """

    id: int
    relation: LinkRelation
    outgoing: bool
    other: int
    code: str
    exact: str
    transcript: str
    stands: bool
    coder: str
    at: dt.datetime
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class StandingLink:
    """A link between two codings that count, as they stand now.

    Attributes:
        source: Number of the coding from which it leads.
        target: Number of the one to which it leads.
    """

    source: int
    relation: LinkRelation
    target: int
    coder: str
    at: dt.datetime
