"""Suggestions for new transcripts by the model that is kept: the same as by learning again, and only while it holds."""

import hashlib
from collections.abc import Callable

import pytest
from builders import CODER, a_codebook, a_coding, a_description, a_study, a_suggestion, a_transcript, do
from skops import io
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from qualcode.db.models import Model, Run, RunTranscript, Transcript
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import reading, writing
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.transcript import Role, Speaker
from qualcode.workflow import codebook, kept, metadata
from qualcode.workflow.found import found
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.refresh import due
from qualcode.workflow.study import change_settings
from qualcode.workflow.suggest import Done, run
from qualcode.workflow.verify import verify

SAID, GOOD = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
SPEECH = (("I", "Wat gebeurde er?"), ("R1", f"{SAID} {GOOD} De buurman maakte zijn eigen trap."))
NEW = (("I", "En toen?"), ("R1", f"Na de sloop waren de flats slecht onderhouden. {SAID}"))
MANY = 10
LATER = (("I", "En toen?"), ("R1", f"Na de sloop was het weer goed. {SAID}"))


class Opened:
    """What nothing may make of a stored model."""

    made = 0

    def __setstate__(self, state: object) -> None:
        Opened.made += 1


@pytest.fixture
def learned(engine: Engine) -> Engine:
    """A study of ten transcripts, two of which taught a run, that came a new one after."""
    with writing(engine) as session:
        a_study(session)
        change_settings(session, CODER, {"threshold": 0.01, "suggest_after": 5})
        versions = [a_transcript(session, f"zuid-{at}", speech=SPEECH) for at in range(MANY)]
        a_coding(session, versions[0], SAID)
        a_coding(session, versions[1], GOOD, "belemmering.onderhoud")
        assert do(session, versions[0], kind="read_in_full", value=True).error is None
    run(engine, CODER, method="hybrid")
    add(engine, "west-1")
    return engine


def add(engine: Engine, name: str, speech: tuple[tuple[str, str], ...] = NEW) -> int:
    with writing(engine) as session:
        return a_transcript(session, name, speech=speech)


def only_new(engine: Engine, method: str = "hybrid") -> Done:
    return run(engine, CODER, method=method, only_new=True)


def a_run(engine: Engine, number: int) -> Run:
    with reading(engine) as session:
        return session.scalars(select(Run).where(Run.id == number)).one()


def standing(engine: Engine, method: str = "hybrid") -> kept.Standing:
    with reading(engine) as session:
        found = kept.look(session, current_codebook(session)[0], method)
    assert isinstance(found, kept.Standing)
    return found


def proposed(engine: Engine, found: kept.Standing) -> list[list[Suggestion]]:
    with reading(engine) as session:
        made = kept.prepare(current_codebook(session)[1], found)
    assert not isinstance(made, str)
    return [list(made.suggest(each)) for each in found.fresh]


def forget(engine: Engine) -> None:
    with writing(engine) as session:
        session.query(Model).delete()


@pytest.mark.parametrize("method", ["learned", "hybrid"])
def test_the_kept_model_proposes_to_the_last_digit_what_learning_again_does(learned: Engine, method: str) -> None:
    run(learned, CODER, method=method)
    add(learned, "west-3", LATER)
    found = standing(learned, method)
    assert found.model is not None
    (kept_ones,), (again,) = proposed(learned, found), proposed(learned, found._replace(model=None))
    assert kept_ones == again != []


def test_only_what_is_new_is_gone_through_and_the_run_says_by_which_model(learned: Engine) -> None:
    first = a_run(learned, 1)
    done = only_new(learned)
    assert (done.transcripts, done.of_run, done.because) == (1, first.id, None)
    said = a_run(learned, done.run).parameters
    assert (said["of_run"], said["model"]) == (first.id, first.parameters["model"])
    with reading(learned) as session:
        assert session.scalars(select(Model.run_id)).all() == [first.id]
        went = select(RunTranscript.run_id).order_by(RunTranscript.version_id)
        assert session.scalars(went).all() == [*[first.id] * MANY, done.run]
        assert 0 not in found(session).suggested
        assert open_transcript(session, "west-1", CODER).suggestions
        assert open_transcript(session, "zuid-3", CODER).suggestions
        assert due(session) is None
        assert verify(session).problems == []


def test_runs_with_and_without_the_kept_model_have_the_same_digests(learned: Engine) -> None:
    one = a_run(learned, only_new(learned).run)
    forget(learned)
    add(learned, "west-2")  # the same words again
    done = only_new(learned)
    two = a_run(learned, done.run)
    assert (done.transcripts, done.of_run) == (1, 1)
    assert done.because == "the model of run 1 is not kept"
    assert (one.input_sha256, one.output_sha256) == (two.input_sha256, two.output_sha256)
    with reading(learned) as session:
        assert session.scalars(select(Model.digest)).all() == [one.parameters["model"]]


