"""`qualcode evaluate`: the rows of the contract, and one sentence for each mistake."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from qualcode.domain.ranking import Judged, Unit
from qualcode.domain.span import Span
from qualcode.domain.transcript import Role, Turn
from qualcode.interchange.code_list import read_any_codebook
from qualcode.interchange.units_file import UnitLine
from qualcode.nlp import semantic
from qualcode.nlp.answering import Reply
from qualcode.nlp.hybrid import BEFORE, sentences
from qualcode.workflow import learning
from qualcode.workflow.coded_units import Labels, Units
from qualcode.workflow.evaluate import Bench
from qualcode.workflow.evaluate import _growth as growth
from qualcode.workflow.units import Heard, heard

CODES = [
    {"code": "wonen:L", "label": "Wonen", "definition": "Huizen en huurwoningen.", "parent": "wonen"},
    {"code": "geld:L", "label": "Geld", "definition": "Schulden en loon.", "parent": "geld"},
]

BOOK = """
title: Boek
language: nl
attributes:
- {id: polariteit, label: {nl: Polariteit}, applies_to: [wonen],
   values: [{id: bevestigd, label: {nl: bevestigd}}, {id: ontkend, label: {nl: ontkend}}]}
codes:
- {id: wonen, label: {nl: Overlast}, definition: Er is overlast., indicators: {lemmas: [overlast]}}
- {id: geld, label: {nl: Geld}, definition: Schulden en loon.}
"""


QUIET = "- {id: rust, label: {nl: Rust}, definition: Stilte.}\n"


def a_unit(document: str, at: int, text: str = "De huizen zijn oud.", label: str = "wonen:L") -> str:
    return json.dumps({"doc_id": document, "unit_id": f"{document}-{at}", "text": text, "labels": [label]})


@pytest.fixture
def files(folder: Path) -> Path:
    (folder / "codes.json").write_text(json.dumps(CODES))
    described = [each | {"parent_label": each["label"]} for each in CODES]
    (folder / "described.json").write_text(json.dumps(described))
    for name in ("train", "test"):
        lines = [a_unit(f"{name}{n}", 0) for n in range(3)]
        lines += [a_unit(f"{name}{n}", 1, "Zij hadden veel schulden.", "geld:L") for n in range(3)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    return folder


CALL = ("evaluate", "train.jsonl", "--test", "test.jsonl", "--codebook", "codes.json")
LISTED = (*CALL[:-1], "described.json")


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
    assert [line.split()[:1] for line in lines[:7]] == [["train"], ["0"], ["6"], [], ["train"], ["0"], ["6"]]
    assert lines[8] == "Fewer than 5 test documents have a code: too few for intervals."
    assert "[" not in "".join(lines)


@pytest.mark.usefixtures("files")
def test_table_holds_every_figure_of_json_within_120_columns(qualcode: Callable[..., Any], files: Path) -> None:
    (files / "test.jsonl").write_text("\n".join(a_unit(f"test{n}", 0) for n in range(6)))
    lines = qualcode(*CALL, "--train", "0").out.splitlines()
    (row,) = json.loads(qualcode(*CALL, "--train", "0", "--json").out)["rows"]
    names = set(lines[0].split()) | set(lines[3].split())
    assert names == {name for name in row if not name.endswith("_interval")} - {"seed", "method"}
    assert "[" in lines[1]
    assert max(map(len, lines[:5])) <= 120


@pytest.mark.usefixtures("files")
def test_what_is_shown_of_coded_units_is_told(qualcode: Callable[..., Any], files: Path) -> None:
    units = [a_unit("test0", 0), a_unit("test1", 0, "Wij zagen daar eens een reiger.")]
    (files / "test.jsonl").write_text("\n".join(units))
    (row,) = json.loads(qualcode(*CALL, "--train", "0", "--json").out)["rows"]
    assert (row["suggested_share_coded"], row["shown_recall"], row["recall_at_3"]) == (0.5, 0.5, 1)


@pytest.fixture
def grouped(files: Path) -> Path:
    """Units of 8 documents of each of two groups, of which one says what the codebook does not."""
    said = {"policy": "Over wonen in huurwoningen.", "residents": "Iets 0, iets 1, iets 2, iets 3 en iets 4."}
    lines = [
        json.dumps(json.loads(a_unit(f"{group}{n}", at, text)) | {"group": group})
        for group, text in said.items()
        for n in range(8)
        for at in range(3)
    ]
    (files / "test.jsonl").write_text("\n".join([*lines, a_unit("nobody", 0)]))
    codes = [{"code": f"{at}", "label": f"Iets {at}", "definition": f"Iets {at}."} for at in range(5)]
    (files / "codes.json").write_text(json.dumps([*codes, *CODES]))
    return files


@pytest.mark.usefixtures("grouped")
def test_groups_are_measured_apart_where_the_file_names_them(qualcode: Callable[..., Any]) -> None:
    call = (*CALL, "--train", "0", "--seeds", "2")
    for row in json.loads(qualcode(*call, "--json").out)["rows"]:
        assert [(each["group"], each["n"], each["documents"]) for each in row["groups"]] == [
            ("policy", 24, 8),
            ("residents", 24, 8),
        ]
        assert [each["three"] for each in row["groups"]] == [1, 0]
    told = qualcode(*call).out
    assert (
        "'policy' is found better than 'residents' by 1.000 in recall_at_3, and their intervals do not overlap" in told
    )
    assert max(len(line) for line in told.splitlines() if line.startswith(" ")) <= 120


@pytest.mark.usefixtures("grouped")
def test_of_a_small_group_nothing_is_said(qualcode: Callable[..., Any], grouped: Path) -> None:
    lines = (grouped / "test.jsonl").read_text().splitlines()
    (grouped / "test.jsonl").write_text("\n".join(lines[:27]))
    told = qualcode(*CALL, "--train", "0").out
    assert "not enough evidence (fewer than 20 coded units)" in told
    assert "With 0 units: fewer than two groups have 20 coded units" in told


@pytest.mark.usefixtures("files")
def test_without_groups_nothing_is_said_of_them(qualcode: Callable[..., Any]) -> None:
    assert "group" not in qualcode(*CALL, "--train", "0").out
    assert "groups" not in json.loads(qualcode(*CALL, "--train", "0", "--json").out)["rows"][0]


@pytest.mark.usefixtures("files")
def test_code_with_few_units_is_not_judged(qualcode: Callable[..., Any], files: Path) -> None:
    lines = [a_unit(f"test{n}", 0) for n in range(5)] + [a_unit("test0", 1, "Zij hadden schulden.", "geld:L")]
    (files / "test.jsonl").write_text("\n".join(lines))
    of, heads, wonen, geld = qualcode(*CALL, "--by-code").out.splitlines()[-4:]
    assert of == "Code by code, with 6 units to learn from:"
    assert heads.split() == ["code", "units", "recall_at_3", "right", "where", "shown"]
    assert wonen.split() == ["wonen:L", "5", "1.00", "1.00"]
    assert geld.endswith("not enough evidence")
    assert [each["confirmed"] for each in json.loads(qualcode(*CALL, "--by-code", "--json").out)["codes"]] == [5, 1]


@pytest.mark.usefixtures("files")
def test_interviewer_is_context_and_no_unit(qualcode: Callable[..., Any], files: Path) -> None:
    asked = {"doc_id": "test0", "unit_id": "i", "seq": 0, "speaker": "interviewer", "text": "En toen?", "labels": []}
    with (files / "test.jsonl").open("a") as test:
        test.write("\n" + json.dumps(asked))
    (row,) = json.loads(qualcode(*CALL, "--train", "0", "--json").out)["rows"]
    assert row["test_units"] == 6


def test_labels_on_what_an_interviewer_says_are_told(qualcode: Callable[..., Any], files: Path) -> None:
    none = qualcode(*CALL, "--train", "0")
    assert "interviewer" not in none.out
    for name, labels in (("train", ["wonen:L"]), ("test", ["wonen:L", "geld:L"])):
        said = {"doc_id": f"{name}0", "unit_id": "i", "speaker": "Interviewer", "text": "En toen?", "labels": labels}
        with (files / f"{name}.jsonl").open("a") as file:
            file.write("\n" + json.dumps(said))
    sentence = "Labels on what an interviewer says are not counted: 1 in train.jsonl, 2 in test.jsonl."
    assert sentence in qualcode(*CALL, "--train", "0").out.splitlines()
    found = json.loads(qualcode(*CALL, "--train", "0", "--json").out)
    assert found["labels_of_interviewers"] == {"train": 1, "test": 2}
    assert [row["test_units"] for row in found["rows"]] == [6]


@pytest.mark.usefixtures("files")
def test_the_encoder_that_was_used_is_named_or_none(qualcode: Callable[..., Any]) -> None:
    found = json.loads(qualcode(*CALL, "--train", "0", "--json").out)
    assert found["encoder"] == semantic.identity()
    assert (found["encoder"] is None) == (not semantic.installed())


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("attributes", [{"wonen": {"polariteit": "ontkend"}}, {"polariteit": "ontkend"}])
def test_denial_is_told_by_the_words_of_the_codebook(
    qualcode: Callable[..., Any], files: Path, attributes: dict[str, Any]
) -> None:
    denied = json.loads(a_unit("test9", 0, "Er is geen overlast.", "wonen")) | {"attributes": attributes}
    (files / "test.jsonl").write_text(json.dumps(denied))
    (files / "train.jsonl").write_text(a_unit("train0", 0, label="wonen"))
    (files / "book.yaml").write_text(BOOK)
    (row,) = json.loads(qualcode(*CALL[:-1], "book.yaml", "--train", "0", "--json").out)["rows"]
    assert row["polarity_accuracy"] == 1
    assert row["wrongly_denied"] is None


@pytest.mark.usefixtures("files")
def test_affirmed_code_that_is_said_to_be_denied_is_counted(qualcode: Callable[..., Any], files: Path) -> None:
    lines = [a_unit("test9", at, text, "wonen") for at, text in enumerate(("Er is geen overlast.", "Geen overlast."))]
    lines[0] = json.dumps(json.loads(lines[0]) | {"attributes": {"polariteit": "ontkend"}})
    (files / "test.jsonl").write_text("\n".join([*lines, a_unit("test9", 2, "Veel overlast.", "wonen")]))
    (files / "train.jsonl").write_text(a_unit("train0", 0, label="wonen"))
    (files / "book.yaml").write_text(BOOK)
    (row,) = json.loads(qualcode(*CALL[:-1], "book.yaml", "--train", "0", "--json").out)["rows"]
    assert (row["polarity_accuracy"], row["wrongly_denied"]) == (1, 0.5)


@pytest.mark.parametrize(("attributes", "found"), [({}, 0), ({"wonen": {"polariteit": "ontkend"}}, 1)])
def test_where_codings_seldom_deny_a_denial_has_to_be_likelier(
    qualcode: Callable[..., Any], folder: Path, attributes: dict[str, Any], found: int
) -> None:
    denied = json.loads(a_unit("test9", 0, "Er is geen overlast.", "wonen"))
    (folder / "test.jsonl").write_text(json.dumps(denied | {"attributes": {"polariteit": "ontkend"}}))
    both = json.loads(a_unit("train0", 0)) | {"labels": ["wonen", "geld"], "attributes": attributes}
    (folder / "train.jsonl").write_text("\n".join(json.dumps(both | {"unit_id": str(at)}) for at in range(500)))
    (folder / "book.yaml").write_text(BOOK)
    rows = json.loads(qualcode(*CALL[:-1], "book.yaml", "--train", "0,all", "--json").out)["rows"]
    assert [row["polarity_accuracy"] for row in rows] == [1, found]


NESTED = [{"code": "wonen", "label": "Wonen", "definition": "Huizen."}, *CODES]


@pytest.mark.usefixtures("files")
def test_code_that_a_run_would_not_rank_is_not_found_and_changes_nothing_else(
    qualcode: Callable[..., Any], files: Path
) -> None:
    (files / "codes.json").write_text(json.dumps(NESTED))

    def measured(*more: str) -> tuple[list[str], Any]:
        with (files / "test.jsonl").open("a") as test:
            test.write("".join(f"\n{each}" for each in more))
        found = json.loads(qualcode(*CALL, "--train", "0", "--by-code", "--json").out)
        return [each["code"] for each in found["codes"]], found["rows"][0]

    codes, before = measured()
    assert "wonen" not in codes
    codes, after = measured(a_unit("other", 0, "De huizen zijn oud.", "wonen"))
    assert "wonen" in codes
    assert (before["precision_at_1"], before["recall_at_3"]) == (1, 1)
    assert (after["precision_at_1"], after["recall_at_3"]) == pytest.approx((6 / 7, 6 / 7))
    with (files / "train.jsonl").open("a") as train:
        train.write("\n" + a_unit("taught", 0, "De huizen zijn oud.", "wonen"))
    assert measured()[1]["recall_at_3"] == 1, "what was taught is ranked"


@pytest.mark.usefixtures("files")
def test_no_more_is_learned_from_than_in_a_run(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    monkeypatch.setattr(learning, "ENOUGH", 4)
    labels = Labels(read_any_codebook(files / "codes.json"), parents=False)
    train, test = (Units.of(files / f"{name}.jsonl", labels) for name in ("train", "test"))
    coded = Bench.of(labels, train, test, None).ranker(range(6)).coded
    assert len(coded.ids) == 4
    assert coded.stands_for.sum() == 6


WITH_ATTRIBUTES: list[tuple[dict[str, Any], str]] = [
    ({"wonen": {"polariteit": "onkend"}}, "there is no value of 'polariteit' 'onkend'; did you mean ontkend"),
    ({"polarity": "ontkend"}, "there is no attribute 'polarity'; did you mean polariteit?"),
    ({"wonnen": {"polariteit": "ontkend"}}, "there is no code 'wonnen'; did you mean wonen?"),
]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("attributes", "told"), WITH_ATTRIBUTES)
@pytest.mark.parametrize("file", ["train.jsonl", "test.jsonl"])
def test_attribute_that_is_not_in_the_codebook_is_refused(
    qualcode: Callable[..., Any], files: Path, file: str, attributes: dict[str, Any], told: str
) -> None:
    for name in ("train.jsonl", "test.jsonl"):
        line = json.loads(a_unit(name, 0, label="wonen")) | ({"attributes": attributes} if name == file else {})
        (files / name).write_text(json.dumps(line))
    (files / "book.yaml").write_text(BOOK)
    ran = qualcode(*CALL[:-1], "book.yaml", "--train", "0")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"{file}: unit '{file}-0': {told}" in ran.err


def doubts(qualcode: Callable[..., Any], *call: str) -> list[str]:
    """What is told, which has to be printed as well."""
    told: list[str] = json.loads(qualcode(*call, "--json").out)["doubts"]
    assert set(told) <= set(qualcode(*call).out.splitlines())
    return told


@pytest.mark.usefixtures("files")
def test_attributes_that_are_not_counted_are_told(qualcode: Callable[..., Any], files: Path) -> None:
    (files / "book.yaml").write_text(BOOK)
    (files / "train.jsonl").write_text(a_unit("train0", 0, label="wonen"))
    units = [
        json.loads(a_unit("a", 0, label="wonen"))
        | {"labels": ["wonen", "geld"], "attributes": {"polariteit": "ontkend"}},
        json.loads(a_unit("a", 1, label="geld")) | {"attributes": {"wonen": {"polariteit": "ontkend"}}},
        json.loads(a_unit("a", 2, label="geld")) | {"attributes": {"geld": {"polariteit": "ontkend"}}},
        json.loads(a_unit("a", 3, label="wonen")) | {"attributes": {"wonen": {"polariteit": "onbepaald"}}},
    ]
    (files / "test.jsonl").write_text("\n".join(map(json.dumps, units)))
    told = doubts(qualcode, *CALL[:-1], "book.yaml", "--train", "0")
    assert len(told) == 3
    assert "they name no code" in told[0]
    assert "their code is no label of the unit" in told[1]
    assert "does not give the attribute" in told[2]


@pytest.mark.usefixtures("files")
def test_attributes_that_a_list_of_codes_cannot_know_are_told(qualcode: Callable[..., Any], files: Path) -> None:
    line = json.loads(a_unit("test0", 0)) | {"attributes": {"polarity": "denied", "polariteit": "ontkend"}}
    (files / "test.jsonl").write_text(json.dumps(line))
    (only,) = doubts(qualcode, *LISTED, "--train", "0")
    assert only == (
        "test.jsonl: the codebook declares no attributes, so that 'polariteit' is read and 1 values of others are not."
    )


@pytest.mark.usefixtures("files")
def test_parents_that_are_only_named_are_told_and_those_described_are_not(
    qualcode: Callable[..., Any], files: Path
) -> None:
    (only,) = doubts(qualcode, *CALL, "--train", "0", "--roll-up", "parent")
    assert only.startswith("codes.json says nothing of 2 parents but their names (such as geld, wonen): --roll-up")
    assert doubts(qualcode, *LISTED, "--train", "0", "--roll-up", "parent") == []
    codes = [{"code": "woning", "label": "Woning"}, {"code": "huur", "label": "Huur", "parent": "wonning"}]
    (files / "codes.json").write_text(json.dumps([*CODES, *codes]))
    ran = qualcode(*CALL)
    assert ran.code == 2
    assert "code 'huur': its parent 'wonning' is no code of the list (did you mean woning?)" in ran.err


SAME = "Wij wonen hier al dertig jaar met veel plezier."


@pytest.mark.usefixtures("files")
def test_copies_of_what_is_learned_from_are_counted(qualcode: Callable[..., Any], files: Path) -> None:
    for name, texts in (
        ("train", [SAME, "Ja, dat klopt."]),
        ("test", [SAME.upper(), f"{SAME[:-1]} eigenlijk.", "Ja, dat klopt.", "De buurman zag gisteren een reiger."]),
    ):
        lines = [a_unit(name, at, text) for at, text in enumerate(texts)]
        (files / f"{name}.jsonl").write_text("\n".join(lines))
    (only,) = doubts(qualcode, *LISTED, "--train", "0")
    assert only == (
        "1 of 3 test units of five words or more stand word for word in train.jsonl too, 1 nearly so: what is learned "
        "from their copies flatters the figures."
    )


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("asks", ["I", "INT", "V", "Vragensteller", "interviewer 2", "Jan (moderator)"])
def test_interviewers_are_known_by_their_labels_as_in_a_transcript(
    qualcode: Callable[..., Any], files: Path, asks: str
) -> None:
    lines = [a_turn(1, asks, "Hoe is het wonen hier?", "wonen:L"), a_turn(2, "R1", "De huizen zijn oud.", "wonen:L")]
    (files / "test.jsonl").write_text("\n".join(map(json.dumps, lines)))
    found = json.loads(qualcode(*CALL, "--train", "0", "--json").out)
    assert (found["rows"][0]["test_units"], found["labels_of_interviewers"]["test"]) == (1, 1)


@pytest.mark.usefixtures("files")
def test_a_man_and_a_woman_who_talk_ask_nothing(qualcode: Callable[..., Any], files: Path) -> None:
    lines = [a_turn(1, "V", "De huizen zijn oud.", "wonen:L"), a_turn(2, "M", "Veel huizen.", "wonen:L")]
    (files / "test.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert json.loads(qualcode(*CALL, "--train", "0", "--json").out)["rows"][0]["test_units"] == 2


@pytest.mark.usefixtures("files")
def test_intervals_say_on_how_many_documents_they_stand(qualcode: Callable[..., Any], files: Path) -> None:
    (files / "test.jsonl").write_text("\n".join(a_unit(f"test{n}", 0) for n in range(6)))
    told = qualcode(*CALL, "--train", "0").out
    assert "[1.000-1.000]" in told
    assert "over 6 test documents with a code; one without width says that these 6 do not differ" in told
    assert json.loads(qualcode(*CALL, "--train", "0", "--json").out)["test_documents"] == 6


@pytest.mark.parametrize(
    ("file", "body", "told"),
    [
        ("test.jsonl", a_unit("train1", 9), "also in train.jsonl"),
        ("test.jsonl", a_unit("x", 0, label="woonen:L"), "did you mean wonen:L"),
        ("test.jsonl", "", "holds no units"),
        ("train.jsonl", "", "holds no units"),
        ("test.jsonl", a_unit("x", 0)[:-1] + ', "speaker": "interviewer"}', "only what an interviewer says"),
        ("test.jsonl", "{", "line 1: is not JSON"),
        ("test.jsonl", '{"doc_id": "x"}', "line 1: 'unit_id' is missing (add it)"),
        ("train.jsonl", f"{a_unit('a', 0)}\n{a_unit('a', 0)}", "stands 2 times"),
        ("test.jsonl", '{"doc_id": ' + "1" * 5000 + "}", "line 1: holds a number that is too long to be read"),
        ("codes.json", '[{"code": ' + "1" * 5000 + "}]", "codes.json: the file holds a number that is too long"),
        ("codes.json", "{}", "a list of {code, label, definition, parent}"),
        ("codes.json", "[", "not JSON"),
        ("codes.json", '[{"code": "a", "label": "A"}, {"code": 5}]', "codes.json: entry 2: 'code' is a number (a text"),
        ("codes.json", '["a"]', "codes.json: entry 1: it is no object with fields (fields are code, label"),
    ],
)
def test_mistake_is_one_sentence(qualcode: Callable[..., Any], files: Path, file: str, body: str, told: str) -> None:
    (files / file).write_text(body)
    ran = qualcode(*CALL)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


def test_nothing_is_needed_to_learn_nothing_from(qualcode: Callable[..., Any], files: Path) -> None:
    (files / "train.jsonl").write_text("")
    (row,) = json.loads(qualcode(*CALL, "--train", "0", "--json").out)["rows"]
    assert row["train"] == 0
    assert row["test_units"] > 0


@pytest.mark.usefixtures("files")
def test_a_size_beyond_all_is_all_and_stands_once(qualcode: Callable[..., Any]) -> None:
    rows = json.loads(qualcode(*CALL, "--train", "0,0,6,50,all", "--json").out)["rows"]
    assert [row["train"] for row in rows] == [0, 6]


@pytest.mark.usefixtures("files")
class Scattered(str):
    """The name of a document that a set keeps by the place that it is given."""

    __slots__ = ("place",)
    place: int

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        return self.place


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_documents_is_told_by_the_seed_alone(seed: int) -> None:
    """Python keeps a set of names in another order in each process."""

    def grown(places: Sequence[int]) -> tuple[int, ...]:
        names = [Scattered(f"d{at}") for at in range(len(places))]
        for name, place in zip(names, places, strict=True):
            name.place = place
        judged = [Judged(Unit(f"{at}", name, "De huizen."), frozenset()) for at, name in enumerate(names)]
        return growth(judged, 3, seed)

    assert grown(range(6)) == grown(range(6)[::-1])


def test_sizes_are_numbers_or_all(qualcode: Callable[..., Any]) -> None:
    for sizes in ("0,many", "1" * 5000):
        ran = qualcode(*CALL, "--train", sizes)
        assert ran.code == 2
        assert "0,50,all" in ran.err


def a_turn(seq: int, speaker: str, text: str, *labels: str, **more: Any) -> dict[str, Any]:
    return {
        "doc_id": "d",
        "unit_id": f"d-{seq}",
        "seq": seq,
        "speaker": speaker,
        "text": text,
        "labels": [*labels],
        **more,
    }


DENIED = {"attributes": {"wonen": {"polariteit": "ontkend"}}}
ASKED = [
    a_turn(1, "Interviewer", "Is er hier geen overlast?"),
    a_turn(2, "R1", "Ja.", "wonen", **DENIED),
    a_turn(3, "Interviewer", "En is er 's nachts geen overlast?"),
    a_turn(4, "R1", "Jawel.", "wonen"),
]


LONG = "Het was vroeger anders. " * 60
TOLD = [
    ("Interviewer", "Is er hier veel overlast?"),
    ("R1", "Ja."),
    ("R1", "Precies."),
    ("Interviewer", "Nog iets?"),
    ("R1", "Ja."),
    ("R2", "De huur is hoog."),
    ("R2", "Dat vindt iedereen."),
    ("R1", LONG.strip()),
    ("R2", "Dat klopt niet."),
    ("R1", "Nee."),
]


def a_talk() -> tuple[str, list[Turn]]:
    """What was told as a text with the turns that are heard."""
    text, turns = "", []
    for speaker, group in groupby(TOLD, key=lambda each: each[0]):
        start, text = len(text), text + " ".join(said for _, said in group) + "\n"
        if speaker != "Interviewer":
            whole = Span(start, len(text) - 1)
            turns.append(Turn(len(turns), speaker, Role.RESPONDENT, whole, whole))
    return text, turns


def heard_talk() -> list[Heard]:
    """What was told as units of a file."""
    return list(heard([UnitLine(**a_turn(at, *each)) for at, each in enumerate(TOLD)]))


def test_short_answer_is_read_by_its_question_as_a_run_reads_it() -> None:
    found = [each for each in heard_talk() if each.line.text not in LONG]
    run = [each for each in sentences("d", *a_talk()) if each.unit.text not in LONG]
    assert [(each.unit.text, each.reply) for each in found] == [
        (each.unit.text, each.answer and each.answer.reply) for each in run
    ]
    assert found[0].unit.text == "Is er hier veel overlast?"
    assert [each.reply for each in found] == [Reply.YES, None, Reply.YES, None, None, None, None]


def test_context_of_a_unit_is_that_of_its_turn_in_a_run() -> None:
    by_run = {each.unit.text: each.unit.context for each in sentences("d", *a_talk())}
    found = {each.unit.text: each.unit.context for each in heard_talk()}
    texts = [each.unit.text for each in heard_talk() if each.line.text not in LONG]
    assert [found[text].split() for text in texts] == [by_run[text].split() for text in texts]
    assert "Ja." not in found["Precies."].split(), "what was said before in the same turn is no context"
    assert len(found["Dat klopt niet."]) == BEFORE


def test_what_stands_next_to_a_unit_in_its_turn_may_deny_it() -> None:
    near = {each.line.text: (each.before, each.after) for each in heard_talk()}
    assert near["De huur is hoog."] == ([], ["Dat vindt iedereen."])
    assert near["Dat vindt iedereen."] == (["De huur is hoog."], [])
    alone = heard([UnitLine(**a_turn(at, "R2", text)) for at, text in enumerate(("De huur is hoog.", "Dat klopt."))])
    assert [(each.before, each.after) for each in alone] == [([], [])] * 2, "no conversation, so perhaps no story"


def test_what_is_said_next_in_a_conversation_tells_a_denial(qualcode: Callable[..., Any], folder: Path) -> None:
    (folder / "codes.yaml").write_text(BOOK)
    (folder / "train.jsonl").write_text("")

    def polarity(first: str) -> float:
        lines = [
            a_turn(1, first, "Wat stond er in de krant?"),
            a_turn(2, "R1", "De gemeente schreef dat er overlast was.", "wonen", **DENIED),
            a_turn(3, "R1", "Onzin, daar merk ik niks van."),
        ]
        (folder / "test.jsonl").write_text("\n".join(map(json.dumps, lines)))
        ran = qualcode(*CALL[:-1], "codes.yaml", "--train", "0", "--json")
        return float(json.loads(ran.out)["rows"][0]["polarity_accuracy"])

    assert (polarity("Interviewer"), polarity("R1")) == (1, 0)


def test_no_to_a_question_means_the_opposite_code_where_there_is_one(
    qualcode: Callable[..., Any], folder: Path
) -> None:
    book = BOOK.replace("Overlast", "Hinder").replace("Er is overlast", "Herrie").replace("[wonen]", "[wonen, rust]")
    (folder / "codes.yaml").write_text(book.replace("[overlast]}", "[overlast]}, negated_as: rust") + QUIET)
    (folder / "train.jsonl").write_text("")
    asked = [a_turn(1, "Interviewer", "Is er hier overlast?"), a_turn(2, "R1", "Nee.", "rust")]
    asked.append(a_turn(3, "R2", "Geen geld en geen loon, wel schulden.", "geld", attributes={"polariteit": "ontkend"}))
    (folder / "test.jsonl").write_text("\n".join(map(json.dumps, asked)))
    call = (*CALL[:-1], "codes.yaml", "--train", "0", "--json", "--without-encoder")
    (row,) = json.loads(qualcode(*call).out)["rows"]
    assert (row["test_units"], row["precision_at_1"]) == (2, 1)
    assert row["wrongly_denied"] == 0, "the opposite code is there"


def test_short_answer_is_denied_as_the_question_of_an_interviewer_tells(
    qualcode: Callable[..., Any], folder: Path
) -> None:
    (folder / "codes.yaml").write_text(BOOK)
    (folder / "train.jsonl").write_text("")

    def polarity(asks: str) -> tuple[float | None, ...]:
        lines = [line | ({"speaker": asks, "labels": ["wonen"]} if line["seq"] % 2 else {}) for line in ASKED]
        (folder / "test.jsonl").write_text("\n".join(map(json.dumps, lines)))
        ran = qualcode(*CALL[:-1], "codes.yaml", "--train", "0", "--json")
        (row,) = json.loads(ran.out)["rows"]
        return row["test_units"], row["polarity_accuracy"], row["wrongly_denied"]

    assert polarity("Interviewer") == (2, 1.0, 0.0)
    assert polarity("R2")[:2] == (4, 0.0), "what another respondent asks is no question of the conversation"


@pytest.mark.usefixtures("files")
def test_the_encoder_can_be_left_out(qualcode: Callable[..., Any]) -> None:
    with_it, without = (
        json.loads(qualcode(*CALL, "--train", "0", "--json", *more).out) for more in ((), ("--without-encoder",))
    )
    assert (with_it["encoder"], without["encoder"]) == (semantic.identity(), None)
    assert (with_it["rows"] == without["rows"]) is not semantic.installed()
