"""The first page: what to do next, how far the study has come, and what the team did last."""

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from qualcode.ui import layout, state, team, words
from qualcode.ui.addresses import CHECKED, UNCHECKED
from qualcode.ui.behind import behind_box
from qualcode.ui.components.links import link
from qualcode.ui.going_on import going_on_link
from qualcode.ui.health_box import health_box
from qualcode.ui.markup import NUMBER, Column, show, table
from qualcode.ui.progress_plot import progress_plot
from qualcode.ui.text import _, moment, ngettext, number
from qualcode.workflow import progress
from qualcode.workflow.progress import CoderRow, Next, Part, Standing, TranscriptLine, Work
from qualcode.workflow.queue import Reach

HERE = "overview"

NAMED = 3
"""Transcripts that a line about the last work names."""


def render() -> None:
    """Draw the page."""
    st.title(_("Overview"))
    coder = layout.require_coder()
    with state.reading() as session:
        found = progress.standing(session, coder)
    if not found.whole.transcripts:
        st.info(_("There are no transcripts yet. Take some in with: qualcode import transcripts FOLDER"))
        return
    show(_sums(found.whole))
    beside, middle = st.columns([3, 5], gap="medium")
    with beside:
        st.header(_("Next for you"))
        show(_next(found.next))
        behind_box()
        health_box()
        _latest(found.latest)
    with middle:
        _progress(found)


def _sums(whole: Part) -> Markup:
    parts = [
        ngettext("{n} transcript", "{n} transcripts", whole.transcripts).format(n=number(whole.transcripts)),
        _("{n} read in full").format(n=number(whole.read)),
        ngettext("{n} coding", "{n} codings", whole.codings).format(n=number(whole.codings)),
        ngettext("{n} open suggestion", "{n} open suggestions", whole.open).format(n=number(whole.open)),
        _("{n} decided").format(n=number(whole.decided)),
    ]
    return Markup('<p class="qc-sums">{}</p>').format(" · ".join(parts))


def _next(found: Next) -> Markup:
    items = [*_going_on(found.going_on), *_without_place(found.waiting)]
    items += _one_by_one(found.reach)
    items += _unchecked(found.unchecked)
    fullest = Markup().join(Markup("<li>{}</li>").format(_open(line)) for line in found.fullest)
    if fullest:
        items.append(Markup("{}<ol>{}</ol>").format(_("Most open suggestions:"), fullest))
    if not items:
        return Markup("<p>{}</p>").format(
            _("Nothing waits for you. Make suggestions with: qualcode suggest, or open a transcript and code by hand.")
        )
    return Markup('<ul class="qc-next">{}</ul>').format(Markup().join(map(Markup("<li>{}</li>").format, items)))


def _one_by_one(reach: Reach | None) -> Iterable[Markup]:
    """The way to the queue as far as it leads to anything."""
    if reach is Reach.ALL:
        said = _("Review suggestions one by one, in transcripts that were not read in full")
        yield link(said, "review", {"reach": Reach.ALL.value})
    elif reach is not None:
        yield link(_("Review suggestions one by one"), "review", {})


def _going_on(line: TranscriptLine | None) -> Iterable[Markup]:
    if line is not None:
        yield Markup("{} {}").format(_("Continue where you left off:"), going_on_link(line))


def _without_place(lines: Sequence[TranscriptLine]) -> Iterable[Markup]:
    if lines:
        n = sum(line.waiting for line in lines)
        said = ngettext("{n} coding without a place in", "{n} codings without a place in", n).format(n=number(n))
        names = Markup(", ").join(link(line.name, "coding", {"transcript": line.name}) for line in lines)
        yield Markup("{} {}").format(said, names)


def _unchecked(n: int) -> Iterable[Markup]:
    if n:
        said = ngettext(
            "{n} quote is not yet checked for publication", "{n} quotes are not yet checked for publication", n
        )
        yield link(said.format(n=number(n)), "quotes", {CHECKED: UNCHECKED})


