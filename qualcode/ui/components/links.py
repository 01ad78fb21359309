"""Links between pages that keep the session, so that nobody has to say again who is at work.

The script is small enough to travel inline; it is mounted once a page, never in a fragment.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

APP_PAGES = Path(__file__).parents[1] / "app_pages"
HOME = "transcripts"

_follower = st.components.v2.component(
    "qualcode_links", js=Path(__file__).with_name("links.js").read_text("utf-8"), isolate_styles=False
)


def page_file(name: str) -> str:
    """The script of a page."""
    return str(APP_PAGES / f"{name}.py")


def address(page: str, query: Mapping[str, str]) -> str:
    """Relative address of a page, the same on every server; empty values are left out."""
    given = urlencode({name: value for name, value in query.items() if value})
    return ("./" if page == HOME else page) + (f"?{given}" if given else "")


def link(text: str, page: str, query: Mapping[str, str], *, label: str = "", css: str = "") -> Markup:
    """HTML of a link to a page; `label` says to a screen reader what `text` alone does not."""
    spoken = Markup(' aria-label="{}"').format(label) if label else ""
    return Markup('<a data-page="{}" href="{}" class="{}"{}>{}</a>').format(
        page, address(page, query), css, spoken, text
    )


def follow() -> None:
    """Go where a link of the page was clicked to."""
    with st.container(key="qualcode_links_place"):
        followed = _follower(key="qualcode_links", on_followed_change=_nothing).followed
    if isinstance(followed, dict) and (APP_PAGES / f"{followed['page']}.py").is_file():
        st.switch_page(page_file(followed["page"]), query_params=followed["query"])


def _nothing() -> None:
    """Streamlit only offers a trigger that has a callback."""
