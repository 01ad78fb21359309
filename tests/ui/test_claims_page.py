"""Claims on the screen: which hold, what speaks against one, and what people do with it."""

import pytest
from builders import CODER, a_claim, a_coding, a_description, a_transcript
from sqlalchemy import Engine

from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.cerqual import Component, levels
from qualcode.domain.claim import Condition, Quantifier, Scope, Verdict
from qualcode.domain.claim_register import ClaimState, Role
from qualcode.domain.memo import QuestionState, Topic, TopicKind
from qualcode.domain.transcript import Group, Speaker
from qualcode.domain.transcript import Role as Speaking
from qualcode.workflow import claim_register, findings, memos
from qualcode.workflow.claims import check, entry_of

FACTOR = (Condition("factor"),)
SOME = a_claim(quantifier=Quantifier.SOME, statement="Ergens hielp de sloop.", place="2.1", require=FACTOR)
EVERYWHERE = a_claim(id="C2", statement="De sloop hielp overal.", place="3.1", require=FACTOR)
FLATS = "De flats waren slecht onderhouden."


@pytest.fixture
def engine(study_url: str) -> Engine:
    engine = make_engine(study_url)
    with writing(engine) as session:
        speakers = (Speaker("R1", Speaking.RESPONDENT, "R009", Group.BEWONER), Speaker("I", Speaking.INTERVIEWER))
        about = a_description("zuid-02", speakers=speakers)
        a_coding(session, a_transcript(session, "zuid-02", about=about), "De sloop heeft de buurt geholpen.")
        claim_register.load(session, [SOME, EVERYWHERE], CODER)
        claim_register.note(session, CODER)
    return engine


def against(engine: Engine) -> int:
    """A quote that was linked against the first claim."""
    with writing(engine) as session:
        coding = a_coding(session, a_transcript(session, "zuid-03"), FLATS, "belemmering.onderhoud")
        claim_register.link(session, CODER, "C1", coding, Role.CONTRADICTS)
    return coding


def shown(app) -> str:
    return " ".join(str(each.value) for each in (*app.get("html"), *app.markdown, *app.info, *app.success, *app.error))


def the_claim(engine: Engine, key: str = "C1"):
    with reading(engine) as session:
        (checked,) = check(session, key)
    return checked


def test_every_claim_is_listed_with_its_verdict_and_filtered(open_page, engine):
    app = open_page("claims", language="en")
    assert "2 claims" in shown(app)
    assert "De sloop hielp overal." in shown(app)
    kept = open_page("claims", language="en", section="2")
    assert "De sloop hielp overal." not in shown(kept)
    assert "Ergens hielp de sloop." in shown(kept)
    verdict = the_claim(engine, "C2").assessment.verdict.value
    assert "De sloop hielp overal." in shown(open_page("claims", verdict=verdict))
    assert "Geen bewering voldoet" in shown(open_page("claims", state="closed"))


def test_a_changed_verdict_stands_first_with_what_changed_it(open_page, engine):
    before = the_claim(engine)
    against(engine)
    after = the_claim(engine)
    assert before.assessment.verdict is not after.assessment.verdict
    html = shown(open_page("claims"))
    assert "Gewijzigde oordelen" in html
    assert "omdat Zuid" in html
    app = open_page("claims", claim="C1")
    assert "omdat Zuid" in shown(app)
    app.button(key="qualcode_claim_note").click().run()
    assert not the_claim(engine).changed


def test_a_claim_shows_its_rule_its_neighbourhoods_and_the_quotes_of_both_sides(open_page, engine):
    coding = against(engine)
    html = shown(open_page("claims", language="en", claim="C1"))
    for sentence in (
        "Some: at least 1 of 2 has to be for.",
        "at least 2 respondents in 2 transcripts",
        "divided",
        "not fully coded",
        "Not answered yet",
        FLATS,
        f"quotes?quote={coding}",
        "quotes?claim=C1&amp;side=for&amp;unit=stad-zuid",
    ):
        assert sentence in html, sentence


