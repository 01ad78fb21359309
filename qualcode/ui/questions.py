"""A question with its owner, state and answer, and the form that answers it."""

from collections.abc import Callable, Mapping

import streamlit as st
from markupsafe import Markup

from qualcode.domain.memo import QuestionState
from qualcode.ui import controls, layout, state, topics
from qualcode.ui.text import _, moment
from qualcode.workflow import memos
from qualcode.workflow.memos import QuestionLine
from qualcode.workflow.scope import Scope

Stored = Callable[[str, Mapping[str, object], str], None]
"""(sentence, fields to fill, how the keys of the form's fields begin): draws the page anew and says what was stored."""

_OPERATION = "qualcode_question_operation"


def article(question: QuestionLine, known: Scope) -> Markup:
    """The question as it stands."""
    asked = _("{coder}, {at}").format(coder=question.asked_by, at=moment(question.asked_at))
    answered = (
        Markup("<p>{} <span>({})</span></p>").format(question.answer, question.answered_by) if question.answer else ""
    )
    owner = _("for {name}").format(name=question.owner) if question.owner else _("for nobody yet")
    return Markup(
        '<div class="qc-quotes"><article class="qc-quote"><header><b>{} {}</b><span>{} · {}</span></header>'
        '<p class="qc-memo">{}</p>{}<footer>{} <span>{}</span></footer></article></div>'
    ).format(
        _("Question"),
        question.id,
        topics.states()[question.state.value],
        owner,
        question.text,
        answered,
        topics.way_to(question.topic, known),
        asked,
    )


def answer_form(coder: str, question: QuestionLine, stored: Stored) -> None:
    """Ask for the answer of a question, and store it."""
    key = f"answer_{question.id}"
    with st.form(f"qualcode_{key}", border=False, enter_to_submit=False):
        text = st.text_area(_("Answer"), key=f"qualcode_{key}_text")
        given = st.form_submit_button(_("Answer"), type="primary", key=f"qualcode_{key}_give")
        closed = st.form_submit_button(_("Answer and close"), key=f"qualcode_{key}_close")
    if given or closed:
        state_after = QuestionState.CLOSED if closed else QuestionState.ANSWERED
        with layout.explained():
            with state.writing() as session:
                operation = controls.operation(_OPERATION, ("answer", question.id, text, state_after))
                memos.answer(session, coder, question.id, text, state_after, operation=operation)
            stored(_("The answer was stored."), {f"qualcode_{key}_text": ""}, f"qualcode_{key}_")
