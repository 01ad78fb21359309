"""Plots of outputs as Vega-Lite, made of what their tables print and so of nothing that a table hides; SVG and PNG.

Pictures are made by vl-convert (extra `qualcode[plots]`), without a browser and without anything from elsewhere; the
same content gives the same bytes where the same fonts are installed.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from qualcode.domain.output import Name, Output, Part
from qualcode.domain.wording import word
from qualcode.interchange.plots.heat import counted, heat
from qualcode.interchange.plots.picture import PlotForm, picture, renderer
from qualcode.interchange.plots.rows import HIDDEN, coded
from qualcode.interchange.plots.saturation import saturation
from qualcode.interchange.plots.sides import for_and_against, sides, weighed
from qualcode.interchange.plots.timeline import timeline
from qualcode.interchange.tables import Drawing

ROWS_A_PAGE = 36
"""Codes that one picture shows on paper, so that its labels can be read; a family is broken only if it has more."""


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
        if codes and len(codes) < len(coded(output.parts[0])):
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


class _Plot(NamedTuple):
    output: Name
    maker: Callable[[Output, str], Any]
    codes: Callable[[Part], Mapping[str, str]] | None = None


_MAKERS: Mapping[str, _Plot] = {
    "evidence": _Plot(Name.EVIDENCE, heat, counted),
    "evidence-sides": _Plot(Name.EVIDENCE, sides, weighed),
    "matrix": _Plot(Name.MATRIX, heat, counted),
    "findings": _Plot(Name.FINDINGS, for_and_against),
    "method": _Plot(Name.METHOD, saturation),
    "timeline": _Plot(Name.TIMELINE, timeline),
}

PLOTTED = frozenset(_MAKERS)
"""Names of the plots: each that of its output, with what it shows behind it where there are several."""
