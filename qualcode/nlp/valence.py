"""Valence: the direction that the family of a code gives it, as long as the speaker does not judge otherwise.

An obstacle is negative and an enabling factor positive, turned round where the speaker says that it is not there.
A word in the sentence that judges the other way (*prachtig*, *jammer*), itself turned round by a negation, leaves it
open. Such words do not decide alone: on codings of outcomes and interventions they were right in 12 of 19.
"""

from collections.abc import Iterator

from qualcode.nlp import negation
from qualcode.nlp.clause import Sentence
from qualcode.nlp.lemma import lemma
from qualcode.nlp.negation import Place
from qualcode.nlp.tokens import words
from qualcode.nlp.vocabulary import words as listed

POSITIVE, NEGATIVE = "positief", "negatief"
_TURNED = {POSITIVE: NEGATIVE, NEGATIVE: POSITIVE}
_JUDGING, _NAMING = (
    {lemma(word): value for value, name in zip(_TURNED, names, strict=True) for word in listed("valence", name)}
    for names in (("positive", "negative"), ("favourable", "adverse"))
)


def direction(label: str) -> str | None:
    """The valence that the Dutch label of a family gives its codes, None when it gives none."""
    return next((_NAMING[word] for word in map(lemma, words(label)) if word in _NAMING), None)


def valence(sentence: Sentence, usual: str, *, denied: bool) -> str | None:
    """The value of `valentie` for a code in a sentence, None when the sentence leaves it open.

    Args:
        sentence: The sentence.
        usual: The direction of the code's family.
        denied: Whether the speaker says that what the code stands for is not there.
    """
    expected = _TURNED[usual] if denied else usual
    return None if _TURNED[expected] in _judgements(sentence) else expected


def _judgements(sentence: Sentence) -> Iterator[str]:
    """The direction of each word that judges."""
    judging = [(at, _JUDGING[word.lemma]) for at, word in enumerate(sentence.words) if word.lemma in _JUDGING]
    cues = negation.CUES.of(sentence) if judging else ()
    for at, value in judging:
        turned = negation.negation(sentence, cues, Place((at,), "adjective"))
        yield _TURNED[value] if turned else value
