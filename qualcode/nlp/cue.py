"""Cues: the items of a list that stand in a sentence, the longest first.

Words are compared by lemma, those that the list marks with `=` as they are written (`=zou` is not *zal*).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qualcode.nlp.clause import Sentence, Word
from qualcode.nlp.lemma import lemma
from qualcode.nlp.vocabulary import phrases


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
        self._by_first: Mapping[str, list[tuple[tuple[str, ...], str]]] = {
            first: [item for item in items if item[0][0] == first] for first in {keys[0] for keys, _ in items}
        }
        self._known: dict[str, Sequence[tuple[tuple[str, ...], str]]] = {}

    def of(self, sentence: Sentence) -> list[Cue]:
        """The cues of a sentence in order; they do not overlap."""
        found: list[Cue] = []
        words, free = sentence.words, 0
        for at in sentence.cues:
            for keys, kind in self._beginning_with(words[at]) if at >= free else ():
                end = at + len(keys)
                if end <= len(words) and all(map(_is, words[at:end], keys)):
                    found.append(Cue(kind, at, end))
                    free = end
                    break
        return found

    def _beginning_with(self, word: Word) -> Sequence[tuple[tuple[str, ...], str]]:
        items = self._known.get(word.form)
        if items is None:
            both = (*self._by_first.get(word.lemma, ()), *self._by_first.get(f"={word.form}", ()))
            items = self._known[word.form] = sorted(both, key=lambda item: -len(item[0]))
        return items


def _key(written: str) -> str:
    return written if written.startswith("=") else lemma(written)


def _is(word: Word, key: str) -> bool:
    return word.lemma == key or (key[0] == "=" and word.form == key[1:])
