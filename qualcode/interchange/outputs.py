"""Outputs of the study as sheets, as JSON and as text."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from qualcode.domain.output import Figure, Output, Part, Value, plain_value
from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.interchange import tables
from qualcode.interchange.pages import numeric_columns, text_of
from qualcode.interchange.plain import fitted, right, shown_width, wrapped
from qualcode.interchange.plots import drawings
from qualcode.interchange.records import about_record
from qualcode.interchange.sheets import about_sheet, notices

NAME_LIMIT = 31
"""Characters that Excel allows in the name of a sheet."""


def output_sheets(output: Output, about: About, language: str) -> list[tables.Sheet]:
    """One sheet a table, and one that says from where they come."""
    above = notices(about, language)
    drawn = drawings(output, above, language)
    sheets = [
        tables.Sheet(
            part.title[:NAME_LIMIT],
            [tables.Column(column.label, column.width) for column in part.columns],
            [[plain_value(value) for value in row] for row in part.rows],
            above,
            drawn if part is output.parts[0] else (),
        )
        for part in output.parts
    ]
    facts = [(word("rules", language), rule) for rule in output.rules]
    facts += [(word("suppression", language), sentence) for sentence in output.suppression]
    return [*sheets, about_sheet(about, facts, language)]


def output_record(output: Output, about: About) -> dict[str, Any]:
    """The output as a JSON object; internally a number has the filters of its quotes beside it."""
    return {
        "output": output.name.value,
        "title": output.title,
        "parts": [_part(part, internal=about.internal) for part in output.parts],
        "rules": list(output.rules),
        "suppression": list(output.suppression),
        **about_record(about),
        "codebook_version": about.codebook_version,
        "database_hash": about.database_hash,
    }


def _part(part: Part, *, internal: bool) -> dict[str, Any]:
    names = [column.id for column in part.columns]
    return {
        "title": part.title,
        "columns": [{"id": column.id, "label": column.label} for column in part.columns],
        "rows": [
            {name: _json(value, internal=internal) for name, value in zip(names, row, strict=True)} for row in part.rows
        ],
    }


def _json(value: Value, *, internal: bool) -> object:
    if not isinstance(value, Figure):
        return value
    if not internal:
        return value.number
    quotes = {name: each for name, each in asdict(value.filters).items() if each}
    return {"number": value.number, "quotes": quotes | ({"where": value.where} if value.where else {})}


def output_lines(output: Output, about: About, language: str, width: int) -> Iterator[str]:
    """The tables as text, with what has to be said with them; long texts are cut to the width."""
    yield from notices(about, language)
    yield f"{about.study}: {output.title}"
    for part in output.parts:
        yield ""
        yield part.title
        yield from _table(part, width, language)
    for sentence in (*output.rules, *output.suppression):
        yield ""
        yield from wrapped(sentence, width)


def _table(part: Part, width: int, language: str) -> Iterator[str]:
    plain = [[plain_value(value) for value in row] for row in part.rows]
    rows = [[" ".join(text_of(value, language).split()) for value in row] for row in plain]
    numeric = numeric_columns(plain, len(part.columns))
    heads = [column.label for column in part.columns]
    needed = [max([shown_width(head), *(shown_width(row[at]) for row in rows)]) for at, head in enumerate(heads)]
    widths = _fit(needed, numeric, width)
    for row in (heads, *rows):
        cells = (
            right(text, size) if number else fitted(text, size)
            for text, size, number in zip(row, widths, numeric, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _fit(needed: Sequence[int], numeric: Sequence[bool], width: int) -> list[int]:
    """Widths of columns: the widest texts give way until a line fits, to 12 characters at the least."""
    widths = list(needed)
    while sum(widths) + 2 * (len(widths) - 1) > width:
        texts = [at for at, number in enumerate(numeric) if not number and widths[at] > 12]  # noqa: PLR2004
        if not texts:
            break
        widest = max(texts, key=widths.__getitem__)
        widths[widest] -= 1
    return widths
