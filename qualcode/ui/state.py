"""What a browser session knows: the database, who is at work, and the language. All session keys are here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.orm import Session

from qualcode.db import session as transactions
from qualcode.db.migrate import head
from qualcode.errors import DatabaseError
from qualcode.workflow.open import identity, open_database, require_unchanged, trouble

DATABASE, CODER, LANGUAGE = "QUALCODE_DATABASE_URL", "QUALCODE_CODER", "QUALCODE_LANGUAGE"
"""What `qualcode ui` hands over in the environment."""

COOKIE = "qualcode_coder"
"""Keeps who is at work over a reload of the page, until the browser is closed."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""How this machine is called by itself."""

LANGUAGES = {"nl": "Nederlands", "en": "English"}

_CODER, _LANGUAGE = "qualcode_coder", "qualcode_language"


def is_local() -> bool:
    """Whether this server, and who looks at it, are on this machine: only they may do what its commands do."""
    visitor = st.context.ip_address
    elsewhere = isinstance(visitor, str) and visitor not in LOOPBACK
    return st.get_option("server.address") in LOOPBACK and not elsewhere


def database_url() -> str:
    """The database of this server."""
    return os.environ.get(DATABASE, "sqlite:///qualcode.db")


class _Opened(NamedTuple):
    """A database as it was opened: its engine, which file it is, and its schema."""

    engine: Engine
    identity: tuple[int, int] | None
    revision: str


def engine() -> Engine:
    """The engine, made once for all sessions, and anew when another file took the place of the database.

    Raises:
        DatabaseError: There is no study (any more), or one of another schema.
    """
    return _opened().engine


def _opened() -> _Opened:
    url = database_url()
    opened = _open(url)
    if identity(url) != opened.identity:  # an open file outlives its name: what is written to it would be lost
        opened.engine.dispose()
        _open.clear(url)
        opened = _open(url)
    return opened


@st.cache_resource(show_spinner=False)
def _open(url: str) -> _Opened:
    found = identity(url)
    opened, _notice = open_database(url)
    return _Opened(opened, found, head())


@contextmanager
def reading() -> Iterator[Session]:
    """A session on one consistent state of the database."""
    opened = _opened()
    with _explained(), transactions.reading(opened.engine) as session:
        require_unchanged(session, opened.revision)
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A session whose work is stored as a whole or not at all."""
    opened = _opened()
    with _explained(), transactions.writing(opened.engine) as session:
        require_unchanged(session, opened.revision)
        yield session


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except DriverError as error:
        sentence = trouble(error)
        if sentence is None:
            raise
        raise DatabaseError(sentence) from error


def coder() -> str | None:
    """Who is at work in this session: chosen on the screen, named at the start of the server, or still known."""
    kept = st.context.cookies.get(COOKIE)
    remembered = unquote(kept) if isinstance(kept, str) else None
    return st.session_state.get(_CODER) or os.environ.get(CODER) or remembered or None


def choose_coder(name: str) -> None:
    """Remember who is at work."""
    st.session_state[_CODER] = name


def language() -> str:
    """Language of the interface: asked for in the address, chosen, handed over, or the browser's."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    wanted = st.session_state.get(_LANGUAGE) or os.environ.get(LANGUAGE) or (st.context.locale or "nl")[:2]
    return wanted if wanted in LANGUAGES else "en"


def choose_language(code: str) -> None:
    """Change the language for the rest of the session."""
    st.session_state[_LANGUAGE] = code
    st.query_params.pop("lang", None)


def keep_language() -> None:
    """Let a language that the address asked for hold on the next pages, whose addresses do not."""
    st.session_state[_LANGUAGE] = language()
