"""Words and phrases in whose sentence a code's indicators mean something else (`not_in`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from qualcode.domain.codebook import Codebook
from qualcode.nlp.clause import Word
from qualcode.nlp.lemma import lemma
from qualcode.nlp.tokens import words

_NONE: frozenset[str] = frozenset()


class Blocking:
    """The `not_in` of all codes.

    A single word is compared by lemma, unless that would block an indicator of the code itself (*middelen* for
    *middel*): then it is compared as it is written.

    Attributes:
        phrases: Phrase in lower case -> the codes that it blocks.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Collect them."""
        forms: dict[str, set[str]] = defaultdict(set)
        phrases: dict[str, set[str]] = defaultdict(set)
        for code in codebook.codes:
            own = set(map(lemma, code.indicators.lemmas))
            for text in (" ".join(text.lower().split()) for text in code.indicators.not_in):
                if len(words(text)) != 1:
                    phrases[text].add(code.id)
                else:
                    forms[f"={text}" if lemma(text) in own else lemma(text)].add(code.id)
        self._forms = {form: frozenset(codes) for form, codes in forms.items()}
        self.phrases: Mapping[str, frozenset[str]] = {text: frozenset(codes) for text, codes in phrases.items()}

    def by_word(self, word: Word) -> frozenset[str]:
        """The codes that the word blocks."""
        return self._forms.get(word.lemma, _NONE) | self._forms.get(word.written, _NONE)

    def codes(self, by_words: Iterable[frozenset[str]], phrases: Iterable[str]) -> frozenset[str]:
        """The codes that the words and phrases of a sentence block."""
        return _NONE.union(*by_words, *(self.phrases.get(text, _NONE) for text in phrases))
