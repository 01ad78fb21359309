"""Navigation between the pages of qualcode; what is on them and around them is in `qualcode.ui`."""

import streamlit as st

from qualcode.ui.components.links import page_file
from qualcode.ui.layout import ICON, show
from qualcode.ui.nowhere import first_page, nowhere
from qualcode.ui.text import _

st.set_page_config(page_title="qualcode", page_icon=ICON, layout="wide")
show(
    st.navigation(
        {
            "": [*first_page(), *nowhere()],
            _("Work"): [
                st.Page(page_file("transcripts"), title=_("Transcripts"), icon=":material/description:"),
                st.Page(page_file("review"), title=_("Review"), icon=":material/rule:"),
                st.Page(page_file("coding"), title=_("Coding"), icon=":material/edit_note:", visibility="hidden"),
            ],
            _("Find"): [
                st.Page(page_file("quotes"), title=_("Quotes"), icon=":material/format_quote:"),
                st.Page(page_file("evidence"), title=_("Evidence"), icon=":material/grid_on:"),
                st.Page(page_file("claims"), title=_("Claims"), icon=":material/fact_check:"),
                st.Page(page_file("outputs"), title=_("Tables for the report"), icon=":material/table_view:"),
                st.Page(page_file("report_week"), title=_("Report week"), icon=":material/event_available:"),
            ],
            _("The study"): [
                st.Page(page_file("worth"), title=_("What suggestions are worth"), icon=":material/insights:"),
                st.Page(page_file("memos"), title=_("Memos"), icon=":material/sticky_note_2:"),
                st.Page(page_file("meeting"), title=_("Meeting"), icon=":material/groups:"),
                st.Page(page_file("codebook"), title=_("Codebook"), icon=":material/account_tree:"),
                st.Page(page_file("study"), title=_("Study"), icon=":material/tune:"),
            ],
        },
        expanded=True,  # Streamlit would hide the last pages behind a button of its own, in English
    )
)
