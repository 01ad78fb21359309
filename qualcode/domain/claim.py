"""Claims: statements of a report as conditions that can be executed, and what a verdict on one says.

The rules by which a verdict comes about are in `domain/verdict.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.transcript import Group

POLARITY, DENIED = "polariteit", "ontkend"
"""The attribute by which a passage denies what its code says."""


class ClaimType(StrEnum):
    """What a claim is: our finding, somebody else's that is confirmed or contradicted here, or advice."""

    FINDING = "finding"
    LITERATURE = "literature"
    RECOMMENDATION = "recommendation"


class Over(StrEnum):
    """What a quantifier counts."""

    NEIGHBOURHOODS = "neighbourhoods"
    RESPONDENTS = "respondents"


class Quantifier(StrEnum):
    """How many units a claim speaks of; `bare` is a plural without a word, for a reviewer to settle."""

    ALL = "alle"
    NEARLY_ALL = "vrijwel_alle"
    MAJORITY = "merendeel"
    OFTEN = "vaak"
    SOME = "soms"
    BARE = "kaal"


class Verdict(StrEnum):
    """What the evidence says of a claim; silence is never refutation."""

    SUPPORTED = "gesteund"
    CONTRADICTED = "weersproken"
    INSUFFICIENT = "ontoereikend"
    UNTESTABLE = "niet_toetsbaar"


class Standing(StrEnum):
    """How one unit stands to a claim; only `for` and `against` are decided, the rest is open."""

    FOR = "for"
    AGAINST = "against"
    DIVIDED = "divided"
    THIN = "thin"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Condition:
    """A code with the attribute values that a coding must have."""

    code: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """The units that a claim is about: all, those that are named, or those that are *for* `where`."""

    neighbourhoods: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the report.

    Attributes:
        groups: Only these respondents count; empty means all.
        place: Where it stands in the report.
        topics: Topics of the guide that ask about it; empty where that is not known.
        intended: The verdict that its author expects; advice is tested like a finding.
        line: Line in its file, from 1.
    """

    id: str
    type: ClaimType
    statement: str
    over: Over
    quantifier: Quantifier
    require: tuple[Condition, ...]
    contradict: tuple[Condition, ...] = ()
    scope: Scope = field(default_factory=Scope)
    groups: tuple[Group, ...] = ()
    place: str = ""
    topics: tuple[str, ...] = ()
    intended: Verdict = Verdict.SUPPORTED
    line: int = field(default=0, compare=False)

    def hears(self, group: str) -> bool:
        """Whether what a group says counts for the claim."""
        return not self.groups or group in self.groups

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions: those of the claim and those of a computed scope."""
        return (*self.require, *self.contradict, *self.scope.where)


@dataclass(frozen=True, slots=True)
class Voice:
    """One confirmed coding of one respondent, as claims are tested on it; `values` are those a person set."""

    coding: int
    respondent: str
    group: str
    transcript: str
    neighbourhood: str | None
    codes: frozenset[str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds of the verdicts."""

    respondents: int = 2
    transcripts: int = 2
    missing_share: float = 0.1
    often_share: float = 1 / 3
    often_least: int = 3


@dataclass(frozen=True, slots=True)
class Ruling:
    """A named researcher's decision on a unit that stood thin or divided; it holds as long as the unit stands so."""

    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Marks:
    """What people said of a claim that its verdict takes into account.

    Attributes:
        against: Codings that somebody linked as contradicting: they count against, whatever their code. Nothing
            that is linked as supporting counts beyond the conditions, so that no claim can be helped by choosing.
        rulings: Unit -> what was decided of it.
    """

    against: frozenset[int] = frozenset()
    rulings: Mapping[str, Ruling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sides:
    """The evidence of one unit: codings and respondents for and against, ascending."""

    supporting: tuple[int, ...] = ()
    contradicting: tuple[int, ...] = ()
    respondents_for: tuple[str, ...] = ()
    respondents_against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict with everything that it rests on.

    Attributes:
        needed: How many units the quantifier asks for; 0 where the claim cannot be tested.
        standings: Unit -> how it stands, over the scope, in its order.
        sides: Unit -> its evidence, for units that have any.
        supporting: Codings for the claim, ascending.
        contradicting: Codings against it, ascending; a verdict never hides them.
        ruled: Units whose standing a researcher decided.
        outside: Unit -> how it would stand, for those that a computed scope leaves out.
        understated: Whether "some" was claimed where it is all.
        circular: Whether the scope rests on the same codes as the claim.
    """

    verdict: Verdict
    needed: int
    standings: Mapping[str, Standing]
    sides: Mapping[str, Sides] = field(default_factory=dict)
    supporting: tuple[int, ...] = ()
    contradicting: tuple[int, ...] = ()
    ruled: tuple[str, ...] = ()
    outside: Mapping[str, Standing] = field(default_factory=dict)
    understated: bool = False
    circular: bool = False

    def units(self, standing: Standing) -> tuple[str, ...]:
        """The units that stand so, in the order of the scope."""
        return tuple(unit for unit, stands in self.standings.items() if stands is standing)

    def counts(self) -> dict[Standing, int]:
        """Standing -> number of units, every standing in its order."""
        stands = list(self.standings.values())
        return {standing: stands.count(standing) for standing in Standing}
