"""What the interface calls the field's fixed terms, in the language of the session."""

from qualcode.domain.coding import Display
from qualcode.domain.transcript import Group, Kind
from qualcode.ui.text import _
from qualcode.workflow.browse import Progress


def group(name: str) -> str:
    """A respondent group, in the plural."""
    return {
        Group.BELEIDSMAKER: _("policy makers"),
        Group.WIJKPROFESSIONAL: _("professionals"),
        Group.BEWONER: _("residents"),
        Group.ONBEKEND: _("group unknown"),
    }[Group(name)]


def kind(name: str) -> str:
    """A kind of transcript."""
    return {
        Kind.INTERVIEW: _("interview"),
        Kind.FOCUS_GROUP: _("focus group"),
        Kind.DOCUMENT: _("document"),
    }[Kind(name)]


def progress(stage: Progress) -> str:
    """How far a coder has come in a transcript."""
    return {
        Progress.UNTOUCHED: _("not begun"),
        Progress.STARTED: _("begun"),
        Progress.READ: _("read in full"),
    }[stage]


def display(choice: Display) -> str:
    """When suggestions are shown."""
    return {
        Display.ALWAYS: _("always"),
        Display.AFTER_TURN: _("after the turn was read"),
        Display.NEVER: _("never: coding is blind"),
    }[choice]