def test_an_altered_model_is_learned_again(learned: Engine) -> None:
    with writing(learned) as session:
        session.execute(update(Model).values(content=b"PK" + b"0" * 40))
    done = only_new(learned)
    assert done.because == "the stored model is not the one that was recorded"
    assert (done.transcripts, done.of_run) == (1, 1)


def test_nothing_but_texts_and_arrays_is_made_of_a_stored_model(learned: Engine) -> None:
    content = io.dumps({"codes": Opened()})
    digest = hashlib.sha256(content).hexdigest()
    with writing(learned) as session:
        session.execute(update(Model).values(content=content, digest=digest))
        first = session.get_one(Run, 1)
        first.parameters = {**first.parameters, "model": digest}
    done = only_new(learned)
    assert Opened.made == 0
    assert done.because is not None
    assert "other things than texts and arrays, which are not read" in done.because
    assert (done.transcripts, done.of_run) == (MANY + 1, None)


def decide(session: Session) -> None:
    refused = a_suggestion(session, 1, GOOD)
    assert do(session, 1, kind="reject", suggestion=refused).error is None


def decide_elsewhere(session: Session) -> None:
    a_coding(session, MANY + 1, SAID)


def change_a_code(session: Session) -> None:
    codebook.load(session, a_codebook(title="Anders"), CODER)


def ask_for_more(session: Session) -> None:
    change_settings(session, CODER, {"threshold": 0.001})


def correct(session: Session) -> None:
    a_transcript(session, "zuid-0", speech=(("I", "Wat gebeurde er toen?"), *SPEECH[1:]))


def correct_what_was_coded(session: Session) -> None:
    """Not read in full: its coding came along to the new text."""
    a_transcript(session, "zuid-1", speech=(("I", "Wat gebeurde er toen?"), *SPEECH[1:]))


def hear_nobody(session: Session) -> None:
    """In a transcript that taught nothing, whoever spoke is an interviewer now."""
    number = session.scalars(select(Transcript.id).where(Transcript.name == "zuid-5")).one()
    speakers = (Speaker("R1", Role.INTERVIEWER), Speaker("I", Role.INTERVIEWER))
    before = metadata.description(session, number)
    metadata.apply(session, number, a_description("zuid-5", speakers=speakers), CODER, before)


def more(session: Session) -> None:
    for at in range(5):
        a_transcript(session, f"oost-{at}", speech=NEW)


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (decide, "codings, refusals or what was read in full changed since run 1"),
        (decide_elsewhere, "codings, refusals or what was read in full changed since run 1"),
        (change_a_code, "the codebook changed since run 1"),
        (ask_for_more, "the settings ask for other suggestions than run 1 stored"),
        (correct, "a transcript that run 1 learned from was corrected"),
        (correct_what_was_coded, "codings, refusals or what was read in full changed since run 1"),
        (hear_nobody, "whose turns are read, or the consent for them, changed since run 1"),
        (more, "more than a quarter of what there was at run 1 came since"),
    ],
)
def test_where_the_model_holds_no_longer_everything_is_made_anew(
    learned: Engine, change: Callable[[Session], None], because: str
) -> None:
    with writing(learned) as session:
        change(session)
    done = only_new(learned)
    assert done.of_run is None
    assert done.because == because
    assert done.transcripts == MANY + (6 if change is more else 1)
    with reading(learned) as session:
        assert session.scalars(select(Model.run_id)).all() == [done.run]


def test_a_corrected_transcript_that_taught_nothing_is_new(learned: Engine) -> None:
    with writing(learned) as session:
        a_transcript(session, "zuid-3", speech=(*SPEECH, ("R1", "Dat is jammer.")))
    done = only_new(learned)
    assert (done.transcripts, done.of_run) == (2, 1)
    with reading(learned) as session:
        assert kept.unread(session, "hybrid") == []


@pytest.mark.parametrize("method", ["learned", "hybrid"])
def test_a_run_that_heard_nobody_has_no_model_to_go_by(engine: Engine, method: str) -> None:
    asking = a_description("vragen", speakers=(Speaker("I", Role.INTERVIEWER),))
    with writing(engine) as session:
        a_study(session)
        change_settings(session, CODER, {"threshold": 0.01, "suggest_after": 5})
        a_transcript(session, "vragen", speech=(("I", "En toen? " * 60),), about=asking)
    first = run(engine, CODER, method=method)
    add(engine, "west-1")
    done = only_new(engine, method)
    assert (done.transcripts, done.of_run) == (2, None)
    assert done.because == f"run {first.run} heard nobody, so that it has no model"
    assert a_run(engine, done.run).parameters["model"]
    assert done.suggestions
    add(engine, "west-2")
    assert only_new(engine, method).of_run == done.run


def test_the_lexicon_goes_through_what_is_new_to_it(learned: Engine) -> None:
    assert only_new(learned, "lexicon").because == "no run by the method 'lexicon' was finished before"
    assert only_new(learned).of_run == 1
    add(learned, "west-3")
    assert only_new(learned, "lexicon").transcripts == 1
