"""What people do with a claim on its page: note, decide, answer, link, ask, close and open again."""

from collections.abc import Callable

import streamlit as st

from qualcode.domain.candidates import AGAINST, Candidate, Why
from qualcode.domain.claim import Standing
from qualcode.domain.claim_register import ClaimState, Role
from qualcode.domain.memo import QuestionState, Topic, TopicKind
from qualcode.domain.verdict import OPEN
from qualcode.domain.wording import word
from qualcode.errors import short
from qualcode.ui import controls, layout, questions, state
from qualcode.ui.claim_quotes import articles
from qualcode.ui.claim_saved import saved
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import claim_register, memos, study
from qualcode.workflow.claim_view import ClaimView
from qualcode.workflow.scope import Scope

_OPERATION = "qualcode_claim_operation"
LABEL = 90
"""Characters of a quote in a list of choices."""


def note_form(view: ClaimView) -> None:
    """Offer to take note of the verdict, so that later changes of it are shown."""
    checked, coder = view.checked, state.coder()
    kept = checked.entry.kept
    if coder is None or not (kept is None or checked.changed or checked.moved):
        return
    if st.button(_("Take note of this verdict"), key="qualcode_claim_note", icon=":material/bookmark_add:"):
        with layout.explained():
            with state.writing() as session:
                claim_register.note(session, coder, checked.entry.claim.id)
            saved(_("The verdict was noted; from now on the page says when it changes."))


def ruling_form(view: ClaimView) -> None:
    """Let a researcher decide how a unit stands that is thin or divided."""
    checked, coder = view.checked, state.coder()
    stands = checked.assessment.standings
    units = [unit for unit in stands if stands[unit] in OPEN or unit in checked.assessment.ruled]
    if coder is None or not units:
        return
    with (
        st.expander(_("Decide on what is thin or divided")),
        st.form("qualcode_claim_rule", border=False, enter_to_submit=False),
    ):
        st.write(_("A decision is yours, with its reason; the quotes on both sides stay counted."))
        unit = st.selectbox(
            _("About"), units, format_func=lambda name: view.names.get(name, name), key="qualcode_claim_rule_unit"
        )
        sides = {each: word(f"standing_{each.value}", state.language()) for each in (Standing.FOR, Standing.AGAINST)}
        decided = st.segmented_control(
            _("Decision"), list(sides), format_func=sides.__getitem__, key="qualcode_claim_rule_side"
        )
        reason = st.text_input(_("Reason"), key="qualcode_claim_rule_reason")
        sent = st.form_submit_button(_("Store the decision"), key="qualcode_claim_rule_store")
    if sent:
        with layout.explained():
            with state.writing() as session:
                key = checked.entry.claim.id
                claim_register.rule(session, coder, key, str(unit), decided or Standing.SILENT, reason)
            saved(_("The decision was stored."), {"qualcode_claim_rule_reason": ""}, "qualcode_claim_rule_")


def answer_form(view: ClaimView) -> None:
    """Ask for an answer to counter-evidence, to one quote or to several at once."""
    checked, coder = view.checked, state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to answer."))
        return
    linked = [each.coding for each in checked.entry.links if each.role is Role.CONTRADICTS]
    numbers = list(dict.fromkeys([*checked.unanswered, *checked.assessment.contradicting, *linked]))
    named = {coding: _label(view, coding) for coding in numbers}
    with (
        st.expander(_("Answer counter-evidence")),
        st.form("qualcode_claim_answer", border=False, enter_to_submit=False),
    ):
        chosen = st.multiselect(
            _("Quotes"),
            list(named),
            format_func=named.__getitem__,
            placeholder=_("Choose quotes"),
            key="qualcode_claim_answer_quotes",
        )
        waiting = len(checked.unanswered)
        every = waiting > 1 and st.checkbox(
            _("All {n} that have no answer yet").format(n=number(waiting)), key="qualcode_claim_answer_every"
        )
        text = st.text_area(_("Answer"), key="qualcode_claim_answer_text")
        sent = st.form_submit_button(_("Store the answer"), type="primary", key="qualcode_claim_answer_store")
    if sent:
        with layout.explained():
            with state.writing() as session:
                answered = sorted({*chosen, *(checked.unanswered if every else ())})
                n = claim_register.answer(session, coder, checked.entry.claim.id, answered, text)
            fields = {
                "qualcode_claim_answer_quotes": [],
                "qualcode_claim_answer_text": "",
                "qualcode_claim_answer_every": False,
            }
            said = ngettext("{n} quote has an answer now.", "{n} quotes have an answer now.", n)
            saved(said.format(n=number(n)), fields, "qualcode_claim_answer_")


