"""Respondents on the screen: what a change does is said before it is stored."""

from builders import CODER
from sqlalchemy import select

from qualcode.db.models import Respondent, Speaker, TranscriptVersion, Turn
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.respondent import Consent
from qualcode.workflow import erase, memos, respondents


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


def test_places_that_repeat_what_somebody_said_are_listed_before_and_after_erasing(open_page, study_url: str) -> None:
    engine = make_engine(study_url)
    with writing(engine) as session:
        version = session.scalars(select(TranscriptVersion).order_by(TranscriptVersion.id)).first()
        turn = session.scalars(
            select(Turn).join(Speaker).join(Respondent).where(Respondent.key == "R001", Turn.version_id == version.id)
        ).first()
        said = version.text[turn.speech_start : turn.speech_end]
        assert len(said.split()) >= 6
        memo = memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, said, (Topic(TopicKind.CODE, "factor"),)))
        seen = respondents.one(session, "R001").standing
        respondents.change(session, CODER, seen, seen._replace(consent=Consent.WITHDRAWN), "Gebeld.")
    app = open_page("transcripts", respondent="R001")
    assert "herhaalt op 1 plaats zes of meer woorden" in " ".join(each.value for each in app.warning)
    assert f'href="memos?memo={memo}"' in shown(app)
    with writing(engine) as session:
        erase.erase(session, CODER, "R001", "Gemaild.")
    engine.dispose()
    app = open_page("transcripts", language="en", respondent="R001")
    assert "stood in 1 place that people wrote" in " ".join(each.value for each in app.warning)
    assert f'href="memos?memo={memo}"' in shown(app)
    assert said not in shown(app)
