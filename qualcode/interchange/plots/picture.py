"""A plot as a picture, by vl-convert (extra `qualcode[plots]`): without a browser, and nothing from elsewhere."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from qualcode.errors import UsageError, said

SCALE = 2
"""Pixels of a PNG for a point of the plot."""


class PlotForm(StrEnum):
    """Form of a picture; the value is its ending."""

    SVG = "svg"
    PNG = "png"


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
