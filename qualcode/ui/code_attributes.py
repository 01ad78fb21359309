"""The attributes that a code takes: their values, whether they must be given, how to decide, and their source."""

from markupsafe import Markup

from qualcode.domain.codebook import Attribute, Code, Codebook
from qualcode.ui.components.links import link
from qualcode.ui.text import _, label

HERE = "codebook"


def attribute_list(code: Code, codebook: Codebook) -> Markup:
    """Everything that the codebook declares beside a code; it is declared for all codes below one."""
    taken = codebook.attributes_of(code.id)
    if not taken:
        return Markup("<p>{}</p>").format(_("This code takes no attributes."))
    needed = {each.id for each in codebook.required_of(code.id)}
    rows = Markup().join(_row(each, code, codebook, needed=each.id in needed) for each in taken)
    return Markup('<dl class="qc-facts">{}</dl><p class="qc-sums">{}</p>').format(
        rows, _("Attributes are declared in the codebook's file; load it again to change them.")
    )


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
