"""However much is coded, a page asks the database the same number of questions, and loads no coding to count it."""

import pytest
from builders import CODER, a_claim, a_coding, a_suggestion, a_transcript, do
from sqlalchemy import Engine, event

from qualcode.db.models import Coding
from qualcode.db.session import make_engine, writing
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.workflow import basket, claim_register, memos

ADDED = 6
PAGES = {
    "overview": {},
    "transcripts": {},
    "transcripts by respondent": {"view": "respondents"},
    "review": {"reach": "all"},
    "review undetermined": {"queue": "undetermined"},
    "review again": {"queue": "again"},
    "quotes": {},
    "quotes of a combination": {"combination": "factor in the same turn as belemmering"},
    "quotes in turns": {"words": "sloop", "where": "turns"},
    "quotes in context": {"words": "sloop", "where": "turns", "kwic": "1", "order": "right"},
    "quotes to change": {"change": "1"},
    "evidence": {"rows": "codes"},
    "claims": {},
    "claims one": {"claim": "C1"},
    "outputs": {},
    "report_week": {},
    "report_week quotes": {"view": "quotes"},
    "report_week members": {"view": "members"},
    "report_week leaving": {"view": "leaving"},
    "report_week leaving quotes": {"view": "leaving", "part": "quotes"},
    "worth": {},
    "memos": {},
    "memos of a summary": {"summary": "neighbourhood:stad-zuid"},
    "memos of an interview": {"summary": "transcript:zuid-01"},
    "memos in a list": {"view": "summaries"},
    "meeting": {},
    "codebook": {},
    "codebook split": {"code": "factor.sloop", "do": "split"},
    "codebook versions": {"view": "versions"},
    "codebook open": {"view": "open"},
    "study": {},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_of_a_larger_study(open_page, study_url, name):
    read_in_full(study_url)
    before = asked(open_page, name)
    enlarge(study_url)
    after = asked(open_page, name)
    assert len(after) == len(before), sorted({*after} - {*before})


@pytest.mark.parametrize(
    "name",
    ["overview", "transcripts", "evidence", "codebook", "worth", "review", "meeting", "memos of a summary"],
)
def test_a_page_that_counts_loads_no_coding(open_page, study_url, name):
    loaded = []

    def note(coding, _context):
        loaded.append(coding)

    event.listen(Coding, "load", note)
    try:
        asked(open_page, name)
    finally:
        event.remove(Coding, "load", note)
    assert loaded == []


def asked(open_page, name: str) -> list[str]:
    """The statements of one look at a page that was looked at before."""
    page, query = name.partition(" ")[0], PAGES[name]
    app = open_page(page, **query)
    assert not app.exception
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert not app.run().exception
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert statements
    return statements


def read_in_full(url: str) -> None:
    engine = make_engine(url)
    with writing(engine) as session:
        for version in (1, 2):
            do(session, version, kind="read_in_full", value=True)
            a_coding(session, version, "Het is rustiger", "factor.huismeester", coder="bram")
        write_a_memo(session)
        claim_register.load(session, [a_claim()], CODER)
        basket.put(session, CODER, "2.1", [1])
    engine.dispose()


def enlarge(url: str) -> None:
    """Several times as many transcripts, codings, suggestions, memos, claims and quotes of a section."""
    engine = make_engine(url)
    with writing(engine) as session:
        for number in range(ADDED):
            said = f"De sloop van blok {number} was nodig. De flats waren slecht."
            version = a_transcript(session, f"zuid-1{number}", speech=(("I", "En?"), ("R1", said)))
            coding = a_coding(session, version, f"De sloop van blok {number} was nodig.")
            a_coding(session, version, "De flats waren slecht.", "belemmering.onderhoud", coder="bram")
            a_suggestion(session, version, "De flats waren slecht.")
            do(session, version, kind="read_in_full", value=True)
            write_a_memo(session)
            claim_register.load(session, [a_claim(id=f"C{number + 2}")], CODER)
            basket.put(session, CODER, "2.1", [coding])
    engine.dispose()


def write_a_memo(session) -> None:
    memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, "Let op.", (Topic(TopicKind.CODE, "factor.sloop"),)))
