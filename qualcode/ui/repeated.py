"""Where people wrote down words of a respondent who withdrew consent, with the ways there; never the words."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.repeated import Place, WrittenIn
from qualcode.ui import state
from qualcode.ui.components.links import link
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow.repeated import Repeats, repeats_of


def repeated_box(key: str) -> None:
    """Draw the places of one respondent whose consent is withdrawn."""
    with state.reading() as session:
        found = repeats_of(session, key)
    if not found.places:
        if found.turns:
            st.caption(_("No six words in a row of what this person said stand in what people wrote."))
        return
    st.warning(_said(found), icon=":material/edit_note:")
    items = Markup().join(Markup("<li>{}</li>").format(_place(each)) for each in found.places)
    show(Markup('<ul class="qc-places">{}</ul>').format(items))


def _said(found: Repeats) -> str:
    n = len(found.places)
    if found.turns:
        told = ngettext(
            "What people wrote repeats six or more words in a row of this person, in {n} place. Erasing does not reach "
            "it: mend it.",
            "What people wrote repeats six or more words in a row of this person, in {n} places. Erasing does not "
            "reach them: mend them.",
            n,
        )
    else:
        told = ngettext(
            "When the words of this person were erased, six or more of them in a row stood in {n} place that people "
            "wrote. Look whether it was mended.",
            "When the words of this person were erased, six or more of them in a row stood in {n} places that people "
            "wrote. Look whether they were mended.",
            n,
        )
    return told.format(n=number(n))


def _place(place: Place) -> Markup:
    first = place.id.partition(", ")[0]
    named = f"{_kind(place.kind)} {place.id}"
    where = {
        WrittenIn.CODE: ("codebook", {"code": first}),
        WrittenIn.MEMO: ("memos", {"memo": first}),
        WrittenIn.CLAIM: ("claims", {"claim": first}),
        WrittenIn.CLAIM_ANSWER: ("claims", {"claim": first}),
        WrittenIn.RULING: ("claims", {"claim": first}),
        WrittenIn.JUDGEMENT: ("claims", {"claim": first}),
        WrittenIn.REVIEW: ("quotes", {"quote": first}),
        WrittenIn.SECTION: ("quotes", {"quote": first}),
        WrittenIn.TRANSCRIPT: ("coding", {"transcript": place.id}),
    }.get(place.kind)
    return link(named, *where) if where else Markup.escape(named)


def _kind(kind: WrittenIn) -> str:
    return {
        WrittenIn.CODE: _("code, version:"),
        WrittenIn.CODEBOOK: _("codebook, version:"),
        WrittenIn.CODEBOOK_CHANGE: _("reason of the change to codebook version"),
        WrittenIn.PROVISIONAL_CODE: _("provisional code"),
        WrittenIn.MEMO: _("memo"),
        WrittenIn.QUESTION: _("question"),
        WrittenIn.ANSWER: _("answer to question"),
        WrittenIn.CLAIM: _("claim"),
        WrittenIn.CLAIM_ANSWER: _("answer to counter-evidence of claim"),
        WrittenIn.RULING: _("decision on claim"),
        WrittenIn.JUDGEMENT: _("judgement of claim"),
        WrittenIn.REVIEW: _("disclosure check of quote"),
        WrittenIn.MEMBER_CHECK: _("member check of respondent"),
        WrittenIn.FREEZE: _("frozen state, number"),
        WrittenIn.SEARCH: _("saved search, number"),
        WrittenIn.SECTION: _("section of quote"),
        WrittenIn.TRANSCRIPT: _("description of transcript"),
        WrittenIn.EXPORT: _("export, number"),
        WrittenIn.STUDY: _("title or settings of study"),
    }[kind]
