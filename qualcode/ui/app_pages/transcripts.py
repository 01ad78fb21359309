"""All transcripts with what is done and what is left; a row opens the transcript for coding."""

import streamlit as st
from markupsafe import Markup

from qualcode.ui import layout, state, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, page_number, refuse
from qualcode.ui.controls import words as text_field
from qualcode.ui.markup import NUMBER, Column, pager, show, table
from qualcode.ui.text import NOTHING, _, month, ngettext, number
from qualcode.workflow import browse
from qualcode.workflow.browse import Order, Progress, TranscriptLine, Wanted

PER_PAGE = 100
HERE = "transcripts"


def render() -> None:
    """Draw the page."""
    st.title(_("Transcripts"))
    coder = layout.require_coder()
    with state.reading() as session:
        listed = browse.transcripts(session, coder)
    if not listed:
        st.info(_("There are no transcripts yet. Take some in with: qualcode import transcripts FOLDER"))
        return
    wanted = _filters(listed)
    chosen = browse.choose(listed, wanted)
    _sums(browse.totals(chosen), len(listed))
    if not chosen:
        st.info(_("No transcript answers to these filters. Widen one of them."))
        return
    at = page_number()
    shown = chosen[(at - 1) * PER_PAGE : at * PER_PAGE]
    show(table(_("Transcripts with your progress"), _columns(), map(_cells, shown), HERE))
    show(pager(HERE, at, PER_PAGE, len(chosen)))


def _filters(listed: list[TranscriptLine]) -> Wanted:
    places = sorted({name for line in listed for name in line.neighbourhoods})
    groups = sorted({name for line in listed for name in line.groups})
    first, second, third, fourth = st.columns(4)
    with first:
        neighbourhood = choice("neighbourhood", _("Neighbourhood"), {"": _("All")} | {name: name for name in places})
    with second:
        group = choice("group", _("Group"), {"": _("All")} | {name: words.group(name) for name in groups})
    with third:
        stage = choice("progress", _("My progress"), {"": _("All")} | {each: words.progress(each) for each in Progress})
    with fourth:
        name = text_field("name", _("Name"), _("Part of a name"))
    order = st.query_params.get("order", "")
    if order and order.removeprefix("-") not in set(Order):
        refuse("order")
    return Wanted(
        neighbourhood=neighbourhood,
        group=group,
        progress=Progress(stage) if stage else None,
        words=name,
        order=Order(order.removeprefix("-")) if order else Order.NAME,
        descending=order.startswith("-"),
    )


def _sums(sums: browse.Totals, of: int) -> None:
    parts = [
        ngettext("{n} of {of} transcript", "{n} of {of} transcripts", of).format(
            n=number(sums.transcripts), of=number(of)
        ),
        ngettext("{n} word", "{n} words", sums.words).format(n=number(sums.words)),
        ngettext("{n} coding", "{n} codings", sums.codings).format(n=number(sums.codings)),
        ngettext("{n} open suggestion", "{n} open suggestions", sums.open).format(n=number(sums.open)),
        _("{n} decided").format(n=number(sums.decided)),
        _("{n} read in full").format(n=number(sums.read)),
    ]
    show(Markup('<p class="qc-sums">{}</p>').format(" · ".join(parts)))


def _columns() -> list[Column]:
    return [
        Column(_("Transcript"), Order.NAME),
        Column(_("Groups")),
        Column(_("Neighbourhoods")),
        Column(_("Month"), Order.MONTH, "qc-nowrap"),
        Column(_("Words"), Order.WORDS, NUMBER),
        Column(_("Turns"), css=NUMBER),
        Column(_("Codings"), Order.CODINGS, NUMBER),
        Column(_("Open"), Order.OPEN, NUMBER),
        Column(_("Decided"), css=NUMBER),
        Column(_("Read"), Order.READ, "qc-progress"),
    ]


def _cells(line: TranscriptLine) -> list[Markup]:
    texts = [
        ", ".join(words.group(name) for name in line.groups) or words.kind(line.kind),
        ", ".join(line.neighbourhoods) or NOTHING,
        month(line.month),
        number(line.words),
        number(line.turns),
        number(line.codings),
        number(line.open) if line.suggested else NOTHING,
        number(line.decided),
    ]
    opening = link(line.name, "coding", {"transcript": line.name}, css="qc-row-link")
    if line.waiting:
        opening += Markup("<br>") + link(
            _without_place(line.waiting), "coding", {"transcript": line.name}, css="qc-waiting"
        )
    return [opening, *(Markup.escape(text) for text in texts), _bar(line)]


def _without_place(n: int) -> str:
    return ngettext("{n} coding without a place", "{n} codings without a place", n).format(n=number(n))


def _bar(line: TranscriptLine) -> Markup:
    share = browse.share_read(line)
    said = words.progress(Progress.READ) if line.read_in_full else f"{share:.0%}"
    return Markup('<progress max="1" value="{:.3f}" aria-label="{}"></progress> <span>{}</span>').format(
        share, _("Share of the turns that you have read"), said
    )


if __name__ == "__main__":
    render()
