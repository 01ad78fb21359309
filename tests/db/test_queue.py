"""The queues: what is in them, in which order, within reach of whom, and in how many queries."""

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
    suggestions,
)
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Repeat
from qualcode.domain.backcoding import Gap, Why
from qualcode.domain.coding import Display
from qualcode.workflow import backcoding, decide, queue
from qualcode.workflow import codebook as codebooks
from qualcode.workflow.queue import Order, Reach, Size, Wanted
from qualcode.workflow.study import change_settings
from qualcode.workflow.verify import verify

SLOOP, JAMMER = "De sloop heeft de buurt geholpen.", "Dat is jammer."
ALL = Wanted(reach=Reach.ALL)


def a_read_transcript(session: Session, name: str, coder: str = CODER, **overrides) -> int:
    version = a_transcript(session, name, speech=(("I", f"Over {name}?"), ("R1", f"Tja. {SLOOP}")), **overrides)
    do(session, version, coder, kind="read_in_full", value=True)
    return version


def names(session: Session, wanted: Wanted, coder: str = CODER) -> list[str]:
    return [item.transcript for item in queue.suggestions(session, coder, wanted)]


@pytest.fixture
def study(session: Session) -> Session:
    """Read by annelies, read by bram, read by nobody; each with one suggestion, of falling score."""
    a_study(session)
    a_suggestion(session, a_read_transcript(session, "a"), SLOOP, score=0.9)
    a_suggestion(session, a_read_transcript(session, "b", "bram"), SLOOP, "factor.huismeester", score=0.6)
    unread = a_transcript(session, "c", about=a_description("c", neighbourhoods=("stad-noord",)))
    a_suggestion(session, unread, SLOOP, score=0.5)
    return session


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["a", "b"]),
        (Wanted(reach=Reach.MINE), ["a"]),
        (ALL, ["a", "b", "c"]),
        (Wanted(Order.UNCERTAIN, reach=Reach.ALL), ["c", "b", "a"]),
        (Wanted(code="factor.sloop", reach=Reach.ALL), ["a", "c"]),
        (Wanted(code="factor", reach=Reach.ALL), ["a", "b", "c"]),
        (Wanted(neighbourhood="stad-noord", reach=Reach.ALL), ["c"]),
    ],
)
def test_what_is_within_reach_comes_in_order(study: Session, wanted: Wanted, found: list[str]) -> None:
    assert names(study, wanted) == found


def test_a_mark_that_was_taken_back_puts_a_transcript_out_of_reach(study: Session) -> None:
    version = queue.suggestions(study, CODER, Wanted())[0].version
    do(study, version, kind="read_in_full", value=False)
    assert names(study, Wanted()) == ["b"]


def test_the_size_says_what_waits_outside_reach_when_nothing_is_inside(study: Session) -> None:
    assert queue.size(study, CODER, Wanted()) == Size(2, 2)
    assert queue.size(study, CODER, Wanted(neighbourhood="stad-noord")) == Size(0, 1)


def test_an_item_has_the_words_around_it(study: Session) -> None:
    (item,) = queue.suggestions(study, CODER, Wanted(reach=Reach.MINE))
    assert item.before is not None
    assert (item.before.label, item.before.text) == ("I", "Over a?")
    assert item.here.text[item.start - item.here.start : item.end - item.here.start] == SLOOP
    assert (item.respondent, item.group, item.neighbourhoods) == ("R001", "bewoner", ["Zuid"])


def test_what_comes_after_an_item_is_the_rest(study: Session) -> None:
    first = queue.suggestions(study, CODER, ALL)[0]
    assert [item.transcript for item in queue.suggestions(study, CODER, ALL, first.after)] == ["b", "c"]


def test_suggestions_on_an_old_version_are_not_in_the_queue(study: Session) -> None:
    corrected = (("I", "Over a?"), ("R1", f"Tja, nou. {SLOOP}"))
    a_transcript(study, "a", speech=corrected)
    assert names(study, ALL) == ["b", "c"]


