"""Where a codebook's indicators stand in a document: by lemma, phrase, pattern, in compounds and over split verbs.

Every word form is looked at once in the life of a `Matching`: its lemma, the indicators that it is or holds, the split
verbs and patterns that it can be part of. Documents are then read by the ids of their word forms.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from spacy.attrs import IDX, LENGTH, ORTH, SENT_START
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from qualcode.domain.codebook import Codebook
from qualcode.domain.span import Span
from qualcode.nlp import indicator, pattern
from qualcode.nlp.blocking import Blocking
from qualcode.nlp.clause import Sentence, Word
from qualcode.nlp.indicator import Indicator, WordIndex
from qualcode.nlp.pattern import TokenPattern
from qualcode.nlp.separable import particle_of

_BEGINS = 1


class Hit(NamedTuple):
    """An indicator in a sentence.

    Attributes:
        indicator: Which one.
        how: `lemma`, `phrase`, `pattern`, `split_verb`, `compound` (at its head) or `compound_modifier`.
        tokens: The tokens of the sentence that were hit, ascending.
    """

    indicator: Indicator
    how: str
    tokens: tuple[int, ...]


class Found(NamedTuple):
    """A sentence with hits.

    Attributes:
        sentence: Its words and clauses.
        starts: Where each token starts, in code points of the document.
        lengths: How many code points each token has.
        hits: At least one, in the order of their tokens.
        following: The words of the sentence after it.
        blocked: Codes that a word of their `not_in` keeps out of this sentence.
    """

    sentence: Sentence
    starts: Sequence[int]
    lengths: Sequence[int]
    hits: Sequence[Hit]
    following: Sequence[Word]
    blocked: frozenset[str]

    def span(self, first: int, last: int, offset: int) -> Span:
        """From the first token to the last one, `offset` code points further on."""
        return Span(offset + self.starts[first], offset + self.starts[last] + self.lengths[last])

    def segment(self, offset: int) -> Span:
        """The whole sentence, without white space around."""
        last = len(self.starts) - 1
        while self.sentence.words[last].form.isspace():
            last -= 1
        return self.span(0, last, offset)


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """All that is known of a word form.

    `is_name` marks a compound with a capital: inside a sentence *Haspelplein* is an address, and holds no *plein*.
    """

    word: Word
    hits: tuple[tuple[Indicator, str], ...]
    verbs: tuple[Indicator, ...]
    patterns: tuple[TokenPattern, ...]
    blocks: frozenset[str]
    is_name: bool
    matters: bool = field(init=False)

    def __post_init__(self) -> None:
        """Note what is asked most."""
        object.__setattr__(self, "matters", bool(self.hits or self.verbs or self.patterns))


class Matching:
    """The indicators of one codebook, compiled for one pipeline."""

    def __init__(self, nlp: Language, codebook: Codebook) -> None:
        """Compile the indicators.

        Raises:
            CodebookError: A pattern cannot be used.
        """
        phrases = {phrase.text: phrase for phrase in indicator.of_phrases(codebook)}
        self._blocking = Blocking(codebook)
        self._phrases = PhraseMatcher(nlp.vocab, attr="LEMMA")
        for text in sorted({*phrases, *self._blocking.phrases}):
            self._phrases.add(text, [nlp(text)])
        self._by_id = {nlp.vocab.strings[text]: text for text in (*phrases, *self._blocking.phrases)}
        self._indicators = phrases
        patterns = pattern.of_codebook(nlp, codebook)
        self._forms = _Forms(nlp.vocab, WordIndex(indicator.of_words(codebook)), patterns, self._blocking)

    def sentences(self, doc: Doc) -> Iterator[Found]:
        """The sentences of a document that hold an indicator, in order."""
        columns = doc.to_array([ORTH, SENT_START, IDX, LENGTH])
        starts, lengths = columns[:, 2].tolist(), columns[:, 3].tolist()
        forms = list(map(self._forms.__getitem__, columns[:, 0].tolist()))
        begins = np.flatnonzero(columns[:, 1] == _BEGINS).tolist()
        phrases = self._phrases_by_sentence(doc, begins)
        marked = _by_sentence([at for at, form in enumerate(forms) if form.matters], begins)
        for number in sorted(marked.keys() | phrases.keys()):
            start, end = begins[number - 1], begins[number] if number < len(begins) else len(doc)
            inside, listed = forms[start:end], phrases.get(number, ())
            notable = [at - start for at in marked.get(number, ())]
            if hits := self._hits(doc, start, inside, notable, listed):
                blocked = self._blocking.codes([form.blocks for form in inside], [text for text, _, _ in listed])
                sentence = Sentence([form.word for form in inside])
                after = begins[number + 1] if number + 1 < len(begins) else len(doc)
                following = [form.word for form in forms[end:after]]
                yield Found(sentence, starts[start:end], lengths[start:end], hits, following, blocked)

    def _phrases_by_sentence(self, doc: Doc, begins: Sequence[int]) -> Mapping[int, list[tuple[str, int, int]]]:
        found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        for key, first, last in self._phrases(doc):
            number = bisect_right(begins, first)
            if number == bisect_right(begins, last - 1):
                found[number].append((self._by_id[key], first, last))
        return found

    def _hits(
        self,
        doc: Doc,
        start: int,
        forms: Sequence[_Form],
        marked: Sequence[int],
        phrases: Sequence[tuple[str, int, int]],
    ) -> list[Hit]:
        """The hits in the sentence that begins at token `start`, of whose tokens those `marked` matter."""
        hits = [
            Hit(which, how, (at,))
            for at in marked
            if forms[at].hits and not (forms[at].is_name and at)
            for which, how in forms[at].hits
        ]
        hits += [
            Hit(self._indicators[text], "phrase", tuple(range(first - start, last - start)))
            for text, first, last in phrases
            if text in self._indicators
        ]
        hits += _split_verbs(forms, [at for at in marked if forms[at].verbs])
        hits += _patterns(doc, start, forms, [at for at in marked if forms[at].patterns])
        if len(hits) > 1:
            hits.sort(key=lambda hit: (hit.tokens, hit.indicator.text))
        return hits


def _by_sentence(tokens: Sequence[int], begins: Sequence[int]) -> Mapping[int, list[int]]:
    """Number of a sentence, from 1 -> those of the ascending tokens that are in it."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, at in zip(np.searchsorted(begins, tokens, side="right").tolist(), tokens, strict=True):
        found[number].append(at)
    return found


