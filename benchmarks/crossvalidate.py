"""What choices about the ranking rest on: two public Dutch collections, split by document, coded document by document.

Where the extra `qualcode[semantic]` is installed, everything is measured without and with its encoder.

A quarter of the documents (the last two bits of SHA-256 of the name are ones) is set aside and never looked at here. Of
the others each split draws a quarter to test on; test units that are near copies of a unit to learn from are left out.
The collections are not part of the project: what is not there is left out, and said. Of the fictional interview
segments that come with it the two files are taken of which nothing was made or learned, and each is tested on by what
the other teaches.
Run alone: `python -m benchmarks.crossvalidate [SPLITS [ORDERS]]`; five splits take half a minute of processor time.
"""

import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from benchmarks.figures import Figure, show
from benchmarks.heldout import ROOT, UNSEEN, as_unit, segments
from qualcode.nlp import semantic
from qualcode.nlp.copies import nearest
from qualcode.workflow.evaluate import Request, evaluate
from qualcode.workflow.unit_doubts import ALIKE

DATA = Path(__file__).resolve().parents[2] / "shared/data/coded_texts"
SIZES = (0, 50, 200, 1000, None)
SPLITS, ORDERS = 5, 4


class Collection(NamedTuple):
    """A coded collection; `recall` is the measure that is printed, `parents` whether a code counts as its parent."""

    name: str
    recall: str
    parents: bool
    sizes: tuple[int | None, ...] = SIZES


class Split(NamedTuple):
    """Units to learn from and to test on."""

    learn: list[dict[str, Any]]
    test: list[dict[str, Any]]


COLLECTIONS = (
    Collection("questions_nl", "recall_at_5", parents=False),
    Collection("news_nl", "recall_at_3", parents=True),
)
SEGMENTS = Collection("segments", "recall_at_3", parents=False, sizes=(0, 50, 200, None))


def is_set_aside(document: str) -> bool:
    """Whether a document is one of the quarter that choices must not look at."""
    return hashlib.sha256(document.encode()).digest()[-1] % 4 == 3


def splits(units: Sequence[dict[str, Any]], most: int) -> Iterator[Split]:
    """So many splits of what is not set aside."""
    left = [unit for unit in units if not is_set_aside(unit["doc_id"])]
    documents = sorted({unit["doc_id"] for unit in left})
    for seed in range(most):
        tested = set(random.Random(seed).sample(documents, len(documents) // 4))
        learn = [unit for unit in left if unit["doc_id"] not in tested]
        test = [unit for unit in left if unit["doc_id"] in tested]
        yield Split(learn, _without_copies(learn, test))


def _without_copies(learn: Sequence[dict[str, Any]], test: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    likeness = nearest([unit["text"] for unit in test], [unit["text"] for unit in learn])
    return [unit for unit, like in zip(test, likeness, strict=True) if like < ALIKE]


def measure(most: int = SPLITS, orders: int = ORDERS) -> list[Figure]:
    """A line for each collection and number of units to learn from: means over splits and orders of documents."""
    found = list[Figure]()
    for encoder in (False, True) if semantic.installed() else (False,):
        for collection in COLLECTIONS:
            folder = DATA / collection.name
            if folder.exists():
                units = [json.loads(line) for line in (folder / "units.jsonl").read_text("utf-8").splitlines()]
                book = folder / "codebook.json"
                found += _measure(collection, list(splits(units, most)), book, orders, encoder=encoder)
            else:
                found.append(Figure(f"{collection.name}: left out", f"{folder} is not there", "", ""))
        found += _measure(SEGMENTS, list(by_file()), ROOT / "codebook.yaml", orders, encoder=encoder)
    return found


def by_file() -> Iterator[Split]:
    """Each unseen file of interview segments to test on, with the others to learn from."""
    files = {file.stem: _units_of(file) for file in UNSEEN}
    for name, test in files.items():
        yield Split([unit for other, units in files.items() if other != name for unit in units], test)


def _units_of(file: Path) -> list[dict[str, Any]]:
    units = [json.loads(as_unit(at, each)) for at, each in enumerate(segments(file))]
    return [{**unit, **{key: f"{file.stem}-{unit[key]}" for key in ("doc_id", "unit_id")}} for unit in units]


def _measure(
    collection: Collection, divided: Sequence[Split], codebook: Path, orders: int, *, encoder: bool
) -> list[Figure]:
    started, rows, tested = time.process_time(), list[list[dict[str, Any]]](), 0
    for split in divided:
        tested += len(split.test)
        with tempfile.TemporaryDirectory() as place:
            files = [_written(Path(place) / f"{name}.jsonl", held) for name, held in split._asdict().items()]
            request = Request(*files, codebook, collection.sizes, collection.parents, orders, encoder)
            made = evaluate(request).rows
        rows.append([{"train": row.train, **row.figures} for row in made])
    seconds = time.process_time() - started
    named = collection.name + (" with the encoder" if encoder else "")
    lines = [
        _line(
            f"{named}, n = {'all' if size is None else f'{size:,}'}",
            collection.recall,
            [each[at * orders : (at + 1) * orders] for each in rows],
        )
        for at, size in enumerate(collection.sizes)
    ]
    size = f"{len(divided)} splits, {orders} orders, {tested:,} units tested on"
    return [*lines, Figure(f"{named}: processor time", size, f"{seconds:.0f} s", "")]


def _written(file: Path, units: Sequence[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units), encoding="utf-8")
    return file


def _line(what: str, recall: str, rows: Sequence[Sequence[dict[str, Any]]]) -> Figure:
    def mean(measure: str) -> str:
        return f"{fmean(row[measure] for each in rows for row in each):.3f}"

    told = ("precision_at_1", recall, "ece", "suggested_share_uncoded")
    return Figure(what, "P@1, R@k, ECE, uncoded that show one", " ".join(map(mean, told)), "")


if __name__ == "__main__":
    show(measure(*map(int, sys.argv[1:])))
