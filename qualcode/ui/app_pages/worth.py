"""What suggestions are worth: to people who had not seen them, to those who had, and in time."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from qualcode.domain.study import LIKELY
from qualcode.domain.worth import ENOUGH, Bin, Misleading, Share
from qualcode.ui import state, worth_tables
from qualcode.ui.markup import NUMBER, Column, show, table
from qualcode.ui.text import NOTHING, _, ngettext, number, percent
from qualcode.workflow import worth
from qualcode.workflow.scope import scope
from qualcode.workflow.worth import CodeWorth, Pace, Worth

HERE = "worth"
NAMED = 15
"""Indicators in a list."""


def render() -> None:
    """Draw the page."""
    st.title(_("What suggestions are worth"))
    with state.reading() as session:
        now = worth.state_of(session)
        labels = {code.id: code.label for code in scope(session, state.language()).codes}
    measured = _measured(state.database_url(), now)
    _found(measured)
    _thresholds(measured)
    _groups(measured)
    _calibration(measured)
    _pace(measured)
    _codes(measured, labels)
    _misleading(measured, labels)


@st.cache_data(show_spinner=False, max_entries=4)
def _measured(url: str, now: str) -> Worth:  # noqa: ARG001  the key of the cache
    with state.reading() as session:
        return worth.measure(session)


def _found(measured: Worth) -> None:
    st.header(_("Found without being seen"), anchor=False)
    if not measured.transcripts:
        st.info(
            _(
                "Nobody has read and coded a transcript in full without seeing suggestions. To measure what they are "
                "worth, let a coder code some transcripts blind (settings of the study: suggestions never) and mark "
                "them as read in full, then have suggestions made."
            )
        )
        return
    figures = measured.figures
    sample = [
        ngettext("{n} transcript", "{n} transcripts", measured.transcripts).format(n=number(measured.transcripts)),
        ngettext("{n} coding", "{n} codings", measured.codings).format(n=number(measured.codings)),
        ngettext("{n} passage", "{n} passages", figures.passages).format(n=number(figures.passages)),
    ]
    show(
        Markup('<p class="qc-sums">{}</p>').format(
            _("Blind sample, read in full and coded by people who had not seen suggestions: {parts}").format(
                parts=" · ".join(sample)
            )
        )
    )
    told = [
        (_("the likeliest code is right"), figures.precision_at_1),
        (_("of the codes, found among the first three"), figures.recall_at_3),
        (_("of the codes, among the first five that are likely"), figures.recall_at_5),
    ]
    tiles = Markup().join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(what, percent(rate)) for what, rate in told
    )
    show(Markup('<dl class="qc-tiles">{}</dl>').format(tiles))
    st.caption(
        _(
            "A passage is all that one coder coded without a gap. A passage without a suggestion counts as not found. "
            "Measured are the suggestions of the latest run that coders see; the first five are taken from all that it "
            "stored (scores from {likely}), since of a sentence {most} are shown at most."
        ).format(likely=percent(LIKELY), most=number(measured.settings.per_segment))
    )


def _thresholds(measured: Worth) -> None:
    if not measured.transcripts:
        return
    st.header(_("Showing more, or less"), anchor=False)
    show(worth_tables.thresholds(measured.thresholds, measured.settings.threshold))
    show(worth_tables.setting())
    st.caption(
        _(
            "A coding is found where its code is shown on a sentence that it overlaps, whichever place it has there. "
            "A threshold below {likely} shows more only after new suggestions, since less is not kept."
        ).format(likely=percent(LIKELY))
    )


def _groups(measured: Worth) -> None:
    if not measured.groups:
        return
    st.header(_("Is everybody found as well?"), anchor=False)
    show(worth_tables.groups(measured.groups))
    st.write(worth_tables.apart(measured.gap))
    st.caption(
        _(
            "A passage is of whoever says its start; those that no respondent says are left out. The first and the "
            "first three are of all that is likely (scores from {likely}); shown is the share of the codes that coders "
            "see at the threshold of the study."
        ).format(likely=percent(LIKELY))
    )


def _calibration(measured: Worth) -> None:
    if not measured.bins:
        return
    st.header(_("Does a score mean what it says?"), anchor=False)
    st.vega_lite_chart(spec=_curve(measured.bins), width="stretch")
    if measured.error is not None:
        st.caption(
            _(
                "On the line, of ten suggestions with a score of 70 % seven are right. Mean distance from it: {error}. "
                "A code that the blind coder did not give counts as wrong; only what was read in full is measured."
            ).format(error=percent(measured.error))
        )
    columns = [
        Column(_("Score")),
        Column(_("Suggestions"), css=NUMBER),
        Column(_("Mean score"), css=NUMBER),
        Column(_("Right"), css=NUMBER),
    ]
    with st.expander(_("The same as a table")):
        show(table(_("Scores against what the blind sample holds"), columns, map(_bin, measured.bins), HERE))


def _curve(bins: Sequence[Bin]) -> dict[str, Any]:
    """The specification of the plot, for Vega-Lite."""

    def axis(field: str, title: str) -> dict[str, Any]:
        shown = {"format": "%", "tickCount": 5}
        return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": [0, 1]}, "axis": shown}

    places = {"x": axis("score", _("Mean score")), "y": axis("right", _("Right"))}
    told = [
        {"field": "score", "type": "quantitative", "format": ".0%", "title": _("Mean score")},
        {"field": "right", "type": "quantitative", "format": ".0%", "title": _("Right")},
        {"field": "n", "type": "quantitative", "title": _("Suggestions")},
    ]
    measured = [{"score": each.score, "right": each.right, "n": each.n} for each in bins]
    return {
        "height": 280,
        "description": _("Scores against what the blind sample holds"),
        "layer": [
            {
                "data": {"values": [{"score": 0, "right": 0}, {"score": 1, "right": 1}]},
                "mark": {"type": "line", "strokeDash": [4, 4], "color": "gray"},
                "encoding": places,
            },
            {
                "data": {"values": measured},
                "mark": {"type": "line", "point": {"size": 70}},
                "encoding": {**places, "tooltip": told},
            },
        ],
    }


def _bin(each: Bin) -> list[Markup]:
    texts = [f"{percent(each.low)} - {percent(each.low + 0.1)}", number(each.n), percent(each.score)]
    return [Markup.escape(text) for text in (*texts, percent(each.right))]


def _pace(measured: Worth) -> None:
    st.header(_("Time it takes"), anchor=False)
    rows = [
        _paced(_("with suggestions in sight"), measured.with_suggestions),
        _paced(_("without suggestions"), measured.without),
    ]
    columns = [
        Column(_("Coding a transcript")),
        Column(_("Times"), css=NUMBER),
        Column(_("Minutes, median"), css=NUMBER),
        Column(_("For 1,000 words"), css=NUMBER),
    ]
    show(table(_("Working time with and without suggestions"), columns, rows, HERE))
    st.caption(
        _(
            "From the first step in a transcript to the last, a pause counting for two minutes at most; what was read "
            "before the first step is not in it. Codings taken in from a file without times are left out."
        )
    )


def _paced(what: str, pace: Pace) -> list[Markup]:
    given = [pace.minutes, pace.per_thousand_words]
    numbers = [NOTHING if each is None else number(round(each, 1)) for each in given]
    return [Markup.escape(text) for text in (what, number(pace.n), *numbers)]


def _codes(measured: Worth, labels: Mapping[str, str]) -> None:
    st.header(_("Code by code"), anchor=False)
    if not measured.codes:
        st.info(_("No code was decided on or coded blind yet."))
        return
    columns = [
        Column(_("Code")),
        Column(_("Found among the first three"), css=NUMBER),
        Column(_("Blind passages"), css=NUMBER),
        Column(_("Accepted"), css=NUMBER),
        Column(_("Decided"), css=NUMBER),
        Column(_("Accepted of each quarter"), css=NUMBER),
    ]
    order = {code: at for at, code in enumerate(labels)}
    listed = sorted(measured.codes, key=lambda each: order.get(each.code, len(order)))
    show(table(_("What suggestions of each code are worth"), columns, [_code(each, labels) for each in listed], HERE))
    st.caption(
        _(
            "Below {n} passages or decisions there is not enough evidence. Corrected boundaries count as accepted. "
            "Repeats accepted together with a suggestion count as one decision with it. The last column holds accepted "
            "of decided for each quarter of the decisions, the oldest first."
        ).format(n=ENOUGH)
    )


def _code(each: CodeWorth, labels: Mapping[str, str]) -> list[Markup]:
    name = labels.get(each.code, each.code)
    texts = [
        worth_tables.share(each.found),
        number(each.found.n),
        worth_tables.share(each.accepted),
        number(each.accepted.n),
    ]
    return [Markup.escape(text) for text in (name, *texts, _in_time(each.in_time))]


def _in_time(parts: Sequence[Share]) -> str:
    """Accepted of decided in each part, the oldest first; nothing where a part would be empty."""
    told = " · ".join(f"{number(each.hits)}/{number(each.n)}" for each in parts)
    return told if all(each.n for each in parts) else NOTHING


def _misleading(measured: Worth, labels: Mapping[str, str]) -> None:
    st.header(_("Words that mislead"), anchor=False)
    if not (measured.misleading or measured.unused):
        st.info(_("No word of the codebook led to five refusals or more, and to more refusals than acceptances."))
        return
    if measured.misleading:
        caption = _("Refused by those who decided on suggestions")
        show(table(caption, _misled_columns(_("Refused")), _misled(measured.misleading, labels), HERE))
    if measured.unused:
        caption = _("Not coded by people who had not seen suggestions")
        show(table(caption, _misled_columns(_("Not coded")), _misled(measured.unused, labels), HERE))
    st.caption(
        _("Consider taking these words out of the codebook, or naming around which words they mean something else.")
    )


def _misled_columns(outcome: str) -> list[Column]:
    return [Column(_("Word")), Column(_("Code")), Column(outcome, css=NUMBER), Column(_("Suggestions"), css=NUMBER)]


def _misled(found: Sequence[Misleading], labels: Mapping[str, str]) -> list[list[Markup]]:
    return [
        [
            Markup.escape(text)
            for text in (each.indicator, labels.get(each.code, each.code), number(each.refused), number(each.n))
        ]
        for each in found[:NAMED]
    ]


if __name__ == "__main__":
    render()
