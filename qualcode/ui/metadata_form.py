"""The form that describes one transcript: kind, month, neighbourhoods, topics, and who speaks in it."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from qualcode.domain.transcript import Group, InterviewMetadata, Kind, Role, Speaker
from qualcode.ui import layout, state, words
from qualcode.ui.components.links import link
from qualcode.ui.markup import show
from qualcode.ui.text import _, number
from qualcode.workflow import describe

_OPENED, _PREVIEW, _SAVED = "qualcode_describe_opened", "qualcode_describe_preview", "qualcode_describe_saved"


def render(name: str, coder: str) -> None:
    """Draw the form of the transcript `name`, with what a change does before it is stored."""
    with state.reading() as session:
        now, options = describe.current(session, name), describe.choices(session)
    with layout.explained():
        _draw(now, options, coder)


def _draw(now: InterviewMetadata, options: describe.Choices, coder: str) -> None:
    name = now.transcript
    st.subheader(_("Description of {name}").format(name=name))
    ways = [link(_("All transcripts"), "transcripts", {}), link(_("Transcript"), "coding", {"transcript": name})]
    show(Markup('<p class="qc-sums">{}</p>').format(Markup(" · ").join(ways)))
    if st.session_state.pop(_SAVED, None) == name:
        st.success(_("The description was stored."))
    seen = _opened(now)
    wanted, look, store = _form(seen, options)
    if not (look or store):
        return
    wanted = describe.changed(seen, wanted)
    if wanted == now:
        st.info(_("Nothing is changed."))
    elif store and st.session_state.get(_PREVIEW) == wanted:
        _store(seen, wanted, coder)
    else:
        if store:
            st.info(_("Nothing is stored yet. Look at what would change, and press once more."))
        _preview(wanted, coder)


def _opened(now: InterviewMetadata) -> InterviewMetadata:
    """The description as the form was filled with it, so that what somebody else changes meanwhile is noticed."""
    kept = st.session_state.get(_OPENED)
    if kept is None or kept.transcript != now.transcript or f"{_key(now)}_month" not in st.session_state:
        st.session_state[_OPENED] = kept = now
    return kept if isinstance(kept, InterviewMetadata) else now


def _key(about: InterviewMetadata) -> str:
    return f"qualcode_describe_{about.transcript}"


def _form(now: InterviewMetadata, options: describe.Choices) -> tuple[InterviewMetadata, bool, bool]:
    """(what is to be stored, whether to show what that changes, whether to store it)."""
    key = _key(now)
    with st.form(key, border=False, enter_to_submit=False):
        kind = st.selectbox(
            _("Kind"), list(Kind), list(Kind).index(now.kind), format_func=words.kind, key=f"{key}_kind"
        )
        month = st.text_input(_("Month"), now.month or "", placeholder="2019-03", key=f"{key}_month")
        places = st.multiselect(
            _("Neighbourhoods"),
            list(options.neighbourhoods),
            list(now.neighbourhoods),
            format_func=lambda each: options.neighbourhoods.get(each, each),
            key=f"{key}_places",
        )
        topics = st.multiselect(
            _("Topics that were asked about"),
            list(options.topics),
            list(now.topics),
            accept_new_options=True,
            key=f"{key}_topics",
        )
        speakers = tuple(_speaker(each, f"{key}_{at}") for at, each in enumerate(now.speakers))
        with st.container(horizontal=True):
            look = st.form_submit_button(_("Show what this changes"), key=f"{key}_preview")
            store = st.form_submit_button(_("Store the description"), type="primary", key="qualcode_describe_store")
    wanted = replace(
        now,
        kind=kind or now.kind,
        month=month.strip() or None,
        neighbourhoods=tuple(places),
        topics=tuple(topics),
        speakers=speakers,
    )
    return wanted, look, store


def _speaker(now: Speaker, key: str) -> Speaker:
    first, second, third = st.columns(3)
    called = now.label or _("Text without labels")
    roles = {
        Role.RESPONDENT: _("respondent"),
        Role.INTERVIEWER: _("interviewer"),
        Role.UNKNOWN: _("unknown"),
    }
    role = first.selectbox(
        _("{label} is").format(label=called),
        list(Role),
        list(Role).index(now.role),
        format_func=lambda each: roles[each],
        key=f"{key}_role",
    )
    person = second.text_input(_("Number of {label}").format(label=called), now.respondent or "", key=f"{key}_person")
    group = third.selectbox(
        _("Group of {label}").format(label=called),
        list(Group),
        list(Group).index(now.group),
        format_func=words.group,
        key=f"{key}_group",
    )
    if role is not Role.RESPONDENT:
        return Speaker(now.label, role or now.role)
    return Speaker(now.label, role, person.strip() or None, Group(group))


def _preview(wanted: InterviewMetadata, coder: str) -> None:
    """Say what a description does to the evidence, after which exactly this one can be stored."""
    st.session_state.pop(_PREVIEW, None)
    with state.reading() as session:
        others = describe.of_other_groups(session, wanted)
    if others:
        ways = Markup(", ").join(link(key, "transcripts", {"respondent": key}) for key in others)
        show(Markup('<p class="qc-sums" role="note">{} {}</p>').format(_("Correct a group for all transcripts:"), ways))
    with state.writing() as session:
        effect = describe.preview(session, wanted, coder)
    st.session_state[_PREVIEW] = wanted
    st.info(
        _("Codings that count for another neighbourhood: {places}; for another group: {groups}.").format(
            places=number(effect.neighbourhoods), groups=number(effect.groups)
        )
    )


def _store(seen: InterviewMetadata, wanted: InterviewMetadata, coder: str) -> None:
    with state.writing() as session:
        describe.store(session, seen, wanted, coder)
    for kept in (_PREVIEW, _OPENED):
        st.session_state.pop(kept, None)
    st.session_state[_SAVED] = wanted.transcript
    st.rerun()
