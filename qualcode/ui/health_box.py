"""The health of the study on the first page: verified, backed up, coded with the present codebook, or what to do."""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from qualcode.ui import state
from qualcode.ui.components.links import link
from qualcode.ui.health_work import health_work
from qualcode.ui.markup import show
from qualcode.ui.text import _, ago, ngettext, number
from qualcode.workflow import health

OLD = dt.timedelta(days=7)
"""After this long the page says how to do it again."""


def health_box() -> None:
    """Draw it."""
    with state.reading() as session:
        found = health.health(session)
    st.header(_("Health"))
    lines = [_verified(found.verified), _backed_up(found), *([_again(found.again)] if found.again else [])]
    show(Markup('<ul class="qc-next">{}</ul>').format(Markup().join(map(Markup("<li>{}</li>").format, lines))))
    health_work(server=found.server)


def _verified(last: health.Verified | None) -> Markup:
    command = Markup("<code>qualcode verify {}</code>").format(_as_coder())
    if last is None:
        return Markup("{} {}").format(_("Never verified. Prove that nothing was altered with:"), command)
    if last.problems:
        told = ngettext(
            "Verified {ago}: {n} problem. See what it is with:",
            "Verified {ago}: {n} problems. See what they are with:",
            last.problems,
        )
        return Markup('<strong class="qc-alarm">{}</strong> {}').format(
            told.format(ago=ago(last.at), n=number(last.problems)), command
        )
    told = _("Verified {ago}: nothing was altered.").format(ago=ago(last.at))
    return Markup("{} {} {}").format(told, _("Do it again with:"), command) if _is_old(last.at) else Markup.escape(told)


def _backed_up(found: health.Health) -> Markup:
    if found.server:
        command = Markup("<code>pg_dump</code>")
        return Markup("{} {}").format(_("Backups of this database are made on its server, with:"), command)
    command = Markup("<code>qualcode db backup {} {}</code>").format(_("FILE"), _as_coder())
    if found.backed_up is None:
        return Markup("{} {}").format(_("Never backed up. Make a backup with:"), command)
    told = _("Last backup {ago}.").format(ago=ago(found.backed_up))
    if _is_old(found.backed_up):
        return Markup("{} {} {}").format(told, _("Do it again with:"), command)
    return Markup.escape(told)


def _as_coder() -> Markup:
    """The option that says who does it, which no line breaks."""
    return Markup('<span class="qc-nowrap">--as {}</span>').format(state.coder() or _("NAME"))


def _again(n: int) -> Markup:
    told = ngettext(
        "{n} transcript was read before the codebook changed",
        "{n} transcripts were read before the codebook changed",
        n,
    )
    return link(told.format(n=number(n)), "review", {"queue": "again"})


def _is_old(at: dt.datetime) -> bool:
    return dt.datetime.now(dt.UTC) - at > OLD
