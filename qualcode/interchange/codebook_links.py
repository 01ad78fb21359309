"""How the entries of a codebook refer to each other: checked, and put parents first."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from qualcode.domain.codebook import Codebook
from qualcode.errors import CodebookError, short
from qualcode.interchange.codebook_schema import AttributeEntry, CodebookEntry, CodeEntry
from qualcode.interchange.yaml_lines import Path, line_of


def connect(entry: CodebookEntry, lines: Mapping[Path, int], source: str) -> Codebook:
    """The codebook, when all its references lead somewhere.

    Raises:
        CodebookError: An id stands twice, a reference is unknown or goes round, a label lacks the study's language.
    """
    check = _Check(entry, lines, source)
    check.codes()
    check.attributes()
    codes = {code.id: code.code(lines[("codes", number)]) for number, code in enumerate(entry.codes)}
    order = _parents_first(entry.codes)
    return Codebook(
        title=entry.title,
        language=entry.language,
        attributes=tuple(attribute.attribute() for attribute in entry.attributes),
        codes=tuple(codes[code_id] for code_id in order),
    )


def _parents_first(codes: Sequence[CodeEntry]) -> list[str]:
    """Ids in the file's order, except that a parent that stands below its child moves before it."""
    parents = {code.id: code.parent for code in codes}
    placed: dict[str, None] = {}
    for code in codes:
        line: list[str] = []
        at: str | None = code.id
        while at is not None and at not in placed:
            line.append(at)
            at = parents[at]
        placed.update(dict.fromkeys(reversed(line)))
    return list(placed)


class _Check:
    """The references of one file."""

    def __init__(self, entry: CodebookEntry, lines: Mapping[Path, int], source: str) -> None:
        self.entry, self.lines, self.source = entry, lines, source
        self.known = [code.id for code in entry.codes]

    def codes(self) -> None:
        self._twice([code.id for code in self.entry.codes], ("codes",), "")
        for number, code in enumerate(self.entry.codes):
            at: Path = ("codes", number)
            self._label(code.label, (*at, "label"), f"code '{code.id}'")
            for name in ("parent", "negated_as", "replaced_by"):
                self._reference(getattr(code, name), (*at, name), code)
        for name in ("parent", "replaced_by"):
            self._rounds(name)

    def attributes(self) -> None:
        self._twice([attribute.id for attribute in self.entry.attributes], ("attributes",), "")
        for number, attribute in enumerate(self.entry.attributes):
            at: Path = ("attributes", number)
            owner = f"attribute '{attribute.id}'"
            self._twice([value.id for value in attribute.values], (*at, "values"), f"{owner}: ")
            self._label(attribute.label, (*at, "label"), owner)
            for position, value in enumerate(attribute.values):
                self._label(value.label, (*at, "values", position, "label"), f"{owner}: value '{value.id}'")
            self._applies_to(attribute, at)

    def _applies_to(self, attribute: AttributeEntry, at: Path) -> None:
        required = attribute.required if isinstance(attribute.required, tuple) else ()
        for name, codes in (("applies_to", attribute.applies_to), ("required", required)):
            for position, code in enumerate(codes):
                if code not in self.known:
                    self._unknown(code, f"attribute '{attribute.id}': '{name}'", (*at, name, position))
        parents = {code.id: code.parent for code in self.entry.codes}
        for position, code in enumerate(required):
            if not any(step in attribute.applies_to for step in _line(code, parents)):
                what = f"attribute '{attribute.id}': it is required for '{code}', to which it does not apply"
                self._refuse(what, (*at, "required", position), "add the code to applies_to")

    def _twice(self, ids: Iterable[str], at: Path, owner: str) -> None:
        first: dict[str, int] = {}
        for position, name in enumerate(ids):
            if name in first:
                kind = str(at[-1]).removesuffix("s")
                what = f"{owner}the {kind} id '{name}' stands twice, first in line {self.lines[(*at, first[name])]}"
                self._refuse(what, (*at, position), "ids are unique and never used again")
            first[name] = position

    def _label(self, label: Mapping[str, str], at: Path, owner: str) -> None:
        language = self.entry.language
        if language not in label:
            what = f"{owner}: 'label' lacks the codebook's language '{language}'"
            self._refuse(what, at, f"it has {', '.join(label)}")

    def _reference(self, target: str | None, at: Path, code: CodeEntry) -> None:
        if target == code.id:
            self._refuse(f"code '{code.id}': '{at[-1]}' is the code itself", at, "name another code or leave it out")
        if target is not None and target not in self.known:
            self._unknown(target, f"code '{code.id}': '{at[-1]}'", at)

    def _rounds(self, name: str) -> None:
        targets = {code.id: getattr(code, name) for code in self.entry.codes}
        sound: set[str] = set()
        for number, code in enumerate(self.entry.codes):
            line: list[str] = []
            for step in _line(code.id, targets):
                if step in sound:
                    break
                if step in line:
                    way = " -> ".join([*line[line.index(step) :], step])
                    self._refuse(
                        f"code '{code.id}': '{name}' goes round: {short(way)}", ("codes", number, name), "cut it"
                    )
                line.append(step)
            sound.update(line)

    def _unknown(self, target: str, owner: str, at: Path) -> NoReturn:
        near = get_close_matches(target, self.known, n=1)
        hint = f", did you mean '{near[0]}'?" if near else ""
        self._refuse(
            f"{owner} names the unknown code '{short(target)}'{hint}", at, "it must be the id of a code in this file"
        )

    def _refuse(self, what: str, at: Path, remedy: str) -> NoReturn:
        raise CodebookError(what, source=self.source, line=line_of(self.lines, at), remedy=remedy)


def _line(code: str, targets: Mapping[str, str | None]) -> Iterable[str]:
    """The code and what it leads to, without end where that goes round."""
    at: str | None = code
    while at is not None:
        yield at
        at = targets[at]
