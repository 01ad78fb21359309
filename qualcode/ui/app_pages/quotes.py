"""The quotes behind a number, the turns that hold a word, or one quote with its journey."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.evidence import Filters, Measure
from qualcode.domain.quote import PageKey
from qualcode.ui import claim_quotes, quote_view, state, words
from qualcode.ui.addresses import CHECKED, ELSEWHERE, STREAMS, UNCHECKED, elsewhere, filters_of
from qualcode.ui.basket import picking_form, used_in
from qualcode.ui.batch import batch_form, undo_offer
from qualcode.ui.code_fate import end_of
from qualcode.ui.combination import combination_field
from qualcode.ui.components.links import link
from qualcode.ui.controls import AFTER, asked_number, choice, chosen, page_number, refuse, switch, whole
from qualcode.ui.controls import words as text_field
from qualcode.ui.downloads import downloads
from qualcode.ui.kwic import kwic_table
from qualcode.ui.markup import pager, show
from qualcode.ui.quote_list import hit_list, quote_list
from qualcode.ui.saved import saved_searches
from qualcode.ui.search_guide import search_guide
from qualcode.ui.text import _, ngettext, number
from qualcode.ui.ticked import forget
from qualcode.workflow import aggregate, basket, cite, combine, kwic, search
from qualcode.workflow.deliver import quotes_file
from qualcode.workflow.scope import Scope, scope

PER_PAGE = 50
HERE = "quotes"


def render() -> None:
    """Draw the page."""
    if (quoted := asked_number("quote", _("Quotes"))) is not None:
        quote_view.render(quoted)
        return
    if claim := st.query_params.get("claim", ""):
        claim_quotes.render_side(claim)
        return
    st.title(_("Quotes"))
    with state.reading() as session:
        known = scope(session, state.language())
    typed = _filters(known)
    search_guide(known.areas[0].id if known.areas else "")
    if st.query_params.get("stream") == ELSEWHERE:
        _about_elsewhere(known)
        saved_searches()
        return
    in_turns = typed and st.query_params.get("where") == "turns"
    where = "" if in_turns else combination_field(known)
    if in_turns:
        _turns(typed)
    else:
        _quotes(filters_of(st.query_params.to_dict()), typed, where, known)
    saved_searches()


def _filters(known: Scope) -> str:
    every = {"": _("All")}
    first, second, third = st.columns([5, 3, 3])
    with first:
        choice("code", _("Code"), every | words.indented(known.codes))
    with second:
        choice("neighbourhood", _("Neighbourhood"), every | {area.id: area.name for area in known.areas})
    with third:
        choice("group", _("Said by"), {"": _("everybody")} | {name: words.group(name) for name in known.groups})
    first, second, third, fourth, fifth = st.columns([9, 4, 4, 5, 4])
    with first:
        typed = text_field("words", _("Words"), _('huurwoning "lange adem" woning* -sloop'))
    with second:
        choice("where", _("Search in"), {"": _("quotes"), "turns": _("all turns")})
    with third:
        choice("stream", _("From"), {name: words.stream(name) for name in STREAMS})
    with fourth:
        choice(CHECKED, _("Publication"), {**every, UNCHECKED: words.review(None)})
    with fifth:
        if known.valence:
            choice("valence", _("Valence"), {**every, **known.valence})
    return typed


def _turns(typed: str) -> None:
    place, after = st.query_params.get("neighbourhood") or None, _after(1)
    with state.reading() as session:
        hits = search.find(session, typed, neighbourhood=place, after=after[0] if after else None, limit=PER_PAGE)
    if not hits.total:
        st.info(_("Nobody said this. Words are found in every form; try fewer of them, or a beginning like woning*."))
        return
    show(
        Markup('<p class="qc-sums">{}</p>').format(
            ngettext("{n} turn", "{n} turns", hits.total).format(n=number(hits.total))
        )
    )
    in_lines = switch("kwic", _("Keyword in context"))
    if in_lines and chosen("order", ["", *kwic.ORDERS]):
        _sorted_lines(typed, place, hits.total)
        return
    show(kwic_table(kwic.concordance(hits.page)) if in_lines else hit_list(hits.page))
    show(_further(str(hits.after or "")))


def _sorted_lines(typed: str, place: str | None, turns: int) -> None:
    at, order = page_number(), st.query_params["order"]
    with state.reading() as session:
        lines = kwic.in_order(session, typed, order, neighbourhood=place, offset=(at - 1) * PER_PAGE, limit=PER_PAGE)
    if lines.turns < turns:
        st.caption(
            _("These are too many to sort: here are the lines of the first {n} turns.").format(n=number(lines.turns))
        )
    show(kwic_table(lines.page))
    show(pager(HERE, at, PER_PAGE, lines.total))


def _quotes(filters: Filters, typed: str, where: str, known: Scope) -> None:
    language, after = state.language(), _after(len(PageKey._fields))
    key = PageKey(*after) if after else None
    with state.reading() as session:
        page = aggregate.quotes(session, filters, language, limit=PER_PAGE, after=key, words=typed, where=where)
        counts = aggregate.tally(session, filters, words=typed, where=where)
        beside = aggregate.count_elsewhere(session, filters.codes)
        cited, used = cite.citations(session, page.quotes, language), basket.used(session)
        near = combine.near(session, where, [quote.id for quote in page.quotes], language)
    if not page.quotes:
        st.info(_("No quotes answer to these filters. Widen one of them."))
        for code in filters.codes:
            show(end_of(code))
        show(_left_out(beside, filters.codes))
        undo_offer()
        return
    places = [_("only {city}").format(city=city) for city in filters.cities]
    places += [_("only in {transcript}").format(transcript=name) for name in filters.transcripts]
    show(Markup('<p class="qc-sums">{}</p>').format(" · ".join([*_sums(counts), *places])))
    show(_left_out(beside, filters.codes))
    left, right = st.columns(2)
    with left:
        changing = switch("change", _("Change several quotes at once"))
    with right:
        picking = switch("pick", _("Put quotes into a section of the report"))
    if not changing:
        forget()
    if changing:
        with state.reading() as session:
            own = aggregate.codings_of(session, state.coder() or "", filters, words=typed, where=where)
        batch_form(page.quotes, own, known)
    elif picking:
        picking_form(page.quotes, used)
    else:
        if near:
            st.caption(_("Below each quote stands what it was found with; the words that both share are underlined."))
        named = {number: used_in(names) for number, names in used.items()}
        show(quote_list(page.quotes, known, cited, named, near))
    show(_further(".".join(map(str, page.after or ()))))
    _take_out(filters, typed, where)


def _left_out(n: int, codes: tuple[str, ...]) -> Markup:
    """How many codings are not among the quotes since they are about elsewhere, and the way to them."""
    if not n:
        return Markup()
    said = ngettext(
        "{n} coding about elsewhere counts nowhere and is not shown here:",
        "{n} codings about elsewhere count nowhere and are not shown here:",
        n,
    ).format(n=number(n))
    way = link(_("Show what is about elsewhere"), HERE, elsewhere(codes))
    return Markup('<p class="qc-sums" role="note">{} {}</p>').format(said, way)


def _about_elsewhere(known: Scope) -> None:
    language, after = state.language(), _after(len(PageKey._fields))
    code = st.query_params.get("code", "")
    codes, key = ((code,) if code else ()), PageKey(*after) if after else None
    with state.reading() as session:
        page = aggregate.elsewhere(session, codes, language, limit=PER_PAGE, after=key)
        total = aggregate.count_elsewhere(session, codes)
        cited = cite.citations(session, page.quotes, language)
    st.info(_("What is about elsewhere counts nowhere. Only the code is looked at here, no other filter."))
    if not page.quotes:
        st.info(_("No coding is about elsewhere."))
        return
    show(Markup('<p class="qc-sums">{}</p>').format(words.counted(Measure.CODINGS, total)))
    show(quote_list(page.quotes, known, cited, {}))
    show(_further(".".join(map(str, page.after or ()))))


def _sums(found: aggregate.Tally) -> list[str]:
    numbers = {
        Measure.CODINGS: found.codings,
        Measure.RESPONDENTS: found.respondents,
        Measure.TRANSCRIPTS: found.transcripts,
    }
    return [words.counted(measure, n) for measure, n in numbers.items() if n or measure is Measure.CODINGS]


def _take_out(filters: Filters, typed: str, where: str) -> None:
    engine = state.engine()
    downloads(
        f"quotes-{filters.codes[0]}" if filters.codes else "quotes",
        _(
            "For publication, only quotes leave that somebody has checked, without coder, respondent, transcript or "
            "context, and with a source that enough respondents share. Internal files hold everything."
        ),
        lambda order: quotes_file(engine, filters, typed, order, where=where),
    )


def _after(parts: int) -> list[int]:
    """The place in the list that the address gives, as so many numbers; none at the beginning."""
    asked = st.query_params.get(AFTER, "")
    given = [part for part in map(whole, asked.split(".")) if part is not None]
    if asked and not len(given) == asked.count(".") + 1 == parts:
        refuse(AFTER)
    return given


def _further(after: str) -> Markup:
    given = {name: value for name, value in st.query_params.to_dict().items() if name != AFTER}
    first = link(_("First"), HERE, given) if AFTER in st.query_params else ""
    following = link(_("Next"), HERE, {**given, AFTER: after}) if after else ""
    if not (first or following):
        return Markup()
    return Markup('<nav class="qc-pager" aria-label="{}">{}{}</nav>').format(_("Pages"), first, following)


if __name__ == "__main__":
    render()