@pytest.mark.parametrize(
    ("language", "unjudged", "judged", "since", "listed", "asked"),
    [
        (
            "nl",
            "nog niet beoordeeld · ",
            "hoog · annelies · ",
            "bewijs is sindsdien",
            "vertrouwen: hoog",
            "1 open vraag",
        ),
        (
            "en",
            "not yet judged · ",
            "high · annelies · ",
            "evidence changed since",
            "confidence: high",
            "1 open question",
        ),
    ],
)
def test_a_claim_shows_the_confidence_in_it_and_its_open_questions(
    open_page, engine, language, unjudged, judged, since, listed, asked
):
    html = shown(open_page("claims", language=language, claim="C1"))
    assert unjudged in html
    assert "outputs?name=findings&amp;finding=C1&amp;component=confidence" in html
    topic = Topic(TopicKind.CLAIM, "C1")
    with writing(engine) as session:
        for component in Component:
            level = next(iter(levels(component)))
            findings.judge(session, CODER, "C1", component, level, f"Reden {component}.")
        memos.ask(session, CODER, topic, "Welke flats waren dat?", "bram")
        done = memos.ask(session, CODER, topic, "Wie zei dat?", "bram")
        memos.answer(session, CODER, done, "Twee bewoners.", QuestionState.ANSWERED)
    html = shown(open_page("claims", language=language, claim="C1"))
    facts = html[html.index("qc-facts") : html.index("</dl>")]
    assert judged in facts
    assert "Reden confidence." in facts
    assert since not in facts
    assert "Welke flats waren dat?" in facts
    assert "Wie zei dat?" not in facts
    html = shown(open_page("claims", language=language))
    assert listed in html
    assert asked in html
    against(engine)
    assert since in shown(open_page("claims", language=language, claim="C1"))


@pytest.mark.parametrize(
    ("language", "side", "counted"),
    [
        ("nl", "voor de bewering", "2 passages (3 coderingen)"),
        ("en", "for the claim", "2 passages (3 codings)"),
    ],
)
def test_codings_of_one_passage_are_counted_as_in_the_dossier(open_page, engine, language, side, counted):
    with writing(engine) as session:
        a_coding(session, 1, "De sloop heeft", "factor.huismeester")

    html = shown(open_page("claims", language=language, claim="C1"))

    assert f">{counted}</a>" in html
    assert f"{side}: {counted}</summary>" in html
    assert f"{counted} · Zuid" in shown(
        open_page("quotes", language=language, claim="C1", side="for", unit="stad-zuid")
    )


def test_a_computed_scope_is_told_in_the_words_of_the_codebook(open_page, engine):
    where = (Condition("factor.sloop", {"valentie": "positief", "polariteit": "ontkend"}),)
    with writing(engine) as session:
        claim_register.load(session, [a_claim(id="C3", require=FACTOR, scope=Scope(where=where))], CODER)

    html = shown(open_page("claims", language="nl", claim="C3"))

    assert "waar dit gezegd is: Code factor.sloop (" in html
    assert "valentie=positief" not in html
    form = open_page("claims", language="nl", claim="C3", do="edit")
    first = form.multiselect(key="qualcode_claim_write_where").options[0]
    assert first.startswith("Code factor.sloop (")
    assert first.endswith(" · factor.sloop")
    assert "=" not in first


def test_a_number_leads_to_the_quotes_of_that_side_and_neighbourhood(open_page, engine):
    coding = against(engine)
    html = shown(open_page("quotes", claim="C1", side="against", unit="stad-zuid"))
    assert f'href="quotes?quote={coding}"' in html
    assert "1 passage (1 codering) · Zuid" in html
    assert html.count("<mark>") == 1
    assert "not there" in shown(open_page("quotes", language="en", claim="C1", side="beside"))
    assert "There is no" in shown(open_page("quotes", language="en", claim="C1", unit="stad-west"))


def test_a_quote_leads_back_to_the_claims_that_rest_on_it(open_page, engine):
    coding = against(engine)
    html = shown(open_page("quotes", quote=str(coding)))
    assert "Beweringen die erop rusten" in html
    assert '<b>tegen</b> <a data-page="claims" href="claims?claim=C1"' in html
    assert "claim=C2" not in html
    supporting = the_claim(engine).assessment.supporting[0]
    html = shown(open_page("quotes", quote=str(supporting)))
    assert html.count("<b>voor</b>") == 2


def test_all_counter_evidence_is_answered_at_once(open_page, engine):
    coding = against(engine)
    with writing(engine) as session:
        other = a_coding(session, a_transcript(session, "zuid-04"), FLATS, "belemmering.onderhoud")
        claim_register.link(session, CODER, "C1", other, Role.CONTRADICTS)
    app = open_page("claims", claim="C1")
    app.checkbox(key="qualcode_claim_answer_every").check()
    app.text_area(key="qualcode_claim_answer_text").set_value("Dat was eerder.")
    app.button(key="qualcode_claim_answer_store").click().run()
    assert set(the_claim(engine).entry.answers) == {coding, other}
    assert the_claim(engine).unanswered == ()


def test_an_unknown_claim_is_one_sentence(open_page, engine):
    assert "There is no claim 'C9'" in shown(open_page("claims", language="en", claim="C9"))


