"""A guard on what the codebook's indicators find in segments that were kept apart; `benchmarks.heldout` prints it."""

import pytest

from benchmarks.heldout import by_lexicon, scores, segments


@pytest.fixture(scope="module")
def got():
    return scores(by_lexicon(), segments())


def test_indicators_find_most_codes_of_segments_kept_apart(got):
    assert got.recall >= 0.85
    assert max(got.by_group.values()) - min(got.by_group.values()) <= 0.10


def test_segments_without_code_seldom_show_a_suggestion(got):
    assert got.uncoded <= 0.25
