"""What another threshold would show, against what is worked out by hand."""

import pytest

from qualcode.domain.span import Span
from qualcode.domain.thresholds import THRESHOLDS, at_thresholds, best_scores
from qualcode.domain.worth import Coded, Proposed, Share


def proposed(start: int, code: str, score: float, *, among_first: bool = True) -> Proposed:
    return Proposed(Span(start, start + 10), code, score, among_first=among_first)


def test_a_coding_is_found_by_the_best_of_what_may_be_shown_on_its_span() -> None:
    stored = [proposed(0, "a", 0.2), proposed(5, "a", 0.6), proposed(5, "a", 0.9, among_first=False)]
    given = [Coded(Span(0, 12), "a"), Coded(Span(0, 12), "b"), Coded(Span(15, 20), "a")]
    assert best_scores(given, stored) == [0.6, None, None]


def test_each_threshold_tells_what_is_found_how_much_is_right_and_how_often_it_shows_something() -> None:
    shown = [(0.2, False)] * 3 + [(0.6, True)]
    low, own = at_thresholds([0.6, 0.2, None], shown, 500, 0.25)[2:4]
    assert (low.threshold, low.found, low.right, low.per_thousand_words) == (0.2, Share(2, 3), Share(1, 4), 8)
    assert (own.threshold, own.found, own.right, own.per_thousand_words) == (0.25, Share(1, 3), Share(1, 1), 2)


@pytest.mark.parametrize(("own", "more"), [(0.3, 0), (0.35, 1)])
def test_the_threshold_of_the_study_is_there_once(own: float, more: int) -> None:
    told = [each.threshold for each in at_thresholds([], [], 0, own)]
    assert (told, len(told)) == (sorted({*THRESHOLDS, own}), len(THRESHOLDS) + more)
