"""Coded units as JSON lines: {doc_id, unit_id, text, labels}, where known seq, speaker, group and attributes.

The group is that of who speaks. Attributes are {code: {attribute: value}}, or {attribute: value} where a unit has one
label. Other fields are passed over.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from qualcode.errors import UnitFileError, short
from qualcode.interchange.field_mistakes import field_mistake

Filled = Annotated[str, StringConstraints(min_length=1)]


class UnitLine(BaseModel):
    """One line of a units file."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    doc_id: Filled
    unit_id: Filled
    text: Filled
    labels: list[Filled]
    seq: int | None = None
    speaker: str | None = None
    group: str | None = None
    attributes: dict[str, str | dict[str, str]] = {}

    def attributes_of(self, label: str) -> Mapping[str, str]:
        """The attributes of one of its labels."""
        own = self.attributes.get(label)
        if isinstance(own, dict):
            return own
        flat = {name: value for name, value in self.attributes.items() if isinstance(value, str)}
        return flat if len(self.labels) == 1 else {}


def read_units(path: Path, *, may_be_empty: bool = False) -> list[UnitLine]:
    """The units of a file, in its order.

    Raises:
        UnitFileError: The file cannot be read, holds no unit, or a line is none.
    """
    units = list(_lines(path))
    if not units and may_be_empty:
        return []
    if not units:
        what = "holds no units"
        raise UnitFileError(what, source=path.name, remedy="one JSON object a line")
    name, times = Counter(unit.unit_id for unit in units).most_common(1)[0]
    if times > 1:
        what = f"the unit_id '{short(name, 40)}' stands {times} times"
        raise UnitFileError(what, source=path.name, remedy="every unit has an id of its own")
    return units


def _lines(path: Path) -> Iterator[UnitLine]:
    try:
        body = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise UnitFileError(what, source=path.name) from None
    except UnicodeDecodeError:
        what = "is not UTF-8"
        raise UnitFileError(what, source=path.name, remedy="save it as UTF-8") from None
    for number, line in enumerate(body.split("\n"), start=1):
        if line.strip():
            yield _unit(line, number, path.name)


def _unit(line: str, number: int, source: str) -> UnitLine:
    try:
        return UnitLine.model_validate(json.loads(line))
    except ValidationError as error:
        what, allowed = field_mistake(error, list(UnitLine.model_fields), "the line")
    except (json.JSONDecodeError, RecursionError):
        what, allowed = "is not JSON", "a unit is {doc_id, unit_id, text, labels}, one a line"
    except ValueError:
        what, allowed = "holds a number that is too long to be read", "numbers have a few digits"
    raise UnitFileError(what, source=source, line=number, remedy=allowed) from None
