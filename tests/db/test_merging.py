"""Overlapping codings of one code become one, and come back as they were."""

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do, span_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, EvidenceRow
from qualcode.domain.span import Span, united
from qualcode.workflow import reading
from qualcode.workflow.verify import verify

FIRST, SECOND = "De sloop heeft de buurt", "de buurt geholpen."
WHOLE = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    """The version of a transcript in a new study."""
    a_study(session)
    return a_transcript(session)


def standing(session: Session) -> list[str]:
    """Quotes of confirmed codings, in order of the text."""
    query = select(Coding.exact).where(Coding.state == "confirmed").order_by(Coding.start_char, Coding.end_char)
    return list(session.scalars(query))


def two_of_a_passage(session: Session, version: int) -> tuple[int, int]:
    """A coding with a memo and one with a value and another memo, on words that they share."""
    first = a_coding(session, version, FIRST)
    second = a_coding(session, version, SECOND, attributes={"valentie": "positief"})
    do(session, version, kind="memo", coding=first, text="Eerst.")
    do(session, version, kind="memo", coding=second, text="Daarna.")
    return first, second


def test_merged_coding_stands_on_all_words_and_supersedes_both(session: Session, version: int) -> None:
    first, second = two_of_a_passage(session, version)
    ack = do(session, version, kind="merge", coding=first)
    assert (ack.error, sorted(ack.removed)) == (None, [first, second])
    (view,) = reading.codings(session, ack.codings, CODER)
    assert (view.attributes, view.memo) == ({"valentie": "positief"}, "Eerst.\n\nDaarna.")
    assert standing(session) == [WHOLE]
    assert list(session.scalars(select(EvidenceRow.coding_id))) == [view.id]
    assert session.scalars(select(Coding.state).where(Coding.id.in_([first, second]))).all() == ["superseded"] * 2
    assert verify(session).problems == []


def test_named_coding_counts_where_two_differ(session: Session, version: int) -> None:
    first = a_coding(session, version, FIRST, attributes={"valentie": "negatief"})
    a_coding(session, version, SECOND, attributes={"valentie": "positief"})
    ack = do(session, version, kind="merge", coding=first)
    assert reading.codings(session, ack.codings, CODER)[0].attributes == {"valentie": "negatief"}


def test_merge_is_undone_and_can_be_done_again(session: Session, version: int) -> None:
    first, _second = two_of_a_passage(session, version)
    do(session, version, op="m", kind="merge", coding=first)
    back = do(session, version, op="u", kind="undo", of="m")
    assert back.error is None
    assert standing(session) == [FIRST, SECOND]
    memos = {view.memo for view in reading.codings(session, back.codings, CODER)}
    assert memos == {"Eerst.", "Daarna."}
    assert do(session, version, kind="merge", coding="op:u").error is None
    assert standing(session) == [WHOLE]
    assert verify(session).problems == []


def test_steps_before_a_merge_are_undone_after_it(session: Session, version: int) -> None:
    (start, end), (again, last) = span_of(session, version, FIRST), span_of(session, version, SECOND)
    do(session, version, op="1", kind="add", start=start, end=end, code="factor.sloop")
    do(session, version, op="2", kind="add", start=again, end=last, code="factor.sloop")
    do(session, version, op="3", kind="merge", coding="op:2")
    assert [do(session, version, kind="undo", of=step).error for step in "321"] == [None, None, None]
    assert standing(session) == []


def test_coding_that_nothing_overlaps_is_not_merged(session: Session, version: int) -> None:
    first = a_coding(session, version, FIRST)
    a_coding(session, version, SECOND, "factor.huismeester")
    a_coding(session, version, WHOLE, coder="bram")
    assert do(session, version, kind="merge", coding=first).error == (
        "no other coding of yours with this code overlaps this passage, so there is nothing to merge"
    )
    assert len(standing(session)) == 3


def test_union_takes_in_what_overlaps_what_it_takes_in() -> None:
    spans = [Span(8, 12), Span(4, 9), Span(12, 20), Span(0, 5)]
    assert united(Span(0, 5), spans) == (0, 12)
