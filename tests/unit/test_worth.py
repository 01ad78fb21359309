"""What suggestions are worth: passages, calibration, misleading words, working time."""

import datetime as dt

import pytest

from qualcode.domain.by_group import Met
from qualcode.domain.span import Span
from qualcode.domain.worth import (
    ENOUGH,
    Bin,
    Coded,
    Figures,
    Misleading,
    Passage,
    Proposed,
    Share,
    by_code,
    calibration,
    calibration_error,
    figures,
    in_parts,
    judged,
    met,
    misleading,
    passages,
    working_minutes,
)

START = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


def at(*seconds: int) -> list[dt.datetime]:
    return [START + dt.timedelta(seconds=each) for each in seconds]


def coded(start: int, end: int, code: str) -> Coded:
    return Coded(Span(start, end), code)


def proposed(start: int, end: int, code: str, score: float) -> Proposed:
    return Proposed(Span(start, end), code, score)


def test_codings_that_overlap_are_one_passage_and_those_that_touch_are_two() -> None:
    found = passages([coded(0, 10, "a"), coded(5, 15, "b"), coded(15, 20, "a")], [])
    assert [each.codes for each in found] == [{"a", "b"}, {"a"}]


def test_codes_are_proposed_for_a_passage_by_their_best_suggestion_on_it() -> None:
    suggestions = [proposed(0, 5, "a", 0.4), proposed(6, 9, "b", 0.7), proposed(8, 12, "a", 0.9)]
    (passage,) = passages([coded(0, 10, "a")], [*suggestions, proposed(10, 12, "c", 1.0)])
    assert passage.proposed == ("a", "b")


def test_a_passage_without_a_suggestion_counts_as_not_found() -> None:
    found = [
        Passage(frozenset("a"), ("a", "b")),
        Passage(frozenset("ab"), ("c", "a", "d", "b")),
        Passage(frozenset("a"), (), ("b", "c", "d", "e", "a")),
    ]
    assert figures(found) == Figures(3, pytest.approx(1 / 3), pytest.approx(0.5), pytest.approx(1 / 3))


def test_what_is_merely_likely_is_not_shown_but_among_the_first_five() -> None:
    likely = proposed(0, 9, "a", 0.2)._replace(shown=False)
    (passage,) = passages([coded(0, 10, "a")], [likely, proposed(0, 9, "b", 0.5)])
    assert (passage.proposed, passage.likely) == (("b",), ("b", "a"))
    assert figures([passage]) == Figures(1, 0, 0, 1)


def test_a_passage_is_of_who_says_its_start() -> None:
    first, second = coded(5, 15, "b")._replace(group="residents"), coded(0, 10, "a")._replace(group="policy")
    (passage,) = passages([first, second], [proposed(0, 9, "a", 0.5)])
    assert met(passage, "7") == Met("policy", "7", 1.0, 0.5, 0.5)


def test_the_figures_of_a_group_tell_what_is_likely_apart_from_what_is_shown() -> None:
    (passage,) = passages([coded(0, 10, "a")], [proposed(0, 9, "a", 0.2)._replace(shown=False)])
    assert met(passage, "7") == Met("", "7", 1.0, 1.0, 0.0)


def test_nothing_was_measured_without_passages() -> None:
    assert figures([]) == Figures(0, None, None, None)
    assert calibration([]) == []
    assert calibration_error([]) is None


def test_each_code_is_counted_in_the_passages_that_have_it() -> None:
    found = [Passage(frozenset("ab"), ("a", "c", "d", "b")), Passage(frozenset("a"), ())]
    assert by_code(found) == {"a": Share(1, 2), "b": Share(0, 1)}


def test_a_share_of_few_is_not_enough_evidence() -> None:
    assert Share(ENOUGH - 1, ENOUGH - 1).rate is None
    assert Share(5, ENOUGH).rate == 0.25


def test_a_suggestion_is_right_where_its_code_was_given_on_its_span() -> None:
    given = [coded(0, 10, "a")]
    outcomes = judged(given, [proposed(9, 20, "a", 0.5), proposed(10, 20, "a", 0.5), proposed(0, 9, "b", 0.5)])
    assert [right for _, right in outcomes] == [True, False, False]


def test_scores_are_compared_with_what_was_right_tenth_by_tenth() -> None:
    bins = calibration([(0.72, True), (0.78, False), (1.0, True)])
    assert bins == [Bin(0.7, 2, pytest.approx(0.75), 0.5), Bin(0.9, 1, 1.0, 1.0)]
    assert calibration_error(bins) == pytest.approx(0.5 / 3)


def test_an_indicator_misleads_when_it_was_refused_often_and_mostly() -> None:
    outcomes = [("a", ("school", "les"), False)] * 5 + [("a", ("les",), True)] * 6 + [("b", ("brief",), False)] * 4
    assert misleading(outcomes) == [Misleading("a", "school", 5, 5)]


@pytest.mark.parametrize(
    ("moments", "minutes"),
    [([], 0), (at(0), 0), (at(0, 60), 1), (at(0, 3600), 2), (at(30, 0, 3630), 2.5)],
    ids=["nothing", "one step", "a minute", "a long pause", "in any order"],
)
def test_a_pause_counts_for_two_minutes_at_most(moments: list[dt.datetime], minutes: float) -> None:
    assert working_minutes(moments) == minutes


def test_decisions_are_told_in_four_equal_parts_in_their_order() -> None:
    outcomes = [False, False, True, False, True, True, True, True, True]
    assert in_parts(outcomes) == [Share(0, 2), Share(1, 2), Share(2, 2), Share(3, 3)]
    assert in_parts([]) == [Share(0, 0)] * 4
