"""What somebody said whose consent was withdrawn is neither read nor learned from, as if it had never been taken in."""

from collections import Counter
from collections.abc import Callable

import pytest
from builders import CODER, SPEECH, a_codebook, a_coding, a_description, a_study, a_transcript
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Model, Run, Suggestion, Transcript, TranscriptVersion
from qualcode.db.queries import audit, recorded
from qualcode.db.queries.proposed import shown_suggestions
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.codebook import Attribute
from qualcode.domain.respondent import Consent, Standing
from qualcode.domain.study import StudySettings
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.nlp.ranker_file import Model as Written
from qualcode.nlp.ranker_file import read_parts
from qualcode.workflow import metadata, respondents
from qualcode.workflow.heard import source
from qualcode.workflow.prune import prune
from qualcode.workflow.refresh import due
from qualcode.workflow.study import change_settings
from qualcode.workflow.suggest import run
from qualcode.workflow.verify import verify

SUNFLOWER, SLOOP = "De zonnebloemen stonden er fleurig bij.", "De sloop heeft de buurt geholpen."
NEVER = [f"Zonnebloem {at} stond er niet." for at in range(40)]
DOUBTED = (("I", "Echt?"), ("R1", "Sloop? Ze zeiden dat er een sloop kwam. Nou, de huismeester is gekomen."))
"""What is told as denied in a study that denies much, and partly not in one that does not."""
POLARITY = Attribute(
    id="polariteit",
    label={"nl": "Polariteit", "en": "Polarity"},
    values={value: {"nl": value, "en": value} for value in ("bevestigd", "ontkend")},
    applies_to=("factor", "belemmering"),
)
SPEAKER = Speaker("R1", Role.RESPONDENT, "R009", Group.BEWONER)
GIVEN = Standing("R009", Group.BEWONER, Consent.GIVEN)
GONE = GIVEN._replace(consent=Consent.WITHDRAWN)


def fill(session: Session, *, spoke: bool) -> None:
    """A study with two interviews; in the first R009 spoke and was coded, often as denied, or an interviewer alone."""
    a_study(session, codebook=a_codebook(attributes=(POLARITY,)))
    change_settings(session, CODER, {"threshold": 0.01})
    asking = Speaker("I", Role.INTERVIEWER)
    about = a_description("noord-01", speakers=(SPEAKER if spoke else Speaker("R1", Role.INTERVIEWER), asking))
    said = (("I", "En?"), ("R1", " ".join((SUNFLOWER, SUNFLOWER, *NEVER, SLOOP))))
    first = a_transcript(session, "noord-01", speech=said, about=about)
    if spoke:
        a_coding(session, first, SUNFLOWER + " " + SUNFLOWER)
        for quote in NEVER:
            a_coding(session, first, quote, attributes={"polariteit": "ontkend"})
    a_coding(session, a_transcript(session, speech=(*SPEECH, *DOUBTED)), SLOOP)


def withdraw(session: Session) -> None:
    assert respondents.change(session, CODER, GIVEN, GONE, "Gebeld op 3 mei.")


def ask_instead(session: Session) -> None:
    """Describe R1 of the first interview as an interviewer."""
    number = session.scalars(select(Transcript.id).where(Transcript.name == "noord-01")).one()
    speakers = (Speaker("R1", Role.INTERVIEWER), Speaker("I", Role.INTERVIEWER))
    before = metadata.description(session, number)
    metadata.apply(session, number, a_description("noord-01", speakers=speakers), CODER, before)


def the_model(engine: Engine) -> Written | None:
    with reading(engine) as session:
        row = session.execute(select(Model.content, Model.digest)).one_or_none()
    return None if row is None else Written(*row)


def suggested(engine: Engine, number: int) -> list[tuple[object, ...]]:
    columns = (Suggestion.version_id, Suggestion.start_char, Suggestion.code_id, Suggestion.score, Suggestion.rank)
    query = select(*columns, Suggestion.attributes).where(Suggestion.run_id == number).order_by(*columns)
    with reading(engine) as session:
        return [tuple(row) for row in session.execute(query)]


def digest_of(engine: Engine, number: int) -> str | None:
    """The digest of what came out of a run."""
    with reading(engine) as session:
        return session.scalars(select(Run.output_sha256).where(Run.id == number)).one()


@pytest.fixture
def spoken(engine: Engine) -> Engine:
    with writing(engine) as session:
        fill(session, spoke=True)
    return engine


@pytest.mark.parametrize("method", ["learned", "hybrid"])
def test_a_run_after_withdrawal_is_that_of_a_study_that_never_heard_it(
    spoken: Engine, sqlite_template, tmp_path, method: str
) -> None:
    before = run(spoken, CODER, method=method).run
    model = the_model(spoken)
    assert model is not None
    assert "zonnebloem" in read_parts(model)["learned"]["terms"].split()
    with writing(spoken) as session:
        withdraw(session)
    after = run(spoken, CODER, method=method).run
    never = make_engine(f"sqlite:///{tmp_path / 'never.db'}")
    (tmp_path / "never.db").write_bytes(sqlite_template.read_bytes())
    with writing(never) as session:
        fill(session, spoke=False)
    alone = run(never, CODER, method=method).run
    assert the_model(spoken) == the_model(never) != model
    assert suggested(spoken, after) == suggested(never, alone) != suggested(spoken, before)
    assert digest_of(spoken, after) == digest_of(never, alone) != digest_of(spoken, before)
    told = {
        number: [dict(row[-1]).get("polariteit") for row in suggested(spoken, number)] for number in (before, after)
    }
    assert told[before].count("ontkend") > told[after].count("ontkend")
    never.dispose()
    with reading(spoken) as session:
        runs = session.scalars(select(Run.input_sha256).order_by(Run.id)).all()
        assert len(set(runs)) == len(runs)
        assert verify(session).problems == []


