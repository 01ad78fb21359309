"""Memos on anything: written once, changed without losing what was there, found by kind, subject and words."""

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Answer, Memo
from qualcode.db.session import reading, writing
from qualcode.domain.memo import TEXT_LIMIT, MemoDraft, MemoKind, QuestionState, Topic, TopicKind
from qualcode.errors import ConflictError, NotFoundError, QualcodeError, UsageError
from qualcode.workflow import memos
from qualcode.workflow.memos import MemoFilters
from qualcode.workflow.verify import verify

ZUID = Topic(TopicKind.NEIGHBOURHOOD, "stad-zuid")
SLOOP = Topic(TopicKind.CODE, "factor.sloop")
QUOTE = "De sloop heeft de buurt geholpen."


@pytest.fixture
def version(session: Session) -> int:
    a_study(session)
    return a_transcript(session)


def a_draft(text: str = "Sloop kwam vaak ter sprake.", *topics: Topic, kind: MemoKind = MemoKind.ANALYTIC) -> MemoDraft:
    return MemoDraft(kind, text, topics)


def texts(session: Session, **filters: object) -> list[str]:
    total, lines = memos.find(session, MemoFilters(**filters))  # type: ignore[arg-type]
    assert total == len(lines)
    return [line.text for line in lines]


@pytest.mark.usefixtures("version")
def test_memo_is_found_by_what_it_is_about(session: Session) -> None:
    memos.write(session, CODER, a_draft("Over zuid.", ZUID))
    memos.write(session, CODER, a_draft("Over sloop in zuid.", SLOOP, Topic(TopicKind.CELL, "factor.sloop|stad-zuid")))
    assert texts(session, topic=SLOOP) == ["Over sloop in zuid."]
    assert texts(session, topic=ZUID) == ["Over zuid."]
    assert texts(session, words=("SLOOP", "zuid")) == ["Over sloop in zuid."]
    assert texts(session, words=("100%",)) == []
    assert texts(session) == ["Over sloop in zuid.", "Over zuid."]
    assert verify(session).problems == []


def test_notes_of_the_coding_page_are_among_them(session: Session, version: int) -> None:
    coding = a_coding(session, version, QUOTE)
    do(session, version, kind="memo", coding=coding, text="Zegt zij dit?")
    do(session, version, kind="note", text="Rustig gesprek.")
    assert texts(session, topic=Topic(TopicKind.TRANSCRIPT, "zuid-01")) == ["Rustig gesprek."]
    assert texts(session, topic=Topic(TopicKind.CODING, str(coding))) == ["Zegt zij dit?"]
    do(session, version, kind="withdraw", coding=coding)
    assert texts(session) == ["Rustig gesprek."]


@pytest.mark.usefixtures("version")
def test_changed_memo_keeps_its_history(session: Session) -> None:
    first = memos.write(session, CODER, a_draft("Eerst.", ZUID))
    second = memos.revise(session, "bram", first, a_draft("Toen.", ZUID, kind=MemoKind.DECISION))
    assert texts(session) == ["Toen."]
    assert [(step.text, step.coder) for step in memos.history(session, second)] == [
        ("Toen.", "bram"),
        ("Eerst.", CODER),
    ]
    memos.take_back(session, CODER, second)
    assert texts(session) == []
    assert [step.text for step in memos.history(session, second)] == ["Toen.", "Eerst."]
    assert verify(session).problems == []


@pytest.mark.usefixtures("version")
def test_two_who_change_a_memo_at_once_lose_nothing(session: Session) -> None:
    first = memos.write(session, CODER, a_draft("Eerst."))
    memos.revise(session, "bram", first, a_draft("Van bram."))
    with pytest.raises(ConflictError, match="meanwhile"):
        memos.revise(session, CODER, first, a_draft("Van annelies."))
    assert texts(session) == ["Van bram."]


