"""A few decisions neither silence a study nor flood it: how many suggestions are shown before and after them.

Twelve transcripts of the fictional corpus are suggested for, something is decided, and they are suggested for again.
Until several transcripts were read in full, nobody knows how often a code is right in this study: what is decided on is
what the ranking chose to show. So the number may drift, by what the learner adds, but stays between .6 and 1.6 times
what it was: a coder then meets neither an empty transcript nor twice the work. In round numbers that is half a logit
to either side: the density of scores just around the threshold makes it so.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import CODER, do
from sqlalchemy import Engine, func, select

from qualcode.db.models import Suggestion, Transcript, TranscriptVersion
from qualcode.db.queries.proposed import is_shown, latest_runs
from qualcode.db.session import make_engine, reading, writing
from qualcode.db.share import shared_path
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.metadata import read_neighbourhoods
from qualcode.nlp.hybrid import sentences
from qualcode.nlp.ranker import leaves
from qualcode.workflow import codebook, heard, metadata, study
from qualcode.workflow.import_files import descriptions, import_files, transcript_files
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.suggest import run

LEAST, MOST = 0.6, 1.6
TRANSCRIPTS = 12
Act = Callable[[Engine, list[str]], None]


@pytest.fixture(scope="module")
def suggested_for(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with twelve transcripts from the whole corpus and a run over them."""
    file, corpus = tmp_path_factory.mktemp("steady") / "study.db", shared_path("corpus")
    shutil.copy(sqlite_template, file)
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        study.start(session, "Proefstudie", fictional=True)
        codebook.load(session, read_codebook(shared_path("codebook.yaml")), CODER)
        metadata.load_neighbourhoods(session, read_neighbourhoods(corpus / "neighbourhoods.csv"), CODER)
    about = descriptions(engine, corpus / "interviews.csv")
    files = [each for each in sorted(transcript_files([corpus])) if each.stem in about]
    chosen = files[:: len(files) // TRANSCRIPTS][:TRANSCRIPTS]
    assert not import_files(engine, chosen, about, CODER, already_anonymised=True).refused
    run(engine, CODER, method="hybrid")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture
def studied(suggested_for: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it for one test."""
    shutil.copy(suggested_for, tmp_path / "study.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'study.db'}")
    yield engine
    engine.dispose()


def one_refusal(engine: Engine, busiest: list[str]) -> None:
    decide(engine, "reject", busiest[:1], 1)


def six_refusals_in_one_transcript(engine: Engine, busiest: list[str]) -> None:
    decide(engine, "reject", busiest[:1], 6)


def one_late_coding_by_hand(engine: Engine, busiest: list[str]) -> None:
    with writing(engine) as session:
        version = open_transcript(session, busiest[0], CODER).version
        source = heard.source(session, version)
        last = sentences("", source.text, source.turns)[-1].span
        code = leaves(read_codebook(shared_path("codebook.yaml")))[0]
        assert do(session, version, kind="add", start=last.start, end=last.end, code=code).error is None


def everything_accepted_in_five(engine: Engine, busiest: list[str]) -> None:
    decide(engine, "accept", busiest[:5])


def everything_refused_in_five(engine: Engine, busiest: list[str]) -> None:
    decide(engine, "reject", busiest[:5])


def one_read_in_full_and_refused(engine: Engine, busiest: list[str]) -> None:
    decide(engine, "reject", busiest[:1])
    read_in_full(engine, busiest[0])


def one_read_in_full_and_accepted(engine: Engine, busiest: list[str]) -> None:
    decide(engine, "accept", busiest[:1])
    read_in_full(engine, busiest[0])


ACTS: list[Act] = [
    one_refusal,
    six_refusals_in_one_transcript,
    one_late_coding_by_hand,
    everything_accepted_in_five,
    everything_refused_in_five,
    one_read_in_full_and_refused,
    one_read_in_full_and_accepted,
]


@pytest.mark.parametrize("act", ACTS)
def test_few_decisions_change_little_of_what_is_shown(studied: Engine, act: Act) -> None:
    before = shown(studied)
    act(studied, sorted(before, key=lambda name: -before[name]))
    run(studied, CODER, method="hybrid")
    was, now = sum(before.values()), sum(shown(studied).values())
    print(f"{act.__name__}: {was} -> {now} shown")
    assert was > 0
    assert LEAST <= now / was <= MOST


def read_in_full(engine: Engine, name: str) -> None:
    with writing(engine) as session:
        version = open_transcript(session, name, CODER).version
        assert do(session, version, kind="read_in_full", value=True).error is None


def decide(engine: Engine, kind: str, names: list[str], most: int | None = None) -> None:
    """Accept or reject what is open in these transcripts, at most so many in each."""
    for name in names:
        with writing(engine) as session:
            desk = open_transcript(session, name, CODER)
            for each in [each for each in desk.suggestions if each.verdict is None][:most]:
                do(session, desk.version, kind=kind, suggestion=each.id)


def shown(engine: Engine) -> dict[str, int]:
    """Transcript -> suggestions of its latest run that score high enough to be shown, decided on or not."""
    runs = latest_runs().subquery()
    latest = (runs.c.version_id == Suggestion.version_id) & (runs.c.run_id == Suggestion.run_id)
    with reading(engine) as session:
        rows = session.execute(
            select(Transcript.name, func.count())
            .join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
            .join(Suggestion, Suggestion.version_id == TranscriptVersion.id)
            .join(runs, latest)
            .where(is_shown(study.view(session).settings))
            .group_by(Transcript.name)
        )
        return dict(rows.all())
