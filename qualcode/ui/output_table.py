"""A table of an output as HTML: a real table whose numbers lead to their quotes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markupsafe import Markup

from qualcode.domain.combination import Valued
from qualcode.domain.combination_text import written
from qualcode.domain.evidence import Filters
from qualcode.domain.output import Figure, Name, OutputColumn, Part, Value
from qualcode.domain.quantity import Quantity, as_text
from qualcode.domain.wording import word
from qualcode.ui import state
from qualcode.ui.addresses import address_of
from qualcode.ui.combination import PARAMETER
from qualcode.ui.components.links import link
from qualcode.ui.finding_ways import Way, finding_way
from qualcode.ui.markup import NUMBER, pager
from qualcode.ui.text import _, decimals, heading, number

HERE = "outputs"
PER_PAGE = 100
"""Rows of a table on one page."""

Ways = Callable[[str, Value, Sequence[str]], Way | None]
"""(id of a column, value, what names the row) -> where that cell leads, None where nowhere in particular."""

LONG_ID = 24
"""Characters from which an id is broken at its dots and underscores."""

LONG = 60
"""Characters from which a text gets a wide column."""


def output_tables(name: Name, parts: Sequence[Part], page: int) -> Markup:
    """The rows of one page of each table, from 1; what has no rows left is not repeated on later pages."""
    ways = finding_way if name is Name.FINDINGS else _no_way
    longest = max(len(part.rows) for part in parts)
    at = min(page, max(1, -(-longest // PER_PAGE)))
    rows = slice((at - 1) * PER_PAGE, at * PER_PAGE)
    shown = []
    for part in parts:
        if at > 1 and not part.rows[rows]:
            continue
        if part.title != word(f"output_{name}", state.language()):  # that is chosen above
            shown.append(Markup('<h2 class="qc-part">{}</h2>').format(part.title))
        shown.append(output_table(replace(part, rows=part.rows[rows], keys=part.keys[rows]), ways))
    return Markup().join([*shown, pager(HERE, at, PER_PAGE, longest)])


def output_table(part: Part, ways: Ways) -> Markup:
    """The table, with the `ways` that its cells have beside those to quotes; empty ones say so."""
    if not part.rows:
        return Markup('<p class="qc-sums">{}</p>').format(_("There is nothing to show yet."))
    heads = [_head(column, [row[at] for row in part.rows]) for at, column in enumerate(part.columns)]
    keys = part.keys or [()] * len(part.rows)
    body = [_row(part.columns, row, key, ways) for row, key in zip(part.rows, keys, strict=True)]
    return Markup(
        '<div class="qc-scroll" tabindex="0" role="region" aria-label="{}"><table class="qc-table qc-output">'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(part.title, part.title, Markup().join(heads), Markup().join(body))


def _head(column: OutputColumn, values: Sequence[Value]) -> Markup:
    """The head of a column, above its numbers where it has any."""
    numbers = any(value is not None and not isinstance(value, str) for value in values)
    return Markup('<th scope="col" class="{}">{}</th>').format(NUMBER if numbers else "", heading(column.label))


def _row(columns: Sequence[OutputColumn], row: Sequence[Value], key: Sequence[str], ways: Ways) -> Markup:
    name, named = str(row[0]), key or (str(row[0]),)
    behind = next((value.filters for value in row if isinstance(value, Figure)), None)
    cells = [
        _summary(str(value), behind, name)
        if column.id == "summary" and behind
        else _cell(column, value, name, ways(column.id, value, named))
        for column, value in zip(columns[1:], row[1:], strict=True)
    ]
    shown: str = breakable(_shown(row[0]))
    if columns[0].id == "claim" or ways(columns[0].id, row[0], named):
        shown = link(name, "claims", {"claim": name})
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(shown, Markup().join(cells))


def _no_way(_column: str, _value: Value, _row: Sequence[str]) -> None:
    """Where cells lead of tables whose numbers alone lead anywhere."""


def _summary(text: str, behind: Filters, row: str) -> Markup:
    """What is written about a cell, with the way to write or change it."""
    query = {"name": Name.MATRIX.value, "code": behind.codes[0], "neighbourhood": behind.neighbourhoods[0]}
    label = _("{row}, {place}: write the summary").format(row=row, place=behind.neighbourhoods[0])
    way = link(_("Change it") if text else _("Write"), "outputs", query, label=label)
    return Markup('<td class="{}">{} {}</td>').format("qc-long" if len(text) > LONG else "", text, way)


def _cell(column: OutputColumn, value: Value, row: str, way: Way | None = None) -> Markup:
    if way is not None:
        said = _("{row}, {column}: {count}").format(row=row, column=column.label, count=_shown(value))
        shown = link(_shown(value), way.page, way.query, label=said)
    elif isinstance(value, Figure):
        said = _("{row}, {column}: {count}").format(row=row, column=column.label, count=value.number)
        shown = link(number(value.number), "quotes", _address(value), label=said)
    elif column.id == "quote" and isinstance(value, int):
        shown = link(str(value), "quotes", {"quote": str(value)})
    else:
        shown = breakable(_shown(value))
    if isinstance(value, str):
        return Markup('<td class="{}">{}</td>').format("qc-long" if len(value) > LONG else "", shown)
    return Markup('<td class="qc-number">{}</td>').format(shown)


def breakable(text: str) -> Markup:
    """A text, where the parts of a long id may stand below each other."""
    escaped = Markup.escape(text)
    if len(text) <= LONG_ID or " " in text:
        return escaped
    return Markup(re.sub(r"(?<=[._])(?=\w)", "<wbr>", escaped))  # noqa: S704  escaped above


def _address(figure: Figure) -> dict[str, str]:
    valued = [Valued(name, value) for name, values in figure.filters.attributes.items() for value in values[:1]]
    where = " and ".join([*([figure.where] if figure.where else []), *(written(each) for each in valued)])
    return address_of(figure.filters) | ({PARAMETER: where} if where else {})


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Figure):
        return number(value.number)
    if isinstance(value, Quantity):
        return as_text(value, state.language())
    if isinstance(value, float):
        return decimals(value)
    return number(value) if isinstance(value, int) else value
