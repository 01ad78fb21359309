"""One page on an interview or a neighbourhood: its numbers are those of the evidence, whatever it holds."""

import pytest
from builders import (
    CODER,
    a_code,
    a_codebook,
    a_coding,
    a_description,
    a_study,
    a_suggestion,
    a_transcript,
    do,
    heard_version,
)
from sqlalchemy import event
from sqlalchemy.orm import Session

from qualcode.db.models import Coding
from qualcode.domain.evidence import ALL_CODES, Filters, Question
from qualcode.domain.framework import Place
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.summary import Numbers, Person, subject_of
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import anchor, codebook, memos, patterns, summary
from qualcode.workflow.aggregate import evidence_table

ZUID = Topic(TopicKind.NEIGHBOURHOOD, "stad-zuid")
FIRST = Topic(TopicKind.TRANSCRIPT, "zuid-01")
FLATS, SLOOP, JAMMER = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen.", "Dat is jammer."


@pytest.fixture
def coded(session: Session) -> Session:
    """Two interviews and a document in Zuid, and a conversation about two neighbourhoods."""
    a_study(session)
    first, second = a_transcript(session), a_transcript(session, "zuid-02", about=_second())
    document = a_transcript(session, "nota-01", about=a_description("nota-01", kind=Kind.DOCUMENT, speakers=()))
    both = a_transcript(session, "beide-01", about=_both())
    a_coding(session, first, FLATS, "belemmering.onderhoud")
    a_coding(session, first, "De flats waren slecht", "belemmering.onderhoud", coder="bram")
    a_coding(session, first, SLOOP)
    a_coding(session, first, SLOOP, "factor.huismeester")
    a_coding(session, first, JAMMER)
    a_coding(session, first, "En nu?", "factor.huismeester")
    a_coding(session, second, SLOOP)
    a_coding(session, document, FLATS, "belemmering.onderhoud")
    a_coding(session, both, SLOOP)
    return session


def _second():
    speakers = (Speaker("R1", Role.RESPONDENT, "R002", Group.BELEIDSMAKER), Speaker("I", Role.INTERVIEWER))
    return a_description("zuid-02", speakers=speakers, topics=("wonen",))


def _both():
    speakers = (Speaker("R1", Role.RESPONDENT, "R003", Group.BEWONER), Speaker("I", Role.INTERVIEWER))
    return a_description("beide-01", neighbourhoods=("stad-noord", "stad-zuid"), speakers=speakers)


def test_a_summary_counts_as_the_evidence_table_does(coded: Session) -> None:
    spoken = (Kind.INTERVIEW, Kind.FOCUS_GROUP)
    for subject, filters in (
        (FIRST, Filters(transcripts=("zuid-01",))),
        (ZUID, Filters(neighbourhoods=("stad-zuid",), kinds=spoken)),
    ):
        table = evidence_table(coded, Question(rows=ALL_CODES, filters=filters, passages=True), "nl")
        found = summary.summary(coded, subject, CODER, "nl")
        lines = {line.code: line.numbers for line in (*found.families, *found.frequent)}
        assert set(lines) == {row.id for row in table.rows if (row.id, "total") in table.cells}
        for code, numbers in lines.items():
            cell = table.cell(code, "total")
            assert numbers == (cell.codings, cell.passages, cell.respondents, cell.transcripts), code
        total = table.cell("total", "total")
        assert found.whole == (total.codings, total.passages, total.respondents, total.transcripts)


def test_overlapping_codings_are_one_passage_and_those_that_touch_are_two(coded: Session) -> None:
    found = summary.summary(coded, FIRST, CODER, "nl")
    assert {line.code: line.numbers for line in found.families} == {
        "factor": Numbers(codings=3, passages=2, respondents=1, transcripts=1),
        "belemmering": Numbers(codings=2, passages=1, respondents=1, transcripts=1),
    }
    assert found.whole.passages == 3


def test_what_does_not_count_stands_beside(coded: Session) -> None:
    assert summary.summary(coded, FIRST, CODER, "nl").beside == 1
    found = summary.summary(coded, ZUID, CODER, "nl")
    assert (found.documents, found.beside, found.whole.transcripts) == (1, 1, 2)


def test_a_page_says_who_speaks_and_what_was_asked(coded: Session) -> None:
    facts = summary.summary(coded, ZUID, CODER, "nl").facts
    assert facts.people == (
        Person("R001", "bewoner", withdrawn=False),
        Person("R002", "beleidsmaker", withdrawn=False),
        Person("R003", "bewoner", withdrawn=False),
    )
    assert facts.topics == ("veiligheid", "wonen")
    assert [each.name for each in facts.conversations] == ["beide-01", "nota-01", "zuid-01", "zuid-02"]
    assert summary.summary(coded, FIRST, CODER, "nl").facts.places == (("stad-zuid", "Zuid"),)


def test_open_suggestions_are_those_of_the_reader(coded: Session) -> None:
    quote = "Het is rustiger, maar de huismeester komt niet meer."
    version = heard_version(coded, "zuid-01")
    suggestion = a_suggestion(coded, version, quote, "factor.huismeester")
    assert [summary.summary(coded, each, CODER, "nl").open for each in (FIRST, ZUID)] == [1, 1]
    do(coded, version, kind="reject", suggestion=suggestion)
    assert summary.summary(coded, FIRST, CODER, "nl").open == 0
    assert summary.summary(coded, FIRST, "bram", "nl").open == 1


