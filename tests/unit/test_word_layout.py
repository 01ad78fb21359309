"""How a table lies on paper: no word broken that needs not be, nothing beyond the margins."""

import pytest

from qualcode.interchange.word_layout import LONG_SIDE, MARGIN, POINTS, SHORT_SIDE, layout

UPRIGHT, LYING = SHORT_SIDE - 2 * MARGIN, LONG_SIDE - 2 * MARGIN


def test_a_small_table_stands_upright_and_takes_only_what_it_needs() -> None:
    found = layout(["groep", "n"], [["bewoner", "3"]], [12, 12], [False, True])
    assert (found.wide, found.points) == (False, POINTS)
    assert sum(found.widths) < UPRIGHT / 2
    assert found.widths[0] > found.widths[1]


def test_a_table_whose_words_do_not_fit_lies_on_its_side() -> None:
    found = layout(["respondenten"] * 8, [["wijkprofessional"] * 8], [12] * 8, [False] * 8)
    assert found.wide
    assert sum(found.widths) <= LYING + 0.01


def test_what_does_not_fit_on_its_side_gets_smaller_letters_first() -> None:
    found = layout(["respondenten"] * 11, [["3"] * 11], [12] * 11, [False] * 11)
    assert (found.wide, 6 <= found.points < POINTS) == (True, True)
    assert sum(found.widths) <= LYING + 0.01


@pytest.mark.parametrize("columns", [1, 2, 5, 13, 40])
def test_no_table_is_wider_than_its_page(columns: int) -> None:
    rows = [["een lange zin over de wijk en wat er veranderde " * 5] * columns]
    found = layout(["kop"] * columns, rows, [100] * columns, [False] * columns)
    assert sum(found.widths) <= (LYING if found.wide else UPRIGHT) + 0.01
    assert min(found.widths) > 0


def test_a_long_text_gets_the_room_that_short_ones_leave() -> None:
    found = layout(["code", "citaat"], [["sloop", "woord " * 60]], [30, 100], [False] * 2)
    assert found.widths[1] > 4 * found.widths[0]
    assert sum(found.widths) == pytest.approx(UPRIGHT)


def test_a_table_without_rows_has_a_layout() -> None:
    assert len(layout(["a", ""], [], [8, 8], [False] * 2).widths) == 2


def test_heads_of_numbers_are_turned_where_words_need_their_room() -> None:
    heads = ["code", "citaat", *["wijkprofessionals"] * 6, "+"]
    numeric = [False, False, *[True] * 7]
    found = layout(heads, [["belemmering.sociale_druk", "woord " * 40, *["12"] * 7]], [30, 100, *[14] * 7], numeric)
    assert found.turned == (False, False, *[True] * 6, False)
    assert (found.wide, found.points) == (False, POINTS)
    assert max(found.widths[2:]) < 14
    assert found.widths[1] > 40
    assert 17 < found.head < 45
    assert layout(heads[:3], [["sloop", "kort", "12"]], [30, 100, 14], numeric[:3]).turned == (False, False, False)
