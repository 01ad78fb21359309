"""The register of claims: setting claims down, linking quotes, answering counter-evidence, deciding, closing."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.models import ClaimAnswer, ClaimEntry, ClaimLink, ClaimRuling, ClaimVerdict
from qualcode.db.queries import claims as stored
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.claim import Claim, Standing
from qualcode.domain.claim_check import require_sound
from qualcode.domain.claim_register import Checked, ClaimState, Registered, Role
from qualcode.domain.verdict import OPEN
from qualcode.errors import ConflictError, NotFoundError, UsageError, said
from qualcode.workflow.claims import check, entry_of, neighbourhoods
from qualcode.workflow.confirm import require_confirmed
from qualcode.workflow.record import record


class Loaded(NamedTuple):
    """What loading a register did, in numbers of claims."""

    added: int
    changed: int
    unchanged: int


def load(session: Session, claims: Sequence[Claim], coder: str) -> Loaded:
    """Set these claims down; those of the register that are not among them stay. The same again changes nothing."""
    present = {entry.claim.id: entry for entry in stored.register(session)}
    added = [claim for claim in claims if claim.id not in present]
    changed = [claim for claim in claims if claim.id in present and present[claim.id].claim != claim]
    for claim in (*added, *changed):
        _set_down(session, coder, claim, ClaimState.OPEN, "")
    return Loaded(len(added), len(changed), len(claims) - len(added) - len(changed))


def set_down(session: Session, coder: str, claim: Claim, seen: int | None = None) -> bool:
    """Whether a claim was written as it is now; one that was closed is open again.

    Args:
        session: Session that writes.
        coder: Who is at work.
        claim: What is claimed.
        seen: Row of the wording that the writer saw, None for a claim that is new.

    Raises:
        ConflictError: There is, or was, such a claim; or somebody changed it meanwhile.
        UsageError, NotFoundError: It cannot be a claim of this study; see `claim_check`.
    """
    _, codebook = current_codebook(session)
    require_sound(claim, codebook, neighbourhoods(session))
    if seen is None:
        if stored.known(session, claim.id):
            msg = said("there is or was a claim {claim} already; give the new one another name", claim=claim.id)
            raise ConflictError(msg)
    else:
        entry = entry_of(session, claim.id)
        if entry.row != seen:
            msg = said(
                "{coder} changed claim {claim} after it was opened here; look at it anew and change it then",
                coder=entry.coder,
                claim=claim.id,
            )
            raise ConflictError(msg)
        if entry.claim == claim:
            return False
    _set_down(session, coder, claim, ClaimState.OPEN, "")
    return True


def link(session: Session, coder: str, key: str, coding: int, role: Role) -> bool:
    """Whether a quote was set beside a claim; it has one role, and one that it has already changes nothing.

    Raises:
        NotFoundError: There is no such claim or coding.
        ConflictError: The coding is not confirmed.
    """
    entry = entry_of(session, key)
    if (coding, role) in {(each.coding, each.role) for each in entry.links}:
        return False
    msg = said("quote {coding} is no confirmed coding, so it cannot be linked", coding=coding)
    require_confirmed(session, coding, msg)
    values = {"claim_key": key, "coding_id": coding, "role": role.value, "linked": True}
    record(session, coder, "claim_linked", ClaimLink, values, values)
    return True


def unlink(session: Session, coder: str, key: str, coding: int) -> bool:
    """Whether a quote was taken away from a claim."""
    role = next((each.role for each in entry_of(session, key).links if each.coding == coding), None)
    if role is None:
        return False
    values = {"claim_key": key, "coding_id": coding, "role": role.value, "linked": False}
    record(session, coder, "claim_unlinked", ClaimLink, values, values)
    return True


def answer(session: Session, coder: str, key: str, codings: Sequence[int], text: str) -> int:
    """How many quotes against a claim have a new answer; an answer never takes a quote out of the counts.

    Raises:
        NotFoundError: There is no such claim.
        UsageError: The answer says nothing, or a quote does not speak against the claim.
    """
    (checked,) = check(session, key)
    answered = " ".join(text.split())
    if not answered:
        msg = said("say in a few words what the answer is; nothing was stored")
        raise UsageError(msg)
    linked = {each.coding for each in checked.entry.links if each.role is Role.CONTRADICTS}
    for coding in codings:
        if coding not in linked and coding not in checked.assessment.contradicting:
            msg = said(
                "quote {coding} does not speak against claim {claim}; link it as contradicting first",
                coding=coding,
                claim=key,
            )
            raise UsageError(msg)
    given = checked.entry.answers
    new = [coding for coding in codings if coding not in given or given[coding].text != answered]
    for coding in new:
        values = {"claim_key": key, "coding_id": coding}
        record(session, coder, "counter_evidence_answered", ClaimAnswer, {**values, "text": answered}, values)
    return len(new)


def rule(session: Session, coder: str, key: str, unit: str, decided: Standing, reason: str) -> None:
    """Decide how a unit stands that is thin or divided; its evidence stays counted. The same again stores nothing.

    Raises:
        NotFoundError: There is no such claim or unit.
        UsageError: No reason, or no side.
        ConflictError: The unit is not thin or divided.
    """
    (checked,) = check(session, key)
    found = dict(checked.assessment.standings)
    if unit not in found:
        kind = said("unit in the scope of the claim")
        raise NotFoundError(kind, unit, found)
    why = " ".join(reason.split())
    if not why or decided not in (Standing.FOR, Standing.AGAINST):
        msg = said("a decision says for or against, with its reason; nothing was stored")
        raise UsageError(msg)
    earlier = {given.unit: given.ruling.before for given in checked.entry.rulings if unit in checked.assessment.ruled}
    standing = earlier.get(unit, found[unit])
    if standing not in OPEN:
        msg = said("{unit} is not thin or divided, so there is nothing to decide", unit=unit)
        raise ConflictError(msg)
    stands = next((each for each in checked.entry.rulings if each.unit == unit), None)
    if stands is not None and (stands.ruling.after, stands.reason, stands.coder) == (decided, why, coder):
        return
    facts = {"claim_key": key, "unit": unit, "standing": standing.value, "decided": decided.value}
    record(session, coder, "claim_ruled", ClaimRuling, {**facts, "reason": why}, facts)


def close(session: Session, coder: str, key: str, reason: str) -> None:
    """Close a claim.

    Raises:
        NotFoundError: There is no such claim.
        ConflictError: Counter-evidence has no answer.
        UsageError: It says no reason.
    """
    (checked,) = check(session, key)
    if checked.unanswered:
        msg = said(
            "claim {claim} cannot be closed: {n} quotes against it have no answer, the first is {coding}",
            claim=key,
            n=len(checked.unanswered),
            coding=checked.unanswered[0],
        )
        raise ConflictError(msg)
    _change(session, coder, checked.entry, ClaimState.CLOSED, reason)


def reopen(session: Session, coder: str, key: str, reason: str) -> None:
    """Open a claim again."""
    _change(session, coder, entry_of(session, key), ClaimState.OPEN, reason)


def drop(session: Session, coder: str, key: str, reason: str) -> None:
    """Take a claim out of the register; what was said of it stays in the log."""
    _change(session, coder, entry_of(session, key), ClaimState.DROPPED, reason)


def note(session: Session, coder: str, key: str | None = None) -> list[Checked]:
    """The claims (or this one) whose verdict or standings differ from those noted, each noted anew by `coder`."""
    new = [each for each in check(session, key) if each.entry.kept is None or each.changed or each.moved]
    for each in new:
        found = each.assessment
        values = {
            "claim_id": each.entry.row,
            "verdict": found.verdict.value,
            "standings": {unit: standing.value for unit, standing in found.standings.items()},
            "supporting": len(found.supporting),
            "contradicting": len(found.contradicting),
        }
        facts = {"claim": each.entry.claim.id, "verdict": found.verdict.value}
        record(session, coder, "verdict_noted", ClaimVerdict, values, facts)
    return new


def _change(session: Session, coder: str, entry: Registered, state: ClaimState, reason: str) -> None:
    why = " ".join(reason.split())
    if not why:
        msg = said("say in a few words why; nothing was stored")
        raise UsageError(msg)
    if entry.state is not state:
        _set_down(session, coder, entry.claim, state, why)


def _set_down(session: Session, coder: str, claim: Claim, state: ClaimState, reason: str) -> None:
    values = {
        "key": claim.id,
        "type": claim.type.value,
        "statement": claim.statement,
        "over": claim.over.value,
        "quantifier": claim.quantifier.value,
        "conditions": stored.conditions_of(claim),
        "place": claim.place,
        "intended": claim.intended.value,
        "state": state.value,
        "reason": reason,
    }
    record(session, coder, f"claim_{state.value}", ClaimEntry, values, {"claim": claim.id})
