"""The entries of a codebook file, as pydantic models that turn into domain values."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from qualcode.domain.codebook import Attribute, Code, Indicators
from qualcode.domain.language import LANGUAGES
from qualcode.errors import short
from qualcode.interchange.token_pattern import pattern

LONGEST_ID = 100
LONGEST_LABEL = 200
LONGEST_TEXT = 10_000
LONGEST_INDICATOR = 100
_ID = re.compile(r"[a-z0-9_.]+")


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        text = text.strip()
        if len(text) > limit:
            msg = f"is {len(text):,} characters long; at most {limit:,} are allowed"
            raise ValueError(msg)
        return text

    return AfterValidator(check)


def _filled(text: str) -> str:
    if not text:
        msg = "is empty"
        raise ValueError(msg)
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        msg = (
            f"is '{short(text)}'; allowed are lower-case letters a-z, digits, '_' and '.', at most {LONGEST_ID} in all"
        )
        raise ValueError(msg)
    return text


def _language(text: str) -> str:
    if text not in LANGUAGES:
        msg = f"is '{short(text)}'; a language is a known code in lower-case letters, such as nl"
        raise ValueError(msg)
    return text


def _one_word(text: str) -> str:
    if len(text.split()) > 1:
        msg = f"is '{short(text)}', which is more than one word; put it under phrases"
        raise ValueError(msg)
    return text


def _required(raw: object) -> bool | tuple[str, ...]:
    if raw in ("true", "false", None):
        return raw == "true"
    if isinstance(raw, list) and raw and all(isinstance(code, str) for code in raw):
        return tuple(raw)
    msg = "must be true, false or a list of code ids"
    raise ValueError(msg)


Item = TypeVar("Item")
Id = Annotated[str, AfterValidator(_id)]
Language = Annotated[str, AfterValidator(_language)]
Label = Annotated[str, _at_most(LONGEST_LABEL), AfterValidator(_filled)]
Text = Annotated[str, _at_most(LONGEST_TEXT), AfterValidator(_filled)]
MaybeText = Annotated[str, BeforeValidator(lambda raw: raw if raw is not None else ""), _at_most(LONGEST_TEXT)]
Phrase = Annotated[str, _at_most(LONGEST_INDICATOR), AfterValidator(_filled)]
Word = Annotated[Phrase, AfterValidator(_one_word)]
Pattern = Annotated[list[dict[str, Any]], PlainValidator(pattern)]
MaybeList = Annotated[list[Item], BeforeValidator(lambda raw: raw if raw is not None else [])]
Labels = Annotated[dict[Language, Label], Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ValueEntry(_Entry):
    """A value of an attribute."""

    id: Id
    label: Labels


class AttributeEntry(_Entry):
    """An attribute with its values."""

    id: Id
    label: Labels
    values: Annotated[list[ValueEntry], Field(min_length=1)]
    applies_to: Annotated[list[Id], Field(min_length=1)]
    required: Annotated[bool | tuple[str, ...], PlainValidator(_required)] = False
    rule: MaybeText = ""

    def attribute(self) -> Attribute:
        """The domain's attribute."""
        return Attribute(
            id=self.id,
            label=self.label,
            values={value.id: value.label for value in self.values},
            applies_to=tuple(self.applies_to),
            required=bool(self.required),
            rule=self.rule,
            required_for=self.required if isinstance(self.required, tuple) else (),
        )


class IndicatorsEntry(_Entry):
    """The words of a code."""

    lemmas: MaybeList[Word] = []
    phrases: MaybeList[Phrase] = []
    patterns: MaybeList[Pattern] = []
    not_in: MaybeList[Phrase] = []

    def indicators(self) -> Indicators:
        """The domain's indicators."""
        return Indicators(
            lemmas=tuple(self.lemmas),
            phrases=tuple(self.phrases),
            patterns=tuple(tuple(tokens) for tokens in self.patterns),
            not_in=tuple(self.not_in),
        )


class CodeEntry(_Entry):
    """A code."""

    id: Id
    parent: Id | None = None
    label: Labels
    definition: Text
    include: MaybeText = ""
    exclude: MaybeText = ""
    examples: MaybeList[Text] = []
    indicators: Annotated[IndicatorsEntry, BeforeValidator(lambda raw: raw if raw is not None else {})] = (
        IndicatorsEntry()
    )
    negated_as: Id | None = None
    replaced_by: Id | None = None

    def code(self, line: int) -> Code:
        """The domain's code."""
        return Code(
            id=self.id,
            parent=self.parent,
            label=self.label,
            definition=self.definition,
            include=self.include,
            exclude=self.exclude,
            examples=tuple(self.examples),
            indicators=self.indicators.indicators(),
            negated_as=self.negated_as,
            replaced_by=self.replaced_by,
            line=line,
        )


class CodebookEntry(_Entry):
    """A whole file."""

    title: Label
    language: Language
    attributes: MaybeList[AttributeEntry] = []
    codes: Annotated[list[CodeEntry], Field(min_length=1)]


def allowed_keys(path: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that the entry at `path` may have."""
    model = _MODELS.get(tuple(step for step in path if isinstance(step, str)), CodebookEntry)
    return tuple(model.model_fields)


_MODELS: dict[tuple[str, ...], type[_Entry]] = {
    (): CodebookEntry,
    ("attributes",): AttributeEntry,
    ("attributes", "values"): ValueEntry,
    ("codes",): CodeEntry,
    ("codes", "indicators"): IndicatorsEntry,
}
