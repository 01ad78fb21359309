"""All transcripts with what is done and what is left; a row opens the transcript for coding."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from qualcode.ui import layout, metadata_form, respondents_page, sample_table, state, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, page_number, refuse, segments
from qualcode.ui.controls import words as text_field
from qualcode.ui.going_on import going_on_link
from qualcode.ui.markup import NUMBER, Column, pager, show, table
from qualcode.ui.text import NOTHING, _, month, ngettext, number, percent
from qualcode.workflow import browse, progress, sample
from qualcode.workflow.browse import Order, Progress, TranscriptLine, Wanted

PER_PAGE = 100
HERE = "transcripts"
OPEN = "open"
"""Value of the filter on progress that leaves transcripts with open suggestions."""


def render() -> None:
    """Draw the page."""
    st.title(_("Transcripts"))
    coder = layout.require_coder()
    if name := st.query_params.get("describe", ""):
        metadata_form.render(name, coder)
        return
    if person := st.query_params.get("respondent", ""):
        respondents_page.render(person)
        return
    with state.reading() as session:
        listed = browse.transcripts(session, coder)
    if not listed:
        st.info(_("There are no transcripts yet. Take some in with: qualcode import transcripts FOLDER"))
        return
    views = {"": _("List"), "sample": _("Sample"), "respondents": _("Respondents")}
    if view := segments("view", _("Show"), views):
        _sample() if view == "sample" else respondents_page.everybody()
        return
    with state.reading() as session:
        last = progress.last_place(session, listed, coder)
    if last is not None:
        show(Markup('<p class="qc-sums">{} {}</p>').format(_("Continue where you left off:"), going_on_link(last)))
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
    every = {"": _("All")}
    cities, places = _all(line.cities for line in listed), _all(line.neighbourhoods for line in listed)
    groups, months = _all(line.groups for line in listed), _all((line.month,) for line in listed if line.month)
    kinds = _all((line.kind,) for line in listed)
    stages = {each.value: words.progress(each) for each in Progress} | {OPEN: _("with open suggestions")}
    first, second, third, fourth = st.columns(4)
    with first:
        city = choice("city", _("City"), every | {name: name for name in cities})
        month_chosen = choice("month", _("Month"), every | {name: month(name) for name in months})
    with second:
        neighbourhood = choice("neighbourhood", _("Neighbourhood"), every | {name: name for name in places})
        kind = choice("kind", _("Kind"), every | {name: words.kind(name) for name in kinds})
    with third:
        group = choice("group", _("Group"), every | {name: words.group(name) for name in groups})
        name = text_field("name", _("Name"), _("Part of a name"))
    with fourth:
        stage = choice("progress", _("My progress"), every | stages)
    order = st.query_params.get("order", "")
    if order and order.removeprefix("-") not in set(Order):
        refuse("order")
    return Wanted(
        city=city,
        neighbourhood=neighbourhood,
        group=group,
        month=month_chosen,
        kind=kind,
        progress=Progress(stage) if stage not in {"", OPEN} else None,
        open=stage == OPEN,
        words=name,
        order=Order(order.removeprefix("-")) if order else Order.NAME,
        descending=order.startswith("-"),
    )


def _all(names: Iterable[Iterable[str]]) -> list[str]:
    return sorted({name for each in names for name in each})


def _sample() -> None:
    with state.reading() as session:
        found = sample.sample(session)
    show(sample_table.summary(found))
    show(sample_table.sample_table(found))
    ways = link(_("One-page summaries"), "memos", {"view": "summaries"})
    show(Markup('<p class="qc-ways">{}</p>').format(ways))


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
        Column(_("Groups"), Order.GROUP),
        Column(_("Neighbourhoods"), Order.NEIGHBOURHOOD),
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
    about = _("Description of {name}").format(name=line.name)
    page = _("Summary of {name}").format(name=line.name)
    opening += Markup(' <span class="qc-nowrap">{} {}</span>').format(
        link(_("Describe"), HERE, {"describe": line.name}, label=about),
        link(_("Summary"), "memos", {"summary": f"transcript:{line.name}"}, label=page),
    )
    if line.waiting:
        opening += Markup("<br>") + link(
            _without_place(line.waiting), "coding", {"transcript": line.name}, css="qc-waiting"
        )
    return [opening, *(Markup.escape(text) for text in texts), _bar(line)]


def _without_place(n: int) -> str:
    return ngettext("{n} coding without a place", "{n} codings without a place", n).format(n=number(n))


def _bar(line: TranscriptLine) -> Markup:
    share = browse.share_read(line)
    said = words.progress(Progress.READ) if line.read_in_full else percent(share)
    return Markup('<progress max="1" value="{:.3f}" aria-label="{}"></progress> <span>{}</span>').format(
        share, _("Share of the turns that you have read"), said
    )


if __name__ == "__main__":
    render()
