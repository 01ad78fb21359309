"""Whereabouts: whether a sentence is about another place, or about earlier without a year, and which words say so.

Elsewhere is told by phrases (*in andere wijken*), by relatives who live there (*bij mijn zus in Assen*), by *daar* with
a name, and by a name of which *ze*, *wij* or *ik* of another time is said (*in Den Haag hadden ze*). A name alone tells
nothing, since mostly it is that of the neighbourhood itself. What is only compared (*beter dan vroeger*, *net als in
andere wijken*) is about here and now.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qualcode.nlp.tokens import WORD
from qualcode.nlp.vocabulary import phrases
from qualcode.nlp.vocabulary import words as listed


class Whereabouts(NamedTuple):
    """The words, as they were said, that tell of another place and of an earlier time; None where none do."""

    elsewhere: str | None = None
    earlier: str | None = None


_WORDS = re.compile(WORD)
_NAME = r"(?:Den |De |Het )?[A-ZÉ][\w-]+"
_KIN = "|".join(sorted(listed("whereabouts", "kin")))
_MINE = r"(?:mijn|m'n|me|onze|een)"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Dd][aá][aá]r in {_NAME}",
        rf"\b[Bb]ij {_MINE} (?:{_KIN}),? (?:in|op|bij) (?:de |het |{_NAME})",
        rf"\b[Ww]aar {_MINE} (?:{_KIN}) (?:woont|wonen|zit|zitten|woonde)\b",
        rf"\b{_MINE.replace('mijn', '[Mm]ijn')} (?:{_KIN}) (?:woont|wonen|zit|zitten|woonde) in {_NAME}",
        rf"\b(?:[Cc]ollega|[Vv]riendin|[Vv]riend|[Ff]amilie) (?:uit|in) {_NAME}",
        rf"\b[Ii]n {_NAME} (?:hadden|hebben|doen|deden|kregen|krijgen) (?:ze|we|wij)\b",
        rf"\b[Ii]n {_NAME} (?:had|woonde|werkte) (?:ik|je)\b",
        rf"\b(?:[Ii]k|[Ww]e|[Ww]ij)\b(?: (?!hier)\w+){{0,3}} in {_NAME} (?:ge)?(?:woon|werk)(?:d|t|de|den|te|ten)\b",
    )
)


def _by_first(name: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The items of a list by their first word, the longest first."""
    items: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for item in sorted(phrases("whereabouts", name), key=len, reverse=True):
        items[item[0]].append(item)
    return items


_ELSEWHERE, _EARLIER = _by_first("elsewhere"), _by_first("earlier")
_COMPARED, _GOING = listed("whereabouts", "compared"), listed("whereabouts", "going")
_WHOSE, _WAS = listed("whereabouts", "whose"), listed("whereabouts", "was")
_NOW, _PLACE = listed("whereabouts", "now"), listed("whereabouts", "place")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGO, _AFTER = frozenset(("geleden", "terug")), frozenset(("over", "na"))
_REACH = 6
"""Words after *toen ik* within which the time is told; words after a place within which somebody goes there: half."""


def whereabouts(text: str) -> Whereabouts:
    """What one sentence is about beside here and now."""
    words = _WORDS.findall(text)
    forms = [word.lower().replace("’", "'") for word in words]  # noqa: RUF001
    past = earlier(forms)
    return Whereabouts(_elsewhere(text, words, forms), " ".join(words[past[0] : past[1]]) if past else None)


def earlier(forms: Sequence[str]) -> tuple[int, int] | None:
    """The words that tell of an earlier time without a year, as places in `forms`, half-open; None where none do.

    Args:
        forms: The words of a sentence in lower case.
    """
    if not _NOW.isdisjoint(forms) or any(map(_YEAR.fullmatch, forms)):
        return None
    for at, end in _found(forms, _EARLIER):
        ago = forms[end - 1] in _AGO and at > 1 and forms[at - 2] in _AFTER
        of_place = forms[end - 1] == "begin" and not _PLACE.isdisjoint(forms[end : end + _REACH // 2])
        if not (_is_compared(forms, at) or ago or of_place):
            return at, end
    return next((found for at in range(len(forms)) if (found := _when(forms, at))), None)


def _when(forms: Sequence[str], at: int) -> tuple[int, int] | None:
    """The words of *toen ik hier kwam* that begin at the token, as far as what tells the time."""
    if forms[at] != "toen" or forms[at + 1 : at + 2] == [] or forms[at + 1] not in _WHOSE or _is_compared(forms, at):
        return None
    return next(((at, end + 1) for end in range(at + 2, min(at + 2 + _REACH, len(forms))) if forms[end] in _WAS), None)


def _is_compared(forms: Sequence[str], at: int) -> bool:
    return at > 0 and forms[at - 1] in _COMPARED


def _elsewhere(text: str, words: Sequence[str], forms: Sequence[str]) -> str | None:
    for at, end in _found(forms, _ELSEWHERE):
        if _GOING.isdisjoint(forms[end : end + _REACH // 2]) and not _is_compared(forms, at):
            return " ".join(words[at:end])
    return next((found[0] for pattern in _NAMED if (found := pattern.search(text))), None)


def _found(forms: Sequence[str], items: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[tuple[int, int]]:
    """Where an item stands, as words half-open, in the order of the text and the longest first."""
    for at, form in enumerate(forms):
        for item in items.get(form, ()):
            if tuple(forms[at : at + len(item)]) == item:
                yield at, at + len(item)
                break
