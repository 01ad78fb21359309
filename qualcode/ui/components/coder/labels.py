"""Every text of the transcript coder, in the language of the session."""

from collections.abc import Mapping

from qualcode.ui.text import _, ngettext


def labels() -> dict[str, str | list[str]]:
    """Name -> text with {placeholders}, or [singular, plural] where the browser counts `n`."""
    return {**_bar(), **_card(), **_dialogs(), **_said(), **_buttons(), **_keys()}


def _bar() -> Mapping[str, str | list[str]]:
    return {
        "count_codings": [ngettext("{n} coding", "{n} codings", n) for n in (1, 2)],
        "count_open": [ngettext("{n} open suggestion", "{n} open suggestions", n) for n in (1, 2)],
        "count_waiting": [ngettext("{n} coding without a place", "{n} codings without a place", n) for n in (1, 2)],
        "count_read": _("{n} of {of} turns read"),
        "saved_saved": _("All saved"),
        "saved_underway": _("Saving"),
        "saved_late": _("{n} not saved yet"),
        "read_in_full_yes": _("Read in full"),
        "filter_state": _("Show"),
        "state_all": _("Everything"),
        "state_open": _("Open suggestions"),
        "state_mine": _("My codings"),
        "state_others": _("Codings of others"),
        "state_none": _("Text only"),
        "filter_speaker": _("Speakers"),
        "speaker_all": _("All speakers"),
        "speaker_respondents": _("Respondents"),
        **orders(),
    }


def orders() -> Mapping[str, str]:
    """Orders of work, and what to call the choice."""
    return {
        "order": _("Order of suggestions"),
        "order_text": _("In the order of the text"),
        "order_likely": _("Likely first"),
        "order_uncertain": _("Uncertain first"),
        "order_code": _("Code by code"),
    }


def _card() -> Mapping[str, str]:
    return {
        "transcript": _("Transcript"),
        "panel": _("Chosen suggestion or coding"),
        "nothing_chosen": _("Nothing chosen"),
        "display_always": _("Suggestions are underlined with dashes in the text."),
        "display_after_turn": _("The suggestions of a turn appear after you have read it."),
        "display_never": _("You are coding blind: no suggestions, no codings of others."),
        "suggestion_of": _("Suggestion {rank} of {n} open"),
        "coding_mine": _("Your coding"),
        "coding_of": _("Coding of {coder}"),
        "suggested": _("suggestion"),
        "undetermined": _("undetermined"),
        "has_memo": _("has a memo"),
        "edits_pending": _("Changed: Enter keeps it, Escape drops it"),
        "score": _("Score"),
        "also_here": _("Also on these words"),
        "about_place": _("Is about {name} and counts there"),
        "memo_on_transcript": _("Memo on this transcript"),
        "note_of": _("Memo of {coder} on this transcript"),
        "without_place": _("Coding that lost its place when the transcript was corrected"),
        "likely_place": _("Its likely place; select other words to put it there"),
        "no_likely_place": _("Nothing in the text is like it; select the words that it is about"),
        "elsewhere_yes": _("Is about another place and does not count here"),
    }


def _dialogs() -> Mapping[str, str]:
    return {
        "choose_code": _("Choose a code"),
        "choose_other_code": _("Choose another code"),
        "no_code": _("No code has all these words."),
        "choose_place": _("What is this passage about?"),
        "place_own": _("The neighbourhood of this transcript"),
        "place_elsewhere": _("Elsewhere: counts nowhere"),
        "no_place": _("No neighbourhood has all these words."),
        "filter_code": _("Filter on a code"),
        "all_codes": _("All codes"),
        "attributes_hint": _(
            "A digit chooses, 0 clears, ↑ ↓ change the row, Enter keeps, Escape leaves all as it was."
        ),
        "memo_on": _("Memo on {code}"),
        "save": _("Save"),
        "close": _("Close"),
        "help": _("Keys"),
        "help_suggestions": _("Suggestions"),
        "help_codings": _("Codings"),
        "help_properties": _("What belongs to a coding"),
        "help_boundaries": _("Boundaries and selection"),
        "help_finding": _("Finding, filters and print"),
        "new_code": _("New code: {name}"),
        "new_code_hint": _("A code that the codebook does not define yet: it waits there to be defined."),
        "likely_here": _("likely here"),
        "pin": _("Pin this code to the top, or let it go"),
        "picker_hint": _(
            "Enter codes, Shift Enter codes and goes on with another code, Alt P pins a code to the top, "
            "Alt N makes a new code of these words."
        ),
        "find": _("Find in this transcript"),
        "next_found": _("Next place"),
        "previous_found": _("Previous place"),
        "found_at": _("{rank} of {n}"),
        "found_none": _("Not found"),
        "help_reading": _("Reading and finding"),
    }


