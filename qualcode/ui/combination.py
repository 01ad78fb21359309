"""The field of the quotes page for a combination of codes, and a form that writes it."""

from collections.abc import Mapping

import streamlit as st

from qualcode.domain.combination import Coded, Combination, Known, Near, Not, Relation, all_of
from qualcode.domain.combination_text import written
from qualcode.ui import words
from qualcode.ui.controls import AFTER
from qualcode.ui.controls import words as text_field
from qualcode.ui.text import _
from qualcode.workflow.scope import Scope

PARAMETER = "combination"


def combination_field(known: Scope) -> str:
    """The combination that the address asks for, "" for none."""
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        typed = text_field(PARAMETER, _("Combination of codes"), "factor overlaps uitkomst.*")
    with right, st.popover(_("Put together"), icon=":material/join_inner:", width="stretch"):
        _form(known)
    return typed


def _relations() -> dict[str, str]:
    return {
        "overlaps": _("where this overlaps it"),
        "words": _("where the same words have this too"),
        "turn": _("where this stands in the same turn"),
        "followed": _("where this follows within some turns"),
        "not_overlaps": _("where this does not overlap it"),
        "not_turn": _("where this is not in the same turn"),
    }


def _form(known: Scope) -> None:
    codes = words.indented(known.codes)
    with st.form("qualcode_combine", border=False):
        first = _pick(_("Quotes coded"), "first", codes)
        left, right = st.columns([3, 2])
        with left:
            relation = _pick(_("only"), "relation", _relations())
        with right:
            turns = st.number_input(_("Turns, where it follows"), 0, 100, 2, key="qualcode_combine_turns")
        second = _pick(_("Other code"), "second", codes)
        left, right = st.columns(2)
        with left:
            places = {each.id: each.name for each in known.areas}
            area = _pick(_("Neighbourhood"), "area", {"": _("All")} | places)
        with right:
            everybody = {"": _("everybody")}
            group = _pick(_("Said by"), "group", everybody | {each: words.group(each) for each in known.groups})
        sent = st.form_submit_button(_("Search"), type="primary")
    if sent:
        near = _second(relation, Coded(second), int(turns))
        parts = [Coded(first), near, *([Known("neighbourhood", area)] if area else [])]
        st.query_params.pop(AFTER, None)
        st.query_params[PARAMETER] = written(all_of(*parts, *([Known("group", group)] if group else [])))
        st.rerun()


def _pick(label: str, name: str, options: Mapping[str, str]) -> str:
    return st.selectbox(label, list(options), format_func=options.__getitem__, key=f"qualcode_combine_{name}")


def _second(relation: str, other: Coded, turns: int) -> Combination:
    overlaps, turn = Near(Relation.OVERLAPS, other), Near(Relation.SAME_TURN, other)
    asked: dict[str, Combination] = {
        "overlaps": overlaps,
        "words": other,
        "turn": turn,
        "followed": Near(Relation.FOLLOWED, other, turns),
        "not_overlaps": Not(overlaps),
        "not_turn": Not(turn),
    }
    return asked[relation]
