"""A search as both databases understand it: alternatives of terms, parsed from what a person types.

`huurwoning "lange adem" woning* -sloop | renovatie` means: all of a word, a phrase, a beginning of a word, and not
another word; or, after the bar, renovatie.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from qualcode.errors import UsageError, said

_TERM = re.compile(r"""(?P<bar>\|)|(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s|"]+))""")


class Term(NamedTuple):
    """Words in a row, in search form; `prefix` when the last may go on, `excluded` when it must be absent."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False


Search = tuple[tuple[Term, ...], ...]
"""Alternatives, of each of which every term must hold."""


def parse_search(typed: str, normalise: Callable[[str], str]) -> Search:
    """The search that was typed, in the search form that turns are stored in; empty for nothing typed.

    Raises:
        UsageError: An alternative excludes words without asking for any.
    """
    alternatives: list[list[Term]] = [[]]
    for found in _TERM.finditer(typed):
        if found["bar"]:
            alternatives.append([])
        else:
            alternatives[-1].extend(_terms(found, normalise))
    search = tuple(tuple(terms) for terms in alternatives if terms)
    if any(all(term.excluded for term in terms) for terms in search):
        msg = said(
            "the search '{typed}' only says what to leave out; name a word to look for too", typed=typed.strip()[:60]
        )
        raise UsageError(msg)
    return search


def _terms(found: re.Match[str], normalise: Callable[[str], str]) -> list[Term]:
    raw = found["phrase"] if found["phrase"] is not None else found["word"]
    prefix = found["phrase"] is None and raw.endswith("*")
    words = tuple((_beginning(raw) if prefix else normalise(raw)).split())
    return [Term(words, prefix, excluded=bool(found["minus"]))] if words else []


def _beginning(raw: str) -> str:
    """The beginning of a word without accents; it has no lemma, `woning*` must stay as it is."""
    letters = unicodedata.normalize("NFKD", raw.lower())
    return re.sub(r"[^a-z0-9]+", " ", "".join(letter for letter in letters if not unicodedata.combining(letter)))
