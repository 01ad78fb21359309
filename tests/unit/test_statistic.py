"""Statistics by hand: files as they really come, what makes a line, and how it stands to interviews."""

from pathlib import Path

import pytest

from qualcode.domain.statistic import Area, Figure, Match, Placed, indicators_from, lines, match, placed
from qualcode.errors import InputError
from qualcode.interchange.indicators_file import read_indicators
from qualcode.interchange.statistics_file import read_statistics

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "statistics"
HOUSEHOLDS, SCORE = "Particuliere huishoudens (Aantal)", "SES-WOA/Totaalscore/Gemiddelde score (Getal)"
SES = f"""\ufeff"Perioden";"Wijken en buurten";"Regiocode (gemeente, wijk, buurt) (code)";"{HOUSEHOLDS}";"{SCORE}"
"2019";"Amsterdam";"GM0363    ";"  457400";"  -0.100"
"2019";"Oude Zijde";"WK036300  ";"       .";"  -0,022"
"""
LBM = """wk_code,wk_naam,jaar,lbm,afw,fys,onv,soc,vrz,won
WK000001,Zuid,2014,4.3,0.2,0.01,0.05,0.0,0.16,-0.02
WK000001,Zuid,2018,4.2,0.1,0.01,0.04,0.0,0.07,-0.02
"""
OPEN_DATA = """ID;WijkenEnBuurten;Gemeentenaam_1;SoortRegio_2;Codering_3;AantalInwoners_5;Koopwoningen_47
0;NL00;Nederland;Land;NL00;17000000;57
1;WK000001;Stad;Wijk;WK000001  ;   12970;  .
"""
OWN = """neighbourhood_id,area_code,area_level,code_year,exact_area,indicator,year,value,unit,source
zuid,WK000001,wijk,2024,yes,AantalInwoners_5,2024,21555,personen,"CBS 85984NED (KWB 2024)"
zuid,WK000001,wijk,2024,no,Koopwoningen_40,2024,.,%,"CBS 85984NED (KWB 2024)"
"""


def a_file(folder: Path, text: str, name: str = "cijfers.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_statline_with_marks_padding_and_decimal_commas(tmp_path: Path) -> None:
    found = read_statistics(a_file(tmp_path, SES, "cbs_ses.csv"))
    assert [(each.area_code, each.indicator, each.unit, each.value) for each in found] == [
        ("GM0363", "Particuliere huishoudens", "Aantal", 457400),
        ("GM0363", "SES-WOA/Totaalscore/Gemiddelde score", "Getal", -0.1),
        ("WK036300", "SES-WOA/Totaalscore/Gemiddelde score", "Getal", -0.022),
    ]
    assert {(each.year, each.code_year, each.version) for each in found} == {(2019, "2019", "CBS, cbs_ses")}


def test_the_leefbaarometer_with_its_version(tmp_path: Path) -> None:
    found = read_statistics(a_file(tmp_path, LBM))
    assert len(found) == 14
    assert {each.version for each in found} == {"Leefbaarometer 3.0"}
    assert [each.value for each in found if each.indicator == "lbm"] == [4.3, 4.2]


def test_a_year_of_open_data_drops_the_number_behind_a_field(tmp_path: Path) -> None:
    (figure,) = read_statistics(a_file(tmp_path, OPEN_DATA), year=2024)
    assert (figure.area_code, figure.indicator, figure.year, figure.value) == (
        "WK000001",
        "AantalInwoners",
        2024,
        12970,
    )


def test_our_own_form_keeps_source_and_whether_the_area_is_the_neighbourhood(tmp_path: Path) -> None:
    (figure,) = read_statistics(a_file(tmp_path, OWN))
    assert (figure.neighbourhood, figure.exact, figure.indicator) == ("zuid", True, "AantalInwoners")
    assert figure.version == "CBS 85984NED (KWB 2024)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LBM.replace("-0.02\n", "-0.03\n", 1), "do not add up to afw"),
        (LBM.replace("4.2,", "4.25,"), "differ by another number"),
        (LBM.replace(",won", ",won2"), "it lacks won of Leefbaarometer 3.0"),
        (LBM.replace("WK000001", "Zuid", 1), "is no area code"),
        (LBM.replace(",2014,", ",'14,"), "is no year"),
        (LBM.replace(",0.16,", ",veel,"), "is no number"),
        (SES.replace("  457400", " 457 400"), "is no number"),
        (OPEN_DATA, "does not say of which year"),
        (OWN.replace('"CBS 85984NED (KWB 2024)"', "", 1), "from which source"),
        ("a;b\n1;2\n", "columns are none that are known"),
        ("", "columns are none that are known"),
    ],
)
def test_what_cannot_be_trusted_is_refused(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told):
        read_statistics(a_file(tmp_path, text))


