"""The register of claims: what is set down, linked, answered and decided, and what a change of codings does to it."""

from dataclasses import replace

import pytest
from builders import CODER, a_claim, a_coding, a_description, a_study, a_suggestion, a_transcript, do
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import ClaimRuling, Coding, Event
from qualcode.domain import claim_text
from qualcode.domain.claim import Condition, Quantifier, Scope, Standing, Verdict
from qualcode.domain.claim_register import ClaimState, Role
from qualcode.domain.coverage import Silence
from qualcode.domain.memo import Topic, TopicKind
from qualcode.domain.transcript import Group, Speaker
from qualcode.domain.transcript import Role as Speaking
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import claim_register as register
from qualcode.workflow import claim_view, memos
from qualcode.workflow.claim_view import Side
from qualcode.workflow.claims import check, entry_of
from qualcode.workflow.claims_told import counting
from qualcode.workflow.study import change_settings
from qualcode.workflow.verify import verify

SLOOP, FLATS = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."


def heard(session: Session, name: str, respondent: str) -> int:
    """An interview in Zuid with somebody else."""
    speakers = (Speaker("R1", Speaking.RESPONDENT, respondent, Group.BEWONER), Speaker("I", Speaking.INTERVIEWER))
    speech = (("I", f"Dit is {name}."), ("R1", f"{FLATS} {SLOOP}"))
    return a_transcript(session, name, speech=speech, about=a_description(name, speakers=speakers))


@pytest.fixture
def two(session: Session) -> tuple[Session, list[int]]:
    """Zuid, where two residents say that demolition helped, and a claim about some neighbourhoods."""
    a_study(session)
    versions = [heard(session, "zuid-01", "R001"), heard(session, "zuid-02", "R002")]
    codings = [a_coding(session, version, SLOOP) for version in versions]
    codings += [a_coding(session, versions[0], FLATS, "belemmering.onderhoud")]
    register.load(session, [a_claim(quantifier=Quantifier.SOME)], CODER)
    return session, codings


def only(session: Session):
    (checked,) = check(session, "C1")
    return checked


def test_register_is_loaded_once_and_tells_what_changed(two):
    session, _ = two
    before = session.scalar(select(func.count(Event.id)))
    assert register.load(session, [a_claim(quantifier=Quantifier.SOME)], "bram") == (0, 0, 1)
    assert session.scalar(select(func.count(Event.id))) == before
    new = a_claim(quantifier=Quantifier.ALL, topics=("veiligheid",), intended=Verdict.INSUFFICIENT)
    assert register.load(session, [new, a_claim(id="C2")], CODER) == (1, 1, 0)
    assert only(session).entry.claim == new
    assert verify(session).ok


def test_verdict_comes_with_how_each_neighbourhood_stands_and_was_heard(two):
    session, codings = two
    found = only(session)
    assert found.assessment.verdict is Verdict.SUPPORTED
    assert found.assessment.sides["stad-zuid"].supporting == tuple(codings[:2])
    assert found.coverage["stad-zuid"].transcripts == 2
    assert found.silences[Silence.NOT_ASKED] == ("stad-noord",)
    assert not found.fails


def test_thresholds_are_settings_of_the_study_and_printed_with_the_verdict(two):
    session, _ = two
    change_settings(session, CODER, {"claim_respondents": 3})
    found = only(session)
    assert found.assessment.verdict is Verdict.INSUFFICIENT
    assert found.assessment.standings["stad-zuid"] is Standing.THIN
    printed = claim_text.rule(found.entry.claim, found.assessment, found.rules, "en")
    assert "at least 3 respondents in 2 transcripts" in printed[1]
    with pytest.raises(UsageError, match="from 0 to 1"):
        change_settings(session, CODER, {"claim_often": 2.0})


def test_quote_linked_against_a_claim_counts_until_it_is_unlinked(two):
    session, codings = two
    assert register.link(session, CODER, "C1", codings[2], Role.CONTRADICTS)
    assert not register.link(session, "bram", "C1", codings[2], Role.CONTRADICTS)
    found = only(session)
    assert found.assessment.standings["stad-zuid"] is Standing.DIVIDED
    assert (found.assessment.verdict, found.unanswered, found.fails) == (Verdict.INSUFFICIENT, (codings[2],), True)
    assert register.unlink(session, CODER, "C1", codings[2])
    assert only(session).assessment.verdict is Verdict.SUPPORTED
    assert verify(session).ok


