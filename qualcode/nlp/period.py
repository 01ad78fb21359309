"""Period: the declared stretch of years that a speaker names, by years (*in 2011*) and decades (*jaren negentig*)."""

import re
from collections.abc import Sequence
from functools import cache

from qualcode.nlp.clause import Word

_YEAR = re.compile(r"(?:19[3-9]|20[0-3])\d")
_SHORT = re.compile(r"'?(\d0)")
_BEFORE, _FROM_TO = re.compile(r"voor_(\d{4})"), re.compile(r"(\d{4})_(\d{4})")
_DECADES = {"vijftig": 1950, "zestig": 1960, "zeventig": 1970, "tachtig": 1980, "negentig": 1990}
_LAST = 9


def period(words: Sequence[Word], values: tuple[str, ...]) -> str | None:
    """The value of `periode` that the years of a sentence are in, None for no year or years of several values.

    Args:
        words: The words of the sentence.
        values: Those that the codebook declares: `voor_2000` is all before, `2000_2008` from the first year up to the
            other, which belongs to the value that begins with it, if there is one. Others have no years.
    """
    found = {_value(year, values) for year in _years(words)}
    return found.pop() if len(found) == 1 else None


def _years(words: Sequence[Word]) -> set[int]:
    years: set[int] = set()
    for at, word in enumerate(words):
        if _YEAR.fullmatch(word.form):
            years.add(int(word.form))
        elif at and words[at - 1].form == "jaren" and (decade := _decade(word.form)):
            years |= {decade, decade + _LAST}
    return years


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
