"""What is wrong with a field of a JSON line or entry, in a sentence of our own: which field, and what is allowed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qualcode.errors import short


class FieldMistake(NamedTuple):
    """What is wrong, with its field, and what is allowed instead."""

    what: str
    allowed: str


def field_mistake(error: ValidationError, fields: Sequence[str], whole: str, *, inside: int = 0) -> FieldMistake:
    """The first mistake of the first entry; a field that is not known before the field that it makes missing.

    Args:
        error: What pydantic found.
        fields: The fields that are known.
        whole: What the entry is called where it is no object at all, such as `the line`.
        inside: Steps to the entry, which are told elsewhere.
    """
    found = error.errors(include_url=False)
    detail = min(found, key=lambda each: (each["loc"][:inside], each["type"] != "extra_forbidden"))
    kind, given = detail["type"], detail["input"]
    name = field_name(detail["loc"][inside:])
    if kind == "extra_forbidden":
        near = get_close_matches(name, fields, n=1)
        hint = f", did you mean '{near[0]}'?" if near else ""
        return FieldMistake(f"the field '{short(name)}' is not known{hint}", f"fields are {', '.join(fields)}")
    if not name:
        return FieldMistake(f"{whole} is no object with fields", f"fields are {', '.join(fields)}")
    if given is None and kind != "missing":
        return FieldMistake(f"'{name}' is null", "leave the field out, or fill it in")
    what, allowed = _told(kind, detail)
    return FieldMistake(f"'{name}' {what}", allowed)


def field_name(place: Iterable[int | str]) -> str:
    """Where in an entry: `labels[2]` (from 1), `attributes.valentie`; without the names of alternatives."""
    steps = [step for step in place if isinstance(step, int) or not (step in _BRANCHES or "[" in step)]
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


_BRANCHES = {"str"}
"""What pydantic calls the ways to write a value in the place of a mistake, beside those with brackets."""


def _told(kind: str, detail: ErrorDetails) -> tuple[str, str]:
    tell = _KINDS.get(kind)
    if tell is not None:
        return tell(detail.get("ctx", {}), detail["input"])
    other = ("has a form that is not allowed here", "docs/FILES.md says what is")
    return next((sentence for family, sentence in _FAMILIES.items() if kind.startswith(family)), other)


Context = Mapping[str, Any]


def _least(context: Context, given: object) -> tuple[str, str]:
    return f"is {short(str(given), 40)}", f"a whole number of {context['ge']} or more"


def _one_of(context: Context, given: object) -> tuple[str, str]:
    return f"is '{short(str(given), 40)}'", f"choose from {context['expected'].replace(chr(39), '')}"


_KINDS: Mapping[str, Callable[[Context, object], tuple[str, str]]] = {
    "missing": lambda _context, _given: ("is missing", "add it"),
    "string_type": lambda _context, given: (f"is {_named(given)}", 'a text between double quotes, such as "R017"'),
    "string_too_short": lambda _context, _given: ("is empty", "fill it in"),
    "too_short": lambda _context, given: ("is empty", "fill it in" if isinstance(given, str) else "at least one entry"),
    "list_type": lambda _context, given: (f"is {_named(given)}", 'a list of texts, such as [] or ["sloop"]'),
    "dict_type": lambda _context, given: (
        f"is {_named(given)}",
        'names with values, such as {"valentie": "positief"}',
    ),
    "greater_than_equal": _least,
    "literal_error": _one_of,
    "enum": _one_of,
    "value_error": lambda context, _given: (f"cannot be taken in: {context['error']}", "mend the text"),
}
_FAMILIES = {
    "datetime": ("is no moment with a time zone", "such as 2026-11-01T09:30:00+01:00"),
    "timezone": ("has no time zone", "such as 2026-11-01T09:30:00+01:00"),
    "date": ("is no date", "such as 2026-11-01"),
    "int": ("is no whole number", "such as 12"),
    "float": ("is no number", "such as 12.5"),
    "bool": ("is neither true nor false", "true or false"),
}


def _named(given: object) -> str:
    """What kind of value stands there, as JSON calls it."""
    kinds = ((bool, "true or false"), (int | float, "a number"), (str, "a text"), (list, "a list"), (dict, "an object"))
    return next((name for kind, name in kinds if isinstance(given, kind)), "something else")
