"""A codebook as a JSON list of {code, label, definition, parent}: enough to rank by, and what other tools write."""

import json
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from qualcode.domain.codebook import Code, Codebook
from qualcode.errors import CodebookError, short
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.field_mistakes import field_mistake

Filled = Annotated[str, StringConstraints(min_length=1)]
LANGUAGE = "nl"


class ListedCode(BaseModel):
    """One code; a parent that is not listed itself may be described beside its child."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    code: Filled
    label: Filled
    definition: str = ""
    parent: Filled | None = None
    parent_label: str = ""
    parent_definition: str = ""


_LIST = TypeAdapter(list[ListedCode])


def read_any_codebook(path: Path) -> Codebook:
    """The codebook in a file of ours (YAML) or in a JSON list of codes.

    Raises:
        CodebookError: It is neither.
    """
    return _connected(_listed(path), path.name) if _is_list(path) else read_codebook(path)


def undescribed_parents(path: Path) -> list[str]:
    """Parents of which a list of codes says nothing, neither as a code nor beside their children.

    Raises:
        CodebookError: It is no list of codes, or such a parent looks like a misspelt code.
    """
    listed = _listed(path) if _is_list(path) else []
    codes = {each.code for each in listed}
    told = codes | {each.parent for each in listed if each.parent and (each.parent_label or each.parent_definition)}
    for each in listed:
        if each.parent is not None and each.parent not in told:
            others = [code for code in codes if not code.startswith(each.parent)]
            if near := get_close_matches(each.parent, others, n=1, cutoff=0.8):
                what = f"code '{short(each.code)}': its parent '{short(each.parent)}' is no code of the list"
                raise CodebookError(what, source=path.name, remedy=f"did you mean {near[0]}?")
    return sorted({each.parent for each in listed if each.parent is not None} - told)


def _is_list(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _listed(path: Path) -> list[ListedCode]:
    try:
        return _LIST.validate_python(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise CodebookError(what, source=path.name, remedy="check its name and place") from None
    except ValidationError as error:
        raise _mistake(error, path.name) from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        what = "the file is not JSON in UTF-8"
        raise CodebookError(what, source=path.name, remedy="a list of {code, label, definition, parent}") from None
    except ValueError:
        what = "the file holds a number that is too long to be read"
        raise CodebookError(what, source=path.name, remedy="numbers have a few digits") from None


def _mistake(error: ValidationError, source: str) -> CodebookError:
    """The first mistake, with the place of its entry in the list."""
    detail = error.errors(include_url=False)[0]
    if not detail["loc"]:
        return CodebookError("the file is no list", source=source, remedy="a list of {code, label, definition, parent}")
    what, allowed = field_mistake(error, list(ListedCode.model_fields), "it", inside=1)
    return CodebookError(f"entry {int(detail['loc'][0]) + 1}: {what}", source=source, remedy=allowed)


def _connected(listed: list[ListedCode], source: str) -> Codebook:
    entries = {each.code: each for each in listed}
    if len(entries) < len(listed) or not listed:
        what = "a code stands twice" if listed else "the list is empty"
        raise CodebookError(what, source=source, remedy="list every code once")
    placed: dict[str, Code] = {}
    for each in listed:
        _place(each.code, entries, placed, each, source)
    return Codebook(source, LANGUAGE, (), tuple(placed.values()))


def _place(name: str, entries: dict[str, ListedCode], placed: dict[str, Code], child: ListedCode, source: str) -> None:
    """Add a code after its parents."""
    line: list[str] = []
    at: str | None = name
    while at is not None and at not in placed:
        if at in line:
            what = f"code '{short(name)}': 'parent' goes round"
            raise CodebookError(what, source=source, remedy="cut it")
        line.append(at)
        child = entries.get(at, child)
        at = entries[at].parent if at in entries else None
    for each in reversed(line):
        placed[each] = _code(each, entries, child)


def _code(name: str, entries: dict[str, ListedCode], child: ListedCode) -> Code:
    own = entries.get(name)
    if own is None:
        return Code(name, None, {LANGUAGE: child.parent_label or name}, child.parent_definition)
    return Code(name, own.parent, {LANGUAGE: own.label}, own.definition)
