"""Memos, questions and decisions as they are written on the screen, in both languages."""

import pytest
from builders import CODER, a_coding, a_transcript, do
from sqlalchemy import Engine

from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.memo import MemoDraft, MemoKind, QuestionState, Topic, TopicKind
from qualcode.workflow import meeting, memos
from qualcode.workflow.memos import MemoFilters

ZUID = Topic(TopicKind.NEIGHBOURHOOD, "stad-zuid")


@pytest.fixture
def engine(study_url: str) -> Engine:
    return make_engine(study_url)


def shown(app) -> str:
    return " ".join(str(each.value) for each in (*app.get("html"), *app.markdown, *app.info, *app.success, *app.error))


def test_memo_is_written_once_and_found_by_its_subject(open_page, engine: Engine) -> None:
    app = open_page("memos", about=str(ZUID), new="1")
    app.text_area(key="qualcode_memo_new_text").set_value("Zuid komt vaak terug.")
    app.button(key="qualcode_memo_new_store").click().run()
    assert "Memo 1 is opgeslagen." in shown(app)
    assert app.text_area(key="qualcode_memo_new_text").value == ""
    with reading(engine) as session:
        total, lines = memos.find(session, MemoFilters(topic=ZUID))
    assert (total, lines[0].text, lines[0].coder) == (1, "Zuid komt vaak terug.", CODER)
    assert "Zuid komt vaak terug." in shown(open_page("memos", language="en", kind="analytic"))
    assert "There are no such memos yet" in shown(open_page("memos", language="en", kind="method"))


def test_memo_without_text_is_refused_and_keeps_the_form(open_page, engine: Engine) -> None:
    app = open_page("memos", language="en")
    app.button(key="qualcode_memo_new_store").click().run()
    assert "without text" in shown(app)
    with reading(engine) as session:
        assert memos.find(session, MemoFilters())[0] == 0


def test_memo_is_changed_and_taken_back_with_its_history(open_page, engine: Engine) -> None:
    with writing(engine) as session:
        number = memos.write(session, CODER, MemoDraft(MemoKind.METHOD, "Eerst.", (ZUID,)))
    app = open_page("memos", memo=str(number))
    app.text_area(key=f"qualcode_memo_{number}_text").set_value("Daarna.")
    app.button(key=f"qualcode_memo_{number}_store").click().run()
    with reading(engine) as session:
        (line,) = memos.find(session, MemoFilters(kind=MemoKind.METHOD))[1]
    assert (line.text, line.topics) == ("Daarna.", (ZUID,))
    opened = open_page("memos", memo=str(line.id))
    assert "Eerst." in shown(opened)
    opened.button(key=f"qualcode_memo_{line.id}_gone").click().run()
    with reading(engine) as session:
        assert memos.find(session, MemoFilters())[0] == 0


def test_unknown_memo_is_one_sentence(open_page) -> None:
    assert "There is no memo '99'" in shown(open_page("memos", language="en", memo="99"))


@pytest.fixture
def disputed(engine: Engine) -> int:
    """A coding in a transcript that both coders read in full, which one gave and the other did not."""
    with writing(engine) as session:
        version = a_transcript(session, "zuid-07")
        coding = a_coding(session, version, "Dat is jammer.", "factor.sloop")
        for coder in (CODER, "bram"):
            do(session, version, coder, kind="read_in_full", value=True)
    return coding


def test_decision_settles_what_coders_differ_on(open_page, engine: Engine, disputed: int) -> None:
    app = open_page("meeting")
    assert "1 codering die een andere codeur niet gaf" in shown(app)
    app.text_area(key="qualcode_decision_text").set_value("Het hoort erbij.")
    app.multiselect(key="qualcode_decision_quotes").select(disputed)
    app.multiselect(key="qualcode_decision_codes").select("factor.sloop")
    app.button(key="qualcode_decide").click().run()
    assert "is opgeslagen" in shown(app)
    with reading(engine) as session:
        agenda = meeting.agenda(session)
    assert agenda.disputed == 0
    assert Topic(TopicKind.CODE, "factor.sloop") in agenda.decisions[0].topics
    assert "Het hoort erbij." in shown(open_page("meeting"))


def test_decision_about_nothing_is_refused(open_page) -> None:
    app = open_page("meeting", language="en")
    app.text_area(key="qualcode_decision_text").set_value("Iets.")
    app.button(key="qualcode_decide").click().run()
    assert "Choose the passages or codes" in shown(app)


def test_question_is_asked_and_answered(open_page, engine: Engine) -> None:
    app = open_page("meeting", language="en")
    app.text_input(key="qualcode_ask_text").set_value("Waarom telt dit?")
    app.text_input(key="qualcode_ask_about").set_value(str(ZUID))
    app.button(key="qualcode_ask_send").click().run()
    assert "Question 1 was stored." in shown(app)
    app.text_area(key="qualcode_answer_1_text").set_value("Twee bewoners.")
    app.button(key="qualcode_answer_1_close").click().run()
    with reading(engine) as session:
        assert memos.questions(session) == []
        assert memos.questions(session, [QuestionState.CLOSED])[0].answer == "Twee bewoners."


def test_coder_who_did_not_read_in_full_disputes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        version = a_transcript(session, "zuid-08")
        a_coding(session, version, "Dat is jammer.", "factor.sloop")
        do(session, version, "bram", kind="read_in_full", value=True)
    with reading(engine) as session:
        assert meeting.agenda(session).disputed == 0


def test_meeting_tells_nothing_compared_from_no_differences(open_page, study_url):
    app = open_page("meeting", language="en")
    assert app.info[0].value.startswith("Nothing was compared yet: no transcript was read in full by two coders.")

    engine = make_engine(study_url)
    with writing(engine) as session:
        for coder in (CODER, "bram"):
            do(session, 2, coder, kind="read_in_full", value=True)
    engine.dispose()

    app = open_page("meeting", language="nl")
    assert app.info[0].value == "Geen verschillen in het 1 transcript dat twee codeurs geheel hebben gelezen."
