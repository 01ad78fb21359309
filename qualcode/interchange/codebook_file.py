"""`codebook.yaml` -> Codebook: every mistake is one sentence with file, line, code and what is allowed."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qualcode.domain.codebook import Codebook
from qualcode.errors import CodebookError, short
from qualcode.interchange import codebook_links, yaml_lines
from qualcode.interchange.codebook_schema import CodebookEntry, allowed_keys
from qualcode.interchange.yaml_lines import Located, line_of

LARGEST = 5_000_000


def read_codebook(where: Path | str, source: str | None = None) -> Codebook:
    """The codebook in a file (a path) or in a text (a string), parents before children.

    Args:
        where: Path of a UTF-8 file, or the YAML itself.
        source: What messages call it; the file's name by default.

    Raises:
        CodebookError: It is not a codebook; the message says where and what is allowed.
    """
    name = source or (where.name if isinstance(where, Path) else "codebook")
    located = yaml_lines.load(_text(where, name), name)
    if not isinstance(located.data, dict):
        what = "the file is empty" if located.data is None else "a codebook is a mapping of keys to values"
        if isinstance(located.data, list):
            what = "a list of codes is read by 'qualcode evaluate' only; a codebook is a mapping of keys to values"
        raise CodebookError(what, source=name, remedy="it needs title, language and codes")
    _sort_indicators(located)
    try:
        entry = CodebookEntry.model_validate(located.data)
    except ValidationError as error:
        raise _mistake(error, located, name) from None
    return codebook_links.connect(entry, located.lines, name)


def _text(where: Path | str, source: str) -> str:
    if isinstance(where, str):
        return where
    try:
        raw = where.read_bytes()
    except OSError as error:
        what = f"the file cannot be read: {error.strerror or error}"
        raise CodebookError(what, source=source, remedy="check its name and place") from None
    if len(raw) > LARGEST:
        what = f"the file has {len(raw):,} bytes; at most {LARGEST:,} are allowed"
        raise CodebookError(what, source=source, remedy="is it a codebook?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = "the text is not UTF-8"
        raise CodebookError(what, source=source, line=line, remedy="save the file as UTF-8") from None


def _sort_indicators(located: Located) -> None:
    """Turn a plain list of indicators into lemmas (one word) and phrases (several), lines included."""
    codes = located.data.get("codes")
    for number, code in enumerate(codes if isinstance(codes, list) else ()):
        listed = code.get("indicators") if isinstance(code, dict) else None
        if not isinstance(listed, list):
            continue
        kinds: dict[str, list[Any]] = {"lemmas": [], "phrases": []}
        at = ("codes", number, "indicators")
        for position, words in enumerate(listed):
            kind = "phrases" if isinstance(words, str) and len(words.split()) > 1 else "lemmas"
            located.lines[(*at, kind, len(kinds[kind]))] = located.lines[(*at, position)]
            kinds[kind].append(words)
        code["indicators"] = kinds


def _mistake(error: ValidationError, located: Located, source: str) -> CodebookError:
    """The first mistake of the first entry that has one; a misspelt key before the key that it makes missing."""

    def place(detail: ErrorDetails) -> tuple[int, bool, int]:
        lines, loc = located.lines, detail["loc"]
        return line_of(lines, loc[:2]) or 0, detail["type"] == "missing", line_of(lines, loc) or 0

    detail = min(error.errors(include_url=False), key=place)
    line = line_of(located.lines, detail["loc"])
    what, remedy = _sentence(detail)
    return CodebookError(f"{_owner(located.data, detail['loc'])}{what}", source=source, line=line, remedy=remedy)


def _owner(data: Mapping[str, Any], loc: tuple[str | int, ...]) -> str:
    match loc:
        case (str(kind), int(number), _, *_):
            name = data[kind][number].get("id")
            named = f"'{short(name)}'" if isinstance(name, str) and name else f"number {number + 1}"
            return f"{kind.removesuffix('s')} {named}: "
        case _:
            return ""


def _sentence(detail: ErrorDetails) -> tuple[str, str | None]:
    """What is wrong, and what is allowed."""
    loc, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        keys = allowed_keys(loc[:-1])
        near = get_close_matches(str(loc[-1]), keys, n=1)
        hint = f", did you mean '{near[0]}'?" if near else ""
        return f"unknown key '{short(str(loc[-1]))}'{hint}", f"allowed: {', '.join(keys)}"
    if kind == "value_error":
        return f"'{_field(loc)}' {detail['ctx']['error']}", None
    if detail["input"] is None:
        kind = "empty"
    what, remedy = _WHAT.get(kind, ("must be a mapping", "write 'key: value', such as nl: Leefbaarheid"))
    return f"'{_field(loc)}' {what}", remedy


_WHAT = {
    "missing": ("is missing", "add it"),
    "empty": ("is empty", "fill it in"),
    "too_short": ("is empty", "at least one entry is needed"),
    "list_type": ("must be a list", "one entry a line, each after '- '"),
    "string_type": ("must be text", "write one text, without '- ' or 'key:'"),
}


def _field(loc: tuple[str | int, ...]) -> str:
    """Where in the entry: `label.nl`, `indicators.lemmas[2]` (from 1)."""
    steps = [step for step in (loc[2:] or loc) if step != "[key]"]
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
