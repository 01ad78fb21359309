"""What a passage is about, and what a coder has to say of a whole transcript."""

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import EvidenceRow, Memo, Neighbourhood
from qualcode.workflow import reading
from qualcode.workflow.verify import verify

QUOTE = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    """The version of a transcript about Zuid in a study that also has Noord."""
    a_study(session)
    return a_transcript(session)


def counted_in(session: Session) -> list[str]:
    """Neighbourhoods that the evidence counts in."""
    query = select(Neighbourhood.key).join(EvidenceRow, EvidenceRow.neighbourhood_id == Neighbourhood.id)
    return list(session.scalars(query))


def test_passage_about_another_neighbourhood_counts_there(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    ack = do(session, version, op="n", kind="neighbourhood", coding=coding, neighbourhood="stad-noord")
    assert reading.codings(session, ack.codings, CODER)[0].neighbourhood == "stad-noord"
    assert counted_in(session) == ["stad-noord"]
    do(session, version, kind="undo", of="n")
    assert counted_in(session) == ["stad-zuid"]
    assert verify(session).problems == []


def test_passage_about_elsewhere_counts_again_once_it_has_a_neighbourhood(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    do(session, version, op="e", kind="elsewhere", coding=coding, value=True)
    assert counted_in(session) == []
    do(session, version, op="n", kind="neighbourhood", coding="op:e", neighbourhood="")
    assert counted_in(session) == ["stad-zuid"]


def test_unknown_neighbourhood_is_refused_with_a_near_one(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    ack = do(session, version, kind="neighbourhood", coding=coding, neighbourhood="stad-nord")
    assert "stad-noord" in (ack.error or "")
    assert counted_in(session) == ["stad-zuid"]


def test_memo_on_a_transcript_is_each_coders_own(session: Session, version: int) -> None:
    do(session, version, kind="note", text="Lastig gesprek.")
    do(session, version, "bram", kind="note", text="Goed gesprek.")
    notes = reading.open_transcript(session, "zuid-01", CODER).notes
    assert [(note.coder, note.text) for note in notes] == [(CODER, "Lastig gesprek."), ("bram", "Goed gesprek.")]


def test_undo_brings_back_the_memo_that_was(session: Session, version: int) -> None:
    do(session, version, kind="note", text="Eerst.")
    assert do(session, version, op="2", kind="note", text="Daarna.").note == "Daarna."
    assert do(session, version, kind="undo", of="2").note == "Eerst."
    assert [memo.text for memo in session.scalars(select(Memo).order_by(Memo.id))] == ["Eerst.", "Daarna.", "Eerst."]
    assert verify(session).problems == []


def test_empty_memo_takes_the_memo_back(session: Session, version: int) -> None:
    do(session, version, kind="note", text="Eerst.")
    do(session, version, kind="note", text=" ")
    assert reading.open_transcript(session, "zuid-01", CODER).notes == []
