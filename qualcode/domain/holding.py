"""Why a quote that a disclosure review lets leave is held back all the same."""

from enum import StrEnum

HELD = "held"
"""Stands for the verdict of a disclosure review that let a quote leave, where something holds it back."""


class Hold(StrEnum):
    """What holds a quote back: its speakers, or words that nobody has confirmed or that are withheld elsewhere."""

    NOT_CHECKED = "not_member_checked"
    WITHDRAWN = "member_withdrew"
    ADJUSTED = "member_adjusted"
    LEAK = "leak"
    WITHHELD = "withheld_beside"
    NO_CONSENT = "no_consent"
