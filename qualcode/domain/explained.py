"""Suggestions as they leave for the study's own use: what was proposed where, why, and what people decided on it."""

from collections.abc import Mapping
from typing import NamedTuple

from qualcode.domain.coding import Verdict
from qualcode.domain.publication import About
from qualcode.domain.suggestion import Explanation


class Decided(NamedTuple):
    """One coder's last word on a suggestion; `code` is the one that was given, `together` with exact repeats."""

    verdict: Verdict
    coder: str
    code: str | None
    together: bool


class Explained(NamedTuple):
    """A suggestion with its reasons; positions in Unicode code points of its transcript version, half-open.

    Attributes:
        turn: Number of its turn, 0 where it stands in none.
        code_label: Label of its code in the language that was asked for.
        attributes: Attribute id -> proposed value.
        score: 0-1.
        rank: From 1 on its sentence.
        shown: Whether coders who have not decided see it now.
        decisions: Of each coder who decided, in order.
        before: The suggestion of an earlier run of the same words and code that was decided on, None without one.
    """

    id: int
    run: int
    transcript: str
    version: int
    turn: int
    start: int
    end: int
    exact: str
    code: str
    code_label: str
    attributes: Mapping[str, str]
    score: float
    rank: int
    shown: bool
    explanations: tuple[Explanation, ...]
    decisions: tuple[Decided, ...]
    before: int | None = None


class Explanations(NamedTuple):
    """Suggestions to hand over, by transcript and place, with from where they come."""

    about: About
    suggestions: tuple[Explained, ...]
