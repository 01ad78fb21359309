"""Respondents: who there is by pseudonym, with group and consent, and the form that changes them."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.respondent import Consent, Effect, RespondentLine, Standing
from qualcode.domain.transcript import Group
from qualcode.errors import QualcodeError
from qualcode.ui import controls, layout, state, words
from qualcode.ui.behind import behind_box
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, page_number
from qualcode.ui.markup import NUMBER, Column, pager, show, table
from qualcode.ui.repeated import repeated_box
from qualcode.ui.text import NOTHING, _, ngettext, number, told
from qualcode.workflow import respondents

HERE = "transcripts"
PER_PAGE = 100
_SEEN, _SAVED, _OPERATION = "qualcode_person_seen", "qualcode_person_saved", "qualcode_person_operation"


def everybody() -> None:
    """Draw the list."""
    with state.reading() as session:
        people = respondents.everybody(session)
    if not people:
        st.info(_("Nobody is known yet. Take transcripts in, with who speaks in them."))
        return
    first, second = st.columns(2)
    groups = {each.value: words.group(each) for each in Group if any(p.standing.group is each for p in people)}
    with first:
        group = choice("group", _("Group"), {"": _("All")} | groups)
    with second:
        consent = choice("consent", _("Consent"), {"": _("All")} | {each.value: _consent(each) for each in Consent})
    kept = [
        each
        for each in people
        if group in {"", each.standing.group.value} and consent in {"", each.standing.consent.value}
    ]
    counted = ngettext("{n} respondent", "{n} respondents", len(kept)).format(n=number(len(kept)))
    show(Markup('<p class="qc-sums">{}</p>').format(counted))
    if not kept:
        st.info(_("No respondent answers to these filters. Widen one of them."))
        return
    at = page_number()
    columns = [
        Column(_("Respondent")),
        Column(_("Group")),
        Column(_("Consent")),
        Column(_("Transcripts")),
        Column(_("Codings"), css=NUMBER),
    ]
    page = kept[(at - 1) * PER_PAGE : at * PER_PAGE]
    show(table(_("Respondents with group and consent"), columns, map(_cells, page), HERE))
    show(pager(HERE, at, PER_PAGE, len(kept)))


def render(key: str) -> None:
    """Draw one respondent, with the form."""
    try:
        with state.reading() as session:
            found = respondents.one(session, key)
    except QualcodeError as error:
        st.error(told(error), icon=":material/error:")
        show(_ways(""))
        return
    st.subheader(_("Respondent {key}").format(key=key))
    show(_ways(key))
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
        behind_box()
    show(_facts(found))
    if found.standing.consent is Consent.WITHDRAWN:
        repeated_box(key)
    _form(found, layout.require_coder())


def _ways(key: str) -> Markup:
    ways = [link(_("All respondents"), HERE, {"view": "respondents"})]
    if key:
        ways.append(link(_("Memos"), "memos", {"about": f"respondent:{key}"}))
    return Markup('<p class="qc-sums">{}</p>').format(Markup(" · ").join(ways))


def _consent(each: Consent) -> str:
    return {Consent.GIVEN: _("given"), Consent.WITHDRAWN: _("withdrawn by the respondent")}[each]


def _cells(line: RespondentLine) -> list[Markup]:
    standing = line.standing
    return [
        link(standing.key, HERE, {"respondent": standing.key}),
        Markup.escape(words.group(standing.group)),
        Markup.escape(_consent(standing.consent)),
        _transcripts(line),
        Markup.escape(number(line.codings)),
    ]


def _transcripts(line: RespondentLine) -> Markup:
    names = Markup(", ").join(link(name, "coding", {"transcript": name}) for name in line.transcripts)
    return names or Markup.escape(NOTHING)


def _facts(line: RespondentLine) -> Markup:
    counted = ngettext("{n} coding that counts", "{n} codings that count", line.codings)
    rows = [(_("Transcripts"), _transcripts(line)), (_("Codings"), counted.format(n=number(line.codings)))]
    return Markup('<dl class="qc-facts">{}</dl>').format(
        Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in rows)
    )


def _form(found: RespondentLine, coder: str) -> None:
    now = found.standing
    key = f"qualcode_person_{now.key}"
    with st.form(key, border=False, enter_to_submit=False):
        first, second = st.columns(2)
        group = first.selectbox(
            _("Group"), list(Group), list(Group).index(now.group), format_func=words.group, key=f"{key}_group"
        )
        consent = second.segmented_control(
            _("Consent"), list(Consent), format_func=_consent, default=now.consent, required=True, key=f"{key}_consent"
        )
        reason = st.text_input(
            _("Why this is changed, and when and how consent was, without a name"), key=f"{key}_reason", max_chars=500
        )
        with st.container(horizontal=True):
            look = st.form_submit_button(_("Show what this changes"), key=f"{key}_look")
            store = st.form_submit_button(_("Store this"), type="primary", key="qualcode_person_store")
    wanted = Standing(now.key, group or now.group, Consent(consent))
    if not (look or store):
        return
    if wanted == now:
        st.info(_("Nothing is changed."))
    elif store and st.session_state.get(_SEEN) == (now, wanted):
        _store(now, wanted, reason, coder)
    else:
        if store:
            st.info(_("Nothing is stored yet. Look at what would change, and press once more."))
        with layout.explained():
            with state.writing() as session:
                effect = respondents.preview(session, wanted, coder)
            st.session_state[_SEEN] = (now, wanted)
            st.markdown("\n".join(f"- {line}" for line in _consequences(found, wanted, effect)))


def _store(now: Standing, wanted: Standing, reason: str, coder: str) -> None:
    operation = controls.operation(_OPERATION, (now, wanted, reason))
    with layout.explained():
        with state.writing() as session:
            respondents.change(session, coder, now, wanted, reason, operation)
        st.session_state.pop(_SEEN, None)
        st.session_state[_SAVED] = _("What is kept of {key} was changed.").format(key=now.key)
        st.rerun()


def _consequences(found: RespondentLine, wanted: Standing, effect: Effect) -> list[str]:
    """What follows, as sentences."""
    lines = []
    if effect.regrouped:
        told_ = ngettext(
            "{n} coding counts for another group.", "{n} codings count for another group.", effect.regrouped
        )
        lines.append(told_.format(n=number(effect.regrouped)))
    if wanted.consent is not found.standing.consent and wanted.consent is Consent.GIVEN:
        told_ = ngettext("{n} coding counts again.", "{n} codings count again.", effect.back)
        lines.append(told_.format(n=number(effect.back)))
    elif wanted.consent is not found.standing.consent:
        told_ = ngettext(
            "{n} coding of what this person said counts no more: it leaves the tables, the lists of quotes and what is "
            "taken out from now on.",
            "{n} codings of what this person said count no more: they leave the tables, the lists of quotes and what "
            "is taken out from now on.",
            effect.leave,
        )
        lines.append(told_.format(n=number(effect.leave)))
        lines.append(
            _("The words stay stored, and can be read by coders in: {names}.").format(
                names=", ".join(found.transcripts) or NOTHING
            )
        )
        lines.append(
            _(
                "Whether they must be destroyed is for the study to decide: 'qualcode withdraw {key} --erase' does it, "
                "for good. It does not reach backups and files that were taken out before."
            ).format(key=wanted.key)
        )
    return lines or [_("No coding changes.")]
