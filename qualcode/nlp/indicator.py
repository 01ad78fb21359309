"""Indicators: the words of a codebook that point to its codes, ready to be looked up."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualcode.domain.codebook import Code, Codebook
from qualcode.nlp.clause import Word
from qualcode.nlp.compound import MIN_PART, stands_at
from qualcode.nlp.dictionary import entry
from qualcode.nlp.lemma import lemma
from qualcode.nlp.separable import SeparableVerb, separable
from qualcode.nlp.tokens import words

_PARTICIPLE = re.compile(r"\wge\w+(?:d|t|en)$")


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """A word or phrase with the codes that it points to.

    Attributes:
        text: As the codebook has it, in lower case.
        codes: Ids of the codes that list it, in the codebook's order.
        keys: Lemmas that a word of the text may have; more than one where form and lemma of the indicator differ.
        verb: How it comes apart, for a separable verb.
        kind: `verb`, `adjective` or `noun`, which stands for the rest.
        diminutive: Whether it is written as a diminutive, and so means diminutives only (*projectje*).
    """

    text: str
    codes: tuple[str, ...]
    keys: frozenset[str] = frozenset()
    verb: SeparableVerb | None = None
    kind: str = "noun"
    diminutive: bool = False

    @property
    def specificity(self) -> float:
        """1 for an indicator of one code, less for one that several codes share."""
        return 1 / math.sqrt(len(self.codes))


def of_words(codebook: Codebook) -> list[Indicator]:
    """The single words of all codes."""
    listed = _codes_by_text(codebook, lambda code: (w for w in code.indicators.lemmas if _is_one(w)))
    return [_word(text, codes) for text, codes in listed.items()]


def of_phrases(codebook: Codebook) -> list[Indicator]:
    """The phrases of all codes, with what stands among the single words and is several."""
    listed = _codes_by_text(
        codebook, lambda code: (*code.indicators.phrases, *(w for w in code.indicators.lemmas if not _is_one(w)))
    )
    return [Indicator(text, codes) for text, codes in listed.items()]


def is_diminutive(form: str) -> bool:
    """Whether a word form is a diminutive: its lemma is the shorter word."""
    return form.endswith(("je", "jes")) and not lemma(form).endswith("je")


class WordIndex:
    """Finds single-word indicators in a word: it is one, it holds some as a compound, or it is half of a split verb."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        """Index the indicators by lemma, by what they look like in compounds, and by the rest of split verbs."""
        self._by_key: dict[str, list[Indicator]] = defaultdict(list)
        self._by_letters: dict[str, list[tuple[str, Indicator]]] = defaultdict(list)
        self._by_base: dict[str, list[Indicator]] = defaultdict(list)
        for each in indicators:
            for key in each.keys:
                self._by_key[key].append(each)
            for form in () if each.diminutive else _inner_forms(each):
                self._by_letters[form[:MIN_PART]].append((form, each))
            for base in each.verb.bases | each.verb.nouns if each.verb else ():
                self._by_base[base].append(each)

    def hits(self, word: Word) -> tuple[tuple[Indicator, str], ...]:
        """The indicators that the word is, else those that it holds, each with how.

        Of indicators that lie within each other the longest counts: *jongerenwerk* in *jongerenwerkplan*, not *werk*.
        """
        whole = self._whole(word.lemma, diminutive=is_diminutive(word.form))
        if whole or len(word.lemma) < 2 * MIN_PART - 1:
            return tuple((each, "lemma") for each in whole)
        parts = self._hyphenated(word.lemma) if "-" in word.lemma else self._inside(word.lemma)
        return tuple((each, "compound" if at_end else "compound_modifier") for each, at_end in parts)

    def verbs(self, word: Word) -> tuple[Indicator, ...]:
        """The separable verbs that the word can be the rest of."""
        return tuple(self._by_base.get(word.lemma, ()))

    def _whole(self, key: str, *, diminutive: bool) -> list[Indicator]:
        return [each for each in self._by_key.get(key, ()) if diminutive or not each.diminutive]

    def _hyphenated(self, word: str) -> list[tuple[Indicator, bool]]:
        pieces = word.split("-")
        return [
            (each, at == len(pieces) - 1)
            for at, piece in enumerate(pieces)
            for each in self._whole(lemma(piece), diminutive=False) or [each for each, _ in self._inside(lemma(piece))]
        ]

    def _inside(self, word: str) -> list[tuple[Indicator, bool]]:
        """The indicators inside a compound, each with whether it is the head."""
        places = {
            (at, at + len(form)): each
            for at in range(len(word) - MIN_PART + 1)
            for form, each in self._by_letters.get(word[at : at + MIN_PART], ())
            if word.startswith(form, at) and form != word and stands_at(word, at, at + len(form))
        }
        return [
            (each, end == len(word))
            for (start, end), each in sorted(places.items(), key=lambda item: item[0])
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in places)
        ]


def _is_one(text: str) -> bool:
    return len(words(text)) == 1


def _codes_by_text(codebook: Codebook, texts: Callable[[Code], Iterable[str]]) -> dict[str, tuple[str, ...]]:
    listed: dict[str, dict[str, None]] = defaultdict(dict)
    for code in codebook.codes:
        for text in () if code.replaced_by else texts(code):
            listed[" ".join(text.lower().split())][code.id] = None
    return {text: tuple(codes) for text, codes in listed.items()}


def _word(text: str, codes: tuple[str, ...]) -> Indicator:
    diminutive = is_diminutive(text)
    base = lemma(text)
    verb = separable(base) if text == base or _PARTICIPLE.search(text) else None
    keys = frozenset({base} if diminutive else {base, text})
    return Indicator(text, codes, keys, verb, _kind(base, verb), diminutive)


def _kind(base: str, verb: SeparableVerb | None) -> str:
    """The kind of word by the dictionary: an infinitive is its own lemma, an adjective has a form on -e."""
    if base.endswith("en") and (verb is not None or entry(base) == base):
        return "verb"
    return "adjective" if any(entry(form + "e") == base for form in _stems(base)) else "noun"


def _inner_forms(indicator: Indicator) -> set[str]:
    """The forms of four letters or more; a plural is one when the dictionary has it."""
    forms = {key for key in indicator.keys if "-" not in key}
    for singular in tuple(forms):
        plurals = (singular + "s", *(stem + "en" for stem in _stems(singular)))
        forms.update(form for form in plurals if entry(form) in indicator.keys)
    return {form for form in forms if len(form) >= MIN_PART}


def _stems(word: str) -> tuple[str, ...]:
    """How the word can be spelt before an ending: huis -> huiz, straat -> strat, flat -> flatt."""
    last = word[-1:]
    voiced = word[:-1] + {"s": "z", "f": "v"}.get(last, last)
    return word, word + last, voiced, re.sub(r"([aeou])\1(?=\w$)", r"\1", voiced)
