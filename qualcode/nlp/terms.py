"""Texts as counted terms: lemmas, the parts of compounds, and sequences of letters of the codebook's words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from qualcode.nlp.compound import LINKS, MIN_PART, can_precede, is_made_of_parts, is_part
from qualcode.nlp.lemma import search_form
from qualcode.nlp.tokens import words

Matrix = Any
"""A sparse matrix, a row a text; scipy carries no types."""

GRAM = 5
"""Letters of a sequence; each word is taken with a mark before and after it."""


class Vocabulary(NamedTuple):
    """Terms in the order of their columns, and the text count of each.

    Attributes:
        terms: Each term once.
        frequency: In how many texts each stands, shape (terms,).
        texts: How many texts were counted.
    """

    terms: tuple[str, ...]
    frequency: "np.ndarray[Any, Any]"
    texts: int

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], wanted: Iterable[str], least: int = 2) -> "Vocabulary":
        """The wanted terms, and those that stand in at least `least` texts (0: the wanted ones only)."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(text))
        kept = set(wanted)
        if least:
            kept.update(term for term, count in counts.items() if count >= least)
        terms = tuple(sorted(kept))
        return cls(terms, np.array([counts[term] for term in terms], dtype=np.float32), len(texts))

    def counts(self, texts: Sequence[Iterable[str]]) -> Matrix:
        """How often each term stands in each text, shape (texts, terms)."""
        column = {term: at for at, term in enumerate(self.terms)}
        indices: list[int] = []
        ends = [0]
        for text in texts:
            indices.extend(column[term] for term in text if term in column)
            ends.append(len(indices))
        shape = (len(texts), len(self.terms))
        found = sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices, ends), shape=shape)
        found.sum_duplicates()
        return found

    def rarity(self) -> "np.ndarray[Any, Any]":
        """The inverse text frequency of each term, 0 for what stands everywhere (Robertson's, made positive)."""
        return np.log1p((self.texts - self.frequency + 0.5) / (self.frequency + 0.5)).astype(np.float32)


def word_terms(text: str) -> list[str]:
    """The lemmas of a text without stop words, each followed by its parts where it is a compound."""
    return [term for word in words(text) for term in _word_terms(word)]


def gram_terms(text: str) -> list[str]:
    """The sequences of `GRAM` letters in the lemmas of a text."""
    return [term for word in words(text) for term in _gram_terms(word)]


@lru_cache(maxsize=1 << 18)
def _word_terms(word: str) -> tuple[str, ...]:
    return tuple(term for lemma in _lemmas(word) for term in (lemma, *parts(lemma)))


@lru_cache(maxsize=1 << 18)
def _gram_terms(word: str) -> tuple[str, ...]:
    return tuple(
        marked[at : at + GRAM]
        for lemma in _lemmas(word)
        if len(lemma) >= GRAM
        for marked in (f"<{lemma}>",)
        for at in range(len(marked) - GRAM + 1)
    )


@lru_cache(maxsize=1 << 18)
def _lemmas(word: str) -> tuple[str, ...]:
    return tuple(lemma for lemma in search_form(word).split() if lemma not in _stop_words())


@lru_cache(maxsize=1 << 18)
def parts(lemma: str) -> tuple[str, ...]:
    """The words at the borders of a compound: schuldhulpverlening -> schuld, hulp..., verlening as far as known."""
    return tuple(sorted({form for part in _known_parts(lemma) for form in search_form(part).split()}))


def _known_parts(lemma: str) -> Iterator[str]:
    for at in range(3, len(lemma) - 2):
        before, after = lemma[:at], lemma[at:]
        if len(after) >= MIN_PART and is_part(after) and can_precede(before):
            yield after
        for link in LINKS[:-1]:
            stem = before.removesuffix(link)
            if before.endswith(link) and len(stem) >= MIN_PART and is_part(stem) and is_made_of_parts(after):
                yield stem


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.nl.stop_words import STOP_WORDS  # noqa: PLC0415  a ranker that is only loaded needs no spaCy yet

    return frozenset(search_form(word) for word in STOP_WORDS)
