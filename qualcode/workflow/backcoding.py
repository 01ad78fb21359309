"""Back-coding: the transcripts that were read in full before the codebook became what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from qualcode.db.queries import backcoding
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.backcoding import Entry, Gap, gaps
from qualcode.domain.codebook import Codebook, meaning


@dataclass(frozen=True, slots=True)
class Outdated:
    """A transcript to code again.

    Attributes:
        coders: Who has read it in full, sorted.
        version: Number of the latest codebook version under which somebody has.
        gaps: The codes that it was not read for.
    """

    transcript: str
    coders: Sequence[str]
    version: int
    gaps: Sequence[Gap]


def outdated(session: Session, codebook: Codebook | None = None) -> list[Outdated]:
    """The transcripts that nobody has read for every code of a codebook (the present one), but somebody read before.

    Raises:
        ConflictError: The study has no codebook.
    """
    codes = (codebook or current_codebook(session)[1]).codes
    now = {code.id: Entry(meaning(code), code.parent) for code in codes if code.replaced_by is None}
    entries = backcoding.entries(session)
    read: dict[str, dict[str, list[int]]] = {}
    for transcript, coder, number in backcoding.marks(session):
        read.setdefault(transcript, {}).setdefault(coder, []).append(number)

    @cache
    def lacking(numbers: tuple[int, ...]) -> list[Gap]:
        return gaps(now, [entries[number] for number in numbers])

    found = [
        Outdated(transcript, sorted(coders), numbers[-1], lacking(numbers))
        for transcript, coders in read.items()
        if (numbers := _numbers(coders))
    ]
    return [each for each in found if each.gaps]


def _numbers(coders: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    return tuple(sorted({number for numbers in coders.values() for number in numbers}))
