"""What every plot is made of: the rows of a table as it prints them, colours, and a chart of rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.output import Part, plain_value

POSITIVE, NEGATIVE, NEITHER = "#1f5f8b", "#b5541c", "#6b7280"
"""Colours that differ in lightness too, and stand out on white."""

HIDDEN = "#d1d5db"
"""Colour of a cell whose number is hidden."""

Rows = Sequence[Mapping[str, Any]]


def rows_of(part: Part) -> list[dict[str, Any]]:
    """Column -> value, row by row, as the table prints them."""
    names = [column.id for column in part.columns]
    return [dict(zip(names, map(plain_value, row), strict=True)) for row in part.rows]


def rows_of_codes(part: Part) -> list[dict[str, Any]]:
    """The same, with the id behind a label that several codes share, so that none is drawn over another."""
    rows = rows_of(part)
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["label"], set()).add(row["code"])
    return [
        {**row, "label": f"{row['label']} ({row['code']})"} if len(codes[row["label"]]) > 1 else row for row in rows
    ]


def chart(rows: Rows) -> Any:
    """An empty Altair chart of rows."""
    import altair as alt  # noqa: PLC0415

    return alt.Chart({"values": list(rows)})


def coded(part: Part) -> dict[str, str]:
    """Label -> code of all rows."""
    return {row["label"]: row["code"] for row in rows_of_codes(part)}
