"""What may be said in public of claims: one rule for every table, page and file that leaves.

A verdict is told if it would be the same whatever the cells hold that a reader is not to know. A neighbourhood is
open to doubt if a cell of a code that the claim asks for is hidden there in the published table of codes by
neighbourhoods, if fewer than k respondents stand on one of its sides, or if it is thin: it could stand in any way. So
no verdict says of a hidden cell how few or how many speak in it. What else has to hold:

- A computed scope rests on shown cells, and is the same whether neighbourhoods with fewer than k counted or not.
- A claim about groups asks only for codes whose numbers are published by group.
- Of a claim over respondents the cells of the whole study (or of the named neighbourhoods) are shown, and every
  number of respondents (for, against, divided, silent) is nought or at least k.

Other claims are left out whole, and those that are told are numbered anew: a hidden verdict, or a gap in the numbers,
would say that there is something to hide. How far the team is with a claim (answers, the verdict that its author
intends) decides nothing here: a study that publishes only what holds says less than it knows.

Numbers of units are published where no unit is open to doubt, and the scope was neither computed nor named: of one or
two named neighbourhoods, hidden numbers would show that one of them is small.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.domain.claim import Assessment, Claim, Over, Rules, Standing, Verdict
from qualcode.domain.claim_register import Checked, Role
from qualcode.domain.evidence import TOTAL
from qualcode.domain.suppression import Place
from qualcode.domain.verdict import decide

Tested = Callable[[Rules], Assessment]
"""Thresholds -> the assessment by them."""

ANYHOW = (Standing.FOR, Standing.AGAINST, Standing.SILENT)
"""How units that are open to doubt may stand: what lies between these gives no other verdict than one of them."""


class Tables:
    """What the published tables of a study show of its codes."""

    def __init__(
        self, codes: Collection[str], hidden: Collection[Place], by_group: Callable[[], Collection[str]]
    ) -> None:
        """Codes that have a row, (code, neighbourhood or total) of hidden cells, codes whose numbers leave by group."""
        self._codes, self._hidden, self._split = codes, hidden, by_group

    @cached_property
    def by_group(self) -> Collection[str]:
        """Codes whose numbers leave by group; found when a claim asks for it."""
        return self._split()

    def show(self, codes: Iterable[str], place: str) -> bool:
        """Whether the cells of these codes in a place (or the total) are shown."""
        return all(code in self._codes and (code, place) not in self._hidden for code in codes)


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """A claim that may leave.

    Attributes:
        number: Its place among those that leave, from 1; its id stays inside.
        verdict: What the evidence says of it.
        counts: Standing -> number of units; None where that stays hidden.
    """

    number: int
    checked: Checked
    verdict: Verdict
    counts: Mapping[Standing, int] | None

    @property
    def claim(self) -> Claim:
        """The claim under its public number."""
        return replace(self.checked.entry.claim, id=str(self.number))


def told(tried: Iterable[tuple[Checked, Tested]], tables: Tables, k: int) -> list[PublicClaim]:
    """The claims that may leave, in their order."""
    found: list[PublicClaim] = []
    for checked, tested in tried:
        claim, rules = checked.entry.claim, checked.rules
        verdict = public_verdict(claim, tested, rules, tables, k)
        if verdict is not None:
            counts = public_counts(claim, tested, rules, tables, k)
            found.append(PublicClaim(len(found) + 1, checked, verdict, counts))
    return found


def public_verdict(claim: Claim, tested: Tested, rules: Rules, tables: Tables, k: int) -> Verdict | None:
    """The verdict, None where it would say something of a cell that is hidden or of a number below k."""
    found = tested(rules)
    if not _scope_leaves(claim, tested, rules, tables, k):
        return None
    if claim.groups and not set(_codes(claim)) <= set(tables.by_group):
        return None
    if claim.over is Over.RESPONDENTS:
        shown = all(tables.show(_codes(claim), place) for place in claim.scope.neighbourhoods or (TOTAL,))
        return found.verdict if shown and all(n == 0 or n >= k for n in found.counts().values()) else None
    doubtful = _doubtful(claim, found, tables, k)
    certain = [standing for unit, standing in found.standings.items() if unit not in doubtful]
    possible = {decide(claim.quantifier, [*certain, *[each] * len(doubtful)], rules)[0] for each in ANYHOW}
    return found.verdict if possible == {found.verdict} else None


def public_counts(claim: Claim, tested: Tested, rules: Rules, tables: Tables, k: int) -> Mapping[Standing, int] | None:
    """Standing -> number of units, None where that would say something of a hidden cell or a small number."""
    if claim.over is Over.RESPONDENTS or claim.scope.where or claim.scope.neighbourhoods:
        return None
    found = tested(rules)
    return None if found.ruled or _doubtful(claim, found, tables, k) else found.counts()


def beside(claim: Claim, neighbourhood: str, group: str) -> bool:
    """Whether a published quote may stand beside a claim: if its label says what standing there would say.

    Args:
        claim: What is claimed.
        neighbourhood: Id of the neighbourhood that its label names, "" where the label is coarser.
        group: Groups that its label names, separated by `|`, "" where it names none.
    """
    named = claim.scope.neighbourhoods
    placed = neighbourhood in named if named else bool(neighbourhood) or not claim.scope.where
    return placed and (not claim.groups or not set(claim.groups).isdisjoint(group.split("|")))


def sides(checked: Checked) -> Iterator[tuple[int, Role]]:
    """(coding, role) of all that stands beside a claim: what counts there, and what somebody set there."""
    found = {(coding, Role.CONTRADICTS) for coding in checked.assessment.contradicting}
    found |= {(coding, Role.SUPPORTS) for coding in checked.assessment.supporting}
    found |= {(link.coding, link.role) for link in checked.entry.links}
    yield from sorted(found)


def _codes(claim: Claim) -> tuple[str, ...]:
    return tuple(condition.code for condition in claim.conditions)


def _doubtful(claim: Claim, found: Assessment, tables: Tables, k: int) -> set[str]:
    """The units in scope of which nothing may be said."""
    codes = [condition.code for condition in (*claim.require, *claim.contradict)]
    doubtful = {unit for unit in found.standings if not tables.show(codes, unit)}
    doubtful |= set(found.units(Standing.THIN))
    for unit, each in found.sides.items():
        if any(0 < len(people) < k for people in (each.respondents_for, each.respondents_against)):
            doubtful.add(unit)
    return doubtful


def _scope_leaves(claim: Claim, tested: Tested, rules: Rules, tables: Tables, k: int) -> bool:
    """Whether which units are in a computed scope says nothing of a hidden cell or a small number."""
    if not claim.scope.where:
        return True
    every = tested(replace(rules, respondents=1, transcripts=1))
    large = tested(replace(rules, respondents=max(rules.respondents, k)))
    if set(every.standings) != set(large.standings):
        return False
    if claim.over is Over.RESPONDENTS:  # its cells are those of the claim, which are looked at as such
        return True
    codes = [condition.code for condition in claim.scope.where]
    return all(tables.show(codes, unit) for unit in (*every.standings, *every.outside))
