"""Filters whose value lives in the address of the page, so that a view can be passed on as a link.

The address is the only truth: a filter takes its value from it on every run, and writes to it when it is changed.
"""

from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import urlsplit
from uuid import uuid4

import streamlit as st

from qualcode.errors import short
from qualcode.ui.code_fate import PARAMETERS, end_of
from qualcode.ui.components.links import HOME, link
from qualcode.ui.parameters import called
from qualcode.ui.text import _

PAGE, AFTER = "page", "after"
"""The parameters of the place in a long list; another filter makes it start again."""

ON = "1"

_NEXT, _STORED = "qualcode_fields_to_fill", "qualcode_stored_forms"

DIGITS = 15
"""Of a number in an address; databases do not take all that could be typed."""


def chosen(parameter: str, options: Mapping[str, str] | list[str]) -> str:
    """The value in the address, or the first option when there is none; an unknown one ends the page."""
    asked = st.query_params.get(parameter, "")
    if asked and asked not in options:
        refuse(parameter)
    return asked if asked in options else next(iter(options))


class Refused(Exception):  # noqa: N818  it ends a page and is no error of the program
    """The page ends: its address asks for what is not there; drawn outside the columns in which that was found."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter

    def draw(self) -> None:
        """Say so, with the way back."""
        value = st.query_params.get(self.parameter, "")
        ended = end_of(value) if self.parameter in PARAMETERS else ""
        if ended:
            st.html(str(ended))
        else:
            st.error(
                _(
                    "The address of this page asks for {parameter} '{value}', which is not there. Was it copied whole?"
                ).format(parameter=called(self.parameter), value=short(value, 40)),
                icon=":material/error:",
            )
        page = urlsplit(st.context.url or "").path.rpartition("/")[2] or HOME
        st.html(str(link(_("This page without filters"), page, {})))


def refuse(parameter: str) -> NoReturn:
    """End the page: what its address asks for is not there, and another number than was meant misleads.

    Raises:
        Refused: Always.
    """
    raise Refused(parameter)


def operation(key: str, content: object = None) -> str:
    """Id of what a form does next, kept under `key` until its page removes it or its content is another.

    A second click is the same operation, also while the page that the first one asked for is being drawn.
    """
    kept = st.session_state.get(key)
    if kept is None or kept[0] != content:
        kept = st.session_state[key] = (content, uuid4().hex)
    return str(kept[1])


def fill_next(values: Mapping[str, object], form: str) -> None:
    """Give fields other values when the page is drawn next, and let the browser forget what was typed into a form.

    Args:
        values: Key of a field -> what it is to hold.
        form: How the keys of the fields begin whose content is stored now.
    """
    st.session_state.setdefault(_NEXT, {}).update(values)
    st.session_state.setdefault(_STORED, {})[form] = uuid4().hex


def stored() -> dict[str, str]:
    """How the keys of a form's fields begin -> another mark each time that it was stored."""
    return dict(st.session_state.get(_STORED, {}))


def fill() -> None:
    """Give fields the values that they are to hold; to be called before any of them is drawn."""
    for key, value in st.session_state.pop(_NEXT, {}).items():
        st.session_state[key] = value


def asked_number(parameter: str, title: str = "") -> int | None:
    """The number that the address gives, None when it gives nothing; what is no number ends the page.

    Args:
        parameter: Its name in the address.
        title: Heading of the page that ends so; empty where it has one already.
    """
    typed = st.query_params.get(parameter, "")
    if typed and whole(typed) is None:
        if title:
            st.title(title)
        refuse(parameter)
    return whole(typed)


def choice(parameter: str, label: str, options: Mapping[str, str]) -> str:
    """A select box over `options`, value -> label; the first is the default and leaves the address alone."""
    key, default = _key(parameter), next(iter(options))
    st.session_state[key] = chosen(parameter, options)
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        placeholder=_("Type to search"),
        key=key,
        on_change=_write,
        args=(parameter, default),
    )
    return str(st.session_state[key])


def segments(parameter: str, label: str, options: Mapping[str, str]) -> str:
    """As `choice`, with every option in sight."""
    key, default = _key(parameter), next(iter(options))
    st.session_state[key] = chosen(parameter, options)
    st.segmented_control(
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        required=True,
        key=key,
        wrap=True,
        on_change=_write,
        args=(parameter, default),
    )
    return str(st.session_state[key])


def switch(parameter: str, label: str) -> bool:
    """A switch; off is the default."""
    key = _key(parameter)
    st.session_state[key] = st.query_params.get(parameter) == ON
    st.toggle(label, key=key, on_change=_write_switch, args=(parameter,))
    return bool(st.session_state[key])


def words(parameter: str, label: str, placeholder: str) -> str:
    """A text field."""
    key = _key(parameter)
    st.session_state[key] = st.query_params.get(parameter, "")
    st.text_input(label, key=key, placeholder=placeholder, on_change=_write, args=(parameter, ""))
    return str(st.session_state[key]).strip()


def page_number() -> int:
    """Page of a long list, from 1."""
    number = asked_number(PAGE)
    if number == 0:
        refuse(PAGE)
    return number or 1


def whole(typed: str) -> int | None:
    """The number that an address gives; None where it is none, or larger than any row or page of a study."""
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS else None


def _write_switch(parameter: str) -> None:
    if st.session_state[_key(parameter)]:
        st.query_params[parameter] = ON
    else:
        st.query_params.pop(parameter, None)


def _key(parameter: str) -> str:
    return f"qualcode_filter_{parameter}"


def _write(parameter: str, default: str) -> None:
    value = str(st.session_state[_key(parameter)]).strip()
    for place in (PAGE, AFTER):
        st.query_params.pop(place, None)
    if value and value != default:
        st.query_params[parameter] = value
    else:
        st.query_params.pop(parameter, None)
