"""Diverging bars: respondents to the right who say that it is so or went well, to the left who say the contrary."""

from collections.abc import Mapping
from typing import Any

from qualcode.domain.output import Output, Part
from qualcode.domain.wording import word
from qualcode.interchange.plots.rows import NEGATIVE, NEITHER, POSITIVE, chart, coded, rows_of, rows_of_codes

SIDES: Mapping[str, tuple[str, int]] = {
    "positief": ("plot_positive", 1),
    "negatief": ("plot_negative", -1),
    "denied": ("denied", -1),
}
"""Column -> the word for it, and to the right (1) or to the left (-1)."""


def _sums(part: Part) -> dict[tuple[str, str], int]:
    """Label and side -> respondents, counted in each neighbourhood and added up."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows_of_codes(part):
        for side in SIDES:
            if isinstance(number := row.get(side), int) and number:
                sums[row["label"], side] = sums.get((row["label"], side), 0) + number
    return sums


def weighed(part: Part) -> dict[str, str]:
    """Label -> code of the codes that have a bar."""
    codes = coded(part)
    return {label: codes[label] for label, _ in _sums(part)}


def sides(output: Output, language: str) -> Any:
    """Respondents of each code who say it went well to the right, and badly or that it is not so to the left.

    They are counted in each neighbourhood and added up, as the table has them; hidden numbers are left out.
    """
    import altair as alt  # noqa: PLC0415

    sums = _sums(output.parts[0])
    if not sums:
        return None
    labels = list(dict.fromkeys(label for label, _ in sums))
    named = {side: word(key, language) for side, (key, _) in SIDES.items()}
    bars = [
        {"label": label, "number": SIDES[side][1] * number, "side": named[side]}
        for (label, side), number in sums.items()
    ]
    lengths: dict[tuple[str, int], int] = {}
    for (label, side), number in sums.items():
        lengths[label, SIDES[side][1]] = lengths.get((label, SIDES[side][1]), 0) + number
    ends = [way * max((n for (_, each), n in lengths.items() if each == way), default=0) for way in (-1, 1)]
    added = alt.Axis(format="d", labelExpr="abs(datum.value)")
    colours = alt.Scale(domain=list(named.values()), range=[POSITIVE, NEGATIVE, NEITHER])
    return (
        chart(bars)
        .mark_bar()
        .encode(
            x=alt.X(
                "number:Q", title=word("plot_added_up", language), axis=added, scale=alt.Scale(domain=ends, nice=True)
            ),
            y=alt.Y("label:N", title=None, sort=labels),
            color=alt.Color("side:N", title=None, scale=colours),
        )
    )


def for_and_against(output: Output, language: str) -> Any:
    """Respondents for each finding to the right and against it to the left; only internally are there numbers."""
    import altair as alt  # noqa: PLC0415

    if len(output.parts) < 3:  # noqa: PLR2004  the facts are the third table
        return None
    sides = (("for_respondents", 1), ("against_respondents", -1))
    bars = [
        {"id": row["id"], "number": sign * row[name], "side": word(name, language)}
        for row in rows_of(output.parts[2])
        for name, sign in sides
    ]
    if not bars:
        return None
    named = [word(name, language) for name, _ in sides]
    return (
        chart(bars)
        .mark_bar()
        .encode(
            x=alt.X(
                "number:Q", title=word("respondents", language), axis=alt.Axis(format="d", labelExpr="abs(datum.value)")
            ),
            y=alt.Y("id:N", title=None, sort=list(dict.fromkeys(bar["id"] for bar in bars))),
            color=alt.Color("side:N", title=None, scale=alt.Scale(domain=named, range=[POSITIVE, NEGATIVE])),
        )
    )
