"""Doubts about files of coded units: what is refused, and what is told since it changes what figures mean."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from qualcode.domain.claim import POLARITY
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import UNDETERMINED
from qualcode.errors import InputError, NotFoundError, short
from qualcode.interchange.code_list import undescribed_parents
from qualcode.interchange.units_file import UnitLine

ALIKE = 0.8
"""Cosine of TF-IDF from which a text is a near copy of another."""

LEAST = 5
"""Words below which a text that stands twice says nothing, such as *Ja, dat klopt.*"""


class _Given(NamedTuple):
    """One value of an attribute; `code` is None where the file names none."""

    line: UnitLine
    code: str | None
    name: str
    value: str


def attribute_doubts(lines: Sequence[UnitLine], book: Codebook, source: str) -> list[str]:
    """What is to be told of the attributes of these units.

    Raises:
        InputError: A code, an attribute or a value is not in the codebook.
    """
    given = [each for line in lines for each in _given(line, book, source)]
    if not book.attributes:
        return _undeclared(given, source)
    for each in given:
        _check(each, book, source)
    found = Counter(map(_doubt, given, repeat(book)))
    return [f"{source}: {n} values of attributes {why}." for why, n in found.items() if why]


def _doubt(each: _Given, book: Codebook) -> str:
    """What may be wrong with a value that is in the codebook, "" where nothing is."""
    if each.code is None and len(each.line.labels) != 1:
        return "are not counted, since they name no code and their unit has several labels, or none"
    code = each.code or each.line.labels[0]
    if code not in each.line.labels:
        return "are not counted, since their code is no label of the unit"
    if code in book.by_id() and each.name not in {attribute.id for attribute in book.attributes_of(code)}:
        return "are of codes that the codebook does not give the attribute, so that nothing can propose them"
    return ""


def _given(line: UnitLine, book: Codebook, source: str) -> Iterator[_Given]:
    known = book.by_id()
    for key, value in line.attributes.items():
        if isinstance(value, str):
            yield _Given(line, None, key, value)
            continue
        if key not in known:
            raise _refused(line, source, NotFoundError("code", key, known), "attributes are of codes of the codebook")
        yield from (_Given(line, key, name, own) for name, own in value.items())


def _undeclared(given: Sequence[_Given], source: str) -> list[str]:
    """Of a codebook without attributes only polarity is read, by the words of our own."""
    n = sum(each.name != POLARITY for each in given)
    told = (
        f"{source}: the codebook declares no attributes, so that '{POLARITY}' is read and {n} values of others are not."
    )
    return [told] * bool(n)


def _check(each: _Given, book: Codebook, source: str) -> None:
    values = {attribute.id: attribute.values for attribute in book.attributes}
    if each.name not in values:
        mistake = NotFoundError("attribute", each.name, values)
        raise _refused(each.line, source, mistake, f"the codebook has {', '.join(values)}")
    allowed = [*values[each.name], UNDETERMINED]
    if each.value not in allowed:
        mistake = NotFoundError(f"value of '{each.name}'", each.value, allowed)
        raise _refused(each.line, source, mistake, f"it is one of {', '.join(allowed)}")


def _refused(line: UnitLine, source: str, mistake: NotFoundError, remedy: str) -> InputError:
    return InputError(f"unit '{short(line.unit_id, 40)}': {mistake}", source=source, remedy=remedy)


class Copies(NamedTuple):
    """Test units whose text stands in a unit to learn from too: word for word, and nearly, of `units` long enough."""

    exact: int
    near: int
    units: int


def parent_doubts(codebook: Path) -> list[str]:
    """A sentence where a list of codes names parents and says nothing else of them.

    Raises:
        CodebookError: Such a parent looks like a misspelt code.
    """
    unknown = undescribed_parents(codebook)
    named = ", ".join(short(each, 40) for each in unknown[:3])
    told = f"{codebook.name} says nothing of {len(unknown)} parents but their names (such as {named})"
    return [f"{told}: --roll-up counts codes as them by their names alone."] * bool(unknown)


def copies(train: Sequence[str], test: Sequence[str]) -> Copies:
    """How many texts of one side stand on the other too, under whatever name of document."""
    from qualcode.nlp.copies import nearest  # noqa: PLC0415
    from qualcode.nlp.tokens import words  # noqa: PLC0415

    said, asked = ([each for each in map(str.casefold, side) if len(words(each)) >= LEAST] for side in (train, test))
    known = {tuple(words(each)) for each in said}
    left = [each for each in asked if tuple(words(each)) not in known]
    near = int((nearest(left, said) >= ALIKE).sum())
    return Copies(len(asked) - len(left), near, len(asked))