def test_counter_evidence_is_answered_before_closing_and_stays_counted(open_page, engine):
    coding = against(engine)
    app = open_page("claims", claim="C1")
    app.text_input(key="qualcode_claim_state_reason").set_value("Besproken.")
    app.button(key="qualcode_claim_state_close").click().run()
    assert "kan niet gesloten worden" in shown(app)
    app = open_page("claims", claim="C1")
    app.multiselect(key="qualcode_claim_answer_quotes").select(coding)
    app.text_area(key="qualcode_claim_answer_text").set_value("Dat was voor de sloop.")
    app.button(key="qualcode_claim_answer_store").click().run()
    assert "Dat was voor de sloop." in shown(app)
    app.text_input(key="qualcode_claim_state_reason").set_value("Besproken.")
    app.button(key="qualcode_claim_state_close").click().run()
    found = the_claim(engine)
    assert found.entry.state is ClaimState.CLOSED
    assert coding in found.assessment.contradicting
    app.text_input(key="qualcode_claim_state_reason").set_value("Nieuwe gesprekken.")
    app.button(key="qualcode_claim_state_reopen").click().run()
    assert the_claim(engine).entry.state is ClaimState.OPEN


def test_a_candidate_is_linked_with_one_button_and_unlinked(open_page, engine):
    supporting = the_claim(engine).assessment.supporting[0]
    app = open_page("claims", claim="C1")
    app.button(key=f"qualcode_claim_link_{supporting}_nuances").click().run()
    (link,) = the_claim(engine).entry.links
    assert (link.coding, link.role, link.coder) == (supporting, Role.NUANCES, CODER)
    app.button(key="qualcode_claim_unlink_store").click().run()
    assert len(the_claim(engine).entry.links) == 1, "no quote is chosen before somebody chooses one"
    app.selectbox(key="qualcode_claim_unlink_quote").select(supporting)
    app.button(key="qualcode_claim_unlink_store").click().run()
    assert the_claim(engine).entry.links == ()


def test_a_researcher_decides_on_what_is_divided(open_page, engine):
    against(engine)
    app = open_page("claims", claim="C1")
    app.selectbox(key="qualcode_claim_rule_unit").set_value("stad-zuid")
    app.text_input(key="qualcode_claim_rule_reason").set_value("De flats zijn weg.")
    app.button(key="qualcode_claim_rule_store").click().run()
    assert "voor of tegen" in shown(app), "a decision without a side is refused"
    assert the_claim(engine).assessment.ruled == ()


def test_a_question_about_a_claim_has_an_owner_and_an_answer(open_page, engine):
    app = open_page("claims", claim="C1")
    app.text_input(key="qualcode_ask_claim_text").set_value("Geldt dit ook voor Noord?")
    app.selectbox(key="qualcode_ask_claim_owner").set_value("annelies")
    app.button(key="qualcode_ask_claim_send").click().run()
    with reading(engine) as session:
        (question,) = memos.questions(session, topic=Topic(TopicKind.CLAIM, "C1"))
    assert (question.text, question.owner) == ("Geldt dit ook voor Noord?", "annelies")
    app.text_area(key=f"qualcode_answer_{question.id}_text").set_value("Nee.")
    app.button(key=f"qualcode_answer_{question.id}_close").click().run()
    assert "Nee." in shown(app)
    assert 'href="claims?claim=C1"' in shown(open_page("claims", claim="C1"))


def test_a_claim_is_written_on_the_screen(open_page, engine):
    app = open_page("claims", do="new")
    app.text_input(key="qualcode_claim_write_id").set_value("B1")
    app.text_area(key="qualcode_claim_write_statement").set_value("In Zuid hielp de sloop.")
    app.selectbox(key="qualcode_claim_write_quantifier").set_value("alle")
    app.multiselect(key="qualcode_claim_write_require").select("factor.sloop valentie=positief")
    app.multiselect(key="qualcode_claim_write_neighbourhoods").select("stad-zuid")
    app.button(key="qualcode_claim_write_store").click().run()
    assert "De bewering is opgeslagen." in shown(app)
    with reading(engine) as session:
        entry = entry_of(session, "B1")
    assert entry.claim.require == (Condition("factor.sloop", {"valentie": "positief"}),)
    assert (entry.claim.quantifier, entry.claim.scope) == (Quantifier.ALL, Scope(("stad-zuid",)))
    assert entry.coder == CODER


def test_a_claim_is_changed_on_the_screen_and_a_mistake_stores_nothing(open_page, engine):
    app = open_page("claims", language="en", claim="C1", do="edit")
    app.multiselect(key="qualcode_claim_write_require").set_value([])
    app.button(key="qualcode_claim_write_store").click().run()
    assert "has no condition" in shown(app)
    app = open_page("claims", language="en", claim="C1", do="edit")
    app.selectbox(key="qualcode_claim_write_intended").set_value("ontoereikend")
    app.button(key="qualcode_claim_write_store").click().run()
    assert "The claim was stored." in shown(app)
    claim = the_claim(engine).entry.claim
    assert (claim.intended, claim.require, claim.statement) == (Verdict.INSUFFICIENT, SOME.require, SOME.statement)


def test_a_study_without_claims_says_how_to_begin(open_page):
    assert "Er zijn nog geen beweringen." in shown(open_page("claims"))