@pytest.mark.usefixtures("version")
def test_form_that_is_sent_twice_stores_once(session: Session) -> None:
    numbers = {memos.write(session, CODER, a_draft(), "operation-1") for _ in range(2)}
    assert len(numbers) == session.scalar(select(func.count()).select_from(Memo)) == 1
    question = {memos.ask(session, CODER, ZUID, "Hoezo?", operation="operation-2") for _ in range(2)}
    answers = {memos.answer(session, CODER, *question, "Zo.", operation="operation-3") for _ in range(2)}
    assert answers == set(session.scalars(select(Answer.id)))  # PostgreSQL numbers on after what was rolled back
    assert len(question) == len(answers) == 1


@pytest.mark.usefixtures("version")
@pytest.mark.parametrize(
    ("draft", "error", "told"),
    [
        (a_draft("  "), UsageError, "without text"),
        (a_draft("x" * (TEXT_LIMIT + 1)), UsageError, "too long"),
        (a_draft("x", Topic(TopicKind.CODE, "factor.slop")), NotFoundError, "factor.slop"),
        (a_draft("x", Topic(TopicKind.CODING, "99")), NotFoundError, "99"),
        (a_draft("x", Topic(TopicKind.CELL, "factor.sloop|nergens")), NotFoundError, "nergens"),
    ],
)
def test_memo_that_says_nothing_or_is_about_nothing_is_refused(
    session: Session, draft: MemoDraft, error: type[QualcodeError], told: str
) -> None:
    with pytest.raises(error, match=told):
        memos.write(session, CODER, draft)
    assert texts(session) == []


def test_topic_is_read_as_it_is_written() -> None:
    assert Topic.parse(str(SLOOP)) == SLOOP
    for wrong in ("factor.sloop", "mood:good", "code:"):
        with pytest.raises(UsageError, match="KIND:NAME"):
            Topic.parse(wrong)


@pytest.mark.usefixtures("version")
def test_the_same_question_and_the_same_answer_are_stored_once_whoever_calls(session: Session) -> None:
    first = memos.ask(session, CODER, ZUID, "Hoezo?", "bram")
    assert memos.ask(session, CODER, ZUID, " Hoezo? ", "bram") == first
    others = {memos.ask(session, CODER, ZUID, "Hoezo?"), memos.ask(session, "bram", ZUID, "Hoezo?", "bram")}
    assert len({first, *others}) == 3
    step = memos.answer(session, "bram", first, "Zo.")
    assert memos.answer(session, "bram", first, "Zo. ") == step
    assert memos.answer(session, CODER, first, "Zo.") != step
    closed = memos.answer(session, "bram", first, "Zo.", QuestionState.CLOSED)
    assert memos.answer(session, "bram", first, "Zo.", QuestionState.CLOSED, "bram") == closed
    assert memos.ask(session, CODER, ZUID, "Hoezo?", "bram") not in {first, *others}, "it was closed"


@pytest.mark.usefixtures("version")
def test_question_has_an_owner_a_state_and_an_answer(session: Session) -> None:
    number = memos.ask(session, "rita", ZUID, "Waarom telt dit?", owner=CODER)
    (asked,) = memos.questions(session)
    assert (asked.id, asked.owner, asked.state, asked.answer) == (number, CODER, QuestionState.OPEN, "")
    memos.answer(session, CODER, number, "Twee bewoners zeggen het.", owner="rita")
    (answered,) = memos.questions(session, topic=ZUID)
    assert (answered.state, answered.owner, answered.answered_by) == (QuestionState.ANSWERED, "rita", CODER)
    memos.answer(session, "rita", number, "Duidelijk.", QuestionState.CLOSED)
    assert memos.questions(session) == []
    assert [each.answer for each in memos.questions(session, ())] == ["Duidelijk."]
    with pytest.raises(UsageError, match="few words"):
        memos.answer(session, "rita", number, " ")
    with pytest.raises(NotFoundError):
        memos.answer(session, "rita", 99, "?")
    assert verify(session).problems == []


def test_page_of_memos_takes_the_same_queries_for_one_and_for_many(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        memos.write(session, CODER, a_draft("0", ZUID))
    first = queries(engine)
    with writing(engine) as session:
        for at in range(30):
            memos.write(session, CODER, a_draft(f"{at}", ZUID, SLOOP))
    assert queries(engine) == first


def queries(engine: Engine) -> int:
    """How many statements a page takes."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with reading(engine) as session:
        memos.find(session, MemoFilters(topic=ZUID))
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
