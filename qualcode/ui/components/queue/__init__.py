"""The review queue: one item after the other with the words around it, and the operations a coder does on them.

As on the coding page the browser shows an operation at once and keeps it in an outbox until it is acknowledged; what
arrives here is every operation that is still unacknowledged, each with the `identity` of its transcript version.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypedDict, cast

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from qualcode.ui.components import coder

COMPONENT = "qualcode.queue"
"""Project and component name, as in `[tool.streamlit.component]` of pyproject.toml."""


class Words(TypedDict):
    """What somebody said; `start` is the place of `text` in the version, Unicode code points."""

    label: str
    text: str
    start: int


class Item(TypedDict):
    """A suggestion or coding with the turn in which it begins and the turn before.

    `identity` is that of its transcript version and this coder, `after` its place in the queue. A coding has `sources`
    and no score. `likely` are codes to offer first where another one is chosen.
    """

    id: int
    identity: str
    transcript: str
    href: str
    turn: int
    who: str
    neighbourhoods: Sequence[str]
    before: Words | None
    here: Words
    start: int
    end: int
    code: str
    attributes: Mapping[str, str]
    sources: Mapping[str, str]
    score: float
    likely: Sequence[str]
    why: str
    words: Sequence[tuple[int, int]]
    after: Sequence[float]


class Code(coder.Code):
    """A code to choose, with the attributes that it must have."""

    required: Sequence[str]


class Attribute(coder.Attribute):
    """A property beside the code, with the rule by which a coder decides."""

    rule: str


class Undoable(TypedDict):
    """Something that this coder did earlier and can take back.

    `kind` is `accept_repeats` for all that were accepted at once; `suggestions` are those that it decided on.
    """

    op: str
    kind: str
    identity: str
    suggestions: Sequence[int]
    code: str
    transcript: str


class Queue(TypedDict):
    """The first items; `total` are open, `determines` says that they are codings that lack a value.

    `mark` is what the ids of operations on single items begin with, `undoable` what was done earlier, oldest first.
    """

    mark: str
    determines: bool
    items: Sequence[Item]
    total: int
    ended: bool
    codes: Sequence[Code]
    attributes: Sequence[Attribute]
    undoable: Sequence[Undoable]


class More(TypedDict):
    """The items that come after a place in the queue; none at its end."""

    after: Sequence[float]
    items: Sequence[Item]


class Repeat(TypedDict):
    """An open suggestion that repeats an accepted one, and the code and values that are stored if it is taken along."""

    id: int
    exact: str
    code: str
    attributes: Mapping[str, str]
    transcript: str
    turn: int
    href: str


class Ack(coder.Ack):
    """The answer to one operation, and what repeats word for word the suggestion that it accepted."""

    repeats: Sequence[Repeat]


class Payload(TypedDict):
    """What Python sends.

    `queue` and `labels` go with a full run and are None in a fragment's rerun, which carries `acks` and `more`. A
    browser that misses the queue asks for it by the `resend` trigger.
    """

    identity: str
    queue: Queue | None
    more: More | None
    acks: Sequence[Ack]
    labels: Mapping[str, str | Sequence[str]] | None


def queue(
    payload: Payload,
    *,
    key: str,
    on_operations: Callable[[list[coder.Operation]], None],
    on_more: Callable[[Sequence[float]], None],
    on_resend: Callable[[], None],
) -> None:
    """Show the review queue.

    Args:
        payload: What to show and what to acknowledge.
        key: Identity of the element; always the same for one place on a page.
        on_operations: Called before the rerun with all operations that are not acknowledged yet.
        on_more: Called before the rerun with the place after which more items are wanted.
        on_resend: Called before the rerun when the browser needs the queue.
    """

    def ask_for_more() -> None:
        asked = cast("dict[str, Any] | None", st.session_state[key]["more"])
        if asked:
            on_more(asked["after"])

    _renderer()(
        key=key,
        data=payload,
        on_ops_change=coder.handing(key, on_operations),
        on_more_change=ask_for_more,
        on_resend_change=on_resend,
    )


@cache
def _renderer() -> ComponentRenderer:
    """The component, registered once; it takes modules from the coder's address, which therefore must be known."""
    coder.register()
    return st.components.v2.component(COMPONENT, js="queue.js", css="queue.css", isolate_styles=False)
