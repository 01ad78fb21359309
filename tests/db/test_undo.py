"""Undo takes back a coder's own step, as long as nothing later rests on it."""

from typing import Any

import pytest
from builders import a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Memo
from qualcode.db.queries.proposed import latest_verdict
from qualcode.db.queries.reading import read_in_full
from qualcode.workflow.codebook import show
from qualcode.workflow.study import coder_id
from qualcode.workflow.verify import verify

QUOTE = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    """The version of a transcript in a new study."""
    a_study(session)
    return a_transcript(session)


def verdict(session: Session, suggestion: int, coder: str = "annelies") -> str | None:
    """What a coder has decided on a suggestion."""
    return latest_verdict(session, suggestion, coder_id(session, coder))


def test_earlier_decision_is_not_undone_below_a_later_one(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    do(session, version, op="1", kind="skip", suggestion=suggestion)
    do(session, version, op="2", kind="accept", suggestion=suggestion)
    assert do(session, version, kind="undo", of="1").error == (
        "you have decided otherwise on this suggestion since; undo that first"
    )
    assert verdict(session, suggestion) == "accepted"
    assert [do(session, version, kind="undo", of=step).error for step in "21"] == [None, None]
    assert verdict(session, suggestion) == "undone"
    assert session.scalars(select(Coding.state)).all() == ["withdrawn"]
    assert verify(session).ok


def test_step_is_undone_once(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    do(session, version, op="1", kind="reject", suggestion=suggestion)
    assert do(session, version, kind="undo", of="1").error is None
    assert do(session, version, kind="undo", of="1").error is not None
    assert verdict(session, suggestion) == "undone"


COLLEAGUES_STEPS: list[dict[str, Any]] = [
    {"kind": "reject"},
    {"kind": "accept"},
    {"kind": "skip"},
    {"kind": "memo", "text": "Anders."},
    {"kind": "withdraw"},
    {"kind": "elsewhere", "value": True},
    {"kind": "read_in_full", "value": True},
]


@pytest.mark.parametrize("step", COLLEAGUES_STEPS, ids=lambda step: step["kind"])
def test_step_of_a_colleague_is_not_undone(session: Session, version: int, step: dict[str, Any]) -> None:
    suggestion = a_suggestion(session, version, QUOTE)
    coding = a_coding(session, version, "De flats waren slecht onderhouden.", coder="bram")
    assert do(session, version, "bram", op="b", suggestion=suggestion, coding=coding, **step).error is None
    before = (session.scalars(select(Coding.state)).all(), session.scalars(select(Memo.text)).all())
    assert do(session, version, "annelies", kind="undo", of="b").error == (
        "this step cannot be undone here; undo works on your own steps in this transcript"
    )
    assert (session.scalars(select(Coding.state)).all(), session.scalars(select(Memo.text)).all()) == before
    assert verdict(session, suggestion) is None
    current, _ = show(session)
    assert current is not None
    assert not read_in_full(session, version, coder_id(session, "annelies"), current.id)
    assert verify(session).ok
