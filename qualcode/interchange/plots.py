"""Plots of outputs as Vega-Lite, made of what their tables print and so of nothing that a table hides; SVG and PNG.

Pictures are made by vl-convert (extra `qualcode[plots]`), without a browser and without anything from elsewhere; the
same content gives the same bytes where the same fonts are installed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from qualcode.domain.output import Name, Output, Part, Value, plain_value
from qualcode.domain.wording import word
from qualcode.errors import UsageError, said
from qualcode.interchange.tables import Drawing

POSITIVE, NEGATIVE, NEITHER = "#1f5f8b", "#b5541c", "#6b7280"
"""Colours that differ in lightness too, and stand out on white."""

HIDDEN = "#d1d5db"
"""Colour of a cell whose number is hidden."""

SCALE = 2
"""Pixels of a PNG for a point of the plot."""

ROWS_A_PAGE = 36
"""Codes that one picture shows on paper, so that its labels can be read; a family is broken only if it has more."""

YEAR = re.compile(r"\d{4}")

Rows = Sequence[Mapping[str, Any]]


class PlotForm(StrEnum):
    """Form of a picture; the value is its ending."""

    SVG = "svg"
    PNG = "png"


def plot(
    output: Output, notices: Sequence[str], language: str, name: str = "", page: Sequence[str] = ()
) -> dict[str, Any] | None:
    """The Vega-Lite of an output, None where it has no plot or nothing to show; `notices` stand under its title.

    `name` says which of its plots, the one of its own name where that is left out; `page` the labels of the codes to
    which it keeps, all of them where that is empty. Scales and columns are those of the whole plot.
    """
    known = _MAKERS.get(name or output.name.value)
    chart = known.maker(output, language) if known and known.output is output.name else None
    if chart is None:
        return None
    import altair as alt  # noqa: PLC0415  heavy

    heading = word(f"plot_title_{name or output.name.value}", language, title=output.title)
    title = alt.TitleParams(heading, subtitle=list(notices), subtitleColor="#9c0006", anchor="start")
    if page:
        chart = chart.transform_filter(alt.FieldOneOfPredicate(field="label", oneOf=list(page)))
    spec: dict[str, Any] = chart.properties(title=title).configure_axis(labelLimit=320).to_dict()
    spec["config"]["scale"] = {"invalid": {"color": {"value": HIDDEN}}}
    return spec


def drawings(output: Output, notices: Sequence[str], language: str) -> tuple[Drawing, ...]:
    """The plots of an output for paper, with captions and with what they show in words; long ones in several."""
    drawn: list[Drawing] = []
    for name in plots_of(output.name):
        caption, shows = word(f"plot_title_{name}", language, title=output.title), word(f"plot_shows_{name}", language)
        lister = _MAKERS[name].codes
        codes = lister(output.parts[0]) if lister else {}
        if codes and len(codes) < len(_coded(output.parts[0])):
            shows = f"{shows} {word('plot_left_out', language)}"
        pages = _pages(codes)
        for number, page in enumerate(pages, 1):
            part = word("plot_part", language, caption=caption, n=number, of=len(pages)) if len(pages) > 1 else caption
            drawn.append(Drawing(part, shows, partial(plot, output, notices, language, name, page)))
    return tuple(drawn)


def _pages(codes: Mapping[str, str]) -> list[list[str]]:
    """Label -> code as pages of labels, whole families (codes below one head) together where they fit."""
    pages: list[list[str]] = [[]]
    for _, family in groupby(codes, lambda label: codes[label].partition(".")[0]):
        labels = list(family)
        if pages[-1] and len(pages[-1]) + len(labels) > ROWS_A_PAGE:
            pages.append([])
        for label in labels:
            if len(pages[-1]) == ROWS_A_PAGE:
                pages.append([])
            pages[-1].append(label)
    return pages


def plots_of(output: Name) -> list[str]:
    """Names of the plots of an output."""
    return [name for name, known in _MAKERS.items() if known.output is output]


def output_of(plot: str) -> Name:
    """The output that a plot is of."""
    return _MAKERS[plot].output


def pictured(drawing: Drawing, form: PlotForm) -> bytes | None:
    """The plot of a sheet as a picture; empty without the renderer, None where there is nothing to draw."""
    spec = drawing.spec()
    if spec is None:
        return None
    return picture(spec, form) if renderer() else b""


def renderer() -> bool:
    """Whether pictures can be made."""
    try:
        import vl_convert  # noqa: F401, PLC0415  optional
    except ImportError:
        return False
    return True


def picture(spec: Mapping[str, Any], form: PlotForm) -> bytes:
    """The plot as a picture.

    Raises:
        UsageError: The extra with the renderer is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415  optional and heavy
    except ImportError:
        msg = said("pictures need the extra plots: install qualcode[plots], or take the table instead")
        raise UsageError(msg) from None
    if form is PlotForm.SVG:
        return _renumbered(str(vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[]))).encode()
    return bytes(vl_convert.vegalite_to_png(dict(spec), scale=SCALE, allowed_base_urls=[]))


