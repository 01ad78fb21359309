"""Memos of every kind in one place: searched, written, changed, with what they are about and what they replaced."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.memo import CELL, MemoDraft, MemoKind, Topic, TopicKind
from qualcode.errors import UsageError
from qualcode.ui import controls, layout, state, summary_list, summary_page, topics, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import asked_number, choice, page_number, refuse, segments
from qualcode.ui.controls import words as text_field
from qualcode.ui.markup import pager, show
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import browse, memos, study
from qualcode.workflow.memos import MemoFilters, MemoLine
from qualcode.workflow.scope import Scope, scope

PER_PAGE = 25
HERE = "memos"
_OPERATION, _SAVED = "qualcode_memo_operation", "qualcode_memo_saved"


def render() -> None:
    """Draw the page."""
    if asked := st.query_params.get("summary", ""):
        summary_page.render(asked)
        return
    st.title(_("Memos"))
    with state.reading() as session:
        known, names = scope(session, state.language()), browse.names_of_transcripts(session)
        coders = study.coder_names(session)
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    if (opened := asked_number("memo")) is not None:
        _one(opened, known, names)
        return
    if segments("view", _("Show"), {"": _("Memos"), "summaries": _("One-page summaries")}):
        summary_list.render()
        return
    about = _about()
    with st.expander(_("Write a memo"), expanded="new" in st.query_params):
        _form(None, (about,) if about else (), known, names)
    _list(about, known, coders)


def _about() -> Topic | None:
    written = st.query_params.get("about", "")
    if not written:
        return None
    try:
        return Topic.parse(written)
    except UsageError:
        refuse("about")


def _list(about: Topic | None, known: Scope, coders: list[str]) -> None:
    every = {"": _("All")}
    first, second, third = st.columns([2, 2, 5])
    with first:
        kind = choice("kind", _("Kind"), every | dict(topics.kinds()))
    with second:
        coder = choice("coder", _("Written by"), every | {name: name for name in coders})
    with third:
        typed = text_field("words", _("Words"), _("All of these words"))
    if about:
        rest = {name: value for name, value in st.query_params.to_dict().items() if name != "about"}
        show(
            Markup('<p class="qc-sums">{} {} · {}</p>').format(
                _("Only memos about"), topics.way_to(about, known), link(_("All memos"), HERE, rest)
            )
        )
    at = page_number()
    filters = MemoFilters(MemoKind(kind) if kind else None, about, coder, tuple(typed.split()))
    with state.reading() as session:
        total, lines = memos.find(session, filters, offset=(at - 1) * PER_PAGE, limit=PER_PAGE)
    if not total:
        st.info(_("There are no such memos yet. Write one above, or press m beside a coding."))
        return
    counted = ngettext("{n} memo", "{n} memos", total).format(n=number(total))
    show(Markup('<p class="qc-sums">{}</p>').format(counted))
    show(Markup('<div class="qc-quotes">{}</div>').format(Markup().join(_article(line, known) for line in lines)))
    show(pager(HERE, at, PER_PAGE, total))


def _article(line: MemoLine, known: Scope) -> Markup:
    opening = link(_("Memo {n}").format(n=line.id), HERE, {"memo": str(line.id)})
    return Markup(
        '<article class="qc-quote"><header><b>{}</b><span>{}</span></header>'
        '<p class="qc-memo">{}</p><footer>{} <span>{}</span></footer></article>'
    ).format(
        topics.kinds()[line.kind.value],
        topics.ways_to(line.topics, known) or _("the study"),
        line.text,
        opening,
        words.coded(line.coder, line.at, line.recoding),
    )


def _one(opened: int, known: Scope, names: list[str]) -> None:
    show(link(_("All memos"), HERE, {}))
    with state.reading() as session:
        steps = memos.history(session, opened)
        later = memos.later_than(session, opened)
    line = steps[0]
    show(Markup('<div class="qc-quotes">{}</div>').format(_article(line, known)))
    if later is not None:
        way = link(_("Memo {n}").format(n=later), HERE, {"memo": str(later)})
        show(Markup('<p class="qc-sums">{} {}</p>').format(_("Another memo took its place:"), way))
    elif any(topic.kind is TopicKind.CODING for topic in line.topics) and not line.text:
        st.write(_("It was taken back."))
    elif line.text:
        st.subheader(_("Change it"))
        _form(line, line.topics, known, names)
    if len(steps) > 1:
        st.subheader(_("What it replaced"))
        show(Markup('<div class="qc-quotes">{}</div>').format(Markup().join(_article(s, known) for s in steps[1:])))


def _form(line: MemoLine | None, about: tuple[Topic, ...], known: Scope, names: list[str]) -> None:
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to write a memo."))
        return
    key = f"qualcode_memo_{line.id if line else 'new'}"
    options = list(dict.fromkeys([*map(str, about), *_topics(known, names)]))
    with st.form(key, border=False, enter_to_submit=False):
        kind = st.segmented_control(
            _("Kind"),
            list(topics.kinds()),
            format_func=topics.kinds().__getitem__,
            default=line.kind.value if line else MemoKind.ANALYTIC.value,
            required=True,
            key=f"{key}_kind",
            wrap=True,
        )
        text = st.text_area(_("Text"), line.text if line else "", height=160, key=f"{key}_text")
        chosen = st.multiselect(
            _("About"),
            options,
            default=list(map(str, about)),
            format_func=lambda written: _named(written, known),
            accept_new_options=True,
            placeholder=_("Codes, transcripts, neighbourhoods; or coding:NUMBER, respondent:R001"),
            key=f"{key}_about",
        )
        sent = st.form_submit_button(_("Store the memo"), type="primary", key=f"{key}_store")
        gone = line is not None and st.form_submit_button(_("Take it back"), key=f"{key}_gone")
    if not (sent or gone):
        return
    with layout.explained():
        draft = MemoDraft(MemoKind(kind), text, tuple(map(Topic.parse, chosen)))
        _store(coder, line, None if gone else draft)


def _store(coder: str, line: MemoLine | None, draft: MemoDraft | None) -> None:
    operation = controls.operation(_OPERATION, (line.id if line else None, draft))
    with state.writing() as session:
        if line is None and draft is not None:
            number = memos.write(session, coder, draft, operation)
        elif line is not None and draft is not None:
            number = memos.revise(session, coder, line.id, _beside(line, draft), operation)
        elif line is not None:
            number = memos.take_back(session, coder, line.id, operation)
    said = _("Memo {n} was taken back.") if draft is None else _("Memo {n} was stored.")
    st.session_state[_SAVED] = said.format(n=number)
    if line is not None:
        st.query_params.pop("memo", None)
        controls.fill_next({}, f"qualcode_memo_{line.id}_")
    else:
        st.query_params.pop("new", None)
        controls.fill_next({"qualcode_memo_new_text": "", "qualcode_memo_new_about": []}, "qualcode_memo_new_")
    st.rerun()


def _beside(line: MemoLine, draft: MemoDraft) -> MemoDraft:
    """The draft without the transcript or code that the memo is bound to, which stays with it."""
    return draft._replace(topics=tuple(topic for topic in draft.topics if topic not in line.bound))


def _topics(known: Scope, names: list[str]) -> list[str]:
    return [
        *(str(Topic(TopicKind.CODE, code.id)) for code in known.codes),
        *(str(Topic(TopicKind.NEIGHBOURHOOD, area.id)) for area in known.areas),
        *(str(Topic(TopicKind.TRANSCRIPT, name)) for name in names),
    ]


def _named(written: str, known: Scope) -> str:
    kind, colon, key = written.partition(":")
    if not colon or kind not in set(TopicKind) or (kind == TopicKind.CELL.value and CELL not in key):
        return written
    return topics.name_of(Topic(TopicKind(kind), key), known)


if __name__ == "__main__":
    render()
