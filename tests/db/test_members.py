"""Member checks: what is recorded, which quotes it holds back from every publication, and what a sheet holds."""

import datetime as dt

import pytest
from builders import CODER, a_coding, a_description, a_study, a_transcript
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.domain.evidence import Filters
from qualcode.domain.member import day
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.errors import NotFoundError, UsageError
from qualcode.interchange.member_sheet import member_sheets
from qualcode.workflow import basket, cite, export, members, outputs, study
from qualcode.workflow.aggregate import quote
from qualcode.workflow.anchor import mark
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.verify import verify

SAID = "De sloop heeft de buurt geholpen."


@pytest.fixture
def checked(session: Session) -> tuple[Session, list[int]]:
    """Four residents of Zuid whose quotes were all checked for publication and stand in the report."""
    a_study(session)
    codings = []
    for n in range(1, 5):
        speakers = (Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER),)
        about = a_description(f"gesprek-{n}", speakers=speakers)
        version = a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} Nummer {n}."),))
        codings.append(a_coding(session, version, SAID))
        review_quote(session, CODER, codings[-1], "publish", "algemeen")
    basket.put(session, CODER, "4.1", codings)
    return session, codings


def leaving(session: Session) -> tuple[int, int]:
    """How many quotes leave as a list and in the basket."""
    about = export.about(session, [], internal=False)
    listed = export.quotations(session, Filters(), "nl", about)
    return len(listed.public), len(basket.chosen(session, "nl", about).public)


def test_nothing_is_held_back_until_the_study_asks_for_member_checks(checked) -> None:
    session, _ = checked
    assert leaving(session) == (4, 4)
    study.change_settings(session, CODER, {"member_checks": True})
    assert leaving(session) == (0, 0)
    members.note(session, CODER, "R001", "agreed", "2025-11-20")
    assert leaving(session) == (1, 1)
    study.change_settings(session, CODER, {"member_checks": False})
    assert leaving(session) == (4, 4)


def test_a_withdrawal_holds_quotes_back_in_any_study_and_everywhere(checked) -> None:
    session, codings = checked
    mark(session, CODER, codings[1], marked=True)
    members.note(session, CODER, "R002", "withdrawn", "2025-11-20", "liever  niet")
    assert leaving(session) == (3, 3)
    held = quote(session, codings[1], "nl")
    assert held.review == "held"
    assert cite.citations(session, [held], "nl") == {}
    codebook = outputs.make(session, "codebook", "nl", internal=False).parts[0]
    at = [column.id for column in codebook.columns].index("anchor")
    assert {row[at] for row in codebook.rows} == {""}
    members.note(session, CODER, "R002", "agreed", "2025-11-21")
    assert leaving(session) == (4, 4)


def test_what_a_respondent_wants_adjusted_waits_for_a_new_review(checked) -> None:
    session, codings = checked
    members.note(session, CODER, "R003", "adjusted", "2025-11-20", "zonder de naam")
    assert leaving(session) == (3, 3)
    review_quote(session, "bram", codings[2], "publish", "naam is weg")
    assert leaving(session) == (4, 4)


def test_a_quote_of_two_needs_both(session: Session) -> None:
    a_study(session)
    speakers = tuple(Speaker(f"R{n}", Role.RESPONDENT, f"R00{n}", Group.BEWONER) for n in (1, 2))
    version = a_transcript(
        session, "groep", about=a_description("groep", speakers=speakers), speech=(("R1", SAID), ("R2", "Ja, echt."))
    )
    both = a_coding(session, version, f"{SAID}\n\nR2: Ja, echt.")
    review_quote(session, CODER, both, "publish", "algemeen")
    study.change_settings(session, CODER, {"member_checks": True})
    members.note(session, CODER, "R001", "agreed", "2025-11-20")
    assert quote(session, both, "nl").review == "held"
    members.note(session, CODER, "R002", "agreed", "2025-11-20")
    assert quote(session, both, "nl").review == "publish"


def test_the_same_answer_is_stored_once_and_none_can_be_altered(checked) -> None:
    session, _ = checked
    assert members.note(session, CODER, "R001", "adjusted", "2025-11-20", "x")
    assert not members.note(session, "bram", "R001", "adjusted", "2025-11-20", " x ")
    known = {each.respondent: each for each in members.members(session)}
    check = known["R001"].check
    assert check is not None
    assert (check.state, check.on.isoformat(), check.note, check.coder) == ("adjusted", "2025-11-20", "x", CODER)
    assert (known["R002"].check, known["R002"].in_use) == (None, 1)
    assert verify(session).ok
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text("UPDATE member_check SET state = 'agreed'"))


@pytest.mark.parametrize(
    ("values", "error", "sentence"),
    [
        (("R01", "agreed", "2025-11-20"), NotFoundError, "did you mean R001"),
        (("R001", "akkoord", "2025-11-20"), UsageError, "choose from agreed, adjusted, withdrawn"),
        (("R001", "agreed", "20 november"), UsageError, "write it as 2026-11-20"),
        (("R001", "agreed", "9999-01-20"), UsageError, "9999-01-20 is still to come"),
    ],
)
def test_a_mistake_is_one_sentence(checked, values, error, sentence) -> None:
    session, _ = checked
    with pytest.raises(error, match=sentence):
        members.note(session, CODER, *values)
    assert all(each.check is None for each in members.members(session))


@pytest.mark.parametrize(("given", "taken"), [("2019-09-12", True), ("2019-09-13", True), ("2019-09-14", False)])
def test_a_day_of_an_answer_has_begun_somewhere_on_earth(given: str, taken: bool) -> None:  # noqa: FBT001
    now = dt.datetime(2019, 9, 12, 11, tzinfo=dt.UTC)
    if taken:
        assert day(given, now).isoformat() == given
    else:
        with pytest.raises(UsageError, match="give the day on which they answered, 2019-09-12 at the latest"):
            day(given, now)


def test_a_sheet_holds_the_respondents_own_quotes_as_they_would_be_printed_and_nothing_else(checked) -> None:
    session, codings = checked
    basket.edit(session, CODER, "4.1", codings[0], "De sloop heeft [...] geholpen.")
    found = members.sheet(session, "R001", "nl")
    assert found.quotes == [("4.1", "De sloop heeft [...] geholpen.", "bewoner, Zuid")]
    sheets = member_sheets(found.quotes, export.about(session, [], internal=True), "nl")
    said = " ".join(str(value) for each in sheets for row in each.rows for value in row)
    assert "INTERN" not in " ".join(sheets[0].notices)
    assert "Alleen voor de persoon" in sheets[0].notices[0]
    for other in ("R002", "gesprek", "factor.sloop", CODER, "Nummer 2"):
        assert other not in said
    english = member_sheets(found.quotes, export.about(session, [], internal=True), "en")
    assert english[0].title == "Your quotes"
    with pytest.raises(NotFoundError):
        members.sheet(session, "R999", "nl")
