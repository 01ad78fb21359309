"""The codebook: codes in a tree of families, the attributes they take, and how two versions differ."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from qualcode.errors import NotFoundError, said


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property beside the code, such as valence.

    Attributes:
        id: Immutable identifier (`valentie`).
        label: Language -> label.
        values: Allowed values in order; each value -> {language: label}.
        applies_to: Ids of codes (and so of all below them) that take it.
        required: Whether a coding without a value is listed as undetermined.
        rule: How a coder decides, in the study's language.
        required_for: Codes below which it is required, when that is not all of `applies_to`.
    """

    id: str
    label: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    applies_to: tuple[str, ...]
    required: bool = False
    rule: str = ""
    required_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicators:
    """Words that point to a code: candidates for suggestion, never automatic coding.

    Attributes:
        lemmas: Single words, matched by lemma, inside compounds and over split verbs.
        phrases: Several words in a row, matched by lemma.
        patterns: spaCy token patterns (list of token dicts), with keys LEMMA, LOWER, OP, ...
        not_in: Lemmas or phrases around which an indicator means something else.
    """

    lemmas: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    patterns: tuple[tuple[Mapping[str, object], ...], ...] = ()
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A node of the code tree.

    Attributes:
        id: Immutable identifier (`factor.lange_adem`); a new name changes the label only.
        parent: Id of the node above, None for a family.
        label: Language -> label, at least the codebook's language.
        definition: What it means.
        include: When to use it.
        exclude: When not, and what then.
        examples: Quotes or sentences that show it.
        indicators: Words for the lexicon.
        negated_as: Code that a negated hit means instead (lange adem -> gebrek aan lange adem).
        replaced_by: Code that took over, when this one is retired.
        line: Line in its file, from 1, 0 when it did not come from a file.
    """

    id: str
    parent: str | None
    label: Mapping[str, str]
    definition: str
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    indicators: Indicators = field(default_factory=Indicators)
    negated_as: str | None = None
    replaced_by: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes and attributes of one version, parents before children."""

    title: str
    language: str
    attributes: tuple[Attribute, ...]
    codes: tuple[Code, ...]
    _index: dict[str, Code] = field(init=False, repr=False, compare=False)
    _lines: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the codes, since rolling up asks for their ancestors very often."""
        object.__setattr__(self, "_index", {code.id: code for code in self.codes})

    def by_id(self) -> Mapping[str, Code]:
        """Code id -> code."""
        return MappingProxyType(self._index)

    def ancestors(self, code_id: str) -> Iterator[str]:
        """The code itself and everything above it, nearest first.

        Raises:
            NotFoundError: The codebook has no such code.
        """
        return iter(self._line(code_id))

    def family(self, code_id: str) -> str:
        """The root above a code (or the code itself)."""
        return self._line(code_id)[-1]

    def attributes_of(self, code_id: str) -> tuple[Attribute, ...]:
        """The attributes that a coding with this code takes, in the codebook's order."""
        line = self._line(code_id)
        return tuple(a for a in self.attributes if not set(a.applies_to).isdisjoint(line))

    def required_of(self, code_id: str) -> tuple[Attribute, ...]:
        """The attributes without which a coding with this code is listed as undetermined."""
        line = self._line(code_id)
        return tuple(
            a for a in self.attributes if a.required and not set(a.required_for or a.applies_to).isdisjoint(line)
        )

    def _line(self, code_id: str) -> tuple[str, ...]:
        line = self._lines.get(code_id)
        if line is None:
            code = self._index.get(code_id)
            if code is None:
                kind = said("code")
                raise NotFoundError(kind, code_id, self._index)
            line = (code_id,) if code.parent is None else (code_id, *self._line(code.parent))
            self._lines[code_id] = line
        return line


T = TypeVar("T")


class Change(NamedTuple, Generic[T]):
    """What an entry said and says."""

    id: str
    old: T
    new: T


class Meaning(NamedTuple):
    """What a coder goes by; when it changes, earlier reading in full no longer covers the code."""

    definition: str
    include: str
    exclude: str


