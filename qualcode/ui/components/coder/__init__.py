"""The transcript coder: text, codings and suggestions on the page, and the operations a coder does on them.

The browser shows an operation at once and keeps it in an outbox until it is acknowledged. What arrives here
is always every operation that is still unacknowledged, in order, so the same one may come more than once: it is
recognised by `op`. Positions are Unicode code points of the transcript version, half-open; the browser converts.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal, NotRequired, TypeAlias, TypedDict, cast

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

COMPONENT = "qualcode.coder"
"""Project and component name, as in `[tool.streamlit.component]` of pyproject.toml."""

PATH_SEPARATOR = " \u203a "
"""Between the labels of a code's path; the browser needs it to filter on a code with all below it."""

Role: TypeAlias = Literal["respondent", "interviewer", "unknown"]
Source: TypeAlias = Literal["suggested", "person"]
Display: TypeAlias = Literal["always", "after_turn", "never"]
Verdict: TypeAlias = Literal["accepted", "corrected", "rejected", "skipped", "undone"]


class Turn(TypedDict):
    """One speaker's turn; `start` is the place of `text` in the version, `who` is shown with the label."""

    n: int
    label: str
    role: Role
    who: str
    start: int
    text: str
    time: str | None


class Code(TypedDict):
    """A code to choose; `path` holds the labels above it joined by `PATH_SEPARATOR`, `colour` 0-7 by family."""

    id: str
    label: str
    family: str
    path: str
    colour: int
    definition: str
    attributes: Sequence[str]


class AttributeValue(TypedDict):
    """One value of an attribute; `denies` says that with it a passage speaks against what its code says."""

    id: str
    label: str
    denies: bool


class Attribute(TypedDict):
    """A property beside the code; without a value it is shown as undetermined when `required`."""

    id: str
    label: str
    required: bool
    values: Sequence[AttributeValue]


class Coding(TypedDict):
    """A confirmed coding.

    `sources` says for each attribute value where it came from; `neighbourhood` is what the passage is about where that
    is not what the transcript is about.
    """

    id: int
    start: int
    end: int
    code: str
    attributes: Mapping[str, str]
    sources: Mapping[str, Source]
    coder: str
    mine: bool
    suggestion: int | None
    memo: str
    elsewhere: bool
    neighbourhood: str | None


class Suggestion(TypedDict):
    """A proposed coding; `verdict` is this coder's latest, None and `undone` are open; `words` led to it.

    `carried` is there where it was refused or skipped in a text before and that came along; later ones are higher.
    """

    id: int
    start: int
    end: int
    code: str
    score: float
    attributes: Mapping[str, str]
    why: str
    words: Sequence[tuple[int, int]]
    verdict: Verdict | None
    carried: NotRequired[int]


class Likely(TypedDict):
    """A code that may well belong to a sentence; offered first where a code is chosen, and shown nowhere else."""

    start: int
    end: int
    code: str


class Area(TypedDict):
    """A neighbourhood that a passage may be about; `own` when the whole transcript is."""

    id: str
    label: str
    city: str
    own: bool


class Note(TypedDict):
    """What a colleague has to say of the whole transcript."""

    coder: str
    text: str


class Waiting(TypedDict):
    """A coding of this coder that lost its place in a correction; `start` and `end` are where it most likely stands."""

    id: int
    code: str
    exact: str
    start: int | None
    end: int | None


class Document(TypedDict):
    """A transcript version with all that this coder may see of it."""

    transcript: str
    version: int
    turns: Sequence[Turn]
    codes: Sequence[Code]
    attributes: Sequence[Attribute]
    codings: Sequence[Coding]
    suggestions: Sequence[Suggestion]
    likely: Sequence[Likely]
    waiting: Sequence[Waiting]
    areas: Sequence[Area]
    note: str
    notes: Sequence[Note]
    display: Display
    read_upto: int
    read_in_full: bool
    readonly: bool


class SuggestionVerdict(TypedDict):
    """The verdict that a suggestion has now."""

    id: int
    verdict: Verdict | None


