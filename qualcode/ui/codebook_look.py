"""Looking before leaping: what a change of the codebook does is shown, and only what was shown is stored."""

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.ui import controls, layout, state
from qualcode.ui.codebook_sorting import SORTED
from qualcode.ui.markup import show
from qualcode.ui.text import _, ngettext, number
from qualcode.workflow import codebook_edit, codebook_view
from qualcode.workflow.codebook_edit import Change
from qualcode.workflow.codebook_preview import Preview, preview
from qualcode.workflow.codebook_view import CodebookView

_TOLD = "qualcode_codebook_told"

Step = Callable[[Session, str], Change]
"""From a session and an operation id to the change that is to be made."""


def tell() -> None:
    """Say what was just done."""
    if told := st.session_state.pop(_TOLD, None):
        st.success(told)


def remember(version: int) -> None:
    """Have the page say, when it is drawn next, as which version a change was stored."""
    st.session_state[_TOLD] = _("Stored as version {n} of the codebook.").format(n=version)


def buttons(name: str, label: str) -> tuple[bool, bool]:
    """(whether to look, whether to store), as the two buttons of a form were pressed."""
    first, second = st.columns(2)
    look = first.form_submit_button(_("Show what changes"), key=f"qualcode_{name}_look")
    store = second.form_submit_button(label, type="primary", key=f"qualcode_{name}_send")
    return look, store


def look_first(view: CodebookView, name: str, step: Step, asked: object, then: str, *, look: bool, store: bool) -> None:
    """Show what a change does when it is asked for, and store it when exactly this was shown before.

    Args:
        view: The codebook that the change is made on.
        name: The kind of change.
        step: Makes the change.
        asked: Everything that the step depends on; another value is another change, which nobody has seen.
        then: The code to go to once it is stored.
        look: Whether the change is to be shown.
        store: Whether it is to be stored.
    """
    key = f"qualcode_codebook_seen_{name}_{view.version}"
    if store and st.session_state.get(key) == asked:
        do(view, name, step, then)
        return
    if store:
        st.info(_("Nothing is stored yet. Look at what would change, and press once more."))
    if look or store:
        st.session_state.pop(key, None)
        if shown(step):
            st.session_state[key] = asked


def do(view: CodebookView, name: str, step: Step, then: str) -> None:
    """Carry out a change once, and go to the code that it leaves behind; a mistake is one sentence."""
    key = f"qualcode_codebook_{view.version}_{name}_{then}"
    operation = controls.operation(key)
    with layout.explained():
        with state.writing() as session:
            made = codebook_edit.apply(session, layout.require_coder(), step(session, operation))
        remember(made)
        for passing in ("do", "into", "view", SORTED):
            st.query_params.pop(passing, None)
        if then:
            st.query_params["code"] = then
        else:
            st.query_params.pop("code", None)
        st.rerun()


def shown(step: Step) -> bool:
    """Show what a change does to codings; False when it cannot be made."""
    with layout.explained():
        with state.reading() as session:
            seen = preview(session, step(session, "preview"))
            examples = codebook_view.quotes_of(session, seen.examples, state.language())
        show(_said(seen, [quote.exact for quote in examples]))
        return True
    return False


def _said(seen: Preview, examples: Sequence[str]) -> Markup:
    parts = [*_moved(seen), *_left(seen)]
    quotes = Markup().join(Markup("<li>{}</li>").format(text) for text in examples)
    listed = Markup('<ul class="qc-journey">{}</ul>').format(quotes) if examples else ""
    return Markup('<p class="qc-sums" role="status">{}</p>{}').format(" · ".join(parts), listed)


def _moved(seen: Preview) -> list[str]:
    """What happens to the codings that change."""
    if not seen.codings:
        return [_("No coding changes")]
    parts = [
        ngettext("{n} coding changes", "{n} codings change", seen.codings).format(n=number(seen.codings)),
        ngettext("{n} transcript", "{n} transcripts", seen.transcripts).format(n=number(seen.transcripts)),
        ngettext("{n} coder", "{n} coders", seen.coders).format(n=number(seen.coders)),
    ]
    if len(seen.targets) > 1:
        parts += [_("{n} to {code}").format(n=number(n), code=code) for code, n in seen.targets.items()]
    facts = [
        (seen.withdrawn, _("{n} withdrawn")),
        (seen.joined, _("{n} joined with a coding of the same passage and coder")),
        (seen.differing, _("{n} of those with differing values: the present code's count")),
        (seen.without_attributes, _("{n} lose a value that the code does not take")),
    ]
    return parts + [text.format(n=number(n)) for n, text in facts if n]


def _left(seen: Preview) -> list[str]:
    """What happens to codings that keep their code, and to the reading that was done."""
    facts = [
        (seen.kept, ngettext("{n} coding stays as it is", "{n} codings stay as they are", seen.kept)),
        (
            seen.regrouped,
            ngettext(
                "{n} coding counts under another code above it from now on",
                "{n} codings count under other codes above them from now on",
                seen.regrouped,
            ),
        ),
        (seen.hidden, _("{n} of those with a value that the code no longer takes there")),
        (
            seen.again,
            ngettext(
                "{n} transcript that was read in full is to be coded again",
                "{n} transcripts that were read in full are to be coded again",
                seen.again,
            ),
        ),
        (
            seen.waiting,
            ngettext(
                "{n} coding lacks a value that must be given and will wait in the queue Undetermined",
                "{n} codings, of all coders together, lack a value that must be given "
                "and will wait in the queue Undetermined",
                seen.waiting,
            ),
        ),
    ]
    return [text.format(n=number(n)) for n, text in facts if n]