class Pointers(NamedTuple):
    """The other codes that a code points to."""

    negated_as: str | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """How two codebooks differ.

    Attributes:
        added: Codes only in the new one.
        removed: Codes only in the old one.
        relabelled: Codes with another label.
        redefined: Codes whose definition, include or exclude changed: another meaning.
        moved: Codes under another parent.
        indicators: Codes with other indicators.
        examples: Codes with other examples.
        pointers: Codes with another `negated_as` or `replaced_by`.
        attributes: Attributes that changed, appeared (old is None) or went (new is None).
        headings: Changes of `title` and `language`.
        reordered: Whether the entries that both have stand in another order.
    """

    added: tuple[Code, ...] = ()
    removed: tuple[Code, ...] = ()
    relabelled: tuple[Change[Mapping[str, str]], ...] = ()
    redefined: tuple[Change[Meaning], ...] = ()
    moved: tuple[Change[str | None], ...] = ()
    indicators: tuple[Change[Indicators], ...] = ()
    examples: tuple[Change[tuple[str, ...]], ...] = ()
    pointers: tuple[Change[Pointers], ...] = ()
    attributes: tuple[Change[Attribute | None], ...] = ()
    headings: tuple[Change[str], ...] = ()
    reordered: bool = False

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return self != CodebookDiff()


def diff(old: Codebook, new: Codebook) -> CodebookDiff:
    """What changed from `old` to `new`; empty exactly when their digests agree."""
    before, after = old.by_id(), new.by_id()
    both = [(before[code.id], code) for code in new.codes if code.id in before]

    def changes(part: Callable[[Code], T], same_as: Callable[[Code], object] | None = None) -> tuple[Change[T], ...]:
        aspect = same_as or part
        return tuple(Change(b.id, part(a), part(b)) for a, b in both if aspect(a) != aspect(b))

    return CodebookDiff(
        added=tuple(code for code in new.codes if code.id not in before),
        removed=tuple(code for code in old.codes if code.id not in after),
        relabelled=changes(lambda code: code.label),
        redefined=changes(lambda code: Meaning(code.definition, code.include, code.exclude), meaning),
        moved=changes(lambda code: code.parent),
        indicators=changes(lambda code: code.indicators),
        examples=changes(lambda code: code.examples),
        pointers=changes(lambda code: Pointers(code.negated_as, code.replaced_by)),
        attributes=_changed_attributes(old, new),
        headings=tuple(
            Change(name, getattr(old, name), getattr(new, name))
            for name in ("title", "language")
            if getattr(old, name) != getattr(new, name)
        ),
        reordered=_reordered(old.codes, new.codes) or _reordered(old.attributes, new.attributes),
    )


def meaning(code: Code) -> str:
    """SHA-256 (hex) of definition, include and exclude; line breaks and runs of blanks do not matter."""
    return _sha256([" ".join(text.split()) for text in (code.definition, code.include, code.exclude)])


def digest(codebook: Codebook) -> str:
    """SHA-256 (hex) of everything that a codebook says, its order included."""
    return _sha256(
        [
            codebook.title,
            codebook.language,
            [_attribute_content(attribute) for attribute in codebook.attributes],
            [_code_content(code) for code in codebook.codes],
        ]
    )


def _changed_attributes(old: Codebook, new: Codebook) -> tuple[Change[Attribute | None], ...]:
    before = {attribute.id: attribute for attribute in old.attributes}
    after = {attribute.id: attribute for attribute in new.attributes}
    return tuple(
        Change(key, before.get(key), after.get(key))
        for key in {**before, **after}
        if key not in before or key not in after or _attribute_content(before[key]) != _attribute_content(after[key])
    )


def _reordered(old: tuple[Attribute, ...] | tuple[Code, ...], new: tuple[Attribute, ...] | tuple[Code, ...]) -> bool:
    known = {entry.id for entry in old} & {entry.id for entry in new}
    return [entry.id for entry in old if entry.id in known] != [entry.id for entry in new if entry.id in known]


def _attribute_content(attribute: Attribute) -> list[Any]:
    values = [[value, dict(label)] for value, label in attribute.values.items()]
    applies_to, required_for = list(attribute.applies_to), list(attribute.required_for)
    return [attribute.id, dict(attribute.label), values, applies_to, attribute.required, required_for, attribute.rule]


def _code_content(code: Code) -> list[Any]:
    words = code.indicators
    patterns = [[dict(token) for token in pattern] for pattern in words.patterns]
    indicators = [list(words.lemmas), list(words.phrases), patterns, list(words.not_in)]
    pointers = [code.negated_as, code.replaced_by]
    return [code.id, code.parent, dict(code.label), meaning(code), list(code.examples), indicators, pointers]


def _sha256(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
