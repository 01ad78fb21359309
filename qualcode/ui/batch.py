"""Changing several quotes at once: another code for all or for each, or a value; and taking that back."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.quote import Quote
from qualcode.errors import short
from qualcode.ui import controls, layout, state
from qualcode.ui.controls import ON
from qualcode.ui.quote_list import source_line
from qualcode.ui.text import _, moment, ngettext, number
from qualcode.ui.ticked import Ticked, forget, keep, ticked
from qualcode.ui.words import indented
from qualcode.workflow.scope import Scope
from qualcode.workflow.second_cycle import Change, latest_batch, recode, undo_recode

_BATCH, _SAID = "qualcode_batch", "qualcode_batch_said"
_PAGE, _ALL = "qualcode_batch_all", "qualcode_batch_found"


def batch_form(quotes: Iterable[Quote], found: Sequence[int], known: Scope) -> None:
    """Ask which quotes become what, and store it as a whole.

    Args:
        quotes: Those of this page, also of colleagues.
        found: Codings of this coder on every page.
        known: Names in the reader's language.
    """
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to change quotes."))
        return
    undo_offer()
    own = [quote for quote in quotes if quote.coder == coder]
    st.write(_("Your own codings can be changed; those of colleagues are theirs. All changes are stored, or none."))
    if not found:
        st.info(_("None of these quotes is yours."))
        return
    marks, batch, codes = ticked(), controls.operation(_BATCH), {"": _("as it is")} | indented(known.codes)
    _tick_many([quote.id for quote in own], found, marks)
    left, right = st.columns(2)
    with left:
        code = _select(_("New code of those that are chosen"), codes, "code")
    with right:
        value = _select(_("New value of those that are chosen"), {"": _("as it is")} | _values(known), "value")
    alone = {quote.id: _line(quote, codes, marks) for quote in own}
    chosen = set(marks.among(found))
    wanted = [
        _change(each, alone.get(each, ""), code, value, chosen=each in chosen)
        for each in found
        if each in chosen or alone.get(each)
    ]
    _count(len(wanted), len([each for each in wanted if each.coding not in alone]))
    seen = hash(tuple(found)) if marks.everything else ""  # others than were told are not what was asked for
    if st.button(_("Change the chosen quotes"), type="primary", key=f"qualcode_batch_go_{batch}_{seen}"):
        with layout.explained():
            _store(coder, wanted, batch)


def _tick_many(page: Sequence[int], found: Sequence[int], marks: Ticked) -> None:
    if page:
        st.session_state[_PAGE] = marks.among(page) == page
        st.checkbox(
            _("Choose all of this page"), key=_PAGE, disabled=marks.everything, on_change=_tick, args=(page, _PAGE)
        )
    if len(found) > len(page):
        st.session_state[_ALL] = marks.everything
        said = ngettext("Choose all {n} of yours that was found", "Choose all {n} of yours that were found", len(found))
        st.checkbox(
            said.format(n=number(len(found))),
            key=_ALL,
            help=_("Also those on other pages."),
            on_change=lambda: keep(Ticked(everything=bool(st.session_state[_ALL]))),
        )


def _tick(codings: Iterable[int], key: str) -> None:
    keep(ticked().put(codings, on=bool(st.session_state[key])))


def _count(n: int, away: int) -> None:
    said = ngettext("{n} quote is chosen.", "{n} quotes are chosen.", n).format(n=number(n))
    if away:
        said += " " + ngettext("{n} of them stands on another page.", "{n} of them stand on other pages.", away).format(
            n=number(away)
        )
    st.write(said)


def _line(quote: Quote, codes: Mapping[str, str], marks: Ticked) -> str:
    """Let one quote be ticked; the code that it alone is to get, empty for none."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    key = f"qualcode_batch_{quote.id}"
    st.session_state[key] = bool(marks.among([quote.id]))
    with left:
        st.checkbox(
            f"{quote.id} · {quote.code_label} · {short(quote.exact, 160)}",
            key=key,
            help=source_line(quote),
            disabled=marks.everything,
            on_change=_tick,
            args=([quote.id], key),
        )
    with right:
        return st.selectbox(
            _("Code of quote {n} alone").format(n=quote.id),
            list(codes),
            format_func=codes.__getitem__,
            key=f"qualcode_batch_code_{quote.id}",
            label_visibility="collapsed",
        )


def _change(coding: int, alone: str, common: str, value: str, *, chosen: bool) -> Change:
    attribute, found, given = value.partition("=") if chosen else ("", "", "")
    values = {attribute: "" if given == UNDETERMINED else given} if found else {}
    return Change(coding, alone or (common if chosen else "") or None, values)


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
    forget()
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
