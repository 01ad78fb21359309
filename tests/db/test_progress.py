"""The first page and the sample: right counts, and as many queries for many transcripts as for one."""

import pytest
from builders import CODER, a_coding, a_description, a_study, a_suggestion, a_transcript, do
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.queries.progress import PAGE
from qualcode.db.session import reading, writing
from qualcode.domain.operation import IN_QUEUE
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.workflow import codebook_edit, codebook_steps, progress, sample
from qualcode.workflow.second_cycle import Change, recode, undo_recode

QUOTE = "De sloop heeft de buurt geholpen."
QUERIES = 24
"""At most, by whichever database."""


def an_interview(session: Session, name: str) -> int:
    """The version of an interview whose words nobody else says."""
    return a_transcript(session, name, speech=(("R1", f"{QUOTE} Dat zei ik in {name}."), ("I", "Ja.")))


def test_progress_tells_what_was_read_by_anybody_begun_and_left(session):
    a_study(session)
    read, begun, untouched = (an_interview(session, name) for name in ("a", "b", "c"))
    a_coding(session, begun, QUOTE)
    do(session, read, kind="read_in_full", value=True)
    a_suggestion(session, untouched, QUOTE)

    whole = progress.standing(session, "bram").whole

    assert (whole.transcripts, whole.read, whole.begun, whole.untouched) == (3, 1, 1, 1)
    assert (whole.codings, whole.open) == (1, 1)


def test_progress_stands_by_neighbourhood_group_and_coder(session):
    a_study(session)
    version = a_transcript(session)
    do(session, version, kind="accept", suggestion=a_suggestion(session, version, QUOTE))

    found = progress.standing(session, CODER)

    assert [(part.name, part.codings, part.decided) for part in found.neighbourhoods] == [("Zuid", 1, 1)]
    assert [(part.name, part.transcripts) for part in found.groups] == [("bewoner", 1)]
    assert (CODER, 1, 1, 0) in found.coders


def test_an_undone_decision_is_no_work_of_its_coder(session):
    a_study(session)
    version = a_transcript(session)
    ack = do(session, version, kind="reject", suggestion=a_suggestion(session, version, QUOTE))

    do(session, version, kind="undo", of=ack.id)

    assert (CODER, 0, 0, 0) in progress.standing(session, CODER).coders


def test_a_coder_goes_on_where_the_last_work_was_done_and_nobody_else_does(session):
    a_study(session)
    first, second = an_interview(session, "a"), an_interview(session, "b")
    for version in (second, first):
        do(session, version, kind="accept", suggestion=a_suggestion(session, version, QUOTE))

    assert progress.standing(session, CODER).next.going_on.name == "a"
    assert progress.standing(session, "bram").next.going_on is None


def test_who_only_read_goes_on_there(session):
    a_study(session)
    do(session, a_transcript(session), kind="read", turn=2)

    assert progress.standing(session, CODER).next.going_on.name == "zuid-01"


def test_quotes_wait_for_a_check_and_transcripts_with_most_suggestions_come_first(session):
    a_study(session)
    one, two = an_interview(session, "one"), an_interview(session, "two")
    a_coding(session, one, QUOTE)
    a_suggestion(session, two, QUOTE)

    found = progress.standing(session, CODER).next

    assert found.unchecked == 1
    assert [line.name for line in found.fullest] == ["two"]


def test_the_last_work_is_told_by_person_and_transcript(session):
    a_study(session)
    one, two = an_interview(session, "one"), an_interview(session, "two")
    suggestions = [a_suggestion(session, version, QUOTE) for version in (one, two)]
    do(session, one, kind="accept", suggestion=suggestions[0])
    do(session, two, kind="reject", suggestion=suggestions[1])

    last, before = progress.standing(session, CODER).latest[:2]

    assert (last.actor, dict(last.counts), list(last.transcripts)) == (CODER, {"review_reject": 1}, ["two"])
    assert (dict(before.counts), list(before.transcripts)) == ({"review_accept": 1}, ["one"])


def test_suggestions_made_twice_are_told_for_the_transcripts_there_are(session):
    a_study(session)
    for version in (an_interview(session, "one"), an_interview(session, "two")):
        for _run in range(2):
            a_suggestion(session, version, QUOTE)

    (last, *_) = progress.standing(session, CODER).latest

    assert last.counts["suggestions_stored"] == 2


def test_a_batch_over_transcripts_is_one_line_and_does_not_move_the_place_where_somebody_left_off(session):
    a_study(session)
    versions = [an_interview(session, name) for name in ("one", "two", "three")]
    codings = [a_coding(session, version, QUOTE) for version in versions]
    do(session, versions[0], kind="reject", suggestion=a_suggestion(session, versions[0], "Dat zei ik in one."))
    recode(session, CODER, [Change(each, "factor.huismeester") for each in codings], "batch-1")

    found = progress.standing(session, CODER)

    last, before = found.latest[:2]
    assert (dict(last.counts), sorted(last.transcripts)) == ({"review_change": 3}, ["one", "three", "two"])
    assert list(before.transcripts) == ["one"]
    assert found.next.going_on.name == "one"
    undo_recode(session, CODER, "batch-1")
    assert progress.standing(session, CODER).next.going_on.name == "one"


