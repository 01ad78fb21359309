"""Cues: the items of a list that stand in a sentence, the longest first.

Words are compared by lemma, those that the list marks with `=` as they are written (`=zou` is not *zal*).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qualcode.nlp.clause import Sentence, Word
from qualcode.nlp.lemma import lemma
from qualcode.nlp.vocabulary import phrases

_Item = tuple[tuple[str, ...], str]
"""Keys of the words of an item, and its kind."""

_NONE: Sequence[_Item] = ()


class Cue(NamedTuple):
    """An item of a list that was found: tokens `start` to `end` of a sentence, half-open."""

    kind: str
    start: int
    end: int

    def text(self, sentence: Sentence) -> str:
        """The words as they stand there, in lower case."""
        return " ".join(word.form for word in sentence.words[self.start : self.end])


class Cues:
    """Finds the items of several lists in one pass."""

    def __init__(self, section: str, kinds: Sequence[str]) -> None:
        """Read the lists `kinds` of a section of the vocabulary."""
        items = [(tuple(map(_key, item)), kind) for kind in kinds for item in phrases(section, kind)]
        items.sort(key=lambda item: (-len(item[0]), item))
        self._by_first: dict[str, list[_Item]] = defaultdict(list)
        for item in items:
            self._by_first[item[0][0]].append(item)
        self._known: dict[str, _Beginning] = {}

    def of(self, sentence: Sentence) -> list[Cue]:
        """The cues of a sentence in order; they do not overlap."""
        found: list[Cue] = []
        words, free = sentence.words, 0
        for at in sentence.cues:
            if at >= free and (item := self._at(words, at)) is not None:
                keys, kind = item
                free = at + len(keys)
                found.append(Cue(kind, at, free))
        return found

    def _at(self, words: Sequence[Word], at: int) -> "_Item | None":
        """The longest item that begins at the word."""
        beginning = self._known.get(words[at].form) or self._beginning_with(words[at])
        if beginning.longer and at + 1 < len(words):
            for item in beginning.going_on_with(words[at + 1]):
                keys = item[0]
                if at + len(keys) <= len(words) and all(map(_is, words[at + 2 : at + len(keys)], keys[2:])):
                    return item
        return beginning.single

    def _beginning_with(self, word: Word) -> "_Beginning":
        both = (*self._by_first.get(word.lemma, ()), *self._by_first.get(word.written, ()))
        beginning = self._known[word.form] = _Beginning(both)
        return beginning


class _Beginning:
    """The items that begin with one word form: by their second word, and the one that is this word alone."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self.longer: dict[str, list[_Item]] = defaultdict(list)
        self.single: _Item | None = None
        for item in sorted(items, key=_length):
            if len(item[0]) > 1:
                self.longer[item[0][1]].append(item)
            else:
                self.single = self.single or item

    def going_on_with(self, word: Word) -> Sequence[_Item]:
        """The items whose second word this is, longest first."""
        by_lemma, as_written = self.longer.get(word.lemma, _NONE), self.longer.get(word.written, _NONE)
        return sorted((*by_lemma, *as_written), key=_length) if as_written else by_lemma


def _length(item: _Item) -> int:
    return -len(item[0])


def _key(written: str) -> str:
    return written if written.startswith("=") else lemma(written)


def _is(word: Word, key: str) -> bool:
    return key in {word.lemma, word.written}
