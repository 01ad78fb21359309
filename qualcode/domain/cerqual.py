"""Confidence in findings: what a person judged of each of four components and why, and the facts to judge by.

Nothing here is computed as if it had been judged: facts stand beside, and what nobody judged is empty.

Source: Lewin et al. (2018), Applying GRADE-CERQual to qualitative evidence synthesis findings, Implementation Science
13(Suppl 1):2. CERQual was made for syntheses of studies; here the unit is an interview of one study, so that the
assessment is called CERQual-informed.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Component(StrEnum):
    """What is judged of a finding; the confidence as a whole comes last."""

    METHODS = "methods"
    COHERENCE = "coherence"
    ADEQUACY = "adequacy"
    RELEVANCE = "relevance"
    CONFIDENCE = "confidence"


COMPONENTS = tuple(each for each in Component if each is not Component.CONFIDENCE)
"""The four components on which confidence rests."""


class Level(StrEnum):
    """Levels of concern about a component, and of confidence in a finding."""

    NO_CONCERNS = "no_concerns"
    MINOR_CONCERNS = "minor_concerns"
    MODERATE_CONCERNS = "moderate_concerns"
    SERIOUS_CONCERNS = "serious_concerns"
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"


CONCERNS = (Level.NO_CONCERNS, Level.MINOR_CONCERNS, Level.MODERATE_CONCERNS, Level.SERIOUS_CONCERNS)
CONFIDENCES = (Level.HIGH, Level.MODERATE, Level.LOW, Level.VERY_LOW)


def levels(component: Component) -> tuple[Level, ...]:
    """The levels that a component can have."""
    return CONFIDENCES if component is Component.CONFIDENCE else CONCERNS


class Basis(NamedTuple):
    """The codings for and against a finding when it was judged."""

    supporting: frozenset[int]
    contradicting: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person judged of one component of a finding.

    Attributes:
        finding: Id of the claim.
        basis: What the finding rested on then.
    """

    finding: str
    component: Component
    level: Level
    explanation: str
    basis: Basis
    coder: str
    at: dt.datetime

    def holds(self, now: Basis) -> bool:
        """Whether the finding still rests on the same codings."""
        return self.basis == now


def unjudged(given: Iterable[Component]) -> tuple[Component, ...]:
    """The components that have to be judged before the confidence as a whole can be."""
    done = set(given)
    return tuple(each for each in COMPONENTS if each not in done)


class Quoted(NamedTuple):
    """A coding beside a finding: who said it, in which interview, with how many words."""

    coding: int
    respondent: str
    group: str
    transcript: str
    words: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts beside a judgement; none of them is one.

    Attributes:
        interviews: Interviews with quotes for the finding (adequacy).
        respondents: Respondents for it (adequacy).
        against: Respondents with quotes against it (coherence).
        groups: Group -> respondents for it (relevance).
        words: Words of the quotes for it (adequacy).
    """

    interviews: int
    respondents: int
    against: int
    groups: Mapping[str, int]
    words: int


def profile(quoted: Iterable[Quoted], basis: Basis) -> Profile:
    """The facts about a finding, from the quotes on both sides; one of several speakers is one row for each."""
    rows = list(quoted)
    supporting = [each for each in rows if each.coding in basis.supporting]
    people = {each.respondent: each.group for each in supporting}
    return Profile(
        interviews=len({each.transcript for each in supporting}),
        respondents=len(people),
        against=len({each.respondent for each in rows if each.coding in basis.contradicting}),
        groups={group: list(people.values()).count(group) for group in sorted(set(people.values()))},
        words=sum({each.coding: each.words for each in supporting}.values()),
    )
