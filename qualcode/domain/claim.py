"""Claims: statements of a report as conditions that can be executed, and the rules of their verdicts.

A condition holds for a coding with its code (or one below it) and all of its attribute values, as far as a person
set them. A coding that a person marked as denied (`polariteit: ontkend`) meets only conditions that ask for it. A
respondent is *for* a claim with a coding that meets any of `require`, and *against* it with one that meets any of
`contradict`. Source of the quantifier rules: DESIGN 7; all thresholds are settings, printed with the result.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil, floor

from qualcode.domain.transcript import Group

ROUNDING = 1e-9
"""A third of nine is three, also in binary."""

POLARITY, DENIED = "polariteit", "ontkend"


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
    line: int = field(default=0, compare=False)


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
class Assessment:
    """A verdict with everything that it rests on.

    Attributes:
        standings: Unit -> how it stands, over the scope.
        supporting: Codings for the claim, ascending.
        contradicting: Codings against it, ascending; a verdict never hides them.
        understated: Whether "some" was claimed where it is all.
        circular: Whether the scope rests on the same codes as the claim.
    """

    verdict: Verdict
    standings: Mapping[str, Standing]
    supporting: tuple[int, ...] = ()
    contradicting: tuple[int, ...] = ()
    understated: bool = False
    circular: bool = False

    def units(self, standing: Standing) -> tuple[str, ...]:
        """The units that stand so, in the order of the scope."""
        return tuple(unit for unit, stands in self.standings.items() if stands is standing)


def meets(voice: Voice, conditions: Sequence[Condition]) -> bool:
    """Whether a coding meets any of the conditions."""
    denied = voice.values.get(POLARITY) == DENIED
    return any(
        condition.code in voice.codes
        and all(voice.values.get(name) == value for name, value in condition.attributes.items())
        and (not denied or condition.attributes.get(POLARITY) == DENIED)
        for condition in conditions
    )


def assess(
    claim: Claim, voices: Collection[Voice], neighbourhoods: Sequence[str], rules: Rules | None = None
) -> Assessment:
    """The verdict on a claim.

    Args:
        claim: What is claimed.
        voices: Every coding that counts, of every respondent.
        neighbourhoods: All units of the study, in their order.
        rules: Thresholds; the defaults are those of DESIGN 7.
    """
    rules = rules or Rules()
    heard = [v for v in voices if not claim.groups or v.group in claim.groups]
    scope = _scope(claim, heard, neighbourhoods, rules)
    inside = [v for v in heard if v.neighbourhood in scope]
    if claim.over is Over.RESPONDENTS:
        units = sorted({voice.respondent for voice in inside})
        standings = {unit: _of_respondent(claim, [v for v in inside if v.respondent == unit]) for unit in units}
    else:
        standings = {unit: _of_place(claim, [v for v in inside if v.neighbourhood == unit], rules) for unit in scope}
    verdict, understated = decide(claim.quantifier, list(standings.values()), rules)
    return Assessment(
        verdict=verdict,
        standings=standings,
        supporting=tuple(sorted({v.coding for v in inside if meets(v, claim.require)})),
        contradicting=tuple(sorted({v.coding for v in inside if meets(v, claim.contradict)})),
        understated=understated,
        circular=_circular(claim),
    )


def decide(quantifier: Quantifier, standings: Sequence[Standing], rules: Rules) -> tuple[Verdict, bool]:
    """(verdict, understated) from how the units in scope stand.

    Contradicted if the rule fails even with every open unit counted for; supported if it holds on those that are
    for; else insufficient.
    """
    n, against = len(standings), standings.count(Standing.AGAINST)
    if n == 0 or quantifier is Quantifier.BARE:
        return Verdict.UNTESTABLE, False
    certain, possible = standings.count(Standing.FOR), n - against
    needed = least(quantifier, n, rules)
    if possible < needed:
        return Verdict.CONTRADICTED, False
    if certain >= needed:
        return Verdict.SUPPORTED, quantifier is Quantifier.SOME and certain == n
    return Verdict.INSUFFICIENT, False


def least(quantifier: Quantifier, n: int, rules: Rules) -> int:
    """The smallest number of `n` units that a quantifier is true of."""
    match quantifier:
        case Quantifier.ALL:
            return n
        case Quantifier.NEARLY_ALL:
            return max(1, n - max(1, floor(rules.missing_share * n)))
        case Quantifier.MAJORITY:
            return n // 2 + 1
        case Quantifier.OFTEN:
            return max(rules.often_least, ceil(rules.often_share * n - ROUNDING))
        case _:
            return 1


def _scope(claim: Claim, heard: Sequence[Voice], neighbourhoods: Sequence[str], rules: Rules) -> list[str]:
    named = [unit for unit in neighbourhoods if not claim.scope.neighbourhoods or unit in claim.scope.neighbourhoods]
    if not claim.scope.where:
        return named
    asked = Claim(claim.id, claim.type, "", Over.NEIGHBOURHOODS, Quantifier.ALL, require=claim.scope.where)
    standing = {unit: _of_place(asked, [v for v in heard if v.neighbourhood == unit], rules) for unit in named}
    return [unit for unit in named if standing[unit] is Standing.FOR]


def _of_place(claim: Claim, voices: Sequence[Voice], rules: Rules) -> Standing:
    """How a neighbourhood stands: a side needs enough respondents in enough transcripts."""
    sides = [[v for v in voices if meets(v, conditions)] for conditions in (claim.require, claim.contradict)]
    if not any(sides):
        return Standing.SILENT
    if all(sides):
        return Standing.DIVIDED
    side = sides[0] or sides[1]
    enough = (
        len({v.respondent for v in side}) >= rules.respondents
        and len({v.transcript for v in side}) >= rules.transcripts
    )
    if not enough:
        return Standing.THIN
    return Standing.FOR if sides[0] else Standing.AGAINST


def _of_respondent(claim: Claim, voices: Sequence[Voice]) -> Standing:
    pro = any(meets(voice, claim.require) for voice in voices)
    contra = any(meets(voice, claim.contradict) for voice in voices)
    if pro and contra:
        return Standing.DIVIDED
    if pro or contra:
        return Standing.FOR if pro else Standing.AGAINST
    return Standing.SILENT


def _circular(claim: Claim) -> bool:
    """Whether a computed scope asks for a code (or one above or below it) that the claim asks for too."""
    return any(
        one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
        for one in (condition.code for condition in claim.scope.where)
        for other in (condition.code for condition in (*claim.require, *claim.contradict))
    )