def _split_verbs(forms: Sequence[_Form], marked: Sequence[int]) -> Iterator[Hit]:
    if not marked:
        return
    written = {form.word.form for form in forms}
    verbs = [(at, which) for at in marked for which in forms[at].verbs if which.verb and which.verb.particle in written]
    if verbs:
        sentence = Sentence([form.word for form in forms])
        for at, which in verbs:
            if which.verb and (there := particle_of(sentence, at, which.verb)) is not None:
                yield Hit(which, "split_verb", (min(at, there), max(at, there)))


def _patterns(doc: Doc, start: int, forms: Sequence[_Form], marked: Sequence[int]) -> Iterator[Hit]:
    if not marked:
        return
    present = {form.word.lemma for form in forms}
    present.update(form.word.written for form in forms)
    for which in dict.fromkeys(which for at in marked for which in forms[at].patterns):
        if which.can_be_in(present):
            for tokens in which.matches(doc[start : start + len(forms)]):
                yield Hit(which.indicator, "pattern", tokens)


class _Forms(dict[int, _Form]):
    """Id of a word form -> what is known of it, made when the form is first met."""

    def __init__(self, vocab: Vocab, words: WordIndex, patterns: Sequence[TokenPattern], blocking: Blocking) -> None:
        super().__init__()
        self._strings, self._words, self._blocking = vocab.strings, words, blocking
        self._patterns: dict[str, list[TokenPattern]] = defaultdict(list)
        self._untriggered = [each for each in patterns if not each.triggers]
        for each in patterns:
            for trigger in each.triggers:
                self._patterns[trigger].append(each)

    def __missing__(self, key: int) -> _Form:
        text = self._strings[key]
        word = Word.of(text)
        hits = self._words.hits(word)
        is_name = text.istitle() and any(how != "lemma" for _, how in hits)
        triggered = (*self._patterns.get(word.lemma, ()), *self._patterns.get(word.written, ()))
        patterns = (*self._untriggered, *triggered)
        form = self[key] = _Form(word, hits, self._words.verbs(word), patterns, self._blocking.by_word(word), is_name)
        return form
