"""Findings: record what a person judged of a claim's evidence, and gather the facts to judge by."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.models import FindingJudgement
from qualcode.db.queries import findings as stored
from qualcode.domain.cerqual import Basis, Component, Judgement, Profile, levels, profile, unjudged
from qualcode.domain.claim import ClaimType
from qualcode.domain.claim_register import Checked
from qualcode.errors import ConflictError, UsageError, said, short
from qualcode.workflow.claims import check, entry_of, register
from qualcode.workflow.record import record

Judged = Mapping[Component, Judgement]


class Finding(NamedTuple):
    """A finding of the register with its facts and what was judged of it.

    Attributes:
        basis: The codings for and against it now.
    """

    checked: Checked
    basis: Basis
    profile: Profile
    judged: Judged


def findings(session: Session) -> list[Finding]:
    """Every claim of the register that is a finding, in order of id."""
    claims = [each for each in check(session) if each.entry.claim.type is ClaimType.FINDING]
    bases = {each.entry.claim.id: basis_of(each) for each in claims}
    quoted = stored.quoted(session, {number for each in bases.values() for side in each for number in side})
    judged = by_component(stored.judgements(session))
    return [
        Finding(each, bases[key], profile(quoted, bases[key]), judged.get(key, {}))
        for each in claims
        for key in (each.entry.claim.id,)
    ]


def to_judge(session: Session) -> dict[str, tuple[str, Judged]]:
    """Finding of the register, in order of id -> its statement and what was judged of it; no evidence is read."""
    judged = by_component(stored.judgements(session))
    claims = (each.claim for each in register(session) if each.claim.type is ClaimType.FINDING)
    return {claim.id: (claim.statement, judged.get(claim.id, {})) for claim in claims}


def basis_of(checked: Checked) -> Basis:
    """The codings for and against a claim, those that somebody linked as contradicting among them."""
    return Basis(frozenset(checked.assessment.supporting), frozenset(checked.assessment.contradicting))


def by_component(given: Iterable[Judgement]) -> dict[str, dict[Component, Judgement]]:
    """Finding -> component -> its latest judgement, which counts; `given` from the oldest."""
    found: dict[str, dict[Component, Judgement]] = {}
    for each in given:
        found.setdefault(each.finding, {})[each.component] = each
    return found


def judge(
    session: Session,
    coder: str,
    key: str,
    component: Component,
    level: str,
    explanation: str,
    operation: str | None = None,
) -> int:
    """The number of the stored judgement on one component of a finding; the latest of a component counts.

    Raises:
        NotFoundError: There is no such claim.
        UsageError: It gives no reasons, or the level is none of the component.
        ConflictError: The claim is no finding, or its confidence is judged before the four components were.
    """
    entry = entry_of(session, key)
    reasons = " ".join(explanation.split())
    if entry.claim.type is not ClaimType.FINDING:
        msg = said("claim {claim} is no finding, and only findings are judged; choose another", claim=key)
        raise ConflictError(msg)
    if level not in levels(component):
        msg = said(
            "'{level}' is no judgement of {component}; choose from {known}",
            level=short(level, 40),
            component=component.value,
            known=", ".join(levels(component)),
        )
        raise UsageError(msg)
    if not reasons:
        msg = said("a judgement without an explanation cannot be followed; say in a few words why")
        raise UsageError(msg)
    if component is Component.CONFIDENCE:
        _require_components(key, by_component(stored.judgements(session)).get(key, {}))
    (checked,) = check(session, key)
    basis = basis_of(checked)
    values = {"claim_key": key, "component": component.value, "level": str(level)}
    held = {"supporting": sorted(basis.supporting), "contradicting": sorted(basis.contradicting)}
    row = {**values, "explanation": reasons, "basis": held}
    return record(session, coder, "finding_judged", FindingJudgement, row, values, operation)


def _require_components(key: str, given: Collection[Component]) -> None:
    if lacking := unjudged(given):
        msg = said(
            "the confidence in {claim} rests on four components; judge {lacking} first",
            claim=key,
            lacking=", ".join(lacking),
        )
        raise ConflictError(msg)