def test_where_suggestions_appear_after_reading_only_what_one_has_read_is_within_reach(study: Session) -> None:
    assert queue.reaches(study) == list(Reach)
    change_settings(study, CODER, {"display": Display.AFTER_TURN.value})
    assert queue.reaches(study) == [Reach.MINE]
    change_settings(study, CODER, {"display": Display.NEVER.value})
    assert queue.reaches(study) == []


def counted(session: Session, act) -> int:
    statements: list[str] = []
    connection = session.connection()
    listener = lambda *told: statements.append(told[2])  # noqa: E731
    event.listen(connection, "before_cursor_execute", listener)
    act()
    event.remove(connection, "before_cursor_execute", listener)
    return len(statements)


def test_a_queue_takes_as_many_queries_for_many_items_as_for_one(study: Session) -> None:
    one = counted(study, lambda: queue.suggestions(study, CODER, Wanted(reach=Reach.MINE)))
    assert counted(study, lambda: queue.suggestions(study, CODER, ALL)) == one <= 8


# Undetermined ------------------------------------------------------------------------------------------------------


def test_own_codings_without_a_value_of_a_person_are_undetermined(study: Session) -> None:
    version = queue.suggestions(study, CODER, Wanted())[0].version
    number = a_coding(study, version, SLOOP, "factor.huismeester")
    a_coding(study, version, "Tja.", "factor.huismeester", attributes={"valentie": "positief"})
    a_coding(study, version, SLOOP, "factor.huismeester", coder="bram")
    assert [item.id for item in queue.undetermined(study, CODER, ALL)] == [number]
    assert queue.undetermined_size(study, CODER, ALL) == Size(1, 1)
    do(study, version, kind="change", coding=number, attributes={"valentie": "negatief"})
    assert queue.undetermined(study, CODER, ALL) == []


def test_a_suggested_value_leaves_a_coding_undetermined(study: Session) -> None:
    version = queue.suggestions(study, CODER, Wanted())[0].version
    number = a_suggestion(study, version, "Tja.", attributes={"valentie": "positief"})
    do(study, version, kind="accept", suggestion=number)
    (item,) = queue.undetermined(study, CODER, ALL)
    assert (item.attributes, item.sources) == ({"valentie": "positief"}, {"valentie": "suggested"})


# To code again -----------------------------------------------------------------------------------------------------


def test_a_transcript_is_to_be_coded_again_when_a_code_is_new_split_or_redefined(study: Session) -> None:
    assert backcoding.outdated(study) == []
    codes = [
        a_code(id=code.id, parent=code.parent, definition="Anders.") if code.id == "factor.sloop" else code
        for code in a_codebook().codes
    ]
    codes += [a_code(id="factor.groen", parent="factor"), a_code(id="factor.sloop.angst", parent="factor.sloop")]
    codebooks.load(study, a_codebook(codes=tuple(codes)), CODER)
    found = {each.transcript: each for each in backcoding.outdated(study)}
    assert sorted(found) == ["a", "b"]
    assert found["b"].coders == ["bram"]
    assert set(found["a"].gaps) == {
        Gap("factor.sloop", Why.REDEFINED),
        Gap("factor.groen", Why.NEW),
        Gap("factor.sloop.angst", Why.SPLIT, "factor.sloop"),
    }


def test_reading_again_under_the_present_codebook_settles_it(study: Session) -> None:
    new = (*a_codebook().codes, a_code(id="factor.groen", parent="factor"))
    codebooks.load(study, a_codebook(codes=new), CODER)
    version = queue.suggestions(study, CODER, Wanted(reach=Reach.MINE))[0].version
    do(study, version, kind="read_in_full", value=True)
    assert [each.transcript for each in backcoding.outdated(study)] == ["b"]


def test_the_list_of_what_to_code_again_takes_three_queries_however_long(study: Session) -> None:
    backcoding.outdated(study)
    few = counted(study, lambda: backcoding.outdated(study))
    for n in range(5):
        a_read_transcript(study, f"d{n}")
    assert counted(study, lambda: backcoding.outdated(study)) == few <= 4


