"""Suggestions: what the machine proposes, with its reasons. A suggestion is not a coding."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.domain.span import Span


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a suggestion was made.

    Attributes:
        method: Source of the suggestion (`lexicon`, `codebook` for its other words, `learned` from codings,
            `before` where mostly what was said before the passage speaks for the code).
        indicator: The codebook's indicator that was hit; empty where the codes were ranked.
        words: The matched stretches of text, Unicode code points of the version, half-open.
        how: `lemma`, `phrase`, `pattern`, `compound`, `split_verb` or `ranked`; `prompted` where the words are those
            of the question and `indicator` is its short answer.
        negation: The word that negates the hit, if any; where the codes were ranked, the words that speak most for a
            denial, if it is proposed as denied.
        hedge: The word that weakens the hit, if any.
        terms: The words that speak most for the code, strongest first.
        nearest: Confirmed codings whose words are most like these, nearest first.
        elsewhere: The words that tell of another place, if any.
        earlier: The words that tell of an earlier time without a year, if any.
    """

    method: str
    indicator: str
    words: tuple[Span, ...]
    how: str
    negation: str | None = None
    hedge: str | None = None
    terms: tuple[str, ...] = ()
    nearest: tuple[int, ...] = ()
    elsewhere: str | None = None
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed coding of one segment.

    Attributes:
        span: The segment (usually a sentence), Unicode code points of the version, half-open.
        code: Code id.
        score: 0-1, higher is likelier.
        rank: From 1 within the segment.
        attributes: Attribute id -> proposed value.
        explanations: At least one.
    """

    span: Span
    code: str
    score: float
    rank: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
