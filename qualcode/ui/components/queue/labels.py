"""Every text of the review queue, in the language of the session."""

from collections.abc import Mapping

from qualcode.ui.components.coder import labels as coder
from qualcode.ui.text import _, ngettext


def labels(*, determines: bool) -> dict[str, str | list[str]]:
    """Name -> text with {placeholders}, or [singular, plural] where the browser counts `n`."""
    return {**coder.labels(), **_seen(), **_counted(), **_keys(), **(_determining() if determines else {})}


def _seen() -> Mapping[str, str]:
    return {
        "words": _("What was said"),
        "turn": _("turn {n}"),
        "count_done": _("{n} decided"),
        "count_left": _("{n} left"),
        "and_more": _("and {n} more"),
        "suggested": _("Suggestion"),
        "suggested_repeat": _("Suggestion, one of the repeats above"),
        "no_values": _("without values"),
        "loading": _("The next ones are on their way ..."),
        "double_click": _("A double click counts once; click again for this one"),
        "end_done": _("Nothing is left here."),
        "end_passed": _("This is the end. You passed over {n}; k goes back to them."),
        "no_more_here": _("There is no more in this direction"),
        "no_repeats": _("Nothing repeats word for word what you accepted"),
        "choose_a_value": _("No value was suggested; choose one by its digit"),
        "confirm_suggested": _("The dashed value was suggested; a keeps it."),
        "undone_earlier": _("Taken back: {code}, {transcript}"),
        "help_undetermined": _("Undetermined"),
        "help_reading": _("Moving around"),
    }


def _counted() -> Mapping[str, list[str]]:
    return {
        "pressed_early": [
            ngettext(
                "{n} press came before this was shown and decided nothing",
                "{n} presses came before this was shown and decided nothing",
                n,
            )
            for n in (1, 2)
        ],
        "repeats_offered": [
            ngettext("{n} suggestion repeats this word for word:", "{n} suggestions repeat this word for word:", n)
            for n in (1, 2)
        ],
        "repeats_accepted": [ngettext("{n} repeat accepted", "{n} repeats accepted", n) for n in (1, 2)],
    }


def _keys() -> Mapping[str, str]:
    return {
        "button_undo": _("Undo"),
        "button_accept_repeats": _("Accept these too"),
        "button_leave": _("Not now"),
        "do_accept_repeats": _("accept the exact repeats too"),
        "do_correct": _("choose another code"),
        "do_next_suggestion": _("next, without deciding"),
        "do_previous_suggestion": _("back"),
        "do_open": _("open the transcript here"),
        "do_value": _("choose a value"),
    }


def _determining() -> Mapping[str, str]:
    return {"do_accept": _("keep the suggested value"), "count_done": _("{n} determined")}
