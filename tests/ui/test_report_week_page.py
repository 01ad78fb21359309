"""The page of the report week: freezing, and what has changed since."""

import datetime as dt
import re

import pytest
from builders import CODER, a_claim, a_coding, a_description, a_transcript

from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.claim import Quantifier, Standing
from qualcode.domain.freeze import CellChange
from qualcode.domain.output import OutputColumn
from qualcode.domain.respondent import Consent
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.ui.freezes import _cell_row
from qualcode.ui.output_table import _cell
from qualcode.workflow import basket, claim_register, members, respondents
from qualcode.workflow.freeze import freeze, frozen
from qualcode.workflow.study import change_settings


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def a_further_coding(url: str) -> int:
    engine = make_engine(url)
    with writing(engine) as session:
        about = a_description("zuid-07", speakers=(Speaker("R1", Role.RESPONDENT, "R007", Group.BEWONER),))
        version = a_transcript(session, "zuid-07", about=about, speech=(("R1", "Die sloop was goed."),))
        number = a_coding(session, version, "Die sloop was goed.", coder="bram")
    engine.dispose()
    return number


def freeze_on(app, name: str):
    app.text_input(key="qualcode_freeze_name").set_value(name)
    return app.button(key="qualcode_freeze_now").click().run()


@pytest.mark.parametrize(
    ("language", "same", "because"),
    [
        ("nl", "Geen tabel en geen bewering zegt iets anders.", "toegevoegd door bram: "),
        ("en", "No table and no claim says anything else.", "added by bram: "),
    ],
)
def test_evidence_is_frozen_on_the_page_and_later_changes_are_listed(open_page, study_url, language, same, because):
    app = freeze_on(open_page("report_week", language=language), "concept 1")
    assert not app.exception
    assert app.success[0].value == same

    number = a_further_coding(study_url)
    app = open_page("report_week", language=language)
    assert not app.exception
    shown = html_of(app)
    assert f'{because}<a data-page="quotes" href="quotes?quote={number}"' in shown
    assert ">Code factor.sloop</" in shown, "its label, not its id"
    engine = make_engine(study_url)
    with reading(engine) as session:
        assert [each.name for each in frozen(session)] == ["concept 1"]
    engine.dispose()


@pytest.mark.parametrize(
    ("language", "rules", "ruled", "consent"),
    [
        (
            "nl",
            "drempels voor beweringen gewijzigd door bram",
            "besluit over een open eenheid, door bram",
            "toestemming ingetrokken, vastgelegd door bram",
        ),
        (
            "en",
            "thresholds of claims changed by bram",
            "a decision on an open unit, by bram",
            "consent withdrawn, recorded by bram",
        ),
    ],
)
def test_what_no_coding_explains_says_what_else_does_with_the_way_there(
    open_page, study_url, language, rules, ruled, consent
):
    engine = make_engine(study_url)
    with writing(engine) as session:
        claim_register.load(session, [a_claim(quantifier=Quantifier.SOME)], CODER)
        change_settings(session, CODER, {"claim_respondents": 1, "claim_transcripts": 1})
        freeze(session, CODER, "concept 1")
        change_settings(session, "bram", {"claim_respondents": 5})
        freeze(session, CODER, "concept 2")
        claim_register.rule(session, "bram", "C1", "stad-zuid", Standing.FOR, "Ook zonder een vijfde.")
        freeze(session, CODER, "concept 3")
        seen = respondents.one(session, "R001").standing
        respondents.change(session, "bram", seen, seen._replace(consent=Consent.WITHDRAWN), "Per brief.")
    engine.dispose()
    first = html_of(open_page("report_week", language=language, freeze="concept 1", **{"with": "concept 2"}))
    assert f'<a data-page="study" href="study" class="">{rules}</a>' in first
    assert ">Zuid: " in first
    second = html_of(open_page("report_week", language=language, freeze="concept 2", **{"with": "concept 3"}))
    assert f'<a data-page="claims" href="claims?claim=C1" class="">{ruled}</a>' in second
    third = html_of(open_page("report_week", language=language, freeze="concept 3"))
    assert f'{consent}: <a data-page="transcripts" href="transcripts?respondent=R001"' in third


