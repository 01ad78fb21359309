"""Health on the first page, from what the commands recorded under a coder's name."""

import datetime as dt

import pytest
from builders import CODER, a_code, a_codebook, do, heard_version
from markupsafe import Markup
from sqlalchemy import select

from qualcode.db import events
from qualcode.db.models import Event
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow import codebook, health
from qualcode.workflow.verify import verify


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


@pytest.fixture
def engine(study_url):
    made = make_engine(study_url)
    yield made
    made.dispose()


def test_a_study_that_was_never_verified_or_backed_up_says_what_to_do(open_page):
    told = Markup(html_of(open_page())).striptags()

    assert "Nog nooit gecontroleerd" in told
    assert f"qualcode verify --as {CODER}" in told
    assert f"qualcode db backup BESTAND --as {CODER}" in told


@pytest.mark.parametrize(("language", "told"), [("nl", "er is niets veranderd"), ("en", "nothing was altered")])
def test_a_verification_and_a_backup_are_told_with_their_age(open_page, engine, language, told):
    with writing(engine) as session:
        head = health.record_verified(session, CODER, verify(session))
        assert head == events.head(session)
        health.record_backup(session, CODER, 1000)

    html = html_of(open_page(language=language))

    assert told in html
    assert "qualcode verify" not in html
    assert "qualcode db backup" not in html


def test_problems_and_old_backups_say_what_to_do(open_page, engine):
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=20)
    with writing(engine) as session:
        events.append(session, health.BACKED_UP, CODER, {"bytes": 1}, at=long_ago)
        health.record_verified(session, CODER, verify(session)._replace(problems=("one", "two")))

    html = html_of(open_page())

    assert "2 problemen" in html
    assert "3 weken geleden" in html
    assert "qualcode db backup" in html


def test_codings_to_do_again_lead_to_their_queue(open_page, engine):
    with writing(engine) as session:
        do(session, heard_version(session, "zuid-01"), kind="read_in_full", value=True)
        changed = a_codebook(codes=(*a_codebook().codes, a_code(id="factor.nieuw", parent="factor")))
        codebook.load(session, changed, CODER)

    html = html_of(open_page())

    assert "1 transcript is gelezen voordat het codeboek veranderde" in html
    assert "review?queue=again" in html


def test_a_log_with_its_own_verifications_verifies(engine):
    with writing(engine) as session:
        health.record_verified(session, CODER, verify(session))
        health.record_backup(session, CODER, 1000)
    with reading(engine) as session:
        assert verify(session).ok
        assert len(session.scalars(select(Event.id).where(Event.kind == health.VERIFIED)).all()) == 1
