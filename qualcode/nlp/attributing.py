"""Attributes of a suggested code, whichever source suggested it: polarity, modality, valence and period.

What the indicators of a code say holds where they say that it is denied. Otherwise the word that speaks most for the
code is asked (*een muziekschool was er niet*), and then the passage: an answer that begins with *nee*, or where no
indicator of the code was found, a word that denies strongly (*nooit*, *niemand*), denies what it is about. Neither
denies a code that stands for a lack itself, nor one of a pair: the indicators alone tell which of the two is meant.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.span import Span
from qualcode.nlp.clause import PUNCTUATION, Sentence, Word
from qualcode.nlp.negation import Place, kind
from qualcode.nlp.period import period
from qualcode.nlp.segment import segments
from qualcode.nlp.stance import Said, Stance
from qualcode.nlp.terms import word_terms
from qualcode.nlp.tokens import pieces, words
from qualcode.nlp.valence import direction, valence
from qualcode.nlp.vocabulary import words as listed

MODALITY, VALENCE, PERIOD = "modaliteit", "valentie", "periode"
"""Attributes that are proposed beside polarity, where the codebook declares them with these values for the code."""

LACK = 0.25
"""Share of a code's indicators above which, if they hold a word of `NEGATIVE`, the code stands for a lack itself."""
NEGATIVE = frozenset(("geen", "niet", "nooit", "niks", "niets", "niemand", "nergens", "zonder", "weinig", "gebrek"))

_LACKING = listed("stance", "lacking")
_NO, _FILLERS, _STRONG = listed("stance", "no"), listed("stance", "fillers"), listed("stance", "strong")


class Told(NamedTuple):
    """What one speaker says at a stretch, read once for all codes that are asked about.

    Attributes:
        said: Its sentences.
        places: Term -> where it stands, as the number of a sentence and a token of it.
        refuses: Whether a sentence begins with *nee*.
        strong: Whether a word denies strongly.
    """

    said: tuple[Said, ...]
    places: Mapping[str, Sequence[tuple[int, Place]]]
    refuses: bool
    strong: bool

    @classmethod
    def of(cls, text: str, following: str = "") -> "Told":
        """What is told in a text; the first sentence of `following` is what the same speaker says next."""
        read = [_words(span.of(text)) for span in segments(text, Span(0, len(text)))]
        after = [_words(span.of(following)) for span in segments(following, Span(0, len(following)))[:1]]
        said = tuple(
            Said.of(each, later) for each, later in zip_longest(read, [*read[1:], *after][: len(read)], fillvalue=())
        )
        places: dict[str, list[tuple[int, Place]]] = {}
        for number, sentence in enumerate(read):
            for at, word in enumerate(sentence):
                for term in () if word.marks & PUNCTUATION else word_terms(word.form):
                    places.setdefault(term, []).append((number, Place((at,), kind(word))))
        return cls(said, places, any(map(_refuses, read)), any(map(_is_strong, read)))

    def strongest(self, terms: Sequence[str]) -> Sequence[tuple[int, Place]]:
        """Where the first of these terms stands that does."""
        return next((self.places[term] for term in terms if term in self.places), ())


class Attributing:
    """Proposes attributes for the codes of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        """Read off the codebook what it declares."""
        labels = {code.id: code.label.get("nl", "") for code in codebook.codes}
        self._directions = {code.id: direction(labels[codebook.family(code.id)]) for code in codebook.codes}
        self._values = {
            code.id: {attribute.id: attribute.values for attribute in codebook.attributes_of(code.id)}
            for code in codebook.codes
        }
        self.of_lack = frozenset(code.id for code in codebook.codes if _is_of_lack(code))
        named = {code.id for code in codebook.codes if not _LACKING.isdisjoint(words(labels[code.id].lower()))}
        paired = {each for code in codebook.codes if code.negated_as for each in (code.id, code.negated_as)}
        self._undeniable = self.of_lack | named | paired

    def of_stance(self, code: str, stance: Stance, sentence: Sentence) -> dict[str, str]:
        """The attributes of a code of which a sentence says this, as far as the codebook declares them for it."""
        declared = self._values[code]
        proposed: dict[str, str | None] = {POLARITY: stance.polarity, MODALITY: stance.modality}
        usual = self._directions[code]
        if usual and VALENCE in declared:
            proposed[VALENCE] = valence(sentence, usual, denied=stance.polarity == DENIED)
        if PERIOD in declared:
            proposed[PERIOD] = period(sentence.words, tuple(declared[PERIOD]))
        return {name: value for name, value in proposed.items() if value and value in declared.get(name, ())}

    def of_ranked(
        self, code: str, told: Told, terms: Sequence[str], indicated: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """The attributes of a code that was ranked.

        Args:
            code: The code.
            told: The passage.
            terms: What speaks for the code in it, strongest first.
            indicated: What the code's indicators say, None where none was found.
        """
        denied = (indicated or {}).get(POLARITY) is None and self.denies(
            code, told, terms, indicated=indicated is not None
        )
        if indicated is not None and not denied:
            return dict(indicated)
        stances = [(number, told.said[number].stance(place)) for number, place in told.strongest(terms)]
        number, stance = stances[0] if stances else (0, Stance())
        meant = stance._replace(polarity=DENIED if denied else None)
        if not told.said:
            return {}
        return {**self.of_stance(code, meant, told.said[number].sentence), **self._kept(indicated)}

    def denies(self, code: str, told: Told, terms: Sequence[str], *, indicated: bool) -> bool:
        """Whether a passage denies a code that no indicator says is denied.

        Args:
            code: The code.
            told: The passage.
            terms: What speaks for the code in it, strongest first.
            indicated: Whether an indicator of the code was found.
        """
        if code in self._undeniable or DENIED not in self._values[code].get(POLARITY, ()):
            return False
        if told.refuses or (told.strong and not indicated):
            return True
        return any(told.said[number].stance(place).polarity == DENIED for number, place in told.strongest(terms))

    @staticmethod
    def _kept(indicated: Mapping[str, str] | None) -> Mapping[str, str]:
        """What indicators say that holds for a denied code too."""
        return {name: value for name, value in (indicated or {}).items() if name in {MODALITY, PERIOD}}


def _words(text: str) -> list[Word]:
    return [Word.of(token) for token, _ in pieces(text)]


def _refuses(sentence: Sequence[Word]) -> bool:
    """Whether a sentence begins with *nee*, after one word that says nothing at most: *Nou, nee*."""
    first = [word.form for word in sentence if not word.marks & PUNCTUATION][:2]
    return bool(first) and (first[0] in _NO or (first[0] in _FILLERS and first[-1] in _NO))


def _is_strong(sentence: Sequence[Word]) -> bool:
    forms = [word.form for word in sentence]
    return not _STRONG.isdisjoint(forms) or any(
        was == "geen" and form.startswith("enkel") for was, form in pairwise(forms)
    )


def _is_of_lack(code: Code) -> bool:
    """Whether a code stands for something that lacks: many of its phrases say *geen* or *niet*."""
    phrases = (*code.indicators.lemmas, *code.indicators.phrases)
    negative = sum(not NEGATIVE.isdisjoint(words(text.lower())) for text in phrases)
    return negative > len(phrases) * LACK
