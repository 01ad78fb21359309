"""The tables of a report: each as it stands now, with its rules, its quotes and its files."""

import streamlit as st

from qualcode.domain.output import Name, Output
from qualcode.domain.wording import word
from qualcode.errors import QualcodeError
from qualcode.ui import state
from qualcode.ui.cell_summary import summary_form
from qualcode.ui.controls import choice, page_number
from qualcode.ui.dossier_box import dossier_box
from qualcode.ui.downloads import downloads
from qualcode.ui.finding_form import finding_form
from qualcode.ui.markup import show
from qualcode.ui.output_table import output_tables
from qualcode.ui.pattern_form import pattern_form
from qualcode.ui.text import _, told
from qualcode.workflow import draw, outputs
from qualcode.workflow.deliver import output_file
from qualcode.workflow.outputs import Why

FORMS = {Name.MATRIX: summary_form, Name.PATTERNS: pattern_form, Name.FINDINGS: finding_form}
"""What people write for an output, on its page."""


def render() -> None:
    """Draw the page."""
    st.title(_("Tables for the report"))
    titles = {name.value: word(f"output_{name}", state.language()) for name in Name}
    name = choice("name", _("Table"), titles)
    try:
        with state.reading() as session:
            made = outputs.make(session, name, state.language(), internal=True)
            drawn = draw.drawn(session, made, state.language(), internal=True)
    except QualcodeError as error:
        st.info(told(error))
        return
    if made.name in FORMS:
        FORMS[made.name]()
    for plotted, spec in drawn.items():
        with st.expander(word(f"plot_kind_{plotted}", state.language()), icon=":material/bar_chart:"):
            st.vega_lite_chart(spec=spec, width="content", alt=word(f"plot_shows_{plotted}", state.language()))
            st.write(_("As a picture: {command}").format(command=f"`qualcode plot {plotted} -o {plotted}.svg`"))
    show(output_tables(made.name, made.parts, page_number()))
    _take_out(made)
    with st.expander(_("What is counted")):
        st.markdown("\n".join(f"- {rule}" for rule in made.rules))
    dossier_box()


def _take_out(made: Output) -> None:
    engine = state.engine()
    inside = outputs.INTERNAL.get(made.name)
    explained = {
        Why.CUT: _(
            "This table cuts the evidence in more than one way, so that it cannot be published; it stays inside."
        ),
        Why.TEXTS: _("This table holds texts that nobody has checked for publication; it stays inside."),
        None: _("For publication, small numbers are hidden and no ids leave. Internal files hold everything."),
    }
    downloads(
        made.name,
        explained[inside],
        lambda order: output_file(engine, made.name, order),
        publication=inside is None,
    )


if __name__ == "__main__":
    render()
