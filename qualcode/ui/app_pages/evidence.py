"""The evidence table: who said what where, with every number leading to its quotes."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from qualcode.domain.evidence import ALL_CODES, FAMILIES, VALENCE, Columns, EvidenceTable, Filters, Measure, Question
from qualcode.ui import state, words
from qualcode.ui.controls import choice, segments, switch
from qualcode.ui.downloads import downloads
from qualcode.ui.heat import SIGNS, heat_table
from qualcode.ui.markup import show
from qualcode.ui.text import _, moment
from qualcode.workflow import aggregate
from qualcode.workflow.deliver import evidence_file
from qualcode.workflow.scope import Scope, scope

FIRST = "factor"
"""The family that opens the page, where the codebook has it."""


def render() -> None:
    """Draw the page."""
    st.title(_("Evidence"))
    with state.reading() as session:
        question = _question(known := scope(session, state.language()))
        table = aggregate.evidence_table(session, question, state.language())
    if not table.cells:
        st.info(
            _("No coding counts here yet. Confirm suggestions on the coding page, or choose another family or group.")
        )
    show(Markup('<p class="qc-sums">{}</p>').format(words.meaning(question.measure)))
    show(heat_table(table, _caption(question)))
    if question.split:
        show(_legend(known))
    _take_out(question)
    _about(table)


def _take_out(question: Question) -> None:
    engine = state.engine()
    downloads(
        f"evidence-{question.rows}",
        _(
            "For publication, cells with too few respondents are hidden, others with them so that totals do not give "
            "them away, and no ids leave. Internal files hold true numbers with the ids of their codings."
        ),
        lambda order: evidence_file(engine, replace(question, passages=True, origins=True, ids=order.internal), order),
    )


def _question(known: Scope) -> Question:
    families = sorted(known.families, key=lambda family: family.id != FIRST)
    rows = {family.id: family.label for family in families}
    rows |= {FAMILIES: _("All families, one row each"), ALL_CODES: _("All codes")}
    first, second, third, fourth = st.columns([4, 3, 3, 2], vertical_alignment="bottom")
    with first:
        chosen_rows = choice("rows", _("Codes"), rows)
    with second:
        columns = choice("columns", _("Columns"), {each: words.columns(each) for each in Columns})
    with third:
        group = choice("group", _("Said by"), {"": _("everybody")} | {name: words.group(name) for name in known.groups})
    with fourth:
        split = switch("split", _("Split by valence")) if known.valence else False
    measure = segments("measure", _("Count"), {each: words.measure(each) for each in Measure})
    return Question(
        rows=chosen_rows,
        columns=Columns(columns),
        measure=Measure(measure),
        filters=Filters(groups=(group,) if group else ()),
        split=VALENCE if split else None,
    )


def _caption(question: Question) -> str:
    return _("Evidence by code and {columns}, in {measure}; each number leads to its quotes").format(
        columns=words.columns(question.columns), measure=words.measure(question.measure)
    )


def _legend(known: Scope) -> Markup:
    signs = [f"{SIGNS.get(value, value[:1])} {label}" for value, label in known.valence.items()]
    return Markup('<p class="qc-sums">{} {}</p>').format(_("Respondents by valence:"), " · ".join(signs))


def _about(table: EvidenceTable) -> None:
    with st.expander(_("What is counted")):
        st.markdown("\n".join(f"- {rule}" for rule in table.rules))
        at = moment(table.dated) if table.dated else "-"
        st.write(
            _("Codebook version {version}. As of {at}. Hash of the database: {hash}").format(
                version=table.codebook_version, at=at, hash=table.database_hash[:16]
            )
        )


if __name__ == "__main__":
    render()
