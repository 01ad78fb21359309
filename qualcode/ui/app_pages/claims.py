"""Claims of the report: which hold, what changed, and one claim with every quote for and against it."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.claim import Verdict
from qualcode.domain.claim_register import Checked, ClaimState
from qualcode.domain.wording import word
from qualcode.ui import claim_entry, claim_form, state
from qualcode.ui.claim_list import changes, claim_table
from qualcode.ui.claim_saved import say_saved
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, chosen
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow.claim_view import Told, in_order, names, section_of, told
from qualcode.workflow.claims import check

HERE = "claims"
NEW = "new"


def render() -> None:
    """Draw the page."""
    if key := st.query_params.get("claim", ""):
        claim_entry.render(key)
        return
    if chosen("do", ["", NEW]) == NEW:
        claim_form.render_new()
        return
    st.title(_("Claims"))
    say_saved()
    with state.reading() as session:
        found, places, team = in_order(check(session)), names(session), told(session)
    if not found:
        st.info(_("There are no claims yet. Write one here, or load a register with 'qualcode claims load FILE'."))
    else:
        _list(found, places, team)
    show(Markup('<p class="qc-ways">{}</p>').format(link(_("Write a claim"), HERE, {"do": NEW})))


def _list(found: list[Checked], places: dict[str, str], team: dict[str, Told]) -> None:
    show(changes(found, places))
    shown = _chosen(found)
    if not shown:
        st.info(_("No claim answers to these filters. Widen one of them."))
        return
    waiting = sum(1 for each in shown if each.unanswered)
    facts = [
        ngettext("{n} claim", "{n} claims", len(shown)).format(n=number(len(shown))),
        _("{n} with counter-evidence that nobody answered").format(n=number(waiting)),
        _("{n} worse than intended").format(n=number(sum(1 for each in shown if each.falls_short))),
    ]
    show(Markup('<p class="qc-sums">{}</p>').format(" · ".join(facts)))
    show(claim_table(shown, team))


def _chosen(found: list[Checked]) -> list[Checked]:
    every, language = {"": _("All")}, state.language()
    sections = sorted({section_of(each) for each in found} - {""}, key=lambda name: (len(name), name))
    first, second, third, _rest = st.columns([3, 3, 3, 4])
    with first:
        verdict = choice("verdict", _("Verdict"), every | {each.value: word(each.value, language) for each in Verdict})
    with second:
        states = {each.value: word(f"claim_{each.value}", language) for each in ClaimState if each != "dropped"}
        status = choice("state", _("State"), every | states)
    with third:
        section = choice("section", _("Section of the report"), every | {name: name for name in sections})
    return [
        each
        for each in found
        if verdict in {"", each.assessment.verdict.value}
        and status in {"", each.entry.state.value}
        and section in {"", section_of(each)}
    ]


if __name__ == "__main__":
    render()