def test_quote_linked_for_a_claim_helps_no_verdict(two):
    session, codings = two
    register.load(session, [a_claim(require=(Condition("factor.huismeester"),))], CODER)
    register.link(session, CODER, "C1", codings[2], Role.SUPPORTS)
    assert only(session).assessment.units(Standing.SILENT) == ("stad-noord", "stad-zuid")


def test_claim_is_closed_only_when_counter_evidence_was_answered_and_it_stays_counted(two):
    session, codings = two
    register.link(session, CODER, "C1", codings[2], Role.CONTRADICTS)
    with pytest.raises(ConflictError, match=f"1 quotes against it have no answer, the first is {codings[2]}"):
        register.close(session, CODER, "C1", "Besproken.")
    with pytest.raises(UsageError, match="does not speak against"):
        register.answer(session, CODER, "C1", codings, "Dat was eerder.")
    assert register.answer(session, CODER, "C1", codings[2:], "Dat was eerder.") == 1
    assert register.answer(session, CODER, "C1", codings[2:], "Dat was eerder.") == 0
    register.close(session, CODER, "C1", "Besproken.")
    found = only(session)
    assert (found.entry.state, found.unanswered) == (ClaimState.CLOSED, ())
    assert found.assessment.contradicting == (codings[2],)
    register.load(session, [a_claim()], CODER)
    assert only(session).entry.state is ClaimState.OPEN


def test_decision_holds_as_long_as_the_neighbourhood_stands_so(two):
    session, codings = two
    with pytest.raises(ConflictError, match="nothing to decide"):
        register.rule(session, CODER, "C1", "stad-zuid", Standing.FOR, "Duidelijk.")
    with pytest.raises(NotFoundError):
        register.rule(session, CODER, "C1", "stad-west", Standing.FOR, "Duidelijk.")
    register.link(session, CODER, "C1", codings[2], Role.CONTRADICTS)
    for _again in range(2):
        register.rule(session, CODER, "C1", "stad-zuid", Standing.FOR, "De flats zijn weg.")
    assert session.scalar(select(func.count()).select_from(ClaimRuling)) == 1
    found = only(session)
    assert (found.assessment.verdict, found.assessment.ruled) == (Verdict.SUPPORTED, ("stad-zuid",))
    register.rule(session, "bram", "C1", "stad-zuid", Standing.AGAINST, "Toch niet.")
    assert only(session).assessment.verdict is Verdict.INSUFFICIENT


def test_changed_verdict_tells_what_it_was_and_which_neighbourhood_moved(two):
    session, _ = two
    assert len(register.note(session, CODER)) == 1
    assert register.note(session, CODER) == []
    version = heard(session, "zuid-03", "R003")
    register.link(session, CODER, "C1", a_coding(session, version, FLATS, "belemmering.onderhoud"), Role.CONTRADICTS)
    found = only(session)
    assert found.changed
    assert found.entry.kept is not None
    assert found.entry.kept.verdict is Verdict.SUPPORTED
    assert found.moved == (("stad-zuid", Standing.FOR, Standing.DIVIDED),)
    assert len(register.note(session, CODER)) == 1
    assert not only(session).changed
    assert verify(session).ok


def test_link_follows_the_coding_that_took_the_place_of_another(two):
    session, codings = two
    register.link(session, CODER, "C1", codings[2], Role.CONTRADICTS)
    version = session.scalar(select(Coding.version_id).where(Coding.id == codings[2]))
    ack = do(session, version, kind="change", coding=codings[2], attributes={"valentie": "negatief"})
    assert ack.error is None, ack.error
    assert [each.coding for each in only(session).entry.links] == list(ack.codings)
    assert only(session).unanswered == tuple(ack.codings)


def test_question_about_a_claim_must_be_about_one_of_the_register(two):
    session, _ = two
    assert memos.ask(session, CODER, Topic(TopicKind.CLAIM, "C1"), "Klopt dit?")
    with pytest.raises(NotFoundError, match="there is no claim 'C9'"):
        memos.ask(session, CODER, Topic(TopicKind.CLAIM, "C9"), "Klopt dit?")


