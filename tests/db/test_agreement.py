"""Agreement over a study: which transcripts, codings and coders it compares."""

import pytest
from builders import a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy.orm import Session

from qualcode.domain.agreement import FourCells, Unit
from qualcode.errors import NotFoundError, UsageError
from qualcode.workflow.agreement import agree

FIRST, SECOND = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."
OTHER = (("I", "En?"), ("R1", "De bushalte is weg. De winkel ook."))


def test_transcripts_that_both_coded_are_compared_by_sentence(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SECOND)
    a_coding(session, version, f"{FIRST} {SECOND}", coder="bram")
    found = agree(session, [], Unit.SEGMENT, "nl")
    assert (found.transcripts, found.units) == (["zuid-01"], 4)
    assert found.codes == {"factor.sloop": FourCells(both=1, only_a=0, only_b=1, neither=2)}


def test_turns_and_characters_are_units_of_their_own(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SECOND)
    a_coding(session, version, "De sloop", coder="bram")
    assert agree(session, [], Unit.TURN, "nl").codes["factor.sloop"] == FourCells(1, 0, 0, 1)
    characters = agree(session, [], Unit.SPAN, "nl").codes["factor.sloop"]
    assert characters[:3] == (len("De sloop"), len(SECOND) - len("De sloop"), 0)


def test_transcript_that_one_of_them_coded_plays_no_part(session: Session) -> None:
    a_study(session)
    shared, alone = a_transcript(session), a_transcript(session, "zuid-02", speech=OTHER)
    a_coding(session, shared, FIRST)
    a_coding(session, shared, FIRST, coder="bram")
    a_coding(session, alone, "De bushalte is weg.")
    assert agree(session, [], Unit.SEGMENT, "nl").transcripts == ["zuid-01"]


def test_transcript_read_in_full_without_a_coding_was_coded(session: Session) -> None:
    a_study(session)
    shared, empty = a_transcript(session), a_transcript(session, "zuid-02", speech=OTHER)
    a_coding(session, shared, FIRST)
    a_coding(session, shared, FIRST, coder="bram")
    a_coding(session, empty, "De bushalte is weg.")
    assert do(session, empty, "bram", kind="read_in_full", value=True).error is None
    found = agree(session, [], Unit.SEGMENT, "nl")
    assert found.transcripts == ["zuid-01", "zuid-02"]
    assert found.codes["factor.sloop"] == FourCells(1, 1, 0, 4)


def test_coding_that_was_taken_back_is_not_compared(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, FIRST)
    number = a_coding(session, version, SECOND)
    a_coding(session, version, FIRST, coder="bram")
    assert do(session, version, kind="withdraw", coding=number).error is None
    assert agree(session, [], Unit.SEGMENT, "nl").codes["factor.sloop"] == FourCells(1, 0, 0, 3)


def test_coder_to_whom_suggestions_were_shown_is_not_independent(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, SECOND)
    assert do(session, version, kind="accept", suggestion=suggestion).error is None
    a_coding(session, version, SECOND, coder="bram")
    found = agree(session, ["annelies", "bram"], Unit.SEGMENT, "nl")
    assert (found.a.coder, found.a.independent) == ("annelies", False)


def test_two_coders_must_be_named_where_three_coded(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    for coder in ("annelies", "bram", "carla"):
        a_coding(session, version, FIRST, coder=coder)
    with pytest.raises(UsageError, match="--coders A,B; coded have: annelies, bram, carla"):
        agree(session, [], Unit.SEGMENT, "nl")
    assert agree(session, ["carla", "bram"], Unit.SEGMENT, "nl").a.coder == "carla"


@pytest.mark.parametrize("names", [["annelies"], ["annelies", "annelies"], ["annelies", "bram", "annelies"]])
def test_agreement_is_between_two(session: Session, names: list[str]) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, FIRST)
    a_coding(session, version, FIRST, coder="bram")
    with pytest.raises(UsageError, match="between two coders"):
        agree(session, names, Unit.SEGMENT, "nl")


def test_coder_who_coded_nothing_is_not_known(session: Session) -> None:
    a_study(session)
    a_coding(session, a_transcript(session), FIRST)
    with pytest.raises(NotFoundError, match="no coder with codings 'annelise'; did you mean annelies"):
        agree(session, ["annelise", "bram"], Unit.SEGMENT, "nl")
