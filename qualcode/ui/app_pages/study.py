"""The study: how large it is, who has worked in it, and the settings that its team agreed on."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain.coding import Display
from qualcode.domain.study import MOST_PER_SEGMENT, StudySettings
from qualcode.ui import layout, state, words
from qualcode.ui.markup import show
from qualcode.ui.text import NOTHING, _, number
from qualcode.workflow import browse, study


def render() -> None:
    """Draw the page."""
    st.title(_("Study"))
    with state.reading() as session:
        opened, size, names = study.view(session), browse.size(session), study.coder_names(session)
    facts, settings = st.columns([2, 3], gap="large")
    with facts:
        st.header(opened.title)
        show(_facts(size, names))
    with settings, st.container(width=460):
        st.header(_("Settings"))
        _settings(opened.settings)


def _facts(size: browse.Overview, names: list[str]) -> Markup:
    respondents = [f"{number(n)} {words.group(group)}" for group, n in size.respondents.items()]
    facts = {
        _("Transcripts"): number(size.transcripts),
        _("Words"): number(size.words),
        _("Waiting for de-identification"): number(size.pending),
        _("Neighbourhoods"): number(size.neighbourhoods),
        _("Respondents"): ", ".join(respondents) or NOTHING,
        _("Codings"): number(size.codings),
        _("Decisions on suggestions"): number(size.decisions),
        _("Codebook"): _("version {n}").format(n=size.codebook_version) if size.codebook_version else _("not loaded"),
        _("Coders"): ", ".join(names) or NOTHING,
    }
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts.items())
    return Markup('<dl class="qc-facts">{}</dl>').format(rows)


def _settings(now: StudySettings) -> None:
    displays = {each: words.display(each) for each in Display}
    with st.form("qualcode_settings", border=False):
        changes: dict[str, object] = {
            "display": st.radio(
                _("When coders see suggestions"),
                list(Display),
                index=list(Display).index(now.display),
                format_func=displays.__getitem__,
                help=_("Who has seen a suggestion agrees with it more easily. Measure reliability on blind coding."),
            ),
            "threshold": _share(_("Lowest score at which a suggestion is shown"), 0, 100, now.threshold),
            "per_segment": st.number_input(
                _("Most suggestions shown on one sentence"), 1, MOST_PER_SEGMENT, now.per_segment, step=1
            ),
            "suggest_after": st.number_input(
                _("Decisions after which suggestions are made anew (0: never)"), 0, 100_000, now.suggest_after, step=10
            ),
            "k": st.number_input(_("Respondents that a published cell or quote needs (k)"), 1, 20, now.k, step=1),
        }
        changes["open_coding"] = st.checkbox(
            _("Open coding: nothing is suggested, new codes are provisional"), now.open_coding
        )
        changes["member_checks"] = st.checkbox(
            _("Member checks: a quote is published only after its speaker was asked"), now.member_checks
        )
        changes |= _verdicts(now)
        sent = st.form_submit_button(_("Change settings"), key="qualcode_change_settings")
    if sent:
        coder = layout.require_coder()
        with state.writing() as session:
            changed = study.change_settings(session, coder, changes) != now
        st.success(_("The settings were changed, for everybody.") if changed else _("Nothing was changed."))


def _share(label: str, least: int, most: int, now: float) -> float:
    """A share (0-1), asked in whole percents: a field would show decimals with the point of another language."""
    before = round(now * 100)
    given = st.number_input(f"{label} (%)", least, most, before, step=5)
    return now if given == before else given / 100


def _verdicts(now: StudySettings) -> dict[str, object]:
    """Fields for the thresholds of verdicts on claims."""
    st.subheader(_("Verdicts on claims"))
    return {
        "claim_respondents": st.number_input(
            _("Respondents who make a neighbourhood for or against a claim"), 1, 20, now.claim_respondents, step=1
        ),
        "claim_transcripts": st.number_input(
            _("Transcripts in which they have to say so"), 1, 20, now.claim_transcripts, step=1
        ),
        "claim_missing": _share(_("Share that “nearly all” may lack; one always may"), 0, 99, now.claim_missing),
        "claim_often": _share(_("Share that “often” needs"), 1, 100, now.claim_often),
        "claim_often_least": st.number_input(
            _("Number that “often” needs at least"), 1, 20, now.claim_often_least, step=1
        ),
    }


if __name__ == "__main__":
    render()
