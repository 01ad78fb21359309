"""What the page of a claim says beside its quotes: warnings, how each unit stands, and what people did with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from qualcode.domain import claim_text
from qualcode.domain.cerqual import Basis, Judgement
from qualcode.domain.claim import Sides, Standing
from qualcode.domain.claim_register import Checked, ClaimState, GivenAnswer, LinkedQuote, Role
from qualcode.domain.coverage import Coverage
from qualcode.domain.dossier import DossierClaim, DossierQuote

Say = Callable[..., str]


class Unit(NamedTuple):
    """One row of the table of units; `note` says who decided, and why."""

    id: str
    name: str
    standing: Standing
    sides: Sides
    coverage: Coverage
    note: str


def flags(each: DossierClaim, say: Say) -> list[str]:
    """Short warnings for the overview."""
    checked = each.checked
    if checked is None:
        return []
    kept = checked.entry.kept
    changed = checked.changed and kept is not None
    found = [f"{say(kept.verdict.value)} → {say(each.verdict.value)}"] if changed and kept else []
    found += [say("falls_short", intended=say(each.claim.intended.value))] if checked.falls_short else []
    return found + ([say("circular")] if checked.assessment.circular else [])


def views(say: Say, moment: Say, name: Say, places: Mapping[str, str], language: str) -> dict[str, Any]:
    """Functions for the template of a claim."""
    return {
        "warnings": lambda each: warnings(each.checked, say, places, language),
        "reason_of": lambda each: claim_text.reason(each.claim, each.checked.assessment, language),
        "rules_of": lambda each: claim_text.rule(each.claim, each.checked.assessment, each.checked.rules, language),
        "quantity": lambda each: claim_text.quantity(each.claim, language),
        "units": lambda each: units(each.checked, say, moment, name),
        "said_of": said_of,
        "holds": holds,
        "state_of": lambda each: state(each.checked, say, moment),
    }


def warnings(checked: Checked, say: Say, places: Mapping[str, str], language: str) -> list[str]:
    """What a reviewer should know of a claim before anything else."""
    found = [say("falls_short", intended=say(checked.entry.claim.intended.value))] if checked.falls_short else []
    found += filter(None, [claim_text.change(checked, places, language)])
    if open_ones := len(checked.unanswered):
        found.append(say("unanswered_one" if open_ones == 1 else "unanswered_many", n=open_ones))
    found += [say("circular")] if checked.assessment.circular else []
    return found + ([say("understated")] if checked.assessment.understated else [])


def units(checked: Checked, say: Say, moment: Say, name: Say) -> list[Unit]:
    """Every unit in scope, as it stands."""
    found, rulings = checked.assessment, {given.unit: given for given in checked.entry.rulings}
    rows = []
    for unit, standing in found.standings.items():
        note = ""
        if unit in found.ruled:
            given = rulings[unit]
            decided = say(f"standing_{given.ruling.after.value}")
            note = say("ruled", coder=given.coder, at=moment(given.at), decided=decided, reason=given.reason)
        sides, heard = found.sides.get(unit, Sides()), checked.coverage.get(unit, Coverage())
        rows.append(Unit(unit, name(unit), standing, sides, heard, note))
    return rows


def said_of(
    each: DossierClaim, passage: Sequence[DossierQuote], role: Role
) -> dict[str, tuple[LinkedQuote | None, GivenAnswer | bool | None]]:
    """Key of each quote of a passage -> who set it beside the claim, and the answer to it."""
    return {quote.key: (linked(each, quote.key, role), answered(each, quote.key, role)) for quote in passage}


def linked(each: DossierClaim, key: str, role: Role) -> LinkedQuote | None:
    """Who set a quote beside the claim in this role, if somebody did."""
    links = each.checked.entry.links if each.checked else ()
    return next((link for link in links if str(link.coding) == key and link.role is role), None)


def answered(each: DossierClaim, key: str, role: Role) -> GivenAnswer | bool | None:
    """The answer to a quote against the claim, False where it waits for one, None where none is asked for."""
    if each.checked is None or role is not Role.CONTRADICTS:
        return None
    given = each.checked.entry.answers.get(int(key))
    return given or (False if int(key) in each.checked.unanswered else None)


def holds(each: DossierClaim, given: Judgement) -> bool:
    """Whether the finding still rests on the quotes that it was judged by."""
    if each.checked is None:
        return False
    found = each.checked.assessment
    return given.holds(Basis(frozenset(found.supporting), frozenset(found.contradicting)))


def state(checked: Checked, say: Say, moment: Say) -> str:
    """How far work on the claim is."""
    entry = checked.entry
    facts = {"coder": entry.coder, "at": moment(entry.at), "reason": entry.reason}
    return say("state_closed", **facts) if entry.state is ClaimState.CLOSED else say("claim_open")
