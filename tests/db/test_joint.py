"""The joint display of a stored study: figures once, never two versions in a line, beside what respondents say."""

from dataclasses import replace

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_description, a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.domain.output import Figure, Output, Value
from qualcode.domain.statistic import Figure as Statistic
from qualcode.domain.transcript import AreaCode, Group, Neighbourhood, Role, Speaker
from qualcode.interchange.outputs import output_sheets
from qualcode.interchange.pages import text_of
from qualcode.interchange.tables import csv_lines
from qualcode.workflow import aggregate, export, metadata, outputs, statistics
from qualcode.workflow.verify import verify

CODES = ("factor", "uitkomst", "uitkomst.leefbaarheid")
SAID = "Het is hier beter geworden."


@pytest.fixture
def study(session: Session) -> Session:
    """Three residents and a policy maker of Zuid say that it became better; Zuid is a wijk of two buurten."""
    codes = tuple(a_code(id=number, parent=number.rpartition(".")[0] or None) for number in CODES)
    applies = tuple(replace(each, applies_to=("uitkomst",), required=False) for each in a_codebook().attributes)
    a_study(session, codebook=a_codebook(codes=codes, attributes=applies))
    own = (AreaCode("WK000001"), AreaCode("BU00000101"), AreaCode("WK000009", exact=False))
    zuid = Neighbourhood("stad-zuid", "Zuid", "Stad", area_codes=own)
    metadata.load_neighbourhoods(session, [zuid], CODER)
    for n in range(4):
        group = Group.BEWONER if n < 3 else Group.BELEIDSMAKER
        about = a_description(f"t-{n}", speakers=(Speaker("R1", Role.RESPONDENT, f"R00{n}", group),))
        version = a_transcript(session, f"t-{n}", about=about, speech=(("R1", SAID),))
        a_coding(session, version, SAID, "uitkomst.leefbaarheid", attributes={"valentie": "positief"})
    return session


def a_figure(year: int, value: float, **overrides: object) -> Statistic:
    values = {
        "area_code": "WK000001",
        "code_year": "",
        "indicator": "lbm",
        "unit": "score",
        "version": "Leefbaarometer 3.0",
    }
    return Statistic(**{**values, **overrides, "year": year, "value": value})  # type: ignore[arg-type]


def made(session: Session, *, internal: bool = True) -> Output:
    return outputs.make(session, "joint", "nl", internal=internal)


def rows(output: Output) -> list[dict[str, Value]]:
    (part,) = output.parts
    return [{column.id: value for column, value in zip(part.columns, row, strict=True)} for row in part.rows]


def test_a_study_names_what_its_own_indicators_measure(study: Session) -> None:
    load = [a_figure(2014, 6.0, indicator="klachten"), a_figure(2018, 4.0, indicator="klachten")]
    statistics.load(study, load, CODER)
    (row,) = rows(made(study))
    assert (row["indicator"], row["outcome"], row["match"]) == ("klachten", "", "niet te vergelijken")
    said = {"nl": "klachten per jaar", "en": "complaints a year", "outcome": "uitkomst.leefbaarheid", "better": "lower"}
    assert statistics.name_indicators(study, CODER, {"klachten": said}) == 1
    assert statistics.name_indicators(study, CODER, {"klachten": said}) == 0
    (row,) = rows(made(study))
    assert (row["indicator"], row["outcome"], row["match"]) == (
        "klachten per jaar",
        "Code uitkomst.leefbaarheid",
        "zelfde richting",
    )
    assert verify(study).ok


def test_figures_stand_beside_what_is_said_and_lead_to_it(study: Session) -> None:
    statistics.load(study, [a_figure(2014, 4.1), a_figure(2018, 4.3)], CODER)
    (row,) = rows(made(study))
    assert (row["neighbourhood"], row["first_year"], row["first"], row["last_year"], row["last"]) == (
        "Zuid",
        "2014",
        4.1,
        "2018",
        4.3,
    )
    assert (row["direction"], row["leaning"], row["match"]) == ("omhoog", "ten goede", "zelfde richting")
    assert row["exact"] == "ja"
    figures = [value for value in row.values() if isinstance(value, Figure)]
    assert [each.number for each in figures] == [4, 4]
    assert all(aggregate.tally(study, each.filters).respondents == each.number for each in figures)
    assert verify(study).problems == []


def test_a_line_of_figures_has_the_decimals_of_its_source_and_its_unit(study: Session) -> None:
    whole = [
        a_figure(year, value, indicator="inkomen", unit="euro") for year, value in ((2014, 31000.0), (2018, 36500.0))
    ]
    statistics.load(study, [*whole, a_figure(2014, 4.25), a_figure(2018, 5.0)], CODER)
    found = made(study)
    with_text = [[text_of(value, "nl") for value in (row["first"], row["last"])] for row in rows(found)]
    assert with_text == [["31.000", "36.500"], ["4,25", "5,00"]]
    assert [row["unit"] for row in rows(found)] == ["euro", "score"]
    about = export.about(study, [], internal=True)
    (_, *lines) = csv_lines(output_sheets(found, about, "nl")[0], "nl")
    assert ";31000;2018;36500;euro;" in lines[0]
    assert ";4,25;2018;5;score;" in lines[1]


