"""The part of a page's surroundings that lives in the browser.

The script is small enough to travel inline; it is mounted once a page, never in a fragment.
"""

from pathlib import Path

import streamlit as st

from qualcode.ui import state

_frame = st.components.v2.component(
    "qualcode_frame", js=Path(__file__).with_name("frame.js").read_text("utf-8"), isolate_styles=False
)


def mount() -> None:
    """Tell the browser the language and who is at work, and let the page's links keep the session."""
    with st.container(key="qualcode_frame_place"):
        _frame(
            key="qualcode_frame",
            data={"language": state.language(), "coder": state.coder(), "cookie": state.COOKIE},
        )