class Ack(TypedDict):
    """The answer to one operation; when not `ok` the browser takes it back, shows `error` and asks for the document.

    `undo` is an operation of another window that stands in the way and can be undone here. `waiting` are codings that
    wait for a place again. `code` is the provisional code that a `new_code` (start, end, text = its name) or a
    `highlight` (start, end) used; it may be new to the page.
    """

    op: str
    ok: bool
    error: str | None
    codings: Sequence[Coding]
    removed: Sequence[int]
    suggestions: Sequence[SuggestionVerdict]
    undo: NotRequired[str]
    read_upto: NotRequired[int]
    read_in_full: NotRequired[bool]
    note: NotRequired[str]
    waiting: NotRequired[Sequence[int]]
    code: NotRequired[Code]


class Focus(TypedDict, total=False):
    """Where to go: exactly one of these."""

    coding: int
    span: tuple[int, int]
    turn: int


class Payload(TypedDict):
    """What Python sends.

    `doc`, `labels` and `shortcuts` go with a full run and are None in a fragment's rerun, which carries `acks` only. A
    browser that misses the document asks for it by the `resend` trigger. Another `identity` (version and coder) or
    other labels build the page anew; another `focus_nonce` carries out `focus` once. A label is a text with
    {placeholders}, or singular and plural of it; shortcuts replace the keys of a command.
    """

    identity: str
    doc: Document | None
    acks: Sequence[Ack]
    focus: Focus | None
    focus_nonce: str
    labels: Mapping[str, str | Sequence[str]] | None
    shortcuts: Mapping[str, Sequence[str]] | None


OperationKind: TypeAlias = Literal[
    "accept",
    "reject",
    "skip",
    "correct",
    "add",
    "withdraw",
    "change",
    "memo",
    "elsewhere",
    "undo",
    "read",
    "read_in_full",
    "merge",
    "neighbourhood",
    "note",
    "attach",
    "give_up",
    "new_code",
    "highlight",
]


class Operation(TypedDict):
    """One thing that a coder did.

    `identity` is that of the transcript it was done on, which may no longer be the one on the page. `shown_at` is when
    the suggestion was first on the card, `seen` whether suggestions of the turn were visible. `coding` is an id, or
    `op:<operation>` for the coding that an operation made. `attributes` holds only what a person set; an empty value
    clears.
    """

    op: str
    kind: OperationKind
    identity: str
    at: str
    shown_at: str | None
    seen: bool
    suggestion: NotRequired[int]
    coding: NotRequired[int | str]
    code: NotRequired[str]
    start: NotRequired[int]
    end: NotRequired[int]
    attributes: NotRequired[Mapping[str, str]]
    text: NotRequired[str]
    value: NotRequired[bool]
    neighbourhood: NotRequired[str]
    of: NotRequired[str]
    turn: NotRequired[int]


def coder(
    payload: Payload,
    *,
    key: str,
    on_operations: Callable[[list[Operation]], None],
    on_resend: Callable[[], None],
) -> None:
    """Show the transcript coder.

    Args:
        payload: What to show and what to acknowledge.
        key: Identity of the element; always the same for one place on a page.
        on_operations: Called before the rerun with all operations that are not acknowledged yet.
        on_resend: Called before the rerun when the browser needs the document.
    """
    register()(key=key, data=payload, on_ops_change=handing(key, on_operations), on_resend_change=on_resend)


def handing(key: str, on_operations: Callable[[list[Operation]], None]) -> Callable[[], None]:
    """What hands over the operations that arrived at an element, if there are any."""

    def hand_over() -> None:
        operations = st.session_state[key]["ops"]
        if operations:
            on_operations(cast("list[Operation]", operations))

    return hand_over


@cache
def register() -> ComponentRenderer:
    """The component, registered once; its files are served by URL and so do not travel with every rerun."""
    return st.components.v2.component(COMPONENT, js="coder.js", css="coder.css", isolate_styles=False)
