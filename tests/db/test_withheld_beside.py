"""Words that a disclosure check withholds under one coding leave under no other."""

import pytest
from builders import CODER, a_coding, a_description, a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.domain.evidence import Filters
from qualcode.domain.holding import Hold
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.workflow import export
from qualcode.workflow.aggregate import quote
from qualcode.workflow.disclose import review_quote

SAID = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    """What the first of three residents said."""
    a_study(session)
    first = 0
    for n in range(1, 4):
        speakers = (Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER),)
        about = a_description(f"gesprek-{n}", speakers=speakers)
        made = a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} Nummer {n}."),))
        first = first or made
    return first


def leaving(session: Session) -> list[str]:
    about = export.about(session, [], internal=False)
    return [each.exact for each in export.quotations(session, Filters(), "nl", about).public]


def test_words_that_are_withheld_leave_under_no_other_coding(session: Session, version: int) -> None:
    withheld = a_coding(session, version, SAID, "factor.sloop")
    other = a_coding(session, version, "heeft de buurt geholpen. Nummer 1.", "belemmering.onderhoud")
    apart = a_coding(session, version, "Nummer 1.", "factor.huismeester")
    review_quote(session, CODER, withheld, "withhold", "herkenbaar")
    for number in (other, apart):
        review_quote(session, CODER, number, "publish", "algemeen")

    assert leaving(session) == ["Nummer 1."]
    assert quote(session, other, "nl").held == (Hold.WITHHELD,)

    review_quote(session, CODER, withheld, "publish", "bij nader inzien algemeen")
    assert sorted(leaving(session)) == sorted([SAID, "heeft de buurt geholpen. Nummer 1.", "Nummer 1."])