def test_decisions_in_a_queue_are_one_line_and_do_not_move_the_place_where_somebody_left_off(session):
    a_study(session)
    versions = [an_interview(session, name) for name in ("one", "two", "three")]
    a_coding(session, versions[0], QUOTE)
    suggestions = [a_suggestion(session, version, QUOTE) for version in versions]
    for version, suggestion in zip(versions, suggestions, strict=True):
        do(session, version, op=f"{IN_QUEUE}{version}", kind="reject", suggestion=suggestion)
    do(session, versions[2], op=f"{IN_QUEUE}undo", kind="undo", of=f"{IN_QUEUE}{versions[2]}")

    found = progress.standing(session, CODER)

    assert dict(found.latest[0].counts) == {"review_undo": 1, "review_reject": 3}
    assert list(found.latest[0].transcripts) == ["three", "two", "one"]
    assert found.next.going_on.name == "one"


def test_documents_come_after_interviews_and_focus_groups_whatever_is_open_in_them(session):
    a_study(session)
    about = {
        "paper": a_description("paper", kind=Kind.DOCUMENT, speakers=()),
        "group": a_description("group", kind=Kind.FOCUS_GROUP),
        "talk": a_description("talk"),
    }
    for name, each in about.items():
        a_suggestion(session, a_transcript(session, name, about=each), QUOTE)

    fullest = progress.standing(session, CODER).next.fullest

    assert [(line.name, line.open) for line in fullest] == [("group", 1), ("talk", 1), ("paper", 1)]


def test_work_behind_many_events_is_told_whole_and_what_came_before_it_too(session):
    a_study(session)
    one, two = an_interview(session, "one"), an_interview(session, "two")
    do(session, one, kind="reject", suggestion=a_suggestion(session, one, QUOTE))
    many = PAGE + 50
    for _number in range(many):
        events.append(session, "review_read", "bram", {"version": two})

    found = progress.standing(session, CODER)

    assert [(work.actor, dict(work.counts)) for work in found.latest[:2]] == [
        ("bram", {"review_read": many}),
        (CODER, {"review_reject": 1}),
    ]
    assert found.next.going_on.name == "one"


def test_the_last_work_counts_codings_and_not_the_events_that_tell_of_them(session):
    a_study(session)
    version = an_interview(session, "one")
    a_coding(session, version, QUOTE)
    a_coding(session, version, "Dat zei ik in one.")
    codebook_edit.apply(session, "bram", codebook_steps.merge(session, "m", 1, "factor.sloop", "factor.huismeester"))

    (merged,) = [work for work in progress.standing(session, CODER).latest if work.actor == "bram"]

    assert merged.counts["codings_recoded"] == 2
    assert merged.counts["codebook_edited"] == 1


def test_the_totals_of_the_sample_count_a_conversation_about_two_places_with_two_groups_once(session):
    a_study(session)
    both = (
        Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER),
        Speaker("I", Role.RESPONDENT, "R009", Group.BELEIDSMAKER),
    )
    a_transcript(session, "a", about=a_description("a", speakers=both, neighbourhoods=("stad-noord", "stad-zuid")))

    found = sample.sample(session)

    assert sum(cell.interviews for cell in found.cells.values()) == 4
    assert found.by_place == {"Noord": sample.Cell(1, 2), "Zuid": sample.Cell(1, 2)}
    assert (found.whole, found.repeated) == (sample.Cell(1, 2), 3)


def test_the_sample_counts_interviews_and_people_and_shows_where_nobody_was_spoken_to(session):
    a_study(session)
    two = (
        Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER),
        Speaker("I", Role.RESPONDENT, "R009", Group.BEWONER),
    )
    a_transcript(session, "a", about=a_description("a", speakers=two))
    a_transcript(session, "b", about=a_description("b", speakers=two))

    found = sample.sample(session)

    assert found.cells == {("Zuid", "bewoner"): sample.Cell(2, 2)}
    assert (found.by_place, found.whole, found.repeated) == ({"Zuid": sample.Cell(2, 2)}, sample.Cell(2, 2), 0)
    assert found.totals == {"bewoner": sample.Cell(2, 2)}
    assert found.gaps == len(found.places) * 3 - 1


def queries_for(engine: Engine, transcripts: int) -> int:
    with writing(engine) as session:
        a_study(session)
        for number in range(transcripts):
            version = an_interview(session, f"t-{number}")
            do(session, version, kind="accept", suggestion=a_suggestion(session, version, QUOTE))
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with reading(engine) as session:
        progress.standing(session, CODER)
        sample.sample(session)
    return len(asked)


@pytest.mark.parametrize("transcripts", [1, 12])
def test_the_first_page_takes_few_queries_however_many_transcripts(engine, transcripts):
    assert queries_for(engine, transcripts) <= QUERIES