@pytest.mark.parametrize("changed", [withdraw, ask_instead], ids=["consent", "role"])
@pytest.mark.parametrize("method", ["lexicon", "learned"])
def test_a_run_that_reads_other_turns_tells_of_another_input(
    spoken: Engine, method: str, changed: Callable[[Session], None]
) -> None:
    run(spoken, CODER, method=method)
    run(spoken, CODER, method=method)
    with writing(spoken) as session:
        changed(session)
    run(spoken, CODER, method=method)
    with reading(spoken) as session:
        first, again, after = session.scalars(select(Run.input_sha256).order_by(Run.id))
    assert first == again != after


def test_withdrawal_takes_the_model_at_once_and_a_run_is_due(spoken: Engine) -> None:
    run(spoken, CODER, method="learned")
    with reading(spoken) as session:
        assert due(session) is None
    with writing(spoken) as session:
        withdraw(session)
    assert the_model(spoken) is None
    with reading(spoken) as session:
        assert due(session) == "learned"
    run(spoken, CODER, method="learned")
    assert the_model(spoken) is not None
    with reading(spoken) as session:
        assert due(session) is None


def test_where_nobody_is_left_to_hear_one_run_is_enough(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        change_settings(session, CODER, {"suggest_after": 2})
        version = a_transcript(
            session, about=a_description("zuid-01", speakers=(SPEAKER, Speaker("I", Role.INTERVIEWER)))
        )
        for quote in ("De flats waren slecht onderhouden.", SLOOP):
            a_coding(session, version, quote)
    run(engine, CODER, method="hybrid")
    with writing(engine) as session:
        assert due(session) is None
        withdraw(session)
        assert due(session) == "hybrid"
    done = run(engine, CODER, method="hybrid")
    with reading(engine) as session:
        assert (done.suggestions, due(session)) == (0, None)


def test_what_was_suggested_on_who_withdrew_is_shown_to_nobody_before_the_next_run(spoken: Engine) -> None:
    run(spoken, CODER, method="learned")
    settings = StudySettings(threshold=0.01)

    def shown() -> dict[str, int]:
        with reading(spoken) as session:
            names = select(Transcript.name).join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
            found = shown_suggestions(settings, coder_id=999).subquery()
            counted = session.scalars(names.join(found, found.c.version_id == TranscriptVersion.id)).all()
            return dict(Counter(counted))

    before = shown()
    assert before["noord-01"]
    with writing(spoken) as session:
        withdraw(session)
    assert shown() == {name: n for name, n in before.items() if name != "noord-01"} != {}


@pytest.mark.parametrize("method", ["lexicon", "learned"])
def test_withdrawal_while_suggestions_are_stored_begins_another_run(spoken: Engine, method: str) -> None:
    first = run(spoken, CODER, method=method).run
    told: list[tuple[int, int]] = []

    def gone(finished: int, every: int) -> None:
        told.append((finished, every))
        if len(told) == 1:
            with writing(spoken) as session:
                withdraw(session)

    done = run(spoken, CODER, gone, method=method).run
    assert told == [(1, 2), (1, 2), (2, 2)]
    with reading(spoken) as session:
        begun = select(Run.id).where(Run.id > first, Run.finished_at.is_(None))
        (abandoned,) = session.scalars(begun)
        assert verify(session).problems == []
    model = the_model(spoken)
    if method == "learned":
        assert {row[0] for row in suggested(spoken, abandoned)} == {1}, "what was stored before consent was withdrawn"
        assert {row[0] for row in suggested(spoken, done)} == {2}
    prune(spoken, CODER)
    assert suggested(spoken, abandoned) == [], "nobody ever saw them, so that they need not wait a day"
    if method == "learned":
        assert suggested(spoken, first), "what was shown stays for pages that are open"
    with reading(spoken) as session:
        assert verify(session).problems == []
        assert [each.id for each in recorded.runs(session)] == [first, done]
        assert audit.counts(session)["suggestion_runs"] == 2
    again = run(spoken, CODER, method=method).run
    assert (the_model(spoken), suggested(spoken, again)) == (model, suggested(spoken, done))


def test_words_of_who_withdrew_are_no_context_of_another(session: Session) -> None:
    a_study(session)
    speakers = (
        Speaker("R1", Role.RESPONDENT, "R009", Group.BEWONER),
        Speaker("R2", Role.RESPONDENT, "R002", Group.BEWONER),
        Speaker("I", Role.INTERVIEWER),
    )
    about = a_description("groep-01", kind=Kind.FOCUS_GROUP, speakers=speakers)
    speech = (("I", "En?"), ("R1", SUNFLOWER), ("R2", SLOOP))
    version = a_transcript(session, "groep-01", speech=speech, about=about)
    before = source(session, version)
    withdraw(session)
    after = source(session, version)
    assert (len(before.turns), before.withheld) == (2, [])
    assert ([turn.label for turn in after.turns], after.withheld) == (["R2"], [2])
    assert (len(after.text), "zonnebloem" in after.text) == (len(before.text), False)
    assert after.turns[0].speech.of(after.text) == SLOOP
