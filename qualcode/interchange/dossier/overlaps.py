"""Quotes of two codes in the same words of one respondent: what numbers of combinations lead to in a dossier."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.domain.dossier import DossierQuote

OVERLAPS = " overlaps "
"""Between the two codes of a combination."""


class Overlaps:
    """The quotes of a dossier, to be asked which of them share words; none do where their places are not told."""

    def __init__(self, quotes: Iterable[DossierQuote], lines: Mapping[str, Sequence[str]]) -> None:
        """Take the quotes, and code -> itself and those above it."""
        self._of: dict[str, list[DossierQuote]] = {}
        for quote in quotes:
            for code in lines.get(quote.code, (quote.code,)) if quote.journey else ():
                self._of.setdefault(code, []).append(quote)

    def codes_of(self, where: str) -> tuple[str, str] | None:
        """(code, code in whose words it stands) of a combination that the search of a dossier knows."""
        first, found, second = where.partition(OVERLAPS)
        return (first, second) if found and {first, second} <= self._of.keys() else None

    def respondents(self, first: str, second: str) -> int:
        """Respondents whom the search finds: those of each quote of `first` that shares words with one of `second`."""
        found = (quote for quote in self._of[first] if any(_share(quote, other) for other in self._of[second]))
        return len({who for quote in found for who in quote.respondents})


def place_of(quote: DossierQuote) -> list[int]:
    """(version, start, end) by which quotes overlap; [] where that is not told."""
    known = quote.journey.quote if quote.journey else None
    return [known.version, known.start, known.end] if known else []


def _share(one: DossierQuote, other: DossierQuote) -> bool:
    version, start, end = place_of(one)
    there, begins, ends = place_of(other)
    shared = not set(one.respondents).isdisjoint(other.respondents)
    return version == there and start < ends and begins < end and shared
