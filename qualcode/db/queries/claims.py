"""The register of claims with what people did with it, and how well units were heard."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcode.db.models import (
    ClaimAnswer,
    ClaimEntry,
    ClaimLink,
    ClaimRuling,
    ClaimVerdict,
    Code,
    Coder,
    Coding,
    Neighbourhood,
    Respondent,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptNeighbourhood,
)
from qualcode.db.queries.successors import successors
from qualcode.domain.claim import Claim, ClaimType, Condition, Over, Quantifier, Ruling, Scope, Standing, Verdict
from qualcode.domain.claim_register import (
    ClaimState,
    GivenAnswer,
    GivenRuling,
    KeptVerdict,
    LinkedQuote,
    Registered,
    Role,
)
from qualcode.domain.coverage import Hearing
from qualcode.domain.passage import Place
from qualcode.domain.transcript import Group, Kind

SOME = 500
"""Codings that are asked for at once."""


def register(session: Session) -> list[Registered]:
    """Every claim that was not dropped, by key."""
    later = successors(session, union(select(ClaimLink.coding_id), select(ClaimAnswer.coding_id)).subquery().select())
    links, answers, rulings, kept = _links(session, later), _answers(session, later), _rulings(session), _kept(session)
    return [
        Registered(
            claim=claim_of(row),
            row=row.id,
            state=ClaimState(row.state),
            reason=row.reason,
            coder=name,
            at=row.created_at,
            links=tuple(links.get(row.key, {}).values()),
            answers=answers.get(row.key, {}),
            rulings=tuple(rulings.get(row.key, {}).values()),
            kept=kept.get(row.key),
        )
        for row, name in _latest(session, ClaimEntry, ClaimEntry.key)
        if row.state != ClaimState.DROPPED.value
    ]


def claim_of(row: ClaimEntry) -> Claim:
    """The claim that a row says."""
    stored = row.conditions
    return Claim(
        id=row.key,
        type=ClaimType(row.type),
        statement=row.statement,
        over=Over(row.over),
        quantifier=Quantifier(row.quantifier),
        require=_conditions(stored["require"]),
        contradict=_conditions(stored["contradict"]),
        scope=Scope(tuple(stored["neighbourhoods"]), _conditions(stored["where"])),
        groups=tuple(Group(group) for group in stored["groups"]),
        topics=tuple(stored["topics"]),
        place=row.place,
        intended=Verdict(row.intended),
    )


def conditions_of(claim: Claim) -> dict[str, Any]:
    """The conditions of a claim as they are stored."""

    def plain(conditions: Iterable[Condition]) -> list[dict[str, Any]]:
        return [{"code": each.code, "attributes": dict(sorted(each.attributes.items()))} for each in conditions]

    return {
        "require": plain(claim.require),
        "contradict": plain(claim.contradict),
        "where": plain(claim.scope.where),
        "neighbourhoods": list(claim.scope.neighbourhoods),
        "groups": [group.value for group in claim.groups],
        "topics": list(claim.topics),
    }


def hearings(session: Session, unread: Mapping[str, frozenset[str]]) -> list[Hearing]:
    """Every interview and focus group; `unread` is transcript -> codes that it was not read for, for those read."""
    places: dict[int, list[str]] = {}
    about = select(TranscriptNeighbourhood.transcript_id, Neighbourhood.key).join(
        Neighbourhood, Neighbourhood.id == TranscriptNeighbourhood.neighbourhood_id
    )
    for transcript, key in session.execute(about.order_by(Neighbourhood.key)):
        places.setdefault(transcript, []).append(key)
    people: dict[int, dict[str, str]] = {}
    spoken = select(Speaker.transcript_id, Respondent.key, Respondent.group_name).join(
        Respondent, Respondent.id == Speaker.respondent_id
    )
    for transcript, key, group in session.execute(spoken):
        people.setdefault(transcript, {})[key] = group
    rows = session.execute(
        select(Transcript.id, Transcript.name, Transcript.topics)
        .where(Transcript.kind != Kind.DOCUMENT.value)
        .order_by(Transcript.name)
    )
    return [
        Hearing(
            transcript=name,
            neighbourhoods=tuple(places.get(number, ())),
            topics=frozenset(topics),
            speakers=people.get(number, {}),
            unread=unread.get(name),
        )
        for number, name, topics in rows
    ]


def _conditions(stored: Iterable[Mapping[str, Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(each["code"], each["attributes"]) for each in stored)


def _latest(session: Session, table: type[Any], *keys: InstrumentedAttribute[Any]) -> list[tuple[Any, str]]:
    """(row, coder) of the latest row of each of the keys, in their order."""
    newest = select(func.max(table.id)).group_by(*keys)
    query = select(table, Coder.name).join(Coder, Coder.id == table.coder_id).where(table.id.in_(newest))
    return [(row, name) for row, name in session.execute(query.order_by(*keys))]


def _links(session: Session, later: Mapping[int, int]) -> dict[str, dict[int, LinkedQuote]]:
    found: dict[str, dict[int, LinkedQuote]] = {}
    for row, name in _latest(session, ClaimLink, ClaimLink.claim_key, ClaimLink.coding_id):
        if row.linked:
            coding = later[row.coding_id]
            quote = LinkedQuote(coding, Role(row.role), name, row.created_at)
            found.setdefault(row.claim_key, {})[coding] = quote
    return found


def _answers(session: Session, later: Mapping[int, int]) -> dict[str, dict[int, GivenAnswer]]:
    found: dict[str, dict[int, GivenAnswer]] = {}
    for row, name in _latest(session, ClaimAnswer, ClaimAnswer.claim_key, ClaimAnswer.coding_id):
        if row.text:
            coding = later[row.coding_id]
            found.setdefault(row.claim_key, {})[coding] = GivenAnswer(coding, row.text, name, row.created_at)
    return found


def _rulings(session: Session) -> dict[str, dict[str, GivenRuling]]:
    found: dict[str, dict[str, GivenRuling]] = {}
    for row, name in _latest(session, ClaimRuling, ClaimRuling.claim_key, ClaimRuling.unit):
        ruling = Ruling(Standing(row.standing), Standing(row.decided))
        given = GivenRuling(row.unit, ruling, row.reason, name, row.created_at)
        found.setdefault(row.claim_key, {})[row.unit] = given
    return found


def _kept(session: Session) -> dict[str, KeptVerdict]:
    """Claim -> the verdict that was noted last, whatever its wording was."""
    newest = select(func.max(ClaimVerdict.id)).join(ClaimEntry, ClaimEntry.id == ClaimVerdict.claim_id)
    query = (
        select(ClaimVerdict, ClaimEntry.key, Coder.name)
        .join(ClaimEntry, ClaimEntry.id == ClaimVerdict.claim_id)
        .join(Coder, Coder.id == ClaimVerdict.coder_id)
        .where(ClaimVerdict.id.in_(newest.group_by(ClaimEntry.key)))
    )
    return {
        key: KeptVerdict(
            verdict=Verdict(row.verdict),
            standings={unit: Standing(standing) for unit, standing in row.standings.items()},
            supporting=row.supporting,
            contradicting=row.contradicting,
            coder=name,
            at=row.created_at,
        )
        for row, key, name in session.execute(query)
    }


def known(session: Session, key: str) -> bool:
    """Whether the register has, or had, a claim."""
    return session.scalar(select(ClaimEntry.id).where(ClaimEntry.key == key).limit(1)) is not None


class Proposal(NamedTuple):
    """What was proposed by machine: the code and its score (0-1)."""

    code: str
    score: float


def proposals(session: Session, codings: Collection[int]) -> dict[int, Proposal]:
    """Coding -> what it was suggested as, for codings that came from a suggestion."""
    query = (
        select(Coding.id, Code.key, Suggestion.score)
        .join(Suggestion, Suggestion.id == Coding.suggestion_id)
        .join(Code, Code.id == Suggestion.code_id)
        .where(Coding.id.in_(codings))
    )
    return {coding: Proposal(code, score) for coding, code, score in session.execute(query)}


def places(session: Session, codings: Sequence[int]) -> dict[int, Place]:
    """Coding -> the version of the transcript that it stands in, and its span there."""
    found: dict[int, Place] = {}
    for at in range(0, len(codings), SOME):
        query = select(Coding.id, Coding.version_id, Coding.start_char, Coding.end_char)
        for number, version, start, end in session.execute(query.where(Coding.id.in_(codings[at : at + SOME]))):
            found[number] = (str(version), start, end)
    return found
