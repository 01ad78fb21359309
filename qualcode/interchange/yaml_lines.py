"""YAML text as mappings, lists and text, with the line on which every entry stands."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from qualcode.errors import CodebookError, short

MAX_DEPTH = 20
MAX_ENTRIES = 200_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NOTHING = {"", "~", "null", "Null", "NULL"}

Path = tuple[str | int, ...]
"""Keys and list positions (from 0) from the top to an entry."""


class Located(NamedTuple):
    """What a document says. Every scalar is text, as written: `no` is no Boolean and `2000_2008` no number."""

    data: Any
    lines: dict[Path, int]


def load(text: str, source: str) -> Located:
    """The one document in `text`, NFC, with its lines from 1.

    Raises:
        CodebookError: It is no YAML, or uses what a codebook has no use for.
    """
    document = _Document(source)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            document.take(event)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text, source) from None
    except yaml.reader.ReaderError as error:
        what = f"the character U+{error.character:04X} is not allowed in YAML"
        raise CodebookError(what, source=source, remedy="take it out") from None
    except UnicodeEncodeError as error:
        what = f"the character U+{ord(text[error.start]):04X} is half a character"
        raise CodebookError(what, source=source, remedy="take it out") from None
    return Located(document.root, document.lines)


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of an entry, or of the nearest entry around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


@dataclass
class _Collection:
    """A mapping or list that is still open; `key` waits for its value, `before` is the entry count at its start."""

    node: dict[str, Any] | list[Any]
    path: Path
    anchor: str | None
    before: int
    key: str | None = None


@dataclass
class _Document:
    source: str
    root: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    open: list[_Collection] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    documents: int = 0
    entries: int = 0

    def take(self, event: yaml.Event) -> None:
        """Add what the parser met next."""
        line = 0 if event.start_mark is None else event.start_mark.line + 1
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(f"the tag '{short(tag)}' is not used in a codebook", line, "write plain text")
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._refuse("a second document starts", line, "one file holds one codebook; remove '---'")
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.AliasEvent():
                self._alias(str(event.anchor), line)
            case yaml.MappingStartEvent():
                self._start({}, event.anchor, line)
            case yaml.SequenceStartEvent():
                self._start([], event.anchor, line)
            case yaml.CollectionEndEvent():
                self._end()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if control := _CONTROL.search(event.value):
            self._refuse(f"the character U+{ord(control[0]):04X} is not allowed in a text", line, "take it out")
        plain = event.implicit[0]
        value = None if plain and event.value in _NOTHING else unicodedata.normalize("NFC", event.value)
        self._count(1, line)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self._place(value, line)

    def _start(self, node: dict[str, Any] | list[Any], anchor: str | None, line: int) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._refuse(f"the entries are nested more than {MAX_DEPTH} deep", line, "a codebook needs six levels")
        before = self.entries
        self._count(1, line)
        path = self._place(node, line)
        self.open.append(_Collection(node, path, anchor, before))

    def _end(self) -> None:
        closed = self.open.pop()
        if closed.anchor:
            self.anchors[closed.anchor] = (closed.node, self.entries - closed.before)

    def _alias(self, anchor: str, line: int) -> None:
        if anchor not in self.anchors:
            self._refuse(f"*{short(anchor)} stands for no finished entry above it", line, "write the entry out")
        value, size = self.anchors[anchor]
        self._count(size, line)
        self._place(value, line)

    def _count(self, more: int, line: int) -> None:
        self.entries += more
        if self.entries > MAX_ENTRIES:
            self._refuse(f"the file unfolds to more than {MAX_ENTRIES:,} entries", line, "write fewer aliases")

    def _place(self, value: Any, line: int) -> Path:
        if not self.open:
            self.root, self.lines[()] = value, line
            return ()
        around = self.open[-1]
        if isinstance(around.node, list):
            path = (*around.path, len(around.node))
            around.node.append(value)
            self.lines[path] = line
            return path
        if around.key is None:
            around.key = self._new_key(value, around, line)
            path = (*around.path, around.key)
            self.lines[path] = line
            return path
        path = (*around.path, around.key)
        around.node[around.key], around.key = value, None
        return path

    def _new_key(self, value: Any, around: _Collection, line: int) -> str:
        if not isinstance(value, str):
            self._refuse("a key must be text", line, "write 'key: value'")
        if value in around.node:
            first = self.lines[(*around.path, value)]
            what = f"{self._owner()}the key '{short(value)}' stands twice, first in line {first}"
            self._refuse(what, line, "keep one of them")
        return str(value)

    def _owner(self) -> str:
        """The code or attribute around the place that was reached, as far as its id is known."""
        for level in self.open:
            if len(level.path) == 2 and isinstance(level.node, dict) and level.node.get("id"):  # noqa: PLR2004  (codes, 3)
                return f"{str(level.path[0]).removesuffix('s')} '{short(str(level.node['id']))}': "
        return ""

    def _refuse(self, what: str, line: int, remedy: str) -> None:
        raise CodebookError(what, source=self.source, line=line, remedy=remedy)


def _syntax_error(error: yaml.MarkedYAMLError, text: str, source: str) -> CodebookError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    written = (text.split("\n")[line - 1 : line] or [""])[0] if line else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        what, remedy = "a tab in the indentation; YAML allows blanks only", "replace it by blanks"
    else:
        what, remedy = f"this is not valid YAML: {error.problem}", _REMEDIES.get(str(error.problem), _ANY_REMEDY)
    return CodebookError(what, source=source, line=line, remedy=remedy)


_REMEDIES = {"mapping values are not allowed in this context": "put a text that holds ': ' in quotes"}
_ANY_REMEDY = "check the indentation, quotes and brackets there"
