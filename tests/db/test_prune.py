"""Earlier runs are pruned of what nobody decided on; the log tells so, and tells an unlawful removal from this."""

import datetime as dt

import pytest
from builders import BY_LEXICON, CODER, a_study, a_transcript, do, suggestions
from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.exc import DBAPIError

from qualcode.db import events
from qualcode.db.models import Coding, Run, RunTranscript, Suggestion
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import reading, writing
from qualcode.db.triggers import create_triggers, drop_triggers
from qualcode.domain.respondent import Consent, Standing
from qualcode.domain.transcript import Group
from qualcode.workflow import erase, respondents, suggest
from qualcode.workflow.prune import prune
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

FLATS, SLOOP, JAMMER = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen.", "Dat is jammer."
ALL = [(FLATS, "belemmering.onderhoud"), (SLOOP, "factor.sloop"), (JAMMER, "factor.huismeester"), (SLOOP, "factor")]
NOW = dt.timedelta(0)
ACCEPTED, REJECTED, *IN_VAIN = range(1, 5)


@pytest.fixture
def study(engine: Engine) -> Engine:
    """Two runs with four suggestions each: of the first one is accepted and one is rejected."""
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        assert suggestions(session, version, ALL) == [ACCEPTED, REJECTED, *IN_VAIN]
        assert do(session, version, kind="accept", suggestion=ACCEPTED, attributes={}).error is None
        assert do(session, version, kind="reject", suggestion=REJECTED).error is None
        suggestions(session, version, ALL)
    return engine


def numbers(engine: Engine) -> list[int]:
    with reading(engine) as session:
        return list(session.scalars(select(Suggestion.id).order_by(Suggestion.id)))


