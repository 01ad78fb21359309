"""Candidates: quotes that a reviewer should see beside a claim and that nobody linked yet, contradicting first.

What counts against a claim by its conditions is counter-evidence already. Candidates on that side are what the
conditions may have missed: the claim's own code denied, with another valence, or a code that stands for its denial.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.claim import DENIED, POLARITY, Claim, Condition, Voice
from qualcode.domain.verdict import meets

LIMIT = 5
"""Candidates of a side that are proposed at once."""


class Why(StrEnum):
    """Why a quote is proposed; those against a claim first, the strongest reason first."""

    DENIED = "denied"
    OTHER_VALUE = "other_value"
    COUNTERPART = "counterpart"
    MEETS = "meets"
    UNDETERMINED = "undetermined"


AGAINST = (Why.DENIED, Why.OTHER_VALUE, Why.COUNTERPART)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote, where it was said, and why it is proposed."""

    coding: int
    unit: str
    why: Why


@dataclass(frozen=True, slots=True)
class Candidates:
    """Both sides, at most so many each, spread over neighbourhoods; `left` says how many more there are."""

    against: tuple[Candidate, ...]
    supporting: tuple[Candidate, ...]
    left: tuple[int, int] = (0, 0)


def candidates(
    claim: Claim,
    voices: Iterable[Voice],
    counterparts: Mapping[str, str],
    known: Collection[int],
    limit: int = LIMIT,
) -> Candidates:
    """What to propose for a claim.

    Args:
        claim: What is claimed.
        voices: Codings of its codes and of their counterparts, by units in its scope.
        counterparts: Code -> the code that stands for its denial.
        known: Codings that are linked already, or count against it.
        limit: Most candidates of a side.
    """
    opposed = opposite_codes(claim, counterparts)
    named = claim.scope.neighbourhoods
    found: dict[int, Candidate] = {}
    for voice in voices:
        here = voice.neighbourhood is not None and (not named or voice.neighbourhood in named)
        if not here or not claim.hears(voice.group) or voice.coding in known:
            continue
        why = _why(claim, voice, opposed)
        if why is not None:
            found.setdefault(voice.coding, Candidate(voice.coding, str(voice.neighbourhood), why))
    against = _spread(each for each in found.values() if each.why in AGAINST)
    supporting = _spread(each for each in found.values() if each.why not in AGAINST)
    left = (max(0, len(against) - limit), max(0, len(supporting) - limit))
    return Candidates(tuple(against[:limit]), tuple(supporting[:limit]), left)


def opposite_codes(claim: Claim, counterparts: Mapping[str, str]) -> frozenset[str]:
    """The codes that deny what the claim requires, by the codebook."""
    pairs = [*counterparts.items(), *((denial, code) for code, denial in counterparts.items())]
    asked = [condition.code for condition in claim.require]
    found = {other for code, other in pairs if any(code == one or code.startswith(f"{one}.") for one in asked)}
    return frozenset(found - set(asked))


def _why(claim: Claim, voice: Voice, opposed: Collection[str]) -> Why | None:
    if meets(voice, claim.require):
        return Why.MEETS
    about = [condition for condition in claim.require if condition.code in voice.codes]
    if not about:
        return Why.COUNTERPART if not voice.codes.isdisjoint(opposed) else None
    if voice.values.get(POLARITY) == DENIED and not any(_asks_denial(each) for each in about):
        return Why.DENIED
    if all(_has_another_value(each, voice) for each in about):
        return Why.OTHER_VALUE
    return Why.UNDETERMINED


def _asks_denial(condition: Condition) -> bool:
    return condition.attributes.get(POLARITY) == DENIED


def _has_another_value(condition: Condition, voice: Voice) -> bool:
    return any(voice.values.get(name, value) != value for name, value in condition.attributes.items())


def _spread(found: Iterable[Candidate]) -> list[Candidate]:
    """By reason, and within it one of each neighbourhood in turn."""
    turn: dict[tuple[Why, str], int] = {}
    order = []
    for each in sorted(found, key=lambda candidate: candidate.coding):
        place = turn[each.why, each.unit] = turn.get((each.why, each.unit), 0) + 1
        order.append((list(Why).index(each.why), place, each.unit, each))
    return [each for *_key, each in sorted(order, key=lambda row: row[:3])]
