"""Stance: whether a speaker says that what words speak for is there or not, and how sure they are of it.

Negation near the words (`negation`) is most of it. A denial may also stand apart from its topic, as it often does in
talk: *een huismeester, die hadden we niet*; *Armoede? In deze straat niet.*; *Het zou gemengd worden. Niks van gezien.*
So the clauses after a topic and the sentence that follows are read too, where they take the topic up again. What is
said under a condition (*als er geen geld was geweest*) is not said to be so: it has no polarity.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.nlp import hedge, negation
from qualcode.nlp.clause import FINITE, PUNCTUATION, Sentence, Word
from qualcode.nlp.cue import Cue
from qualcode.nlp.negation import Place
from qualcode.nlp.vocabulary import words as listed

AFFIRMED, DENIED = "bevestigd", "ontkend"

_RESUMING = listed("stance", "resuming")
_REFUSING = listed("stance", "refusing")
_CONDITION = listed("stance", "condition")
_ELLIPTIC = listed("stance", "elliptic")
_NO, _OURS = listed("stance", "no"), listed("stance", "ours")
_LONG, _SHORT, _TAKEN_UP, _SUBJECT = 27, 6, 3, 2
"""Words of a sentence that the next one can deny at most, and of one that can be all denial (*Ging niet door.*); tokens
of a clause before the word that takes a topic up, and of a sentence before its subject."""


class Stance(NamedTuple):
    """What a speaker says of something.

    Attributes:
        polarity: `ontkend`, `bevestigd` where a denial is denied in turn, None where nothing is said of it.
        modality: A value of the attribute `modaliteit`, None for a plain statement.
        negation: The words that deny, in lower case.
        hedge: The words that weaken, in lower case.
        conditional: Whether it is said under a condition.
    """

    polarity: str | None = None
    modality: str | None = None
    negation: str | None = None
    hedge: str | None = None
    conditional: bool = False


class Said(NamedTuple):
    """A sentence with its cues and with the sentence after it, read once for all that is asked of it."""

    sentence: Sentence
    negations: Sequence[Cue]
    hedges: Sequence[Cue]
    later: str | None

    @classmethod
    def of(cls, words: Sequence[Word], following: Sequence[Word] = ()) -> "Said":
        """The sentence of these words; `following` are the words of the next sentence of the same speaker."""
        return cls.reading(Sentence(words), following)

    @classmethod
    def reading(cls, sentence: Sentence, following: Sequence[Word] = ()) -> "Said":
        """The same for a sentence whose clauses are known."""
        later = _denial_after(sentence, following) if following else None
        return cls(sentence, negation.CUES.of(sentence), hedge.CUES.of(sentence), later)

    def stance(self, place: Place) -> Stance:
        """What is said of the words at `place`."""
        sentence = self.sentence
        weakened = hedge.hedge(sentence, self.hedges, place) if self.hedges else None
        modality = hedge.modality(sentence, self.hedges, place) if self.hedges else None
        denying = negation.negation(sentence, self.negations, place) if self.negations else None
        words = denying.text(sentence) if denying else self._resumed(place) or self.later
        conditional = denying is not None and _is_condition(sentence, denying)
        polarity = DENIED if words and not conditional else None
        return Stance(polarity, modality, words, weakened.text(sentence) if weakened else None, conditional)

    def _resumed(self, place: Place) -> str | None:
        """The words that deny a topic in a later clause which takes it up: *..., die hadden we niet*."""
        named = _is_topic(self.sentence, place)
        if named and (refused := _refused(self.sentence, place.last)):
            return refused
        if not self.negations:
            return None
        verb = _goes_on(self.sentence, place)
        for at in (*_resumptions(self.sentence, place.last, named=named), *(() if verb is None else (verb,))):
            if found := negation.negation(self.sentence, self.negations, Place((at,))):
                return found.text(self.sentence)
        return None


def joint(stances: Sequence[Stance], weights: Sequence[float]) -> Stance:
    """One stance of several on the same thing: the heavier side decides its polarity, and equal sides have none."""
    denied = sum(weight for each, weight in zip(stances, weights, strict=True) if each.polarity == DENIED)
    affirmed = sum(weight for each, weight in zip(stances, weights, strict=True) if _affirms(each))
    modalities = {each.modality for each in stances}
    return Stance(
        DENIED if denied > affirmed else _explicit(stances) if affirmed > denied else None,
        next((value for value in hedge.MODALITIES.values() if value in modalities), None),
        next((each.negation for each in stances if each.negation), None),
        next((each.hedge for each in stances if each.hedge), None),
        any(each.conditional for each in stances),
    )


def _affirms(each: Stance) -> bool:
    return each.polarity != DENIED and not each.conditional


def _explicit(stances: Sequence[Stance]) -> str | None:
    polarities = {each.polarity for each in stances}
    return AFFIRMED if AFFIRMED in polarities and DENIED not in polarities else None


def _is_condition(sentence: Sentence, cue: Cue) -> bool:
    return any(sentence.words[at].form in _CONDITION for at in sentence.clause(cue.start)[:2])


def _is_topic(sentence: Sentence, place: Place) -> bool:
    """Whether the words are named to be talked about: before the first comma, and not said of anything."""
    clause = sentence.clause(place.first)
    begins_with_that = sentence.words[clause[0]].form in {"dat", "of"}
    return begins_with_that or not any(sentence.words[at].marks & FINITE for at in clause)


def _refused(sentence: Sentence, last: int) -> str | None:
    """The *nee* after a topic in a sentence that says nothing else: *Vechten, messen, nee man*."""
    if any(word.marks & FINITE for word in sentence.words):
        return None
    return next((word.form for word in sentence.words[last + 1 :] if word.form in _NO), None)


def _resumptions(sentence: Sentence, last: int, *, named: bool) -> Iterator[int]:
    """The tokens after `last` that take up, in a later clause, what was said: *, die*, *maar zoiets*.

    What was not just named (`named`) is taken up only where the speaker opposes this place to others: *de crisis wordt
    als excuus gebruikt, maar bij ons heeft die niets uitgemaakt*.
    """
    words = sentence.words
    for at in range(last + 1, len(words)):
        if words[at].form not in _RESUMING or sentence.clauses[at] == sentence.clauses[last]:
            continue
        clause = sentence.clause(at)
        opposed = words[clause[0]].form == "maar" and any(words[each].form in _OURS for each in clause[:4])
        if opposed or (named and at - clause[0] <= _TAKEN_UP):
            yield at


def _goes_on(sentence: Sentence, place: Place) -> int | None:
    """The finite verb of a later clause with the same subject: *die speeltuin stond in de plannen maar is er niet*."""
    words = sentence.words
    if place.first > _SUBJECT:
        return None
    for at in range(place.last + 1, len(words) - 1):
        if (
            words[at].form == "maar"
            and words[at + 1].marks & FINITE
            and sentence.clauses[at] > sentence.clauses[place.last]
        ):
            return at + 1
    return None


def _denial_after(sentence: Sentence, following: Sequence[Word]) -> str | None:
    """The words with which the next sentence denies this one as a whole, None when it does not."""
    begin = 0
    asked = sentence.words[-1].form == "?" or any(word.form == "?" for word in sentence.words[-2:])
    while begin < len(following) and following[begin].marks & PUNCTUATION:
        begin += 1
    if begin == len(following):
        return None
    first = following[begin].form
    if asked and first in _REFUSING:
        return first
    if not asked and sum(not word.marks & PUNCTUATION for word in sentence.words) > _LONG:
        return None
    return _denies(following[begin:], asked=asked)


def _denies(words: Sequence[Word], *, asked: bool) -> str | None:
    """The words by which a sentence says that what was talked of is not there."""
    first = words[0].form
    length = sum(not word.marks & PUNCTUATION for word in words)
    if length > _SHORT and first not in _RESUMING:
        return None
    answer = Sentence(words)
    cues = negation.CUES.of(answer)
    if not cues:
        return None
    if length <= _SHORT and cues[0].start == 0 and any(word.form in _ELLIPTIC for word in answer.words):
        return cues[0].text(answer)  # Niks van gezien.
    if asked and length <= _SHORT and not any(word.marks & FINITE for word in answer.words):
        return cues[0].text(answer)  # In deze straat niet.
    resumes = first in _RESUMING or (length <= _SHORT and bool(answer.words[0].marks & FINITE))
    found = negation.negation(answer, cues, Place((0,))) if resumes else None
    return found.text(answer) if found else None
