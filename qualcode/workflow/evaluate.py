"""Evaluate: what suggestions are worth on units of other transcripts, as codings grow document by document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from qualcode.domain.by_group import Met, OfGroup, by_group
from qualcode.domain.evaluation import (
    OfCode,
    above,
    by_code,
    figures,
    interval,
    polarity_accuracy,
    recall_by_unit,
    shown,
    wrongly_denied,
)
from qualcode.domain.ranking import Judged
from qualcode.errors import InputError
from qualcode.interchange.code_list import read_any_codebook
from qualcode.workflow.coded_units import Labels, Truth, Units, refuse_shared, told_of_copies
from qualcode.workflow.unit_doubts import parent_doubts

if TYPE_CHECKING:
    from qualcode.nlp.attributing import Attributing
    from qualcode.nlp.codebook_words import Read
    from qualcode.nlp.indications import Indicated
    from qualcode.nlp.ranker import Groundwork, Ranker
    from qualcode.nlp.semantic import Encoder

FIRST, THREE, FOUND_SHOWN = "precision_at_1", "recall_at_3", "shown_recall"
BY_UNIT = {FIRST: 1, THREE: 3, "recall_at_5": 5}


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
        groups: Of who says them; None where the file does not say.
        by_code: Code -> its figures.
    """

    train: int
    seed: int
    method: str
    figures: Mapping[str, Any]
    by_unit: Mapping[str, "np.ndarray[Any, Any]"]
    documents: Sequence[str]
    groups: Sequence[str | None]
    by_code: Mapping[str, OfCode]

    def facts(self) -> dict[str, Any]:
        """The row as it is printed, with 95 % intervals over documents."""
        intervals = {f"{name}_interval": interval(self.by_unit[name], self.documents) for name in self.by_unit}
        groups = [each._asdict() for each in self.of_groups(self.by_unit)]
        row = {"train": self.train, "seed": self.seed, "method": self.method, **self.figures, **intervals}
        return {**row, **({"groups": groups} if groups else {})}

    def of_groups(self, by_unit: Mapping[str, "np.ndarray[Any, Any]"]) -> list[OfGroup]:
        """What is found of each group that the file names, by these measures of its units."""
        values = zip(*(by_unit[name].tolist() for name in (FIRST, THREE, FOUND_SHOWN)), strict=True)
        told = zip(self.groups, self.documents, values, strict=True)
        return by_group([Met(group, document, *found) for group, document, found in told if group is not None])


class Measured(NamedTuple):
    """What was measured, and with what.

    Attributes:
        rows: The figures for each size and order, sizes first.
        encoder: Name and SHA-256 of the sentence encoder, None where it took no part.
        of_interviewers: Number of labels in either file that stand on what an interviewer says and are not counted.
        doubts: Sentences on what the files say that changes what the figures mean.
    """

    rows: list[Row]
    encoder: Mapping[str, str] | None
    of_interviewers: Mapping[str, int]
    doubts: Sequence[str]


class Together(NamedTuple):
    """Rows of one number of units, over all orders: means, and 95 % intervals over documents where there are."""

    train: int
    means: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float] | None]
    groups: Sequence[OfGroup]


def evaluate(request: Request, progress: Callable[[int, int], None] | None = None) -> Measured:
    """The figures for each size and order.

    Raises:
        InputError: A file cannot be read, a label is no code, or a document is on both sides.
    """
    from qualcode.nlp import semantic  # noqa: PLC0415

    labels = Labels(read_any_codebook(request.codebook), parents=request.parents)
    test = Units.of(request.test, labels)
    train = Units.of(request.train, labels, may_be_empty=set(request.sizes) == {0})
    refuse_shared(train, test)
    if not test.heard:
        what = "holds only what an interviewer says"
        raise InputError(what, source=test.name, remedy="codes are for what respondents say")
    bench = Bench.of(labels, train, test, semantic.encoder() if request.encoder else None)
    rows, known = list[Row](), dict[tuple[int, ...], Row]()
    plan = list(_plan(train.judged, request))
    for done, (seed, at) in enumerate(plan, start=1):
        if at not in known:  # from the same units, such as nothing and everything, the same is learned
            known[at] = bench.row(at)
        rows.append(known[at]._replace(seed=seed))
        if progress is not None:
            progress(done, len(plan))
    used = semantic.identity() if request.encoder else None
    doubts = [*parent_doubts(request.codebook), *train.doubts, *test.doubts, *told_of_copies(train, test)]
    return Measured(rows, used, {"train": train.of_interviewers, "test": test.of_interviewers}, doubts)


