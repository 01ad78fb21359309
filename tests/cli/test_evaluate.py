"""`qualcode evaluate`: the rows of the contract, and one sentence for each mistake."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CODES = [
    {"code": "wonen:L", "label": "Wonen", "definition": "Huizen en huurwoningen.", "parent": "wonen"},
    {"code": "geld:L", "label": "Geld", "definition": "Schulden en loon.", "parent": "geld"},
]


def a_unit(document: str, at: int, text: str = "De huizen zijn oud.", label: str = "wonen:L") -> str:
    return json.dumps({"doc_id": document, "unit_id": f"{document}-{at}", "text": text, "labels": [label]})


@pytest.fixture
def files(folder: Path) -> Path:
    (folder / "codes.json").write_text(json.dumps(CODES))
    for name in ("train", "test"):
        lines = [a_unit(f"{name}{n}", 0) for n in range(3)]
        lines += [a_unit(f"{name}{n}", 1, "Zij hadden veel schulden.", "geld:L") for n in range(3)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    return folder


CALL = ("evaluate", "train.jsonl", "--test", "test.jsonl", "--codebook", "codes.json")


@pytest.mark.usefixtures("files")
def test_rows_have_the_fields_of_the_contract(qualcode: Callable[..., Any]) -> None:
    ran = qualcode(*CALL, "--train", "0,2,all", "--roll-up", "parent", "--seeds", "2", "--json")
    rows = json.loads(ran.out)["rows"]
    assert [(row["train"], row["seed"]) for row in rows] == [(0, 0), (0, 1), (2, 0), (2, 1), (6, 0), (6, 1)]
    assert set(rows[0]) >= {"method", "test_units", "precision_at_1", "recall_at_3", "recall_at_5", "f1_micro"}
    assert set(rows[0]) >= {"f1_macro", "ece", "suggested_share_uncoded", "polarity_accuracy"}
    assert rows[-1]["precision_at_1"] == 1


@pytest.mark.usefixtures("files")
def test_table_has_a_line_for_each_number_of_units(qualcode: Callable[..., Any]) -> None:
    lines = qualcode(*CALL, "--train", "0,all").out.splitlines()
    assert [line.split()[0] for line in lines] == ["train", "0", "6"]


@pytest.mark.parametrize(
    ("file", "body", "told"),
    [
        ("test.jsonl", a_unit("train1", 9), "also in train.jsonl"),
        ("test.jsonl", a_unit("x", 0, label="woonen:L"), "did you mean wonen:L"),
        ("test.jsonl", "", "holds no units"),
        ("test.jsonl", "{", "line 1: is not JSON"),
        ("test.jsonl", '{"doc_id": "x"}', "unit_id: Field required"),
        ("train.jsonl", f"{a_unit('a', 0)}\n{a_unit('a', 0)}", "stands 2 times"),
        ("codes.json", "{}", "a list of {code, label, definition, parent}"),
        ("codes.json", "[", "not JSON"),
    ],
)
def test_mistake_is_one_sentence(qualcode: Callable[..., Any], files: Path, file: str, body: str, told: str) -> None:
    (files / file).write_text(body)
    ran = qualcode(*CALL)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


@pytest.mark.usefixtures("files")
def test_sizes_are_numbers_or_all(qualcode: Callable[..., Any]) -> None:
    ran = qualcode(*CALL, "--train", "0,many")
    assert ran.code == 2
    assert "0,50,all" in ran.err
