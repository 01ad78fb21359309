"""Links between pages; `frame.js` follows those with `data-page` inside the session."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

APP_PAGES = Path(__file__).parents[1] / "app_pages"
HOME = "overview"


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
