"""A page around the coder component, in the way the real one is: the document with a full run, then acknowledgements.

Query: `case` names a study of its own, `display`, `words` for a large one, `readonly`, `focus`; with `carried` the
first suggestion was refused in a text before. The state is written to `$CODER_HARNESS/<case>.json` after every
operation; while `<case>.deaf` exists operations are not heard.
"""

import os
import time
from pathlib import Path

import coder_study
import streamlit as st

from qualcode.ui.components.coder import coder
from qualcode.ui.components.coder.labels import labels

st.set_page_config(layout="wide", page_title="coder")
query = st.query_params
case = query.get("case", "default")
folder = Path(os.environ["CODER_HARNESS"])


@st.cache_resource
def study_of(case: str, display: str, words: int, *, carried: bool) -> coder_study.Study:
    made = coder_study.large(words, 500, 120) if words else coder_study.small(display)
    if carried:
        next(iter(made.suggestions.values())).update(verdict="rejected", carried=7)
    return made


study = study_of(case, query.get("display", "always"), int(query.get("words", "0")), carried="carried" in query)
study.write(folder / f"{case}.json")


def on_operations(operations):
    if (folder / f"{case}.deaf").exists():
        return
    st.session_state["acks"] = [study.apply(operation) for operation in operations]
    study.write(folder / f"{case}.json")


def on_resend():
    st.session_state["full"] = True


def focus():
    if "focus" not in query:
        return None
    return {"span": study.span(query["focus"])}


@st.fragment
def page():
    full = st.session_state.pop("full", False)
    data = {
        "identity": f"{case}:{coder_study.ME}",
        "doc": study.document(readonly="readonly" in query) if full else None,
        "acks": st.session_state.pop("acks", []),
        "focus": focus() if full else None,
        "focus_nonce": st.session_state["run"],
        "labels": labels() if full else None,
        "shortcuts": {} if full else None,
    }
    coder(data, key="coder", on_operations=on_operations, on_resend=on_resend)


if "forgetful" not in query:
    st.session_state["full"] = True
st.session_state["run"] = str(time.time())
page()
