"""Saturation curve: how many codes are known after each further conversation."""

from typing import Any

from qualcode.domain.output import Output
from qualcode.domain.wording import word
from qualcode.interchange.plots.rows import POSITIVE, chart, rows_of


def saturation(output: Output, language: str) -> Any:
    """Codes known after each further conversation."""
    import altair as alt  # noqa: PLC0415

    rows = rows_of(output.parts[1])
    if not rows:
        return None
    return (
        chart(rows)
        .mark_line(point=True, color=POSITIVE)
        .encode(
            x=alt.X("transcripts:Q", title=word("transcripts", language), axis=alt.Axis(format="d")),
            y=alt.Y("codes:Q", title=word("codes_so_far", language)),
        )
        .properties(width=560, height=300)
    )
