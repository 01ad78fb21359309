"""Changing a code on screen: every form says first what will happen to codings, and does it once."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.domain.codebook import Code
from qualcode.domain.codebook_edit import Wording, lines_of, wording_of
from qualcode.ui import controls, layout, state
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice
from qualcode.ui.controls import words as text_field
from qualcode.ui.markup import show
from qualcode.ui.text import _, label, ngettext, number
from qualcode.workflow import codebook_edit, codebook_steps, codebook_view
from qualcode.workflow.codebook_edit import Change
from qualcode.workflow.codebook_view import CodebookView

HERE = "codebook"
EDIT, MOVE, MERGE, SPLIT, RETIRE, NEW = "edit", "move", "merge", "split", "retire", "new"
PER_PAGE = 20
_TOLD = "qualcode_codebook_told"

Step = Callable[[Session, str], Change]
"""From a session and an operation id to the change that is to be made."""


def actions() -> Mapping[str, str]:
    """What can be done with a code, and what it is called."""
    return {
        EDIT: _("Edit"),
        MOVE: _("Move"),
        MERGE: _("Merge"),
        SPLIT: _("Split"),
        RETIRE: _("Retire"),
        NEW: _("New code below this"),
    }


def tell() -> None:
    """Say what was just done."""
    if told := st.session_state.pop(_TOLD, None):
        st.success(told)


def form(view: CodebookView, code: Code) -> None:
    """The form that the address asks for, if any."""
    shown = {EDIT: _edit, MOVE: _move, MERGE: _merge, SPLIT: _split, RETIRE: _retire}
    asked = st.query_params.get("do", "")
    if asked not in shown or code.replaced_by is not None:
        return
    layout.require_coder()
    st.subheader(actions()[asked])
    shown[asked](view, code)
    show(link(_("Cancel"), HERE, {"code": code.id}))


def new_code(view: CodebookView) -> None:
    """The form of a new code, below the one that the address names."""
    layout.require_coder()
    parent = st.query_params.get("code", "")
    st.subheader(_("New code"))
    with st.form("qualcode_new_code"):
        key = st.text_input(_("Id (never changes)"), f"{parent}." if parent else "", key="qualcode_new_id")
        wording = wording_fields("new", Wording(label={}, definition=""))
        sent = st.form_submit_button(_("Add this code"), type="primary", key="qualcode_new_send")
    if sent:
        base = view.version
        do(view, NEW, lambda s, op: codebook_steps.add(s, op, base, key, parent or None, wording), key.strip())
    show(link(_("Cancel"), HERE, {"code": parent}))


def wording_fields(name: str, now: Wording) -> Wording:
    """The fields of what a code says."""
    first, second = st.columns(2)
    dutch = first.text_input(_("Label in Dutch"), now.label.get("nl", ""), key=f"qualcode_{name}_nl")
    english = second.text_input(_("Label in English"), now.label.get("en", ""), key=f"qualcode_{name}_en")
    definition = st.text_area(_("Definition"), now.definition, key=f"qualcode_{name}_definition")
    include = st.text_area(_("Include"), now.include, height=80, key=f"qualcode_{name}_include")
    exclude = st.text_area(_("Exclude"), now.exclude, height=80, key=f"qualcode_{name}_exclude")
    with st.expander(_("Examples and words, one a line")):
        examples = st.text_area(_("Examples"), "\n".join(now.examples), key=f"qualcode_{name}_examples")
        lemmas = st.text_area(_("Single words"), "\n".join(now.lemmas), key=f"qualcode_{name}_lemmas")
        phrases = st.text_area(_("Phrases"), "\n".join(now.phrases), key=f"qualcode_{name}_phrases")
        not_in = st.text_area(_("Not with"), "\n".join(now.not_in), key=f"qualcode_{name}_not_in")
    return Wording(
        label={"nl": dutch, "en": english},
        definition=definition,
        include=include,
        exclude=exclude,
        examples=lines_of(examples),
        lemmas=lines_of(lemmas),
        phrases=lines_of(phrases),
        not_in=lines_of(not_in),
    )


def do(view: CodebookView, name: str, step: Step, then: str) -> None:
    """Carry out a change once, and go to the code that it leaves behind; a mistake is one sentence."""
    key = f"qualcode_codebook_{view.version}_{name}_{then}"
    operation = controls.operation(key)
    with layout.explained():
        with state.writing() as session:
            made = codebook_edit.apply(session, layout.require_coder(), step(session, operation))
        st.session_state[_TOLD] = _("Stored as version {n} of the codebook.").format(n=made)
        st.query_params.pop("do", None)
        if then:
            st.query_params["code"] = then
        else:
            st.query_params.pop("code", None)
        st.rerun()


def _edit(view: CodebookView, code: Code) -> None:
    with st.form(f"qualcode_edit_{code.id}"):
        wording = wording_fields(f"edit_{code.id}", wording_of(code))
        sent = st.form_submit_button(_("Store"), type="primary", key="qualcode_edit_send")
    if sent:
        do(view, EDIT, lambda s, op: codebook_steps.edit(s, op, view.version, code.id, wording), code.id)


def _move(view: CodebookView, code: Code) -> None:
    names = {"": _("no code: a family of its own")} | _others(view, code)
    with st.form(f"qualcode_move_{code.id}"):
        parents = list(names)
        at = parents.index(code.parent or "") if (code.parent or "") in parents else 0
        parent = st.selectbox(_("Below"), parents, at, format_func=names.__getitem__, key="qualcode_move_parent")
        place = st.number_input(
            _("As number (0: the last)"), 0, 1000, _place(view, code), step=1, key="qualcode_move_place"
        )
        sent = st.form_submit_button(_("Move"), type="primary", key="qualcode_move_send")
    if sent:
        where = place - 1 if place else None
        do(view, MOVE, lambda s, op: codebook_steps.move(s, op, view.version, code.id, parent or None, where), code.id)


def _place(view: CodebookView, code: Code) -> int:
    return [each.id for each in view.codebook.codes if each.parent == code.parent].index(code.id) + 1


def _merge(view: CodebookView, code: Code) -> None:
    names = {"": _("choose a code")} | _others(view, code)
    target = choice("into", _("Merge into"), names)
    if not target:
        return

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.merge(session, operation, view.version, code.id, target, words=words, reason=reason)

    words, reason = True, ""
    if not _preview(step):
        return
    with st.form(f"qualcode_merge_{code.id}"):
        words = st.checkbox(_("Its words go along"), value=True, key="qualcode_merge_words")
        reason = st.text_input(_("Reason"), key="qualcode_merge_reason")
        sent = st.form_submit_button(_("Merge"), type="primary", key="qualcode_merge_send")
    if sent:
        do(view, MERGE, step, target)


def _retire(view: CodebookView, code: Code) -> None:
    reason = ""

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.retire(session, operation, view.version, code.id, reason=reason)

    if not _preview(step):
        return
    with st.form(f"qualcode_retire_{code.id}"):
        reason = st.text_input(_("Reason"), key="qualcode_retire_reason")
        sent = st.form_submit_button(_("Retire this code"), type="primary", key="qualcode_retire_send")
    if sent:
        do(view, RETIRE, step, "")


def _split(view: CodebookView, code: Code) -> None:
    """New codes below this one; each shown coding can go to one of them, or all that the words find."""
    with state.reading() as session:
        quotes = codebook_view.codings(session, code.id, state.language())
    wanted = text_field("holds", _("Only codings that hold"), _("words of the quote")).casefold()
    found = [quote for quote in quotes if wanted in quote.exact.casefold()]
    with st.form(f"qualcode_split_{code.id}"):
        key = st.text_input(_("Id (never changes)"), f"{code.id}.", key="qualcode_split_id")
        wording = wording_fields("split", Wording(label={}, definition=""))
        count = ngettext("{n} coding found", "{n} codings found", len(found)).format(n=number(len(found)))
        every = st.checkbox(_("All of them go to the new code ({found})").format(found=count), key="qualcode_split_all")
        chosen = [
            quote.id
            for quote in found[:PER_PAGE]
            if st.checkbox(quote.exact, key=f"qualcode_split_{quote.id}", help=quote.transcript)
        ]
        reason = st.text_input(_("Reason"), key="qualcode_split_reason")
        sent = st.form_submit_button(_("Split"), type="primary", key="qualcode_split_send")
    st.caption(_("What is not chosen stays with this code; transcripts are offered to be coded again for the new one."))
    if sent:
        target = key.strip()
        moves = dict.fromkeys([quote.id for quote in found] if every else chosen, target)
        do(
            view,
            SPLIT,
            lambda s, op: codebook_steps.split(s, op, view.version, code.id, {target: wording}, moves, reason=reason),
            target,
        )


def _preview(step: Step) -> bool:
    """Show what a change does to codings; False when it cannot be made."""
    with layout.explained():
        with state.reading() as session:
            change = step(session, "preview")
            seen = codebook_edit.preview(session, change.moves, change.codebook)
            examples = codebook_view.quotes_of(session, seen.examples, state.language())
        show(_said(seen, [quote.exact for quote in examples]))
        return True
    return False


def _said(seen: codebook_edit.Preview, examples: Sequence[str]) -> Markup:
    if not seen.codings:
        return Markup('<p class="qc-sums" role="status">{}</p>').format(_("No coding changes."))
    parts = [
        ngettext("{n} coding changes", "{n} codings change", seen.codings).format(n=number(seen.codings)),
        ngettext("{n} transcript", "{n} transcripts", seen.transcripts).format(n=number(seen.transcripts)),
        ngettext("{n} coder", "{n} coders", seen.coders).format(n=number(seen.coders)),
    ]
    facts = [
        (seen.withdrawn, _("{n} withdrawn")),
        (seen.joined, _("{n} joined with a coding of the same passage and coder")),
        (seen.differing, _("{n} of those with differing values: the present code's count")),
        (seen.without_attributes, _("{n} lose a value that the code does not take")),
    ]
    parts += [text.format(n=number(n)) for n, text in facts if n]
    quotes = Markup().join(Markup("<li>{}</li>").format(text) for text in examples)
    return Markup('<p class="qc-sums" role="status">{}</p><ul class="qc-journey">{}</ul>').format(
        " · ".join(parts), quotes
    )


def _others(view: CodebookView, code: Code) -> dict[str, str]:
    """Codes outside this one's branch, as a list to choose from."""
    indent = "\N{NO-BREAK SPACE}" * 4
    return {
        each.id: indent * (len(list(view.codebook.ancestors(each.id))) - 1) + label(dict(each.label))
        for each in view.codebook.codes
        if each.replaced_by is None and code.id not in view.codebook.ancestors(each.id)
    }
