"""What is older than the study about its suggestions, and when that makes new ones due."""

import datetime as dt

import pytest
from builders import CODER, a_codebook, a_coding, a_description, a_study, a_transcript
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from qualcode.db.session import reading, writing
from qualcode.domain.respondent import Consent, Standing
from qualcode.domain.transcript import Group
from qualcode.workflow import codebook as codebooks
from qualcode.workflow import refresh, respondents
from qualcode.workflow.behind import Behind, behind
from qualcode.workflow.study import change_settings
from qualcode.workflow.suggest import run

FLATS, SLOOP = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
CORRECTED = (("I", "En?"), ("R1", f"{FLATS} {SLOOP} Echt waar."))
UP_TO_DATE = Behind(renews=True)


@pytest.fixture
def study(engine: Engine) -> Engine:
    """A transcript with two codings and a run that learned from them."""
    with writing(engine) as session:
        a_study(session)
        a_transcript(session)
        a_coding(session, 1, FLATS, "belemmering.onderhoud")
        a_coding(session, 1, SLOOP)
    run(engine, CODER, method="learned")
    return engine


def told(engine: Engine) -> tuple[Behind, str | None]:
    """What is behind, and the method of the run that is due."""
    with reading(engine) as session:
        return behind(session), refresh.due(session)


def take_in(session: Session) -> None:
    a_transcript(session, "noord-01")


def correct(session: Session) -> None:
    a_transcript(session, speech=CORRECTED)


def lower_the_threshold(session: Session) -> None:
    change_settings(session, CODER, {"threshold": 0.05})


def show_more(session: Session) -> None:
    change_settings(session, CODER, {"per_segment": 5})


def withdraw(session: Session) -> None:
    given = Standing("R001", Group.BEWONER, Consent.GIVEN)
    assert respondents.change(session, CODER, given, given._replace(consent=Consent.WITHDRAWN), "Gebeld.")


CHANGES = [
    (take_in, Behind(transcripts=("noord-01",), renews=True)),
    (correct, Behind(transcripts=("zuid-01",), renews=True)),
    (lower_the_threshold, Behind(settings=True, renews=True)),
    (show_more, Behind(settings=True, renews=True)),
    (withdraw, Behind(consent=True, renews=True)),
]


@pytest.mark.parametrize(("change", "found"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_what_changed_is_told_and_a_run_is_due_until_one_was_made(study: Engine, change, found: Behind) -> None:
    assert told(study) == (UP_TO_DATE, None)
    with writing(study) as session:
        change(session)
    assert told(study) == (found, "learned")
    run(study, CODER, method="learned")
    assert told(study) == (UP_TO_DATE, None)


@pytest.mark.parametrize(("change", "found"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_where_nothing_is_renewed_by_itself_it_is_told_all_the_same(study: Engine, change, found: Behind) -> None:
    with writing(study) as session:
        change_settings(session, CODER, {"suggest_after": 0})
        change(session)
    now, is_due = told(study)
    assert (now.transcripts, now.settings, now.consent) == (found.transcripts, found.settings, found.consent)
    assert now
    assert (now.renews, is_due) == (False, None)


def test_a_run_is_due_for_another_codebook_once_nobody_changes_it_for_a_while(study: Engine, monkeypatch) -> None:
    with writing(study) as session:
        codebooks.load(session, a_codebook(title="Nog een"), CODER)
    assert told(study) == (Behind(codebook=True, renews=True), None)
    monkeypatch.setattr(refresh, "QUIET", dt.timedelta(0))
    assert told(study)[1] == "learned"


def test_indicators_alone_are_told_to_be_behind_but_made_anew_by_somebody(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        a_transcript(session)
    assert told(engine) == (Behind(), None)
    run(engine, CODER)
    with writing(engine) as session:
        a_transcript(session, "noord-01", about=a_description("noord-01"))
    assert told(engine) == (Behind(transcripts=("noord-01",)), None)


@pytest.mark.parametrize("changes", [{"display": "never"}, {"open_coding": True}], ids=["blind", "open coding"])
def test_nothing_is_told_to_who_sees_no_suggestions(study: Engine, changes) -> None:
    with writing(study) as session:
        change_settings(session, CODER, changes)
        take_in(session)
    assert not told(study)[0]