def unlink_form(view: ClaimView) -> None:
    """Let a link be taken back."""
    coder, links = state.coder(), view.checked.entry.links
    if coder is None or not links:
        return
    named = {each.coding: _label(view, each.coding) for each in links}
    with (
        st.expander(_("Take a link back")),
        st.form("qualcode_claim_unlink", border=False, enter_to_submit=False),
    ):
        coding = st.selectbox(
            _("Quote"),
            list(named),
            index=None,  # a second click must not take the next link back
            format_func=named.__getitem__,
            placeholder=_("Choose a quote"),
            key="qualcode_claim_unlink_quote",
        )
        sent = st.form_submit_button(_("Take the link back"), key="qualcode_claim_unlink_store")
    if sent and coding is not None:
        with layout.explained():
            with state.writing() as session:
                claim_register.unlink(session, coder, view.checked.entry.claim.id, coding)
            saved(_("The link was taken back."))


def candidates(view: ClaimView, known: Scope) -> None:
    """Propose quotes for both sides, contradicting first, each with a button for each role."""
    st.header(_("Candidates"))
    proposed = view.proposed
    if not (proposed.against or proposed.supporting):
        st.write(_("There is nothing to propose: every quote of these codes is linked or counts already."))
        return
    st.write(
        _(
            "What is linked as contradicting counts against the claim. A link that supports or nuances is kept with "
            "it, and counts for nothing more than its codes do."
        )
    )
    both = (
        (_("May contradict"), proposed.against, proposed.left[0]),
        (_("May support"), proposed.supporting, proposed.left[1]),
    )
    for heading, found, left in both:
        if found:
            st.subheader(heading)
            for each in found:
                _candidate(view, each, known)
            if left:
                more = ngettext(
                    "and {n} more, shown as these are linked", "and {n} more, shown as these are linked", left
                )
                st.caption(more.format(n=number(left)))


def _candidate(view: ClaimView, each: Candidate, known: Scope) -> None:
    quote = view.quotes.get(each.coding)
    if quote is None:
        return
    show(articles(view, [quote], known))
    coder = state.coder()
    first = Role.CONTRADICTS if each.why in AGAINST else Role.SUPPORTS
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_why(each.why))
        for role in dict.fromkeys([first, Role.NUANCES, *Role]):
            if st.button(
                _link_as(role).format(n=each.coding),
                key=f"qualcode_claim_link_{each.coding}_{role.value}",
                disabled=coder is None,
                type="tertiary",
            ):
                _link(view, str(coder), each.coding, role)


def _link(view: ClaimView, coder: str, coding: int, role: Role) -> None:
    with layout.explained():
        with state.writing() as session:
            claim_register.link(session, coder, view.checked.entry.claim.id, coding, role)
        said = _("Quote {n} was linked: {role}.")
        saved(said.format(n=coding, role=word(f"role_{role.value}", state.language())))


def _link_as(role: Role) -> str:
    return {
        Role.CONTRADICTS: _("Link {n}: contradicts"),
        Role.NUANCES: _("Link {n}: nuances"),
        Role.SUPPORTS: _("Link {n}: supports"),
    }[role]


