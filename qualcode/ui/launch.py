"""Starting the server of the screens: one process, bound to this machine, that talks to nobody else."""

import asyncio
import errno
import os
import socket
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.middleware import Middleware

from qualcode.errors import DatabaseError, UsageError
from qualcode.ui import state
from qualcode.ui.astray import Astray
from qualcode.ui.state import LOOPBACK
from qualcode.ui.text import _

USUAL_PORT = 8501
"""Taken when it is free, so that links in a report keep working from day to day."""

CONFIGURATION: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "logger.hideWelcomeMessage": True,  # it would ask a host outside for our address
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # a full collection after each run holds up every session
    "server.fileWatcherType": "none",
    "server.headless": True,  # the browser is opened here, when the server answers
    "server.maxUploadSize": 1,
    "theme.baseRadius": "4px",
    "theme.headingFontSizes": ["1.75rem", "1.35rem", "1.15rem", "1rem", "0.9rem", "0.85rem"],
    "theme.headingFontWeights": [600, 600, 600, 600, 600, 600],
    "theme.paddingTop": "0rem",
    "theme.paddingBottom": "3rem",
    "theme.light.primaryColor": "#1f5f8b",
    "theme.light.linkColor": "#1a5685",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f3f5f7",
    "theme.light.textColor": "#1d2329",
    "theme.light.borderColor": "#c9d0d6",
    "theme.dark.primaryColor": "#6cb2e2",
    "theme.dark.linkColor": "#8fc5ec",
    "theme.dark.backgroundColor": "#14181c",
    "theme.dark.secondaryBackgroundColor": "#1d2329",
    "theme.dark.textColor": "#e4e8eb",
    "theme.dark.borderColor": "#3d474f",
}


def launch(
    database: str,
    coder: str | None = None,
    language: str | None = None,
    *,
    address: str = LOOPBACK[0],
    port: int | None = None,
    browser: bool = True,
) -> None:
    """Serve the screens until Ctrl-C.

    Args:
        database: URL of the study.
        coder: Name that every session starts with, None to let each one choose.
        language: Language of the interface, None to follow the browser.
        address: Address to bind.
        port: Port to bind; None takes the usual one, or any when that is taken.
        browser: Whether to open a browser when the server answers.

    Raises:
        UsageError: The port is taken, or the address is not one of this machine.
        DatabaseError: The installation lacks its start script.
    """
    port = free_port(address, port)
    hand_over({state.DATABASE: database, state.CODER: coder, state.LANGUAGE: language})
    if address not in LOOPBACK:
        click.echo(_exposed(address), err=True)
    url = f"http://{_spoken(address)}:{port}"
    app = st.App(
        start_script(),
        lifespan=lambda _app: _announced(url, browser=browser),
        middleware=[Middleware(Astray)],
        on_script_error=_sorry,
    )
    with suppress(KeyboardInterrupt):
        app.run(config=configuration(address, port))
    click.echo("qualcode has stopped; everything that was confirmed is stored")


def configuration(address: str, port: int) -> dict[str, Any]:
    """Streamlit's options; only names of this machine are answered, so that no other site can pose as it."""
    hosts = [*LOOPBACK, address] if address in LOOPBACK else ["*"]
    return CONFIGURATION | {"server.address": address, "server.port": port, "server.allowedHosts": hosts}


def start_script() -> Path:
    """The navigation script, beside the package or shipped inside it."""
    package = Path(__file__).resolve().parents[1]
    for place in (package.parent, package / "_share"):
        if (place / "streamlit_app.py").is_file():
            return place / "streamlit_app.py"
    msg = "streamlit_app.py is missing from this installation; install qualcode again"
    raise DatabaseError(msg)


def free_port(address: str, wanted: int | None) -> int:
    """A port that can be bound now: the wanted one, else the usual one, else any.

    Raises:
        UsageError: It is taken, or the address is not one of this machine.
    """
    if wanted is None:
        with suppress(OSError):
            return _bindable(address, USUAL_PORT)
    try:
        return _bindable(address, wanted or 0)
    except socket.gaierror as error:
        msg = f"{address} is no address: {error.strerror}; give an --address of this machine"
        raise UsageError(msg) from None
    except OSError as error:
        if wanted is None or error.errno == errno.EADDRNOTAVAIL:
            msg = f"nothing can be served at {address}: {error.strerror}; give an --address of this machine"
        else:
            msg = f"port {wanted} cannot be used: {error.strerror}; choose another --port, or leave it out"
        raise UsageError(msg) from None


def _bindable(address: str, port: int) -> int:
    family, kind, _protocol, _name, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        if os.name == "posix":  # as the server will: a port that was closed a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(where)
        return int(probe.getsockname()[1])


def hand_over(values: Mapping[str, str | None]) -> None:
    """Put what the screens need to know in the environment of this process."""
    for name, value in values.items():
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)


def _spoken(address: str) -> str:
    if address in {"0.0.0.0", "::"}:  # noqa: S104  a comparison; the user was warned
        return LOOPBACK[0]
    return f"[{address}]" if ":" in address else address


def _exposed(address: str) -> str:
    return (
        f"warning: {address} can be reached from other machines, and whoever reaches it can read and code this study; "
        "put a server with sign-in and encryption before it"
    )


@asynccontextmanager
async def _announced(url: str, *, browser: bool) -> AsyncIterator[None]:
    click.echo(f"qualcode is open at {url} (stop with Ctrl-C)")
    if browser:
        asyncio.get_running_loop().call_later(0.3, webbrowser.open, url)
    yield


def _sorry(error: Exception) -> bool:
    """Say on the page that the fault is ours; Streamlit writes the details to the terminal."""
    del error
    st.error(
        _("Something went wrong in the program; nothing of this step was stored. The terminal shows the details."),
        icon=":material/error:",
    )
    return True
