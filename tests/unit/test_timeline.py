"""The timeline on small cases by hand: when something is said to have been, and where outcomes turn."""

import pytest

from qualcode.domain.comparison import Voice
from qualcode.domain.timeline import Told, When, events, place_in_time, turning_points, years

PERIODS = ("voor_2000", "2000_2008", "2008_2014", "2015_2020", "eerder")
SIGNS = ("positief", "negatief")


def told(respondent: str = "R1", **facts: object) -> Told:
    values: dict[str, object] = {
        "coding": 1,
        "code": "uitkomst.buurt",
        "neighbourhood": "zuid",
        "respondent": respondent,
        "period": "",
        "valence": "",
        "exact": "Toen werd het anders.",
    }
    return Told(**{**values, **facts})  # type: ignore[arg-type]


def period(value: str) -> When:
    return When(value, named=False)


def year(value: str) -> When:
    return When(value, named=True)


def line(code: str) -> list[str]:
    return [code, *([code.rpartition(".")[0]] if "." in code else [])]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Gesloten in 2013, ook al.", ["2013"]),
        ("Tussen 1998 en 2004; in 1998 begon het.", ["1998", "2004"]),
        ("Eind jaren 90", []),
        ("2.013 woningen voor 2013 euro", ["2013"]),
        ("Bel 06-20131998 of 0612013456", []),
        ("Postcode 2013-2014", []),
        ("Het kostte 1999,50", []),
        ("In 1939 en 2051", []),
        ("2010.", ["2010"]),
    ],
)
def test_a_year_is_what_is_said_as_a_year(words: str, found: list[str]) -> None:
    assert years(words) == found


def test_a_coding_stands_in_its_period_and_without_one_at_the_years_that_it_names() -> None:
    found = events(
        [told(period="2008_2014", exact="In 1998 gesloopt."), told("R2", coding=2, exact="In 1998 en 2003 gesloopt.")],
        PERIODS,
        line,
    )
    assert {key[1] for key in found} == {period("2008_2014"), year("1998"), year("2003")}


def test_a_code_above_has_an_event_only_where_it_was_given_and_then_holds_those_below() -> None:
    below = told(period="2008_2014", valence="positief")
    assert [key[2] for key in events([below], PERIODS, line)] == ["uitkomst.buurt"]
    above = told("R2", coding=2, code="uitkomst", period="2008_2014")
    found = events([below, above], PERIODS, line)
    event = found["zuid", period("2008_2014"), "uitkomst"]
    assert (event.respondents, event.codings, dict(event.by_value)) == ({"R1", "R2"}, {1, 2}, {"positief": {"R1"}})


def test_periods_stand_before_the_years_in_them_and_those_without_a_year_last() -> None:
    times = [period(each) for each in PERIODS] + [year("2008"), year("1985"), year("2013")]
    ordered = sorted(times, key=lambda when: place_in_time(when, PERIODS))
    assert [when.value for when in ordered] == [
        "1985",
        "voor_2000",
        "2000_2008",
        "2008_2014",
        "2008",
        "2013",
        "2015_2020",
        "eerder",
    ]


def said(*counts: tuple[str, int, int]) -> list[Told]:
    """(period, respondents that are positive, that are negative) as codings of different people."""
    found = []
    for period, positive, negative in counts:
        for sign, number in zip(SIGNS, (positive, negative), strict=True):
            found += [told(f"{period}{sign}{n}", period=period, valence=sign) for n in range(number)]
    return found


@pytest.mark.parametrize(
    ("counts", "turns"),
    [
        ([("2000_2008", 2, 0), ("2008_2014", 0, 2)], [("2000_2008", "2008_2014", False)]),
        ([("2000_2008", 0, 2), ("2008_2014", 2, 0)], [("2000_2008", "2008_2014", True)]),
        ([("2000_2008", 1, 0), ("2008_2014", 0, 2)], []),
        ([("2000_2008", 2, 0), ("2008_2014", 0, 1)], []),
        ([("2000_2008", 2, 1), ("2008_2014", 1, 2)], [("2000_2008", "2008_2014", False)]),
        ([("2000_2008", 2, 2), ("2008_2014", 0, 2)], []),
        ([("2000_2008", 2, 0), ("2008_2014", 1, 1), ("2015_2020", 0, 3)], [("2000_2008", "2015_2020", False)]),
        (
            [("voor_2000", 3, 0), ("2000_2008", 0, 3), ("2015_2020", 3, 0)],
            [
                ("voor_2000", "2000_2008", False),
                ("2000_2008", "2015_2020", True),
            ],
        ),
        ([("eerder", 3, 0), ("2008_2014", 0, 3)], []),
        ([("2008_2014", 0, 3), ("2000_2008", 3, 0)], [("2000_2008", "2008_2014", False)]),
        ([], []),
    ],
)
def test_a_turning_point_is_where_two_or_more_lean_the_other_way(
    counts: list[tuple[str, int, int]], turns: list[tuple[str, str, bool]]
) -> None:
    found = turning_points(said(*counts), PERIODS, ["uitkomst.buurt"], SIGNS)
    assert [(each.before, each.after, each.better) for each in found] == turns


def test_other_codes_years_in_words_and_other_neighbourhoods_make_no_turn() -> None:
    first = said(("2000_2008", 2, 0))
    later = [each._replace(period="2008_2014", valence="negatief") for each in first]
    for change in ({"code": "factor"}, {"period": "", "exact": "2013"}, {"neighbourhood": "noord"}):
        other = [each._replace(**change) for each in later]
        assert turning_points([*first, *other], PERIODS, ["uitkomst.buurt"], SIGNS) == []


def test_one_who_says_both_counts_on_both_sides() -> None:
    both = [told(period="2008_2014", valence=sign) for sign in SIGNS] + said(("2008_2014", 1, 0), ("2000_2008", 0, 2))
    (turn,) = turning_points(both, PERIODS, ["uitkomst.buurt"], SIGNS)
    assert (turn.then, turn.now) == (Voice(2, 0, 2), Voice(2, 2, 1))