def problems(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(verify(session).problems)


def alter(engine: Engine, statement: str) -> None:
    """Change rows as somebody would who takes the guards away first."""
    with writing(engine) as session:
        drop_triggers(session.connection())
        session.execute(text(statement))
        create_triggers(session.connection())


def test_what_nobody_decided_on_goes_and_everything_else_stays(study: Engine) -> None:
    with reading(study) as session:
        before = open_transcript(session, "zuid-01", CODER)
        told = journey(session, session.scalars(select(Coding.id)).one(), "nl")
        runs = [(run.output_sha256, run.parameters) for run in session.scalars(select(Run).order_by(Run.id))]
    assert prune(study, CODER, NOW) == len(IN_VAIN)
    assert numbers(study) == [ACCEPTED, REJECTED, 5, 6, 7, 8]
    assert problems(study) == []
    with reading(study) as session:
        assert open_transcript(session, "zuid-01", CODER) == before
        assert journey(session, session.scalars(select(Coding.id)).one(), "nl") == told
        assert [(run.output_sha256, run.parameters) for run in session.scalars(select(Run).order_by(Run.id))] == runs
        assert session.scalars(select(RunTranscript.suggestions)).all() == [4, 4]


def test_pruning_again_removes_nothing_and_tells_nothing(study: Engine) -> None:
    prune(study, CODER, NOW)
    with reading(study) as session:
        head = events.head(session)
    assert prune(study, CODER, NOW) == 0
    with reading(study) as session:
        assert events.head(session) == head


def test_a_run_is_pruned_once_for_each_transcript_that_a_later_run_finished(study: Engine) -> None:
    with writing(study) as session:
        version = a_transcript(session, "zuid-02")
        suggestions(session, version, ALL)
    assert prune(study, CODER, NOW) == len(IN_VAIN)
    with writing(study) as session:
        suggestions(session, version, ALL)
    assert prune(study, CODER, NOW) == len(ALL)
    assert problems(study) == []


def test_what_was_proposed_for_a_text_that_was_corrected_goes_once_the_correction_was_read(study: Engine) -> None:
    with writing(study) as session:
        corrected = a_transcript(session, speech=[("R1", f"{FLATS} {SLOOP} Dat is heel jammer.")])
        assert corrected != 1
    assert prune(study, CODER, NOW) == len(IN_VAIN)
    assert len(numbers(study)) == 2 + len(ALL), "nothing took the place yet of the run over the text before"
    with writing(study) as session:
        suggestions(session, corrected, [(SLOOP, "factor.sloop")])
    assert prune(study, CODER, dt.timedelta(days=1)) == 0
    assert prune(study, CODER, NOW) == len(ALL)
    assert numbers(study) == [ACCEPTED, REJECTED, 9]
    assert problems(study) == []


def test_what_was_shown_until_today_stays_for_pages_that_are_open(study: Engine) -> None:
    assert prune(study, CODER) == 0
    assert len(numbers(study)) == 8


def test_a_run_that_was_not_finished_takes_no_place(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        suggestions(session, version, ALL)
        current, _ = current_codebook(session)
        run = suggest.begin(session, current, "0" * 64, BY_LEXICON, CODER)
        at = events.now()
        session.add(RunTranscript(run_id=run, version_id=version, suggestions=0, finished_at=at))
    assert prune(engine, CODER, NOW) == 0
    with pytest.raises(DBAPIError, match="append-only"), writing(engine) as session:
        session.execute(delete(Suggestion))


@pytest.mark.parametrize("number", [ACCEPTED, REJECTED, 5])
def test_guard_keeps_what_was_decided_and_what_is_shown(study: Engine, number: int) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing(study) as session:
        session.execute(delete(Suggestion).where(Suggestion.id == number))


def test_removal_that_no_event_tells_of_is_found(study: Engine) -> None:
    with writing(study) as session:
        session.execute(delete(Suggestion).where(Suggestion.id == IN_VAIN[0]))
    assert ["suggestion 1-4: at least one of 4 rows" in problem for problem in problems(study)] == [True]
    assert prune(study, CODER, NOW) == 0, "an event that tells of a whole run would hide it"
    assert len(problems(study)) == 1


def test_alteration_is_found_after_pruning_as_before(study: Engine) -> None:
    alter(study, f"UPDATE suggestion SET score = 0.1 WHERE id = {REJECTED}")
    assert prune(study, CODER, NOW) == 0
    assert len(problems(study)) == 1
    alter(study, f"UPDATE suggestion SET score = 0.8 WHERE id = {REJECTED}")
    assert problems(study) == []
    prune(study, CODER, NOW)
    alter(study, f"UPDATE suggestion SET score = 0.1 WHERE id = {REJECTED}")
    assert ["suggestion 1-2: at least one of 2 rows" in problem for problem in problems(study)] == [True]


def test_suggestion_that_comes_back_after_pruning_is_found(study: Engine) -> None:
    columns = "run_id, version_id, start_char, end_char, code_id, score, rank, attributes, explanation"
    prune(study, CODER, NOW)
    back = f"SELECT {IN_VAIN[0]}, 1{columns.removeprefix('run_id')} FROM suggestion WHERE id = 7"
    alter(study, f"INSERT INTO suggestion (id, {columns}) {back}")
    assert [problem.startswith("suggestion: 1 rows that no event tells of") for problem in problems(study)] == [True]


@pytest.mark.parametrize("removed", [[[1, 3]], [[9, 9]]])
def test_event_about_a_removal_of_what_was_not_stored_so_is_found(study: Engine, removed: list[list[int]]) -> None:
    with writing(study) as session:
        entry = events.bulk({})
        payload = {"run": 1, "version": 1, "pruned": {"suggestion": removed}, "bulk": {"suggestion": entry}}
        events.append(session, "suggestions_pruned", CODER, payload)
    assert any("that were never stored like this" in problem for problem in problems(study))


def test_what_is_left_of_many_runs_is_one_run_and_the_decisions(study: Engine) -> None:
    with writing(study) as session:
        for _ in range(5):
            suggestions(session, 1, ALL)
    prune(study, CODER, NOW)
    with reading(study) as session:
        assert session.scalar(select(func.count()).select_from(Suggestion)) == len(ALL) + 2
    assert problems(study) == []


def test_what_was_sealed_again_when_words_were_erased_is_pruned_too(study: Engine) -> None:
    given = Standing("R001", Group.BEWONER, Consent.GIVEN)
    with writing(study) as session:
        respondents.change(session, CODER, given, given._replace(consent=Consent.WITHDRAWN), "Gebeld.")
        erase.erase(session, CODER, "R001", "Gemaild.")
    assert prune(study, CODER, NOW) == len(IN_VAIN)
    assert numbers(study) == [ACCEPTED, REJECTED, 5, 6, 7, 8]
    assert problems(study) == []
