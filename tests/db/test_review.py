"""What a coder does is stored once, completely, and can be taken back."""

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do, span_of, suggestions
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Decision, Event, EvidenceRow, Memo, Respondent
from qualcode.workflow import reading, review, study
from qualcode.workflow.verify import verify

QUOTE = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    a_study(session)
    return a_transcript(session)


def confirmed(session: Session) -> list[str]:
    """Quotes of confirmed codings, in order."""
    return list(session.scalars(select(Coding.exact).where(Coding.state == "confirmed").order_by(Coding.id)))


def open_suggestions(session: Session, coder: str = CODER) -> list[int]:
    desk = reading.open_transcript(session, "zuid-01", coder)
    return [s.id for s in desk.suggestions if s.verdict is None]


def test_accepted_suggestion_becomes_a_coding_with_its_origin(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE, attributes={"valentie": "positief"})
    ack = do(session, version, kind="accept", suggestion=suggestion)
    view = reading.codings(session, ack.codings, CODER)[0]
    assert (view.code, view.suggestion, view.attributes) == ("factor.sloop", suggestion, {"valentie": "positief"})
    assert view.sources == {"valentie": "suggested"}
    assert ack.verdicts == {suggestion: "accepted"}
    assert confirmed(session) == [QUOTE]


def test_value_that_the_coder_chose_is_a_persons(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE, attributes={"valentie": "positief"})
    ack = do(session, version, kind="accept", suggestion=suggestion, attributes={"valentie": "negatief"})
    view = reading.codings(session, ack.codings, CODER)[0]
    assert (view.attributes, view.sources) == ({"valentie": "negatief"}, {"valentie": "person"})


