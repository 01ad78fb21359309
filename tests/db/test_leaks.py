"""Words that can lead to a person block publication until somebody confirms that each may stay."""

import pytest
from builders import CODER, a_coding, a_description, a_study, a_transcript
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Coder, Event, LeakConfirmation, QuoteReview
from qualcode.domain.evidence import Filters
from qualcode.domain.holding import Hold
from qualcode.domain.leak import Leak
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.errors import DisclosureError
from qualcode.workflow import basket, export
from qualcode.workflow.aggregate import quote
from qualcode.workflow.disclose import findings, review_quote
from qualcode.workflow.verify import verify

SAID = "Toen zei de wethouder tegen Fatima dat de sloop van Zuid doorging."


@pytest.fixture
def study(session: Session) -> tuple[Session, int]:
    """A quote with a role, a name and a place."""
    a_study(session)
    about = a_description("zuid-01", speakers=(Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER),))
    version = a_transcript(session, about=about, speech=(("R1", f"{SAID} Echt."),))
    return session, a_coding(session, version, SAID)


def leaving(session: Session) -> list[str]:
    about = export.about(session, [], internal=False)
    return [each.exact for each in export.quotations(session, Filters(), "nl", about).public]


def test_a_review_lets_such_a_quote_leave_only_when_its_words_are_confirmed(study) -> None:
    session, coding = study
    assert findings(session, coding) == ((Leak.ROLE, "wethouder"), (Leak.NAME, "Fatima"), (Leak.PLACE, "Zuid"))
    with pytest.raises(DisclosureError, match=r"can lead to a person \(wethouder, Fatima, Zuid\)"):
        review_quote(session, CODER, coding, "publish", "algemeen")
    assert quote(session, coding, "nl").review is None
    review_quote(session, CODER, coding, "withhold", "herkenbaar")
    review_quote(session, CODER, coding, "publish", "elk bekeken", confirmed=True)
    assert leaving(session) == [SAID]
    assert findings(session, coding) == ()
    review_quote(session, "bram", coding, "publish", "nog eens")
    assert len(session.scalars(select(LeakConfirmation.id)).all()) == 1
    assert verify(session).ok


def test_an_event_tells_of_the_confirmation_without_the_words(study) -> None:
    session, coding = study
    review_quote(session, CODER, coding, "publish", "elk bekeken", confirmed=True)
    (payload,) = session.scalars(select(Event.payload).where(Event.kind == "leaks_confirmed"))
    assert "Fatima" not in payload
    assert '"words":3' in payload
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text("DELETE FROM leak_confirmation"))


def test_a_review_from_before_there_was_a_check_of_words_is_held_back(study) -> None:
    session, coding = study
    at, who = events.now(), session.scalars(select(Coder.id)).first()
    values = {"coding_id": coding, "coder_id": who, "verdict": "publish", "reason": "oud", "created_at": at}
    number = session.scalars(insert(QuoteReview).values(values).returning(QuoteReview.id)).one()
    events.append(session, "quote_reviewed", CODER, {"rows": seal.entries(session, {"quote_review": [number]})}, at=at)
    held = quote(session, coding, "nl")
    assert (held.review, held.held) == ("held", (Hold.LEAK,))
    assert leaving(session) == []
    basket.put(session, CODER, "4.1", [coding])
    assert basket.chosen(session, "nl", export.about(session, [], internal=False)).public == ()


def test_plain_words_need_no_confirmation(study) -> None:
    session, _ = study
    version = a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", "De sloop hielp. Ja.")))
    plain = a_coding(session, version, "De sloop hielp.")
    review_quote(session, CODER, plain, "publish", "algemeen", confirmed=True)
    assert session.scalars(select(LeakConfirmation.id)).all() == []
    assert leaving(session) == ["De sloop hielp."]
