"""Splitting a code: its codings are sorted by hand into two or more new codes below it; what is not sorted stays."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.domain.codebook import Code
from qualcode.domain.codebook_edit import Wording
from qualcode.domain.quote import Quote
from qualcode.ui import state
from qualcode.ui.codebook_look import buttons, look_first
from qualcode.ui.codebook_sorting import MOST, STAYS, keep, sorting
from qualcode.ui.codebook_wording import wording_fields
from qualcode.ui.controls import page_number
from qualcode.ui.controls import words as text_field
from qualcode.ui.markup import pager, show
from qualcode.ui.quote_list import in_context, source_line
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import codebook_steps, codebook_view
from qualcode.workflow.codebook_edit import Change
from qualcode.workflow.codebook_view import CodebookView

HERE = "codebook"
PER_PAGE = 20
_COUNT = "qualcode_split_count"


def split(view: CodebookView, code: Code) -> None:
    """Draw the form."""
    kept = f"qualcode_split_{view.version}_{code.id}"
    with state.reading() as session:
        texts = codebook_view.texts_of(session, code.id)
    count, chosen = sorting(kept).among(texts)
    st.session_state[_COUNT] = count
    st.number_input(_("How many new codes"), 1, MOST, step=1, key=_COUNT, on_change=_count, args=(kept,))
    _sort(texts, chosen, count, kept)
    _say(chosen, len(texts), count)
    with st.form(f"qualcode_split_{code.id}"):
        new = [_new_code(code, each) for each in range(1, count + 1)]
        reason = st.text_input(_("Reason"), key="qualcode_split_reason")
        look, store = buttons("split", _("Split"))
    st.caption(
        _("What is not sorted stays with this code; transcripts are offered to be coded again for the new ones.")
    )
    keys = [key.strip() for key, _wording in new]

    def step(session: Session, operation: str) -> Change:
        wordings = dict(zip(keys, (wording for _key, wording in new), strict=True))
        moves = {coding: keys[to - 1] for coding, to in chosen.items()}
        return codebook_steps.split(session, operation, view.version, code.id, wordings, moves, reason=reason)

    asked = (code.id, new, dict(chosen), reason)
    look_first(view, "split", step, asked, code.id, look=look, store=store)


def _new_code(code: Code, number_: int) -> tuple[str, Wording]:
    with st.expander(_("New code {n}").format(n=number_), expanded=True):
        key = st.text_input(_("Id (never changes)"), f"{code.id}.", key=f"qualcode_split_id_{number_}")
        return key, wording_fields(f"split_{number_}", Wording(label={}, definition=""))


def _count(kept: str) -> None:
    keep(kept, sorting(kept).of(int(st.session_state[_COUNT])))


def _sort(texts: Mapping[int, str], chosen: Mapping[int, int], count: int, kept: str) -> None:
    """One line of choices for each coding on the page, and one for all that are found."""
    wanted = text_field("holds", _("Only codings that hold"), _("words of the quote")).casefold()
    found = [coding for coding, text in texts.items() if wanted in text.casefold()]
    targets = {STAYS: _("stays"), **{each: str(each) for each in range(1, count + 1)}}
    _all(found, targets, kept)
    at = page_number()
    with state.reading() as session:
        quotes = codebook_view.quotes_of(session, found[(at - 1) * PER_PAGE : at * PER_PAGE], state.language())
    for quote in quotes:
        _line(quote, targets, chosen.get(quote.id, STAYS), kept)
    show(pager(HERE, at, PER_PAGE, len(found)))


def _line(quote: Quote, targets: Mapping[int, str], to: int, kept: str) -> None:
    show(
        Markup('<article class="qc-quote"><header><span>{}</span></header>{}</article>').format(
            source_line(quote), in_context(quote)
        )
    )
    key = f"qualcode_split_to_{quote.id}"
    st.session_state[key] = to
    st.segmented_control(
        _("Quote {n} goes to").format(n=quote.id),
        list(targets),
        format_func=targets.__getitem__,
        required=True,
        key=key,
        wrap=True,
        on_change=_choose,
        args=(quote.id, key, kept),
    )


def _choose(coding: int, key: str, kept: str) -> None:
    keep(kept, sorting(kept).put([coding], st.session_state[key] or STAYS))


def _all(found: Sequence[int], targets: Mapping[int, str], kept: str) -> None:
    first, second = st.columns([2, 3], vertical_alignment="bottom")
    to = first.selectbox(
        _("All that are found go to"), list(targets), format_func=targets.__getitem__, key="qualcode_split_all"
    )
    text = ngettext("Sort {n} coding there", "Sort {n} codings there", len(found)).format(n=number(len(found)))
    if second.button(text, key="qualcode_split_put_all", disabled=not found):
        keep(kept, sorting(kept).put(found, to))
        st.rerun()


def _say(chosen: Mapping[int, int], total: int, count: int) -> None:
    """How many codings go where."""
    parts = [_("{n} stay").format(n=number(total - len(chosen)))]
    parts += [
        _("{n} to new code {code}").format(n=number(list(chosen.values()).count(each)), code=each)
        for each in range(1, count + 1)
    ]
    show(Markup('<p class="qc-sums" role="status">{}</p>').format(" · ".join(parts)))
