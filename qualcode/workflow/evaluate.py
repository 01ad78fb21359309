"""Evaluate: what suggestions are worth on units of other transcripts, as codings grow document by document."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.codebook import Codebook
from qualcode.domain.evaluation import (
    OfCode,
    by_code,
    figures,
    interval,
    polarity_accuracy,
    recall_by_unit,
    shown,
    wrongly_denied,
)
from qualcode.domain.ranking import Judged
from qualcode.errors import InputError, NotFoundError, short
from qualcode.interchange.code_list import read_any_codebook
from qualcode.interchange.units_file import UnitLine, read_units
from qualcode.workflow.units import Heard, heard, is_interviewer

if TYPE_CHECKING:
    from qualcode.nlp.answering import Reply
    from qualcode.nlp.attributing import Attributing
    from qualcode.nlp.codebook_words import Read
    from qualcode.nlp.indications import Indicated
    from qualcode.nlp.ranker import Groundwork, Ranker
    from qualcode.nlp.semantic import Encoder

BY_UNIT = {"precision_at_1": 1, "recall_at_3": 3, "recall_at_5": 5}


class Request(NamedTuple):
    """What is to be evaluated.

    Attributes:
        train, test: Files of coded units.
        codebook: Our YAML, or a JSON list of codes.
        sizes: Numbers of coded units to learn from; None is all.
        parents: Whether a code counts as its parent.
        seeds: Orders of documents, from 0.
        encoder: Whether the sentence encoder takes part where it is installed.
    """

    train: Path
    test: Path
    codebook: Path
    sizes: tuple[int | None, ...]
    parents: bool
    seeds: int
    encoder: bool = True


class Row(NamedTuple):
    """The figures of one number of units in one order; the fields of the contract.

    Attributes:
        train, seed, method: Units learned from, order of documents, way of suggesting.
        figures: By name.
        by_unit: Measure -> its value in each test unit with a code, shape (units,).
        documents: Of those units.
        by_code: Code -> its figures.
    """

    train: int
    seed: int
    method: str
    figures: Mapping[str, Any]
    by_unit: Mapping[str, "np.ndarray[Any, Any]"]
    documents: Sequence[str]
    by_code: Mapping[str, OfCode]

    def facts(self) -> dict[str, Any]:
        """The row as it is printed, with 95 % intervals over documents."""
        intervals = {f"{name}_interval": interval(self.by_unit[name], self.documents) for name in self.by_unit}
        return {"train": self.train, "seed": self.seed, "method": self.method, **self.figures, **intervals}


class Measured(NamedTuple):
    """What was measured, and with what.

    Attributes:
        rows: The figures for each size and order, sizes first.
        encoder: Name and SHA-256 of the sentence encoder, None where it took no part.
        of_interviewers: Number of labels in either file that stand on what an interviewer says and are not counted.
    """

    rows: list[Row]
    encoder: Mapping[str, str] | None
    of_interviewers: Mapping[str, int]


class Together(NamedTuple):
    """Rows of one number of units, over all orders: means, and 95 % intervals over documents where there are."""

    train: int
    means: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float] | None]


def evaluate(request: Request, progress: Callable[[int, int], None] | None = None) -> Measured:
    """The figures for each size and order.

    Raises:
        InputError: A file cannot be read, a label is no code, or a document is on both sides.
    """
    from qualcode.nlp import polarity, semantic  # noqa: PLC0415
    from qualcode.nlp.attributing import Attributing  # noqa: PLC0415
    from qualcode.nlp.ranker import leaves  # noqa: PLC0415  brings the numeric libraries

    book = read_any_codebook(request.codebook)
    test = read_units(request.test)
    train = read_units(request.train, may_be_empty=set(request.sizes) == {0})
    _refuse_shared(train, test, request)
    labels = _Labels(book, parents=request.parents)
    learnt_from, asked_of = list(heard(train)), list(heard(test))
    learnable = [_judged(each, labels, request.train) for each in learnt_from]
    asked = [_judged(each, labels, request.test) for each in asked_of]
    if not asked:
        what = "holds only what an interviewer says"
        raise InputError(what, source=request.test.name, remedy="codes are for what respondents say")
    codes = labels.codes(leaves(book), [*learnable, *asked])
    encoder = semantic.encoder() if request.encoder else None
    known, read = _read(book, labels, codes, (learnt_from, asked_of), encoder)
    truth = _Truth.of(codes, asked, asked_of, labels)
    rows: list[Row] = []
    everything = len(learnable)  # a size beyond that is the same as that
    sizes = dict.fromkeys(everything if size is None else min(size, everything) for size in request.sizes)
    plan = [(size, seed) for size in sizes for seed in range(request.seeds)]
    for done, (size, seed) in enumerate(plan, start=1):
        at = _growth(learnable, size, seed)
        again = [row for row in rows if row.train == len(at) and len(at) in {0, len(learnable)}]
        if again:  # from nothing or everything the same is learned in every order
            rows.append(again[0]._replace(seed=seed))
        else:
            ranker = known.ground.learn([learnable[each] for each in at], known.read.at(at))
            chances = ranker.probabilities(read.read)
            coded = [learnt_from[each].line for each in at]
            attributing = Attributing(book, polarity.enough(sum(len(each.labels) for each in coded), _denied(coded)))
            said = _said(attributing, ranker, read, chances, truth)
            rows.append(_row(len(at), seed, truth, chances, said))
        if progress is not None:
            progress(done, len(plan))
    used = semantic.identity() if request.encoder else None
    return Measured(rows, used, {"train": _of_interviewers(train), "test": _of_interviewers(test)})


def together(rows: Sequence[Row]) -> list[Together]:
    """The rows over all orders, a line a number of units."""
    lines: list[Together] = []
    for size in dict.fromkeys(row.train for row in rows):
        same = [row for row in rows if row.train == size]
        values = {
            name: [row.figures[name] for row in same if row.figures[name] is not None] for name in same[0].figures
        }
        means = {name: sum(each) / len(each) if each else None for name, each in values.items()}
        by_unit = {name: np.mean([row.by_unit[name] for row in same], axis=0) for name in same[0].by_unit}
        intervals = {name: interval(each, same[0].documents) for name, each in by_unit.items()}
        lines.append(Together(size, means, intervals))
    return lines


class _Side(NamedTuple):
    """The units of one file as the ranking reads them; `found` is None where the codebook has no indicators."""

    ground: "Groundwork"
    read: "Read"
    found: "Indicated | None"


def _read(
    book: Codebook,
    labels: "_Labels",
    codes: Sequence[str],
    sides: tuple[Sequence[Heard], Sequence[Heard]],
    encoder: "Encoder | None",
) -> tuple[_Side, _Side]:
    """Both files; what is read of a unit is the same for every size and order."""
    from qualcode.nlp.indications import indicated  # noqa: PLC0415
    from qualcode.nlp.ranker import Groundwork, with_lexicon  # noqa: PLC0415
    from qualcode.nlp.scoring import PROMPTED  # noqa: PLC0415

    ground = Groundwork.of(book, [each.unit for side in sides for each in side], codes, encoder)
    column = {code: codes.index(labels.meant(code)) for code in labels.known if labels.meant(code) in codes}

    def one(side: Sequence[Heard]) -> _Side:
        units = [each.unit for each in side]
        read, found = ground.read(units), indicated(book, column, [unit.text for unit in units])
        if found:
            answered = np.array([each.reply is not None for each in side], dtype=bool)
            found.scores[answered] *= PROMPTED
        return _Side(ground, with_lexicon(read, found.scores), found) if found else _Side(ground, read, None)

    return one(sides[0] or sides[1][:1]), one(sides[1])  # where nothing is learned, nobody looks at what was read of it


class _Truth(NamedTuple):
    """What is so in the test units: whether each code is right, and whether it is denied, shape (units, codes).

    `replies` are those of short answers, whose text is that of the question.
    """

    codes: tuple[str, ...]
    texts: tuple[str, ...]
    right: "np.ndarray[Any, Any]"
    denied: "np.ndarray[Any, Any]"
    documents: tuple[str, ...]
    replies: "tuple[Reply | None, ...]"

    @classmethod
    def of(cls, codes: Sequence[str], asked: Sequence[Judged], units: Sequence[Heard], labels: "_Labels") -> "_Truth":
        right = np.array([[code in each.confirmed for code in codes] for each in asked])
        denials = [
            {labels.meant(label) for label in line.labels if line.attributes_of(label).get(POLARITY) == DENIED}
            for line in (each.line for each in units)
        ]
        denied = np.array([[code in denial for code in codes] for denial in denials])
        texts = tuple(each.unit.text for each in asked)
        documents, replies = tuple(each.unit.document for each in asked), tuple(each.reply for each in units)
        return cls(tuple(codes), texts, right, denied, documents, replies)


def _said(
    attributing: "Attributing", ranker: "Ranker", read: _Side, chances: "np.ndarray[Any, Any]", truth: _Truth
) -> "np.ndarray[Any, Any]":
    """Whether a code is suggested as denied, for right ones of those shown, shape (units, codes).

    Nothing is where nobody coded polarity.
    """
    from qualcode.nlp.denial import Told  # noqa: PLC0415

    said = np.zeros_like(truth.right)
    if not truth.denied.any():
        return said
    rows, columns = np.nonzero(shown(chances) & truth.right)
    told = {row: Told.of(truth.texts[row]) for row in rows.tolist()}
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    for (row, column), terms in zip(pairs, ranker.terms_of(read.read, pairs), strict=True):
        by_indicator = read.found is not None and bool(read.found.denied[row, column])
        code, reply = truth.codes[column], truth.replies[row]
        denied = attributing.denies(code, told[row], terms, by_indicator=by_indicator)
        said[row, column] = reply.denies(denied=denied) if reply else denied
    return said


def _row(size: int, seed: int, truth: _Truth, chances: "np.ndarray[Any, Any]", said: "np.ndarray[Any, Any]") -> Row:
    coded = np.asarray(truth.right.any(axis=1))
    polarity = {
        "polarity_accuracy": polarity_accuracy(chances, truth.right, truth.denied, said),
        "wrongly_denied": wrongly_denied(chances, truth.right, truth.denied, said),
    }
    by_unit = {name: recall_by_unit(k, chances[coded], truth.right[coded]) for name, k in BY_UNIT.items()}
    documents = [name for name, has in zip(truth.documents, coded, strict=True) if has]
    figured = {**figures(chances, truth.right)._asdict(), **polarity}
    of_codes = dict(zip(truth.codes, by_code(chances, truth.right), strict=True))
    return Row(size, seed, "hybrid", figured, by_unit, documents, of_codes)


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


def _judged(read: Heard, labels: _Labels, source: Path) -> Judged:
    unit, line, _ = read
    try:
        return Judged(unit, frozenset(map(labels.meant, line.labels)))
    except NotFoundError as error:
        what = f"unit '{short(line.unit_id, 40)}': {error}"
        raise InputError(what, source=source.name, remedy="labels are codes of the codebook") from None


def _denied(lines: Sequence[UnitLine]) -> int:
    """Labels that deny their code; where nobody coded polarity, none is known."""
    return sum(each.attributes_of(label).get(POLARITY) == DENIED for each in lines for label in each.labels)


def _of_interviewers(lines: Sequence[UnitLine]) -> int:
    """Labels of what interviewers say."""
    return sum(len(line.labels) for line in lines if is_interviewer(line))


def _growth(judged: Sequence[Judged], size: int | None, seed: int) -> list[int]:
    """The first units when whole documents are coded one after the other, in the order of this seed.

    They are given in one order whatever the seed: what is learned depends on which they are, not on who came first.
    """
    documents = sorted({each.unit.document for each in judged})
    np.random.default_rng(seed).shuffle(documents)
    place = {name: at for at, name in enumerate(documents)}
    order = sorted(range(len(judged)), key=lambda at: place[judged[at].unit.document])
    return sorted(order if size is None else order[:size])


def _refuse_shared(train: Sequence[UnitLine], test: Sequence[UnitLine], request: Request) -> None:
    shared = {line.doc_id for line in train} & {line.doc_id for line in test}
    if shared:
        named, n = f"'{short(min(shared), 40)}'", len(shared)
        shared_ones = f"document {named} is" if n == 1 else f"{n} documents, such as {named}, are"
        what = f"{shared_ones} also in {request.train.name}"
        remedy = "a document that was learned from proves nothing; split by doc_id"
        raise InputError(what, source=request.test.name, remedy=remedy)
