"""The dossier as a ZIP file: made when it is asked for, with its progress, and kept until the study changes."""

from typing import NamedTuple

import streamlit as st

from qualcode.errors import QualcodeError
from qualcode.ui import state
from qualcode.ui.text import _, number, told
from qualcode.workflow import dossier
from qualcode.workflow.deliver_dossier import NAME, DossierOrder, dossier_zip

MADE = "qualcode_dossier"
STEP = 25
"""Pages after which the progress is drawn anew."""


class Made(NamedTuple):
    """A dossier that was made in this session, and the state of the study that it is of."""

    order: DossierOrder
    database_hash: str
    content: bytes


def dossier_box() -> None:
    """Offer to make the dossier for publication or for the study's own use, and the last one that was made."""
    with st.expander(_("Dossier: claims, tables and quotes as pages"), icon=":material/folder_zip:"):
        st.write(
            _(
                "One folder of pages that opens in any browser without a network: from a claim to what speaks for and "
                "against it, and from a quote to how it was coded. The public one holds only what may leave."
            )
        )
        with st.container(horizontal=True):
            asked = [internal for internal in (False, True) if st.button(_label(internal=internal))]
        for internal in asked:
            _make(DossierOrder(internal, state.language(), state.coder()))
        _offer()


def _label(*, internal: bool) -> str:
    kind = _("INTERNAL") if internal else _("publication")
    return _("Make the dossier ({kind})").format(kind=kind)


def _make(order: DossierOrder) -> None:
    bar = st.progress(0.0, _("Reading the study"))

    def draw(finished: int, total: int) -> None:
        if finished % STEP == 0 or finished == total:
            said = _("{n} of {total} pages").format(n=number(finished), total=number(total))
            bar.progress(finished / total, said)

    try:
        before = _state(order)
        st.session_state[MADE] = Made(order, before, dossier_zip(state.engine(), order, draw))
    except QualcodeError as error:
        st.error(told(error))
    bar.empty()


def _state(order: DossierOrder) -> str:
    with state.reading() as session:
        return dossier.about(session, order.language, internal=order.internal).database_hash


def _offer() -> None:
    made: Made | None = st.session_state.get(MADE)
    if made is None:
        return
    if made.database_hash != _state(made.order):
        st.info(_("The study has changed since the dossier was made; make it again."))
        return
    kind = _("INTERNAL") if made.order.internal else _("publication")
    st.download_button(
        _("Download the dossier ({kind})").format(kind=kind),
        data=made.content,
        file_name=f"{NAME}-{kind}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
    )
