"""The form that records what a person judged of a finding."""

import streamlit as st

from qualcode.domain.cerqual import Component, levels
from qualcode.domain.wording import word
from qualcode.ui import controls, layout, state
from qualcode.ui.controls import choice
from qualcode.ui.finding_ways import finding_links
from qualcode.ui.markup import show
from qualcode.ui.text import _
from qualcode.workflow import findings

_OPERATION, _SAVED = "qualcode_judge_operation", "qualcode_judge_saved"


def finding_form() -> None:
    """Draw it; it says that nothing is judged by the program."""
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    with state.reading() as session:
        known = findings.to_judge(session)
    if not known:
        st.info(_("The register has no findings yet. Load claims with 'qualcode claims load FILE'."))
        return
    language = state.language()
    named = "finding" in st.query_params
    with st.expander(_("Judge a finding"), icon=":material/balance:", expanded=named):
        st.write(_("A person judges, with an explanation: four components first, then the confidence they give."))
        left, right = st.columns([3, 2])
        names = {key: f"{key} \N{MIDDLE DOT} {statement}" for key, (statement, _judged) in known.items()}
        with left:
            claim = choice("finding", _("Finding"), names)
        with right:
            component = Component(choice("component", _("Component"), {c.value: word(c, language) for c in Component}))
        show(finding_links(claim))
        coder = state.coder()
        if coder is None:
            st.write(_("Choose who you are, beside the page, to judge."))
            return
        _statement, judged = known[claim]
        before = judged.get(component)
        key = f"qualcode_judge_{claim}_{component}"
        options = {level.value: word(level, language) for level in levels(component)}
        with st.form(key, border=False, enter_to_submit=False):
            level = st.segmented_control(
                _("Judgement"),
                list(options),
                format_func=options.__getitem__,
                default=before.level.value if before else None,
                wrap=True,
                key=f"{key}_level",
            )
            text = st.text_area(_("Explanation"), before.explanation if before else "", height=120, key=f"{key}_text")
            sent = st.form_submit_button(_("Record the judgement"), type="primary", key=f"{key}_store")
        if sent:
            _store(coder, claim, component, level or "", text, key)


def _store(coder: str, claim: str, component: Component, level: str, text: str, key: str) -> None:
    with layout.explained():
        operation = controls.operation(_OPERATION, (claim, component, level, text))
        with state.writing() as session:
            findings.judge(session, coder, claim, component, level, text, operation)
        st.session_state[_SAVED] = _("The judgement was recorded.")
        controls.fill_next({}, f"{key}_")
        st.rerun()
