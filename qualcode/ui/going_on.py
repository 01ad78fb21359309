"""The way back to where a coder left off."""

from markupsafe import Markup

from qualcode.ui.components.links import link
from qualcode.ui.text import _, number
from qualcode.workflow.browse import TranscriptLine


def going_on_link(line: TranscriptLine) -> Markup:
    """The way to the last turn that the coder has read."""
    place = {"transcript": line.name, "turn": str(line.read_upto or "")}
    upto = _("turn {n} of {of}").format(n=number(line.read_upto), of=number(line.turns)) if line.read_upto else ""
    return link(line.name, "coding", place, css="qc-strong") + Markup(" {}").format(upto)
