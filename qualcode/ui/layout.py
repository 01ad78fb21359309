"""What surrounds every page: banner, study and coder beside it, and one sentence instead of a traceback."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from qualcode.errors import QualcodeError
from qualcode.ui import controls, markup, state
from qualcode.ui.components import frame
from qualcode.ui.components.links import HOME, link
from qualcode.ui.text import _, told
from qualcode.workflow import study

STYLES = Path(__file__).with_name("layout.css")
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
<rect width="16" height="16" rx="3" fill="#1f5f8b"/>
<path d="M3.5 8.5 5 4.5h2l-1 4h1.5v4h-4zm5 0 1.5-4h2l-1 4h1.5v4h-4z" fill="#fff"/></svg>"""
"""Of our own: Streamlit would fetch one of its icons from a host outside."""
KEYS = Markup('<button type="button" class="qc-copy" data-keyboard aria-haspopup="dialog">{} <kbd>?</kbd></button>')
"""Opens the keys of the page, for who does not know that `?` does."""


def show(page: st.Page) -> None:
    """Draw a page in its surroundings."""
    st.set_page_config(page_title=f"{page.title} \N{MIDDLE DOT} qualcode")
    state.keep_language()
    controls.fill()
    st.html(STYLES)
    frame.mount(page.url_path, controls.stored())
    with explained():
        with state.reading() as session:
            opened = study.view(session)
        _beside(opened)
        if opened.fictional:
            st.html(Markup('<p class="qc-banner" role="note">{}</p>').format(fictional_notice()))
        _run(page)
    _freeze(page.url_path)


def _run(page: st.Page) -> None:
    """Draw the page itself; where its address asks for what is not there, with the way back."""
    try:
        page.run()
    except controls.Refused as refused:
        refused.draw()
    except QualcodeError as error:
        st.error(told(error), icon=":material/error:")
        if st.query_params:
            markup.show(_back(page.url_path))


def _back(page: str) -> Markup:
    if page == "coding":  # which is nothing without a transcript
        return link(_("All transcripts"), "transcripts", {})
    return link(_("This page without filters"), page or HOME, {})


def fictional_notice() -> str:
    """What the banner of an invented study says."""
    return _("Fictional study: its people, events and interviews were invented and say nothing about real ones.")


@contextmanager
def explained() -> Iterator[None]:
    """Show a mistake as its one sentence."""
    try:
        yield
    except QualcodeError as error:
        st.error(told(error), icon=":material/error:")


def require_coder() -> str:
    """Who is at work; until that is known the page asks and stops."""
    name = state.coder()
    if name is None:
        st.header(_("Who is coding?"))
        st.write(_("Your name is stored with every decision that you take. It is asked once a session."))
        with st.container(width=420):
            _ask("asked")
        st.stop()
    return name


def _beside(opened: study.StudyView) -> None:
    with st.sidebar:
        st.space("xsmall")
        st.text(opened.title)
        name = state.coder()
        with st.popover(_("Coder: {name}").format(name=name) if name else _("Choose a coder"), width="stretch"):
            _ask("beside")
        st.segmented_control(
            _("Language"),
            list(state.LANGUAGES),
            format_func=state.LANGUAGES.__getitem__,
            default=state.language(),
            required=True,
            key="qualcode_language_choice",
            on_change=_change_language,
            label_visibility="collapsed",
        )
        _keys()


def _keys() -> None:
    st.html(KEYS.format(_("Keys")))


def _change_language() -> None:
    state.choose_language(st.session_state["qualcode_language_choice"])


def _ask(place: str) -> None:
    with state.reading() as session:
        names = study.coder_names(session)
    if names:
        key = f"qualcode_name_{place}"
        st.selectbox(
            _("Choose your name"),
            names,
            index=None,
            placeholder=_("Type to search"),
            key=key,
            on_change=_choose,
            args=(key,),
        )
    with st.form(f"qualcode_coder_{place}", border=False):
        typed = st.text_input(_("Or type a new name") if names else _("Your name"), key=f"qualcode_new_name_{place}")
        sent = st.form_submit_button(_("Start coding"), type="primary", key=f"qualcode_begin_{place}")
    if sent:
        with explained():
            with state.writing() as session:
                study.coder_id(session, typed)
            state.choose_coder(" ".join(typed.split()))
            st.rerun()


def _choose(key: str) -> None:
    """Go on as the coder whose name was chosen, which is all that is asked."""
    name = st.session_state[key]
    if name is not None:
        state.choose_coder(name)
        st.session_state[key] = None


@st.cache_resource(show_spinner=False)
def _freeze(_url_path: str) -> None:
    """Leave what a page has imported out of garbage collection, which holds up every session."""
    gc.collect()
    gc.freeze()
