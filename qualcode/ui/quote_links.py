"""Links of a quote to others: those that stand, and making one with two keys, one at each end."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.link import Link, LinkRelation
from qualcode.errors import short
from qualcode.ui import layout, state, words
from qualcode.ui.components.links import link as way
from qualcode.ui.markup import show
from qualcode.ui.text import _
from qualcode.workflow.link import link, unlink

_FROM = "qualcode_link_from"
KEY = "l"
"""Begins a link at one quote, and ends it at another."""


def quote_links(number: int, found: list[Link], *, confirmed: bool) -> None:
    """Draw the links of a quote; who is at work can add one, or take one back."""
    st.header(_("Links"))
    show(Markup('<ul class="qc-links">{}</ul>').format(Markup().join(map(_item, found))) if found else Markup())
    coder = state.coder()
    if coder is None or not confirmed:
        if not found:
            st.write(_("This quote is not linked to another one."))
        return
    _connect(coder, number)
    if found:
        _take_back(coder, found)


def _item(each: Link) -> Markup:
    said = words.relation(each.relation) if each.outgoing else words.relation_from(each.relation)
    quoted = way(f"“{short(each.exact, 90)}”", "quotes", {"quote": str(each.other)})
    facts = [each.transcript, each.coder, *([] if each.stands else [_("no longer confirmed")])]
    return Markup("<li><b>{}</b> {} <span>{}</span></li>").format(said, quoted, " · ".join(facts))


def _connect(coder: str, number: int) -> None:
    source = st.session_state.get(_FROM)
    if source is None:
        label = _("Link from this quote")
        if st.button(label, shortcut=KEY, key="qualcode_link_begin", icon=":material/trending_flat:"):
            st.session_state[_FROM] = number
            st.rerun()
        return
    if source == number:
        st.write(_("A link begins at this quote. Open the other quote, and end it there."))
    else:
        named = {each: _("{relation} this one").format(relation=words.relation(each)) for each in LinkRelation}
        relation = st.pills(  # a radio button that was just chosen would keep the key to itself
            _("Quote {n} …").format(n=source),
            list(named),
            default=next(iter(named)),
            required=True,
            format_func=named.__getitem__,
            wrap=True,
            key="qualcode_link_relation",
        )
        if st.button(_("Link to this quote"), type="primary", shortcut=KEY, key="qualcode_link_end"):
            with layout.explained():
                with state.writing() as session:
                    link(session, coder, source, number, relation or LinkRelation.RELATED)
                del st.session_state[_FROM]
                st.rerun()
    if st.button(_("Begin no link"), key="qualcode_link_stop"):
        del st.session_state[_FROM]
        st.rerun()


def _take_back(coder: str, found: list[Link]) -> None:
    named = {each.id: f"{words.relation(each.relation)}: {short(each.exact, 60)}" for each in found}
    with st.form("qualcode_unlink", border=False):
        number = st.selectbox(
            _("Link to take back"),
            list(named),
            index=None,  # a second click must not take the next link back
            format_func=named.__getitem__,
            placeholder=_("Choose a link"),
            key="qualcode_unlink_which",
        )
        sent = st.form_submit_button(_("Take the link back"), key="qualcode_unlink_store")
    gone = next((each for each in found if each.id == number), None)
    if sent and gone is not None:
        with layout.explained():
            with state.writing() as session:
                unlink(session, coder, gone.source, gone.target, gone.relation)
            st.rerun()