def _said() -> Mapping[str, str]:
    """What a screen reader is told."""
    return {
        "choose_suggestion": _("Choose a suggestion first"),
        "choose_item": _("Choose a suggestion or a coding of your own first"),
        "choose_coding": _("Choose a coding of your own first"),
        "already_coded": _("This code stands on exactly this passage already"),
        "no_more_suggestions": _("No more open suggestions in this direction"),
        "suggestions_behind": _("No more open suggestions in this direction, {n} in the other"),
        "no_more_codings": _("No more codings in this direction"),
        "no_attributes": _("This code takes no attributes"),
        "nothing_to_undo": _("There is nothing to undo"),
        "nothing_to_redo": _("There is nothing to do again"),
        "nothing_to_merge": _("No other coding of yours with this code overlaps this passage"),
        "nothing_else_here": _("Nothing else stands on these words"),
        "no_such_value": _("No value has this digit; V shows all values"),
        "nothing_waits": _("No coding of yours has lost its place"),
        "select_words": _("Select words first"),
        "select_place": _("Select the words that this coding is about first"),
        "attached": _("Attached"),
        "given_up": _("Given up"),
        "memo_kept": _("The memo is not saved; open it again to go on"),
        "redone": _("Done again"),
        "undone": _("Undone"),
        "withdrawn": _("Withdrawn"),
        "read_first": _("Read turn {n} first"),
        "readonly": _("This transcript can only be read"),
    }


def _buttons() -> Mapping[str, str]:
    return {
        "button_accept": _("Accept"),
        "button_reject": _("Reject"),
        "button_correct": _("Change"),
        "button_skip": _("Skip"),
        "button_attributes": _("Attributes"),
        "button_memo": _("Memo"),
        "button_elsewhere": _("Elsewhere"),
        "button_neighbourhood": _("Neighbourhood"),
        "button_note": _("Memo on this transcript"),
        "button_next_waiting": _("Give a place"),
        "button_attach": _("Attach here"),
        "button_give_up": _("Give this coding up"),
        "button_withdraw": _("Withdraw"),
        "button_filter_code": _("All codes"),
        "button_read_in_full": _("Mark as read in full"),
        "button_find": _("Find"),
        "button_help": _("Keys"),
    }


def _keys() -> Mapping[str, str]:
    return {
        "do_next_suggestion": _("next suggestion"),
        "do_previous_suggestion": _("previous suggestion"),
        "do_accept": _("accept"),
        "do_reject": _("reject"),
        "do_correct": _("another code or other boundaries"),
        "do_skip": _("skip for now"),
        "do_undo": _("undo the last step"),
        "do_highlight": _("highlight the selection without a code"),
        "do_redo": _("do again what was undone"),
        "do_merge": _("merge with overlapping codings of this code"),
        "do_next_here": _("next on the same words"),
        "do_value": _("set the value with this digit"),
        "do_neighbourhood": _("is about another neighbourhood"),
        "do_note": _("write a memo on the transcript"),
        "do_next_waiting": _("next coding without a place"),
        "do_code": _("choose a code for the selection, or keep a change"),
        "do_start_left": _("start a word to the left"),
        "do_start_right": _("start a word to the right"),
        "do_end_left": _("end a word to the left"),
        "do_end_right": _("end a word to the right"),
        "do_extend": _("select text by words"),
        "do_attributes": _("set attributes"),
        "do_memo": _("write a memo"),
        "do_elsewhere": _("is about elsewhere, on or off"),
        "do_withdraw": _("withdraw the coding"),
        "do_next_coding": _("next coding"),
        "do_previous_coding": _("previous coding"),
        "do_next_turn": _("next turn"),
        "do_previous_turn": _("previous turn"),
        "do_read": _("turn read, go on"),
        "do_read_in_full": _("read in full, on or off"),
        "do_filter_code": _("filter on a code"),
        "do_filter_state": _("filter on a kind"),
        "do_order": _("another order of suggestions"),
        "do_filter_speaker": _("dim all but one speaker"),
        "do_find": _("find words in this transcript"),
        "do_next_found": _("next place found"),
        "do_previous_found": _("previous place found"),
        "do_print": _("print with the codes in the margin"),
        "do_help": _("this overview"),
        "do_leave": _("close, let go"),
    }
