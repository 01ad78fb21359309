"""Statistics: take figures of CBS and the Leefbaarometer in, for the neighbourhoods of the study."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Neighbourhood, Statistic
from qualcode.db.queries import statistics as stored
from qualcode.domain.statistic import Figure, Placed, placed
from qualcode.workflow.study import change_settings, coder_id, view


class Loaded(NamedTuple):
    """What loading a file did, in numbers of figures; `left_out` are of areas that are no neighbourhood here."""

    added: int
    changed: int
    unchanged: int
    left_out: int


def name_indicators(session: Session, coder: str, indicators: Mapping[str, Mapping[str, str]]) -> int:
    """Number of indicators that were new or other: what they measure is a setting of the study.

    Args:
        session: Open session.
        coder: Who says so.
        indicators: As `StudySettings.indicators`; those that are not named stay.
    """
    now = view(session).settings.indicators
    other = {name: dict(said) for name, said in indicators.items() if now.get(name) != said}
    if other:
        change_settings(session, coder, {"indicators": {**now, **other}})
    return len(other)


def load(session: Session, figures: Sequence[Figure], coder: str) -> Loaded:
    """Take figures in; the same again changes nothing, and another value of the same figure takes its place."""
    numbers: dict[str, int] = dict(session.execute(select(Neighbourhood.key, Neighbourhood.id)).all())
    found, left_out = placed(figures, stored.areas(session), numbers)
    present = {_key(each): each for each in stored.figures(session)}
    wanted = {_key(each): each for each in found}
    new = [each for key, each in wanted.items() if key not in present]
    other = [each for key, each in wanted.items() if key in present and not _same(each, present[key])]
    if written := [*new, *other]:
        _store(session, written, numbers, coder)
    return Loaded(len(new), len(other), len(wanted) - len(new) - len(other), left_out)


def _key(each: Placed) -> tuple[object, ...]:
    figure = each.figure
    return (
        each.area.neighbourhood,
        figure.area_code,
        figure.code_year,
        figure.indicator,
        figure.year,
        figure.unit,
        figure.version,
    )


def _same(one: Placed, other: Placed) -> bool:
    return (one.figure.value, one.area.exact) == (other.figure.value, other.area.exact)


def _store(session: Session, written: Sequence[Placed], numbers: dict[str, int], coder: str) -> None:
    at, by = events.now(), coder_id(session, coder)
    rows = [
        {
            "neighbourhood_id": numbers[area.neighbourhood],
            "area_code": figure.area_code,
            "code_year": figure.code_year,
            "exact": area.exact,
            "indicator": figure.indicator,
            "year": figure.year,
            "value": figure.value,
            "unit": figure.unit,
            "version": figure.version,
            "coder_id": by,
            "created_at": at,
        }
        for figure, area in written
    ]
    ids = session.scalars(insert(Statistic).returning(Statistic.id, sort_by_parameter_order=True), rows).all()
    payload = {"figures": len(rows), "rows": seal.entries(session, {"statistic": ids})}
    events.append(session, "statistics_loaded", coder, payload, at=at)
