"""What a team did, in words: one phrase for each kind of event, those alike together."""

from collections.abc import Callable, Mapping

from qualcode.ui.text import _, ngettext, number

SILENT = frozenset({"run_begun", "run_finished", "suggestions_pruned", "transcript_described", "coder_added"})
"""Kinds that tell what other events say, or only who there is."""


def worth_telling(counts: Mapping[str, int]) -> bool:
    """Whether more was done than to record who and what there is."""
    return not SILENT.issuperset(counts)


def has_words(kind: str) -> bool:
    """Whether a kind of event has a phrase of its own, or needs none."""
    return kind in SILENT or kind in _PHRASES


def phrases(counts: Mapping[str, int]) -> str:
    """What was done how often, as `12 suggestions accepted, 3 rejected`."""
    said: dict[Callable[[int], str], int] = {}
    for kind, n in counts.items():
        if kind in SILENT:
            continue
        phrase = _PHRASES.get(kind, _other)
        said[phrase] = said.get(phrase, 0) + n
    return ", ".join(phrase(n) for phrase, n in said.items())


def _accepted(n: int) -> str:
    return ngettext("{n} suggestion accepted", "{n} suggestions accepted", n).format(n=number(n))


def _corrected(n: int) -> str:
    return ngettext("{n} suggestion corrected", "{n} suggestions corrected", n).format(n=number(n))


def _rejected(n: int) -> str:
    return ngettext("{n} suggestion rejected", "{n} suggestions rejected", n).format(n=number(n))


def _skipped(n: int) -> str:
    return ngettext("{n} suggestion skipped", "{n} suggestions skipped", n).format(n=number(n))


def _coded(n: int) -> str:
    return ngettext("{n} passage coded", "{n} passages coded", n).format(n=number(n))


def _withdrawn(n: int) -> str:
    return ngettext("{n} coding withdrawn", "{n} codings withdrawn", n).format(n=number(n))


def _changed(n: int) -> str:
    return ngettext("{n} coding changed", "{n} codings changed", n).format(n=number(n))


def _noted(n: int) -> str:
    return ngettext("{n} memo written", "{n} memos written", n).format(n=number(n))


def _undone(n: int) -> str:
    return ngettext("{n} step undone", "{n} steps undone", n).format(n=number(n))


def _read(_n: int) -> str:
    return _("marked as read in full")


def _checked_quotes(n: int) -> str:
    return ngettext("{n} quote checked for publication", "{n} quotes checked for publication", n).format(n=number(n))


def _taken_in(n: int) -> str:
    return ngettext("{n} transcript taken in", "{n} transcripts taken in", n).format(n=number(n))


def _codings_taken_in(n: int) -> str:
    return ngettext("{n} coding taken in from a file", "{n} codings taken in from files", n).format(n=number(n))


def _suggested(n: int) -> str:
    return ngettext("suggestions made for {n} transcript", "suggestions made for {n} transcripts", n).format(
        n=number(n)
    )


def _codebook(_n: int) -> str:
    return _("codebook loaded")


def _edited(n: int) -> str:
    return ngettext("{n} change of the codebook", "{n} changes of the codebook", n).format(n=number(n))


def _neighbourhoods(_n: int) -> str:
    return _("neighbourhoods loaded")


def _settings(_n: int) -> str:
    return _("settings changed")


def _begun(_n: int) -> str:
    return _("study begun")


def _verified(_n: int) -> str:
    return _("database verified")


def _backed_up(_n: int) -> str:
    return _("backup made")


def _read_on(_n: int) -> str:
    return _("read on")


def _anchored(n: int) -> str:
    return ngettext("anchor quotes of {n} coding changed", "anchor quotes of {n} codings changed", n).format(
        n=number(n)
    )


def _linked(n: int) -> str:
    return ngettext("{n} pair of quotes linked", "{n} pairs of quotes linked", n).format(n=number(n))


def _unlinked(n: int) -> str:
    return ngettext("{n} link between quotes taken away", "{n} links between quotes taken away", n).format(n=number(n))


def _picked(n: int) -> str:
    return ngettext("{n} change to quotes of the report", "{n} changes to quotes of the report", n).format(n=number(n))


def _asked_members(n: int) -> str:
    return ngettext("{n} answer to a member check", "{n} answers to member checks", n).format(n=number(n))


def _let_stay(n: int) -> str:
    return ngettext("words of {n} quote confirmed", "words of {n} quotes confirmed", n).format(n=number(n))


def _froze(n: int) -> str:
    return ngettext("{n} state of the evidence frozen", "{n} states of the evidence frozen", n).format(n=number(n))


