"""What a coder gets next: the order, the pages, and what stays closed after another run."""

import itertools

import pytest
from builders import CODER, a_code, a_codebook, a_study, a_suggestion, a_transcript, do
from sqlalchemy import Engine, event, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db.models import Run, Suggestion
from qualcode.db.queries.order import Order, next_suggestions
from qualcode.db.session import reading, writing
from qualcode.domain.study import StudySettings
from qualcode.workflow import codebook as codebooks
from qualcode.workflow.study import known_coder

SETTINGS = StudySettings()
QUOTES = ("De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen.", "Dat is jammer.")
SCORES = (0.52, 0.95, 0.4)


def upcoming(session: Session, order: Order = Order.LIKELY, **where):
    return next_suggestions(session, SETTINGS, known_coder(session, CODER), order, **where)


@pytest.fixture
def versions(session: Session) -> list[int]:
    """Three transcripts with one suggestion each, of other scores."""
    a_study(session)
    found = []
    for number, (quote, score) in enumerate(zip(QUOTES, SCORES, strict=True)):
        speech = (
            ("I", "En?"),
            ("R1", f"Gesprek {number}. {quote}"),
        )
        found.append(a_transcript(session, f"zuid-{number}", speech=speech))
        code = "factor.huismeester" if number == 1 else "factor.sloop"
        a_suggestion(session, found[-1], quote, code, score=score)
    return found


@pytest.mark.parametrize(
    ("order", "scores"),
    [(Order.LIKELY, [0.95, 0.52, 0.4]), (Order.UNCERTAIN, [0.52, 0.4, 0.95]), (Order.CODE, [0.52, 0.4, 0.95])],
)
@pytest.mark.usefixtures("versions")
def test_order(session: Session, order: Order, scores: list[float]) -> None:
    found = upcoming(session, order)
    assert sorted(each.score for each in found) == sorted(scores)
    if order is not Order.CODE:
        assert [each.score for each in found] == scores
    else:
        assert len(list(itertools.groupby(each.code for each in found))) == 2


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.usefixtures("versions")
def test_pages_of_one_are_the_whole_list(session: Session, order: Order) -> None:
    paged, after = [], None
    while page := upcoming(session, order, after=after, limit=1):
        paged += page
        after = page[-1].key
    assert paged == upcoming(session, order)


def test_one_transcript_and_one_code(session: Session, versions: list[int]) -> None:
    assert [each.version for each in upcoming(session, version=versions[1])] == [versions[1]]
    assert {each.code for each in upcoming(session, code="factor.sloop")} == {"factor.sloop"}


def test_the_next_suggestions_are_one_query_for_a_transcript(session: Session, versions: list[int]) -> None:
    number, statements = known_coder(session, CODER), []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *told: statements.append(told[2]))
    next_suggestions(session, SETTINGS, number, Order.LIKELY, version=versions[0])
    assert len(statements) == 1


def test_a_rejected_suggestion_stays_closed_in_the_next_run_for_this_coder_alone(
    session: Session, versions: list[int]
) -> None:
    (first,) = upcoming(session, version=versions[1])
    do(session, versions[1], kind="reject", suggestion=first.id)
    a_suggestion(session, versions[1], QUOTES[1], "factor.huismeester", score=0.99)
    assert upcoming(session, version=versions[1]) == []
    assert len(next_suggestions(session, SETTINGS, 0, Order.LIKELY, version=versions[1])) == 1


def test_a_new_definition_opens_what_was_rejected_under_the_old_one(session: Session, versions: list[int]) -> None:
    (first,) = upcoming(session, version=versions[1])
    do(session, versions[1], kind="reject", suggestion=first.id)
    renamed = [
        a_code(id=code.id, parent=code.parent, definition="Iets anders.") if code.id == "factor.huismeester" else code
        for code in a_codebook().codes
    ]
    codebooks.load(session, a_codebook(codes=tuple(renamed)), CODER)
    assert upcoming(session, version=versions[1]) == []
    a_suggestion(session, versions[1], QUOTES[1], "factor.huismeester", score=0.9)
    assert [each.score for each in upcoming(session, version=versions[1])] == [0.9]


def test_a_run_that_was_not_finished_leaves_the_one_before_in_force(session: Session, versions: list[int]) -> None:
    before = upcoming(session)
    a_suggestion(session, versions[0], QUOTES[0], score=0.8)
    newest = session.scalars(select(Run.id).order_by(Run.id.desc()).limit(1)).one()
    session.execute(update(Run).where(Run.id == newest).values(finished_at=None))
    assert upcoming(session) == before


def test_the_score_of_a_decided_suggestion_cannot_change(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        number = a_suggestion(session, version, QUOTES[0], score=0.6)
        do(session, version, kind="accept", suggestion=number)
    with pytest.raises(DBAPIError, match="append-only"), writing(engine) as session:
        session.execute(update(Suggestion).where(Suggestion.id == number).values(score=0.9))
    with reading(engine) as session:
        assert session.scalars(select(Suggestion.score).where(Suggestion.id == number)).one() == 0.6
