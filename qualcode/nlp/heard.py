"""Sentences as signs of denial read them: their tokens, the lists whose items they hold, and how often they negate."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from qualcode.nlp.clause import PUNCTUATION, Word
from qualcode.nlp.vocabulary import phrases

LISTS = (
    "report", "source", "promise", "elsewhere", "opposing", "continuity", "flat", "ours", "only", "effect", "litotes",
    "irony", "every", "present", "gone", "now", "dismissal", "assent", "sequel", "passed",
)  # fmt: skip
NEGATIVE = frozenset(word for (word,) in phrases("refutation", "negative"))
BEGIN = "^"
"""Stands for the beginning of a sentence."""
_MARKS = frozenset("?!,:;") | {"..."}


def _by_first() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """First word of an item -> its words, and its list."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name in LISTS:
        for item in phrases("signs", name):
            found[item[0]].append((item, name))
    return found


_ITEMS = _by_first()


class Heard(NamedTuple):
    """A sentence.

    Attributes:
        tokens: In lower case, after the mark for its beginning.
        held: List -> its first item in the sentence.
        negations: How many it holds.
    """

    tokens: list[str]
    held: dict[str, str]
    negations: int


@lru_cache(maxsize=1 << 8)
def heard(sentence: tuple[Word, ...]) -> Heard:
    """The sentence of these words."""
    tokens = [BEGIN, *map(_token, sentence)]
    return Heard(tokens, _lists(tokens), sum(token in NEGATIVE for token in tokens))


def _token(word: Word) -> str:
    return word.form if not word.marks & PUNCTUATION or word.form in _MARKS else "."


def _lists(tokens: Sequence[str]) -> dict[str, str]:
    """List -> its first item in a sentence, without the mark for the beginning."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        for item, name in _ITEMS.get(token, ()):
            if len(item) == 1 or tuple(tokens[at : at + len(item)]) == item:
                found.setdefault(name, " ".join(word for word in item if word != BEGIN))
    return found
