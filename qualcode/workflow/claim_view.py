"""A claim as a reviewer walks through it: its verdict with the quotes on both sides, candidates and questions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import claims as stored
from qualcode.db.queries import evidence, findings
from qualcode.db.queries.claims import Proposal
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.memos import QuestionLine
from qualcode.db.queries.quotes import by_ids
from qualcode.domain.candidates import Candidates, candidates, opposite_codes
from qualcode.domain.cerqual import Component, Judgement
from qualcode.domain.claim import Over, Sides
from qualcode.domain.claim_register import Checked
from qualcode.domain.codebook import Codebook
from qualcode.domain.memo import QuestionState, Topic, TopicKind
from qualcode.domain.passage import Place, passages
from qualcode.domain.quote import Quote
from qualcode.domain.wording import label_of
from qualcode.errors import NotFoundError, said
from qualcode.workflow import memos
from qualcode.workflow.claims import check, register, voices
from qualcode.workflow.findings import Judged, by_component

__all__ = ["Proposal"]

SHOWN = 3
"""Quotes of a unit and side that stand with the claim; the others are a link away."""


class Side(StrEnum):
    """On which side of a claim a quote counts."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with all that is shown of it.

    Attributes:
        names: Neighbourhood id -> its name.
        labels: Code id -> its label.
        places: Coding -> where it stands, of every coding on a side of a unit.
        quotes: Coding -> quote, of every coding that is linked, proposed or against the claim, and the first
            `SHOWN` of each unit and side.
        proposals: Coding -> what was proposed by machine where it came from a suggestion.
        proposed: Candidates on both sides.
        questions: About the claim, oldest first, in every state.
        judged: What was judged of it as a finding.
    """

    checked: Checked
    names: Mapping[str, str]
    labels: Mapping[str, str]
    places: Mapping[int, Place]
    quotes: Mapping[int, Quote]
    proposals: Mapping[int, Proposal]
    proposed: Candidates
    questions: tuple[QuestionLine, ...]
    judged: Judged


class Beside(NamedTuple):
    """A claim beside which a quote stands; `how` is the key of the word for its side or role."""

    key: str
    statement: str
    how: str


@dataclass(frozen=True, slots=True)
class SidePage:
    """One page of the quotes on a side of a claim; `total` counts all of them, `passages` where they stand."""

    checked: Checked
    names: Mapping[str, str]
    total: int
    passages: int
    quotes: tuple[Quote, ...]
    proposals: Mapping[int, Proposal]


def view(session: Session, key: str, language: str) -> ClaimView:
    """A claim as the database stands.

    Raises:
        NotFoundError: There is no such claim.
    """
    (checked,) = check(session, key)
    _, codebook = current_codebook(session)
    found, entry = checked.assessment, checked.entry
    linked = {link.coding for link in entry.links}
    proposed = _candidates(session, checked, codebook, linked)
    wanted = linked | set(found.contradicting) | {each.coding for each in (*proposed.against, *proposed.supporting)}
    wanted |= {coding for sides in found.sides.values() for coding in sides.supporting[:SHOWN]}
    labels = _labels(codebook, language)
    beside_units = {each for sides in found.sides.values() for each in (*sides.supporting, *sides.contradicting)}
    return ClaimView(
        checked=checked,
        names=names(session),
        labels=labels,
        places=stored.places(session, sorted(beside_units)),
        quotes={quote.id: quote for quote in by_ids(session, sorted(wanted), labels)},
        proposals=stored.proposals(session, wanted),
        proposed=proposed,
        questions=tuple(memos.questions(session, tuple(QuestionState), Topic(TopicKind.CLAIM, key))),
        judged=by_component(findings.judgements(session)).get(key, {}),
    )


def side_of(
    session: Session, key: str, side: Side, unit: str, language: str, *, offset: int = 0, limit: int = 50
) -> SidePage:
    """Quotes on a side of a claim, of one unit or ("") of all, in the order of coding.

    Raises:
        NotFoundError: There is no such claim, or no such unit in it.
    """
    (checked,) = check(session, key)
    if unit and unit not in checked.assessment.standings:
        kind = said("unit in the scope of the claim")
        raise NotFoundError(kind, unit, checked.assessment.standings)
    codings = codings_of(checked, side, unit)
    _, codebook = current_codebook(session)
    shown = codings[offset : offset + limit]
    quotes = tuple(by_ids(session, shown, _labels(codebook, language)))
    n = count_passages(codings, stored.places(session, codings))
    return SidePage(checked, names(session), len(codings), n, quotes, stored.proposals(session, shown))


def beside(session: Session, quote: Quote) -> list[Beside]:
    """The claims for or against which a quote counts, or to which somebody linked it."""
    near = [
        entry.claim.id
        for entry in register(session)
        if quote.id in {link.coding for link in entry.links}
        or any(f"{quote.code}.".startswith(f"{condition.code}.") for condition in entry.claim.conditions)
    ]
    found = []
    for checked in (each for key in near for each in check(session, key)):
        claim, assessment = checked.entry.claim, checked.assessment
        roles = [f"role_{link.role.value}" for link in checked.entry.links if link.coding == quote.id]
        if quote.id in assessment.contradicting:
            roles = ["standing_against"]
        elif quote.id in assessment.supporting:
            roles.insert(0, "standing_for")
        found += [Beside(claim.id, claim.statement, how) for how in roles]
    return found


def codings_of(checked: Checked, side: Side, unit: str = "") -> tuple[int, ...]:
    """The codings on a side of a claim, of one unit or ("") of all, ascending."""
    found = checked.assessment
    if not unit:
        return found.supporting if side is Side.FOR else found.contradicting
    sides = found.sides.get(unit, Sides())
    return sides.supporting if side is Side.FOR else sides.contradicting


def count_passages(codings: Iterable[int], places: Mapping[int, Place]) -> int:
    """How many passages some codings are, overlapping ones together, as the dossier counts them."""
    return len(passages(codings, lambda coding: places.get(coding, ())))


class Told(NamedTuple):
    """What the team says of a claim: the confidence in it, None while nobody judged that, and its open questions."""

    confidence: Judgement | None
    open: int


def told(session: Session) -> dict[str, Told]:
    """Claim -> what the team says of it; those of which nothing is said are left out."""
    judged = by_component(findings.judgements(session))
    waiting = memos.questions(session, (QuestionState.OPEN,))
    asked = Counter(each.topic.key for each in waiting if each.topic.kind is TopicKind.CLAIM)
    return {
        key: Told(judged.get(key, {}).get(Component.CONFIDENCE), asked[key]) for key in dict.fromkeys([*judged, *asked])
    }


def names(session: Session) -> dict[str, str]:
    """Neighbourhood id -> its name."""
    return {area.id: area.name for area in evidence.areas(session)}


def in_order(found: Iterable[Checked]) -> list[Checked]:
    """Claims whose verdict changed first, then by id."""
    return sorted(found, key=lambda each: (not each.changed, each.entry.claim.id))


def section_of(checked: Checked) -> str:
    """The section of the report in which a claim stands: `2` of place `2.1`."""
    return checked.entry.claim.place.partition(".")[0]


def _candidates(session: Session, checked: Checked, codebook: Codebook, linked: set[int]) -> Candidates:
    claim = checked.entry.claim
    counterparts = {code.id: code.negated_as for code in codebook.codes if code.negated_as}
    codes = {condition.code for condition in claim.require} | opposite_codes(claim, counterparts)
    known = linked | set(checked.assessment.contradicting)
    units = checked.assessment.standings
    over_people = claim.over is Over.RESPONDENTS
    inside = [v for v in voices(session, codes) if (v.respondent if over_people else v.neighbourhood) in units]
    return candidates(claim, inside, counterparts, known)


def _labels(codebook: Codebook, language: str) -> dict[str, str]:
    return {code.id: label_of(code.label, language) for code in codebook.codes}
