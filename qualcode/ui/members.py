"""Member checks on the screen: who answered what about their own quotes, and the sheet to ask them with."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from qualcode.domain.member import OPEN, Check, Member, MemberState, listed
from qualcode.ui import layout, state, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, chosen, page_number
from qualcode.ui.controls import words as text_field
from qualcode.ui.markup import NUMBER, Column, pager, show, table
from qualcode.ui.text import NOTHING, _, day, moment, ngettext, number
from qualcode.workflow import members as workflow
from qualcode.workflow.deliver import MIME, NAMES, Form, Order, member_file
from qualcode.workflow.study import view

HERE = "report_week"
PER_PAGE = 25
FORMS = (Form.DOCX, Form.MARKDOWN, Form.HTML)

DATE = {"nl": "DD-MM-YYYY", "en": "DD/MM/YYYY"}
"""How a day is written in a field, by language."""


def members() -> None:
    """Draw who said what, and for one respondent the form and the sheet."""
    with state.reading() as session:
        everybody, asked_for = workflow.members(session), view(session).settings.member_checks
    st.write(
        _("This study publishes a quote only after its speaker was asked.")
        if asked_for
        else _("This study does not wait for member checks (page Study); a withdrawal holds quotes back all the same.")
    )
    if not everybody:
        st.info(_("There is no respondent yet."))
        return
    if "member" in st.query_params:
        name = chosen("member", [each.respondent for each in everybody])
        _one(next(each for each in everybody if each.respondent == name))
    _list(everybody)


def _list(everybody: Sequence[Member]) -> None:
    """Those whose quotes are in use first, by page."""
    st.header(_("Respondents and their answers"))
    left, right = st.columns(2)
    with left:
        part = text_field("name", _("Respondent"), _("Part of a pseudonym"))
    with right:
        answers = {"": _("All"), OPEN: _("no answer yet")} | {each.value: answered(each) for each in MemberState}
        answer = choice("answer", _("Answer"), answers)
    kept = listed(everybody, part=part, answer=answer)
    using = sum(each.in_use > 0 for each in kept)
    counted = ngettext("{n} respondent", "{n} respondents", len(kept)).format(n=number(len(kept)))
    used = _("{n} with quotes in use, who stand first").format(n=number(using))
    show(Markup('<p class="qc-sums">{} · {}</p>').format(counted, used))
    if not kept:
        st.info(_("No respondent answers to these filters. Widen one of them."))
        return
    columns = [
        Column(_("Respondent")),
        Column(_("Group")),
        Column(_("Quotes in use"), css=NUMBER),
        Column(_("Answer")),
        Column(_("Note")),
    ]
    at = page_number()
    page = kept[(at - 1) * PER_PAGE : at * PER_PAGE]
    show(table(_("Respondents and their answers"), columns, map(_row, page), HERE))
    show(pager(HERE, at, PER_PAGE, len(kept)))


def _row(each: Member) -> list[Markup]:
    check = each.check
    answer = NOTHING if check is None else f"{answered(check.state)}, {day(check.on)} ({check.coder})"
    return [
        link(each.respondent, HERE, {**st.query_params.to_dict(), "view": "members", "member": each.respondent}),
        Markup.escape(words.group(each.group)),
        Markup.escape(number(each.in_use)),
        Markup.escape(answer),
        Markup.escape("" if check is None else check.note),
    ]


def answered(each: MemberState) -> str:
    """What a respondent said, in words."""
    return {
        MemberState.AGREED: _("agreed"),
        MemberState.ADJUSTED: _("adjusted"),
        MemberState.WITHDRAWN: _("withdrawn"),
    }[each]


def _one(each: Member) -> None:
    st.header(each.respondent)
    if each.check is not None:
        show(_present(each.check))
        st.caption(_("Recorded by {coder}, {at}").format(coder=each.check.coder, at=moment(each.check.at)))
    if not each.in_use:
        st.write(_("No quote of {name} is in use, so that the sheet holds none.").format(name=each.respondent))
    _sheet(each.respondent)
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to record an answer."))
        return
    with st.form(f"qualcode_member_{each.respondent}", border=False):
        answers = {every: answered(every) for every in MemberState}
        given = st.radio(
            _("What they said of their quotes"),
            list(MemberState),
            index=None,
            format_func=answers.__getitem__,
            key=f"qualcode_member_state_{each.respondent}",
        )
        today = dt.datetime.now(dt.UTC).date()
        on = st.date_input(
            _("Day of the answer"),
            today,
            format=DATE[state.language()],
            key=f"qualcode_member_on_{each.respondent}",
        )
        note = st.text_input(_("What they want otherwise"), key=f"qualcode_member_note_{each.respondent}")
        sent = st.form_submit_button(_("Record the answer"), key=f"qualcode_member_now_{each.respondent}")
    if sent:
        with layout.explained():
            with state.writing() as session:
                workflow.note(session, coder, each.respondent, given or "", str(on), note)
            st.rerun()


def _present(check: Check) -> Markup:
    """The answer that counts now, and what they want otherwise."""
    facts = [(_("Answer"), f"{answered(check.state)}, {day(check.on)}")]
    if check.note:
        facts.append((_("Note"), check.note))
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts)
    return Markup('<dl class="qc-facts">{}</dl>').format(rows)


def _sheet(respondent: str) -> None:
    engine = state.engine()
    with st.container(horizontal=True):
        for form in FORMS:
            order = Order(form, internal=True, language=state.language(), coder=state.coder())
            st.download_button(
                _("Sheet for this respondent ({form})").format(form=NAMES[form]),
                data=partial(member_file, engine, respondent, order),
                file_name=f"{respondent}.{form}",
                mime=MIME[form],
                on_click="ignore",
                key=f"qualcode_member_sheet_{form}",
            )
