"""A ranker as bytes: arrays and words written by skops, read back only when their digest is the one recorded."""

import hashlib
from typing import Any, NamedTuple

from scipy import sparse

from qualcode.errors import ConflictError
from qualcode.nlp.codebook_words import CodebookWords
from qualcode.nlp.learner import Learned
from qualcode.nlp.ranker import Coded, Groundwork, Ranker
from qualcode.nlp.terms import Matrix, Vocabulary


class Model(NamedTuple):
    """A written ranker: its bytes and their SHA-256 (hex)."""

    content: bytes
    digest: str


def dump(ranker: Ranker) -> Model:
    """The ranker as bytes, without a text: terms, weights, and the ids of the units that it learned from."""
    from skops import io  # noqa: PLC0415  brings scikit-learn

    words = ranker.groundwork.words
    vocabularies = {"words": tuple(words.words), "grams": tuple(words.grams)}
    queries = {"word_query": _packed(words.word_query), "gram_query": _packed(words.gram_query)}
    parts = {
        "codes": ranker.groundwork.codes,
        "words": {**words._asdict(), **vocabularies, **queries},
        "weights": ranker.weights,
        "learned": ranker.learned._asdict() if ranker.learned else None,
        "coded": {**ranker.coded._asdict(), "terms": _packed(ranker.coded.terms)},
    }
    content: bytes = io.dumps(parts)
    return Model(content, hashlib.sha256(content).hexdigest())


def load(model: Model) -> Ranker:
    """The ranker that was written; it ranks as it did.

    Raises:
        ConflictError: The bytes are not those whose digest was recorded.
    """
    if hashlib.sha256(model.content).hexdigest() != model.digest:
        msg = "the stored model is not the one that was recorded; make a new run of suggestions"
        raise ConflictError(msg)
    from skops import io  # noqa: PLC0415

    parts: dict[str, Any] = io.loads(model.content, trusted=[])
    words, coded = parts["words"], parts["coded"]
    vocabularies = {name: Vocabulary(*words[name]) for name in ("words", "grams")}
    queries = {name: _unpacked(words[name]) for name in ("word_query", "gram_query")}
    groundwork = Groundwork(parts["codes"], CodebookWords(**{**words, **vocabularies, **queries}))
    learned = Learned(**parts["learned"]) if parts["learned"] else None
    return Ranker(groundwork, parts["weights"], learned, Coded(**{**coded, "terms": _unpacked(coded["terms"])}))


def _packed(matrix: Matrix) -> tuple[Any, ...]:
    return matrix.data, matrix.indices, matrix.indptr, matrix.shape


def _unpacked(parts: tuple[Any, ...]) -> Matrix:
    data, indices, ends, shape = parts
    return sparse.csr_matrix((data, indices, ends), shape=shape)
