"""Progress at a glance: codings, decided and open suggestions as bars, each with its number.

The specification is written for Vega-Lite itself: what makes one from Python takes a second to import, on the first
page of all.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from qualcode.ui.text import _, ngettext, number
from qualcode.workflow.progress import Part

ROW, BAR = 22, 110
"""Pixels of a line, and of the longest bar."""

BARS, INK = {"light": "#1f5f8b", "dark": "#5fa8dc"}, {"light": "#1d2329", "dark": "#e4e8eb"}
"""Colours of the bars and of the numbers beside them, on each background."""

PATTERN = 30
"""Characters of a name that are shown beside its bars; the table has it in full."""

LETTER = 7
"""Pixels that a letter of a name takes at most, on average."""


def progress_plot(title: str, parts: Sequence[Part], name: Callable[[str], str], room: int) -> None:
    """Draw the bars of neighbourhoods or groups; nothing without parts.

    Args:
        title: What they are of.
        parts: One line each.
        name: Says what a part is called.
        room: Letters that names get, so that the bars of several plots begin below each other.
    """
    if not parts:
        return
    st.vega_lite_chart(spec=_specification(parts, name, room), width="content", alt=_told(title, parts, name))


def _measures() -> Mapping[str, str]:
    return {"codings": _("Codings"), "decided": _("Decided"), "open": _("Open")}


def _specification(parts: Sequence[Part], name: Callable[[str], str], room: int) -> dict[str, Any]:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    rows = [
        {
            "name": name(part.name),
            **{measure: getattr(part, measure) for measure in _measures()},
            **{f"{measure}_said": number(getattr(part, measure)) for measure in _measures()},
        }
        for part in parts
    ]
    order = [str(row["name"]) for row in rows]
    longest = {measure: max(1, *(getattr(part, measure) for part in parts)) for measure in _measures()}
    return {
        "data": {"values": rows},
        "spacing": 14,
        "autosize": {"type": "pad"},
        "hconcat": [
            _bars(measure, said, longest[measure], order, theme, room=0 if at else room)
            for at, (measure, said) in enumerate(_measures().items())
        ],
    }


def _bars(measure: str, said: str, longest: int, order: Sequence[str], theme: str, *, room: int) -> dict[str, Any]:
    axis = {"labelLimit": 6 * PATTERN, "ticks": False, "domain": False, "labels": room > 0, "labelColor": INK[theme]}
    axis["minExtent"] = LETTER * min(room, PATTERN)
    where = {"field": "name", "type": "nominal", "sort": order, "title": None, "axis": axis}
    long: dict[str, Any] = {"field": measure, "type": "quantitative", "title": None, "axis": None}
    long["scale"] = {"nice": False, "domain": [0, longest]}
    beside = {"align": "left", "baseline": "middle", "dx": 3, "color": INK[theme], "fontSize": 12}
    return {
        "title": {"text": said, "anchor": "start", "frame": "group", "fontSize": 13},
        "width": BAR,
        "height": {"step": ROW},
        "view": {"stroke": None},
        "layer": [
            {"mark": {"type": "bar", "color": BARS[theme], "height": ROW - 9}, "encoding": {"y": where, "x": long}},
            {
                "mark": {"type": "text", "clip": False, **beside},
                "encoding": {"y": where, "x": long, "text": {"field": f"{measure}_said"}},
            },
        ],
    }


def _told(title: str, parts: Sequence[Part], name: Callable[[str], str]) -> str:
    """The bars in words."""
    lines = [f"{name(part.name)}: {', '.join(_counted(part))}" for part in parts]
    return f"{title}. {'; '.join(lines)}."


def _counted(part: Part) -> list[str]:
    return [
        ngettext("{n} coding", "{n} codings", part.codings).format(n=number(part.codings)),
        _("{n} decided").format(n=number(part.decided)),
        ngettext("{n} open suggestion", "{n} open suggestions", part.open).format(n=number(part.open)),
    ]
