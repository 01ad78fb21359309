"""Every table of a report says what a second way of counting says: on random studies and on the demonstration.

25 random studies, in each of which every table is counted; 500 when QUALCODE_SOAK is set.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import rolled_back
from hypothesis import given, settings
from random_report import REPORTS, Report, a_report_study, fill, reports
from raw_records import Records
from second_count import COUNTS, differences
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.output import Name
from qualcode.workflow import demo, outputs
from qualcode.workflow.study import start

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_every_output_is_counted_a_second_time() -> None:
    assert set(COUNTS) == {name.value for name in Name}


@pytest.fixture
def study(session: Session) -> Session:
    """The study without codings."""
    a_report_study(session)
    return session


def differing(session: Session) -> list[tuple[object, ...]]:
    """What each of the tables and its second count disagree on."""
    records = Records(session, current_codebook(session)[1])
    return [each for name in Name for each in differences(outputs.make(session, name, "nl", internal=True), records)]


@pytest.mark.soak
@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
@settings(REPORTS)
@given(report=reports)
def test_tables_of_random_studies_say_what_is_counted_by_hand(study: Session, report: Report) -> None:
    with rolled_back(study):
        fill(study, report)
        assert differing(study) == []


@pytest.mark.soak
@pytest.mark.parametrize("session", ["postgresql"], indirect=True)
@settings(REPORTS, max_examples=REPORTS.max_examples // 5)
@given(report=reports)
def test_every_table_of_a_random_study_on_a_server_says_the_same(study: Session, report: Report) -> None:
    with rolled_back(study):
        fill(study, report)
        assert differing(study) == []


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Engine]:
    """The demonstration, as it is built."""
    file = tmp_path_factory.mktemp("demonstration") / "demo.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        start(session, "Demonstratie", fictional=True)
    demo.fill(engine, CORPUS, lambda _step: lambda _done, _all: None, "lexicon")
    yield engine
    engine.dispose()


def test_every_table_of_the_demonstration_says_what_is_counted_by_hand(demonstration: Engine) -> None:
    with reading(demonstration) as session:
        assert differing(session) == []
        assert all(outputs.make(session, name, "nl", internal=True).parts[0].rows for name in ("patterns", "joint"))