def _plan(judged: Sequence[Judged], request: Request) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(seed, places of the units to learn from) of each row; a size beyond all is all."""
    sizes = [len(judged) if size is None else min(size, len(judged)) for size in request.sizes]
    for size in dict.fromkeys(sizes):
        for seed in range(request.seeds):
            yield seed, _growth(judged, size, seed)


def _growth(judged: Sequence[Judged], size: int, seed: int) -> tuple[int, ...]:
    """The first units when whole documents are coded one after the other, in the order of this seed.

    They are given in one order whatever the seed: what is learned depends on which they are, not on who came first.
    """
    documents = sorted({each.unit.document for each in judged})
    np.random.default_rng(seed).shuffle(documents)
    place = {name: at for at, name in enumerate(documents)}
    order = sorted(range(len(judged)), key=lambda at: place[judged[at].unit.document])
    return tuple(sorted(order[:size]))


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
        lines.append(Together(size, means, intervals, same[0].of_groups(by_unit)))
    return lines


class _Side(NamedTuple):
    """The units of one file as the ranking reads them; `found` is None where the codebook has no indicators."""

    read: "Read"
    found: "Indicated | None"


class Bench(NamedTuple):
    """What is the same for every size and order.

    Attributes:
        ground: Codebook and texts. Ranked are the codes that a run ranks and those of the units to learn from.
        train, test: The units of both files.
        learnable, asked: The same as the ranking reads them.
        truth: Of the test units: the ranked codes, and after them those that they have and that cannot be proposed.
        labels: What labels mean.
    """

    ground: "Groundwork"
    train: Units
    test: Units
    learnable: _Side
    asked: _Side
    truth: Truth
    labels: Labels

    @classmethod
    def of(cls, labels: Labels, train: Units, test: Units, encoder: "Encoder | None") -> "Bench":
        """The bench for these units; all of their texts may be known before anything is coded."""
        from qualcode.nlp.ranker import Groundwork, leaves  # noqa: PLC0415  brings the numeric libraries

        codes = labels.in_order({*map(labels.meant, leaves(labels.book)), *train.codes})
        beyond = labels.in_order(test.codes - set(codes))
        ground = Groundwork.of(labels.book, [*train.units, *test.units], codes, encoder)
        learnable, asked = _side(ground, labels, train), _side(ground, labels, test)
        return cls(ground, train, test, learnable, asked, Truth.of(codes + beyond, test, labels), labels)

    def row(self, at: Sequence[int]) -> Row:
        """The figures of what is learned from these units to learn from."""
        ranker = self.ranker(at)
        chances = ranker.probabilities(self.asked.read)
        said = self._denied(ranker, chances, at)
        beyond = np.zeros((len(chances), len(self.truth.codes) - chances.shape[1]), dtype=chances.dtype)
        return self._row(len(at), np.hstack([chances, beyond]), np.hstack([said, beyond.astype(bool)]))

    def ranker(self, at: Sequence[int]) -> "Ranker":
        """The ranker that a run learns from these units, of which it takes so many at most."""
        from qualcode.workflow import learning  # noqa: PLC0415

        judged = [self.train.judged[each] for each in at]
        taught = learning.Taught(list(at), judged, {}).fewer(learning.ENOUGH)
        return self.ground.learn(taught.judged, self.learnable.read.at(taught.at))

    def _denied(self, ranker: "Ranker", chances: "np.ndarray[Any, Any]", at: Sequence[int]) -> "np.ndarray[Any, Any]":
        """Whether a code is suggested as denied, for right ones of those shown, shape (units, ranked codes).

        Nothing is where nobody coded polarity.
        """
        from qualcode.nlp.denial import Told  # noqa: PLC0415

        said, right = np.zeros(chances.shape, dtype=bool), self.truth.right[:, : chances.shape[1]]
        if not self.truth.denied.any():
            return said
        attributing, read = self.attributing(at), self.test.heard
        places = [(row, column) for row, column in np.argwhere(shown(chances) & right).tolist()]
        told = {row: Told.of(read[row].unit.text, read[row].after, read[row].before) for row, _ in places}
        for (row, column), terms in zip(places, ranker.terms_of(self.asked.read, places), strict=True):
            code, found, reply = self.truth.codes[column], self.asked.found, read[row].reply
            by_indicator = found is not None and bool(found.denied[row, column])
            if reply and found is not None and found.scores[row, column] > 0:
                said[row, column] = by_indicator  # the indicators took the reply into account
                continue
            denied = attributing.denies(code, told[row], terms, by_indicator=by_indicator)
            said[row, column] = reply.denies(denied=denied) if reply else denied
        return said

    def attributing(self, at: Sequence[int]) -> "Attributing":
        """What proposes attributes in a study in which these units are coded."""
        from qualcode.nlp import polarity  # noqa: PLC0415
        from qualcode.nlp.attributing import Attributing  # noqa: PLC0415

        codings = sum(len(self.train.heard[each].line.labels) for each in at)
        return Attributing(self.labels.book, polarity.enough(codings, self.train.denied(at)))

    def _row(self, size: int, chances: "np.ndarray[Any, Any]", said: "np.ndarray[Any, Any]") -> Row:
        right, denied = self.truth.right, self.truth.denied
        coded = np.asarray(right.any(axis=1))
        polarity = {
            "polarity_accuracy": polarity_accuracy(chances, right, denied, said),
            "wrongly_denied": wrongly_denied(chances, right, denied, said),
        }
        by_unit = {name: recall_by_unit(k, chances[coded], right[coded]) for name, k in BY_UNIT.items()}
        by_unit[FOUND_SHOWN] = recall_by_unit(BY_UNIT[THREE], above(chances[coded]), right[coded])
        read = [each for each, has in zip(self.test.heard, coded, strict=True) if has]
        documents, groups = [each.unit.document for each in read], [each.line.group for each in read]
        figured = {**figures(chances, right)._asdict(), **polarity}
        of_codes = dict(zip(self.truth.codes, by_code(chances, right), strict=True))
        return Row(size, 0, "hybrid", figured, by_unit, documents, groups, of_codes)


def _side(ground: "Groundwork", labels: Labels, units: Units) -> _Side:
    """What is read of the units of a file."""
    from qualcode.nlp.indications import indicated  # noqa: PLC0415
    from qualcode.nlp.ranker import with_lexicon  # noqa: PLC0415

    column = {code: at for at, code in enumerate(ground.codes)}
    meant = {code: column[labels.meant(code)] for code in labels.known if labels.meant(code) in column}
    read = ground.read(units.units)
    found = indicated(labels.book, meant, [each.text for each in units.units], units.replies)
    return _Side(with_lexicon(read, found.scores), found) if found else _Side(read, None)
