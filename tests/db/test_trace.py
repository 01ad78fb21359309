"""The way back from a quote: turn, suggestion, decisions, successors and events, on both databases."""

import pytest
from builders import CODER, SPEECH, a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy.orm import Session

from qualcode.db.models import Coding
from qualcode.domain.coding import CodingState, Verdict
from qualcode.domain.quote import Remade
from qualcode.errors import NotFoundError
from qualcode.workflow import codebook_edit, codebook_steps
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.trace import journey

SAID = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    """A study with one transcript."""
    a_study(session)
    return a_transcript(session)


def accepted(session: Session, version: int) -> int:
    """A coding from an accepted suggestion."""
    suggestion = a_suggestion(session, version, SAID, attributes={"valentie": "positief"})
    return do(session, version, kind="accept", suggestion=suggestion, attributes={"valentie": "negatief"}).codings[0]


def test_an_accepted_suggestion_is_traced_to_its_reasons_and_its_run(session: Session, version: int) -> None:
    way = journey(session, accepted(session, version), "nl")
    assert way.counts
    assert way.quote.exact == SAID
    assert way.definition == "Wat factor.sloop betekent."
    assert way.origin is not None
    assert way.origin.explanations[0].indicator == "sloop"
    assert way.origin.score == 0.8
    assert way.origin.run.software.startswith("qualcode")
    assert way.origin.run.codebook_version == way.codebook_version == 1
    assert way.origin.attributes == {"valentie": "positief"}
    assert way.quote.attributes["valentie"].value == "negatief"
    assert [(step.verdict, step.coder, step.coding) for step in way.decisions] == [
        (Verdict.ACCEPTED, CODER, way.quote.id)
    ]
    assert [event.kind for event in way.events] == ["review_accept"]


def test_a_quote_stands_between_the_turns_around_it(session: Session, version: int) -> None:
    way = journey(session, a_coding(session, version, SAID), "nl", context=1)
    assert [(turn.number, turn.speaker) for turn in way.context] == [(1, "I"), (2, "R1"), (3, "I")]
    (quoted,) = [turn for turn in way.context if turn.quoted]
    assert quoted.quoted is not None
    start, end = quoted.quoted
    assert quoted.text[start - quoted.span.start : end - quoted.span.start] == SAID


def test_a_changed_coding_knows_what_it_replaced_and_what_replaced_it(session: Session, version: int) -> None:
    first = a_coding(session, version, SAID)
    second = do(session, version, kind="change", coding=first, code="factor.huismeester").codings[0]
    third = do(session, version, kind="change", coding=second, attributes={"valentie": "positief"}).codings[0]
    for coding in (first, second, third):
        way = journey(session, coding, "nl")
        assert [step.id for step in way.history] == [first, second, third]
        assert [event.kind for event in way.events] == ["review_add", "review_change", "review_change"]
        assert way.counts == (coding == third)
    assert [(step.code, step.state) for step in way.history] == [
        ("factor.sloop", CodingState.SUPERSEDED),
        ("factor.huismeester", CodingState.SUPERSEDED),
        ("factor.huismeester", CodingState.CONFIRMED),
    ]


def test_a_withdrawn_coding_can_still_be_traced_to_its_withdrawal(session: Session, version: int) -> None:
    coding = a_coding(session, version, SAID)
    a_coding(session, version, "Dat is jammer.")
    do(session, version, kind="withdraw", coding=coding)
    way = journey(session, coding, "nl")
    assert not way.counts
    assert way.quote.state is CodingState.WITHDRAWN
    assert [event.kind for event in way.events] == ["review_add", "review_withdraw"]


def test_memos_and_disclosure_checks_are_part_of_the_way(session: Session, version: int) -> None:
    coding = a_coding(session, version, SAID)
    do(session, version, kind="memo", coding=coding, text="Let op de toon.")
    review_quote(session, "bram", coding, "withhold", "herkenbaar")
    review_quote(session, "bram", coding, "publish", "na overleg")
    way = journey(session, coding, "nl")
    assert [(note.text, note.coder) for note in way.memos] == [("Let op de toon.", CODER)]
    assert [(note.kind, note.text) for note in way.reviews] == [("withhold", "herkenbaar"), ("publish", "na overleg")]
    assert way.quote.review == "publish"
    assert way.quote.memo == "Let op de toon."
    assert [event.kind for event in way.events][-2:] == ["quote_reviewed", "quote_reviewed"]


def test_saying_the_same_of_a_quote_again_adds_nothing(session: Session, version: int) -> None:
    coding = a_coding(session, version, SAID)
    first = review_quote(session, "bram", coding, "publish", "niemand  herkent dit")
    assert review_quote(session, "bram", coding, "publish", "niemand herkent dit") == first
    assert len(journey(session, coding, "nl").reviews) == 1


def test_a_coding_that_does_not_exist_is_a_sentence(session: Session, version: int) -> None:
    with pytest.raises(NotFoundError, match="there is no coding '999999'"):
        journey(session, 999_999, "nl")


def test_a_replaced_coding_leads_to_what_stands_in_its_place_and_to_who_replaced_it(
    session: Session, version: int
) -> None:
    first = a_coding(session, version, SAID)
    second = do(session, version, kind="change", coding=first, attributes={"valentie": "positief"}).codings[0]
    held = session.get(Coding, second)  # as the session knows it before the merge replaces it
    codebook_edit.apply(session, "bram", codebook_steps.merge(session, "m", 1, "factor.sloop", "factor.huismeester"))
    last = max(step.id for step in journey(session, first, "nl").history)
    replaced = journey(session, second, "nl").replacement
    assert replaced is not None
    assert (replaced.coding, replaced.by) == (last, "bram")
    before = journey(session, first, "nl").replacement
    assert before is not None
    assert (before.coding, before.by) == (last, CODER)
    assert journey(session, last, "nl").replacement is None
    assert held is not None


def test_every_coding_of_a_merge_leads_to_the_joined_one(session: Session, version: int) -> None:
    parts = [a_coding(session, version, "De sloop heeft"), a_coding(session, version, "heeft de buurt geholpen.")]
    (joined,) = do(session, version, kind="merge", coding=parts[0]).codings
    assert [way.coding for part in parts if (way := journey(session, part, "nl").replacement)] == [joined, joined]


def test_a_coding_of_a_corrected_transcript_keeps_the_moment_at_which_it_was_coded(
    session: Session, version: int
) -> None:
    coding = a_coding(session, version, SAID)
    coded_at = journey(session, coding, "nl").quote.at
    a_transcript(session, speech=(*SPEECH, ("I", "Dank u wel.")))
    after = journey(session, coding, "nl").replacement
    assert after is not None
    quote = journey(session, after.coding, "nl").quote
    assert (quote.coder, quote.at) == (CODER, coded_at)
    assert quote.recoding is not None
    assert (quote.recoding.how, quote.recoding.at) == (Remade.CARRIED, after.at)
