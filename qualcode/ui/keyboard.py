"""The keys of a page, as the overview that `?` opens lists them."""

from collections.abc import Mapping, Sequence

from qualcode.ui.text import _

Group = tuple[str, Sequence[tuple[str, str]]]
"""Heading, and (key, what it does)."""


def keyboard(page: str) -> Mapping[str, object]:
    """Texts of the overview: title, word for closing, and groups of keys; coding and review have one of their own."""
    groups: list[Group] = [(_("On every page"), _everywhere())]
    if (own := _own().get(page)) is not None:
        groups.append((_("On this page"), own))
    return {"title": _("Keys"), "close": _("Close"), "groups": groups}


def _everywhere() -> list[tuple[str, str]]:
    return [
        ("?", _("this overview")),
        ("Tab", _("to the next link, field or button")),
        ("Shift Tab", _("back to the one before")),
        ("Enter", _("follow a link, press a button")),
        ("Space", _("press a button, turn a switch on or off")),
        ("\N{UPWARDS ARROW} \N{DOWNWARDS ARROW}", _("move through the choices of a list that is open")),
        ("Esc", _("close what is open")),
    ]


def _own() -> Mapping[str, list[tuple[str, str]]]:
    sort = ("Enter", _("on a heading of the table: sort by it, and again the other way"))
    narrow = ("Enter", _("in a field of words: narrow the list"))
    return {
        "": [("Enter", _("on a transcript: go on where you left off"))],
        "transcripts": [sort, narrow],
        "quotes": [narrow, ("Enter", _("on the number of a quote: open it with its journey"))],
        "evidence": [("Enter", _("on a number: the quotes behind it"))],
        "claims": [
            ("Enter", _("on the name of a claim: open it with its quotes")),
            ("Ctrl Enter", _("in a text: take it over, then Tab to the button that stores it")),
        ],
        "memos": [narrow, ("Ctrl Enter", _("in a text: take it over, then Tab to the button that stores it"))],
        "meeting": [("Ctrl Enter", _("in a text: take it over, then Tab to the button that stores it"))],
        "codebook": [("Enter", _("on a code: open it"))],
    }
