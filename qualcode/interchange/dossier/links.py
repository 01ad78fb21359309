"""Where the numbers of a table lead within a dossier."""

import re
from collections.abc import Container, Mapping
from urllib.parse import quote as quoted

from qualcode.domain.evidence import Filters
from qualcode.domain.output import Figure, Value
from qualcode.domain.transcript import Kind
from qualcode.interchange.dossier.overlaps import Overlaps

UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
ONE = 1
SEARCHED = {"codes": "code", "neighbourhoods": "place", "groups": "group"}
"""Filters that the search of a dossier knows -> the name that it gives them."""


def slug(name: str) -> str:
    """A name as that of a file; names that differ stay different."""
    return UNSAFE.sub(lambda found: f"~{ord(found[0]):x}~", name)


def address_of(
    column: str, value: Value, quotes: Container[str], sections: Container[tuple[str, str]], overlaps: Overlaps
) -> str | None:
    """Where a cell leads, from a page one folder deep; None where it leads nowhere.

    Args:
        column: Id of the column; a number in `quote` is that of a quote.
        value: What the cell holds.
        quotes: Keys of the quotes that have a page.
        sections: (code, neighbourhood) of which the page of the code has a section.
        overlaps: Which quotes share words.
    """
    if column == "quote" and isinstance(value, int):
        return f"../quotes/{value}.html" if str(value) in quotes else None
    if not isinstance(value, Figure) or not value.number:
        return None
    if value.where:
        return _combination(value, overlaps)
    return _page(value.filters, sections) if _is_cell(value.filters) else _search(value.filters)


def condition_address(code: str, attributes: Mapping[str, str]) -> str:
    """Where the quotes of a condition stand, from a page one folder deep: those of a code, or of a code with values."""
    if not attributes:
        return f"../codes/{slug(code)}.html"
    said = [("code", code), *(("value", f"{name}:{value}") for name, value in attributes.items())]
    return "../search.html#" + "&".join(f"{name}={quoted(value, safe='')}" for name, value in said)


def _combination(figure: Figure, overlaps: Overlaps) -> str | None:
    """The search for quotes of one code in the words of another; None where it would find other respondents."""
    codes = overlaps.codes_of(figure.where)
    if codes is None or figure.filters.codes != codes[:1] or _asked(figure.filters) != {"codes"}:
        return None
    if overlaps.respondents(*codes) != figure.number:
        return None
    return f"../search.html#code={quoted(codes[0], safe='')}&with={quoted(codes[1], safe='')}"


def _is_cell(filters: Filters) -> bool:
    """Whether they ask for one code in one neighbourhood, and for nothing else."""
    one_each = len(filters.codes) == len(filters.neighbourhoods) == ONE
    return one_each and not _asked(filters) - {"codes", "neighbourhoods"}


def _page(filters: Filters, sections: Container[tuple[str, str]]) -> str | None:
    """The page of a code, at a neighbourhood; None where no quote of this cell is told."""
    (code, *_), (place, *_) = filters.codes, filters.neighbourhoods
    return f"../codes/{slug(code)}.html#n-{place}" if (code, place) in sections else None


def _search(filters: Filters) -> str | None:
    """The search for the quotes of a cell; None where it could not find just those."""
    asked = _asked(filters)
    if asked - {*SEARCHED, "attributes"}:
        return None
    said = []
    for field in sorted(asked - {"attributes"}):
        values = getattr(filters, field)
        if len(values) != ONE:
            return None
        said.append((SEARCHED[field], values[0]))
    for name, values in filters.attributes.items():
        if len(values) != ONE:
            return None
        said.append(("value", f"{name}:{values[0]}"))
    return "../search.html#" + "&".join(f"{name}={quoted(value, safe='')}" for name, value in said)


def _asked(filters: Filters) -> set[str]:
    """The fields by which quotes are chosen; that documents do not count and a place is known goes without saying."""
    found = {
        name
        for name in ("codes", "neighbourhoods", "cities", "groups", "coders", "transcripts")
        if getattr(filters, name)
    }
    found |= {"attributes"} if filters.attributes else set()
    found |= {"respondents"} if filters.respondents or filters.unchecked or filters.assigned is False else set()
    documents = set(filters.kinds) not in (set(), {Kind.INTERVIEW, Kind.FOCUS_GROUP})
    return found | ({"kinds"} if documents else set())
