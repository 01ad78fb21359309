"""The spaCy pipeline: `spacy.blank("nl")` with this project's tokens, sentences and lemmas; nothing is downloaded.

A trained model that a user may have installed is left alone, so that everybody gets the same suggestions.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import spacy
from spacy.attrs import IDX, LEMMA, ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from qualcode.domain.span import Span
from qualcode.nlp.lemma import lemma
from qualcode.nlp.segment import segments
from qualcode.nlp.tokens import pieces

LEMMAS = "qualcode_lemmas"
_BEGINS, _GOES_ON = 1, -1


@cache
def load() -> Language:
    """The pipeline, made once a process."""
    nlp = spacy.blank("nl")
    nlp.tokenizer = TokensInSentences(nlp.vocab)
    nlp.add_pipe(LEMMAS)
    return nlp


class TokensInSentences:
    """Tokenizer: the Doc's text is the text, character for character, and `doc.sents` are its segments.

    Both are read off the text itself. A component for the sentences would have to put the text together again from
    the tokens, which takes spaCy longer than everything else here.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as tokens in sentences."""
        parts = pieces(text)
        doc = Doc(self._vocab, words=[word for word, _ in parts], spaces=[bool(blank) for _, blank in parts])
        begins = np.full(len(doc), _GOES_ON, dtype="int64")
        starts = [segment.start for segment in segments(text, Span(0, len(text)))]
        begins[np.searchsorted(doc.to_array(IDX), starts)] = _BEGINS
        return _with(doc, SENT_START, begins)


@Language.factory(LEMMAS)
def lemmatiser(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy's signature
    """A component that sets `token.lemma_`."""
    lemmas = _LemmaIds(nlp.vocab)

    def component(doc: Doc) -> Doc:
        ids = [lemmas[form] for form in doc.to_array(ORTH).tolist()]
        return _with(doc, LEMMA, np.array(ids, dtype="uint64"))

    return component


def _with(doc: Doc, attribute: int, values: "np.ndarray[Any, Any]") -> Doc:
    column: Any = values.view("uint64").reshape(-1, 1)
    return doc.from_array([attribute], column)


class _LemmaIds(dict[int, int]):
    """Word form -> lemma, both as ids of the vocabulary; each form is looked up once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, form: int) -> int:
        found = self[form] = self._strings.add(lemma(self._strings[form]))
        return found
