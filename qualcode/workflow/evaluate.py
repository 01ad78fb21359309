"""Evaluate: what suggestions are worth on units of other transcripts, as codings grow document by document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.codebook import Codebook
from qualcode.domain.evaluation import figures
from qualcode.domain.ranking import Judged, Unit
from qualcode.errors import InputError, NotFoundError, short
from qualcode.interchange.code_list import read_any_codebook
from qualcode.interchange.units_file import UnitLine, read_units

BEFORE = 3
"""Preceding turns of a conversation that are the context of a unit."""

CONTEXT = "\n"


class Request(NamedTuple):
    """What is to be evaluated.

    Attributes:
        train, test: Files of coded units.
        codebook: Our YAML, or a JSON list of codes.
        sizes: Numbers of coded units to learn from; None is all.
        parents: Whether a code counts as its parent.
        seeds: Orders of documents, from 0.
    """

    train: Path
    test: Path
    codebook: Path
    sizes: tuple[int | None, ...]
    parents: bool
    seeds: int


class Row(NamedTuple):
    """The figures of one number of units in one order; the fields of the contract."""

    train: int
    seed: int
    method: str
    figures: Mapping[str, Any]

    def facts(self) -> dict[str, Any]:
        """The row as it is printed; no polarity is learned from units that carry none."""
        rest = {**self.figures, "polarity_accuracy": None}
        return {"train": self.train, "seed": self.seed, "method": self.method, **rest}


def evaluate(request: Request, progress: Callable[[int, int], None] | None = None) -> list[Row]:
    """The figures for each size and order, sizes first.

    Raises:
        InputError: A file cannot be read, a label is no code, or a document is on both sides.
    """
    from qualcode.nlp.ranker import Groundwork, leaves  # noqa: PLC0415  brings the numeric libraries

    book = read_any_codebook(request.codebook)
    train, test = read_units(request.train), read_units(request.test)
    _refuse_shared(train, test, request)
    labels = _Labels(book, parents=request.parents)
    learnable = [_judged(unit, each, labels, request.train) for unit, each in _units(train)]
    asked = [_judged(unit, each, labels, request.test) for unit, each in _units(test)]
    codes = labels.codes(leaves(book), [*learnable, *asked])
    ground = Groundwork.of(book, [each.unit for each in (*learnable, *asked)], codes)
    known, read = ground.read([each.unit for each in learnable]), ground.read([each.unit for each in asked])
    right = np.array([[code in each.confirmed for code in codes] for each in asked])
    rows: list[Row] = []
    plan = [(size, seed) for size in request.sizes for seed in range(request.seeds)]
    for done, (size, seed) in enumerate(plan, start=1):
        at = _growth(learnable, size, seed)
        ranker = ground.learn([learnable[each] for each in at], known.at(at))
        rows.append(Row(len(at), seed, "hybrid", figures(ranker.probabilities(read), right)._asdict()))
        if progress is not None:
            progress(done, len(plan))
    return rows


class _Labels:
    """What a label of a unit means among the codes that are ranked."""

    def __init__(self, book: Codebook, *, parents: bool) -> None:
        self.parents, self.known = parents, book.by_id()

    def meant(self, label: str) -> str:
        code = self.known.get(label)
        if code is None:
            kind = "code"
            raise NotFoundError(kind, label, self.known)
        return code.parent if self.parents and code.parent is not None else label

    def codes(self, leaves: Sequence[str], judged: Sequence[Judged]) -> tuple[str, ...]:
        """What is ranked: the codes below which there is none, and any other that a unit has."""
        used = {self.meant(code) for code in leaves} | {code for each in judged for code in each.confirmed}
        return tuple(code for code in self.known if code in used)


def _judged(unit: Unit, line: UnitLine, labels: _Labels, source: Path) -> Judged:
    try:
        return Judged(unit, frozenset(map(labels.meant, line.labels)))
    except NotFoundError as error:
        what = f"unit '{short(line.unit_id, 40)}': {error}"
        raise InputError(what, source=source.name, remedy="labels are codes of the codebook") from None


def _units(lines: Sequence[UnitLine]) -> Iterator[tuple[Unit, UnitLine]]:
    """The units, with the turns before them as context where several people speak in the document."""
    for _, group in groupby(sorted(lines, key=lambda line: line.doc_id), key=lambda line: line.doc_id):
        document = sorted(group, key=lambda line: line.seq or 0)
        conversation = len({line.speaker for line in document}) > 1
        for at, line in enumerate(document):
            before = document[max(0, at - BEFORE) : at] if conversation else ()
            context = CONTEXT.join(each.text for each in before)
            yield Unit(line.unit_id, line.doc_id, line.text, context), line


def _growth(judged: Sequence[Judged], size: int | None, seed: int) -> list[int]:
    """The first units when whole documents are coded one after the other, in the order of this seed."""
    documents = sorted({each.unit.document for each in judged})
    np.random.default_rng(seed).shuffle(documents)
    place = {name: at for at, name in enumerate(documents)}
    order = sorted(range(len(judged)), key=lambda at: place[judged[at].unit.document])
    return order if size is None else order[:size]


def _refuse_shared(train: Sequence[UnitLine], test: Sequence[UnitLine], request: Request) -> None:
    shared = {line.doc_id for line in train} & {line.doc_id for line in test}
    if shared:
        what = f"{len(shared)} documents, such as '{short(min(shared), 40)}', are also in {request.train.name}"
        remedy = "a document that was learned from proves nothing; split by doc_id"
        raise InputError(what, source=request.test.name, remedy=remedy)
