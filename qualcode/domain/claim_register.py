"""The register of claims: roles of quotes, states, whether a claim falls short, and what changed a verdict."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.claim import Assessment, Claim, Rules, Ruling, Standing, Verdict
from qualcode.domain.coverage import Coverage, Silence

BADNESS = (Verdict.SUPPORTED, Verdict.UNTESTABLE, Verdict.INSUFFICIENT, Verdict.CONTRADICTED)
"""Verdicts from what an author hopes for to the worst."""


class Role(StrEnum):
    """What a quote does to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NUANCES = "nuances"


class ClaimState(StrEnum):
    """How far work on a claim is; closed only when its counter-evidence was answered."""

    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class LinkedQuote:
    """A quote beside a claim; `coding` is the one that took the place of the linked one, where one did."""

    coding: int
    role: Role
    coder: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was answered to a quote against a claim."""

    coding: int
    text: str
    coder: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class GivenRuling:
    """A researcher's decision on one unit."""

    unit: str
    ruling: Ruling
    reason: str
    coder: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A verdict that somebody took note of; `standings` as they were, with the numbers of quotes for and against."""

    verdict: Verdict
    standings: Mapping[str, Standing]
    supporting: int
    contradicting: int
    coder: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Registered:
    """A claim with what people did with it.

    Attributes:
        row: Id of the row of its present wording.
        line: Who set it down so, and when.
    """

    claim: Claim
    row: int
    state: ClaimState
    reason: str
    coder: str
    at: dt.datetime
    links: tuple[LinkedQuote, ...] = ()
    answers: Mapping[int, GivenAnswer] = field(default_factory=dict)
    rulings: tuple[GivenRuling, ...] = ()
    kept: KeptVerdict | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim against the evidence as it stands.

    Attributes:
        coverage: Unit -> how well it was heard.
        heard: How well the units in scope were heard together; an interview about two of them counts once.
        unanswered: Codings against it that nobody answered, ascending.
        rules: The thresholds by which it was tested.
    """

    entry: Registered
    assessment: Assessment
    coverage: Mapping[str, Coverage]
    unanswered: tuple[int, ...]
    rules: Rules = field(default_factory=Rules)
    heard: Coverage = field(default_factory=Coverage)

    @property
    def silences(self) -> dict[Silence, tuple[str, ...]]:
        """Kind of silence -> the silent units of that kind."""
        silent = self.assessment.units(Standing.SILENT)
        return {
            kind: tuple(unit for unit in silent if self.coverage.get(unit, Coverage()).silence is kind)
            for kind in Silence
        }

    @property
    def falls_short(self) -> bool:
        """Whether the verdict is worse than its author expects."""
        return BADNESS.index(self.assessment.verdict) > BADNESS.index(self.entry.claim.intended)

    @property
    def fails(self) -> bool:
        """Whether a report with this claim is not ready: it falls short, or has counter-evidence without an answer."""
        return self.falls_short or bool(self.unanswered)

    @property
    def changed(self) -> bool:
        """Whether the verdict is another than the one that was noted."""
        kept = self.entry.kept
        return kept is not None and kept.verdict is not self.assessment.verdict

    @property
    def moved(self) -> tuple[tuple[str, Standing | None, Standing | None], ...]:
        """(unit, standing then, standing now) of every unit that stands otherwise; None out of scope."""
        kept = self.entry.kept
        if kept is None:
            return ()
        now = self.assessment.standings
        units = dict.fromkeys([*now, *kept.standings])
        both = ((unit, kept.standings.get(unit), now.get(unit)) for unit in units)
        return tuple(each for each in both if each[1] is not each[2])


def unanswered(
    assessment: Assessment, links: Sequence[LinkedQuote], answers: Mapping[int, GivenAnswer], intended: Verdict
) -> tuple[int, ...]:
    """Codings against a claim without an answer; none for a claim that is meant to be contradicted."""
    if intended is Verdict.CONTRADICTED:
        return ()
    against = {*assessment.contradicting, *(link.coding for link in links if link.role is Role.CONTRADICTS)}
    return tuple(sorted(against - set(answers)))