def test_a_name_that_is_taken_is_refused_in_one_sentence(open_page, study_url):
    app = freeze_on(open_page("report_week"), "concept 1")
    a_further_coding(study_url)
    app = freeze_on(app, "concept 1")
    assert "blijft zoals hij is" in app.error[0].value


@pytest.fixture
def section(study_url) -> str:
    """A section of the report in which the second quote stands."""
    engine = make_engine(study_url)
    with writing(engine) as session:
        basket.put(session, "bram", "4.1 Sloop", [2])
    engine.dispose()
    return "4.1 Sloop"


def test_quotes_are_put_in_edited_and_marked_as_used(open_page, section):
    app = open_page("quotes", pick="1")
    app.selectbox(key="qualcode_pick_section").set_value(section)
    app.checkbox(key="qualcode_pick_1").check()
    app = app.button(key="qualcode_pick_now").click().run()
    assert app.success[0].value == "1 citaat is erin gezet."
    assert html_of(open_page("quotes")).count("gebruikt in 4.1 Sloop") == 2

    app = open_page("report_week", view="quotes")
    assert not app.exception
    assert "Noord: geen" in html_of(app)
    app.text_area(key="qualcode_cut_1").set_value("De flats [...]")
    app = click(app, "qualcode_cut_now_1")
    assert "<blockquote>De flats [...]</blockquote>" in html_of(app)
    app.text_area(key="qualcode_cut_1").set_value("De huizen [...]")
    app = click(app, "qualcode_cut_now_1")
    assert "citaat zegt daar niet" in app.error[0].value
    app = click(app, "qualcode_cut_away_1")
    assert "qualcode_cut_1" not in [area.key for area in app.text_area]
    app = click(app, "qualcode_cut_away_2")
    assert "staat nog geen citaat" in app.info[0].value


def click(app, key: str):
    return app.button(key=key).click().run()


def test_a_quote_is_put_in_from_its_own_page(open_page, section):
    app = open_page("quotes", quote="1", language="en")
    assert "used nowhere yet" in html_of(app)
    app.selectbox(key="qualcode_pick_one_section_1").set_value(section)
    app = click(app, "qualcode_pick_one_now_1")
    assert not app.exception
    assert "used in 4.1 Sloop" in html_of(app)


@pytest.mark.parametrize(("language", "told"), [("nl", "akkoord, "), ("en", "agreed, ")])
def test_an_answer_of_a_respondent_is_recorded_on_the_page(open_page, language, told):
    app = open_page("report_week", language=language, view="members", member="R001")
    assert not app.exception
    app.radio(key="qualcode_member_state_R001").set_value("agreed")
    app = click(app, "qualcode_member_now_R001")
    assert not app.exception
    assert told in html_of(app)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "<dt>Antwoord</dt><dd>aangepast, 12 sep 2019</dd><dt>Toelichting</dt><dd>zonder *het* plein</dd>"),
        ("en", "<dt>Answer</dt><dd>adjusted, 12 Sep 2019</dd><dt>Note</dt><dd>zonder *het* plein</dd>"),
    ],
)
def test_the_form_of_a_respondent_who_answered_tells_the_answer_and_the_note(open_page, study_url, language, told):
    engine = make_engine(study_url)
    with writing(engine) as session:
        members.note(session, CODER, "R001", "adjusted", "2019-09-12", "zonder *het* plein")
    engine.dispose()
    assert told in html_of(open_page("report_week", language=language, view="members", member="R001"))
    assert "<dt>" not in html_of(open_page("report_week", language=language, view="members", member="R002"))


