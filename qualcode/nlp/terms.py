"""Texts as counted terms: lemmas, the parts of compounds, and sequences of letters of the codebook's words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from qualcode.nlp.compound import LINKS, LONGEST, MIN_PART, can_precede, is_made_of_parts, is_part
from qualcode.nlp.dictionary import entry
from qualcode.nlp.lemma import search_form
from qualcode.nlp.separable import separable
from qualcode.nlp.tokens import words
from qualcode.nlp.vocabulary import words as listed

Matrix = Any
"""A sparse matrix, a row a text; scipy carries no types."""

GRAM = 5
"""Letters of a sequence; each word is taken with a mark before and after it."""

_NAMES, _ENDINGS = listed("names", "unlike"), listed("compounds", "endings")

Split = Callable[[str], Sequence[str]]
"""What makes terms of a word form: `terms_of` or `grams_of`."""


class Forms(NamedTuple):
    """Texts as counted word forms, so that each form is made into terms once, however often it is said.

    Attributes:
        forms: Each word form once, in the order in which they come.
        counts: How often each stands in each text, shape (texts, forms).
    """

    forms: tuple[str, ...]
    counts: Matrix

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Forms":
        """The word forms of these texts."""
        column = _Columns()
        said = [list(map(column.__getitem__, words(text))) for text in texts]
        return cls(tuple(column), _ones(said, len(column)))


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
    def of(cls, said: Forms, split: Split, wanted: Iterable[str], least: int = 2) -> "Vocabulary":
        """The wanted terms, and those that stand in at least `least` texts (0: the wanted ones only)."""
        kept = set(wanted)
        met = kept.union(*map(split, said.forms)) if least else kept
        terms = tuple(sorted(met))
        frequency = np.bincount(_counted(said, split, terms).indices, minlength=len(terms)).astype(np.float32)
        rows = [at for at, term in enumerate(terms) if term in kept or frequency[at] >= least]
        return cls(tuple(terms[at] for at in rows), frequency[rows], said.counts.shape[0])

    def counts(self, said: Forms, split: Split) -> Matrix:
        """How often each term stands in each text, shape (texts, terms)."""
        return _counted(said, split, self.terms)

    def rarity(self) -> "np.ndarray[Any, Any]":
        """The inverse text frequency of each term, 0 for what stands everywhere (Robertson's, made positive)."""
        return np.log1p((self.texts - self.frequency + 0.5) / (self.frequency + 0.5)).astype(np.float32)


class _Columns(dict[str, int]):
    """Word form -> its number, given when it is first met."""

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


def _counted(said: Forms, split: Split, terms: Sequence[str]) -> Matrix:
    column = {term: at for at, term in enumerate(terms)}
    held = _ones([[column[term] for term in split(form) if term in column] for form in said.forms], len(terms))
    counts = said.counts @ held
    counts.sort_indices()
    return counts


def _ones(rows: Sequence[Sequence[int]], width: int) -> Matrix:
    """A matrix of how often each column is named in each row, shape (rows, width)."""
    ends = np.cumsum([0, *map(len, rows)])
    indices = np.fromiter((at for row in rows for at in row), dtype=np.int32, count=int(ends[-1]))
    counts = sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices, ends), shape=(len(rows), width))
    counts.sum_duplicates()
    return counts


def word_terms(text: str) -> list[str]:
    """The lemmas of a text without stop words, each followed by its parts where it is a compound."""
    return [term for word in words(text) for term in terms_of(word)]


def gram_terms(text: str) -> list[str]:
    """The sequences of `GRAM` letters in the lemmas of a text."""
    return [term for word in words(text) for term in grams_of(word)]


@lru_cache(maxsize=1 << 18)
def terms_of(word: str) -> tuple[str, ...]:
    """The lemmas of a word form, each followed by its parts; nothing of a stop word, nor of more than `LONGEST`."""
    return tuple(term for lemma in _lemmas(word) for term in (lemma, *parts(lemma)))


def grams_of(word: str) -> tuple[str, ...]:
    """The sequences of `GRAM` letters in the lemmas of a word form."""
    return tuple(
        marked[at : at + GRAM]
        for lemma in _lemmas(word)
        if len(lemma) >= GRAM
        for marked in (f"<{lemma}>",)
        for at in range(len(marked) - GRAM + 1)
    )


def _lemmas(word: str) -> tuple[str, ...]:
    """The lemmas of a word form that say something of a subject: no stop words, nor what is left of *'s* and *m'n*.

    Letters without blanks say nothing either, and a name is not made a form of another word.
    """
    if word.lower() in _NAMES:
        return (word.lower(),)
    return tuple(lemma for lemma in search_form(word).split() if _says_something(lemma))


def _says_something(lemma: str) -> bool:
    return len(lemma) <= LONGEST and (len(lemma) > 1 or lemma.isdigit()) and lemma not in stop_words()


@lru_cache(maxsize=1 << 18)
def parts(lemma: str) -> tuple[str, ...]:
    """The words at the borders of a compound: schuldhulpverlening -> schuld, hulp..., verlening as far as known.

    A verb has parts where it is separable only (*vast|stellen*), and so has what is made of it by *-ing*.
    """
    verb = _verb(lemma)
    known = _separated(lemma, verb) if verb else _known_parts(lemma)
    forms = {form for part in known if part not in _ENDINGS for form in search_form(part).split()}
    return tuple(sorted(forms - {lemma})) if lemma not in _NAMES else ()


def _verb(lemma: str) -> str | None:
    """The verb that a lemma is or is made of by *-ing*, None where it is another word: no *vrachtwagend*."""
    if lemma.endswith("ing"):
        infinitive = f"{lemma.removesuffix('ing')}en"
        return infinitive if entry(infinitive) == infinitive else None
    return lemma if lemma.endswith("en") and entry(f"{lemma}d") else None


def _separated(lemma: str, verb: str) -> Iterator[str]:
    found = separable(verb)
    if found and is_part(found.particle):
        yield from filter(is_part, (found.particle, lemma.removeprefix(found.particle)))


def _known_parts(lemma: str) -> Iterator[str]:
    for at in range(3, len(lemma) - 2 if len(lemma) <= LONGEST else 0):
        before, after = lemma[:at], lemma[at:]
        if len(after) >= MIN_PART and is_part(after) and can_precede(before):
            yield after
        for link in LINKS[:-1]:
            stem = before.removesuffix(link)
            if before.endswith(link) and len(stem) >= MIN_PART and is_part(stem) and is_made_of_parts(after):
                yield stem


@cache
def stop_words() -> frozenset[str]:
    """The words that say nothing of a subject, as they are looked for."""
    from spacy.lang.nl.stop_words import STOP_WORDS  # noqa: PLC0415  a ranker that is only loaded needs no spaCy yet

    return frozenset(search_form(word) for word in STOP_WORDS)
