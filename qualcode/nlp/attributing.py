"""Attributes of a suggested code, whichever source suggested it: polarity, modality, valence and period.

What the indicators of a code say holds where they say that it is denied; otherwise all words that speak for it are
asked (`denial`). A code that stands for a lack (*gebrek aan*, *minder*) is denied by its indicators only. One of a
family of obstacles or problems is denied by words of its label too, and by no others: most are told with a
negation that does not deny them (*niemand wist wie wie was*).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.codebook import Code, Codebook
from qualcode.nlp import polarity
from qualcode.nlp.clause import PUNCTUATION, Sentence
from qualcode.nlp.denial import Told
from qualcode.nlp.period import period
from qualcode.nlp.signs import BAD
from qualcode.nlp.stance import Stance
from qualcode.nlp.terms import word_terms
from qualcode.nlp.tokens import words
from qualcode.nlp.valence import NEGATIVE as ADVERSE
from qualcode.nlp.valence import direction, is_outcome, judged, valence
from qualcode.nlp.vocabulary import words as listed
from qualcode.nlp.whereabouts import earlier

MODALITY, VALENCE, PERIOD = "modaliteit", "valentie", "periode"
"""Attributes that are proposed beside polarity, where the codebook declares them with these values for the code."""

JUDGEMENT = "oordeel"
"""The modality that is never proposed: its hedges stand in much of what people say, and coders did not give it."""

EARLIER = "eerder"
"""Value of `periode` for what was earlier without a year, in a codebook that declares it."""

LACK = 0.25
"""Share of a code's indicators above which, if they hold a word of `NEGATIVE`, the code stands for a lack itself."""
NEGATIVE = frozenset(("geen", "niet", "nooit", "niks", "niets", "niemand", "nergens", "zonder", "weinig", "gebrek"))

NEGATED, WORDS_DENY = "negation in a sentence of the code", "words deny"
"""Signs: that one of the sentences of the code holds a negation, and that the clauses of its words deny them."""
INDICATED, AGREED = "indicator denies", "indicator denies, words agree"
BY_RULE = frozenset((INDICATED, AGREED, WORDS_DENY))
"""Signs by which a passage can be a denial though it holds no usual negation (*ontbrak*, *ver te zoeken*)."""
MOST_WORDS = 3
"""Words and pairs of words by which a denial is explained, at most."""
_LACKING, _BURDEN = listed("stance", "lacking"), listed("signs", "burden")