def _renumbered(svg: str) -> str:
    """The picture with ids counted from nought: the renderer goes on counting from picture to picture."""
    ids = {name: f"i{at}" for at, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)))}
    if not ids:
        return svg
    named = re.compile(
        r'(\bid="|url\(#|href="#)(' + "|".join(map(re.escape, sorted(ids, key=len, reverse=True))) + r')(?=["\)])'
    )
    return named.sub(lambda found: found.group(1) + ids[found.group(2)], svg)


def _rows(part: Part) -> list[dict[str, Any]]:
    names = [column.id for column in part.columns]
    return [dict(zip(names, map(plain_value, row), strict=True)) for row in part.rows]


def _rows_of_codes(part: Part) -> list[dict[str, Any]]:
    """The same, with the id behind a label that several codes share, so that none is drawn over another."""
    rows = _rows(part)
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["label"], set()).add(row["code"])
    return [
        {**row, "label": f"{row['label']} ({row['code']})"} if len(codes[row["label"]]) > 1 else row for row in rows
    ]


def _chart(rows: Rows) -> Any:
    import altair as alt  # noqa: PLC0415

    return alt.Chart({"values": list(rows)})


def _counted(part: Part) -> dict[str, str]:
    """Label -> code of the codes of which at least one number is shown; of all of them where there is none."""
    rows = _rows_of_codes(part)
    return {row["label"]: row["code"] for row in rows if isinstance(row["respondents"], int)} or _coded(part)


def _coded(part: Part) -> dict[str, str]:
    """Label -> code of all rows."""
    return {row["label"]: row["code"] for row in _rows_of_codes(part)}


def _heat(output: Output, language: str) -> Any:
    """Respondents by code and neighbourhood; a hidden number is a grey cell with its mark."""
    import altair as alt  # noqa: PLC0415

    cells = [
        {
            "label": row["label"],
            "place": row["neighbourhood"],
            "number": row["respondents"] if isinstance(row["respondents"], int) else None,
            "text": str(row["respondents"]),
        }
        for row in _rows_of_codes(output.parts[0])
    ]
    if not cells:
        return None
    labels = list(dict.fromkeys(cell["label"] for cell in cells))
    places = alt.Scale(domain=sorted({cell["place"] for cell in cells}))
    base = _chart(cells).encode(
        x=alt.X("place:N", title=None, scale=places, axis=alt.Axis(orient="top", labelAngle=-45)),
        y=alt.Y("label:N", title=None, sort=labels),
    )
    most = max((cell["number"] or 0 for cell in cells), default=0)
    colour = alt.Color(
        "number:Q",
        title=word("respondents", language),
        scale=alt.Scale(scheme="blues", domain=[0, most]),
    )
    filled = base.mark_rect(invalid=None).encode(
        color=alt.condition("isValid(datum.number)", colour, alt.value(HIDDEN))
    )
    dark = alt.condition(f"datum.number > {most * 0.6}", alt.value("white"), alt.value("black"))
    return filled + base.mark_text(fontSize=9).encode(text="text:N", color=dark)


SIDES: Mapping[str, tuple[str, int]] = {
    "positief": ("plot_positive", 1),
    "negatief": ("plot_negative", -1),
    "denied": ("denied", -1),
}
"""Column -> the word for it, and to the right (1) or to the left (-1)."""


def _sums(part: Part) -> dict[tuple[str, str], int]:
    """Label and side -> respondents, counted in each neighbourhood and added up."""
    sums: dict[tuple[str, str], int] = {}
    for row in _rows_of_codes(part):
        for side in SIDES:
            if isinstance(number := row.get(side), int) and number:
                sums[row["label"], side] = sums.get((row["label"], side), 0) + number
    return sums


