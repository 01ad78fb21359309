"""The queues: suggestions over all transcripts, codings that lack a value, transcripts to code again.

As on the coding page the component gets its queue with a full run; decisions come in through a fragment and are
answered with what they changed, and with what comes next.
"""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from qualcode.errors import DatabaseError
from qualcode.ui import layout, state, words
from qualcode.ui.answers import answers
from qualcode.ui.backcoding import transcripts_to_code_again
from qualcode.ui.behind import behind_box
from qualcode.ui.components import queue as component
from qualcode.ui.components.coder import Operation
from qualcode.ui.components.links import link
from qualcode.ui.components.queue.items import beginning, item, repeats
from qualcode.ui.components.queue.labels import labels
from qualcode.ui.controls import choice, segments
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number, today, told
from qualcode.workflow import queue, undoable
from qualcode.workflow.queue import Order, Reach, Size, Wanted
from qualcode.workflow.scope import Scope, scope

HERE = "review"
UNDETERMINED, AGAIN = "undetermined", "again"

_QUEUE, _MORE = "qualcode_review_queue", "qualcode_review_more"
_ACKS, _TROUBLE = "qualcode_review_acks", "qualcode_review_trouble"


def render() -> None:
    """Draw the page."""
    st.title(_("Review"))
    name = layout.require_coder()
    kinds = {"": _("Suggestions"), UNDETERMINED: _("Undetermined"), AGAIN: _("To code again")}
    kind = segments("queue", _("What to go through"), kinds)
    if kind == AGAIN:
        transcripts_to_code_again()
    elif kind == UNDETERMINED:
        _undetermined(name)
    else:
        _suggestions(name)


def _suggestions(name: str) -> None:
    with state.reading() as session:
        reaches, known = queue.reaches(session), scope(session, state.language())
    if not reaches:
        st.info(_("This study is coded blind: nobody sees suggestions."))
        return
    wanted = _wanted(known, reaches)
    sizes = _load(name, wanted, determines=False)
    behind_box()
    if wanted.reach is Reach.ALL:
        st.warning(
            _("These come from all transcripts, also from those that nobody has read in full: look at the context."),
            icon=":material/warning:",
        )
    if not sizes.within:
        _nothing(sizes.everywhere, reaches)
        if not _undoable():
            return
    _bench(name, wanted, determines=False)


def _undetermined(name: str) -> None:
    with state.reading() as session:
        known = scope(session, state.language())
    first, second = st.columns(2)
    with first:
        code = _code(known)
    with second:
        wanted = Wanted(code=code, neighbourhood=_neighbourhood(known), reach=Reach.ALL)
    if not _load(name, wanted, determines=True).within:
        st.info(_("None of your codings lacks a value that its code must have."))
        if not _undoable():
            return
    _bench(name, wanted, determines=True)


def _wanted(known: Scope, reaches: Sequence[Reach]) -> Wanted:
    first, second, third, fourth = st.columns([5, 5, 6, 7])
    with first:
        code = _code(known)
    with second:
        neighbourhood = _neighbourhood(known)
    with third:
        order = choice("order", _("Order of suggestions"), {each: words.order(each) for each in Order})
    with fourth:
        reach = choice("reach", _("From"), {each: words.reach(each) for each in reaches})
    return Wanted(Order(order), code, neighbourhood, Reach(reach))


def _code(known: Scope) -> str:
    return choice("code", _("Code"), {"": _("All")} | words.indented(known.codes))


def _neighbourhood(known: Scope) -> str:
    return choice("neighbourhood", _("Neighbourhood"), {"": _("All")} | {area.id: area.name for area in known.areas})


def _nothing(everywhere: int, reaches: Sequence[Reach]) -> None:
    """Say why nothing is here, and what there is elsewhere."""
    if not everywhere:
        st.info(_("No suggestion is open here. Widen a filter, or have new ones made with: qualcode suggest"))
        return
    st.info(
        ngettext(
            "Nothing is open in transcripts that were read in full, {n} suggestion in others. Read one and mark it "
            "as read in full.",
            "Nothing is open in transcripts that were read in full, {n} suggestions in others. Read one and mark it "
            "as read in full.",
            everywhere,
        ).format(n=number(everywhere))
    )
    ways = [link(_("Choose a transcript"), "transcripts", {})]
    if Reach.ALL in reaches:
        asked = {**st.query_params.to_dict(), "reach": Reach.ALL.value}
        ways.append(link(_("Show suggestions of all transcripts"), HERE, asked))
    show(Markup('<p class="qc-ways">{}</p>').format(Markup(" · ").join(ways)))


@st.fragment
def _bench(name: str, wanted: Wanted, *, determines: bool) -> None:
    """The component: everything after a full run, answers and what comes next after an operation."""
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.error(trouble, icon=":material/error:")
    opened = st.session_state.pop(_QUEUE, None)
    component.queue(
        {
            "identity": f"{name}:{determines}:{wanted}",
            "queue": opened,
            "more": st.session_state.pop(_MORE, None),
            "acks": st.session_state.pop(_ACKS, []),
            "labels": labels(determines=determines) if opened else None,
        },
        key="qualcode_review_bench",
        on_operations=lambda operations: _store(operations, name, wanted),
        on_more=lambda after: _hand_more(after, name, wanted, determines=determines),
        on_resend=lambda: _load_again(name, wanted, determines=determines),
    )


def _load(name: str, wanted: Wanted, *, determines: bool) -> Size:
    """How much is in the queue; its beginning goes to the browser with the next run of the fragment."""
    counted, ask = (queue.undetermined_size, queue.undetermined) if determines else (queue.size, queue.suggestions)
    earlier = undoable.determined if determines else undoable.decided
    with state.reading() as session:
        size = counted(session, name, wanted)
        items = ask(session, name, wanted) if size.within else []
        done = earlier(session, name, today())
        codebook = queue.codebook(session)
        st.session_state[_QUEUE] = beginning(items, codebook, size.within, name, done, determines=determines)
    return size


def _undoable() -> bool:
    """Whether the queue that was loaded comes with something that can be taken back."""
    return bool(st.session_state[_QUEUE]["undoable"])


def _load_again(name: str, wanted: Wanted, *, determines: bool) -> None:
    _load(name, wanted, determines=determines)


def _store(operations: list[Operation], name: str, wanted: Wanted) -> None:
    try:
        accepted = {operation["op"]: operation for operation in operations if operation["kind"] == "accept"}
        stored = answers(operations)
        with state.reading() as session:
            found = {
                ack["op"]: queue.repeats(session, name, wanted, accepted[ack["op"]]["suggestion"])
                for ack in stored
                if ack["ok"] and ack["op"] in accepted
            }
        st.session_state[_ACKS] = [{**ack, "repeats": repeats(found.get(ack["op"], ()))} for ack in stored]
    except DatabaseError as error:
        st.session_state[_ACKS], st.session_state[_TROUBLE] = [], told(error)


def _hand_more(after: Sequence[float], name: str, wanted: Wanted, *, determines: bool) -> None:
    ask = queue.undetermined if determines else queue.suggestions
    with state.reading() as session:
        items = ask(session, name, wanted, tuple(after))
    st.session_state[_MORE] = {"after": list(after), "items": [item(each, name) for each in items]}


if __name__ == "__main__":
    render()
