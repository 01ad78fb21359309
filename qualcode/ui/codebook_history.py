"""The versions of the codebook: who changed what, two of them side by side, and taking the last change back."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import streamlit as st
from markupsafe import Markup

from qualcode.domain.codebook import Attribute, Code, Codebook, CodebookDiff
from qualcode.domain.codebook_edit import Edit
from qualcode.domain.wording import label_of
from qualcode.ui import codebook_look, controls, layout, state, words
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice
from qualcode.ui.markup import show
from qualcode.ui.text import _, moment
from qualcode.workflow import codebook_edit, codebook_view
from qualcode.workflow.codebook_view import History

HERE = "codebook"


def render() -> None:
    """Draw the versions."""
    with state.reading() as session:
        history = codebook_view.history(session)
    if not history.versions:
        st.info(_("This study has no codebook yet. Load one with: qualcode codebook load codebook.yaml"))
        return
    show(_list(history))
    _take_back(history)
    if len(history.versions) > 1:
        _side_by_side([row.number for row in history.versions])


def kinds() -> Mapping[str | None, str]:
    """What each kind of change is called."""
    return {
        None: _("loaded from a file"),
        Edit.EDITED: _("edited"),
        Edit.ADDED: _("added"),
        Edit.MOVED: _("moved"),
        Edit.MERGED: _("merged"),
        Edit.SPLIT: _("split"),
        Edit.RETIRED: _("retired"),
        Edit.PROMOTED: _("promoted from open coding"),
        Edit.UNDONE: _("taken back"),
    }


def _list(history: History) -> Markup:
    about = st.query_params.get("about", "")
    named = kinds()
    rows = [
        Markup("<li><b>{}</b> {} {} <span>{}</span>{}</li>").format(
            _("Version {n}").format(n=row.number),
            named[row.kind],
            Markup(", ").join(_code(code, history) for code in row.codes or ()),
            " · ".join(filter(None, [words.actor(row.coder or ""), moment(row.created_at)])),
            f" {row.reason}" if row.reason else "",
        )
        for row in history.versions
        if not about or about in (row.codes or ())
    ]
    more = link(_("Changes of all codes"), HERE, {"view": "versions"}) if about else Markup()
    if not rows:
        rows = [Markup("<li>{}</li>").format(_("This code was not changed on screen."))]
    return Markup('<ul class="qc-journey">{}</ul>{}').format(Markup().join(rows), more)


def _code(code: str, history: History) -> Markup:
    """A code by its label, which leads to it, with its id."""
    way = link(_label(code, history), HERE, {"code": code})
    return Markup('{} <span class="qc-quiet">({})</span>').format(way, code) if code in history.labels else way


def _label(code: str, history: History) -> str:
    return label_of(history.labels.get(code, {}), state.language()) or code


def _take_back(history: History) -> None:
    if history.undoable is None:
        return
    last = next(row for row in history.versions if row.operation_id == history.undoable)
    what = f"{kinds()[last.kind]}: {', '.join(_label(code, history) for code in last.codes or ())}"
    base = history.versions[0].number
    if st.button(_("Take back version {n} ({what})").format(n=last.number, what=what), key=f"qualcode_undo_{base}"):
        operation = controls.operation(f"qualcode_codebook_undo_{base}")
        with layout.explained():
            with state.writing() as session:
                made = codebook_edit.undo(session, layout.require_coder(), operation, base)
            codebook_look.remember(made)
            st.rerun()


def _side_by_side(numbers: Sequence[int]) -> None:
    st.subheader(_("Two versions side by side"))
    names = {str(number): _("Version {n}").format(n=number) for number in numbers}
    first, second = st.columns(2)
    with first:
        old = choice("old", _("Before"), {key: names[key] for key in [str(numbers[1]), *names]})
    with second:
        new = choice("new", _("After"), names)
    with state.reading() as session:
        before, after, difference = codebook_view.compared(session, int(old), int(new))
    if not difference:
        st.info(_("These versions say the same."))
        return
    show(_table(before, after, difference))


def _table(before: Codebook, after: Codebook, difference: CodebookDiff) -> Markup:
    changed = {
        change.id: None
        for aspect in ("relabelled", "redefined", "moved", "indicators", "examples", "pointers")
        for change in getattr(difference, aspect)
    }
    ids = [*(code.id for code in difference.added), *(code.id for code in difference.removed), *changed]
    rows = Markup().join(_row_of(key, before.by_id().get(key), after.by_id().get(key)) for key in ids)
    rows += Markup().join(_versus_row(each.id, _said(each.old), _said(each.new)) for each in difference.attributes)
    if difference.reordered:
        rows += Markup('<tr><th scope="row"></th><td colspan="2">{}</td></tr>').format(
            _("Codes stand in another order.")
        )
    return _versus(rows)


def two_of(key: str, old: Code, new: Code) -> Markup:
    """What a code said before and says now, with the words that differ marked."""
    return _versus(_row_of(key, old, new))


def _versus(rows: Markup) -> Markup:
    return Markup(
        '<div class="qc-scroll"><table class="qc-table qc-versus"><thead><tr><th scope="col">{}</th>'
        '<th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>'
    ).format(_("Code"), _("Before"), _("After"), rows)


def _row_of(key: str, old: Code | None, new: Code | None) -> Markup:
    return _versus_row(key, _lines(old), _lines(new))


def _versus_row(key: str, before: str, after: str) -> Markup:
    return Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>').format(key, *_marked(before, after))


def _said(attribute: Attribute | None) -> str:
    """What a codebook declares of an attribute, one fact a line."""
    if attribute is None:
        return ""
    must = (attribute.required_for or attribute.applies_to) if attribute.required else ()
    facts = {
        _("Label"): " / ".join(attribute.label.values()),
        _("Values"): ", ".join(attribute.values),
        _("May be given with"): ", ".join(attribute.applies_to),
        _("Must be given with"): ", ".join(must),
        _("Rule"): attribute.rule,
    }
    return "\n".join(f"{name}: {text}" for name, text in facts.items() if text)


def _lines(code: Code | None) -> str:
    if code is None:
        return ""
    words = code.indicators
    facts = {
        _("Label"): " / ".join(code.label.values()),
        _("Below"): code.parent or "",
        _("Definition"): code.definition,
        _("Include"): code.include,
        _("Exclude"): code.exclude,
        _("Examples"): " | ".join(code.examples),
        _("Words"): ", ".join((*words.lemmas, *words.phrases)),
        _("Denied means"): code.negated_as or "",
        _("Merged into"): code.replaced_by or "",
    }
    return "\n".join(f"{name}: {text}" for name, text in facts.items() if text)


def _marked(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts, with the words that only one of them has marked."""
    before, after = (re.findall(r"\n|\S+", text) for text in (old, new))
    left, right = [], []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = " ".join(before[a:b]), " ".join(after[c:d])
        if b > a:
            left.append(Markup.escape(gone) if how == "equal" else Markup("<del>{}</del>").format(gone))
        if d > c:
            right.append(Markup.escape(come) if how == "equal" else Markup("<ins>{}</ins>").format(come))
    return Markup(" ").join(left), Markup(" ").join(right)
