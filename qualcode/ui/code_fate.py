"""What is said where a link names a code that was retired or merged into another."""

from markupsafe import Markup

from qualcode.ui import state
from qualcode.ui.components.links import link
from qualcode.ui.text import _, label, moment
from qualcode.workflow import codebook_view
from qualcode.workflow.codebook_view import Fate

PARAMETERS = ("code", "rows")
"""Of addresses that name a code."""


def end_of(code: str) -> Markup:
    """When a code was retired and by whom, with the way to the one that took over; empty for any other."""
    with state.reading() as session:
        found = codebook_view.fate(session, code)
    return Markup() if found is None else _said(code, found)


def _said(code: str, found: Fate) -> Markup:
    name = f"{label(found.label)} ({code})"
    if found.into:
        text = _("The code {code} was merged on {at}{by} into")
    else:
        text = _("The code {code} was retired on {at}{by}; its codings were withdrawn or got another code.")
    by = _(" by {coder}").format(coder=found.by) if found.by else ""
    told = Markup.escape(text.format(code=name, at=moment(found.at), by=by))
    ways = [link(found.into, "codebook", {"code": found.into})] if found.into else []
    ways.append(link(_("History"), "codebook", {"view": "versions", "about": code}))
    return Markup('<p class="qc-sums" role="note">{} {}</p>').format(told, Markup(" \N{MIDDLE DOT} ").join(ways))
