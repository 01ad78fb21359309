"""A quote with its place, and the journey that led to it. Positions are Unicode code points, half-open."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.coding import AttributeValue, CodingState, Place, Verdict
from qualcode.domain.holding import Hold
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation
from qualcode.domain.transcript import Kind, Role


class PageKey(NamedTuple):
    """Where the next page of quotes begins: after this transcript id, start and coding id."""

    transcript: int
    start: int
    coding: int


class Remade(StrEnum):
    """How a coding comes to be made out of an earlier one by somebody else than its coder."""

    CHANGED = "changed"
    """The codebook was changed."""

    RESTORED = "restored"
    """A change of the codebook was taken back."""

    CARRIED = "carried"
    """The transcript was corrected."""


class Recoding(NamedTuple):
    """What made a coding, or a memo on it, out of an earlier one of the same coder.

    Attributes:
        by: Who did that.
        at: When.
        how: What was done.
        coded_at: When the coder had coded it, or written the memo.
    """

    by: str
    at: dt.datetime
    how: Remade
    coded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """One confirmed coding with its text, enough to quote it and to find it again.

    Attributes:
        id: Id of the coding.
        code: Code id.
        code_label: Its label in the language that was asked for.
        neighbourhood: Neighbourhood id, "" while it is not assigned or about elsewhere.
        neighbourhood_name: Its name.
        city: Its city.
        respondent: Respondent id; several joined by `|` when the passage spans their turns; "" for a document.
        group: Respondent group(s), joined as `respondent`.
        transcript: Transcript name.
        kind: Kind of transcript.
        version: Number of the transcript version that the positions are of.
        turn: Number of the turn in which it starts, from 1.
        speaker: Label of that turn's speaker as written.
        start: First code point of the quote in the version's text.
        end: Code point after the last.
        exact: The quote.
        prefix: Up to 32 code points before it.
        suffix: Up to 32 code points after it.
        coder: Who coded it.
        at: When; later changes of the codebook and corrections of the text leave that as it was.
        place: Whether it is about here or elsewhere.
        state: State of the coding.
        attributes: Attribute id -> value with its source.
        memo: The latest memo on the coding, "" without one.
        suggestion: Id of the suggestion that it came from, None when coded by hand.
        suggestions_seen: Whether the coder could see suggestions.
        review: Latest disclosure verdict (`publish`, `withhold`; `held` where it lets the quote leave and something
            holds it back), None when nobody has checked it.
        held: What holds it back.
        why: The reasons of the suggestion.
        proposed: The code that it proposed, None when coded by hand; another than `code` where somebody corrected it.
        proposed_label: Its label, "" when coded by hand.
        together: Whether the suggestion was accepted together with others, since it repeats one word for word.
        recoding: What made it what it is, None when its coder did.
    """

    id: int
    code: str
    code_label: str
    neighbourhood: str
    neighbourhood_name: str
    city: str
    respondent: str
    group: str
    transcript: str
    kind: Kind
    version: int
    turn: int
    speaker: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    coder: str
    at: dt.datetime
    place: Place = Place.HERE
    state: CodingState = CodingState.CONFIRMED
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    memo: str = ""
    suggestion: int | None = None
    suggestions_seen: bool = False
    review: str | None = None
    held: tuple[Hold, ...] = ()
    why: tuple[Explanation, ...] = ()
    proposed: str | None = None
    proposed_label: str = ""
    together: bool = False
    recoding: Recoding | None = None


@dataclass(frozen=True, slots=True)
class QuotePage:
    """Quotes in the order of transcript, position and id; `after` asks for the next page, None on the last."""

    quotes: tuple[Quote, ...]
    after: PageKey | None


@dataclass(frozen=True, slots=True)
class ContextTurn:
    """A turn around a quote; `span` is of `text` in the version, `quoted` the part of it that is the quote."""

    number: int
    speaker: str
    role: Role
    span: Span
    text: str
    quoted: Span | None
    start_ms: int | None = None


@dataclass(frozen=True, slots=True)
class OriginRun:
    """The run that made a suggestion."""

    id: int
    software: str
    codebook_version: int | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """The suggestion from which a coding came."""

    id: int
    code: str
    span: Span
    score: float
    rank: int
    attributes: Mapping[str, str]
    explanations: tuple[Explanation, ...]
    run: OriginRun


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """One decision on the suggestion behind a coding, by any coder; `repeats`: taken with others of the same words."""

    verdict: Verdict
    coder: str
    shown_at: dt.datetime | None
    decided_at: dt.datetime
    coding: int | None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class CodingStep:
    """One coding in the line of those that replaced each other."""

    id: int
    code: str
    span: Span
    state: CodingState
    coder: str
    at: dt.datetime
    attributes: Mapping[str, AttributeValue]
    recoding: Recoding | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A memo on the coding (`kind` as stored) or a disclosure review (`kind` is its verdict)."""

    kind: str
    text: str
    coder: str
    at: dt.datetime
    recoding: Recoding | None = None


class Replacement(NamedTuple):
    """What took the place of a coding.

    Attributes:
        coding: The coding that stands there now, after any that were replaced in their turn.
        by: Who replaced it, or restored it after it was withdrawn.
        at: When.
    """

    coding: int
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class EventStep:
    """One event of the log that names the coding or its suggestion's decisions."""

    id: int
    at: dt.datetime
    actor: str
    kind: str
    hash: str


@dataclass(frozen=True, slots=True)
class Journey:
    """How a quote came to be evidence, and where it stands.

    Attributes:
        quote: The coding as it is now.
        definition: What its code means in the current codebook.
        codebook_version: Number of the codebook under which it was coded.
        counts: Whether it is evidence now (confirmed, respondent's words, about here).
        current_version: Number of the transcript's latest version.
        context: Turns around the quote, in order.
        origin: The suggestion that it came from, None when coded by hand.
        decisions: On that suggestion, in order.
        history: The codings that it replaced, itself, and those that replaced it; oldest first.
        memos: On the coding, oldest first.
        reviews: Disclosure checks, oldest first.
        events: Of the log, oldest first.
        nearest: The codings that the reasons of the suggestion call most like it -> the start of their quote; none
            in a study that is coded blind.
        replacement: What took its place, None while nothing did.
    """

    quote: Quote
    definition: str
    codebook_version: int
    counts: bool
    current_version: int
    context: tuple[ContextTurn, ...]
    origin: Origin | None
    decisions: tuple[DecisionStep, ...]
    history: tuple[CodingStep, ...]
    memos: tuple[Note, ...]
    reviews: tuple[Note, ...]
    events: tuple[EventStep, ...]
    nearest: Mapping[int, str] = field(default_factory=dict)
    replacement: Replacement | None = None

    def corrected(self, step: DecisionStep) -> tuple[str, str] | None:
        """(proposed code, code given) of a decision by which another code than the proposed one was given."""
        given = next((each.code for each in self.history if each.id == step.coding), None)
        if self.origin is None or given is None or given == self.origin.code:
            return None
        return self.origin.code, given
