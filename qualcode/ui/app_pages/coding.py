"""Coding a transcript: its text with codings and suggestions, and every step of the coder stored as it is taken.

The component gets the whole transcript with a full run only. What a coder does comes in through a fragment, is stored
in one transaction and answered with what it changed, so that an answer stays small however long the transcript is.
"""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.errors import DatabaseError, NotFoundError
from qualcode.ui import layout, state, words
from qualcode.ui.answers import answers
from qualcode.ui.behind import behind_note
from qualcode.ui.components.coder import Focus, Operation, Payload, coder
from qualcode.ui.components.coder.document import document
from qualcode.ui.components.coder.labels import labels
from qualcode.ui.components.links import link
from qualcode.ui.controls import asked_number, refuse, whole
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number, told
from qualcode.workflow import reading, waiting
from qualcode.workflow.reading import Desktop

HERE = "coding"

_DESKTOP, _FOCUS = "qualcode_coding_desktop", "qualcode_coding_focus"
_VERSION, _ACKS, _TROUBLE = "qualcode_coding_version", "qualcode_coding_acks", "qualcode_coding_trouble"


def render() -> None:
    """Draw the page."""
    name = layout.require_coder()
    transcript = st.query_params.get("transcript", "")
    if not transcript:
        st.title(_("Coding"))
        st.info(_("Choose a transcript from the list to code it."))
        show(link(_("All transcripts"), "transcripts", {}))
        return
    with state.reading() as session:
        try:
            desktop = reading.open_transcript(session, transcript, name)
        except NotFoundError:
            st.title(_("Coding"))
            raise
        before, after = reading.neighbours(session, transcript)
        focus = st.session_state[_FOCUS] = _focus(session, desktop)
    show(_heading(desktop, before, after))
    if focus is None:
        show(_missed(desktop))
    behind_note(desktop.transcript)
    show(_without_place([each.id for each in desktop.waiting]))
    if desktop.open_coding:
        way = link(_("To be defined"), "codebook", {"view": "open"})
        show(Markup('<p class="qc-sums" role="note">{} {}</p>').format(_("Open coding: suggestions are off."), way))
    st.session_state[_DESKTOP] = desktop
    _desk(desktop.transcript, name)


@st.fragment
def _desk(transcript: str, name: str) -> None:
    """The component: everything after a full run, answers only after an operation.

    A text that was corrected in the meantime comes when the browser asks for everything again.
    """
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.error(trouble, icon=":material/error:")
    desktop = st.session_state.pop(_DESKTOP, None)
    if desktop:
        st.session_state[_VERSION] = desktop.version
    version = st.session_state[_VERSION]
    payload: Payload = {
        "identity": f"{version}:{name}",
        "doc": document(desktop) if desktop else None,
        "acks": st.session_state.pop(_ACKS, []),
        "focus": st.session_state.pop(_FOCUS, None),
        "focus_nonce": f"{version}:{_place_asked()}",
        "labels": labels() if desktop else None,
        "shortcuts": {} if desktop else None,
    }
    coder(payload, key="qualcode_desk", on_operations=_store, on_resend=lambda: _open_again(transcript, name))


def _place_asked() -> dict[str, str]:
    """What the address says of the place; the order of work is changed in the browser, and leads nowhere."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != "order"}


def _open_again(transcript: str, name: str) -> None:
    with state.reading() as session:
        st.session_state[_DESKTOP] = reading.open_transcript(session, transcript, name)


def _store(operations: list[Operation]) -> None:
    try:
        st.session_state[_ACKS] = answers(operations)
    except DatabaseError as error:
        st.session_state[_ACKS], st.session_state[_TROUBLE] = [], told(error)


def _focus(session: Session, desktop: Desktop) -> Focus | None:
    """Where a link leads: `?waiting=` and `?coding=` a number, `?span=START-END` or `?turn=`.

    A coding that waits leads to its likely place, one that is not shown to its passage.
    """
    query = st.query_params
    if (lost := asked_number("waiting", desktop.transcript)) is not None:
        waits = [each for each in waiting.waiting(session, lost) if each.transcript == desktop.transcript]
        return {"span": waits[0].place} if waits and waits[0].place else None
    asked = asked_number("coding", desktop.transcript)
    if asked is not None:
        if asked in {coding.id for coding in desktop.codings}:
            return {"coding": asked}
        place = reading.place_of(session, desktop.version, asked)
        return {"span": place} if place else None
    first, _dash, last = query.get("span", "").partition("-")
    start, end = whole(first), whole(last)
    if start is not None and end is not None:
        return {"span": (start, end)} if start < end <= _length(desktop) else None
    if "span" in query:
        refuse("span")
    turn = asked_number("turn", desktop.transcript)
    return None if turn not in {each.number for each in desktop.turns} else {"turn": turn}


def _length(desktop: Desktop) -> int:
    """Code points up to the end of the last turn."""
    return max((turn.start + len(turn.text) for turn in desktop.turns), default=0)


def _missed(desktop: Desktop) -> Markup:
    """What the address asks for where it is not in this transcript, with the way to a quote that may be elsewhere."""
    query = st.query_params
    asked = next((name for name in ("waiting", "coding", "span", "turn") if query.get(name)), None)
    if asked is None:
        return Markup()
    facts = {"value": query[asked], "turns": number(len(desktop.turns)), "length": number(_length(desktop))}
    text = {
        "waiting": _("The link asks for coding {value}, which waits for no place in this transcript."),
        "coding": _("The link asks for coding {value}, which does not stand in this text."),
        "span": _("The link asks for the passage {value}, but this text has {length} characters."),
        "turn": _("The link asks for turn {value}, but this transcript has {turns} turns."),
    }[asked].format(**facts)
    way = ""
    if asked in {"waiting", "coding"}:
        way = link(_("Quote {n}").format(n=query[asked]), "quotes", {"quote": query[asked]})
    return Markup('<p class="qc-sums qc-waiting" role="alert">{} {}</p>').format(text, way)


def _heading(desktop: Desktop, before: str | None, after: str | None) -> Markup:
    about = " · ".join(filter(None, [words.kind(desktop.kind), *_groups(desktop), desktop.notice]))
    ways = [
        link(_("All transcripts"), "transcripts", {}),
        link(_("Describe"), "transcripts", {"describe": desktop.transcript}),
    ]
    if before:
        ways.append(link(_("Previous"), HERE, {"transcript": before}, label=_("Previous: {name}").format(name=before)))
    if after:
        ways.append(link(_("Next"), HERE, {"transcript": after}, label=_("Next: {name}").format(name=after)))
    return Markup('<header class="qc-place"><h1>{}</h1><span>{}</span><nav aria-label="{}">{}</nav></header>').format(
        desktop.transcript, about, _("Transcripts"), Markup(" ").join(ways)
    )


def _without_place(numbers: list[int]) -> Markup:
    """The coder's own codings that lost their place in a correction, each with the way to its page."""
    if not numbers:
        return Markup()
    n = len(numbers)
    text = ngettext("{n} coding without a place", "{n} codings without a place", n).format(n=number(n))
    ways = [link(f"#{each}", "quotes", {"quote": str(each)}, label=_("Quote {n}").format(n=each)) for each in numbers]
    return Markup('<p class="qc-sums qc-waiting" role="note">{}: {}</p>').format(text, Markup(" · ").join(ways))


def _groups(desktop: Desktop) -> Iterable[str]:
    return sorted({words.group(turn.group) for turn in desktop.turns if turn.group})


if __name__ == "__main__":
    render()
