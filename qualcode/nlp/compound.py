"""Dutch compounds: whether a stretch of letters is made of known words, and where its head begins.

A part is a dictionary word of four letters or more, or one of a short list of three; parts are joined directly or by a
linking s, e, en, n or er (`wijk-vernieuwing-s-plan`). Derivational endings that happen to be words (*lijk*, *schap*)
and prepositions (*over*, *voor*) are no parts: *werkelijk* does not hold *werk*, nor *overlast* *last*.
"""

from functools import cache

from qualcode.nlp.dictionary import knows
from qualcode.nlp.vocabulary import words

MIN_PART = 4
"""Letters of a part, unless it is one of `SHORT_PARTS`."""

LONGEST = 80
"""Letters from which nothing is a compound any more, but a text without blanks: no Dutch word has as many."""

LINKS = ("", "s", "e", "en", "n", "er", "-")

_ABSTRACT = ("heids", "ings", "teits", "schaps")

SHORT_PARTS = words("compounds", "short_parts")
NOT_A_PART = words("compounds", "no_parts")


def is_part(letters: str) -> bool:
    """Whether the letters are one word that compounds are made of."""
    if len(letters) < MIN_PART:
        return letters in SHORT_PARTS
    return letters not in NOT_A_PART and knows(letters)


@cache
def is_made_of_parts(letters: str) -> bool:
    """Whether the letters are one part, or several joined by links; at most `LONGEST`."""
    if is_part(letters):
        return True
    return len(letters) <= LONGEST and any(
        is_part(letters[:at]) and any(_links_on(letters[at:], link) for link in LINKS)
        for at in range(3, len(letters) - 2)
    )


def can_precede(letters: str) -> bool:
    """Whether the letters can stand before a part: parts, with or without a linking sound at the end.

    An abstract noun with its s is a modifier also when the dictionary lacks it: `leefbaarheids|uitgave`.
    """
    if len(letters) > LONGEST:
        return False
    if letters.endswith(_ABSTRACT):
        return True
    return any(is_made_of_parts(letters.removesuffix(link)) for link in LINKS if letters.endswith(link))


def can_follow(letters: str) -> bool:
    """Whether the letters can stand after a part: parts, with or without a linking sound at the beginning."""
    return letters not in NOT_A_PART and any(_links_on(letters, link) for link in LINKS)


def head(word: str) -> int:
    """Where the last part of an unknown compound begins, 0 when the word does not come apart.

    The earliest border wins, so that the head is the longest dictionary word: `bewoners|bijeenkomsten`.
    """
    if len(word) > LONGEST:
        return 0
    borders = range(3, len(word) - MIN_PART + 1)
    return next((at for at in borders if is_part(word[at:]) and can_precede(word[:at])), 0)


def _links_on(letters: str, link: str) -> bool:
    return letters.startswith(link) and is_made_of_parts(letters[len(link) :])


def stands_at(word: str, start: int, end: int) -> bool:
    """Whether the letters from `start` to `end` are a word inside a compound: what is around them comes apart too.

    Not when a border inside them does as well: `onderzoeks|loopbaan` holds no *sloop*, `ziekenhuis|arts` no *huisarts*.
    """
    before, after = word[:start], word[end:]
    if (before and not can_precede(before)) or (after and not can_follow(after)):
        return False
    return not before or not any(is_part(word[at:]) and can_precede(word[:at]) for at in range(start + 1, end))
