"""Plots of outputs: made of what the tables print, the same bytes again, and nothing that a table hides."""

import json
import re
import sys
from importlib.util import find_spec
from typing import Any

import pytest

from qualcode.domain.evidence import Filters
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.errors import UsageError
from qualcode.interchange.plots import PLOTTED, ROWS_A_PAGE, drawings, plot
from qualcode.interchange.plots.picture import PlotForm, picture
from qualcode.interchange.plots.rows import HIDDEN

drawn = pytest.mark.skipif(not find_spec("vl_convert"), reason="left out: pictures need the extra plots")


def a_part(columns: str, *rows: list[Value]) -> Part:
    return Part("Tabel", [OutputColumn(name, name) for name in columns.split()], rows)


def evidence(*numbers: Value) -> Output:
    rows: list[list[Value]] = [["factor.a", "Sloop", f"Wijk {n}", number] for n, number in enumerate(numbers)]
    return Output(Name.EVIDENCE, "Bewijs", (a_part("code label neighbourhood respondents", *rows),))


TIMELINE = Output(
    Name.TIMELINE,
    "Tijdlijn",
    (
        a_part(
            "neighbourhood time basis code respondents positief negatief",
            ["Noord", "vóór 2000", "periode", "a", 2, 2, 0],
            ["Noord", "2000 tot 2008", "periode", "a", 1, 0, 1],
            ["Zuid", "2000 tot 2008", "periode", "a", 3, 3, 1],
            ["Zuid", "2000 tot 2008", "periode", "b", 3, 0, 1],
            ["Zuid", "2003", "jaar in de woorden", "b", 1, 0, 0],
            ["Zuid", "eerder", "periode", "b", 1, 0, 0],
        ),
        a_part("neighbourhood turn before after", ["Zuid", "ten kwade", "vóór 2000", "2000 tot 2008"]),
    ),
)


def spec_of(output: Output, *notices: str) -> dict[str, object]:
    spec = plot(output, notices, "nl")
    assert spec is not None
    return spec


def values(spec: dict[str, object], at: int = 0) -> list[dict[str, object]]:
    layers = spec.get("layer", [spec])
    assert isinstance(layers, list)
    data = layers[at].get("data") or spec["data"]
    named = data.get("name")
    return spec["datasets"][named] if named else data["values"]  # type: ignore[index, no-any-return]


def test_a_heat_table_has_a_cell_for_each_row_and_no_number_for_a_hidden_one() -> None:
    spec = spec_of(evidence(Figure(4, Filters()), "x", 0))
    assert [(cell["number"], cell["text"]) for cell in values(spec)] == [(4, "4"), (None, "x"), (0, "0")]


def test_the_timeline_says_to_which_side_and_orders_periods_of_one_year_as_the_table_does() -> None:
    spec = spec_of(TIMELINE)
    assert [(each["place"], each["time"], each["codes"], each["side"]) for each in values(spec)] == [
        ("Noord", "vóór 2000", 1, "ten goede"),
        ("Noord", "2000 tot 2008", 1, "ten kwade"),
        ("Zuid", "2000 tot 2008", 2, "ten goede"),
        ("Zuid", "2003", 1, "geen richting"),
    ]
    assert '"sort": ["vóór 2000", "2000 tot 2008", "2003"]' in json.dumps(spec, ensure_ascii=False)
    assert values(spec, 1) == [{"place": "Zuid", "time": "2000 tot 2008"}]


def test_findings_have_bars_to_both_sides_internally_and_none_where_there_are_no_numbers() -> None:
    other = a_part("id", ["C1"])
    facts = a_part("id for_respondents against_respondents", ["C1", 5, 2])
    spec = spec_of(Output(Name.FINDINGS, "Bevindingen", (other, other, facts)))
    assert [bar["number"] for bar in values(spec)] == [5, -2]
    assert plot(Output(Name.FINDINGS, "Bevindingen", (other, other)), (), "nl") is None


def test_bars_for_and_against_add_up_what_the_table_shows_of_each_code() -> None:
    rows: list[list[Value]] = [
        ["a", "Sloop", "Noord", 5, 3, Figure(1, Filters()), 2],
        ["a", "Sloop", "Zuid", 4, 2, 0, 0],
        ["b", "Dak", "Zuid", "x", None, None, None],
    ]
    table = a_part("code label neighbourhood respondents positief negatief denied", *rows)
    spec = plot(Output(Name.EVIDENCE, "Bewijs", (table,)), (), "nl", "evidence-sides")
    assert spec is not None
    assert [(bar["label"], bar["number"], bar["side"]) for bar in values(spec)] == [
        ("Sloop", 5, "positief"),
        ("Sloop", -1, "negatief"),
        ("Sloop", -2, "ontkend door"),
    ]
    assert plot(evidence(4), (), "nl", "evidence-sides") is None


def test_on_paper_a_code_without_any_number_is_left_out_of_the_heat_table() -> None:
    rows: list[list[Value]] = [["a", "Sloop", "Noord", "x"], ["b", "Dak", "Noord", 3], ["b", "Dak", "Zuid", "x"]]
    shown = Output(Name.EVIDENCE, "Bewijs", (a_part("code label neighbourhood respondents", *rows),))
    heat, _ = drawings(shown, (), "nl")
    assert _pages_of([heat.spec()]) == [["Dak"]]
    assert heat.caption == "Bewijs"
    assert word("plot_left_out", "nl") in heat.alternative
    only_hidden, _ = drawings(evidence("x"), (), "nl")
    assert _pages_of([only_hidden.spec()]) == [["Sloop"]]
    assert word("plot_left_out", "nl") not in only_hidden.alternative


