"""The team's meeting: passages that coders differ on, open questions, and the decisions that settle them."""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from qualcode.domain.memo import Topic
from qualcode.ui import controls, layout, questions, state, topics, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, page_number
from qualcode.ui.markup import Column, pager, show, table
from qualcode.ui.text import _, label, moment, ngettext, number
from qualcode.workflow import meeting, memos
from qualcode.workflow.meeting import Agenda
from qualcode.workflow.scope import Scope, scope

PER_PAGE = 20
HERE = "meeting"
_OPERATION, _SAVED = "qualcode_meeting_operation", "qualcode_meeting_saved"


def render() -> None:
    """Draw the page."""
    st.title(_("Meeting"))
    coder = layout.require_coder()
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    with state.reading() as session:
        known = scope(session, state.language())
    code = choice("code", _("Differences about"), {"": _("all codes")} | words.indented(known.codes))
    at = page_number()
    with state.reading() as session:
        agenda = meeting.agenda(session, code=code, offset=(at - 1) * PER_PAGE, limit=PER_PAGE)
    _disputes(agenda, at)
    _decision(coder, agenda, known)
    _questions(coder, agenda, known)
    _decided(agenda, known)


def _disputes(agenda: Agenda, at: int) -> None:
    st.header(_("Coders differ"))
    if not agenda.compared:
        st.info(
            _(
                "Nothing was compared yet: no transcript was read in full by two coders. Let a second coder read and "
                "code one, without looking at the codings of the first."
            )
        )
        return
    if not agenda.disputed:
        st.info(
            ngettext(
                "No differences in the {n} transcript that two coders have read in full.",
                "No differences in the {n} transcripts that two coders have read in full.",
                agenda.compared,
            ).format(n=number(agenda.compared))
        )
        return
    counted = ngettext("{n} coding", "{n} codings", agenda.disputed).format(n=number(agenda.disputed))
    show(
        Markup('<p class="qc-sums">{}</p>').format(
            _("{codings} that another coder did not give").format(codings=counted)
        )
    )
    columns = [Column(_("Quote")), Column(_("Code")), Column(_("Given by")), Column(_("Not by")), Column(_("Words"))]
    rows = [
        [
            Markup('<span class="qc-nowrap">{}</span>').format(
                link(_("Quote {n}").format(n=each.coding), "quotes", {"quote": str(each.coding)})
            ),
            Markup.escape(label(each.label)),
            Markup.escape(each.coder),
            Markup.escape(each.other),
            Markup("{}<br>{}").format(
                each.exact,
                link(each.transcript, "coding", {"transcript": each.transcript, "coding": str(each.coding)}),
            ),
        ]
        for each in agenda.disputes
    ]
    show(table(_("Codings that another coder did not give"), columns, rows, HERE))
    show(pager(HERE, at, PER_PAGE, agenda.disputed))


def _decision(coder: str, agenda: Agenda, known: Scope) -> None:
    st.header(_("Decide"))
    st.write(_("A decision is a memo. It settles the quotes that it names, and stands with the codes that it names."))
    shown = {each.coding: f"{_('Quote {n}').format(n=each.coding)} · {label(each.label)}" for each in agenda.disputes}
    codes = {code.id: code.label for code in known.codes}
    with st.form("qualcode_decision", border=False, enter_to_submit=False):
        text = st.text_area(_("What was decided, and why"), key="qualcode_decision_text")
        first, second = st.columns(2)
        with first:
            quotes = st.multiselect(
                _("Quotes that it settles"),
                list(shown),
                format_func=shown.__getitem__,
                placeholder=_("Choose quotes") if shown else _("Nothing is disputed"),
                key="qualcode_decision_quotes",
            )
        with second:
            about = st.multiselect(
                _("Codes that it is about"),
                list(codes),
                format_func=codes.__getitem__,
                placeholder=_("Choose codes") if codes else _("There are no codes"),
                key="qualcode_decision_codes",
            )
        sent = st.form_submit_button(_("Store the decision"), type="primary", key="qualcode_decide")
    if sent:
        with layout.explained():
            with state.writing() as session:
                operation = controls.operation(_OPERATION, ("decide", text, quotes, about))
                stored = meeting.decide(session, coder, text, quotes, about, operation)
            fields = {"qualcode_decision_text": "", "qualcode_decision_quotes": [], "qualcode_decision_codes": []}
            _stored(_("Decision {n} was stored.").format(n=stored), fields, "qualcode_decision_")


def _questions(coder: str, agenda: Agenda, known: Scope) -> None:
    st.header(_("Questions"))
    if not agenda.questions:
        st.info(_("No question is open. Ask one below; a reviewer asks them about quotes, cells and claims."))
    for question in agenda.questions:
        show(questions.article(question, known))
        with st.expander(_("Answer question {n}").format(n=question.id)):
            questions.answer_form(coder, question, _stored)
    with st.expander(_("Ask a question")), st.form("qualcode_ask", border=False, enter_to_submit=False):
        text = st.text_input(_("Question"), key="qualcode_ask_text")
        about = st.text_input(
            _("About"),
            key="qualcode_ask_about",
            placeholder="coding:12, code:factor.sloop, claim:C07, cell:factor.sloop|jol",
        )
        owner = st.text_input(_("Who is to answer"), key="qualcode_ask_owner")
        sent = st.form_submit_button(_("Ask"), key="qualcode_ask_send")
    if sent:
        with layout.explained():
            with state.writing() as session:
                operation = controls.operation(_OPERATION, ("ask", text, about, owner))
                stored = memos.ask(session, coder, Topic.parse(about), text, owner.strip(), operation)
            fields = dict.fromkeys(("qualcode_ask_text", "qualcode_ask_about", "qualcode_ask_owner"), "")
            _stored(_("Question {n} was stored.").format(n=stored), fields, "qualcode_ask_")


def _decided(agenda: Agenda, known: Scope) -> None:
    if not agenda.decisions:
        return
    st.header(_("Decided before"))
    rows = [
        [
            link(_("Memo {n}").format(n=line.id), "memos", {"memo": str(line.id)}),
            Markup.escape(line.text),
            topics.ways_to(line.topics, known),
            Markup.escape(_("{coder}, {at}").format(coder=line.coder, at=moment(line.at))),
        ]
        for line in agenda.decisions
    ]
    columns = [Column(_("Memo")), Column(_("Decision")), Column(_("About")), Column(_("By"))]
    show(table(_("The latest decisions"), columns, rows, HERE))


def _stored(sentence: str, fields: Mapping[str, object], form: str) -> None:
    """Say what was stored on the fresh page, with empty fields."""
    st.session_state[_SAVED] = sentence
    controls.fill_next(fields, form)
    st.rerun()


if __name__ == "__main__":
    render()
