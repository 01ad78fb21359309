"""The codebook: the tree with its numbers, one code, its changes, the versions, and what open coding left to define."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from qualcode.ui import codebook_forms, codebook_history, codebook_look, open_codes, state
from qualcode.ui.codebook_entry import entry
from qualcode.ui.components.links import link
from qualcode.ui.controls import chosen, segments
from qualcode.ui.controls import words as text_field
from qualcode.ui.markup import show
from qualcode.ui.text import NOTHING, _, label, number
from qualcode.workflow import codebook_view
from qualcode.workflow.codebook_file import FORMS, codebook_file
from qualcode.workflow.codebook_view import CodebookView

HERE = "codebook"
VERSIONS, OPEN = "versions", "open"


def render() -> None:
    """Draw the page."""
    st.title(_("Codebook"))
    shown = segments("view", _("Show"), {"": _("Codes"), OPEN: _("To be defined"), VERSIONS: _("Versions")})
    codebook_look.tell()
    if shown == VERSIONS:
        codebook_history.render()
        return
    with state.reading() as session:
        view = codebook_view.overview(session, state.coder())
    if shown == OPEN:
        open_codes.render(view)
        return
    left, right = st.columns([7, 5], gap="medium")
    with left:
        _tree(view)
        _take_out(view)
    with right:
        if st.query_params.get("do") == codebook_forms.NEW:
            codebook_forms.new_code(view)
        elif st.query_params.get("code"):
            entry(view, chosen("code", list(view.codebook.by_id())))
        else:
            st.info(_("Choose a code to read, change, merge, split or retire it."))
            show(link(_("New code"), HERE, {"do": codebook_forms.NEW}))


def _tree(view: CodebookView) -> None:
    wanted = text_field("find", _("Find a code"), _("Part of a name, definition or word")).casefold()
    rows = [_row(view, code.id) for code in view.codebook.codes if not wanted or wanted in _said(view, code.id)]
    if not rows:
        st.info(_("No code has these words. Try fewer letters."))
        return
    titles = (_("Codings"), _("Passages"), _("Respondents"), _("Transcripts"), _("Open"))
    head = Markup().join(Markup('<th scope="col" class="qc-number">{}</th>').format(title) for title in titles)
    show(
        Markup(
            '<div class="qc-tree" tabindex="0" role="region" aria-label="{}"><table class="qc-table">'
            '<thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></div>'
        ).format(_("Tree of codes"), _("Code"), head, Markup().join(rows))
    )


def _said(view: CodebookView, code_id: str) -> str:
    code = view.codebook.by_id()[code_id]
    words = code.indicators
    texts = (code_id, *code.label.values(), code.definition, *words.lemmas, *words.phrases)
    return "\n".join(texts).casefold()


def _row(view: CodebookView, code_id: str) -> Markup:
    code = view.codebook.by_id()[code_id]
    depth = len(list(view.codebook.ancestors(code_id))) - 1
    query = {"code": code_id, "find": st.query_params.get("find", "")}
    name = link(label(dict(code.label)), HERE, query)
    if code.replaced_by:
        name += Markup(" <span>({})</span>").format(_("merged into {code}").format(code=code.replaced_by))
    cells = Markup().join(
        Markup('<td class="qc-number">{}</td>').format(number(n) if n else NOTHING)
        for n in view.counts.get(code_id, (0,) * 5)
    )
    current = Markup(' aria-current="true"') if st.query_params.get("code") == code_id else ""
    family = Markup(' class="qc-family"') if code.parent is None else ""
    return Markup('<tr{}><th scope="row" style="--depth: {}"{}>{}</th>{}</tr>').format(
        current, depth, family, name, cells
    )


def _take_out(view: CodebookView) -> None:
    with st.popover(_("Download"), icon=":material/download:"):
        st.write(_("YAML can be loaded again, Markdown and Excel are to read, QDC is for other programs."))
        for form, mime in FORMS.items():
            st.download_button(
                form.upper(),
                data=partial(codebook_file, view.codebook, form, state.language()),
                file_name=f"codebook-{view.version}.{form}",
                mime=mime,
                on_click="ignore",
                key=f"qualcode_codebook_{form}",
            )


if __name__ == "__main__":
    render()