def test_anchor_quotes_are_those_of_the_subject(coded: Session) -> None:
    here, there = (a_coding(coded, heard_version(coded, name), "Het is rustiger") for name in ("zuid-01", "beide-01"))
    for coding in (here, there):
        anchor.mark(coded, CODER, coding, marked=True)
    assert [quote.id for quote in summary.summary(coded, FIRST, CODER, "nl").anchors] == [here]


def test_a_summary_is_written_once_and_changed_with_its_history(coded: Session) -> None:
    number = summary.write(coded, CODER, ZUID, "Eerst.", None, "op-a")
    assert summary.write(coded, CODER, ZUID, "Eerst.", None, "op-a") == number
    later = summary.write(coded, "bram", ZUID, "Daarna.", number, "op-b")
    found = summary.summary(coded, ZUID, CODER, "nl")
    assert found.written is not None
    assert (found.written.id, found.written.text, found.written.coder) == (later, "Daarna.", "bram")
    assert [line.text for line in memos.history(coded, later)] == ["Daarna.", "Eerst."]
    assert found.memos == []


def test_a_summary_that_somebody_wrote_meanwhile_is_not_pushed_aside(coded: Session) -> None:
    number = summary.write(coded, CODER, ZUID, "Eerst.", None, "op-a")
    with pytest.raises(ConflictError, match="meanwhile"):
        summary.write(coded, "bram", ZUID, "Ook.", None, "op-b")
    summary.write(coded, CODER, ZUID, "Daarna.", number, "op-c")
    with pytest.raises(ConflictError, match="meanwhile"):
        summary.write(coded, "bram", ZUID, "Anders.", number, "op-d")


def test_other_memos_and_open_questions_stand_on_the_page(coded: Session) -> None:
    for at in range(12):
        memos.write(coded, CODER, MemoDraft(MemoKind.ANALYTIC, f"Memo {at}.", (ZUID,)))
    memos.ask(coded, CODER, ZUID, "Ook in Noord?")
    found = summary.summary(coded, ZUID, CODER, "nl")
    assert (len(found.memos), found.more, found.memos[0].text) == (10, 2, "Memo 11.")
    assert [each.text for each in found.questions] == ["Ook in Noord?"]
    summary.write(coded, CODER, ZUID, "Samen.", None, "op-a")
    found = summary.summary(coded, ZUID, CODER, "nl")
    assert (len(found.memos), found.more) == (10, 2)


def test_the_list_says_what_is_summarised(coded: Session) -> None:
    summary.write(coded, CODER, FIRST, "Samen.", None, "op-a")
    written = {str(each.subject): each.written for each in summary.listed(coded)}
    assert [name for name, note in written.items() if note] == ["transcript:zuid-01"]
    assert list(written)[:2] == ["neighbourhood:stad-noord", "neighbourhood:stad-zuid"]


def test_counting_reads_no_coding_and_asks_as_often_in_a_larger_study(coded: Session) -> None:
    before = _asked(coded)
    for at in range(5):
        version = a_transcript(coded, f"zuid-1{at}")
        a_coding(coded, version, SLOOP)
        a_coding(coded, version, FLATS, "belemmering.onderhoud")
    coded.expunge_all()
    loaded: list[object] = []
    event.listen(Coding, "load", lambda coding, _context: loaded.append(coding))
    assert len(_asked(coded)) == len(before)
    assert loaded == []


def _asked(session: Session) -> list[str]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    summary.summary(session, ZUID, CODER, "nl")
    event.remove(connection, "before_cursor_execute", note)
    return statements


def test_what_is_no_subject_is_refused(coded: Session) -> None:
    for written in ("code:factor", "zuid-01"):
        with pytest.raises(UsageError):
            subject_of(written)
    for missing in (Topic(TopicKind.NEIGHBOURHOOD, "nergens"), Topic(TopicKind.TRANSCRIPT, "niets")):
        with pytest.raises(NotFoundError):
            summary.summary(coded, missing, CODER, "nl")


def test_a_codebook_with_renamed_codes_names_them_in_the_language_asked(session: Session) -> None:
    a_study(session, codebook=a_codebook())
    a_coding(session, a_transcript(session), SLOOP)
    (line,) = summary.summary(session, FIRST, None, "en").frequent
    assert line.label == "Code factor.sloop"


def test_a_pattern_is_what_a_person_decided_and_nothing_else(session: Session) -> None:
    a_study(session)
    assert not summary.summary(session, ZUID, CODER, "nl").patterned
    rows = [a_code(id=name, parent=name.rpartition(".")[0] or None) for name in ("patroon", "patroon.wankelend")]
    codebook.load(session, a_codebook(codes=(*a_codebook().codes, *rows)), CODER)
    a_coding(session, a_transcript(session), SLOOP, "patroon.wankelend")
    found = summary.summary(session, ZUID, CODER, "nl")
    assert (found.patterned, found.pattern) == (True, None)
    number = patterns.decide(session, CODER, Place("patroon.wankelend", "stad-zuid"), "Twee stemmen.")
    decided = summary.summary(session, ZUID, CODER, "nl").pattern
    assert decided is not None
    assert (decided.pattern, decided.note.id, decided.note.text) == ("Code patroon.wankelend", number, "Twee stemmen.")
    assert summary.summary(session, Topic(TopicKind.NEIGHBOURHOOD, "stad-noord"), CODER, "nl").pattern is None
    memos.take_back(session, CODER, number)
    assert summary.summary(session, ZUID, CODER, "nl").pattern is None
