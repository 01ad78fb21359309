"""What suggestions find of what people coded."""

from builders import a_coding, a_study, a_suggestion, a_transcript, suggestions
from sqlalchemy.orm import Session

from qualcode.workflow.found import Share, found

FIRST, SECOND = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
OTHER = (("I", "En?"), ("R1", "De bushalte is weg. De winkel ook."))


def test_coding_is_found_by_a_suggestion_of_its_code_that_overlaps_it(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_suggestion(session, version, SECOND)
    a_coding(session, version, "De sloop")
    a_coding(session, version, FIRST)
    assert found(session).passages == {"bewoner": Share(1, 2)}


def test_suggestions_are_counted_in_each_transcript_and_right_where_they_meet_a_coding(session: Session) -> None:
    a_study(session)
    coded = a_transcript(session)
    a_transcript(session, "zuid-02", speech=OTHER)
    a_coding(session, coded, FIRST)
    suggestions(session, coded, [(FIRST, "factor.sloop"), (SECOND, "factor.sloop")])
    found_there = found(session)
    assert found_there.suggested == [0, 2]
    assert found_there.right == Share(1, 2)


def test_study_without_suggestions_finds_nothing(session: Session) -> None:
    a_study(session)
    a_coding(session, a_transcript(session), FIRST)
    nothing = found(session)
    assert (nothing.suggested, nothing.right, nothing.right.rate) == ([0], Share(0, 0), 0.0)
