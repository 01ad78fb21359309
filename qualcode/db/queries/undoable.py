"""The steps of a coder that undo can take back: what they decided or set that nothing has taken the place of since."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qualcode.db.models import (
    Code,
    Coding,
    Decision,
    DecisionPlace,
    Event,
    Suggestion,
    Transcript,
    TranscriptVersion,
)
from qualcode.db.queries.latest import current_versions, is_latest_decision
from qualcode.domain.coding import CodingState

MOST = 200
"""Steps that are looked at, the latest ones."""


class Step(NamedTuple):
    """What an event tells of a step.

    Attributes:
        operation: Its id.
        version: Of the transcript.
        about: Suggestion that was decided on, or coding that got a value.
        decisions: Rows of decisions that it wrote.
        codings: Rows of codings that it wrote.
    """

    operation: str
    version: int
    about: int
    decisions: tuple[int, ...]
    codings: tuple[int, ...]


class Where(NamedTuple):
    """The code, and the transcript that something stands in."""

    code: str
    transcript: str


def steps(session: Session, coder: str, kinds: Collection[str], since: dt.datetime) -> list[Step]:
    """The latest steps of these kinds of one person since a moment, the last one first."""
    query = (
        select(Event.operation_id, Event.payload)
        .where(Event.at >= since, Event.actor == coder, Event.kind.in_(kinds), Event.operation_id.is_not(None))
        .order_by(Event.id.desc())
        .limit(MOST)
    )
    return [_step(str(operation), json.loads(payload)) for operation, payload in session.execute(query)]


def standing(session: Session, found: Sequence[Step]) -> list[Step]:
    """Those that nothing took the place of, in versions that are current.

    A refusal in a text before that came along to the present one is one of that.
    """
    decisions = {number for step in found for number in step.decisions}
    codings = {number for step in found for number in step.codings}
    versions = {step.version for step in found}
    last = select(Decision.id).where(Decision.id.in_(decisions), is_latest_decision())
    confirmed = select(Coding.id).where(Coding.id.in_(codings), Coding.state == CodingState.CONFIRMED.value)
    current = current_versions().where(TranscriptVersion.id.in_(versions))
    stands, now = (_ids(session, last), _ids(session, confirmed)), _ids(session, current)
    came = _came_along(session, decisions)
    return [
        step if step.version in now else step._replace(version=came[step.decisions[0]])
        for step in found
        if stands[0].issuperset(step.decisions)
        and stands[1].issuperset(step.codings)
        and (step.version in now or (step.decisions and not step.codings and came.keys() >= set(step.decisions)))
    ]


def _came_along(session: Session, decisions: Collection[int]) -> dict[int, int]:
    """Decision -> the current version to which it came along, for those that did."""
    query = select(DecisionPlace.decision_id, DecisionPlace.version_id).where(
        DecisionPlace.decision_id.in_(decisions), DecisionPlace.version_id.in_(current_versions())
    )
    return {row.decision_id: row.version_id for row in session.execute(query)}


def places(session: Session, what: type[Suggestion] | type[Coding], ids: Collection[int]) -> dict[int, Where]:
    """Suggestion or coding -> its code and transcript."""
    query = (
        select(what.id, Code.key, Transcript.name)
        .join(Code, Code.id == what.code_id)
        .join(TranscriptVersion, TranscriptVersion.id == what.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(what.id.in_(ids))
    )
    return {number: Where(code, transcript) for number, code, transcript in session.execute(query)}


def _step(operation: str, payload: Mapping[str, Any]) -> Step:
    rows = payload["rows"]
    codings = tuple(map(int, rows.get("coding", ())))
    about = next((int(number) for number in payload["verdicts"]), codings[0] if codings else 0)
    return Step(operation, payload["version"], about, tuple(map(int, rows.get("decision", ()))), codings)


def _ids(session: Session, query: Select[int]) -> set[int]:
    return set(session.scalars(query))
