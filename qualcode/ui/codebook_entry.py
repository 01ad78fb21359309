"""One code: what it means, the quotes that show it, and the ways to its quotes, its changes and its history."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.codebook import Code
from qualcode.domain.quote import Quote
from qualcode.ui import codebook_forms, state
from qualcode.ui.code_attributes import attribute_list
from qualcode.ui.code_fate import end_of
from qualcode.ui.components.links import link
from qualcode.ui.markup import show
from qualcode.ui.quote_list import in_context, source_line
from qualcode.ui.text import _, label
from qualcode.workflow import codebook_view
from qualcode.workflow.codebook_view import CodebookView

HERE = "codebook"


def entry(view: CodebookView, code_id: str) -> None:
    """Show one code, and the form that the address asks for."""
    code = view.codebook.by_id()[code_id]
    with state.reading() as session:
        anchors = codebook_view.anchor_quotes(session, code_id, state.language())
    show(_name(code))
    if code.replaced_by is not None:
        show(end_of(code_id))
    show(_ways(code))
    codebook_forms.form(view, code)
    if not st.query_params.get("do"):
        _anchors(anchors)
    show(_text(code, view))


def _text(code: Code, view: CodebookView) -> Markup:
    words = code.indicators
    facts = {
        _("Definition"): code.definition,
        _("Include"): code.include,
        _("Exclude"): code.exclude,
        _("Examples"): "\n".join(code.examples),
        _("Words"): ", ".join((*words.lemmas, *words.phrases)),
        _("Not with"): ", ".join(words.not_in),
        _("Denied means"): code.negated_as or "",
        _("Merged into"): code.replaced_by or "",
    }
    rows = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, Markup("<br>").join(text.split("\n")))
        for name, text in facts.items()
        if text
    )
    return Markup('<div class="qc-entry"><dl class="qc-facts">{}</dl><h3>{}</h3>{}</div>').format(
        rows, _("Attributes"), attribute_list(code, view.codebook)
    )


def _name(code: Code) -> Markup:
    return Markup('<div class="qc-entry"><h2>{}</h2><code>{}</code></div>').format(label(dict(code.label)), code.id)


def _ways(code: Code) -> Markup:
    ways = [link(_("Quotes"), "quotes", {"code": code.id})]
    if code.replaced_by is None:
        ways += [link(text, HERE, {"code": code.id, "do": do}) for do, text in codebook_forms.actions().items()]
    ways.append(link(_("History"), HERE, {"view": "versions", "about": code.id}))
    return Markup('<div class="qc-entry"><nav aria-label="{}">{}</nav></div>').format(
        _("What can be done with this code"), Markup(" ").join(ways)
    )


def _anchors(quotes: list[Quote]) -> None:
    st.subheader(_("Anchor quotes"))
    if not quotes:
        st.write(_("None yet. Mark a quote that shows this code on the page of the quote."))
        return
    parts = [
        Markup('<article class="qc-quote"><header><span>{}</span></header>{}<footer>{}</footer></article>').format(
            source_line(quote),
            in_context(quote),
            link(_("Quote {n}").format(n=quote.id), "quotes", {"quote": str(quote.id)}),
        )
        for quote in quotes
    ]
    show(Markup('<div class="qc-quotes">{}</div>').format(Markup().join(parts)))
