"""The rules of verdicts: which codings are for or against a claim, how each unit stands, and what follows.

A condition holds for a coding with its code (or one below it) and all of its attribute values, as far as a person
set them. A coding that a person marked as denied (`polariteit: ontkend`) meets only conditions that ask for it. A
coding is *for* a claim if it meets any of `require`, and *against* it if it meets any of `contradict` or if somebody
linked it as contradicting. Source of the quantifier rules: DESIGN 7; all thresholds are settings, printed with the
result. The cases at every boundary: `tests/unit/cases/verdicts.md`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, floor

from qualcode.domain.claim import (
    DENIED,
    POLARITY,
    Assessment,
    Claim,
    Condition,
    Marks,
    Over,
    Quantifier,
    Rules,
    Sides,
    Standing,
    Verdict,
    Voice,
)

ROUNDING = 1e-9
"""A third of nine is three, also in binary."""

OPEN = (Standing.DIVIDED, Standing.THIN)
"""What a researcher can decide; silence is nobody's to decide."""

NOTHING_SAID = Marks()

Heard = Mapping[str, Sequence[Voice]]
"""Unit -> the codings of its respondents."""


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
    claim: Claim,
    voices: Collection[Voice],
    neighbourhoods: Sequence[str],
    rules: Rules | None = None,
    marks: Marks = NOTHING_SAID,
    respondents: Mapping[str, Collection[str]] | None = None,
) -> Assessment:
    """The verdict on a claim.

    Args:
        claim: What is claimed.
        voices: The codings that count, at least those that meet a condition of the claim or are marked.
        neighbourhoods: All neighbourhoods of the study, in their order.
        rules: Thresholds; the defaults are those of DESIGN 7.
        marks: What people linked and decided.
        respondents: Respondent -> neighbourhoods that they were asked about, of everybody in the claim's groups; those
            who have a coding, where it is left out.
    """
    rules = rules or Rules()
    heard = [v for v in voices if claim.hears(v.group)]
    named = [unit for unit in neighbourhoods if not claim.scope.neighbourhoods or unit in claim.scope.neighbourhoods]
    inside = [v for v in heard if v.neighbourhood in set(named)]
    over_people = claim.over is Over.RESPONDENTS
    units = _people(inside, named, respondents) if over_people else named
    said = _by_unit(inside, over_people=over_people)
    scope = [unit for unit in units if _in_scope(claim, said.get(unit, ()), rules)]
    sides = {unit: _sides(claim, said.get(unit, ()), marks) for unit in units}
    found = {unit: _standing(sides[unit], said.get(unit, ()), rules, one=over_people) for unit in units}
    standings = {unit: _ruled(unit, found[unit], marks) for unit in scope}
    verdict, understated = decide(claim.quantifier, list(standings.values()), rules)
    testable = verdict is not Verdict.UNTESTABLE
    return Assessment(
        verdict=verdict,
        needed=least(claim.quantifier, len(scope), rules) if testable else 0,
        standings=standings,
        sides={unit: sides[unit] for unit in scope if sides[unit] != Sides()},
        supporting=_joined(sides[unit].supporting for unit in scope),
        contradicting=_joined(sides[unit].contradicting for unit in scope),
        ruled=tuple(unit for unit in scope if standings[unit] is not found[unit]),
        outside={unit: found[unit] for unit in units if unit not in standings},
        understated=understated,
        circular=circular(claim),
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


def circular(claim: Claim) -> bool:
    """Whether a computed scope asks for a code (or one above or below it) that the claim asks for too."""
    return any(
        one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
        for one in (condition.code for condition in claim.scope.where)
        for other in (condition.code for condition in (*claim.require, *claim.contradict))
    )


def _people(
    inside: Sequence[Voice], named: Sequence[str], respondents: Mapping[str, Collection[str]] | None
) -> list[str]:
    if respondents is None:
        return sorted({voice.respondent for voice in inside})
    return sorted(who for who, places in respondents.items() if not set(named).isdisjoint(places))


def _by_unit(voices: Iterable[Voice], *, over_people: bool) -> Heard:
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        found.setdefault(voice.respondent if over_people else str(voice.neighbourhood), []).append(voice)
    return found


def _in_scope(claim: Claim, voices: Sequence[Voice], rules: Rules) -> bool:
    """Whether a unit is in a computed scope: for respondents one coding is enough, as it is for their standing."""
    if not claim.scope.where:
        return True
    meeting = [v for v in voices if meets(v, claim.scope.where)]
    return bool(meeting) if claim.over is Over.RESPONDENTS else _enough(meeting, rules)


def _sides(claim: Claim, voices: Sequence[Voice], marks: Marks) -> Sides:
    contra = [v for v in voices if v.coding in marks.against or meets(v, claim.contradict)]
    pro = [v for v in voices if v.coding not in marks.against and meets(v, claim.require)]
    return Sides(
        supporting=tuple(sorted({v.coding for v in pro})),
        contradicting=tuple(sorted({v.coding for v in contra})),
        respondents_for=tuple(sorted({v.respondent for v in pro})),
        respondents_against=tuple(sorted({v.respondent for v in contra})),
    )


def _standing(sides: Sides, voices: Sequence[Voice], rules: Rules, *, one: bool) -> Standing:
    """How a unit stands; a neighbourhood needs enough respondents in enough transcripts, a respondent one coding."""
    if not sides.supporting and not sides.contradicting:
        return Standing.SILENT
    if sides.supporting and sides.contradicting:
        return Standing.DIVIDED
    codings = set(sides.supporting or sides.contradicting)
    if not one and not _enough([v for v in voices if v.coding in codings], rules):
        return Standing.THIN
    return Standing.FOR if sides.supporting else Standing.AGAINST


def _enough(voices: Sequence[Voice], rules: Rules) -> bool:
    return (
        len({v.respondent for v in voices}) >= rules.respondents
        and len({v.transcript for v in voices}) >= rules.transcripts
    )


def _ruled(unit: str, found: Standing, marks: Marks) -> Standing:
    ruling = marks.rulings.get(unit)
    return ruling.after if ruling is not None and found in OPEN and ruling.before is found else found


def _joined(parts: Iterable[Sequence[int]]) -> tuple[int, ...]:
    return tuple(sorted({coding for part in parts for coding in part}))
