"""Codings and decisions: what people, not the machine, said about a passage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.span import Span

UNDETERMINED = "onbepaald"
"""Value of an attribute that nobody confirmed."""


class CodingState(StrEnum):
    """State of a coding; only `confirmed` is evidence, and nothing is ever deleted."""

    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    ORPHAN = "orphan"


class Verdict(StrEnum):
    """What a coder did with a suggestion; the latest decision counts.

    `undone` opens the suggestion again: decisions are append-only, so undo is a decision too.
    """

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    UNDONE = "undone"


class Source(StrEnum):
    """Where an attribute value comes from; only a person's enters verdicts and +/- columns."""

    SUGGESTED = "suggested"
    PERSON = "person"


class Place(StrEnum):
    """What a passage is about; what is said about elsewhere never counts here."""

    HERE = "here"
    ELSEWHERE = "elsewhere"


class Display(StrEnum):
    """When suggestions are shown while coding; a setting of the study."""

    ALWAYS = "always"
    AFTER_TURN = "after_turn"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One value of an attribute with its source."""

    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """What a coder says about a passage, before it is stored.

    Attributes:
        span: Unicode code points of the version, half-open.
        code: Code id.
        attributes: Attribute id -> value with its source.
        neighbourhood: Where the passage is about, when it differs from the transcript's.
    """

    span: Span
    code: str
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    place: Place = Place.HERE
    neighbourhood: str | None = None