def test_the_same_operation_twice_happens_once(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    operation = {"op": "same", "kind": "accept", "suggestion": suggestion}
    first, second = review.apply(session, CODER, version, [operation, operation])
    assert first == second
    assert session.scalar(select(func.count()).select_from(Decision)) == 1
    assert confirmed(session) == [QUOTE]


def test_rejected_suggestion_is_not_evidence_and_not_open(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    assert open_suggestions(session) == [suggestion]
    do(session, version, kind="reject", suggestion=suggestion)
    assert session.scalar(select(func.count()).select_from(EvidenceRow)) == 0
    assert open_suggestions(session) == []


def test_suggestion_stays_open_for_the_colleague(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    do(session, version, kind="accept", suggestion=suggestion)
    assert open_suggestions(session, "bram") == [suggestion]


def test_new_run_does_not_ask_again_what_was_rejected(session: Session, version: int) -> None:
    do(session, version, kind="reject", suggestion=a_suggestion(session, version, QUOTE))
    a_suggestion(session, version, QUOTE)
    assert open_suggestions(session) == []


def test_passage_coded_by_hand_is_not_suggested_with_the_same_code(session: Session, version: int) -> None:
    a_suggestion(session, version, QUOTE)
    a_coding(session, version, "sloop")
    assert open_suggestions(session) == []


def test_weak_suggestion_is_not_shown(session: Session, version: int) -> None:
    a_suggestion(session, version, QUOTE, score=0.29)
    assert open_suggestions(session) == []


def test_corrected_suggestion_keeps_its_origin(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    span = span_of(session, version, "sloop")
    ack = do(
        session,
        version,
        kind="correct",
        suggestion=suggestion,
        code="belemmering.onderhoud",
        start=span.start,
        end=span.end,
    )
    view = reading.codings(session, ack.codings, CODER)[0]
    assert (view.code, view.suggestion) == ("belemmering.onderhoud", suggestion)
    assert confirmed(session) == ["sloop"]
    assert ack.verdicts == {suggestion: "corrected"}


def test_decided_suggestion_is_not_decided_again(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    do(session, version, kind="accept", suggestion=suggestion)
    ack = do(session, version, kind="reject", suggestion=suggestion)
    assert ack.error == "you have decided on this suggestion already, perhaps in another window; undo that first"
    assert confirmed(session) == [QUOTE]


def test_skipped_suggestion_may_still_be_accepted(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    do(session, version, kind="skip", suggestion=suggestion)
    assert do(session, version, kind="accept", suggestion=suggestion).error is None


def test_failed_operation_changes_nothing_and_stops_no_other(session: Session, version: int) -> None:
    span = span_of(session, version, QUOTE)
    good = {"op": "good", "kind": "add", "start": span.start, "end": span.end, "code": "factor.sloop"}
    bad = {"op": "bad", "kind": "add", "start": 0, "end": 99999, "code": "factor.sloop"}
    unknown = {"op": "unknown", "kind": "add", "start": 0, "end": 5, "code": "factor.slopo"}
    acks = review.apply(session, CODER, version, [bad, good, unknown])
    assert acks[0].error is not None
    assert "not inside a text" in acks[0].error
    assert acks[1].error is None
    assert acks[2].error is not None
    assert "did you mean factor.sloop" in acks[2].error
    assert confirmed(session) == [QUOTE]


def test_same_passage_and_code_is_coded_once_by_one_coder(session: Session, version: int) -> None:
    a_coding(session, version, QUOTE)
    span = span_of(session, version, QUOTE)
    ack = do(session, version, kind="add", start=span.start, end=span.end, code="factor.sloop")
    assert ack.error is not None
    assert ack.error.startswith("you have this passage coded with this code already")
    a_coding(session, version, QUOTE, coder="bram")
    assert confirmed(session) == [QUOTE, QUOTE]


def test_accepting_what_was_coded_by_hand_makes_no_second_coding(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    a_coding(session, version, QUOTE)
    ack = do(session, version, kind="accept", suggestion=suggestion)
    assert ack.error is None
    assert confirmed(session) == [QUOTE]


@pytest.mark.parametrize("kind", ["accept", "reject", "skip"])
def test_undone_decision_opens_the_suggestion_again(session: Session, version: int, kind: str) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    do(session, version, op="first", kind=kind, suggestion=suggestion)
    ack = do(session, version, kind="undo", of="first")
    assert ack.error is None
    assert ack.verdicts == {suggestion: "undone"}
    assert open_suggestions(session) == [suggestion]
    assert confirmed(session) == []


def test_undone_withdrawal_brings_the_coding_back_with_memo_and_decision(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    coding = do(session, version, kind="accept", suggestion=suggestion).codings[0]
    do(session, version, kind="memo", coding=coding, text="Let op de toon.")
    do(session, version, op="gone", kind="withdraw", coding=coding)
    assert confirmed(session) == []
    ack = do(session, version, kind="undo", of="gone")
    view = reading.codings(session, ack.codings, CODER)[0]
    assert (view.memo, view.suggestion) == ("Let op de toon.", suggestion)
    assert ack.verdicts == {suggestion: "accepted"}


def test_changed_coding_supersedes_and_undo_restores_it(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    span = span_of(session, version, "sloop")
    ack = do(session, version, op="narrow", kind="change", coding=coding, start=span.start, end=span.end)
    assert confirmed(session) == ["sloop"]
    assert session.get_one(Coding, ack.codings[0]).supersedes_id == coding
    do(session, version, kind="undo", of="narrow")
    assert confirmed(session) == [QUOTE]
    assert session.scalar(select(func.count()).select_from(Coding)) == 3


def test_undo_goes_back_over_several_steps_with_one_coding(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    span = span_of(session, version, "sloop")
    do(session, version, op="1", kind="accept", suggestion=suggestion)
    do(session, version, op="2", kind="change", coding="op:1", start=span.start, end=span.end)
    do(session, version, op="3", kind="change", coding="op:2", attributes={"valentie": "positief"})
    do(session, version, op="4", kind="memo", coding="op:3", text="Twijfel.")
    do(session, version, op="5", kind="withdraw", coding="op:3")
    undone = [do(session, version, kind="undo", of=step) for step in "54321"]
    assert [ack.error for ack in undone] == [None] * 5
    assert confirmed(session) == []
    assert open_suggestions(session) == [suggestion]
    assert verify(session).problems == []


def test_undo_of_a_change_restores_what_an_earlier_undo_brought_back(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    do(session, version, op="1", kind="change", coding=coding, attributes={"valentie": "positief"})
    do(session, version, op="2", kind="elsewhere", coding="op:1", value=True)
    do(session, version, kind="undo", of="2")
    ack = do(session, version, kind="undo", of="1")
    view = reading.codings(session, ack.codings, CODER)[0]
    assert (view.attributes, view.elsewhere) == ({}, False)
    assert confirmed(session) == [QUOTE]


def test_attribute_set_later_is_a_new_coding_and_empty_takes_it_away(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    after = do(session, version, kind="change", coding=coding, attributes={"valentie": "positief"}).codings[0]
    assert reading.codings(session, [after], CODER)[0].attributes == {"valentie": "positief"}
    last = do(session, version, kind="change", coding=after, attributes={"valentie": ""}).codings[0]
    assert reading.codings(session, [last], CODER)[0].attributes == {}


def test_unknown_attribute_value_names_what_is_allowed(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    ack = do(session, version, kind="change", coding=coding, attributes={"valentie": "blij"})
    assert ack.error == "attribute valentie has no value 'blij'; choose from positief, negatief"


def test_change_may_name_a_coding_by_the_operation_that_makes_it(session: Session, version: int) -> None:
    span = span_of(session, version, QUOTE)
    operations = [
        {"op": "make", "kind": "add", "start": span.start, "end": span.end, "code": "factor.sloop"},
        {"op": "note", "kind": "memo", "coding": "op:make", "text": "Eerste indruk."},
    ]
    acks = review.apply(session, CODER, version, operations)
    assert [ack.error for ack in acks] == [None, None]
    assert session.scalars(select(Memo.text)).all() == ["Eerste indruk."]


def test_undone_memo_reads_as_before(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    do(session, version, kind="memo", coding=coding, text="Een.")
    do(session, version, op="second", kind="memo", coding=coding, text="Twee.")
    do(session, version, kind="undo", of="second")
    assert reading.codings(session, [coding], CODER)[0].memo == "Een."


def test_passage_about_elsewhere_never_counts_here(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    after = do(session, version, kind="elsewhere", coding=coding, value=True).codings[0]
    assert reading.codings(session, [after], CODER)[0].elsewhere
    assert session.scalar(select(func.count()).select_from(EvidenceRow)) == 0


def test_colleagues_coding_is_not_changed(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE, coder="bram")
    ack = do(session, version, kind="withdraw", coding=coding)
    assert ack.error == "this coding is a colleague's; code the passage yourself if you see it differently"


def test_interviewers_words_are_no_evidence(session: Session, version: int) -> None:
    a_coding(session, version, "Hoe was het hier vroeger?")
    assert session.scalar(select(func.count()).select_from(EvidenceRow)) == 0


def test_coding_over_two_turns_counts_each_respondent_once(session: Session, version: int) -> None:
    span = (span_of(session, version, QUOTE).start, span_of(session, version, "Het is rustiger").end)
    do(session, version, kind="add", start=span[0], end=span[1], code="factor.sloop")
    keys = session.scalars(select(Respondent.key).join(EvidenceRow, EvidenceRow.respondent_id == Respondent.id))
    assert keys.all() == ["R001"]


def test_reading_goes_on_where_it_stopped(session: Session, version: int) -> None:
    assert do(session, version, kind="read", turn=3).read_upto == 3
    assert do(session, version, kind="read", turn=2).read_upto == 3
    assert reading.open_transcript(session, "zuid-01", CODER).read_upto == 3


def test_read_in_full_can_be_marked_and_taken_back(session: Session, version: int) -> None:
    assert do(session, version, op="mark", kind="read_in_full", value=True).read_in_full is True
    assert reading.open_transcript(session, "zuid-01", CODER).read_in_full
    assert not reading.open_transcript(session, "zuid-01", "bram").read_in_full
    do(session, version, kind="undo", of="mark")
    assert not reading.open_transcript(session, "zuid-01", CODER).read_in_full


def test_blind_coder_sees_no_suggestion_and_no_colleague(session: Session, version: int) -> None:
    a_suggestion(session, version, QUOTE)
    a_coding(session, version, QUOTE, coder="bram")
    study.change_settings(session, CODER, {"display": "never"})
    desk = reading.open_transcript(session, "zuid-01", CODER)
    assert (desk.suggestions, desk.codings) == ([], [])
    a_coding(session, version, "sloop", seen=True)
    assert session.scalars(select(Coding.suggestions_seen).order_by(Coding.id.desc())).first() is False


def test_everything_a_coder_did_verifies(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    coding = do(session, version, op="a", kind="accept", suggestion=suggestion).codings[0]
    coding = do(session, version, kind="change", coding=coding, attributes={"valentie": "positief"}).codings[0]
    do(session, version, kind="memo", coding=coding, text="Memo.")
    do(session, version, op="w", kind="withdraw", coding=coding)
    do(session, version, kind="undo", of="w")
    do(session, version, kind="read_in_full", value=True)
    report = verify(session)
    assert report.problems == []
    assert (report.transcripts, report.codings) == (1, 3)


def test_events_hold_no_transcript_text(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    do(session, version, kind="memo", coding=coding, text="Geheim.")
    payloads = " ".join(session.scalars(select(Event.payload)))
    assert "sloop heeft" not in payloads
    assert "Geheim" not in payloads


def test_refusal_names_the_latest_step_that_stands_in_its_way(session: Session, version: int) -> None:
    suggestion, other = suggestions(session, version, [(QUOTE, "factor.sloop"), (QUOTE, "factor.huismeester")])
    do(session, version, op="other", kind="accept", suggestion=other)
    do(session, version, op="skipped", kind="skip", suggestion=suggestion)
    do(session, version, op="first", kind="accept", suggestion=suggestion)
    assert do(session, version, kind="reject", suggestion=suggestion).undo == "first"
    do(session, version, "bram", op="his", kind="reject", suggestion=suggestion)
    assert do(session, version, "bram", kind="accept", suggestion=suggestion).undo == "his"
    do(session, version, kind="undo", of="first")
    assert do(session, version, kind="reject", suggestion=suggestion).error is None
