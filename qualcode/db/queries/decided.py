"""Decisions that count, with every place where they do: at their suggestion, and in corrected versions."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, select, true, union_all
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Decision, DecisionPlace, Run, Suggestion
from qualcode.db.queries.codebook import means_the_same, newest_version
from qualcode.db.queries.latest import current_versions, is_latest_decision
from qualcode.db.queries.proposed import DECIDED
from qualcode.domain.coding import Verdict


class DecidedRow(NamedTuple):
    """A decision at one place; positions in code points of the version."""

    decision: int
    version: int
    start: int
    end: int


def decided_in(session: Session, version: int) -> list[DecidedRow]:
    """The decisions in a version that are a coder's last word and not undone, in order of decision."""
    places = _places(DECIDED).subquery()
    columns = (places.c.id, places.c.version_id, places.c.start_char, places.c.end_char)
    query = select(*columns).where(places.c.version_id == version).order_by(places.c.id)
    return [DecidedRow(*row) for row in session.execute(query)]


def rejected(session: Session) -> list[tuple[int, int, int, str]]:
    """(version, start, end, code) of what was rejected, as it stands in current versions, in this order.

    A rejection of a code that means something else now says nothing of it: as its suggestion may come again.
    """
    holds = means_the_same(Suggestion.code_id, Run.codebook_version_id, newest_version())
    places = _places([Verdict.REJECTED.value], holds).subquery()
    columns = (places.c.version_id, places.c.start_char, places.c.end_char, Code.key)
    query = select(*columns).join(Code, Code.id == places.c.code_id).distinct().order_by(*columns)
    rows = session.execute(query.where(places.c.version_id.in_(current_versions())))
    return [(version, start, end, code) for version, start, end, code in rows]


def _places(
    verdicts: Collection[str], holds: ColumnElement[bool] | None = None
) -> "CompoundSelect[int, int, int, int, int]":
    """(decision, version, start, end, code) of the decisions with these verdicts that are a coder's last word.

    Args:
        verdicts: Those that are asked for.
        holds: A condition on the `Suggestion` and its `Run`, if there is one.
    """
    counts = (Decision.verdict.in_(verdicts), is_latest_decision(), true() if holds is None else holds)
    here = (
        select(Decision.id, Suggestion.version_id, Suggestion.start_char, Suggestion.end_char, Suggestion.code_id)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .join(Run, Run.id == Suggestion.run_id)
        .where(*counts)
    )
    there = (
        select(
            Decision.id, DecisionPlace.version_id, DecisionPlace.start_char, DecisionPlace.end_char, Suggestion.code_id
        )
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .join(Run, Run.id == Suggestion.run_id)
        .join(DecisionPlace, DecisionPlace.decision_id == Decision.id)
        .where(*counts)
    )
    return union_all(here, there)
