"""Changing several quotes at once: another code for all or for each, or a value; and taking that back."""

from collections.abc import Iterable, Mapping

import streamlit as st

from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.quote import Quote
from qualcode.errors import short
from qualcode.ui import controls, layout, state
from qualcode.ui.controls import ON
from qualcode.ui.quote_list import source_line
from qualcode.ui.text import _, moment, ngettext, number
from qualcode.workflow.scope import Scope
from qualcode.workflow.second_cycle import Change, latest_batch, recode, undo_recode

_BATCH, _SAID = "qualcode_batch", "qualcode_batch_said"


def batch_form(quotes: Iterable[Quote], known: Scope) -> None:
    """Ask which quotes become what, and store it as a whole."""
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to change quotes."))
        return
    undo_offer()
    own = [quote for quote in quotes if quote.coder == coder]
    st.write(_("Your own codings can be changed; those of colleagues are theirs. All changes are stored, or none."))
    if not own:
        st.info(_("None of these quotes is yours."))
        return
    everything = st.checkbox(_("Choose all of this page"), key="qualcode_batch_all")
    batch = controls.operation(_BATCH)
    codes = {"": _("as it is")} | {code.id: "\N{NO-BREAK SPACE}" * 4 * code.depth + code.label for code in known.codes}
    with st.form(f"qualcode_batch_{batch}", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            code = _select(_("New code of those that are chosen"), codes, "code")
        with right:
            values = {"": _("as it is")} | _values(known)
            value = _select(_("New value of those that are chosen"), values, "value")
        wanted = [_line(quote, codes, chosen=everything, common=code, value=value) for quote in own]
        sent = st.form_submit_button(_("Change the chosen quotes"), type="primary")
    if sent:
        with layout.explained():
            _store(coder, [change for change in wanted if change], batch)


def _line(quote: Quote, codes: Mapping[str, str], *, chosen: bool, common: str, value: str) -> Change | None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        label = f"{quote.id} · {quote.code_label} · {short(quote.exact, 160)}"
        ticked = st.checkbox(label, chosen, key=f"qualcode_batch_{quote.id}_{chosen}", help=source_line(quote))
    with right:
        own = st.selectbox(
            _("Code of quote {n} alone").format(n=quote.id),
            list(codes),
            format_func=codes.__getitem__,
            key=f"qualcode_batch_code_{quote.id}",
            label_visibility="collapsed",
        )
    if not (ticked or own):
        return None
    attribute, found, given = value.partition("=") if ticked else ("", "", "")
    values = {attribute: "" if given == UNDETERMINED else given} if found else {}
    return Change(quote.id, own or (common if ticked else "") or None, values)


def _select(label: str, options: Mapping[str, str], name: str) -> str:
    return st.selectbox(label, list(options), format_func=options.__getitem__, key=f"qualcode_batch_{name}")


def _values(known: Scope) -> dict[str, str]:
    return {
        f"{attribute}={value}": f"{known.attributes[attribute]}: {label}"
        for attribute, values in known.values.items()
        for value, label in values.items()
    }


def _store(coder: str, changes: list[Change], batch: str) -> None:
    with state.writing() as session:
        done = recode(session, coder, changes, batch)
    n = len(done.codings)
    st.session_state[_SAID] = ngettext("{n} quote was changed.", "{n} quotes were changed.", n).format(n=number(n))
    del st.session_state[_BATCH]
    st.rerun()


def undo_offer() -> None:
    """Say what was just done, and offer to take back the coder's latest change, also after a reload."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said)
    coder = state.coder()
    if coder is None or st.query_params.get("change") != ON:
        return
    with state.reading() as session:
        latest = latest_batch(session, coder)
    if latest is None:
        return
    said = ngettext(
        "Your latest change of several quotes at once: {n} quote, {at}.",
        "Your latest change of several quotes at once: {n} quotes, {at}.",
        latest.quotes,
    )
    st.write(said.format(n=number(latest.quotes), at=moment(latest.at)))
    if st.button(_("Take the whole change back"), key="qualcode_batch_undo", icon=":material/undo:"):
        with layout.explained():
            with state.writing() as session:
                undo_recode(session, coder, latest.id)
            st.session_state[_SAID] = _("The whole change was taken back.")
            st.rerun()