def _open(line: TranscriptLine) -> Markup:
    said = ngettext("{n} open suggestion", "{n} open suggestions", line.open).format(n=number(line.open))
    return link(line.name, "coding", {"transcript": line.name}) + Markup(" <span>{}</span>").format(said)


def _progress(found: Standing) -> None:
    st.header(_("Progress"))
    names = [part.name for part in found.neighbourhoods] + [words.group(part.name) for part in found.groups]
    room = max(map(len, names), default=1)
    progress_plot(_("Work by neighbourhood"), found.neighbourhoods, str, room)
    progress_plot(_("Work by group"), found.groups, words.group, room)
    show(_legend())
    by_place = [_cells(part, part.name, "neighbourhood") for part in found.neighbourhoods]
    show(table(_("Progress by neighbourhood"), _columns(_("Neighbourhood")), by_place, HERE))
    by_group = [_cells(part, words.group(part.name), "group") for part in found.groups]
    show(table(_("Progress by group"), _columns(_("Group")), by_group, HERE))
    by_coder = [_coder_cells(row) for row in found.coders if any(row[1:])]
    if by_coder:
        show(table(_("Work by coder"), _coder_columns(), by_coder, HERE))


def _legend() -> Markup:
    stages = {"read": _("read in full"), "begun": _("begun"), "untouched": _("not begun")}
    return Markup('<p class="qc-sums qc-legend">{}</p>').format(
        Markup().join(Markup('<span class="qc-{}">{}</span>').format(css, said) for css, said in stages.items())
    )


def _columns(first: str) -> list[Column]:
    return [
        Column(first),
        Column(_("Transcripts"), css="qc-stacked"),
        Column(_("Read"), css=NUMBER),
        Column(_("Begun"), css=NUMBER),
        Column(_("Codings"), css=NUMBER),
        Column(_("Open"), css=NUMBER),
    ]


def _cells(part: Part, name: str, parameter: str) -> list[Markup]:
    numbers = (part.read, part.begun, part.codings, part.open)
    return [link(name, "transcripts", {parameter: part.name}), _bar(part), *(Markup.escape(number(n)) for n in numbers)]


def _bar(part: Part) -> Markup:
    """Transcripts by stage as one bar; the numbers stand beside it for who cannot see it."""
    shares = {"read": part.read, "begun": part.begun, "untouched": part.untouched}
    pieces = Markup().join(
        Markup('<i class="qc-{}" style="flex-grow: {}"></i>').format(css, n) for css, n in shares.items() if n
    )
    return Markup('<span class="qc-stack" aria-hidden="true">{}</span> {}').format(pieces, number(part.transcripts))


def _coder_columns() -> list[Column]:
    return [
        Column(_("Coder")),
        Column(_("Codings"), css=NUMBER),
        Column(_("Decided"), css=NUMBER),
        Column(_("Read in full"), css=NUMBER),
    ]


def _coder_cells(row: CoderRow) -> list[Markup]:
    return [
        Markup.escape(words.actor(row.name)),
        *(Markup.escape(number(n)) for n in (row.codings, row.decisions, row.read)),
    ]


def _latest(works: Sequence[Work]) -> None:
    told = [_work(work) for work in works if team.worth_telling(work.counts)]
    if told:
        st.header(_("Last work of the team"))
        show(Markup('<ul class="qc-latest">{}</ul>').format(Markup().join(told)))


def _work(work: Work) -> Markup:
    return Markup("<li><b>{}</b> {}{}<br><span>{}</span></li>").format(
        words.actor(work.actor), team.phrases(work.counts), _places(work.transcripts), moment(work.at)
    )


def _places(transcripts: Sequence[str]) -> Markup:
    """The ways to the first transcripts of some work, and how many more there are."""
    if not transcripts:
        return Markup()
    named = Markup(", ").join(link(name, "coding", {"transcript": name}) for name in transcripts[:NAMED])
    more = len(transcripts) - NAMED
    rest = f" {_('and {n} more').format(n=number(more))}" if more > 0 else ""
    return Markup(" {} {}{}").format(_("in"), named, rest)


if __name__ == "__main__":
    render()
