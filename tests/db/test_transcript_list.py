"""The list of transcripts: right counts, and the same number of queries for one transcript as for a thousand."""

import datetime as dt
import time

import pytest
from builders import CODER, a_coding, a_description, a_study, a_suggestion, a_transcript, do
from sqlalchemy import Engine, event, insert
from sqlalchemy.orm import Session

from qualcode.db.models import Transcript, TranscriptVersion
from qualcode.db.session import reading, writing
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.workflow import browse, study

EXPECTED_QUERIES = {
    "sqlite": 11,  # BEGIN, coder, study, neighbourhoods, groups, longest, open, decided, waiting, codebook, transcripts
    "postgresql": 10,
}
QUOTE = "De sloop heeft de buurt geholpen."


def line(session: Session, name: str = "zuid-01", coder: str = CODER) -> browse.TranscriptLine:
    return next(each for each in browse.transcripts(session, coder) if each.name == name)


def test_a_transcript_without_work_has_only_its_size(session):
    a_study(session)
    a_transcript(session)

    found = line(session)

    assert (found.words, found.turns, found.month) == (30, 4, "2019-05")
    assert (found.neighbourhoods, found.groups) == (("Zuid",), ("bewoner",))
    assert (found.codings, found.open, found.decided, found.read_upto) == (0, 0, 0, 0)
    assert not found.suggested
    assert browse.progress(found) is browse.Progress.UNTOUCHED


def test_an_open_suggestion_becomes_a_decision_and_a_coding(session):
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, QUOTE)
    before = line(session)

    do(session, version, kind="accept", suggestion=suggestion)

    after = line(session)
    assert (before.open, before.decided, before.codings, before.suggested) == (1, 0, 0, True)
    assert (after.open, after.decided, after.codings) == (0, 1, 1)
    assert browse.progress(after) is browse.Progress.STARTED


def test_a_decision_counts_for_the_coder_who_took_it_only(session):
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, QUOTE)

    do(session, version, kind="reject", suggestion=suggestion)

    assert (line(session).open, line(session).decided) == (0, 1)
    assert (line(session, coder="bram").open, line(session, coder="bram").decided) == (1, 0)


def test_an_undone_decision_is_open_again(session):
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, QUOTE)
    ack = do(session, version, kind="reject", suggestion=suggestion)

    do(session, version, kind="undo", of=ack.id)

    assert (line(session).open, line(session).decided) == (1, 0)


def test_reading_in_full_is_progress_until_it_is_taken_back(session):
    a_study(session)
    version = a_transcript(session)
    do(session, version, kind="read", turn=2)
    assert browse.share_read(line(session)) == 0.5

    do(session, version, kind="read_in_full", value=True)
    assert browse.progress(line(session)) is browse.Progress.READ
    assert browse.share_read(line(session)) == 1

    do(session, version, kind="read_in_full", value=False)
    assert browse.progress(line(session)) is browse.Progress.STARTED


def test_blind_coders_are_not_told_how_much_is_suggested(session):
    a_study(session)
    version = a_transcript(session)
    a_suggestion(session, version, QUOTE)

    study.change_settings(session, CODER, {"display": "never"})

    assert line(session).open == 0


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (browse.Wanted(), ["noord-01", "zuid-01", "zuid-02"]),
        (browse.Wanted(neighbourhood="Noord"), ["noord-01"]),
        (browse.Wanted(group="beleidsmaker"), ["noord-01"]),
        (browse.Wanted(city="nergens"), []),
        (browse.Wanted(month="2019-05", kind="interview"), ["noord-01", "zuid-01", "zuid-02"]),
        (browse.Wanted(kind="document"), []),
        (browse.Wanted(open=True), []),
        (browse.Wanted(order=browse.Order.NEIGHBOURHOOD), ["noord-01", "zuid-01", "zuid-02"]),
        (browse.Wanted(order=browse.Order.GROUP, descending=True), ["zuid-01", "zuid-02", "noord-01"]),
        (browse.Wanted(words="ZUID"), ["zuid-01", "zuid-02"]),
        (browse.Wanted(progress=browse.Progress.STARTED), ["zuid-02"]),
        (browse.Wanted(order=browse.Order.CODINGS, descending=True), ["zuid-02", "noord-01", "zuid-01"]),
    ],
)
def test_the_list_is_filtered_and_sorted(session, wanted, names):
    a_study(session)
    a_transcript(session, "zuid-01")
    speakers = (Speaker("R1", Role.RESPONDENT, "R002", Group.BELEIDSMAKER),)
    a_transcript(
        session,
        "noord-01",
        about=a_description("noord-01", neighbourhoods=("stad-noord",), speakers=speakers),
        speech=(("R1", "Er is veel veranderd."),),
    )
    resident = (Speaker("R1", Role.RESPONDENT, "R003", Group.BEWONER),)
    version = a_transcript(
        session, "zuid-02", speech=(("R1", QUOTE),), about=a_description("zuid-02", speakers=resident)
    )
    a_coding(session, version, QUOTE)
    do(session, version, kind="read", turn=1)

    assert [each.name for each in browse.choose(browse.transcripts(session, CODER), wanted)] == names


def test_totals_sum_what_is_listed(session):
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, QUOTE)

    sums = browse.totals(browse.transcripts(session, CODER))

    assert sums == browse.Totals(transcripts=1, words=30, codings=1, open=0, decided=0, read=0)


def queries_for(engine: Engine, transcripts: int) -> tuple[int, float]:
    """The number of queries and the seconds that listing takes."""
    with writing(engine) as session:
        a_study(session)
        at = dt.datetime.now(dt.UTC)
        session.execute(
            insert(Transcript),
            [
                {
                    "name": f"t{n:04}",
                    "kind": "interview",
                    "language": "nl",
                    "month": None,
                    "topics": [],
                    "created_at": at,
                }
                for n in range(transcripts)
            ],
        )
        version = {"number": 1, "text": "x", "sha256": "0" * 64, "words": 1, "source_name": "x", "encoding": "utf-8"}
        session.execute(
            insert(TranscriptVersion),
            [
                version | {"transcript_id": n, "source_sha256": f"{n:064}", "created_at": at}
                for n in range(1, transcripts + 1)
            ],
        )
        study.coder_id(session, CODER)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    seconds = []
    for _ in range(3):
        statements.clear()
        with reading(engine) as session:
            start = time.perf_counter()
            assert len(browse.transcripts(session, CODER)) == transcripts
            seconds.append(time.perf_counter() - start)
    return len(statements), min(seconds)


@pytest.mark.parametrize("transcripts", [1, 1100])
def test_the_list_takes_as_many_queries_for_many_transcripts_as_for_one(engine, transcripts):
    count, seconds = queries_for(engine, transcripts)

    assert count == EXPECTED_QUERIES[engine.dialect.name]
    assert seconds < 0.5  # 100 ms on a quiet machine
