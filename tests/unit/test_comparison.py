"""How groups stand to each other, at the boundaries of the rule."""

import pytest

from qualcode.domain.comparison import Finding, Voice, compared

GROUPS = ("bewoner", "beleidsmaker")


@pytest.mark.parametrize(
    ("first", "second", "finding"),
    [
        (Voice(2, 2, 0), Voice(2, 0, 2), Finding.DISSONANCE),
        (Voice(2, 2, 0), Voice(2, 0, 1), Finding.CONVERGENCE),
        (Voice(4, 2, 2), Voice(2, 0, 2), Finding.CONVERGENCE),
        (Voice(2, 0, 0), Voice(0, 0, 0), Finding.SILENCE),
        (Voice(1, 1, 0), Voice(0, 0, 0), Finding.THIN),
        (Voice(2, 2, 0), Voice(1, 0, 1), Finding.THIN),
        (Voice(2, 1, 0), Voice(2, 0, 0), Finding.CONVERGENCE),
    ],
)
def test_two_groups(first: Voice, second: Voice, finding: Finding) -> None:
    assert compared(dict(zip(GROUPS, (first, second), strict=True)), GROUPS) == finding
    assert compared(dict(zip(GROUPS, (second, first), strict=True)), GROUPS) == finding


def test_dissonance_goes_before_a_third_group_that_is_silent() -> None:
    voices = {"bewoner": Voice(3, 3, 0), "beleidsmaker": Voice(3, 0, 3)}
    assert compared(voices, (*GROUPS, "wijkprofessional")) == Finding.DISSONANCE


def test_a_group_that_nobody_spoke_to_is_not_silent() -> None:
    assert compared({"bewoner": Voice(3, 0, 0)}, ("bewoner",)) == Finding.THIN
