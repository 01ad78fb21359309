"""Sheets as a page of Markdown and as one HTML file that needs nothing from elsewhere."""

import datetime as dt
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.publication import About
from qualcode.domain.quantity import as_text
from qualcode.domain.wording import word
from qualcode.interchange.tables import Drawing, Sheet, Value

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = Path(__file__).with_name("page.html.jinja")
MARKUP = str.maketrans({character: f"\\{character}" for character in "\\|`*_{}[]<>#"})


def markdown_page(sheets: Sequence[Sheet], about: About, language: str) -> str:
    """The sheets as headings and tables; what a cell says is text and never markup."""
    lines = [f"# {_escaped(about.study)}", ""]
    for notice in sheets[0].notices if sheets else ():
        lines += [f"**{_escaped(notice)}**", ""]
    for sheet in sheets:
        lines += [f"## {_escaped(sheet.title)}", "", *_markdown_table(sheet, language), ""]
    return "\n".join(lines)


def _markdown_table(sheet: Sheet, language: str) -> Iterator[str]:
    rows = [list(row) for row in sheet.rows]
    numeric = numeric_columns(rows, len(sheet.columns))
    yield _markdown_row([column.label for column in sheet.columns])
    yield "|" + "|".join("---:" if right else "---" for right in numeric) + "|"
    for row in rows:
        yield _markdown_row([text_of(value, language) for value in row])


def _markdown_row(values: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(" ".join(value.split())) for value in values) + " |"


def _escaped(text: str) -> str:
    return text.translate(MARKUP)


def html_page(sheets: Sequence[Sheet], about: About, language: str) -> str:
    """One page with a table a sheet; without a script, and with its style inside."""
    tables = []
    for sheet in sheets:
        rows = [list(row) for row in sheet.rows]
        numeric = numeric_columns(rows, len(sheet.columns))
        told = [[text_of(value, language) for value in row] for row in rows]
        figures = [_figure(drawing, language) for drawing in sheet.drawings]
        tables.append({"sheet": sheet, "rows": told, "numeric": numeric, "figures": [each for each in figures if each]})
    notices = sheets[0].notices if sheets else ()
    return _template().render(about=about, language=language, notices=notices, tables=tables)


def _figure(drawing: Drawing, language: str) -> dict[str, str] | None:
    """A plot as an image that stands in the page itself, or the sentence that it is lacking; None without data."""
    from qualcode.interchange.plots import pictured  # noqa: PLC0415  a page mostly has none
    from qualcode.interchange.plots.picture import PlotForm  # noqa: PLC0415

    made = pictured(drawing, PlotForm.SVG)
    if made is None:
        return None
    said = {"caption": drawing.caption, "alternative": drawing.alternative, "missing": "", "source": ""}
    if not made:
        return {**said, "missing": word("plot_missing", language, caption=drawing.caption)}
    return {**said, "source": f"data:image/svg+xml;base64,{b64encode(made).decode()}"}


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  only a page needs it

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def numeric_columns(rows: Sequence[Sequence[Value]], width: int) -> list[bool]:
    """Which columns hold numbers (or nothing, or a mark of one character for a hidden number)."""
    return [any(_counts(row[at]) for row in rows) and all(_fits(row[at]) for row in rows) for at in range(width)]


def _counts(value: Value) -> bool:
    return isinstance(value, int | float)


def _fits(value: Value) -> bool:
    return value is None or _counts(value) or (isinstance(value, str) and len(value) <= 1)


def text_of(value: Value, language: str) -> str:
    """A cell as text; shares in three decimals, measured numbers in theirs, moments to the minute in UTC."""
    if value is None:
        return ""
    if isinstance(value, float):
        return as_text(value, language)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M")
    return str(value)
