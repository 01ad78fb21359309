"""The main job on real spoken Dutch: debates of some 6,200 words are imported, suggested on, coded and counted.

20 debates, spread over all 110; every one of them when QUALCODE_SOAK is set (`make soak`).
"""

import csv
import os
from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest
from builders import CODER
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Suggestion
from qualcode.db.session import reading, writing
from qualcode.domain.evidence import ALL_CODES, TOTAL, Filters, Measure, Question
from qualcode.domain.quote import Quote
from qualcode.domain.span import Span
from qualcode.domain.transcript import Group, Role
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.metadata import read_neighbourhoods
from qualcode.interchange.transcript_files import read_transcript
from qualcode.workflow import codebook, heard, metadata, review, study, suggest
from qualcode.workflow.aggregate import evidence_table, quotes
from qualcode.workflow.browse import transcripts
from qualcode.workflow.import_files import descriptions, import_files
from qualcode.workflow.ingest import Outcome
from qualcode.workflow.search import find
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

ROOT = Path(__file__).resolve().parents[2]
SOAK = bool(os.environ.get("QUALCODE_SOAK"))
ALL = sorted((ROOT.parent / "shared" / "data" / "debates").glob("*.txt"))
DEBATES = ALL if SOAK else ALL[::6] + ALL[-1:]
ACCEPTED = 5
"""Suggestions that the coder accepts in each debate; as many are rejected."""

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not ALL, reason="left out: the debates of ../shared/data are not here"),
]


def made_up(folder: Path) -> Path:
    """Metadata of a study that nobody made: respondents, groups and neighbourhoods one after the other."""
    places = cycle(place.id for place in read_neighbourhoods(ROOT / "corpus" / "neighbourhoods.csv"))
    groups, people = cycle(group for group in Group if group is not Group.ONBEKEND), iter(range(1, 10_000))
    file = folder / "interviews.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter=";")
        table.writerow(["transcript", "neighbourhoods", "speakers", "month"])
        for debate in DEBATES:
            labels = dict.fromkeys(turn.label for turn in read_transcript(debate).turns if turn.role is Role.RESPONDENT)
            speakers = "|".join(f"{label}=R{next(people):04}:{next(groups)}" for label in labels if label)
            table.writerow([debate.stem, next(places), speakers, "2025-01"])
    return file


@pytest.fixture
def debated(engine: Engine, tmp_path: Path) -> Engine:
    """The study with the debates imported."""
    with writing(engine) as session:
        study.start(session, "Debatten (verzonnen studie)", fictional=True)
        codebook.load(session, read_codebook(ROOT / "codebook.yaml"), CODER)
        metadata.load_neighbourhoods(session, read_neighbourhoods(ROOT / "corpus" / "neighbourhoods.csv"), CODER)
    about = descriptions(engine, made_up(tmp_path))
    done = import_files(engine, DEBATES, about, CODER, already_anonymised=True)
    assert (done.refused, done.unused) == ([], [])
    assert [result.outcome for result in done.results] == [Outcome.IMPORTED] * len(DEBATES)
    assert sum(result.words for result in done.results) > 4000 * len(DEBATES)
    return engine


def code(engine: Engine, version: int) -> int:
    """Accept some of the suggestions of one debate and reject as many; the number of accepted ones."""
    with reading(engine) as session:
        query = select(Suggestion.id).where(Suggestion.version_id == version).order_by(Suggestion.score.desc())
        open_ones = list(session.scalars(query.limit(2 * ACCEPTED)))
    operations = [
        {"op": f"{version}-{number}", "kind": "reject" if at % 2 else "accept", "suggestion": number}
        for at, number in enumerate(open_ones)
    ]
    with writing(engine) as session:
        acks = review.apply(session, CODER, version, operations)
    assert [ack.error for ack in acks] == [None] * len(operations)
    return sum(operation["kind"] == "accept" for operation in operations)


def test_debates_become_evidence(debated: Engine) -> None:
    done = suggest.run(debated, CODER)
    assert done.transcripts == len(DEBATES)
    assert done.suggestions > 20 * len(DEBATES)
    with reading(debated) as session:
        versions = [version for version, _ in suggest.current_versions(session)]
        spans_read_their_words(session, versions[0])
    accepted = sum(code(debated, version) for version in versions)
    assert accepted >= 4 * len(DEBATES)

    with reading(debated) as session:
        everything = quotes(session, Filters(), "nl", limit=None).quotes
        assert len(everything) == accepted
        assert all(quote.suggestion and quote.respondent and quote.neighbourhood for quote in everything)
        every_number_leads_back(session, everything)
        told = journey(session, everything[0].id, "nl")
        assert told.origin is not None
        assert [decision.verdict for decision in told.decisions] == ["accepted"]
        assert sum(line.codings for line in transcripts(session, CODER)) == accepted
        assert find(session, "wonen").total > 0
        assert verify(session).problems == []


def every_number_leads_back(session: Session, everything: Sequence[Quote]) -> None:
    """Each cell of the table is what the quotes behind it say."""
    question = Question(rows=ALL_CODES, measure=Measure.CODINGS, passages=True, ids=True)
    table = evidence_table(session, question, "nl")
    inner = {place: cell for place, cell in table.cells.items() if TOTAL not in place}
    assert inner
    for (row, column), cell in inner.items():
        behind = quotes(session, Filters(codes=(row,), neighbourhoods=(column,)), "nl", limit=None).quotes
        assert set(cell.coding_ids) == {quote.id for quote in behind}
        assert cell.codings == len(behind)
        assert cell.respondents == len({name for quote in behind for name in quote.respondent.split("|")})
        assert 0 < (cell.passages or 0) <= cell.codings
    for code_id, number in Counter(quote.code for quote in everything).items():
        assert table.cells[code_id, TOTAL].codings >= number


def spans_read_their_words(session: Session, version: int) -> None:
    """Each explanation of a suggestion points at words inside its passage."""
    text = heard.source(session, version).text
    for suggestion in session.scalars(select(Suggestion).where(Suggestion.version_id == version)):
        assert Span(suggestion.start_char, suggestion.end_char).of(text).strip()
        for why in suggestion.explanation:
            assert why["words"]
            assert all(suggestion.start_char <= start < end <= suggestion.end_char for start, end in why["words"])
