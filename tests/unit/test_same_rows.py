"""Rows of a frozen table are known again by what they are about, whatever the wording; equal names are not mixed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qualcode.domain.evidence import Filters
from qualcode.domain.freeze import KeptText, kept_part, table_changes
from qualcode.domain.output import Figure, OutputColumn, Part, Value

NAMES = ("code", "label", "neighbourhood", "codings", "respondents")
COLUMNS = tuple(OutputColumn(name, name) for name in NAMES)
PLACES = {"west-centrum": "Centrum", "oost-centrum": "Centrum", "oost-zuid": "Zuid"}


def a_row(code: str, place: str, codings: int, label: str = "Sloop", **names: str) -> list[Value]:
    figure = Figure(codings, Filters(codes=(code,), neighbourhoods=(place,)))
    return [code, label, names.get("name", PLACES[place]), codings, figure]


def a_part(*rows: list[Value], keyed: bool) -> dict[str, Any]:
    keys = [(str(row[0]), row[-1].filters.neighbourhoods[0]) for row in rows if isinstance(row[-1], Figure)]
    return kept_part(Part("Bewijs", COLUMNS, rows, keys if keyed else ()))


def told(then: dict[str, Any], now: dict[str, Any]) -> list[Sequence[object]]:
    return [(each.named[0], each.column, each.was, each.now) for each, _behind in table_changes("evidence", then, now)]


def test_a_label_that_is_reworded_changes_its_own_cell_alone() -> None:
    for keyed in (True, False):
        then = a_part(a_row("a", "oost-zuid", 1), a_row("a", "oost-centrum", 4), keyed=keyed)
        now = a_part(a_row("a", "oost-centrum", 4, name="Centrum (Ooststad)"), a_row("a", "oost-zuid", 2), keyed=True)
        assert told(then, now) == [
            ("a", "codings", 1, 2),
            ("a", "respondents", 1, 2),
            ("a", "neighbourhood", "Centrum", "Centrum (Ooststad)"),
        ]


def test_a_long_label_that_is_reworded_is_told_as_another_text() -> None:
    long = "Vasthoudende inzet op sociale ondersteuning en weerbaarheid"
    then = a_part(a_row("a", "oost-zuid", 1, long), a_row("a", "oost-centrum", 4, long), keyed=False)
    now = a_part(a_row("a", "oost-zuid", 1, f"{long}!"), a_row("a", "oost-centrum", 4, f"{long}!"), keyed=True)
    changes = [each for each, _behind in table_changes("evidence", then, now)]
    assert [(each.column, type(each.was), type(each.now)) for each in changes] == [("label", KeptText, KeptText)] * 2


def test_neighbourhoods_of_one_name_are_not_mixed() -> None:
    for keyed in (True, False):
        then = a_part(a_row("a", "west-centrum", 3), a_row("a", "oost-centrum", 5), keyed=keyed)
        turned = a_part(a_row("a", "oost-centrum", 5), a_row("a", "west-centrum", 3), keyed=True)
        assert told(then, turned) == []
        moved = a_part(a_row("a", "oost-centrum", 5), keyed=keyed)
        changes = told(moved, a_part(a_row("a", "west-centrum", 5), keyed=True))
        assert [each for each in changes if each[1] == "respondents"] == [
            ("a", "respondents", 5, None),
            ("a", "respondents", None, 5),
        ]


def test_rows_without_ids_are_known_by_their_names_and_equal_ones_by_their_order() -> None:
    columns = (OutputColumn("group", "group"), OutputColumn("interviews", "interviews"))
    plain = Part("Groepen", columns, [["bewoner", 3], ["bewoner", 3], ["gemeente", 1]])
    then, now = kept_part(plain), kept_part(replace(plain, rows=[["gemeente", 1], ["bewoner", 3]]))
    changes = [each for each, _behind in table_changes("sample", then, now)]
    assert [(each.row, each.was, each.now) for each in changes] == [(("bewoner", "3"), 3, None)]
    keyed = [kept_part(Part("Groepen", columns, [[name, 3]], [("bewoner",)])) for name in ("bewoner", "bewoners")]
    changes = [each for each, _behind in table_changes("sample", keyed[0], keyed[1])]
    assert [(each.column, each.was, each.now) for each in changes] == [("group", "bewoner", "bewoners")]


def test_two_ids_name_a_row_without_a_neighbourhood_and_one_does_not() -> None:
    columns = [OutputColumn(name, name) for name in ("intervention", "label", "outcome", "respondents")]
    rows: list[list[Value]] = [["i", "Sloop", "u", 2], ["i", "Sloop", "v", 2]]
    then = kept_part(Part("", columns, rows))
    now = kept_part(Part("", columns, [["i", "Slopen", *row[2:]] for row in rows], [("i", "u"), ("i", "v")]))
    assert {each.column for each, _behind in table_changes("interventions", then, now)} == {"label"}
    columns = [OutputColumn(name, name) for name in ("claim", "unit", "quotes")]
    units = [kept_part(Part("", columns, [["C1", "Oost", 1], ["C1", unit, 1]])) for unit in ("Zuid", "Noord")]
    changes = [each for each, _behind in table_changes("claims", units[0], units[1])]
    assert [(each.row, each.was, each.now) for each in changes] == [
        (("C1", "Zuid"), 1, None),
        (("C1", "Noord"), None, 1),
    ]
