"""One rule for JSON: what reads out who coded, said or wrote something asks for --internal; the rest names nobody."""

from pathlib import Path

import pytest
from builders import CODER
from json_answers import ANSWERS, COMMANDS, Words, fill


@pytest.fixture
def ready(study: str, folder: Path) -> str:
    fill(folder)
    return study


INSIDE: list[Words] = [
    *(tuple(word for word in words if word != "--internal") for words in ANSWERS if "--internal" in words),
    ("agreement",),
    ("claims", "list"),
    ("claims", "show", "C1"),
    ("export", "suggestions", "uit.csv"),
    ("freezes", "diff", "concept"),
    ("patterns", "list"),
    ("quotes", "--waiting"),
    ("search", "run", "S"),
]
"""Commands that read out who coded, said or wrote something."""


@pytest.mark.parametrize("words", INSIDE, ids=" ".join)
def test_json_of_what_names_people_asks_for_internal_before_anything_else(words: Words, qualcode, ready: str) -> None:
    ran = qualcode("--json", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "--internal" in ran.err


@pytest.mark.parametrize("words", [words for words in ANSWERS if "--internal" not in words], ids=" ".join)
def test_json_without_internal_names_nobody(words: Words, qualcode, ready: str) -> None:
    assert qualcode("search", "save", "S", "--code", "factor", "--as", CODER).code == 0
    assert qualcode("freeze", "concept", "--note", "voor de raad", "--as", CODER).code == 0
    said = qualcode("--json", *words).out
    assert [name for name in (CODER, "R001", "zuid-01", "voor de raad") if name in said and name not in words] == []


def test_every_command_that_may_stay_inside_is_tried_without_saying_so() -> None:
    may = {words for words, command in COMMANDS.items() if any(each.name == "internal" for each in command.params)}
    publications = {("evidence",), ("output",), ("basket", "export"), ("export", "annotations"), ("export", "prov")}
    publications |= {("plot",)}
    tried = {words for words in may if any(each[: len(words)] == words for each in INSIDE)}
    assert may - tried == publications
