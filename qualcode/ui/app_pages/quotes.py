"""The quotes behind a number, the turns that hold a word, or one quote with its journey."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from qualcode.domain.evidence import FAMILIES, TOTAL, Cell, Columns, Filters, Measure, Question
from qualcode.domain.quote import PageKey
from qualcode.domain.transcript import Kind
from qualcode.ui import quote_view, state, words
from qualcode.ui.addresses import STREAMS, filters_of
from qualcode.ui.components.links import link
from qualcode.ui.controls import AFTER, asked_number, choice, page_number, refuse, whole
from qualcode.ui.controls import words as text_field
from qualcode.ui.downloads import downloads
from qualcode.ui.markup import pager, show
from qualcode.ui.quote_list import hit_list, quote_list
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import aggregate, search
from qualcode.workflow.deliver import quotes_file
from qualcode.workflow.scope import Scope, scope

PER_PAGE = 50
HERE = "quotes"


def render() -> None:
    """Draw the page."""
    if (quoted := asked_number("quote")) is not None:
        quote_view.render(quoted)
        return
    st.title(_("Quotes"))
    with state.reading() as session:
        known = scope(session, state.language())
    typed = _filters(known)
    if typed and st.query_params.get("where") == "turns":
        _turns(typed)
    else:
        _quotes(filters_of(st.query_params.to_dict()), typed, known)


def _filters(known: Scope) -> str:
    every = {"": _("All")}
    codes = {code.id: "\N{NO-BREAK SPACE}" * 4 * code.depth + code.label for code in known.codes}
    first, second, third = st.columns([5, 3, 3])
    with first:
        choice("code", _("Code"), every | codes)
    with second:
        choice("neighbourhood", _("Neighbourhood"), every | {area.id: area.name for area in known.areas})
    with third:
        choice("group", _("Said by"), {"": _("everybody")} | {name: words.group(name) for name in known.groups})
    first, second, third, fourth = st.columns([5, 2, 2, 2])
    with first:
        typed = text_field("words", _("Words"), _('huurwoning "lange adem" woning* -sloop'))
    with second:
        choice("where", _("Search in"), {"": _("quotes"), "turns": _("all turns")})
    with third:
        choice("stream", _("From"), {name: words.stream(name) for name in STREAMS})
    with fourth:
        if known.valence:
            choice("valence", _("Valence"), {**every, **known.valence})
    return typed


def _turns(typed: str) -> None:
    at = page_number()
    with state.reading() as session:
        hits = search.find(
            session,
            typed,
            neighbourhood=st.query_params.get("neighbourhood") or None,
            offset=(at - 1) * PER_PAGE,
            limit=PER_PAGE,
        )
    if not hits.total:
        st.info(_("Nobody said this. Words are found in every form; try fewer of them, or a beginning like woning*."))
        return
    show(
        Markup('<p class="qc-sums">{}</p>').format(
            ngettext("{n} turn", "{n} turns", hits.total).format(n=number(hits.total))
        )
    )
    show(hit_list(hits.page))
    show(pager(HERE, at, PER_PAGE, hits.total))


def _quotes(filters: Filters, typed: str, known: Scope) -> None:
    with state.reading() as session:
        page = aggregate.quotes(session, filters, state.language(), limit=PER_PAGE, after=_after(), words=typed)
        uncounted = typed or Kind.DOCUMENT in filters.kinds
        counts = None if uncounted else aggregate.evidence_table(session, _counting(filters), state.language())
    if not page.quotes:
        st.info(_("No quotes answer to these filters. Widen one of them."))
        return
    if counts:
        places = [_("only {city}").format(city=city) for city in filters.cities]
        said = " · ".join([_sums(counts.cell(TOTAL, TOTAL)), *places])
        show(Markup('<p class="qc-sums">{}</p>').format(said))
    show(quote_list(page.quotes, known))
    show(_further(page.after))
    _take_out(filters, typed)


def _take_out(filters: Filters, typed: str) -> None:
    engine = state.engine()
    downloads(
        f"quotes-{filters.codes[0]}" if filters.codes else "quotes",
        _(
            "For publication, only quotes leave that somebody has checked, without coder, respondent, transcript or "
            "context, and with a source that enough respondents share. Internal files hold everything."
        ),
        lambda order: quotes_file(engine, filters, typed, order),
    )


def _counting(filters: Filters) -> Question:
    """The table of one total that counts what the filters let through."""
    rows = filters.codes[0] if filters.codes else FAMILIES
    return Question(rows=rows, columns=Columns.GROUP, filters=replace(filters, codes=()))


def _sums(cell: Cell) -> str:
    measures = (Measure.CODINGS, Measure.RESPONDENTS, Measure.TRANSCRIPTS)
    return " · ".join(words.counted(measure, cell.number(measure)) for measure in measures)


def _after() -> PageKey | None:
    asked = st.query_params.get(AFTER, "")
    if not asked:
        return None
    given = [part for part in map(whole, asked.split(".")) if part is not None]
    if not len(given) == asked.count(".") + 1 == len(PageKey._fields):
        refuse(AFTER)
    return PageKey(*given)


def _further(after: PageKey | None) -> Markup:
    given = {name: value for name, value in st.query_params.to_dict().items() if name != AFTER}
    first = link(_("First"), HERE, given) if AFTER in st.query_params else ""
    following = link(_("Next"), HERE, {**given, AFTER: ".".join(map(str, after))}) if after else ""
    if not (first or following):
        return Markup()
    return Markup('<nav class="qc-pager" aria-label="{}">{}{}</nav>').format(_("Pages"), first, following)


if __name__ == "__main__":
    render()
