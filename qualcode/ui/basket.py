"""The quote basket on the screen: put quotes in, leave words out, and see how a section is spread."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from qualcode.domain.basket import MARK, Picked, Spread
from qualcode.domain.coding import CodingState
from qualcode.domain.quote import Quote
from qualcode.errors import short
from qualcode.ui import layout, state, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice
from qualcode.ui.downloads import downloads
from qualcode.ui.markup import show
from qualcode.ui.quote_list import source_line
from qualcode.ui.text import NOTHING, _, ngettext, number
from qualcode.workflow import basket
from qualcode.workflow.deliver import basket_file

Used = Mapping[int, Sequence[str]]
"""Quote -> sections in which it stands."""


def used_in(sections: Sequence[str]) -> str:
    """Where a quote is used already; nothing where it is not."""
    return _("used in {sections}").format(sections=", ".join(sections)) if sections else ""


def picking_form(quotes: Iterable[Quote], used: Used) -> None:
    """Ask which quotes of a list go into which section, and store it as a whole."""
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to choose quotes for the report."))
        return
    with st.form("qualcode_pick", border=False, enter_to_submit=False):
        section = _section("qualcode_pick_section")
        ticked = [quote.id for quote in quotes if _line(quote, used.get(quote.id, ()))]
        sent = st.form_submit_button(_("Put the chosen quotes in"), type="primary", key="qualcode_pick_now")
    if sent:
        with layout.explained(), state.writing() as session:
            new = basket.put(session, coder, section or "", ticked)
            st.success(ngettext("{n} quote was put in.", "{n} quotes were put in.", new).format(n=number(new)))


def _section(key: str) -> str | None:
    with state.reading() as session:
        known = basket.sections(session)
    return st.selectbox(
        _("Section of the report"),
        known,
        index=None,
        accept_new_options=True,
        placeholder=_("Choose a section, or type a new one"),
        key=key,
    )


def _line(quote: Quote, sections: Sequence[str]) -> bool:
    label = " · ".join(filter(None, (str(quote.id), quote.code_label, short(quote.exact, 160), used_in(sections))))
    return st.checkbox(label, key=f"qualcode_pick_{quote.id}", help=source_line(quote))


def picking_one(quote: int, sections: Sequence[str]) -> None:
    """Put one quote into a section, from its own page."""
    st.header(_("In the report"))
    show(Markup('<p class="qc-sums">{}</p>').format(used_in(sections) or _("used nowhere yet")))
    coder = state.coder()
    if coder is None:
        return
    with st.form(f"qualcode_pick_one_{quote}", border=False):
        section = _section(f"qualcode_pick_one_section_{quote}")
        sent = st.form_submit_button(_("Put this quote in"), key=f"qualcode_pick_one_now_{quote}")
    if sent:
        with layout.explained():
            with state.writing() as session:
                basket.put(session, coder, section or "", [quote])
            st.rerun()


def sections() -> None:
    """Draw a section: how its quotes are spread, and each with its edit."""
    with state.reading() as session:
        names, used = basket.sections(session), basket.used(session)
    if not names:
        st.info(_("No quote was put into a section yet. The page Quotes has a switch for it."))
        return
    section = choice("section", _("Section of the report"), {name: name for name in names})
    with state.reading() as session:
        picked = basket.basket(session, state.language(), section)
        spread = basket.spread_of(session, picked)
    show(_spread(spread))
    for each in picked:
        _quote(each, [name for name in used.get(each.quote.id, ()) if name != section])
    _take_out(section)


def _spread(spread: Spread) -> Markup:
    groups = tuple((words.group(name), quotes, people) for name, quotes, people in spread.groups)
    lines = [(_("Groups"), groups), (_("Neighbourhoods"), spread.neighbourhoods)]
    rows = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(title, ", ".join(map(_counted, counts)) or NOTHING)
        for title, counts in lines
    )
    return Markup('<dl class="qc-facts">{}</dl>').format(rows)


def _counted(each: tuple[str, int, int]) -> str:
    name, quotes, people = each
    if not quotes:
        return _("{name}: none").format(name=name)
    said = ngettext("{n} quote", "{n} quotes", quotes).format(n=number(quotes))
    return _("{name}: {quotes} of {people}").format(
        name=name,
        quotes=said,
        people=ngettext("{n} respondent", "{n} respondents", people).format(n=number(people)),
    )


def _quote(each: Picked, elsewhere: Sequence[str]) -> None:
    quote = each.quote
    opening = link(_("Quote {n}").format(n=quote.id), "quotes", {"quote": str(quote.id)})
    marks = [words.review(quote.review), used_in(elsewhere)]
    if quote.state is not CodingState.CONFIRMED:
        marks.append(words.state(quote.state))
    elif each.changed:
        marks.append(_("its words were changed since: look at it again"))
    show(
        Markup(
            '<article class="qc-quote"><header><b>{}</b><span>{}</span></header><blockquote>{}</blockquote>'
            "<footer>{} <span>{}</span></footer></article>"
        ).format(quote.code_label, source_line(quote), each.shown, opening, " · ".join(filter(None, marks)))
    )
    coder = state.coder()
    if coder is None:
        return
    with st.expander(_("Leave words out, or take it out"), key=f"qualcode_edit_open_{quote.id}"):
        with st.form(f"qualcode_edit_{quote.id}", border=False):
            help_text = _("Take words away and write {mark} in their place; no words can be added.").format(mark=MARK)
            text = st.text_area(_("As the report shows it"), each.shown, help=help_text, key=f"qualcode_cut_{quote.id}")
            stored = st.form_submit_button(_("Show it so"), key=f"qualcode_cut_now_{quote.id}")
        away = st.button(_("Take it out of this section"), key=f"qualcode_cut_away_{quote.id}")
    if stored or away:
        with layout.explained():
            with state.writing() as session:
                if away:
                    basket.take_out(session, coder, each.section, quote.id)
                else:
                    basket.edit(session, coder, each.section, quote.id, text)
            st.rerun()


def _take_out(section: str) -> None:
    engine = state.engine()
    downloads(
        f"basket-{section}",
        _(
            "For publication, only quotes leave that somebody has checked, without coder, respondent, transcript or "
            "context, and with a source that enough respondents share. Internal files hold everything."
        ),
        lambda order: basket_file(engine, section, order),
    )
