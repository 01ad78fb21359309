"""Every suggestion leaves with its reasons, in the language asked for: open, not shown, and decided on."""

import re
from typing import Any

from builders import CODER, a_study, a_transcript, do, suggestions
from sqlalchemy.orm import Session

from qualcode.domain.respondent import Consent, Standing
from qualcode.domain.transcript import Group
from qualcode.interchange.suggestions import suggestion_lines, suggestion_sheets, suggestions_record
from qualcode.workflow import respondents
from qualcode.workflow.explain import explanations
from qualcode.workflow.export import about
from qualcode.workflow.repeat import accept_repeats

HELPED, JAMMER, FLATS = "De sloop heeft de buurt geholpen.", "Dat is jammer.", "De flats waren slecht onderhouden."
CALMER = "Het is rustiger, maar de huismeester komt niet meer."


def a_coded_study(session: Session) -> None:
    """A transcript with one suggestion of each fate, and one that repeats the first word for word."""
    a_study(session)
    first = a_transcript(session)
    second = a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", HELPED)))
    wanted = [(HELPED, "factor.sloop"), (JAMMER, "factor.sloop"), (FLATS, "factor.sloop"), (FLATS, "belemmering")]
    helped, jammer, flats, _ = suggestions(session, first, wanted, scores={"belemmering": 0.1})
    suggestions(session, second, [(HELPED, "factor.sloop")])
    do(session, first, kind="accept", suggestion=helped)
    accept_repeats(session, CODER, helped, "batch")
    do(session, first, kind="reject", suggestion=jammer)
    do(session, first, kind="correct", suggestion=flats, code="factor.huismeester")
    do(session, first, "bram", kind="reject", suggestion=flats)
    suggestions(session, first, [*wanted, (CALMER, "factor.sloop")], scores={"belemmering": 0.1})


def told(session: Session, language: str, codes: tuple[str, ...] = ()) -> Any:
    return explanations(session, codes, language, about(session, (), internal=True))


def test_reasons_leave_with_what_was_decided_in_the_language_asked_for(session: Session) -> None:
    a_coded_study(session)
    found = told(session, "nl")
    sheet = suggestion_sheets(found, "nl")[0]
    names = [column.label for column in sheet.columns]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.rows]
    assert {row["reden van het voorstel"] for row in rows} == {"Het codeboek noemt het woord 'sloop'."}
    plain = [re.sub("nummer [0-9]+", "nummer n", str(row["beslissing"])) for row in rows]
    assert [(row["citaat"], row["code"], said) for row, said in zip(rows, plain, strict=True)] == [
        (
            FLATS,
            "factor.sloop",
            f"voorgesteld: factor.sloop, verbeterd tot factor.huismeester door {CODER}; verworpen door bram",
        ),
        (FLATS, "factor.sloop", "besloten bij nummer n, van een eerdere run"),
        (FLATS, "belemmering", "niet getoond"),
        (HELPED, "factor.sloop", f"aangenomen door {CODER}"),
        (HELPED, "factor.sloop", "besloten bij nummer n, van een eerdere run"),
        (CALMER, "factor.sloop", "open"),
        (JAMMER, "factor.sloop", f"verworpen door {CODER}"),
        (JAMMER, "factor.sloop", "besloten bij nummer n, van een eerdere run"),
        (HELPED, "factor.sloop", f"samen met andere aangenomen door {CODER}"),
    ]
    english = suggestions_record(told(session, "en"), "en")["suggestions"]
    assert {each["why"] for each in english} == {"The codebook names the word 'sloop'."}
    assert english[0]["decisions"][0] == {
        "verdict": "corrected",
        "coder": CODER,
        "code": "factor.huismeester",
        "together": False,
    }


def test_one_code_is_told_with_all_below_it(session: Session) -> None:
    a_coded_study(session)
    assert [each.code for each in told(session, "nl", ("belemmering",)).suggestions] == ["belemmering"]


def test_nothing_leaves_of_who_withdrew_consent(session: Session) -> None:
    a_coded_study(session)
    given = Standing("R001", Group.BEWONER, Consent.GIVEN)
    respondents.change(session, CODER, given, given._replace(consent=Consent.WITHDRAWN), "Gebeld.")
    assert told(session, "nl").suggestions == ()
    assert not any("sloop" in line for line in suggestion_lines(told(session, "nl"), "nl"))
