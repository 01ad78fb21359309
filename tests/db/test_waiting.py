"""A coding that lost its place in a corrected transcript is found, and attached or given up by its coder."""

import pytest
from builders import CODER, SPEECH, a_coding, a_study, a_transcript, do
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, EvidenceRow
from qualcode.db.session import reading, writing
from qualcode.domain.reanchor import proposed
from qualcode.domain.span import Selector, Span
from qualcode.errors import ConflictError, InputError, NotFoundError
from qualcode.workflow import reading as desks
from qualcode.workflow import waiting
from qualcode.workflow.browse import transcripts
from qualcode.workflow.verify import verify

OLD, NEW = "De sloop heeft de buurt geholpen.", "De sloop heeft onze buurt geholpen."


@pytest.fixture
def orphan(session: Session) -> int:
    """A coding with a value and a memo on a sentence that was corrected since."""
    return an_orphan(session)


def an_orphan(session: Session) -> int:
    a_study(session)
    version = a_transcript(session)
    coding = a_coding(session, version, OLD, attributes={"valentie": "positief"})
    do(session, version, kind="memo", coding=coding, text="Sterk beeld.")
    a_transcript(session, speech=tuple((who, said.replace(OLD, NEW)) for who, said in SPEECH))
    return coding


def states(session: Session) -> list[str]:
    return list(session.scalars(select(Coding.state).order_by(Coding.id)))


def test_waiting_coding_is_found_with_its_likely_place(session: Session, orphan: int) -> None:
    (found,) = waiting.waiting(session)
    assert (found.id, found.exact, found.proposal, found.coder) == (orphan, OLD, NEW, CODER)
    assert [each.id for each in waiting.own(session, "zuid-01", CODER)] == [orphan]
    assert waiting.own(session, "zuid-01", "bram") == []
    assert [line.waiting for line in transcripts(session, CODER)] == [1]
    report = verify(session)
    assert (report.waiting, report.problems) == (1, [])


def test_attached_coding_counts_again_with_its_memo_and_values(session: Session, orphan: int) -> None:
    waiting.attach(session, CODER, orphan, NEW)
    (view,) = desks.open_transcript(session, "zuid-01", CODER).codings
    assert (view.memo, view.attributes, view.code) == ("Sterk beeld.", {"valentie": "positief"}, "factor.sloop")
    assert session.get_one(Coding, view.id).supersedes_id == orphan
    assert session.scalars(select(EvidenceRow.coding_id)).all() == [view.id]
    assert states(session) == ["superseded", "confirmed"]
    assert (waiting.waiting(session), verify(session).problems) == ([], [])


def test_coding_may_be_attached_to_other_words_of_the_transcript(session: Session, orphan: int) -> None:
    waiting.attach(session, CODER, orphan, " Het is rustiger ")
    (view,) = desks.open_transcript(session, "zuid-01", CODER).codings
    assert session.get_one(Coding, view.id).exact == "Het is rustiger"


def test_given_up_coding_waits_no_more(session: Session, orphan: int) -> None:
    waiting.give_up(session, CODER, orphan)
    assert states(session) == ["withdrawn"]
    assert (waiting.waiting(session), verify(session).problems) == ([], [])


@pytest.mark.parametrize("step", ["attach", "give_up"])
def test_undone_step_lets_the_coding_wait_again_and_be_attached(session: Session, orphan: int, step: str) -> None:
    words = (NEW,) if step == "attach" else ()
    done = getattr(waiting, step)(session, CODER, orphan, *words)
    waiting.wait_again(session, CODER, "zuid-01", done)
    assert [each.id for each in waiting.waiting(session)] == [orphan]
    assert verify(session).problems == []
    with pytest.raises(ConflictError):
        waiting.wait_again(session, CODER, "zuid-01", done)
    waiting.attach(session, CODER, orphan, NEW)
    assert states(session)[-1] == "confirmed"
    assert verify(session).problems == []


def test_attaching_is_undone_after_the_coding_was_changed_and_changed_back(session: Session, orphan: int) -> None:
    done = waiting.attach(session, CODER, orphan, NEW)
    desk = desks.open_transcript(session, "zuid-01", CODER)
    do(session, desk.version, op="x", kind="elsewhere", coding=desk.codings[0].id, value=True)
    do(session, desk.version, kind="undo", of="x")
    waiting.wait_again(session, CODER, "zuid-01", done)
    assert "confirmed" not in states(session)
    assert [each.id for each in waiting.waiting(session)] == [orphan]
    assert verify(session).problems == []


@pytest.mark.parametrize(
    ("words", "sentence"), [("Dit zei niemand.", "do not stand"), ("de", "times"), ("", "do not stand")]
)
def test_words_without_one_place_are_refused(session: Session, orphan: int, words: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        waiting.attach(session, CODER, orphan, words)
    assert states(session) == ["orphan"]


def test_colleague_neither_attaches_nor_gives_up(session: Session, orphan: int) -> None:
    with pytest.raises(ConflictError, match="colleague"):
        waiting.attach(session, "bram", orphan, NEW)
    with pytest.raises(ConflictError, match="colleague"):
        waiting.give_up(session, "bram", orphan)


def test_coding_that_does_not_wait_is_not_attached(session: Session, orphan: int) -> None:
    waiting.attach(session, CODER, orphan, NEW)
    for number in (orphan, orphan + 1, 99_999_999):
        with pytest.raises(NotFoundError, match="waits for a place"):
            waiting.give_up(session, CODER, number)
    desk = desks.open_transcript(session, "zuid-01", CODER)
    ack = do(session, desk.version, kind="attach", coding=orphan, start=0, end=5)
    assert ack.error is not None
    assert ack.error.startswith(f"coding {orphan} is not what it was")


def test_whole_walk_verifies_on_stored_data(engine: Engine) -> None:
    with writing(engine) as session:
        orphan, done = an_orphan(session), ""
    steps = {
        "attach": lambda session: waiting.attach(session, CODER, orphan, NEW),
        "undo": lambda session: waiting.wait_again(session, CODER, "zuid-01", done),
        "give up": lambda session: waiting.give_up(session, CODER, orphan),
    }
    for step in ("attach", "undo", "give up", "undo", "attach"):
        with writing(engine) as session:
            done = steps[step](session)
        with reading(engine) as session:
            assert verify(session).problems == []


def test_proposal_is_widened_to_whole_words() -> None:
    text = "Hij zei: de sloopwerken hielpen niet."
    selector = Selector(Span(0, 19), "de sloopwerk hielpe", "", "")
    place = proposed(text, selector)
    assert place is not None
    assert place.of(text) == "de sloopwerken hielpen"


@pytest.mark.parametrize("around", ["", "R1: De flats waren slecht onderhouden. ", "Einde. De sloop. "])
def test_proposal_begins_and_ends_as_the_quote_did(around: str) -> None:
    text = f"{around}{NEW} En nu? De buurt is rustiger."
    place = proposed(text, Selector(Span(0, len(OLD)), OLD, "", ""))
    assert place is not None
    assert place.of(text) == NEW