def test_claim_is_written_and_changed_with_an_event_each_and_not_over_what_somebody_else_changed(two):
    session, _ = two
    before = session.scalar(select(func.count(Event.id)))
    claim = a_claim(id="C2", statement="In Zuid hielp de sloop.")
    assert register.set_down(session, CODER, claim)
    seen = entry_of(session, "C2").row
    assert not register.set_down(session, CODER, claim, seen)
    assert register.set_down(session, CODER, replace(claim, quantifier=Quantifier.SOME), seen)
    with pytest.raises(ConflictError, match=f"{CODER} changed claim C2"):
        register.set_down(session, "bram", replace(claim, statement="Anders."), seen)
    with pytest.raises(ConflictError, match="there is or was a claim C2"):
        register.set_down(session, "bram", claim)
    assert entry_of(session, "C2").claim.quantifier is Quantifier.SOME
    assert session.scalar(select(func.count(Event.id))) == before + 2
    assert verify(session).ok


def test_changed_claim_is_open_again(two):
    session, _ = two
    register.close(session, CODER, "C1", "Besproken.")
    entry = entry_of(session, "C1")
    assert register.set_down(session, CODER, replace(entry.claim, place="2.1"), entry.row)
    assert entry_of(session, "C1").state is ClaimState.OPEN


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"id": "C 2"}, "is no name of a claim"),
        ({"statement": " "}, "says nothing"),
        ({"require": ()}, "has no condition"),
        ({"require": (Condition("factor.slop"),)}, "there is no code 'factor.slop'"),
        ({"require": (Condition("factor.sloop", {"valentie": "blij"}),)}, "has no valentie 'blij'"),
        ({"scope": Scope(("stad-west",))}, "there is no neighbourhood 'stad-west'"),
    ],
)
def test_claim_that_cannot_be_tested_is_not_written(two, wrong, sentence):
    session, _ = two
    with pytest.raises((UsageError, NotFoundError), match=sentence):
        register.set_down(session, CODER, a_claim(**{"id": "C2", **wrong}))
    assert len(check(session)) == 1


def test_one_verdict_is_noted_without_the_others(two):
    session, _ = two
    register.load(session, [a_claim(id="C2")], CODER)
    assert [each.entry.claim.id for each in register.note(session, CODER, "C2")] == ["C2"]
    assert only(session).entry.kept is None


def test_claim_is_shown_with_its_quotes_candidates_and_questions(two):
    session, codings = two
    memos.ask(session, "bram", Topic(TopicKind.CLAIM, "C1"), "Geldt dit ook voor Noord?", CODER)
    register.link(session, CODER, "C1", codings[2], Role.CONTRADICTS)
    view = claim_view.view(session, "C1", "nl")
    assert set(view.quotes) == set(codings)
    assert [each.coding for each in view.proposed.supporting] == codings[:2]
    assert [(each.owner, each.text) for each in view.questions] == [(CODER, "Geldt dit ook voor Noord?")]
    page = claim_view.side_of(session, "C1", Side.FOR, "stad-zuid", "nl", limit=1)
    assert (page.total, [quote.id for quote in page.quotes]) == (2, codings[:1])
    assert [quote.id for quote in claim_view.side_of(session, "C1", Side.AGAINST, "", "nl").quotes] == codings[2:]
    assert claim_view.side_of(session, "C1", Side.FOR, "stad-noord", "nl").total == 0
    with pytest.raises(NotFoundError, match="stad-west"):
        claim_view.side_of(session, "C1", Side.FOR, "stad-west", "nl")


def test_quote_from_a_suggestion_says_what_was_suggested(two):
    session, _ = two
    version = heard(session, "zuid-04", "R004")
    ack = do(session, version, kind="accept", suggestion=a_suggestion(session, version, SLOOP))
    view = claim_view.view(session, "C1", "nl")
    assert view.proposals[ack.codings[0]].code == "factor.sloop"


def test_claims_whose_verdict_changed_come_first(two):
    session, codings = two
    register.load(session, [a_claim(id="A1", require=(Condition("belemmering.onderhoud"),))], CODER)
    register.note(session, CODER)
    register.link(session, CODER, "C1", codings[2], Role.CONTRADICTS)
    assert [each.entry.claim.id for each in claim_view.in_order(check(session))] == ["C1", "A1"]


def test_what_counts_is_told_of_more_codings_than_a_query_takes(two: tuple[Session, list[int]]) -> None:
    session, codings = two
    many = range(70_000)  # PostgreSQL takes 65,535 values in one query
    assert counting(session, {*many, *codings}) == set(codings)
