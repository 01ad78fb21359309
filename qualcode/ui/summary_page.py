"""One page on an interview or a neighbourhood: what it is, its written summary, its numbers, quotes and memos."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from qualcode.domain.evidence import Measure
from qualcode.domain.memo import Topic, TopicKind
from qualcode.domain.summary import CodeLine, Decided, Facts, Note, Numbers, Summary, subject_of
from qualcode.domain.transcript import Kind
from qualcode.errors import QualcodeError
from qualcode.ui import controls, layout, state, topics, words
from qualcode.ui.components.links import link
from qualcode.ui.markup import NUMBER, Column, show, table
from qualcode.ui.pattern_form import pattern_of
from qualcode.ui.quote_list import in_context, source_line
from qualcode.ui.text import _, moment, month, ngettext, number, told
from qualcode.workflow import summary
from qualcode.workflow.summary_file import summary_file

HERE = "memos"
_OPERATION, _SAVED = "qualcode_summary_operation", "qualcode_summary_saved"


def render(asked: str) -> None:
    """Draw the page of the transcript or neighbourhood that the address asks for (`kind:name`)."""
    try:
        subject = subject_of(asked)
        with state.reading() as session:
            found = summary.summary(session, subject, state.coder(), state.language())
    except QualcodeError as error:
        st.title(_("One-page summaries"))
        st.error(told(error), icon=":material/error:")
        show(link(_("All summaries"), HERE, {"view": "summaries"}))
        return
    _draw(found)


def address_of(subject: Topic) -> dict[str, str]:
    """The parameters of the page of memos that open a summary."""
    return {"summary": str(subject)}


def _draw(found: Summary) -> None:
    st.title(_("Summary: {name}").format(name=found.facts.name))
    show(_ways(found.facts))
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    left, right = st.columns(2, gap="large")
    with left:
        st.header(_("What was written"))
        _written(found)
        if found.patterned:
            st.header(_("Pattern"))
            _pattern(found.pattern)
            pattern_of(found.facts.subject.key)
        if found.anchors:
            st.header(_("Anchor quotes"))
            show(_anchors(found))
        _memos(found)
    with right:
        st.header(_("What it is"))
        show(_facts(found.facts))
        st.header(_("Numbers"))
        show(_numbers(found))
        show(_codes(_("Codes by family"), _("Family"), found.families, found.facts))
        show(_codes(_("Most frequent codes"), _("Code"), found.frequent, found.facts))
        _take_out(found.facts)


def _ways(facts: Facts) -> Markup:
    key = facts.subject.key
    ways = [link(_("All summaries"), HERE, {"view": "summaries"})]
    if facts.subject.kind is TopicKind.TRANSCRIPT:
        ways += [
            link(_("Transcript"), "coding", {"transcript": key}),
            link(_("Describe"), "transcripts", {"describe": key}),
        ]
    else:
        ways.append(link(_("Transcripts"), "transcripts", {"neighbourhood": facts.name}))
    ways.append(link(_("Quotes"), "quotes", _quotes_of(facts, "")))
    printing = Markup('<button type="button" class="qc-copy" data-print>{}</button>').format(_("Print"))
    return Markup('<nav class="qc-pager qc-summary" aria-label="{}">{}</nav>').format(
        _("Ways"), Markup("").join([*ways, printing])
    )


def _written(found: Summary) -> None:
    note = found.written
    if note is None:
        st.write(_("Nobody has summarised this yet: say on one page what was told here, and what stands out."))
    else:
        show(_note(note))
    with st.expander(_("Change it") if note else _("Write the summary"), expanded=note is None):
        _form(found.facts.subject, note)


def _pattern(decided: Decided | None) -> None:
    if decided is None:
        st.write(_("Nobody has decided on a pattern. None is inferred from the numbers."))
    else:
        show(Markup("<p><b>{}</b></p>{}").format(decided.pattern, _note(decided.note)))


def _note(note: Note) -> Markup:
    opening = link(_("Memo {n}").format(n=note.id), HERE, {"memo": str(note.id)})
    signed = _("{coder}, {at}").format(coder=note.coder, at=moment(note.at))
    return Markup(
        '<article class="qc-quote"><p class="qc-memo">{}</p><footer>{} <span>{}</span></footer></article>'
    ).format(note.text, opening, signed)


def _form(subject: Topic, note: Note | None) -> None:
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to write a memo."))
        return
    key = f"qualcode_memo_summary_{subject}_{note.id if note else 'new'}"
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_area(_("Summary"), note.text if note else "", height=260, key=f"{key}_text")
        sent = st.form_submit_button(_("Store the summary"), type="primary", key=f"{key}_store")
    if sent:
        seen = note.id if note else None
        operation = controls.operation(_OPERATION, (str(subject), seen, text))
        with layout.explained():
            with state.writing() as session:
                stored = summary.write(session, coder, subject, text, seen, operation)
            st.session_state[_SAVED] = _("The summary was stored as memo {n}.").format(n=stored)
            controls.fill_next({}, key)
            st.rerun()


def _facts(facts: Facts) -> Markup:
    places = Markup(", ").join(link(name, HERE, {"summary": f"neighbourhood:{key}"}) for key, name in facts.places)
    talks = Markup(", ").join(
        link(each.name, HERE, {"summary": f"transcript:{each.name}"}) for each in facts.conversations
    )
    rows: list[tuple[str, str | Markup]] = [
        (_("Kind"), words.kind(facts.kind) if facts.kind else _("neighbourhood")),
        (_("City"), facts.city),
        (_("Neighbourhoods"), places),
        (_("Month"), month(facts.month) if facts.month else ""),
        (_("Respondents"), _people(facts)),
        (_("Asked about"), ", ".join(facts.topics)),
        (_("Transcripts"), talks),
        (_("Notice"), facts.notice),
    ]
    return Markup('<dl class="qc-facts">{}</dl>').format(
        Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in rows if value)
    )


def _people(facts: Facts) -> Markup:
    """Each group with the pseudonyms in it."""
    groups: dict[str, list[Markup]] = {}
    for person in facts.people:
        named = link(person.key, "transcripts", {"respondent": person.key})
        if person.withdrawn:
            named = Markup("{} ({})").format(named, _("consent withdrawn"))
        groups.setdefault(person.group, []).append(named)
    return Markup("<br>").join(
        Markup("{} {}: {}").format(
            number(len(keys)), words.member(group) if len(keys) == 1 else words.group(group), Markup(", ").join(keys)
        )
        for group, keys in groups.items()
    )


def _numbers(found: Summary) -> Markup:
    counted = [
        words.counted(measure, n)
        for measure, n in (
            (Measure.CODINGS, found.whole.codings),
            (Measure.PASSAGES, found.whole.passages),
            (Measure.RESPONDENTS, found.whole.respondents),
        )
    ]
    lines = [Markup.escape(" · ".join(counted)), *_aside(found)]
    return Markup('<ul class="qc-next">{}</ul>').format(Markup().join(map(Markup("<li>{}</li>").format, lines)))


def _aside(found: Summary) -> Iterable[Markup]:
    facts = found.facts
    of_transcript = facts.subject.kind is TopicKind.TRANSCRIPT
    if found.documents:
        said = ngettext("{n} coding in documents, beside", "{n} codings in documents, beside", found.documents)
        query = {"neighbourhood": facts.subject.key, "stream": "documents"}
        yield link(said.format(n=number(found.documents)), "quotes", query)
    if found.beside and of_transcript:
        yield Markup.escape(
            ngettext(
                "{n} coding does not count: undefined, about elsewhere, not said by a respondent, or without consent",
                "{n} codings do not count: undefined, about elsewhere, not said by a respondent, or without consent",
                found.beside,
            ).format(n=number(found.beside))
        )
    elif found.beside:
        yield Markup.escape(
            ngettext(
                "{n} coding in its transcripts is not yet assigned to a neighbourhood",
                "{n} codings in its transcripts are not yet assigned to a neighbourhood",
                found.beside,
            ).format(n=number(found.beside))
        )
    opened = ngettext("{n} open suggestion", "{n} open suggestions", found.open).format(n=number(found.open))
    way = {"transcript": facts.subject.key} if of_transcript else {"neighbourhood": facts.subject.key, "reach": "all"}
    yield link(opened, "coding" if of_transcript else "review", way) if found.open else Markup.escape(opened)


def _codes(title: str, first: str, lines: Sequence[CodeLine], facts: Facts) -> Markup:
    if not lines:
        return Markup()
    columns = [Column(first), *(Column(name, css=NUMBER) for name in (_("Passages"), _("Codings"), _("Respondents")))]
    rows = [[link(line.label, "quotes", _quotes_of(facts, line.code)), *_cells(line.numbers)] for line in lines]
    return Markup("<h3>{}</h3>{}").format(title, table(title, columns, rows, HERE))


def _cells(numbers: Numbers) -> Iterable[Markup]:
    return (Markup.escape(number(n)) for n in (numbers.passages, numbers.codings, numbers.respondents))


def _quotes_of(facts: Facts, code: str) -> dict[str, str]:
    stream = "documents" if facts.kind is Kind.DOCUMENT else ""
    return {"code": code, facts.subject.kind.value: facts.subject.key, "stream": stream}


def _anchors(found: Summary) -> Markup:
    article = Markup(
        '<article class="qc-quote"><header><b>{}</b><span>{}</span></header>{}<footer>{}</footer></article>'
    )
    parts = [
        article.format(
            quote.code_label,
            source_line(quote),
            in_context(quote),
            link(_("Quote {n}").format(n=quote.id), "quotes", {"quote": str(quote.id)}),
        )
        for quote in found.anchors
    ]
    return Markup('<div class="qc-quotes">{}</div>').format(Markup().join(parts))


def _memos(found: Summary) -> None:
    about = str(found.facts.subject)
    if found.questions:
        st.header(_("Questions"))
        asked = (Markup("<li>{} <span>{}</span></li>").format(each.text, each.coder) for each in found.questions)
        show(Markup('<ul class="qc-next">{}</ul>').format(Markup().join(asked)))
    st.header(_("Memos"))
    kinds = topics.kinds()
    notes = (Markup("<p><b>{}</b></p>{}").format(kinds[note.kind.value], _note(note)) for note in found.memos)
    show(Markup('<div class="qc-quotes">{}</div>').format(Markup().join(notes)))
    if not found.memos:
        st.write(_("There are no other memos about this."))
    ways = [link(_("Write a memo"), HERE, {"about": about, "new": controls.ON})]
    if found.more:
        said = ngettext("{n} more memo", "{n} more memos", found.more).format(n=number(found.more))
        ways.append(link(said, HERE, {"about": about}))
    show(Markup('<p class="qc-ways">{}</p>').format(Markup(" · ").join(ways)))


def _take_out(facts: Facts) -> None:
    name = facts.subject.key
    with st.popover(_("Download"), icon=":material/download:"):
        st.write(_("For inside: it holds pseudonyms and quotes, and is not to be published."))
        st.download_button(
            "Markdown ({})".format(_("INTERNAL")),
            data=partial(summary_file, state.engine(), facts.subject, state.coder(), state.language()),
            file_name=f"{_('summary')}-{name}.md",
            mime="text/markdown",
            on_click="ignore",
            key="qualcode_summary_take",
        )