def _why(why: Why) -> str:
    return {
        Why.DENIED: _("denies what the code says"),
        Why.OTHER_VALUE: _("the same code with another value"),
        Why.COUNTERPART: _("a code that stands for its denial"),
        Why.MEETS: _("meets the conditions"),
        Why.UNDETERMINED: _("the same code, without a value that a person set"),
    }[why]


def questions_of(view: ClaimView, known: Scope) -> None:
    """The reviewer's questions about the claim, and forms to ask and to answer."""
    st.header(_("Questions"))
    coder, key = state.coder(), view.checked.entry.claim.id
    for question in view.questions:
        show(questions.article(question, known))
        if coder is not None and question.state is not QuestionState.CLOSED:
            with st.expander(_("Answer question {n}").format(n=question.id)):
                questions.answer_form(coder, question, saved)
    if coder is None:
        st.write(_("Choose who you are, beside the page, to ask a question."))
        return
    with state.reading() as session:
        names = study.coder_names(session)
    with (
        st.expander(_("Ask a question about this claim")),
        st.form("qualcode_ask_claim", border=False, enter_to_submit=False),
    ):
        text = st.text_input(_("Question"), key="qualcode_ask_claim_text")
        owner = st.selectbox(
            _("Who is to answer"),
            names,
            index=None,
            accept_new_options=True,
            placeholder=_("Choose a name, or type a new one"),
            key="qualcode_ask_claim_owner",
        )
        sent = st.form_submit_button(_("Ask"), key="qualcode_ask_claim_send")
    if sent:
        with layout.explained():
            with state.writing() as session:
                operation = controls.operation(_OPERATION, ("ask", key, text, owner))
                n = memos.ask(session, coder, Topic(TopicKind.CLAIM, key), text, (owner or "").strip(), operation)
            saved(_("Question {n} was stored.").format(n=n), {"qualcode_ask_claim_text": ""}, "qualcode_ask_claim_")


def state_form(view: ClaimView) -> None:
    """Close the claim, open it again, or take it out of the register."""
    st.header(_("State"))
    coder, entry = state.coder(), view.checked.entry
    if coder is None:
        st.write(_("Choose who you are, beside the page, to close this claim."))
        return
    if view.checked.unanswered:
        n = len(view.checked.unanswered)
        said = ngettext(
            "It can be closed when {n} quote against it has an answer.",
            "It can be closed when {n} quotes against it have an answer.",
            n,
        )
        st.write(said.format(n=number(n)))
    is_open = entry.state is ClaimState.OPEN
    steps: dict[str, tuple[str, Callable[..., None]]] = {
        "close" if is_open else "reopen": (
            (_("Close the claim"), claim_register.close) if is_open else (_("Open it again"), claim_register.reopen)
        ),
        "drop": (_("Take it out of the register"), claim_register.drop),
    }
    with st.form("qualcode_claim_state", border=False, enter_to_submit=False):
        reason = st.text_input(_("Reason"), key="qualcode_claim_state_reason")
        with st.container(horizontal=True):
            sent = [
                name
                for name, (label, _step) in steps.items()
                if st.form_submit_button(label, key=f"qualcode_claim_state_{name}")
            ]
    for name in sent:
        _change(coder, entry.claim.id, reason, *steps[name])


def _change(coder: str, key: str, reason: str, said: str, step: Callable[..., None]) -> None:
    with layout.explained():
        with state.writing() as session:
            step(session, coder, key, reason)
        if step is claim_register.drop:
            st.query_params.pop("claim", None)
        sentence = _("{name}: {what}.").format(name=key, what=said)
        saved(sentence, {"qualcode_claim_state_reason": ""}, "qualcode_claim_state_")


def _label(view: ClaimView, coding: int) -> str:
    quote = view.quotes.get(coding)
    return f"{coding} · {quote.neighbourhood_name} · {short(quote.exact, LABEL)}" if quote else str(coding)
