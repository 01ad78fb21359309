"""The order in which a coder works through open suggestions: likely first, uncertain first, or code by code."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from qualcode.db.models import Code, CodeClosure, Suggestion, Transcript, TranscriptVersion
from qualcode.db.queries.proposed import longest_coding, shown_suggestions
from qualcode.domain.study import StudySettings


class Order(StrEnum):
    """What comes first."""

    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    CODE = "code"


Key = tuple[float | int, ...]
"""Where the next page begins: after these values of the order."""


class Next(NamedTuple):
    """An open suggestion with its place; `key` asks for what comes after it."""

    id: int
    transcript: str
    version: int
    start: int
    end: int
    code: str
    score: float
    key: Key


def next_suggestions(
    session: Session,
    settings: StudySettings,
    coder_id: int,
    order: Order,
    *,
    version: int | None = None,
    versions: Select[int] | None = None,
    code: str | None = None,
    after: Key | None = None,
    limit: int = 20,
) -> list[Next]:
    """The next open suggestions of a coder, over the study or some versions, of all codes or one with all below it."""
    columns = _columns(order)
    near = None if version is not None else longest_coding(session, coder_id)
    query = (
        select(
            Suggestion.id,
            Transcript.name,
            Suggestion.version_id,
            Suggestion.start_char,
            Suggestion.end_char,
            Code.key,
            Suggestion.score,
            *(column.label(f"key_{at}") for at, column in enumerate(columns)),
        )
        .where(Suggestion.id.in_(shown_suggestions(settings, coder_id, longest=near).with_only_columns(Suggestion.id)))
        .join(Code, Code.id == Suggestion.code_id)
        .join(TranscriptVersion, TranscriptVersion.id == Suggestion.version_id)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .order_by(*columns)
        .limit(limit)
    )
    if version is not None:
        query = query.where(Suggestion.version_id == version)
    if versions is not None:
        query = query.where(Suggestion.version_id.in_(versions))
    if code is not None:
        query = query.where(Suggestion.code_id.in_(below(code)))
    if after is not None:
        query = query.where(tuple_(*columns) > tuple_(*after))
    return [Next._make((*row[:7], tuple(row[7:]))) for row in session.execute(query)]


def below(code: str) -> Select[int]:
    """Row ids of a code and all below it in the current tree."""
    above = select(Code.id).where(Code.key == code).scalar_subquery()
    return select(CodeClosure.descendant_id).where(CodeClosure.ancestor_id == above)


def _columns(order: Order) -> Sequence[ColumnElement[Any]]:
    """What suggestions are sorted by, ascending; the last makes it one order."""
    likely: ColumnElement[Any] = -Suggestion.score
    if order is Order.LIKELY:
        return (likely, Suggestion.id.expression)
    if order is Order.UNCERTAIN:
        return (func.abs(Suggestion.score - 0.5), Suggestion.id.expression)
    return (Suggestion.code_id.expression, likely, Suggestion.id.expression)