def _weighed(part: Part) -> dict[str, str]:
    """Label -> code of the codes that have a bar."""
    codes = _coded(part)
    return {label: codes[label] for label, _ in _sums(part)}


def _sides(output: Output, language: str) -> Any:
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
        _chart(bars)
        .mark_bar()
        .encode(
            x=alt.X(
                "number:Q", title=word("plot_added_up", language), axis=added, scale=alt.Scale(domain=ends, nice=True)
            ),
            y=alt.Y("label:N", title=None, sort=labels),
            color=alt.Color("side:N", title=None, scale=colours),
        )
    )


def _for_and_against(output: Output, language: str) -> Any:
    """Respondents for each finding to the right and against it to the left; only internally are there numbers."""
    import altair as alt  # noqa: PLC0415

    if len(output.parts) < 3:  # noqa: PLR2004  the facts are the third table
        return None
    sides = (("for_respondents", 1), ("against_respondents", -1))
    bars = [
        {"id": row["id"], "number": sign * row[name], "side": word(name, language)}
        for row in _rows(output.parts[2])
        for name, sign in sides
    ]
    if not bars:
        return None
    named = [word(name, language) for name, _ in sides]
    return (
        _chart(bars)
        .mark_bar()
        .encode(
            x=alt.X(
                "number:Q", title=word("respondents", language), axis=alt.Axis(format="d", labelExpr="abs(datum.value)")
            ),
            y=alt.Y("id:N", title=None, sort=list(dict.fromkeys(bar["id"] for bar in bars))),
            color=alt.Color("side:N", title=None, scale=alt.Scale(domain=named, range=[POSITIVE, NEGATIVE])),
        )
    )


def _saturation(output: Output, language: str) -> Any:
    """Codes known after each further conversation."""
    import altair as alt  # noqa: PLC0415

    rows = _rows(output.parts[1])
    if not rows:
        return None
    return (
        _chart(rows)
        .mark_line(point=True, color=POSITIVE)
        .encode(
            x=alt.X("transcripts:Q", title=word("transcripts", language), axis=alt.Axis(format="d")),
            y=alt.Y("codes:Q", title=word("codes_so_far", language)),
        )
        .properties(width=560, height=300)
    )


def _timeline(output: Output, language: str) -> Any:
    """Neighbourhoods by time: how many codes, to which side, and the turning points as diamonds."""
    import altair as alt  # noqa: PLC0415

    rows = [row for row in _rows(output.parts[0]) if YEAR.search(str(row["time"]))]
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
    turns = [{"place": row["neighbourhood"], "time": row["after"]} for row in _rows(output.parts[1])]
    named = word("basis_year", language)
    by_year = {row["time"]: (_year(row["time"]), row["basis"] == named) for row in rows}
    times = sorted(_merged(rows), key=by_year.__getitem__)
    x = alt.X("time:N", title=None, sort=times, axis=alt.Axis(labelAngle=-45))
    y = alt.Y("place:N", title=None)
    colours = alt.Scale(domain=list(sides.values()), range=[POSITIVE, NEGATIVE, NEITHER])
    circles = (
        _chart(data)
        .mark_circle(opacity=0.85)
        .encode(
            x=x,
            y=y,
            size=alt.Size("codes:Q", title=word("codes", language)),
            color=alt.Color("side:N", title=None, scale=colours),
        )
    )
    return circles + _chart(turns).mark_point(shape="diamond", size=260, color="black", strokeWidth=2).encode(x=x, y=y)


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


class _Plot(NamedTuple):
    output: Name
    maker: Callable[[Output, str], Any]
    codes: Callable[[Part], Mapping[str, str]] | None = None


_MAKERS: Mapping[str, _Plot] = {
    "evidence": _Plot(Name.EVIDENCE, _heat, _counted),
    "evidence-sides": _Plot(Name.EVIDENCE, _sides, _weighed),
    "matrix": _Plot(Name.MATRIX, _heat, _counted),
    "findings": _Plot(Name.FINDINGS, _for_and_against),
    "method": _Plot(Name.METHOD, _saturation),
    "timeline": _Plot(Name.TIMELINE, _timeline),
}

PLOTTED = frozenset(_MAKERS)
"""Names of the plots: each that of its output, with what it shows behind it where there are several."""
