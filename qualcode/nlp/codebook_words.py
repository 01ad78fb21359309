"""How like the codebook's own words a text is: as they stand, by their letters, and widened by the study's texts.

Widening: each text of the study is given to the codes whose words it holds, in proportion, and the mean text of a code,
less what all texts have in common, then stands for the code. Nobody has to have coded anything for that.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from qualcode.domain.codebook import Code, Codebook
from qualcode.nlp.similarity import saturated, standardised, tf_idf
from qualcode.nlp.terms import Matrix, Vocabulary, gram_terms, word_terms

LABEL, DEFINITION, ANCESTOR = 3.0, 1.0, 0.3
"""How much a word counts that stands in the label (or the indicators), in the definition, in an ancestor's words."""

GRAMS = 0.5
"""Weight of letter sequences beside words when texts are given to codes."""

CONTEXT = 0.3
"""What a word of the context counts, of one in the unit itself."""

HEADING, LONGEST_HEADING = 8.0, 25
"""How much a word of a heading counts, and how many words a heading has at most."""

FAIRNESS = 0.75
"""How far a code is made no likelier by having many words: 0 is not at all, 1 is entirely."""

NAMES = ("words", "grams", "widened")

Split = Callable[[str], list[str]]
"""What makes terms of a text."""


class Read(NamedTuple):
    """Units as the codebook sees them.

    Attributes:
        terms: TF-IDF of each unit, rows of unit length, shape (units, terms).
        scores: By source, shape (sources, units, codes).
        strength: Logarithm of the plain word score, shape (units, codes).
        sources: Each source that there is -> its layer of `scores`.
    """

    terms: Matrix
    scores: "np.ndarray[Any, Any]"
    strength: "np.ndarray[Any, Any]"
    sources: Mapping[str, int]

    def at(self, rows: Sequence[int]) -> "Read":
        """These units of it."""
        chosen = np.asarray(rows, dtype=int)
        return Read(self.terms[chosen], self.scores[:, chosen], self.strength[chosen], self.sources)

    def also(self, source: str, layer: int, scores: "np.ndarray[Any, Any]") -> "Read":
        """The units with the scores of a further source in this layer."""
        every = self.scores.copy()
        every[layer] = scores
        return self._replace(scores=every, sources={**self.sources, source: layer})


class CodebookWords(NamedTuple):
    """The codes as weighted terms.

    Attributes:
        words, grams: The columns of the other matrices.
        word_query, gram_query: Weight of each term for each code, shape (codes, terms).
        usual: Usual number of words and of letter sequences in a text.
        widened: Mean text of each code, rows of unit length, shape (codes, terms).
    """

    words: Vocabulary
    grams: Vocabulary
    word_query: Matrix
    gram_query: Matrix
    usual: tuple[float, float]
    widened: "np.ndarray[Any, Any]"

    @classmethod
    def of(cls, codebook: Codebook, codes: Sequence[str], texts: Sequence[str]) -> "CodebookWords":
        """The codes of a codebook, with rarity and widening from the texts of the study, coded or not."""
        described = [_described(codebook, code, set(codes)) for code in codes]
        terms, letters = [word_terms(text) for text in texts], [gram_terms(text) for text in texts]
        words = Vocabulary.of(terms, {term for part in described for text, _ in part for term in word_terms(text)})
        grams = Vocabulary.of(letters, {term for part in described for text, _ in part for term in gram_terms(text)}, 0)
        headings = [_heading(text) for text in texts]
        counted = (
            _headed(words.counts(terms), words, word_terms, headings),
            _headed(grams.counts(letters), grams, gram_terms, headings),
        )
        usual = tuple(float(each.sum()) / max(len(texts), 1) for each in counted)
        plain = cls(
            words,
            grams,
            _query(words, [[(word_terms(text), weight) for text, weight in part] for part in described]),
            _query(grams, [[(gram_terms(text), weight) for text, weight in part] for part in described]),
            (usual[0], usual[1]),
            np.zeros((len(codes), len(words.terms)), dtype=np.float32),
        )
        return plain._replace(widened=plain._widened(*counted))

    def read(self, texts: Sequence[str], contexts: Sequence[str]) -> Read:
        """The units with these texts and contexts (shape (units,) each)."""
        counts = _counts(self.words, word_terms, texts, contexts)
        letters = _counts(self.grams, gram_terms, texts, contexts)
        plain, gram_scores = self._plain(counts, letters)
        terms = tf_idf(counts, self.words)
        scores = [standardised(each) for each in (plain, gram_scores, terms @ self.widened.T)]
        places = {name: at for at, name in enumerate(NAMES)}
        return Read(terms, np.stack(scores).astype(np.float32), np.log1p(plain).astype(np.float32), places)

    def _plain(self, counts: Matrix, letters: Matrix) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
        by_word = saturated(counts, self.usual[0]) @ self.word_query.T
        by_gram = saturated(letters, self.usual[1]) @ self.gram_query.T
        return by_word.toarray(), by_gram.toarray()

    def _widened(self, counts: Matrix, letters: Matrix) -> "np.ndarray[Any, Any]":
        if not counts.shape[0]:
            return self.widened
        plain, gram_scores = self._plain(counts, letters)
        shares = np.exp(standardised(plain) + GRAMS * standardised(gram_scores))
        shares *= (plain.max(axis=1, keepdims=True) > 0) / shares.sum(axis=1, keepdims=True)
        means = np.asarray((tf_idf(counts, self.words).T @ (shares - shares.mean(axis=0))).T, dtype=np.float32)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return means / np.where(lengths == 0, 1, lengths)