# Exact repeats -----------------------------------------------------------------------------------------------------


@pytest.fixture
def repeated(session: Session) -> Session:
    """One accepted suggestion, repeated in a read and in an unread transcript."""
    a_study(session)
    first = a_read_transcript(session, "a")
    a_suggestion(session, a_read_transcript(session, "b"), SLOOP)
    a_suggestion(session, a_transcript(session, "c"), SLOOP)
    do(session, first, kind="accept", suggestion=a_suggestion(session, first, SLOOP))
    return session


def accepted(session: Session) -> int:
    return session.scalars(select(Coding.suggestion_id).order_by(Coding.id)).first() or 0


def batch(session: Session, **fields):
    raw = {"op": "0f-1", "kind": decide.ACCEPT_REPEATS, "suggestion": accepted(session), **fields}
    return decide.apply(session, CODER, 1, [raw])[0]


def test_repeats_outside_reach_are_not_offered(repeated: Session) -> None:
    found = queue.repeats(repeated, CODER, Wanted(), accepted(repeated))
    assert [(each.transcript, each.turn) for each in found] == [("b", 2)]
    assert len(queue.repeats(repeated, CODER, ALL, accepted(repeated))) == 2


def test_a_batch_takes_what_was_listed_and_nothing_else_and_once(repeated: Session) -> None:
    (listed,) = queue.repeats(repeated, CODER, Wanted(), accepted(repeated))
    ack = batch(repeated, suggestions=[listed.suggestion])
    assert ack.verdicts == {listed.suggestion: "accepted"}
    assert batch(repeated, suggestions=[listed.suggestion]).error is None
    assert len(repeated.scalars(select(Repeat.decision_id)).all()) == 1
    assert verify(repeated).problems == []


def test_a_batch_is_undone_as_one(repeated: Session) -> None:
    listed = [each.suggestion for each in queue.repeats(repeated, CODER, ALL, accepted(repeated))]
    batch(repeated, suggestions=listed)
    (ack,) = decide.apply(repeated, CODER, 1, [{"op": "0f-2", "kind": decide.UNDO_REPEATS, "of": "0f-1"}])
    assert ack.verdicts == dict.fromkeys(listed, "undone")
    assert len(queue.repeats(repeated, CODER, ALL, accepted(repeated))) == 2
    assert verify(repeated).problems == []


def test_a_batch_without_a_list_is_refused(repeated: Session) -> None:
    assert "accept_repeats" in str(batch(repeated).error)


def test_repeats_of_several_suggestions_stay_apart(repeated: Session) -> None:
    version = queue.suggestions(repeated, CODER, ALL)[0].version
    suggestions(repeated, version, [(SLOOP, "factor.huismeester")])
    found = queue.repeats(repeated, CODER, ALL, accepted(repeated))
    assert len(found) == 1  # the newer run proposes another code there


def test_an_item_names_the_codes_that_are_likely_beside_it(session: Session) -> None:
    a_study(session)
    version = a_read_transcript(session, "a")
    codes = {"factor.sloop": 0.9, "factor": 0.2, "belemmering": 0.05, "factor.huismeester": 0.25}
    wanted = [(SLOOP, code) for code in codes]
    suggestions(session, version, [("Tja.", "belemmering.onderhoud"), *wanted], scores=codes)
    sloop, tja = queue.suggestions(session, CODER, Wanted())
    assert (sloop.code, sloop.likely) == ("factor.sloop", ["factor.huismeester", "factor"])
    assert (tja.code, list(tja.likely)) == ("belemmering.onderhoud", [])
    a_coding(session, version, f"Tja. {SLOOP}", "factor.huismeester")
    assert [list(item.likely) for item in queue.suggestions(session, CODER, Wanted())] == [["factor"], []]
    assert queue.suggestions(session, "bram", Wanted())[0].likely == sloop.likely
