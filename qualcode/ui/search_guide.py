"""How to search, beside the fields in which that is typed: examples with what they find."""

import streamlit as st
from markupsafe import Markup

from qualcode.ui.markup import show
from qualcode.ui.text import _


def search_guide(neighbourhood: str) -> None:
    """Draw the guide, closed; `neighbourhood` is the id of one of the study, "" where there is none."""
    with st.popover(_("How to search"), icon=":material/help:"):
        show(_examples(_("In the field Words"), _of_words()))
        show(_examples(_("In the field Combination of codes"), _of_combinations(neighbourhood)))


def _of_words() -> dict[str, str]:
    return {
        "huurwoning sloop": _("both words in one turn, in whatever form"),
        '"lange adem"': _("a phrase: these words in a row"),
        "woning*": _("words that begin so"),
        "sloop | renovatie": _("one of the two; OR is a bar"),
        "sloop -nieuwbouw": _("the first word without the second"),
        "sloop NEAR/5 buurt": _("both words, at most five words between them"),
    }


def _of_combinations(neighbourhood: str) -> dict[str, str]:
    place = {f"factor and neighbourhood:{neighbourhood}": _("a code in one neighbourhood")} if neighbourhood else {}
    return {
        "factor": _("coded so, or with a code below it"),
        **place,
        "factor or uitkomst": _("one of two codes"),
        "factor and not uitkomst": _("the first code, and the same words are not coded the second"),
        "factor overlaps uitkomst.*": _("where the words overlap a code below the second"),
        "factor followed within 2 turns by uitkomst": _("where the second code begins soon after it"),
        "factor and group:bewoner": _("said by residents"),
    }


def _examples(title: str, examples: dict[str, str]) -> Markup:
    rows = Markup().join(
        Markup('<tr><th scope="row"><code>{}</code></th><td>{}</td></tr>').format(typed, finds)
        for typed, finds in examples.items()
    )
    return Markup(
        '<table class="qc-table qc-guide" tabindex="0"><caption>{}</caption><thead><tr>'
        '<th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(title, _("Typed"), _("Finds"), rows)
