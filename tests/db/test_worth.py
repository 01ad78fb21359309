"""What is measured of suggestions: only against people who had not seen them, and in a fixed number of queries."""

from dataclasses import dataclass

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do, suggestions
from sqlalchemy import event
from sqlalchemy.orm import Session

from qualcode.db.models import TranscriptVersion
from qualcode.domain import by_group
from qualcode.domain.coding import Display
from qualcode.domain.worth import MISLED, Share
from qualcode.workflow import worth
from qualcode.workflow.study import change_settings, view

SLOOP, FLATS = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."


@dataclass
class Sample:
    """A transcript that bram coded blind, with one suggestion that finds one of his two codings."""

    session: Session
    version: int
    suggestion: int

    def do(self, coder: str = CODER, **operation) -> None:
        assert do(self.session, self.version, coder, **operation).error is None

    def decide(self, coder: str, kind: str, **fields) -> None:
        self.do(coder, kind=kind, suggestion=self.suggestion, **fields)


@pytest.fixture
def study(session: Session) -> Sample:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SLOOP, coder="bram")
    a_coding(session, version, FLATS, "belemmering.onderhoud", coder="bram")
    assert do(session, version, "bram", kind="read_in_full", value=True).error is None
    return Sample(session, version, a_suggestion(session, version, SLOOP))


def test_blind_codings_are_the_measure(study: Sample) -> None:
    measured = worth.measure(study.session)
    assert (measured.transcripts, measured.codings) == (1, 2)
    assert measured.figures.precision_at_1 == 0.5
    assert {each.code: each.found for each in measured.codes} == {
        "factor.sloop": Share(1, 1),
        "belemmering.onderhoud": Share(0, 1),
    }
    (only,) = measured.bins
    assert (only.n, only.right) == (1, 1.0)


def test_codings_are_told_by_the_group_of_who_says_them(study: Sample) -> None:
    (group,) = worth.measure(study.session).groups
    assert (group.group, group.n, group.documents, group.three) == ("bewoner", 2, 1, None), "too few for shares"


def test_groups_with_enough_passages_have_figures(study: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_group, "ENOUGH", 2)
    (group,) = worth.measure(study.session).groups
    assert (group.first, group.three, group.shown) == (0.5, 0.5, 0.5)


def test_the_first_five_are_of_all_that_is_stored_and_the_first_three_of_what_is_shown(study: Sample) -> None:
    change_settings(study.session, CODER, {"threshold": 1.0})
    figures = worth.measure(study.session).figures
    assert (figures.recall_at_3, figures.recall_at_5) == (0, 0.5)


def test_what_another_threshold_would_show_is_told_of_all_that_is_stored(study: Sample) -> None:
    change_settings(study.session, CODER, {"threshold": 1.0})
    told = worth.measure(study.session).thresholds
    assert [(each.threshold, each.found, each.right) for each in (told[0], told[-1])] == [
        (0.1, Share(1, 2), Share(1, 1)),
        (1.0, Share(0, 2), Share(0, 0)),
    ]
    words = study.session.get_one(TranscriptVersion, study.version).words
    assert told[0].per_thousand_words == pytest.approx(1000 / words)


def test_what_is_beyond_the_codes_of_a_sentence_is_shown_at_no_threshold(study: Sample) -> None:
    a_suggestion(study.session, study.version, SLOOP, rank=4)
    lowest, *_ = worth.measure(study.session).thresholds
    assert (lowest.found, lowest.right) == (Share(0, 2), Share(0, 0))


def test_who_saw_a_suggestion_or_decided_on_one_is_no_measure(study: Sample) -> None:
    a_coding(study.session, study.version, SLOOP, "factor.huismeester", coder="carla", seen=True)
    study.decide("bram", "reject")
    measured = worth.measure(study.session)
    assert (measured.transcripts, measured.figures.passages) == (0, 0)


def test_codings_of_a_blind_study_are_a_measure_also_when_the_screen_says_otherwise(study: Sample) -> None:
    change_settings(study.session, CODER, {"display": Display.NEVER})
    a_coding(study.session, study.version, SLOOP, coder="carla", seen=True)
    study.do("carla", kind="read_in_full", value=True)
    assert worth.measure(study.session).codings == 3


def test_what_was_not_read_in_full_is_no_measure(study: Sample) -> None:
    a_coding(study.session, study.version, SLOOP, coder="carla")
    assert worth.measure(study.session).codings == 2
    study.do("carla", kind="read_in_full", value=True)
    assert worth.measure(study.session).codings == 3
    study.do("bram", kind="read_in_full", value=False)
    assert worth.measure(study.session).codings == 1


