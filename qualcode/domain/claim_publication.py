"""What may be said in public of a verdict, so that it gives away no number of respondents below k.

A neighbourhood with fewer than k respondents on a side is small. A verdict is published if it would be the same
whether all small neighbourhoods counted or none did, and its scope as well: then it says nothing of how many
respondents any of them has; other claims are left out whole, since a hidden verdict would say that some of them is
small. Numbers of units are published where no unit is small, and the scope was neither computed nor named: of one or
two named neighbourhoods, hidden numbers would say the same.
Of a claim over respondents every number of respondents (for, against, divided, silent) has to be 0 or at least k.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode.domain.claim import Assessment, Claim, Over, Rules, Standing, Verdict

Tested = Callable[[Rules], Assessment]
"""Thresholds -> the assessment by them."""


def public_verdict(claim: Claim, tested: Tested, rules: Rules, k: int) -> Verdict | None:
    """The verdict, None where it would give a small number away."""
    found = tested(rules)
    if claim.over is Over.RESPONDENTS:
        return found.verdict if all(n == 0 or n >= k for n in found.counts().values()) else None
    every = tested(replace(rules, respondents=1, transcripts=1))
    large = tested(replace(rules, respondents=max(rules.respondents, k)))
    same = found.verdict is every.verdict is large.verdict
    return found.verdict if same and set(every.standings) == set(large.standings) else None


def public_counts(claim: Claim, tested: Tested, rules: Rules, k: int) -> Mapping[Standing, int] | None:
    """Standing -> number of units, None where that would give a small number away."""
    if claim.over is Over.RESPONDENTS or claim.scope.where or claim.scope.neighbourhoods:
        return None
    found = tested(rules)
    sizes = [
        len(people) for sides in found.sides.values() for people in (sides.respondents_for, sides.respondents_against)
    ]
    return found.counts() if all(n == 0 or n >= k for n in sizes) and not found.ruled else None