@pytest.mark.parametrize("name", ["evidence", "evidence-sides"])
def test_on_paper_a_long_plot_is_in_parts_of_whole_families_on_one_scale(name: str) -> None:
    families = {"a": ROWS_A_PAGE - 6, "b": 10, "c": ROWS_A_PAGE + 4}
    rows: list[list[Value]] = [
        [f"{head}.{n}", f"{head}{n}", "Noord", 3, n + 1, 1, 0] for head, size in families.items() for n in range(size)
    ]
    rows.append(["c.0", "c0", "Zuid", 50, 0, 0, 0])
    table = a_part("code label neighbourhood respondents positief negatief denied", *rows)
    made = [
        each
        for each in drawings(Output(Name.EVIDENCE, "Bewijs", (table,)), (), "nl")
        if each.caption.startswith(word(f"plot_title_{name}", "nl", title="Bewijs") + " (")
    ]
    specs = [each.spec() for each in made]
    pages = _pages_of(specs)
    assert [len(page) for page in pages] == [ROWS_A_PAGE - 6, 10, ROWS_A_PAGE, 4]
    assert [label for page in pages for label in page] == [row[1] for row in rows[:-1]]
    assert made[1].caption.endswith("(deel 2 van 4)")
    scales = [json.dumps(_scales(spec), sort_keys=True) for spec in specs]
    assert len(set(scales)) == 1
    assert ("50" if name == "evidence" else str(ROWS_A_PAGE + 4)) in scales[0]


def _pages_of(specs: list[Any]) -> list[list[str]]:
    return [spec["transform"][0]["filter"]["oneOf"] for spec in specs]


def _scales(found: object) -> list[object]:
    if isinstance(found, dict):
        own = [found["scale"]] if "scale" in found else []
        return own + [each for value in found.values() for each in _scales(value)]
    return [each for value in found for each in _scales(value)] if isinstance(found, list) else []


def test_codes_of_one_label_are_drawn_apart() -> None:
    rows: list[list[Value]] = [["a.anders", "Anders", "Zuid", 3, 3, 0, 0], ["b.anders", "Anders", "Zuid", 5, 5, 0, 0]]
    table = a_part("code label neighbourhood respondents positief negatief denied", *rows)
    for name in ("evidence", "evidence-sides"):
        spec = plot(Output(Name.EVIDENCE, "Bewijs", (table,)), (), "nl", name)
        assert spec is not None
        assert [(each["label"], each["number"]) for each in values(spec)] == [
            ("Anders (a.anders)", 3),
            ("Anders (b.anders)", 5),
        ]


def test_every_plot_has_a_title_a_kind_and_words_in_both_languages() -> None:
    for name in PLOTTED:
        for key in ("title", "kind", "shows"):
            assert {word(f"plot_{key}_{name}", each, title="T") for each in ("nl", "en")} != {f"plot_{key}_{name}"}


def test_saturation_is_a_line_through_the_conversations() -> None:
    part = a_part("transcripts new codes", [1, 3, 3], [2, 1, 4])
    spec = spec_of(Output(Name.METHOD, "Methode", (part, part)))
    assert [(each["transcripts"], each["codes"]) for each in values(spec)] == [(1, 3), (2, 4)]


@pytest.mark.parametrize("name", sorted(set(Name) - PLOTTED))
def test_other_outputs_have_none(name: Name) -> None:
    assert plot(Output(name, "", (a_part("code", ["a"]),)), (), "nl") is None


@pytest.mark.parametrize("name", [Name.EVIDENCE, Name.MATRIX])
def test_an_empty_table_has_none(name: Name) -> None:
    assert plot(Output(name, "", (a_part("code"),)), (), "nl") is None


@drawn
def test_the_cell_of_a_hidden_number_is_grey_and_not_the_colour_of_nought() -> None:
    text = picture(spec_of(evidence(4, "x", 0)), PlotForm.SVG).decode()
    told = r'aria-label="place: (Wijk \d); label: Sloop; respondenten: [^"]*"[^>]*fill="([^"]*)"'
    cells = dict(re.findall(told, text))
    assert cells["Wijk 1"] == HIDDEN
    assert len(set(cells.values())) == 3


@drawn
def test_a_picture_bears_its_notices_and_is_the_same_again() -> None:
    spec = spec_of(evidence(4, "x"), "INTERN - niet publiceren", "Fictief onderzoek")
    first = picture(spec, PlotForm.SVG)
    assert first == picture(spec_of(evidence(4, "x"), "INTERN - niet publiceren", "Fictief onderzoek"), PlotForm.SVG)
    text = first.decode()
    assert text.startswith("<svg")
    assert "INTERN - niet publiceren" in text
    assert "Sloop" in text
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/", "")
    png = picture(spec, PlotForm.PNG)
    assert png.startswith(b"\x89PNG")
    assert png == picture(spec, PlotForm.PNG)


def test_without_the_renderer_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError, match=r"qualcode\[plots\]"):
        picture(spec_of(evidence(4)), PlotForm.SVG)
