"""The fields of what a code says: labels, definition, when to use it, examples and words."""

import streamlit as st

from qualcode.domain.codebook_edit import Wording, lines_of
from qualcode.ui.text import _


def wording_fields(name: str, now: Wording) -> Wording:
    """The fields of what a code says."""
    dutch = st.text_input(_("Label in Dutch"), now.label.get("nl", ""), key=f"qualcode_{name}_nl")
    english = st.text_input(_("Label in English"), now.label.get("en", ""), key=f"qualcode_{name}_en")
    definition = st.text_area(_("Definition"), now.definition, key=f"qualcode_{name}_definition")
    include = st.text_area(_("Include"), now.include, height=80, key=f"qualcode_{name}_include")
    exclude = st.text_area(_("Exclude"), now.exclude, height=80, key=f"qualcode_{name}_exclude")
    with st.expander(_("Examples and words, one a line")):
        examples = st.text_area(_("Examples"), "\n".join(now.examples), key=f"qualcode_{name}_examples")
        lemmas = st.text_area(_("Single words"), "\n".join(now.lemmas), key=f"qualcode_{name}_lemmas")
        phrases = st.text_area(_("Phrases"), "\n".join(now.phrases), key=f"qualcode_{name}_phrases")
        not_in = st.text_area(_("Not with"), "\n".join(now.not_in), key=f"qualcode_{name}_not_in")
    return Wording(
        label={"nl": dutch, "en": english},
        definition=definition,
        include=include,
        exclude=exclude,
        examples=lines_of(examples),
        lemmas=lines_of(lemmas),
        phrases=lines_of(phrases),
        not_in=lines_of(not_in),
    )
