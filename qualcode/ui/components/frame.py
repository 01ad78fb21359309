"""The part of a page's surroundings that lives in the browser.

The script is small enough to travel inline; it is mounted once a page, never in a fragment.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from qualcode.ui import state
from qualcode.ui.keyboard import keyboard

_frame = st.components.v2.component(
    "qualcode_frame", js=Path(__file__).with_name("frame.js").read_text("utf-8"), isolate_styles=False
)


DRAFTED = (
    "qualcode_memo_",
    "qualcode_summary_",
    "qualcode_decision_",
    "qualcode_pattern_",
    "qualcode_judge_",
    "qualcode_ask_",
    "qualcode_answer_",
    "qualcode_claim_",
)
"""How the keys of fields begin whose text the browser keeps until it is stored."""


def mount(page: str, stored: Mapping[str, str]) -> None:
    """Tell the browser the language, who is at work and the keys of `page`, and let links keep the session.

    `stored` says of which forms the browser may forget what was typed: how the keys of the fields begin -> another mark
    each time.
    """
    with st.container(key="qualcode_frame_place"):
        _frame(
            key="qualcode_frame",
            data={
                "language": state.language(),
                "coder": state.coder(),
                "cookie": state.COOKIE,
                "drafted": DRAFTED,
                "stored": stored,
                "keyboard": keyboard(page),
            },
        )