class Attributing:
    """Proposes attributes for the codes of one codebook."""

    def __init__(self, codebook: Codebook, enough: float = polarity.ENOUGH) -> None:
        """Read off the codebook what it declares; `enough` are the log odds from which a code is denied."""
        self._enough = enough
        labels = {code.id: code.label.get("nl", "") for code in codebook.codes}
        self._directions = {code.id: direction(labels[codebook.family(code.id)]) for code in codebook.codes}
        self._outcomes = frozenset(code for code in labels if is_outcome(labels[codebook.family(code)]))
        self._values = {
            code.id: {attribute.id: attribute.values for attribute in codebook.attributes_of(code.id)}
            for code in codebook.codes
        }
        self._names = {code: frozenset(_terms(label)) for code, label in labels.items()}
        self.of_lack = frozenset(code.id for code in codebook.codes if _is_of_lack(code))
        self._of_named_lack = frozenset(
            code
            for code, label in labels.items()
            if not _LACKING.isdisjoint((*words(label.lower()), *self._names[code]))
        )
        self._burdens = frozenset(
            code
            for code, label in labels.items()
            if self._directions[code] == ADVERSE
            or self._lacks(code)
            or not _BURDEN.isdisjoint((*words(label.lower()), *self._names[code]))
        )

    def of_stance(self, code: str, stance: Stance, sentence: Sentence, at: Collection[int] = ()) -> dict[str, str]:
        """The attributes of a code of which a sentence says this, as far as the codebook declares them for it.

        Args:
            code: The code.
            stance: What is said of it.
            sentence: The sentence.
            at: The tokens of its words that speak for the code.
        """
        declared = self._values[code]
        modality = None if stance.modality == JUDGEMENT else stance.modality
        proposed: dict[str, str | None] = {POLARITY: stance.polarity, MODALITY: modality}
        usual = self._directions[code]
        if usual and VALENCE in declared:
            proposed[VALENCE] = valence(sentence, usual, denied=stance.polarity == DENIED)
        elif code in self._outcomes and not modality:
            proposed[VALENCE] = judged(sentence, at)
        if PERIOD in declared:
            proposed[PERIOD] = period(sentence.words, tuple(declared[PERIOD])) or _earlier(sentence)
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
        by_indicator = (indicated or {}).get(POLARITY)
        affirmed = indicated is not None and by_indicator != DENIED
        denied = self.denies(code, told, terms, by_indicator=by_indicator == DENIED, affirmed=affirmed)
        if indicated is not None and denied == (by_indicator == DENIED):
            return dict(indicated)
        if not told.sentences:
            return {}
        number, place = next(iter(told.strongest(terms)), (0, None))
        said = told.sentences[number]
        meant = (said.stance(place) if place else Stance())._replace(polarity=DENIED if denied else None)
        proposed = self.of_stance(code, meant, said.sentence, place.tokens if place else ())
        return {**proposed, **self._kept(indicated)}

    def denies(
        self, code: str, told: Told, terms: Sequence[str], *, by_indicator: bool = False, affirmed: bool = False
    ) -> bool:
        """Whether a passage denies a code.

        Args:
            code: The code.
            told: The passage.
            terms: What speaks for the code in it, strongest first.
            by_indicator: Whether the code's indicators say that it is denied.
            affirmed: Whether they were found and say that it is not.
        """
        if not self.can_be_denied(code) or told.is_supposed() or told.signs.agrees:
            return False
        own = self._own_signs(code, told, terms, by_indicator=by_indicator)
        if not told.signs.against and BY_RULE.isdisjoint(own):
            return False
        if not told.refutation.refuted and self._affirms(code, told, own, affirmed=affirmed):
            return False
        return polarity.is_denied(
            told.signs.worth, polarity.total(own), burden=self.is_burden(code), least=self._enough
        )

    def _affirms(self, code: str, told: Told, own: Mapping[str, float], *, affirmed: bool) -> bool:
        """Whether the negation of a passage affirms: that of a lack (*nooit politie*), or of something bad."""
        if affirmed and told.signs.alone and self._lacks(code):
            return True
        return BAD in told.signs.general and not self.is_burden(code) and BY_RULE.isdisjoint(own)

    def can_be_denied(self, code: str) -> bool:
        """Whether the codebook declares so."""
        return DENIED in self._values[code].get(POLARITY, ())

    def is_burden(self, code: str) -> bool:
        """Whether a code names something bad: a lack, an obstacle, a problem, or a word of the list."""
        return code in self._burdens

    def denying(self, code: str, told: Told, terms: Sequence[str], *, by_indicator: bool = False) -> tuple[str, ...]:
        """The words that speak most for a denial, strongest first; arguments as before."""
        signs = self.signs(code, told, terms, by_indicator=by_indicator)
        said = map(told.signs.words_of, polarity.strongest(signs, burden=self.is_burden(code)))
        return tuple(dict.fromkeys(words for words in (*said, told.signs.against) if words))[:MOST_WORDS]

    def signs(self, code: str, told: Told, terms: Sequence[str], *, by_indicator: bool = False) -> dict[str, float]:
        """The signs of denial with their values; arguments as before."""
        return {**told.signs.general, **self._own_signs(code, told, terms, by_indicator=by_indicator)}

    def _own_signs(self, code: str, told: Told, terms: Sequence[str], *, by_indicator: bool) -> dict[str, float]:
        """The signs that are not the same for every code; arguments as before."""
        signs = told.signs.of_code(terms, self._names[code])
        if by_indicator:
            signs[INDICATED] = 1.0
        if self._is_denied_by_words(code, told, terms, by_indicator=by_indicator):
            signs[AGREED if by_indicator else WORDS_DENY] = 1.0
        elif not by_indicator and NEGATED in signs:
            signs["negation beside the words of the code"] = 1.0
        if told.refutation.refuted:
            signs["code refuted" if told.is_of_refuted(terms) else "refuted beside the code"] = 1.0
        if self._lacks(code):
            signs["code of a lack"] = 1.0
        if self._directions[code] == ADVERSE:
            signs["adverse code"] = 1.0
        return signs

    def _lacks(self, code: str) -> bool:
        return code in self.of_lack or code in self._of_named_lack

    def _is_denied_by_words(self, code: str, told: Told, terms: Sequence[str], *, by_indicator: bool) -> bool:
        """Whether the clauses of the words that speak for the code deny it; arguments as before."""
        adverse = self._directions[code] == ADVERSE
        if by_indicator:
            return not (adverse and told.affirms(terms, self._names[code]))
        if self._lacks(code):
            return False
        if adverse:
            return told.denies_words(self._names[code]) or told.takes_back(terms[:1])
        return told.denies(terms, self._names[code])

    @staticmethod
    def _kept(indicated: Mapping[str, str] | None) -> Mapping[str, str]:
        """What indicators say that holds for a denied code too."""
        return {name: value for name, value in (indicated or {}).items() if name in {MODALITY, PERIOD}}


def _earlier(sentence: Sentence) -> str | None:
    """The value for what was earlier without a year, where a sentence tells of that."""
    return EARLIER if earlier([word.form for word in sentence.words if not word.marks & PUNCTUATION]) else None


def _terms(text: str) -> Iterator[str]:
    return (term for word in words(text.lower()) for term in word_terms(word))


def _is_of_lack(code: Code) -> bool:
    """Whether a code stands for something that lacks: many of its phrases say *geen* or *niet*."""
    phrases = (*code.indicators.lemmas, *code.indicators.phrases)
    negative = sum(not NEGATIVE.isdisjoint(words(text.lower())) for text in phrases)
    return negative > len(phrases) * LACK
