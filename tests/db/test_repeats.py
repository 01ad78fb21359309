"""Accepting exact repeats together: the same words and code, nothing else, marked, and undone as one."""

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do, suggestions
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Decision, Repeat
from qualcode.domain.evidence import Filters
from qualcode.domain.worth import Share
from qualcode.errors import UsageError
from qualcode.interchange.records import quotes_record
from qualcode.interchange.sheets import quote_sheet
from qualcode.workflow import worth
from qualcode.workflow.export import about, quotations
from qualcode.workflow.repeat import accept_repeats, repeats, undo_repeats
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

SAID = "De sloop heeft de buurt geholpen."
OTHERS = (
    ("I", "En?"),
    ("R1", "Ja. De sloop  heeft de\nbuurt geholpen."),
    ("R1", "De sloop heeft de buurt niet geholpen."),
    ("R1", "De Sloop heeft de buurt geholpen."),
)


@pytest.fixture
def accepted(session: Session) -> int:
    """A suggestion that was accepted, while another transcript repeats its words, nearly repeats them, or not."""
    a_study(session)
    first = a_transcript(session)
    other = a_transcript(session, "zuid-02", speech=OTHERS)
    number = a_suggestion(session, first, SAID)
    wanted = [
        ("De sloop  heeft de\nbuurt geholpen.", "factor.sloop"),
        ("De sloop heeft de buurt niet geholpen.", "factor.sloop"),
        ("De Sloop heeft de buurt geholpen.", "factor.sloop"),
        ("De sloop  heeft de\nbuurt geholpen.", "factor.huismeester"),
    ]
    suggestions(session, other, wanted)
    assert do(session, first, kind="accept", suggestion=number).error is None
    return number


def test_only_the_same_words_with_the_same_code_are_repeats(session: Session, accepted: int) -> None:
    assert len(repeats(session, CODER, accepted)) == 1


def test_what_was_not_accepted_is_not_repeated(session: Session) -> None:
    a_study(session)
    first, other = a_transcript(session), a_transcript(session, "zuid-02", speech=OTHERS)
    number = a_suggestion(session, first, SAID)
    a_suggestion(session, other, "De sloop  heeft de\nbuurt geholpen.")
    assert accept_repeats(session, CODER, number, "batch") == []
    do(session, first, kind="reject", suggestion=number)
    assert repeats(session, CODER, number) == []


def test_a_colleagues_acceptance_is_not_repeated(session: Session, accepted: int) -> None:
    assert accept_repeats(session, "bram", accepted, "batch") == []


def test_each_repeat_has_a_marked_decision_and_verify_is_content(session: Session, accepted: int) -> None:
    (ack,) = accept_repeats(session, CODER, accepted, "batch")
    (coding,) = ack.codings
    steps = journey(session, coding, "nl").decisions
    assert [step.repeats for step in steps] == [True]
    original = session.scalar(select(Decision.id).where(Decision.suggestion_id == accepted))
    assert list(session.scalars(select(Repeat.of_id))) == [original]
    assert verify(session).problems == []


def test_a_batch_that_arrives_again_changes_nothing(session: Session, accepted: int) -> None:
    accept_repeats(session, CODER, accepted, "batch")
    assert accept_repeats(session, CODER, accepted, "batch") == []
    assert session.scalar(select(func.count()).select_from(Decision)) == 2


def test_undo_takes_the_whole_batch_back_and_opens_it(session: Session, accepted: int) -> None:
    before = repeats(session, CODER, accepted)
    accept_repeats(session, CODER, accepted, "batch")
    undo_repeats(session, CODER, "batch")
    undo_repeats(session, CODER, "batch")
    assert repeats(session, CODER, accepted) == before
    assert session.scalar(select(func.count()).where(Coding.state == "confirmed")) == 1
    assert verify(session).problems == []


def test_what_is_coded_by_hand_already_is_left_out(session: Session, accepted: int) -> None:
    (repeat,) = repeats(session, CODER, accepted)
    a_coding(session, repeat.version, "De sloop  heeft de\nbuurt geholpen.")
    assert repeats(session, CODER, accepted) == []


@pytest.mark.parametrize("batch", ["", "x" * 33, "a\n"])
def test_an_unusable_batch_id_is_refused(session: Session, accepted: int, batch: str) -> None:
    with pytest.raises(UsageError, match="batch"):
        accept_repeats(session, CODER, accepted, batch)


def test_what_is_stored_of_a_repeat_is_known_before(session: Session, accepted: int) -> None:
    (repeat,) = repeats(session, CODER, accepted)
    assert (repeat.code, repeat.exact, repeat.attributes) == ("factor.sloop", "De sloop  heeft de\nbuurt geholpen.", {})


def test_internal_exports_tell_what_was_accepted_together_with_others(session: Session, accepted: int) -> None:
    accept_repeats(session, CODER, accepted, "batch")
    found = quotations(session, Filters(), "nl", about(session, (), internal=True))
    sheet = quote_sheet(found, "nl")
    at = [column.label for column in sheet.columns].index("samen met andere aangenomen")
    assert [row[at] for row in sheet.rows] == ["", "ja"]
    assert [each["together"] for each in quotes_record(found)["quotes"]] == [False, True]


def test_repeats_accepted_together_are_one_decision_in_what_suggestions_are_worth(
    session: Session, accepted: int
) -> None:
    accept_repeats(session, CODER, accepted, "batch")
    (only,) = worth.measure(session).codes
    assert only.accepted == Share(1, 1)
