"""Mistakes in fields of JSON lines: a sentence of our own for every field and every wrong value."""

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import InputError
from qualcode.interchange.code_list import ListedCode, read_any_codebook
from qualcode.interchange.codings_file import CodingLine, read_codings
from qualcode.interchange.units_file import UnitLine, read_units

FILES: dict[str, tuple[Any, dict[str, object]]] = {
    "codings.jsonl": (CodingLine, {"transcript": "t", "exact": "De sloop.", "code": "factor", "coder": "annelies"}),
    "units.jsonl": (UnitLine, {"doc_id": "d", "unit_id": "u", "text": "De sloop.", "labels": []}),
    "codes.json": (ListedCode, {"code": "factor", "label": "Factor"}),
}
WRONG = (None, 5, -5, 1.5, True, "", "x", [], [5], {}, {"a": 5}, {"a": {"b": 5}})


def read(file: Path, entry: object) -> None:
    text = json.dumps([entry] if file.suffix == ".json" else entry)
    file.write_text(text, encoding="utf-8")
    if file.name == "codes.json":
        read_any_codebook(file)
    else:
        list(read_codings(file) if file.name == "codings.jsonl" else read_units(file))


@pytest.mark.parametrize("name", FILES)
def test_every_wrong_value_of_every_field_is_told_with_line_field_and_what_is_allowed(
    name: str, tmp_path: Path
) -> None:
    model, good = FILES[name]
    told = []
    for field, value in product(model.model_fields, WRONG):
        if field == "line":
            continue
        try:
            read(tmp_path / name, {**good, field: value})
        except InputError as error:
            told.append((field, value, str(error)))
    assert len(told) > len(model.model_fields) * 3
    place = "entry 1: " if name == "codes.json" else "line 1: "
    own = re.compile(rf"{re.escape(name)}(, |: ){place}.*'[^']+'.* \([^)]+\)")
    assert [each for each in told if not own.match(each[2]) or f"'{each[0]}" not in each[2]] == []
    foreign = re.compile(r"Input|should|valid |required|permitted|form that is not|\bstr\b|dict\[")
    assert [each for each in told if foreign.search(each[2])] == []


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            {"doc_id": "d", "unit_id": "u", "text": "t", "labels": ["a", 5]},
            "'labels[2]' is a number (a text between double quotes, such as \"R017\")",
        ),
        ({"doc_id": "d", "unit_id": "u", "text": "t"}, "'labels' is missing (add it)"),
        (
            ["a"],
            "the line is no object with fields "
            "(fields are doc_id, unit_id, text, labels, seq, speaker, group, attributes)",
        ),
    ],
)
def test_a_place_in_a_list_is_counted_from_one(entry: object, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path / "units.jsonl", entry)
    assert str(error.value) == f"units.jsonl, line 1: {sentence}"


def test_a_misspelt_field_is_told_before_the_one_that_it_makes_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the field 'codr' is not known, did you mean 'coder'"):
        read(tmp_path / "codings.jsonl", {"transcript": "t", "exact": "De sloop.", "code": "factor", "codr": "bram"})