def test_respondents_with_quotes_in_use_stand_first_and_are_searched_and_paged(open_page, study_url, section):
    engine = make_engine(study_url)
    with writing(engine) as session:
        for n in range(40):
            key = f"A{n:03}"
            speakers = (Speaker("R1", Role.RESPONDENT, key, Group.BEWONER),)
            about = a_description(f"extra-{n}", speakers=speakers)
            a_transcript(session, f"extra-{n}", about=about, speech=(("R1", "Ja."),))
    engine.dispose()
    app = open_page("report_week", language="en", view="members")
    shown = html_of(app)
    assert "42 respondents · 1 with quotes in use, who stand first" in shown
    assert "1-25 of 42" in shown
    assert shown.index("member=R001") < shown.index("member=A000")
    assert "member=A030" not in shown
    app.query_params["page"] = "2"
    assert "member=A030" in html_of(app.run())
    found = html_of(open_page("report_week", language="en", view="members", name="a03", answer="open"))
    assert "10 respondents" in found
    assert "member=R001" not in found
    nobody = open_page("report_week", language="en", view="members", answer="withdrawn")
    assert nobody.info[0].value == "No respondent answers to these filters. Widen one of them."


@pytest.mark.parametrize(
    ("language", "form", "told"),
    [("nl", "DD-MM-YYYY", "geen citaat van R002 in gebruik"), ("en", "DD/MM/YYYY", "No quote of R002 is in use")],
)
def test_a_respondent_without_quotes_in_use_is_told_and_days_are_written_as_readers_do(
    open_page, section, language, form, told
):
    app = open_page("report_week", language=language, view="members", member="R002")
    assert told in app.markdown[-1].value
    assert app.date_input(key="qualcode_member_on_R002").proto.format == form
    used = open_page("report_week", language=language, view="members", member="R001")
    assert not [each for each in used.markdown if "R001" in each.value]


def test_an_answer_that_says_nothing_is_refused(open_page):
    app = click(open_page("report_week", view="members", member="R001"), "qualcode_member_now_R001")
    assert app.error[0].value == "Kies wat de respondent over de citaten zei; er is niets opgeslagen"


@pytest.mark.parametrize(("language", "told"), [("nl", "moet nog komen"), ("en", "is still to come")])
def test_an_answer_of_a_day_that_is_still_to_come_is_refused(open_page, language, told):
    app = open_page("report_week", language=language, view="members", member="R001")
    app.radio(key="qualcode_member_state_R001").set_value("agreed")
    later = app.date_input(key="qualcode_member_on_R001").value + dt.timedelta(days=3)
    app.date_input(key="qualcode_member_on_R001").set_value(later)
    app = click(app, "qualcode_member_now_R001")
    assert app.error[0].value.startswith(f"{later} {told}")


def test_numbers_of_quotes_are_written_as_in_addresses():
    changed = CellChange("evidence", "Bewijs", ("Zuid",), "sterkste citaat (nummer)", 1152, 1251, names_quote=True)
    shown = "".join(map(str, _cell_row(changed, {})))
    assert re.findall(r">([\d.,]+)</a>", shown) == ["1152", "1251"]
    cell = _cell(OutputColumn("quote", "sterkste citaat (nummer)"), 1251, "factor.sloop")
    assert re.findall(r">([\d.,]+)</a>", cell) == ["1251"]


@pytest.mark.parametrize(
    ("language", "few", "part"),
    [
        ("nl", "Te weinig respondenten", "Verborgen getallen ("),
        ("en", "Too few respondents", "Numbers that are hidden ("),
    ],
)
def test_what_may_leave_is_grouped_by_code_and_counted_without_ids(open_page, language, few, part):
    app = open_page("report_week", language=language, view="leaving")
    assert not app.exception
    options = app.segmented_control(key="qualcode_filter_part").options
    assert str(options[0]).startswith(part), options
    shown = html_of(app)
    assert few in shown
    assert '<tr><th scope="row">Code factor.sloop</th><td class="qc-number">2</td><td class="">Zuid (1), ' in shown
    assert '<th scope="row">factor.sloop</th>' not in shown


def test_quotes_that_stay_inside_lead_to_their_pages(open_page, section):
    shown = html_of(open_page("report_week", view="leaving", part="quotes"))
    assert 'href="quotes?quote=2"' in shown
    assert '<td class="">Code factor.sloop</td>' in shown, "its label"
