"""What is older than the study about its suggestions, said where somebody would take an empty list for an answer."""

import streamlit as st
from markupsafe import Markup

from qualcode.ui import layout, state
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import refresh
from qualcode.workflow.behind import Behind, behind

_MADE = "qualcode_suggestions_begun"


def behind_box() -> None:
    """Draw what changed since suggestions were made, and the way to new ones; nothing where they are up to date."""
    with state.reading() as session:
        found = behind(session)
    if not found:
        return
    show(_note([*_texts(found), *_others(found), _way(found)]))
    if state.is_local() and not found.renews and st.button(_("Make new suggestions now"), key="qualcode_suggest_now"):
        with layout.explained():
            refresh.renew(state.engine())
            st.session_state[_MADE] = True
    if st.session_state.pop(_MADE, False):
        st.info(_("New suggestions are being made. Open the page again in a while."))


def behind_note(transcript: str) -> None:
    """Draw the same for one transcript that is open."""
    with state.reading() as session:
        found = behind(session)
    if transcript in found.transcripts:
        said = _("This text has no suggestions yet: it was taken in or corrected after they were made.")
    elif found.codebook:
        said = _("These suggestions were made with an older codebook.")
    elif found.consent:
        said = _("These suggestions are of before consent was withdrawn.")
    else:
        return
    show(_note([said, _way(found)]))


def _note(sentences: list[str]) -> Markup:
    return Markup('<p class="qc-sums qc-waiting" role="note">{}</p>').format(" ".join(sentences))


def _texts(found: Behind) -> list[str]:
    n = len(found.transcripts)
    if not n:
        return []
    said = ngettext(
        "{n} transcript has no suggestions yet: it was taken in or corrected after they were made.",
        "{n} transcripts have no suggestions yet: they were taken in or corrected after these were made.",
        n,
    )
    return [said.format(n=number(n))]


def _others(found: Behind) -> list[str]:
    told = (
        (found.codebook, _("Suggestions were made with an older codebook.")),
        (found.settings, _("The settings show more suggestions than were stored.")),
        (found.consent, _("Consent was withdrawn: what was learned from it is gone, suggestions are of before.")),
    )
    return [said for so, said in told if so]


def _way(found: Behind) -> str:
    if found.renews:
        return _("New ones are made in the background as coders go on, or now with: qualcode suggest")
    return _("Make new ones with: qualcode suggest")
