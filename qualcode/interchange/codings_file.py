"""Codings as JSON lines: one coding a line, anchored by its exact quote.

Fields: transcript, exact, code, coder; and, where needed, prefix, suffix, start, end (Unicode code points),
attributes, neighbourhood, place, memo, at (ISO 8601).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    NonNegativeInt,
    StringConstraints,
    ValidationError,
)

from qualcode.domain.span import Span, find_quote
from qualcode.errors import CodingFileError, short
from qualcode.interchange.canonical import NOT_TEXT, canonical
from qualcode.interchange.field_mistakes import field_mistake


def _storable(text: str) -> str:
    if found := NOT_TEXT.search(text):
        msg = f"the control character U+{ord(found[0]):04X} is no text"
        raise ValueError(msg)
    return text


Plain = Annotated[str, AfterValidator(_storable)]
Filled = Annotated[Plain, StringConstraints(min_length=1)]
Quoted = Annotated[str, AfterValidator(canonical), AfterValidator(_storable)]
"""Text of a transcript, in the form in which transcripts are stored."""


class CodingLine(BaseModel):
    """One line of a codings file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    transcript: Filled
    exact: Annotated[Quoted, StringConstraints(min_length=1)]
    code: Filled
    coder: Filled
    prefix: Quoted = ""
    suffix: Quoted = ""
    start: NonNegativeInt | None = None
    end: NonNegativeInt | None = None
    attributes: dict[str, str] = {}
    neighbourhood: str | None = None
    place: Literal["here", "elsewhere"] = "here"
    memo: Plain = ""
    at: AwareDatetime | None = None
    line: int = 0

    def place_in(self, text: str, source: str) -> Span:
        """Where the quote stands in the text of its transcript.

        Raises:
            CodingFileError: Nowhere, elsewhere than the line says, or in several places.
        """
        if self.start is not None:
            span = Span(self.start, self.end if self.end is not None else self.start + len(self.exact))
            if span.of(text) != self.exact:
                raise self._mistake(f"{span.start}-{span.end} of transcript {self.transcript} is not the quote", source)
            return span
        found = find_quote(text, self.exact, self.prefix, self.suffix)
        if not found:
            raise self._mistake(f"transcript {self.transcript} does not hold the quote", source)
        if len(found) > 1:
            what = f"the quote stands {len(found)} times in transcript {self.transcript}"
            raise self._mistake(what, source, "add 'prefix' or 'suffix', the text around the one that is meant")
        return found[0]

    def _mistake(self, what: str, source: str, remedy: str | None = None) -> CodingFileError:
        return CodingFileError(f"{what} '{short(self.exact, 40)}'", source=source, line=self.line, remedy=remedy)


def read_codings(path: Path) -> Iterator[CodingLine]:
    """The lines of a file, each checked for its form.

    Raises:
        CodingFileError: The file cannot be read, or a line is no coding.
    """
    try:
        body = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CodingFileError(f"cannot be read: {error.strerror}", source=path.name) from None
    except UnicodeDecodeError:
        raise CodingFileError("is not UTF-8", source=path.name, remedy="save it as UTF-8") from None
    for number, line in enumerate(body.split("\n"), start=1):
        if line.strip():
            yield _parse(line, number, path.name)


def _parse(line: str, number: int, source: str) -> CodingLine:
    try:
        raw = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "but a nest of brackets"
        what = f"is not JSON {where}"
        raise CodingFileError(what, source=source, line=number, remedy="one JSON object a line") from None
    except ValueError:
        what = "holds a number that is too long to be read"
        raise CodingFileError(what, source=source, line=number, remedy="numbers have a few digits") from None
    if not isinstance(raw, dict):
        what = "is not a JSON object"
        raise CodingFileError(what, source=source, line=number, remedy="one JSON object a line")
    try:
        return CodingLine.model_validate_json(json.dumps({**raw, "line": number}))
    except ValidationError as error:
        what, allowed = field_mistake(error, [name for name in CodingLine.model_fields if name != "line"], "the line")
        raise CodingFileError(what, source=source, line=number, remedy=allowed) from None