def _counts(vocabulary: Vocabulary, split: Split, texts: Sequence[str], contexts: Sequence[str]) -> Matrix:
    counts = vocabulary.counts([split(text) for text in texts])
    counts = _headed(counts, vocabulary, split, [_heading(text) for text in texts])
    if any(contexts):
        once = {text: at for at, text in enumerate(dict.fromkeys(contexts))}  # sentences of a turn share theirs
        before = vocabulary.counts([split(text) for text in once])
        counts = counts + before[[once[text] for text in contexts]] * CONTEXT
    return sparse.csr_matrix(counts)


def _headed(counts: Matrix, vocabulary: Vocabulary, split: Split, headings: Sequence[str]) -> Matrix:
    """The counts with the words of headings counted for more."""
    if not any(headings):
        return counts
    return sparse.csr_matrix(counts + vocabulary.counts([split(each) for each in headings]) * (HEADING - 1))


def _heading(text: str) -> str:
    """The first line of a text of several lines, where it is short; else nothing."""
    first, _, rest = text.partition("\n")
    return first if rest.strip() and len(first.split()) <= LONGEST_HEADING else ""


def sayings(codebook: Codebook, code_id: str, ranked: Collection[str]) -> list[str]:
    """What a code is called and how it is defined, as whole texts; with the codes below it that are not ranked."""
    below = [code for code in codebook.codes if code.parent == code_id and code.id not in ranked]
    described = [codebook.by_id()[code_id], *below]
    return [text for code in described for text in (_label(codebook, code), code.definition) if text]


def _described(codebook: Codebook, code_id: str, ranked: set[str]) -> list[tuple[str, float]]:
    """What describes a code, each text with its weight; codes below it that are not ranked themselves describe it."""
    known = codebook.by_id()
    own, *above = [known[each] for each in codebook.ancestors(code_id)]
    below = [code for code in codebook.codes if code.parent == code_id and code.id not in ranked]
    return [
        (f"{_label(codebook, own)} {' '.join((*own.indicators.lemmas, *own.indicators.phrases))}", LABEL),
        (" ".join((own.definition, own.include, *own.examples)), DEFINITION),
        *((f"{_label(codebook, each)} {each.definition}", DEFINITION) for each in below),
        *((f"{_label(codebook, each)} {each.definition}", ANCESTOR) for each in above),
    ]


def _label(codebook: Codebook, code: Code) -> str:
    return code.label.get(codebook.language, "")


def _query(vocabulary: Vocabulary, described: Sequence[Sequence[tuple[list[str], float]]]) -> Matrix:
    """Weights by code: a term counts by the weightiest place in which it stands, and by its rarity."""
    rows = sparse.lil_matrix((len(described), len(vocabulary.terms)), dtype=np.float32)
    column = {term: at for at, term in enumerate(vocabulary.terms)}
    for row, part in enumerate(described):
        for terms, weight in part:
            for term in terms:
                rows[row, column[term]] = max(rows[row, column[term]], weight)
    query = sparse.csr_matrix(rows) @ sparse.diags(vocabulary.rarity())
    lengths = np.sqrt(np.asarray(query.multiply(query).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_matrix(sparse.diags((lengths**-FAIRNESS).astype(np.float32)) @ query)
