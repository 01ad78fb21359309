"""The codebook: codes in a tree of families, and the attributes they take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


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
    """

    id: str
    label: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    applies_to: tuple[str, ...]
    required: bool = False
    rule: str = ""


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

    def by_id(self) -> dict[str, Code]:
        """Code id -> code."""
        return {code.id: code for code in self.codes}

    def ancestors(self, code_id: str) -> Iterator[str]:
        """The code itself and everything above it, nearest first."""
        codes = self.by_id()
        at: str | None = code_id
        while at is not None:
            yield at
            at = codes[at].parent

    def family(self, code_id: str) -> str:
        """The root above a code (or the code itself)."""
        *_, root = self.ancestors(code_id)
        return root

    def attributes_of(self, code_id: str) -> tuple[Attribute, ...]:
        """The attributes that a coding with this code takes, in the codebook's order."""
        line = set(self.ancestors(code_id))
        return tuple(a for a in self.attributes if line.intersection(a.applies_to))