def _figured(_n: int) -> str:
    return _("figures about neighbourhoods taken in")


def _judged(n: int) -> str:
    return ngettext("{n} judgement of a finding", "{n} judgements of findings", n).format(n=number(n))


def _held_back(n: int) -> str:
    return ngettext(
        "{n} file held back until its de-identification is reviewed",
        "{n} files held back until their de-identification is reviewed",
        n,
    ).format(n=number(n))


def _sorted(n: int) -> str:
    return ngettext("{n} provisional code sorted", "{n} provisional codes sorted", n).format(n=number(n))


def _kept_search(n: int) -> str:
    return ngettext("{n} search kept", "{n} searches kept", n).format(n=number(n))


def _forgot_search(n: int) -> str:
    return ngettext("{n} search forgotten", "{n} searches forgotten", n).format(n=number(n))


def _asked(n: int) -> str:
    return ngettext("{n} question asked", "{n} questions asked", n).format(n=number(n))


def _answered(n: int) -> str:
    return ngettext("{n} question answered or closed", "{n} questions answered or closed", n).format(n=number(n))


def _coined(n: int) -> str:
    return ngettext("{n} code proposed from the text", "{n} codes proposed from the text", n).format(n=number(n))


def _highlighted(n: int) -> str:
    return ngettext("{n} passage highlighted", "{n} passages highlighted", n).format(n=number(n))


def _registered(n: int) -> str:
    return ngettext("{n} claim written, closed or opened", "{n} claims written, closed or opened", n).format(
        n=number(n)
    )


def _supported(n: int) -> str:
    return ngettext("{n} quote linked to or taken from a claim", "{n} quotes linked to or taken from claims", n).format(
        n=number(n)
    )


def _rebutted(n: int) -> str:
    return ngettext("{n} piece of counter-evidence answered", "{n} pieces of counter-evidence answered", n).format(
        n=number(n)
    )


def _ruled(n: int) -> str:
    return ngettext("{n} open neighbourhood decided", "{n} open neighbourhoods decided", n).format(n=number(n))


def _noted_verdict(n: int) -> str:
    return ngettext("{n} verdict noted", "{n} verdicts noted", n).format(n=number(n))


def _about_people(n: int) -> str:
    return ngettext(
        "group or consent of {n} respondent changed", "group or consent of {n} respondents changed", n
    ).format(n=number(n))


def _other(n: int) -> str:
    return ngettext("{n} other change", "{n} other changes", n).format(n=number(n))


_PHRASES: dict[str, Callable[[int], str]] = {
    "review_accept": _accepted,
    "review_correct": _corrected,
    "review_reject": _rejected,
    "review_skip": _skipped,
    "review_add": _coded,
    "review_withdraw": _withdrawn,
    "review_give_up": _withdrawn,
    "review_change": _changed,
    "review_elsewhere": _changed,
    "review_neighbourhood": _changed,
    "review_merge": _changed,
    "review_attach": _changed,
    "review_memo": _noted,
    "review_note": _noted,
    "memo_written": _noted,
    "codings_recoded": _changed,
    "codebook_edited": _edited,
    "review_new_code": _coined,
    "review_highlight": _highlighted,
    "provisional_sorted": _sorted,
    "anchor_marked": _anchored,
    "codings_linked": _linked,
    "codings_unlinked": _unlinked,
    "query_saved": _kept_search,
    "query_forgotten": _forgot_search,
    "question_asked": _asked,
    "question_answered": _answered,
    "claim_open": _registered,
    "claim_closed": _registered,
    "claim_dropped": _registered,
    "claim_linked": _supported,
    "claim_unlinked": _supported,
    "claim_ruled": _ruled,
    "counter_evidence_answered": _rebutted,
    "verdict_noted": _noted_verdict,
    "respondent_changed": _about_people,
    "quote_placed": _picked,
    "quote_taken_out": _picked,
    "member_checked": _asked_members,
    "evidence_frozen": _froze,
    "statistics_loaded": _figured,
    "finding_judged": _judged,
    "file_pending": _held_back,
    "review_read": _read_on,
    "review_undo": _undone,
    "review_read_in_full": _read,
    "quote_reviewed": _checked_quotes,
    "leaks_confirmed": _let_stay,
    "transcript_imported": _taken_in,
    "codings_imported": _codings_taken_in,
    "codings_carried": _changed,
    "suggestions_stored": _suggested,
    "codebook_loaded": _codebook,
    "neighbourhoods_loaded": _neighbourhoods,
    "settings_changed": _settings,
    "study_started": _begun,
    "database_verified": _verified,
    "backup_made": _backed_up,
}