MEASURED = "indicator;name_nl;name_en;outcome;better\nklachten;klachten;complaints;uitkomst.overlast;lower\n"


def test_indicators_say_what_they_measure_and_which_values_are_better(tmp_path: Path) -> None:
    said = {"nl": "klachten", "en": "complaints", "outcome": "uitkomst.overlast", "better": "lower"}
    found = read_indicators(a_file(tmp_path, MEASURED))
    assert found == {"klachten": said}
    assert indicators_from(found)["klachten"].higher == -1
    assert indicators_from({}).keys() == {"lbm", "onv", "soc", "vrz"}, "the invented one is the demonstration's own"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MEASURED.replace("lower", "less"), r"line 2: 'better' is 'less' \(choose from higher, lower\)"),
        (MEASURED.replace(";complaints", ";"), "line 2: 'name_en' is empty"),
        (MEASURED + MEASURED.splitlines()[1], "line 3: the indicator 'klachten' stands twice"),
    ],
)
def test_an_indicator_that_says_too_little_is_refused(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told):
        read_indicators(a_file(tmp_path, text))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the files as they were given out are not there")
@pytest.mark.parametrize(
    ("name", "figures"),
    [("cbs_kwb2024_wijk.csv", 32), ("cbs_ses_format_example.csv", 12), ("leefbaarometer3_format_example.csv", 35)],
)
def test_files_as_they_were_given_out_are_read(name: str, figures: int) -> None:
    assert len(read_statistics(SHARED / name)) == figures


def figure(year: int, value: float, **overrides: object) -> Placed:
    values: dict[str, object] = {"area_code": "WK1", "code_year": "", "indicator": "lbm", "unit": "", "version": "3.0"}
    area = Area(str(overrides.pop("place", "zuid")), exact=True)
    return Placed(Figure(**{**values, **overrides, "year": year, "value": value}), area)  # type: ignore[arg-type]


@pytest.mark.parametrize("other", [{"version": "2.0"}, {"area_code": "WK2"}, {"indicator": "onv"}, {"place": "noord"}])
def test_versions_areas_indicators_and_neighbourhoods_never_stand_in_one_line(other: dict[str, object]) -> None:
    found = lines([figure(2014, 1.0), figure(2018, 2.0), figure(2020, 0.5, **other)])
    assert sorted(len(line.points) for line in found) == [1, 2]


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ([(2014, 1.0)], 0),
        ([(2014, 1.0), (2018, 2.0)], 1),
        ([(2018, 1.0), (2014, 2.0)], -1),
        ([(2014, 1), (2018, 1)], 0),
    ],
)
def test_a_direction_is_last_against_first(values: list[tuple[int, float]], direction: int) -> None:
    (line,) = lines([figure(year, value) for year, value in values])
    assert line.direction == direction


def test_the_last_of_two_figures_of_one_year_counts() -> None:
    (line,) = lines([figure(2014, 1.0), figure(2014, 3.0)])
    assert line.points == [(2014, 3.0)]


def test_figures_of_areas_that_are_no_neighbourhood_here_are_left_out() -> None:
    told = [figure(2014, 1.0, area_code=code).figure for code in ("WK1", "WK2")]
    assert placed(told, {"WK1": Area("zuid", exact=False)}, ["zuid"]) == (
        [Placed(told[0], Area("zuid", exact=False))],
        1,
    )
    named = told[1]._replace(neighbourhood="zuid", exact=True)
    assert placed([named], {}, ["zuid"]) == ([Placed(named, Area("zuid", exact=True))], 0)


@pytest.mark.parametrize(
    ("statistics", "interviews", "expected"),
    [(1, 1, Match.SAME), (-1, -1, Match.SAME), (1, -1, Match.OTHER), (0, 1, Match.NONE), (1, 0, Match.NONE)],
)
def test_a_match_needs_a_direction_on_both_sides(statistics: int, interviews: int, expected: Match) -> None:
    assert match(statistics, interviews) is expected