def test_text_in_which_nothing_is_shown_counts_as_not_found(study: Sample) -> None:
    other = a_transcript(study.session, "zuid-02")
    a_coding(study.session, other, SLOOP, coder="bram")
    assert do(study.session, other, "bram", kind="read_in_full", value=True).error is None
    assert worth.measure(study.session).transcripts == 1, "no run looked at it yet"
    suggestions(study.session, other, [])
    measured = worth.measure(study.session)
    assert (measured.transcripts, measured.codings, measured.figures.passages) == (2, 3, 3)
    assert measured.figures.precision_at_1 == pytest.approx(1 / 3)
    assert {each.code: each.found for each in measured.codes}["factor.sloop"] == Share(1, 2)


def test_suggestions_where_a_blind_coder_found_nothing_are_wrong(study: Sample) -> None:
    for number in range(MISLED):
        other = a_transcript(study.session, f"niets-{number}")
        assert do(study.session, other, "bram", kind="read_in_full", value=True).error is None
        a_suggestion(study.session, other, SLOOP)
    measured = worth.measure(study.session)
    assert (measured.transcripts, measured.codings, measured.figures.passages) == (MISLED + 1, 2, 2)
    (only,) = measured.bins
    assert (only.n, only.right) == (MISLED + 1, pytest.approx(1 / (MISLED + 1)))
    assert measured.error == pytest.approx(abs(only.score - only.right))
    assert [(each.indicator, each.refused, each.n) for each in measured.unused] == [("sloop", MISLED, MISLED + 1)]


@pytest.mark.parametrize(("setting", "transcripts"), [({}, 1), ({"display": "never"}, 2), ({"open_coding": True}, 2)])
def test_nothing_coded_with_suggestions_in_sight_is_no_measure(
    study: Sample, setting: dict[str, object], transcripts: int
) -> None:
    other = a_transcript(study.session, "zuid-02")
    a_suggestion(study.session, other, SLOOP)
    before = view(study.session).settings.as_dict()
    change_settings(study.session, CODER, setting)
    assert do(study.session, other, "bram", kind="read_in_full", value=True).error is None
    change_settings(study.session, CODER, before)
    assert worth.measure(study.session).transcripts == transcripts


def test_acceptance_is_told_in_four_parts_of_the_decisions(study: Sample) -> None:
    for number, kind in enumerate(("reject", "reject", "reject", "accept")):
        study.decide(f"coder {number}", kind)
    (found,) = [each for each in worth.measure(study.session).codes if each.code == "factor.sloop"]
    assert found.in_time == [Share(0, 1), Share(0, 1), Share(0, 1), Share(1, 1)]


def test_decisions_tell_what_was_accepted(study: Sample) -> None:
    study.decide(CODER, "accept")
    study.decide("carla", "correct", code="factor.huismeester")
    study.decide("dora", "skip")
    shares = {each.code: each.accepted for each in worth.measure(study.session).codes}
    assert shares["factor.sloop"] == Share(1, 2)


def test_an_undone_decision_counts_for_nothing(study: Sample) -> None:
    study.decide(CODER, "reject", op="first")
    study.do(kind="undo", of="first")
    shares = {each.code: each.accepted for each in worth.measure(study.session).codes}
    assert shares["factor.sloop"] == Share(0, 0)


def test_words_that_led_to_refusals_are_named(study: Sample) -> None:
    for number in range(5):
        study.decide(f"coder {number}", "reject")
    (found,) = worth.measure(study.session).misleading
    assert (found.code, found.indicator, found.refused, found.n) == ("factor.sloop", "sloop", 5, 5)


def test_an_empty_study_is_measured_too(session: Session) -> None:
    a_study(session)
    measured = worth.measure(session)
    assert (measured.transcripts, list(measured.codes), measured.error) == (0, [], None)
    assert (measured.without.n, measured.with_suggestions.n) == (0, 0)


def test_time_is_known_of_who_took_several_steps(study: Sample) -> None:
    for number in range(6):
        study.do("carla", kind="add", start=number, end=number + 5, code="factor.sloop", seen=True)
    measured = worth.measure(study.session)
    assert (measured.with_suggestions.n, measured.without.n) == (1, 0)


def test_measuring_takes_seven_queries_however_much_there_is(study: Sample) -> None:
    statements: list[str] = []
    event.listen(study.session.connection(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    worth.measure(study.session)
    assert len(statements) == 7, "one of them for the settings, which say what coders see"
