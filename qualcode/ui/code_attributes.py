"""The attributes that a code takes: their values, whether they must be given, how to decide, their source; a form."""

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.domain.attribute_use import Use, least, uses
from qualcode.domain.codebook import Attribute, Code, Codebook
from qualcode.ui.codebook_look import buttons, look_first
from qualcode.ui.codebook_stale import opened_uses, uses_changed_since
from qualcode.ui.components.links import link
from qualcode.ui.text import _, label
from qualcode.workflow import codebook_steps
from qualcode.workflow.codebook_edit import Change
from qualcode.workflow.codebook_view import CodebookView

HERE = "codebook"


def attribute_list(code: Code, codebook: Codebook) -> Markup:
    """Everything that the codebook declares beside a code; it is declared for all codes below one."""
    taken = codebook.attributes_of(code.id)
    if not taken:
        return Markup("<p>{}</p>").format(_("This code takes no attributes."))
    needed = {each.id for each in codebook.required_of(code.id)}
    rows = Markup().join(_row(each, code, codebook, needed=each.id in needed) for each in taken)
    return Markup('<dl class="qc-facts">{}</dl>').format(rows)


def attribute_form(view: CodebookView, code: Code) -> None:
    """Ask which attributes a code takes, and which must be given; what codes above declare can only be added to."""
    now, above = uses(view.codebook, code.id), least(view.codebook, code.id)
    st.write(
        _(
            "What is chosen here holds for this code and all below it. Values that were given stay; "
            "codings that lack what must be given wait in the queue Undetermined."
        )
    )
    if view.codebook.attributes:
        opened_uses(view, code, _field(view.codebook.attributes[0], code))
    with st.form(f"qualcode_attributes_{code.id}"):
        wanted = {each.id: _use(each, code, now[each.id], above[each.id]) for each in view.codebook.attributes}
        look, store = buttons("attributes", _("Store"))
    if wanted and uses_changed_since(view, code, _said()):
        return

    def step(session: Session, operation: str) -> Change:
        return codebook_steps.take(session, operation, view.version, code.id, wanted)

    look_first(view, "attributes", step, (code.id, wanted), code.id, look=look, store=store)


def _use(each: Attribute, code: Code, now: Use, above: Use) -> Use:
    options = list(Use)[list(Use).index(above) :]
    values = ", ".join(label(dict(labels)) for labels in each.values.values())
    chosen = st.radio(
        label(dict(each.label)),
        options,
        options.index(now),
        format_func=_said().__getitem__,
        help=values,
        horizontal=True,
        key=_field(each, code),
    )
    return Use(chosen)


def _field(each: Attribute, code: Code) -> str:
    """The key of the field of an attribute."""
    return f"qualcode_use_{code.id}_{each.id}"


def _said() -> dict[Use, str]:
    return {Use.NONE: _("is not given"), Use.MAY: _("may be given"), Use.MUST: _("must be given")}


def _row(each: Attribute, code: Code, codebook: Codebook, *, needed: bool) -> Markup:
    values = ", ".join(label(dict(labels)) for labels in each.values.values())
    parts = [Markup.escape(values), Markup.escape(_must(each, needed=needed)), _source(each, code, codebook)]
    if each.rule:
        parts.append(Markup.escape(each.rule))
    return Markup("<dt>{}</dt><dd>{}</dd>").format(
        label(dict(each.label)), Markup("<br>").join(part for part in parts if part)
    )


def _must(each: Attribute, *, needed: bool) -> str:
    if needed:
        return _("must be given: codings without it wait in the queue Undetermined")
    return _("must be given with some codes, not with this one") if each.required else _("may be given")


def _source(each: Attribute, code: Code, codebook: Codebook) -> Markup:
    """The nearest code that declares it; nothing where that is the code itself."""
    declares = next(above for above in codebook.ancestors(code.id) if above in each.applies_to)
    if declares == code.id:
        return Markup()
    name = label(dict(codebook.by_id()[declares].label))
    return Markup("{} {}").format(_("declared for all codes below"), link(name, HERE, {"code": declares}))
