"""Period: the declared stretch of years that a speaker names, by years (*in 2011*) and decades (*jaren negentig*)."""

import re
from collections.abc import Sequence
from functools import cache

from qualcode.nlp.clause import YEARS, Word
from qualcode.nlp.vocabulary import words as listed

_YEAR = re.compile(r"(?:19[3-9]|20[0-3])\d")
_SHORT = re.compile(r"'?(\d0)")
_BEFORE, _FROM_TO = re.compile(r"voor_(\d{4})"), re.compile(r"(\d{4})_(\d{4})")
_DECADES = {"vijftig": 1950, "zestig": 1960, "zeventig": 1970, "tachtig": 1980, "negentig": 1990}
_LAST = 9
_TWO_DIGITS, _CENTURY = re.compile(r"\d\d"), 30
_COMPARED, _NOW = frozenset(("als", "dan")), listed("whereabouts", "now")


def period(words: Sequence[Word], values: tuple[str, ...]) -> str | None:
    """The value of `periode` that the years of a sentence are in, None for no year or years of several values.

    Args:
        words: The words of the sentence.
        values: Those that the codebook declares: `voor_2000` is all before, `2000_2008` from the first year up to the
            other, which belongs to the value that begins with it, if there is one. Others have no years.
    """
    if any(word.form in _NOW for word in words):  # then and now
        return None
    found = {_value(year, values) for year in _years(words)}
    return found.pop() if len(found) == 1 else None


def _years(words: Sequence[Word]) -> set[int]:
    """The years that are named, but for those that something is compared with: *zo erg als 2003*."""
    years: set[int] = set()
    if not any(word.marks & YEARS for word in words):
        return years
    for at, word in enumerate(words):
        before, after = (words[each].form if 0 <= each < len(words) else "" for each in (at - 1, at + 1))
        if _YEAR.fullmatch(word.form):
            compared = _COMPARED.intersection(each.form for each in words[max(0, at - 2) : at])
            years |= set() if compared else {int(word.form)}
        elif before == "'" and _TWO_DIGITS.fullmatch(word.form):
            years.add(_in_full(int(word.form)))
        decade = _decade(word.form) if before == "jaren" else _DECADES.get(word.form[:-2]) if after == "jaren" else None
        years |= {decade, decade + _LAST} if decade else set()
    return years


def _in_full(short: int) -> int:
    """'98 is 1998 and '08 is 2008."""
    return 1900 + short if short >= _CENTURY else 2000 + short


def _decade(form: str) -> int | None:
    if short := _SHORT.fullmatch(form):
        return 1900 + int(short[1])
    return _DECADES.get(form)


@cache
def _value(year: int, values: tuple[str, ...]) -> str | None:
    """The value whose years hold this one; of two that share it the later."""
    fitting = [value for value in values if _holds(value, year)]
    return max(fitting, default=None)


def _holds(value: str, year: int) -> bool:
    if before := _BEFORE.fullmatch(value):
        return year < int(before[1])
    between = _FROM_TO.fullmatch(value)
    return between is not None and int(between[1]) <= year <= int(between[2])
