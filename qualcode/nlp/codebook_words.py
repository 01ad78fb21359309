"""How like the codebook's own words a text is: as they stand, by their letters, and widened by the study's texts.

Widening: each text of the study is given to the codes whose words it holds, in proportion, and the mean text of a code,
less what all texts have in common, then stands for the code. Nobody has to have coded anything for that.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from qualcode.domain.codebook import Code, Codebook
from qualcode.nlp.layer import Layer
from qualcode.nlp.similarity import saturated, standardised, tf_idf
from qualcode.nlp.terms import Forms, Matrix, Split, Vocabulary, gram_terms, grams_of, terms_of, word_terms

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

Described = Sequence[Sequence[tuple[list[str], float]]]
"""What describes each code: terms, with what they count."""

BLOCK = 2_000
"""Units that are compared with the codes at once: what stands before all of them takes several times the memory."""


class Read(NamedTuple):
    """Units as the codebook sees them.

    Attributes:
        terms: TF-IDF of each unit with its context, rows of unit length, shape (units, terms).
        own: Of these the terms that stand in the unit itself, which alone are told as reasons: what stands in the
            context only may be the words of somebody else.
        scores: A layer for each source, shape (units, codes) each; zeros where there is none yet. After `at` they are
            arrays; before, some may be made only where they are looked at.
        strength: Logarithm of the plain word score, shape (units, codes).
        sources: Each source that there is -> its layer.
    """

    terms: Matrix
    own: Matrix
    scores: tuple[Layer, ...]
    strength: "np.ndarray[Any, Any]"
    sources: Mapping[str, int]

    def at(self, rows: Sequence[int]) -> "Read":
        """These units of it."""
        chosen = np.asarray(rows, dtype=int)
        scores = tuple(each[chosen] for each in self.scores)
        return Read(self.terms[chosen], self.own[chosen], scores, self.strength[chosen], self.sources)

    def arrays(self) -> "list[np.ndarray[Any, Any]]":
        """The scores of all units, shape (units, codes) each."""
        return [each[:] for each in self.scores]

    def also(self, source: str, layer: int, scores: Layer) -> "Read":
        """The units with the scores of a further source, in single precision, in this layer."""
        layers = tuple(scores if at == layer else each for at, each in enumerate(self.scores))
        return self._replace(scores=layers, sources={**self.sources, source: layer})


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
        asked = [[(word_terms(text), weight) for text, weight in part] for part in described]
        spelt = [[(gram_terms(text), weight) for text, weight in part] for part in described]
        said, headings = Forms.of(texts), Forms.of(map(heading, texts))
        words, grams = Vocabulary.of(said, terms_of, _terms(asked)), Vocabulary.of(said, grams_of, _terms(spelt), 0)
        counted = (_headed(words, terms_of, said, headings), _headed(grams, grams_of, said, headings))
        usual = tuple(float(each.sum()) / max(len(texts), 1) for each in counted)
        plain = cls(
            words,
            grams,
            _query(words, asked),
            _query(grams, spelt),
            (usual[0], usual[1]),
            np.zeros((len(codes), len(words.terms)), dtype=np.float32),
        )
        return plain._replace(widened=plain._widened(*counted))

    def read(self, texts: Sequence[str], contexts: Sequence[str], sources: int = len(NAMES)) -> Read:
        """The units with these texts and contexts (shape (units,) each), and room for so many sources."""
        shape = (len(texts), self.widened.shape[0])
        words, letters = self._counted(texts, contexts)
        terms, strength = [], np.empty(shape, dtype=np.float32)
        scores = tuple(np.empty(shape, dtype=np.float32) for _ in NAMES)
        for block in _blocks(len(texts)):
            counts = words.of(block)
            plain, gram_scores = self._plain(counts, letters.of(block))
            terms.append(tf_idf(counts, self.words))
            for layer, each in zip(scores, (plain, gram_scores, terms[-1] @ self.widened.T), strict=True):
                layer[block] = standardised(each)
            strength[block] = np.log1p(plain)
        whole, layers = sparse.vstack(terms, format="csr"), {name: at for at, name in enumerate(NAMES)}
        own = whole.multiply(words.texts.astype(bool)).tocsr() if words.contexts.nnz else whole
        none = np.broadcast_to(np.float32(0), shape)  # takes no memory
        return Read(whole, own, (*scores, *(none for _ in range(len(NAMES), sources))), strength, layers)

    def terms(self, texts: Sequence[str], contexts: Sequence[str]) -> Matrix:
        """`Read.terms` of the units, and nothing else of them."""
        words = next(self._counted(texts, contexts))
        return sparse.vstack([tf_idf(words.of(block), self.words) for block in _blocks(len(texts))], format="csr")

    def _counted(self, texts: Sequence[str], contexts: Sequence[str]) -> "Iterator[_Counted]":
        """Words, and then letter sequences, of the units, with those of their contexts."""
        once = {text: at for at, text in enumerate(dict.fromkeys(contexts))}  # sentences of a turn share theirs
        said, headings, before = Forms.of(texts), Forms.of(map(heading, texts)), Forms.of(once)
        rows = np.array([once[text] for text in contexts], dtype=int)
        for vocabulary, split in ((self.words, terms_of), (self.grams, grams_of)):
            yield _Counted(_headed(vocabulary, split, said, headings), vocabulary.counts(before, split), rows)

    def _plain(self, counts: Matrix, letters: Matrix) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
        by_word = saturated(counts, self.usual[0]) @ self.word_query.T
        by_gram = saturated(letters, self.usual[1]) @ self.gram_query.T
        return by_word.toarray(), by_gram.toarray()

    def _widened(self, counts: Matrix, letters: Matrix) -> "np.ndarray[Any, Any]":
        if not counts.shape[0]:
            return self.widened
        shares = np.empty((counts.shape[0], self.widened.shape[0]), dtype=np.float32)
        for block in _blocks(len(shares)):
            plain, gram_scores = self._plain(counts[block], letters[block])
            part = np.exp(standardised(plain) + GRAMS * standardised(gram_scores))
            shares[block] = part * ((plain.max(axis=1, keepdims=True) > 0) / part.sum(axis=1, keepdims=True))
        means = np.asarray((tf_idf(counts, self.words).T @ (shares - shares.mean(axis=0))).T, dtype=np.float32)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return means / np.where(lengths == 0, 1, lengths)


class _Counted(NamedTuple):
    """Terms of units, and of the contexts of each, which are added only for the units that are looked at."""

    texts: Matrix
    contexts: Matrix
    context: "np.ndarray[Any, Any]"

    def of(self, block: slice) -> Matrix:
        """The terms of these units, those of the context counted for less."""
        texts = self.texts[block]
        return texts + self.contexts[self.context[block]] * CONTEXT if self.contexts.nnz else texts


def _blocks(units: int) -> Iterator[slice]:
    """At least one, so that nothing has the shape of something."""
    yield from (slice(start, min(start + BLOCK, units)) for start in range(0, max(units, 1), BLOCK))


def _terms(described: Described) -> set[str]:
    return {term for part in described for terms, _ in part for term in terms}


def _headed(vocabulary: Vocabulary, split: Split, said: Forms, headings: Forms) -> Matrix:
    """The counts with the words of headings counted for more."""
    counts = vocabulary.counts(said, split)
    return counts + vocabulary.counts(headings, split) * (HEADING - 1) if headings.forms else counts


def heading(text: str) -> str:
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


def _query(vocabulary: Vocabulary, described: Described) -> Matrix:
    """Weights by code: a term counts by the weightiest place in which it stands, and by its rarity."""
    column = {term: at for at, term in enumerate(vocabulary.terms)}
    weights: dict[tuple[int, int], float] = {}
    for row, part in enumerate(described):
        for terms, weight in part:
            for place in ((row, column[term]) for term in terms):
                weights[place] = max(weights.get(place, 0.0), weight)
    places = np.array(sorted(weights), dtype=np.int32).reshape(-1, 2).T
    values = np.array([weights[place] for place in sorted(weights)], dtype=np.float32)
    shape = (len(described), len(vocabulary.terms))
    query = sparse.csr_matrix((values, places), shape=shape) @ sparse.diags(vocabulary.rarity())
    lengths = np.sqrt(np.asarray(query.multiply(query).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_matrix(sparse.diags((lengths**-FAIRNESS).astype(np.float32)) @ query)
