"""Keyword in context as a table: what is said before, the word, what is said after; sorted by any of them."""

from collections.abc import Iterable

from markupsafe import Markup

from qualcode.ui import words
from qualcode.ui.components.links import link
from qualcode.ui.markup import Column, table
from qualcode.ui.text import _
from qualcode.workflow.kwic import KEYWORD, LEFT, RIGHT, Concordance


def kwic_table(lines: Iterable[Concordance]) -> Markup:
    """The lines of one page."""
    columns = (
        Column(_("Place")),
        Column(_("Before"), LEFT),
        Column(_("Word"), KEYWORD),
        Column(_("After"), RIGHT),
        Column(_("Said by")),
    )
    return Markup('<div class="qc-kwic">{}</div>').format(
        table(_("Keyword in context"), columns, map(_cells, lines), "quotes")
    )


def _cells(line: Concordance) -> list[Markup]:
    hit = line.hit
    query = {"transcript": hit.transcript, "turn": str(hit.turn)}
    place = link(f"{hit.transcript} {hit.turn}", "coding", query)
    who = ", ".join(filter(None, [words.group(hit.group) if hit.group else hit.label, *hit.neighbourhoods]))
    return [place, Markup("<bdi>{}</bdi>").format(line.left), *map(Markup.escape, (line.keyword, line.right, who))]
