"""Verify and back up from the screen, with what came out; only on the machine that the study is on."""

from collections.abc import Sequence

import streamlit as st

from qualcode.ui import layout, state
from qualcode.ui.text import _, ngettext, number, sentence
from qualcode.workflow import health

SHOWN = 20
"""Problems that are listed."""

_FOUND, _SAVED = "qualcode_health_found", "qualcode_health_saved"


def health_work(*, server: bool) -> None:
    """Draw the buttons and the last result; nothing for a visitor from elsewhere or who has no name.

    Args:
        server: Whether the database lies on a server of its own, which makes its backups itself.
    """
    coder = state.coder()
    if coder is None or not state.is_local():
        return
    with st.container(horizontal=True):
        check = st.button(_("Verify now"), icon=":material/verified_user:", key="qualcode_health_verify")
        save = not server and st.button(_("Back up now"), icon=":material/save:", key="qualcode_health_backup")
    if check:
        _verify(coder)
    if save:
        _back_up(coder)
    if (found := st.session_state.get(_FOUND)) is not None:
        _result(*found)
    if saved := st.session_state.get(_SAVED):
        st.success(_("The backup is {file}. Keep a copy of it elsewhere.").format(file=saved))


def _verify(coder: str) -> None:
    from qualcode.workflow.verify import verify  # noqa: PLC0415  needed when the button is pressed

    st.session_state.pop(_FOUND, None)
    bar = st.progress(0.0, _("Verifying …"))
    st.button(_("Cancel"), key="qualcode_health_cancel")  # a click draws the page anew, which ends this
    with layout.explained():
        with state.reading() as session:
            report = verify(session, lambda share: bar.progress(share, _("Verifying …")))
        with state.writing() as session:
            head = health.record_verified(session, coder, report)
        st.session_state[_FOUND] = (report.transcripts, report.codings, report.events, head, report.problems)
        st.rerun()


def _back_up(coder: str) -> None:
    st.session_state.pop(_SAVED, None)
    with layout.explained():
        with st.spinner(_("Backing up …")):
            st.session_state[_SAVED] = str(health.back_up(state.engine(), coder))
        st.rerun()


def _result(transcripts: int, codings: int, events: int, head: str, problems: Sequence[str]) -> None:
    counted = " · ".join(
        (
            ngettext("{n} transcript", "{n} transcripts", transcripts).format(n=number(transcripts)),
            ngettext("{n} coding", "{n} codings", codings).format(n=number(codings)),
            ngettext("{n} event", "{n} events", events).format(n=number(events)),
        )
    )
    if not problems:
        st.success(_("Nothing was altered, lost or invented: {counted}.").format(counted=counted))
    else:
        told = ngettext("{n} problem was found.", "{n} problems were found.", len(problems))
        lines = [told.format(n=number(len(problems))), *(f"- {sentence(problem)}" for problem in problems[:SHOWN])]
        if len(problems) > SHOWN:
            lines.append("- " + _("and {n} more").format(n=number(len(problems) - SHOWN)))
        st.error("\n".join(lines), icon=":material/error:")
    st.caption(_("Last event of the log; note it, and a log that was cut off shows:"))
    st.code(head, language=None, wrap_lines=True)
