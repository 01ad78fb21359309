"""Timeline: neighbourhoods by time, with turning points."""

import re
from collections.abc import Mapping
from typing import Any

from qualcode.domain.output import Output, Value
from qualcode.domain.wording import word
from qualcode.interchange.plots.rows import NEGATIVE, NEITHER, POSITIVE, Rows, chart, rows_of

YEAR = re.compile(r"\d{4}")


def timeline(output: Output, language: str) -> Any:
    """Neighbourhoods by time: how many codes, to which side, and the turning points as diamonds."""
    import altair as alt  # noqa: PLC0415

    rows = [row for row in rows_of(output.parts[0]) if YEAR.search(str(row["time"]))]
    if not rows:
        return None
    sides = {1: word("turn_better", language), -1: word("turn_worse", language), 0: word("leaning_0", language)}
    points: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        points.setdefault((row["neighbourhood"], row["time"]), []).append(_balance(row))
    data = [
        {"place": place, "time": time, "codes": len(each), "side": sides[_sign(sum(each))]}
        for (place, time), each in points.items()
    ]
    turns = [{"place": row["neighbourhood"], "time": row["after"]} for row in rows_of(output.parts[1])]
    named = word("basis_year", language)
    by_year = {row["time"]: (_year(row["time"]), row["basis"] == named) for row in rows}
    times = sorted(_merged(rows), key=by_year.__getitem__)
    x = alt.X("time:N", title=None, sort=times, axis=alt.Axis(labelAngle=-45))
    y = alt.Y("place:N", title=None)
    colours = alt.Scale(domain=list(sides.values()), range=[POSITIVE, NEGATIVE, NEITHER])
    circles = (
        chart(data)
        .mark_circle(opacity=0.85)
        .encode(
            x=x,
            y=y,
            size=alt.Size("codes:Q", title=word("codes", language)),
            color=alt.Color("side:N", title=None, scale=colours),
        )
    )
    return circles + chart(turns).mark_point(shape="diamond", size=260, color="black", strokeWidth=2).encode(x=x, y=y)


def _merged(rows: Rows) -> list[str]:
    """The times of all neighbourhoods, each after the one that it follows somewhere."""
    order: list[str] = []
    place, at = None, 0
    for row in rows:
        if row["neighbourhood"] != place:
            place, at = row["neighbourhood"], 0
        if row["time"] not in order:
            order.insert(at, row["time"])
        at = order.index(row["time"]) + 1
    return order


def _year(time: str) -> str:
    found = YEAR.search(time)
    return found.group() if found else ""


def _balance(row: Mapping[str, Value]) -> int:
    positive, negative = row.get("positief"), row.get("negatief")
    return (positive if isinstance(positive, int) else 0) - (negative if isinstance(negative, int) else 0)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
