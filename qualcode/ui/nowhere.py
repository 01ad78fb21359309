"""Addresses that name no page of the list: the first page by its own name, and one sentence where there is none."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from qualcode.errors import short
from qualcode.ui.components.links import APP_PAGES, HOME, link, page_file
from qualcode.ui.markup import show
from qualcode.ui.text import _


def first_page() -> Iterator[StreamlitPage]:
    """The overview, which an address leaves out; whoever writes its name there gets it too."""
    file, named = page_file(HOME), _asked() == HOME
    usual = "first" if named else None  # two pages cannot have one name
    yield st.Page(file, title=_("Overview"), icon=":material/space_dashboard:", url_path=usual, default=True)
    if named:
        yield st.Page(file, title=_("Overview"), url_path=HOME, visibility="hidden")


def nowhere() -> Iterator[StreamlitPage]:
    """A hidden page for what the address asks for, where that is no page of the program."""
    asked = _asked()
    if asked and not (APP_PAGES / f"{asked}.py").is_file():
        yield st.Page(
            partial(_say, asked),
            title=_("No such page"),
            url_path=asked,
            icon=":material/link_off:",
            visibility="hidden",
        )


def _asked() -> str:
    return unquote(urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2])


def _say(asked: str) -> None:
    st.title(_("No such page"))
    st.error(
        _("There is no page '{name}' in qualcode; choose one from the list beside this.").format(name=short(asked, 40)),
        icon=":material/error:",
    )
    show(link(_("To the overview"), HOME, {}))
