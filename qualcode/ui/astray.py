"""An address of several levels, which no page has and for which Streamlit would stay blank: one sentence, a way back.

Streamlit serves its own start page for every address, and that finds its parts beside the address: one level down
there are none.
"""

import os
from http import HTTPStatus

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from qualcode.errors import short
from qualcode.ui import state
from qualcode.ui.text import catalogue

SERVED = {"_stcore", "app", "component", "media", "static"}
"""First parts of the addresses under which Streamlit serves files."""

LONGEST = 60

_PAGE = Markup(
    '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{} · qualcode</title>'
    '<meta name="viewport" content="width=device-width"><style>'
    ":root {{ color-scheme: light dark; font: 1rem/1.5 sans-serif }} main {{ max-width: 40rem; margin: 4rem auto;"
    " padding: 0 1rem }} h1 {{ font-size: 1.75rem }} a {{ color: light-dark(#1a5685, #8fc5ec) }}</style></head>"
    '<body><main><h1>{}</h1><p role="alert">{}</p><p><a href="/">{}</a></p></main></body></html>'
)


class Astray:
    """Answers for addresses of several levels; hands everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _is_astray(scope):
            await self.app(scope, receive, send)
            return
        page = page_of(scope["path"], _language(Headers(scope=scope).get("accept-language", "")))
        await HTMLResponse(page, HTTPStatus.NOT_FOUND)(scope, receive, send)


def _is_astray(scope: Scope) -> bool:
    first, *further = [part for part in scope["path"].split("/") if part] or [""]
    reads = "text/html" in Headers(scope=scope).get("accept", "")
    return bool(further) and reads and scope["method"] == "GET" and first not in SERVED


def _language(accepted: str) -> str:
    wanted = os.environ.get(state.LANGUAGE) or accepted[:2].lower()
    return wanted if wanted in state.LANGUAGES else "en"


def page_of(path: str, language: str) -> str:
    """The page that says in a language that there is nothing at a path."""
    gettext = catalogue(language).gettext
    title = gettext("No such page")
    sentence = gettext("There is no page '{name}' in qualcode; begin again at the overview.")
    asked = short(path.strip("/"), LONGEST)
    return str(_PAGE.format(language, title, title, sentence.format(name=asked), gettext("To the overview")))
