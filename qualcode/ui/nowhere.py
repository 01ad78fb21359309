"""An address that names no page: one sentence instead of the first page as if that had been asked for."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from qualcode.errors import short
from qualcode.ui.components.links import APP_PAGES, HOME, link
from qualcode.ui.markup import show
from qualcode.ui.text import _


def nowhere() -> Iterator[StreamlitPage]:
    """A hidden page for what the address asks for, where that is no page of the program."""
    asked = unquote(urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2])
    if asked and not (APP_PAGES / f"{asked}.py").is_file():
        yield st.Page(
            partial(_say, asked),
            title=_("No such page"),
            url_path=asked,
            icon=":material/link_off:",
            visibility="hidden",
        )


def _say(asked: str) -> None:
    st.title(_("No such page"))
    st.error(
        _("There is no page '{name}' in qualcode; choose one from the list beside this.").format(name=short(asked, 40)),
        icon=":material/error:",
    )
    show(link(_("To the overview"), HOME, {}))
