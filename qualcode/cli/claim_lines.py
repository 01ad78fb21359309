"""A claim with its verdict as lines on the terminal, and as a JSON object."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualcode.cli.options import settings
from qualcode.cli.output import counted
from qualcode.domain import claim_text
from qualcode.domain.claim import Sides
from qualcode.domain.coverage import Coverage
from qualcode.errors import short

if TYPE_CHECKING:
    from qualcode.domain.claim_register import Checked
    from qualcode.workflow.claim_view import ClaimView

QUOTED = 200
"""Characters of a quote on the terminal."""


VERDICTS = "verdicts come with ids of quotes and small numbers"
"""Why JSON of claims stays inside."""


def lines(each: "Checked", names: Mapping[str, str]) -> list[str]:
    """A claim in a few lines: verdict, how the units stand, the rule, and what is to be done."""
    found, entry, language = each.assessment, each.entry, settings().language
    stands = ", ".join(f"{n} {standing.value}" for standing, n in found.counts().items() if n)
    flags = [name for name, set_so in (("circular", found.circular), ("understated", found.understated)) if set_so]
    asked = f"{entry.claim.quantifier.value} of {len(found.standings)} {entry.claim.over.value}"
    told = [
        f"{entry.claim.id} {found.verdict.value}: {entry.claim.statement}",
        f"  {asked}, needs {found.needed or '-'}: {stands or 'nothing in scope'}" + "".join(f"; {f}" for f in flags),
    ]
    told += [f"  {sentence}" for sentence in claim_text.rule(entry.claim, found, each.rules, language)[:2]]
    silences = [f"{len(units)} {kind.value}" for kind, units in each.silences.items() if units]
    told += [f"  silent: {', '.join(silences)}"] if silences else []
    change = claim_text.change(each, names, language)
    told += [f"  {change}"] if change else []
    told += [f"  worse than intended ({entry.claim.intended.value})"] if each.falls_short else []
    told += [f"  {counted(len(each.unanswered), 'quote', 'quotes')} against it unanswered"] if each.unanswered else []
    return told


def whole(view: "ClaimView") -> list[str]:
    """A claim with everything that a reviewer asks for."""
    checked, language = view.checked, settings().language
    entry, claim = checked.entry, checked.entry.claim
    told = lines(checked, view.names)
    told += [f"  {claim_text.reason(claim, checked.assessment, language)}"]
    reason = f" ({entry.reason})" if entry.reason else ""
    told += [f"  state: {entry.state.value}, {entry.coder}, {entry.at:%Y-%m-%d}{reason}"]
    told += [f"  scope: {claim_text.scope(claim, view.names, language)}"]
    told += [
        f"  for it: {claim_text.joined(claim.require)}",
        f"  against it: {claim_text.joined(claim.contradict) or '-'}",
    ]
    told += ["", *(_unit(view, unit) for unit in checked.assessment.standings if unit in checked.assessment.sides)]
    for heading, codings in (
        ("against it", dict.fromkeys([*checked.assessment.contradicting, *checked.unanswered])),
        ("linked", [link.coding for link in entry.links]),
        ("may contradict", [each.coding for each in view.proposed.against]),
        ("may support", [each.coding for each in view.proposed.supporting]),
    ):
        told += ["", f"{heading}:", *(_quote(view, coding) for coding in codings)] if codings else []
    told += [""] if view.questions else []
    told += [
        f"question {each.id}, {each.state.value}, for {each.owner or '-'}: {short(each.text, QUOTED)}"
        + (f" -> {short(each.answer, QUOTED)}" if each.answer else "")
        for each in view.questions
    ]
    return told


def _unit(view: "ClaimView", unit: str) -> str:
    checked = view.checked
    sides, heard = checked.assessment.sides.get(unit, Sides()), checked.coverage.get(unit, Coverage())
    both = (
        f"{len(sides.contradicting)} against of {len(sides.respondents_against)}, "
        f"{len(sides.supporting)} for of {len(sides.respondents_for)}"
    )
    decided = " (decided)" if unit in checked.assessment.ruled else ""
    stands = checked.assessment.standings[unit].value
    name = view.names.get(unit, unit)
    return f"  {name}: {stands}{decided}; {both} respondents; {heard.coded} of {heard.asked} read in full"


def _quote(view: "ClaimView", coding: int) -> str:
    quote, entry = view.quotes.get(coding), view.checked.entry
    roles = [link.role.value for link in entry.links if link.coding == coding]
    answered = entry.answers.get(coding)
    said = f"  {coding}"
    if quote is not None:
        said += f" | {quote.neighbourhood_name} | {quote.respondent} | {quote.code} | {short(quote.exact, QUOTED)}"
    said += f" | {', '.join(roles)}" if roles else ""
    return said + (f" | {answered.coder}: {short(answered.text, QUOTED)}" if answered else "")


def record(each: "Checked") -> dict[str, Any]:
    """A claim and its verdict as a JSON object."""
    found, entry = each.assessment, each.entry
    return {
        "id": entry.claim.id,
        "type": entry.claim.type.value,
        "statement": entry.claim.statement,
        "place": entry.claim.place,
        "state": entry.state.value,
        "verdict": found.verdict.value,
        "intended": entry.claim.intended.value,
        "needed": found.needed,
        "rules": asdict(each.rules),
        "standings": {unit: standing.value for unit, standing in found.standings.items()},
        "ruled": list(found.ruled),
        "silences": {kind.value: list(units) for kind, units in each.silences.items()},
        "supporting": list(found.supporting),
        "contradicting": list(found.contradicting),
        "unanswered": list(each.unanswered),
        "circular": found.circular,
        "understated": found.understated,
        "was": entry.kept.verdict.value if entry.kept else None,
    }


def whole_record(view: "ClaimView") -> dict[str, Any]:
    """A claim with its units, links, candidates and questions as a JSON object."""
    entry, found = view.checked.entry, view.checked.assessment
    return {
        **record(view.checked),
        "scope": {
            "neighbourhoods": list(entry.claim.scope.neighbourhoods),
            "where": _conditions(entry.claim.scope.where),
        },
        "require": _conditions(entry.claim.require),
        "contradict": _conditions(entry.claim.contradict),
        "sides": {unit: asdict(sides) for unit, sides in found.sides.items()},
        "coverage": {
            unit: asdict(view.checked.coverage[unit]) for unit in found.standings if unit in view.checked.coverage
        },
        "links": [{"coding": each.coding, "role": each.role.value, "coder": each.coder} for each in entry.links],
        "answers": {coding: given.text for coding, given in entry.answers.items()},
        "candidates": {
            "contradicting": [each.coding for each in view.proposed.against],
            "supporting": [each.coding for each in view.proposed.supporting],
        },
        "questions": [
            {"id": each.id, "text": each.text, "state": each.state.value, "owner": each.owner, "answer": each.answer}
            for each in view.questions
        ],
    }


def _conditions(conditions: Any) -> list[str]:
    return [claim_text.written(each) for each in conditions]
