"""Two files of coded units: those that are learned from, and those that suggestions are asked of."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.codebook import Codebook
from qualcode.domain.ranking import Judged, Unit
from qualcode.errors import InputError, NotFoundError, short
from qualcode.interchange.units_file import UnitLine, read_units
from qualcode.workflow.unit_doubts import attribute_doubts, copies
from qualcode.workflow.units import Heard, asked, heard

if TYPE_CHECKING:
    from qualcode.nlp.answering import Reply


class Labels:
    """What a label of a unit means among the codes that are ranked."""

    def __init__(self, book: Codebook, *, parents: bool) -> None:
        """Take the codes of a codebook; with `parents` a code counts as its parent."""
        self.book, self.parents, self.known = book, parents, book.by_id()

    def meant(self, label: str) -> str:
        """The code that a label counts as.

        Raises:
            NotFoundError: It is no code.
        """
        code = self.known.get(label)
        if code is None:
            kind = "code"
            raise NotFoundError(kind, label, self.known)
        return code.parent if self.parents and code.parent is not None else label

    def in_order(self, codes: set[str]) -> tuple[str, ...]:
        """These codes in the order of the codebook."""
        return tuple(code for code in self.known if code in codes)


class Units(NamedTuple):
    """The units of one file.

    Attributes:
        name: Of the file.
        heard: As they are read.
        judged: The same with their codes.
        of_interviewers: Number of labels on what interviewers say, which are not counted.
        doubts: What is to be told of its attributes.
    """

    name: str
    heard: Sequence[Heard]
    judged: Sequence[Judged]
    of_interviewers: int
    doubts: Sequence[str]

    @classmethod
    def of(cls, path: Path, labels: Labels, *, may_be_empty: bool = False) -> "Units":
        """The units of a file.

        Raises:
            UnitFileError: It cannot be read, or holds no unit.
            InputError: A label is no code, or an attribute is not in the codebook.
        """
        lines = read_units(path, may_be_empty=may_be_empty)
        read = list(heard(lines))
        not_counted = sum(len(line.labels) for line in asked(lines))
        judged = [_judged(each, labels, path.name) for each in read]
        return cls(path.name, read, judged, not_counted, attribute_doubts(lines, labels.book, path.name))

    @property
    def units(self) -> list[Unit]:
        """As they are ranked."""
        return [each.unit for each in self.heard]

    @property
    def codes(self) -> set[str]:
        """All that a unit has."""
        return {code for each in self.judged for code in each.confirmed}

    @property
    def replies(self) -> "dict[int, Reply]":
        """Place of a short answer, whose text is that of its question -> what it replies."""
        return {at: each.reply for at, each in enumerate(self.heard) if each.reply is not None}

    def denied(self, at: Sequence[int]) -> int:
        """Labels of these units that deny their code; where nobody coded polarity, none is known."""
        return sum(len(_denials(self.heard[each].line)) for each in at)


class Truth(NamedTuple):
    """What is so in units: whether each code is right, and whether it is denied, shape (units, codes)."""

    codes: tuple[str, ...]
    right: "np.ndarray[Any, Any]"
    denied: "np.ndarray[Any, Any]"

    @classmethod
    def of(cls, codes: tuple[str, ...], units: Units, labels: Labels) -> "Truth":
        """The truth of the units of a file."""
        denials = [set(map(labels.meant, _denials(each.line))) for each in units.heard]
        right = np.array([[code in each.confirmed for code in codes] for each in units.judged])
        return cls(codes, right, np.array([[code in denial for code in codes] for denial in denials]))


def refuse_shared(train: Units, test: Units) -> None:
    """Do nothing if no document is in both.

    Raises:
        InputError: One is.
    """
    shared = {each.line.doc_id for each in train.heard} & {each.line.doc_id for each in test.heard}
    if shared:
        named, n = f"'{short(min(shared), 40)}'", len(shared)
        shared_ones = f"document {named} is" if n == 1 else f"{n} documents, such as {named}, are"
        what = f"{shared_ones} also in {train.name}"
        raise InputError(
            what, source=test.name, remedy="a document that was learned from proves nothing; split by doc_id"
        )


def told_of_copies(train: Units, test: Units) -> list[str]:
    """A sentence where texts of the test stand among those to learn from, under other names of documents."""
    sides = ([each.line.text for each in side.heard] for side in (train, test))
    exact, near, units = copies(*sides)
    if not exact + near:
        return []
    both = (
        f"{exact} of {units} test units of five words or more stand word for word in {train.name} too, {near} nearly so"
    )
    return [f"{both}: what is learned from their copies flatters the figures."]


def _denials(line: UnitLine) -> list[str]:
    return [label for label in line.labels if line.attributes_of(label).get(POLARITY) == DENIED]


def _judged(read: Heard, labels: Labels, source: str) -> Judged:
    try:
        return Judged(read.unit, frozenset(map(labels.meant, read.line.labels)))
    except NotFoundError as error:
        what = f"unit '{short(read.line.unit_id, 40)}': {error}"
        raise InputError(what, source=source, remedy="labels are codes of the codebook") from None
