"""Passages: what coders coded of the same words belongs together, whoever came first."""

import pytest

from qualcode.domain.passage import Place, overlap, passages, words_of


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([("a", 0, 5), ("a", 5, 9)], [[0], [1]]),
        ([("a", 4, 9), ("a", 0, 5)], [[0, 1]]),
        ([("a", 0, 5), ("b", 0, 5)], [[0], [1]]),
        ([("a", 0, 3), ("b", 0, 3), ("a", 2, 8), ("a", 7, 9)], [[0, 2, 3], [1]]),
        ([("a", 0, 9), ("a", 1, 2), ("a", 5, 12)], [[0, 1, 2]]),
        ([(), ("a", 0, 5), (), ("a", 1, 2)], [[0], [1, 3], [2]]),
    ],
)
def test_spans_that_overlap_are_one_passage_and_those_that_touch_are_two(
    places: list[Place], found: list[list[int]]
) -> None:
    assert passages(range(len(places)), places.__getitem__) == found


def test_the_words_of_a_passage_are_those_of_all_its_codings() -> None:
    text = "De sloop 𝄞 heeft ons geholpen."
    assert words_of((start, end, text[start:end]) for start, end in ((9, 16), (3, 12), (10, 11))) == text[3:16]


def test_codings_of_another_text_or_place_share_no_words() -> None:
    assert overlap(("a", 0, 5), ("a", 4, 6))
    assert not overlap(("a", 0, 5), ("a", 5, 6))
    assert not overlap(("a", 0, 5), ("b", 0, 5))
    assert not overlap((), ("a", 0, 5))
