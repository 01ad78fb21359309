"""Quotes of two codes in the same words of one respondent: what numbers of combinations lead to in a dossier."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.domain.dossier import DossierQuote

OVERLAPS = " overlaps "
"""Between the two codes of a combination."""


class Overlaps:
    """The quotes of a dossier, to be asked which of them share words; none do where their places are not told."""

    def __init__(self, quotes: Iterable[DossierQuote], lines: Mapping[str, Sequence[str]]) -> None:
        """Take the quotes, and code -> itself and those above it."""
        self._of: dict[str, dict[str, list[tuple[int, int, frozenset[str]]]]] = {}
        for quote in quotes:
            if quote.at:
                text, start, end = quote.at
                for code in lines.get(quote.code, (quote.code,)):
                    by_text = self._of.setdefault(code, {})
                    by_text.setdefault(text, []).append((start, end, frozenset(quote.respondents)))

    def codes_of(self, where: str) -> tuple[str, str] | None:
        """(code, code in whose words it stands) of a combination that the search of a dossier knows."""
        first, found, second = where.partition(OVERLAPS)
        return (first, second) if found and {first, second} <= self._of.keys() else None

    def respondents(self, first: str, second: str) -> int:
        """Respondents whom the search finds: those of each quote of `first` that shares words with one of `second`."""
        others = self._of[second]
        found = (
            who
            for text, quotes in self._of[first].items()
            for start, end, who in quotes
            if any(start < ends and begins < end and who & theirs for begins, ends, theirs in others.get(text, ()))
        )
        return len(frozenset[str]().union(*found))
