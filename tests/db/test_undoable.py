"""What a coder can still take back of this day's work, as the queues ask for it after the page was left."""

import datetime as dt

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do, suggestions
from sqlalchemy.orm import Session

from qualcode.workflow import decide, undoable
from qualcode.workflow.undoable import Undoable

YESTERDAY = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
SAID = [f"Zin {number} over de sloop." for number in range(4)]


@pytest.fixture
def study(session: Session) -> tuple[Session, int, list[int]]:
    """A transcript with a suggestion on each of four sentences."""
    a_study(session)
    version = a_transcript(session, "zuid-01", speech=(("I", "Vertel."), ("R1", " ".join(SAID))))
    return session, version, suggestions(session, version, [(sentence, "factor.sloop") for sentence in SAID])


def left(session: Session, coder: str = CODER, since: dt.datetime = YESTERDAY) -> list[Undoable]:
    return undoable.decided(session, coder, since)


def test_decisions_come_in_their_order_each_with_where_it_was_taken(study) -> None:
    session, version, (first, second, third, _) = study
    do(session, version, op="one", kind="accept", suggestion=first)
    do(session, version, op="two", kind="reject", suggestion=second)
    do(session, version, op="three", kind="correct", suggestion=third, code="factor.huismeester")
    do(session, version, coder="bram", kind="reject", suggestion=first)
    assert [(each.operation, each.suggestions) for each in left(session)] == [
        ("one", (first,)),
        ("two", (second,)),
        ("three", (third,)),
    ]
    assert left(session)[0] == Undoable("one", "decided", version, (first,), "factor.sloop", "zuid-01")
    assert len(left(session, "bram")) == 1
    assert left(session, since=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)) == []


def test_each_can_be_taken_back_and_is_gone_then(study) -> None:
    session, version, (first, second, *_) = study
    do(session, version, op="one", kind="accept", suggestion=first)
    do(session, version, op="two", kind="skip", suggestion=second)
    while found := left(session):
        assert do(session, version, kind="undo", of=found[-1].operation).error is None
    assert undoable.determined(session, CODER, YESTERDAY) == []


def test_what_something_has_taken_the_place_of_is_left_out(study) -> None:
    session, version, (first, second, third, _) = study
    (coding,) = do(session, version, kind="accept", suggestion=first).codings
    do(session, version, kind="change", coding=coding, attributes={"valentie": "positief"})
    do(session, version, op="again", kind="skip", suggestion=second)
    do(session, version, op="at last", kind="reject", suggestion=second)
    (withdrawn,) = do(session, version, kind="accept", suggestion=third).codings
    do(session, version, kind="withdraw", coding=withdrawn)
    assert [each.operation for each in left(session)] == ["at last"]


def test_codings_of_a_text_that_was_corrected_are_left_out(study) -> None:
    session, version, (first, *_) = study
    do(session, version, kind="accept", suggestion=first)
    assert len(left(session)) == 1
    a_transcript(session, "zuid-01", speech=(("I", "Vertel eens."), ("R1", " ".join(SAID))))
    assert left(session) == []


def test_a_batch_is_taken_back_as_one_as_long_as_all_of_it_stands(session: Session) -> None:
    a_study(session)
    names = ("a", "b", "c")
    versions = [a_transcript(session, name, speech=(("I", "Vertel."), ("R1", SAID[0]))) for name in names]
    made = [suggestions(session, version, [(SAID[0], "factor.sloop")])[0] for version in versions]
    do(session, versions[0], op="first", kind="accept", suggestion=made[0])
    raw = {"op": "ba-tch", "kind": "accept_repeats", "suggestion": made[0], "suggestions": made[1:]}
    (ack,) = decide.apply(session, CODER, versions[0], [raw])
    assert ack.error is None
    batch = left(session)[-1]
    assert (batch.operation, batch.kind, batch.suggestions) == ("batch", "accept_repeats", tuple(made[1:]))
    back = {"op": "back", "kind": "undo_repeats", "of": batch.operation}
    assert decide.apply(session, CODER, batch.version, [back])[0].error is None
    assert [each.operation for each in left(session)] == ["first"]


def test_a_value_that_was_set_can_be_taken_back_as_long_as_it_stands(study) -> None:
    session, version, _ = study
    coding = a_coding(session, version, SAID[0])
    do(session, version, op="value", kind="change", coding=coding, attributes={"valentie": "positief"})
    found = undoable.determined(session, CODER, YESTERDAY)
    assert found == [Undoable("value", "change", version, (), "factor.sloop", "zuid-01")]
    assert left(session) == [], "another queue"
    assert do(session, version, kind="undo", of="value").error is None
    assert undoable.determined(session, CODER, YESTERDAY) == []


@pytest.mark.parametrize("kind", ["reject", "skip"])
def test_refusal_that_came_along_to_a_corrected_transcript_is_taken_back_there(study, kind: str) -> None:
    session, version, (first, second, *_) = study
    do(session, version, op="one", kind=kind, suggestion=first)
    do(session, version, op="two", kind="accept", suggestion=second)
    later = a_transcript(session, "zuid-01", speech=(("I", "Vertel eens."), ("R1", " ".join(SAID))))
    assert left(session) == [Undoable("one", "decided", later, (first,), "factor.sloop", "zuid-01")]
    assert do(session, later, kind="undo", of="one").error is None
    assert left(session) == []
