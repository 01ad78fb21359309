"""The check before a quote may be published: three questions, an outcome and a reason, on the record."""

from collections.abc import Mapping

import streamlit as st

from qualcode.errors import UsageError
from qualcode.ui import layout, state, words
from qualcode.ui.text import _
from qualcode.workflow.disclose import Disclosure, findings, review_quote


def review_form(number: int) -> None:
    """Ask for the check of one quote, and store it."""
    st.header(_("Publication"))
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to check this quote for publication."))
        return
    outcomes = {each: words.review(each.value) for each in Disclosure}
    with st.form(f"qualcode_review_{number}", border=False):
        answers = {question: _answer(question, f"{at}_{number}") for at, question in enumerate(_questions())}
        verdict = st.radio(
            _("Outcome"),
            list(Disclosure),
            index=None,
            format_func=outcomes.__getitem__,
            key=f"qualcode_outcome_{number}",
        )
        stays = _confirmation(number)
        reason = st.text_input(_("Reason"), key=f"qualcode_reason_{number}")
        sent = st.form_submit_button(_("Record the check"), key=f"qualcode_record_{number}")
    if sent:
        with layout.explained():
            _store(coder, number, verdict, answers, reason, confirmed=stays)
            st.rerun()


def _questions() -> tuple[str, ...]:
    return (
        _("Would insiders recognise who says this?"),
        _("Is the role or the event unique?"),
        _("Can it be linked to other quotes of the same person?"),
    )


def _answer(question: str, key: str) -> str | None:
    return st.segmented_control(question, [_("yes"), _("no")], key=f"qualcode_answer_{key}")


def _confirmation(number: int) -> bool:
    """Show what can lead to a person in the words of the quote, and ask whether each may stay."""
    with state.reading() as session:
        found = findings(session, number)
    if not found:
        return False
    st.warning(
        _("These words can lead to a person: {words}").format(
            words="; ".join(f"{words.leak(kind)}: {said}" for kind, said in found)
        )
    )
    return st.checkbox(_("I looked at each of them, and it may stay"), key=f"qualcode_leaks_{number}")


def _store(
    coder: str,
    number: int,
    verdict: Disclosure | None,
    answers: Mapping[str, str | None],
    reason: str,
    *,
    confirmed: bool,
) -> None:
    if verdict is None or None in answers.values() or not reason.strip():
        raise UsageError(_("Answer the three questions, choose an outcome and give a reason; nothing was stored."))
    found = " ".join(f"{question} {answer}." for question, answer in answers.items())
    with state.writing() as session:
        review_quote(session, coder, number, verdict, f"{reason.strip()} ({found})", confirmed=confirmed)
