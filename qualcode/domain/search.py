"""A search as both databases understand it: alternatives of terms, parsed from what a person types.

`huurwoning "lange adem" woning* -sloop | renovatie` means: all of a word, a phrase, a beginning of a word, and not
another word; or, after the bar, renovatie. `sloop NEAR/5 buurt` means: both, at most five words between them,
whichever comes first.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from qualcode.errors import UsageError, said

_TERM = re.compile(
    r"""(?P<bar>\|)|(?<!\S)NEAR/(?P<near>\d{1,3})(?!\S)|(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s|"]+))"""
)


MOST_BETWEEN = 30
"""Words between two that are near; PostgreSQL needs an alternative for each number."""


class Term(NamedTuple):
    """Words in a row, in search form.

    Attributes:
        prefix: Whether the last word may go on.
        excluded: Whether it must be absent.
        beside: A word that must stand near this one word, as (word, whether it may go on).
        between: Most words between the two.
    """

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False
    beside: tuple[str, bool] | None = None
    between: int = 0


Search = tuple[tuple[Term, ...], ...]
"""Alternatives, of each of which every term must hold."""


def parse_search(typed: str, normalise: Callable[[str], str]) -> Search:
    """The search that was typed, in the search form that turns are stored in; empty for nothing typed.

    Raises:
        UsageError: An alternative excludes words without asking for any, NEAR stands not between two words, or a
            quotation mark is not closed.
    """
    if typed.count('"') % 2:
        msg = said(
            "the quotation mark in '{typed}' is not closed; put one on both sides of the words, as in {example}",
            typed=typed.strip()[:60],
            example='"lange adem"',
        )
        raise UsageError(msg)
    alternatives: list[list[Term]] = [[]]
    between: str | None = None
    for found in _TERM.finditer(typed):
        if found["near"] and between is None and alternatives[-1]:
            between = found["near"]
        elif between is not None or found["near"]:
            alternatives[-1].append(_beside(alternatives[-1], _later(found, normalise), between or found["near"]))
            between = None
        elif found["bar"]:
            alternatives.append([])
        else:
            alternatives[-1].extend(_terms(found, normalise))
    if between is not None:
        _beside(alternatives[-1], [], between)
    search = tuple(tuple(terms) for terms in alternatives if terms)
    if any(all(term.excluded for term in terms) for terms in search):
        msg = said(
            "the search '{typed}' only says what to leave out; name a word to look for too", typed=typed.strip()[:60]
        )
        raise UsageError(msg)
    return search


def _later(found: re.Match[str], normalise: Callable[[str], str]) -> list[Term]:
    return [] if found["bar"] or found["near"] else _terms(found, normalise)


def _beside(terms: list[Term], later: list[Term], between: str) -> Term:
    """The last of `terms`, which it is taken from, with the later one near it."""
    first, second = terms.pop() if terms else None, later[0] if later else None
    if first is None or second is None or not (_is_word(first) and _is_word(second)) or int(between) > MOST_BETWEEN:
        msg = said(
            "NEAR/{n} stands between two words, as in sloop NEAR/5 buurt, with a number of at most {limit}",
            n=int(between),
            limit=MOST_BETWEEN,
        )
        raise UsageError(msg)
    return first._replace(beside=(second.words[0], second.prefix), between=int(between))


def _is_word(term: Term) -> bool:
    return len(term.words) == 1 and not term.excluded and term.beside is None


def _terms(found: re.Match[str], normalise: Callable[[str], str]) -> list[Term]:
    raw = found["phrase"] if found["phrase"] is not None else found["word"]
    prefix = found["phrase"] is None and raw.endswith("*")
    words = tuple((_beginning(raw) if prefix else normalise(raw)).split())
    return [Term(words, prefix, excluded=bool(found["minus"]))] if words else []


def _beginning(raw: str) -> str:
    """The beginning of a word without accents; it has no lemma, `woning*` must stay as it is."""
    letters = unicodedata.normalize("NFKD", raw.lower())
    return re.sub(r"[^a-z0-9]+", " ", "".join(letter for letter in letters if not unicodedata.combining(letter)))