def test_the_other_direction_and_none_are_said(study: Session) -> None:
    statistics.load(study, [a_figure(2014, 4.3), a_figure(2018, 4.1), a_figure(2014, 0.1, indicator="won")], CODER)
    found = {row["indicator"]: (row["direction"], row["match"]) for row in rows(made(study))}
    assert found == {"leefbaarheid": ("omlaag", "andere richting"), "won": ("een meting", "niet te vergelijken")}


def test_versions_never_stand_in_one_line(study: Session) -> None:
    old = a_figure(2012, 3.9, version="Leefbaarometer 2.0")
    statistics.load(study, [old, a_figure(2018, 4.1)], CODER)
    assert [(row["version"], row["direction"]) for row in rows(made(study))] == [
        ("Leefbaarometer 2.0", "een meting"),
        ("Leefbaarometer 3.0", "een meting"),
    ]


def test_only_areas_of_the_study_are_taken_and_parts_are_called_so(study: Session) -> None:
    told = [a_figure(2018, 4.0, area_code=code) for code in ("WK000001", "BU00000101", "WK000009", "WK000777")]
    assert statistics.load(study, told, CODER) == (3, 0, 0, 1)
    assert {row["area"]: row["exact"] for row in rows(made(study))} == {
        "WK000001": "ja",
        "BU00000101": "nee, een deel of meer",
        "WK000009": "nee, een deel of meer",
    }


def test_loading_again_changes_nothing_and_another_value_takes_the_place(study: Session) -> None:
    assert statistics.load(study, [a_figure(2018, 4.1)], CODER) == (1, 0, 0, 0)
    assert statistics.load(study, [a_figure(2018, 4.1)], CODER) == (0, 0, 1, 0)
    assert statistics.load(study, [a_figure(2018, 4.2)], CODER) == (0, 1, 0, 0)
    (row,) = rows(made(study))
    assert row["last"] == 4.2


def test_published_it_says_no_more_of_interviews_than_the_evidence_table(study: Session) -> None:
    statistics.load(study, [a_figure(2014, 4.1), a_figure(2018, 4.3)], CODER)
    leaves = made(study, internal=False)
    (row,) = rows(leaves)
    evidence = outputs.make(study, "evidence", "nl", internal=False).parts[0]
    ids = [column.id for column in evidence.columns]
    told = [dict(zip(ids, each, strict=True)) for each in evidence.rows]
    (cell,) = [each for each in told if each["code"] == "uitkomst.leefbaarheid" and each["neighbourhood"] == "Zuid"]
    assert (row["respondents"], row["positief"]) == (cell["respondents"], cell["positief"])
    assert row["last"] == 4.3, "statistics are public"


def test_a_number_that_is_hidden_gives_no_direction(study: Session) -> None:
    noord = Neighbourhood("stad-noord", "Noord", "Stad", area_codes=(AreaCode("WK000002"),))
    metadata.load_neighbourhoods(study, [noord], CODER)
    for n in range(2):
        speakers = (Speaker("R1", Role.RESPONDENT, f"N00{n}", Group.BEWONER),)
        about = a_description(f"n-{n}", neighbourhoods=("stad-noord",), speakers=speakers)
        version = a_transcript(study, f"n-{n}", about=about, speech=(("R1", SAID),))
        a_coding(study, version, SAID, "uitkomst.leefbaarheid", attributes={"valentie": "positief"})
    both = [a_figure(year, value, area_code="WK000002") for year, value in ((2014, 1.0), (2018, 2.0))]
    statistics.load(study, both, CODER)
    (row,) = rows(made(study, internal=False))
    assert (row["respondents"], row["positief"], row["leaning"], row["match"]) == ("x", None, "", "niet te vergelijken")
    assert rows(made(study))[0]["match"] == "zelfde richting"


def test_values_that_do_not_leave_are_not_told_as_no_direction(study: Session) -> None:
    about = a_description("t-9", speakers=(Speaker("R1", Role.RESPONDENT, "R009", Group.BEWONER),))
    version = a_transcript(study, "t-9", about=about, speech=(("R1", SAID),))
    a_coding(study, version, SAID, "uitkomst.leefbaarheid", attributes={"valentie": "negatief"})
    statistics.load(study, [a_figure(2014, 4.1), a_figure(2018, 4.3)], CODER)
    (row,) = rows(made(study, internal=False))
    assert isinstance(row["respondents"], Figure)
    assert (row["respondents"].number, row["positief"]) == (5, None), "one of five says the contrary"
    assert row["leaning"] == "", "they lean to the better; that they lean nowhere would be false"
