"""Respondents on the screen: what a change does is said before it is stored."""

from sqlalchemy import select

from qualcode.db.models import Respondent
from qualcode.db.session import make_engine, reading


def shown(app) -> str:
    texts = (*app.get("html"), *app.markdown, *app.info, *app.success, *app.error, *app.subheader)
    return " ".join(str(each.value) for each in texts)


def consent_of(url: str, key: str) -> str:
    engine = make_engine(url)
    with reading(engine) as session:
        found = session.scalars(select(Respondent.consent).where(Respondent.key == key)).one()
    engine.dispose()
    return found


def test_respondents_are_listed_and_narrowed(open_page) -> None:
    said = shown(open_page("transcripts", view="respondents"))
    assert "2 respondenten" in said
    assert 'href="transcripts?respondent=R001"' in said
    assert "R002" not in shown(open_page("transcripts", view="respondents", group="bewoner"))
    narrowed = shown(open_page("transcripts", language="en", view="respondents", consent="withdrawn"))
    assert "No respondent answers to these filters" in narrowed


def test_withdrawn_consent_says_what_follows_and_is_stored_after_it(open_page, study_url: str) -> None:
    app = open_page("transcripts", respondent="R001")
    app.segmented_control(key="qualcode_person_R001_consent").set_value("withdrawn")
    app.text_input(key="qualcode_person_R001_reason").set_value("Gebeld op 3 mei.")
    app.button(key="qualcode_person_R001_look").click().run()
    said = shown(app)
    assert "2 coderingen van wat deze persoon zei tellen niet meer mee" in said
    assert "te lezen in: zuid-01" in said
    assert "doet dat, voorgoed" in said
    assert consent_of(study_url, "R001") == "given"
    app.button(key="qualcode_person_store").click().run()
    assert "Wat van R001 is vastgelegd, is gewijzigd." in shown(app)
    assert consent_of(study_url, "R001") == "withdrawn"
    assert "consent withdrawn" in shown(open_page("memos", language="en", summary="transcript:zuid-01"))
    assert "Gebeld op 3 mei." in shown(open_page("memos", about="respondent:R001"))


def test_consent_without_a_reason_stays_as_it_is(open_page, study_url: str) -> None:
    app = open_page("transcripts", respondent="R001")
    app.segmented_control(key="qualcode_person_R001_consent").set_value("withdrawn")
    app.button(key="qualcode_person_R001_look").click().run()
    app.button(key="qualcode_person_store").click().run()
    assert "Zeg wanneer en hoe de toestemming veranderd is" in shown(app)
    assert consent_of(study_url, "R001") == "given"


def test_a_respondent_that_is_not_there_is_one_sentence(open_page) -> None:
    assert "There is no respondent 'R999'" in shown(open_page("transcripts", language="en", respondent="R999"))


def test_a_known_group_is_corrected_with_a_reason_after_exactly_that_was_shown(open_page, study_url: str) -> None:
    app = open_page("transcripts", respondent="R001")
    app.selectbox(key="qualcode_person_R001_group").set_value("wijkprofessional")
    app.button(key="qualcode_person_store").click().run()
    assert "Er is nog niets opgeslagen." in shown(app)
    assert "2 coderingen tellen voor een andere groep." in shown(app)
    app.button(key="qualcode_person_store").click().run()
    assert "Zeg waarom de groep van R001 wordt verbeterd" in shown(app)
    app.text_input(key="qualcode_person_R001_reason").set_value("Werkt er sinds 2015.")
    app.button(key="qualcode_person_store").click().run()
    assert "Wat van R001 is vastgelegd, is gewijzigd." in shown(app)
    assert "Werkt er sinds 2015." in shown(open_page("memos", about="respondent:R001"))
    assert "wijkprofessionals" in shown(open_page("transcripts", view="respondents"))


def test_a_description_leads_to_the_page_on_which_a_known_group_is_corrected(open_page) -> None:
    app = open_page("transcripts", describe="zuid-01")
    app.selectbox(key="qualcode_describe_zuid-01_1_group").set_value("beleidsmaker")
    app.button(key="qualcode_describe_zuid-01_preview").click().run()
    assert "een respondent hoort bij één groep" in shown(app)
    assert 'href="transcripts?respondent=R001"' in shown(app)
