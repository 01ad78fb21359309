"""Valence: the direction that the family of a code gives it, as long as the speaker does not judge otherwise.

An obstacle is negative and an enabling factor positive, turned round where the speaker says that it is not there.
A word in the sentence that judges the other way (*prachtig*, *jammer*), itself turned round by a negation, leaves it
open. An outcome has the direction that a plain predicate gives it in the clause of its words: *het imago is niet
slecht*, *ik voel me hier veilig*. Other words that judge decide nothing alone: they were right in 12 of 19.
"""

from collections.abc import Collection, Iterator

from qualcode.nlp import negation
from qualcode.nlp.clause import PUNCTUATION, Sentence
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
_PREDICATES = {
    tuple(item.split("_")): value
    for value, name in zip(_TURNED, ("good", "bad"), strict=True)
    for item in listed("valence", name)
}
_LINKING, _UNSURE, _UNREAL, _OUTCOME, _CONTRARY, _DEGREE = (
    listed("valence", name) for name in ("linking", "unsure", "unreal", "outcome", "contrary", "degree")
)
_FOLLOWING = {item.partition("_")[0]: item.partition("_")[2] for item in listed("valence", "following")}


def direction(label: str) -> str | None:
    """The valence that the Dutch label of a family gives its codes, None when it gives none."""
    return next((_NAMING[word] for word in map(lemma, words(label)) if word in _NAMING), None)


def is_outcome(label: str) -> bool:
    """Whether the Dutch label of a family says that its codes are outcomes, which are judged and judge nothing."""
    return not _OUTCOME.isdisjoint(map(lemma, words(label)))


def judged(sentence: Sentence, at: Collection[int]) -> str | None:
    """The value of `valentie` that a predicate gives an outcome, None where none does or two judge differently.

    Args:
        sentence: The sentence.
        at: The tokens of the words that speak for the code.
    """
    if sentence.words[-1].form == "?":
        return None
    clauses = {sentence.clauses[token] for token in at}
    said = dict(_predicates(sentence))
    given = {value for token, value in said.items() if sentence.clauses[token] in clauses}
    every = {*said.values(), *(value for token, value in _judgements(sentence) if token not in said)}
    return given.pop() if given and len(every) == 1 else None


def _predicates(sentence: Sentence) -> Iterator[tuple[int, str | None]]:
    """Each predicate that judges, by its first token, with its direction in the sentence where that is clear."""
    forms = [word.form for word in sentence.words]
    for at in range(len(forms)):
        for length in (3, 2, 1):
            value = _PREDICATES.get(tuple(forms[at : at + length]))
            if value and _is_predicate(sentence, at, at + length):
                turned = _is_turned(sentence, at)
                yield at, None if turned is None else _TURNED[value] if turned else value
                break


def _is_turned(sentence: Sentence, at: int) -> bool | None:
    """Whether a negation turns the predicate round, None where one stands by it that may be of something else."""
    cues = negation.CUES.of(sentence)
    begins, own = sentence.clause(at).start, sentence.clauses[at]
    near = [cue for cue in cues if cue.kind != "none" and (sentence.clauses[cue.start] == own or cue.end == begins)]
    if at and sentence.words[at - 1].form in _CONTRARY:
        return None if near else True
    if negation.negation(sentence, cues, Place((at,), "adjective")):
        return None if near[1:] else True
    if not near:
        return False
    between = {sentence.words[token].form for token in range(near[0].end, at)}
    return True if not near[1:] and begins < near[0].end <= at and between <= _DEGREE else None


def _is_predicate(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing is judged but the subject of the clause, which is said to be so."""
    words, clause = sentence.words, sentence.clause(start)
    if not any(words[at].lemma in _LINKING for at in clause) or any(words[at].form in _UNREAL for at in clause):
        return False
    if any(words[at].form in _UNSURE for at in range(clause.start, start)):
        return False
    if end >= clause.stop or words[end].marks & PUNCTUATION:
        return True
    after = words[end + 1].form if end + 1 < len(words) else ""
    return words[end].form in _FOLLOWING and _FOLLOWING[words[end].form] in {"", after}


def valence(sentence: Sentence, usual: str, *, denied: bool) -> str | None:
    """The value of `valentie` for a code in a sentence, None when the sentence leaves it open.

    Args:
        sentence: The sentence.
        usual: The direction of the code's family.
        denied: Whether the speaker says that what the code stands for is not there.
    """
    expected = _TURNED[usual] if denied else usual
    return None if _TURNED[expected] in dict(_judgements(sentence)).values() else expected


def _judgements(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Each word that judges, with its direction."""
    judging = [(at, _JUDGING[word.lemma]) for at, word in enumerate(sentence.words) if word.lemma in _JUDGING]
    cues = negation.CUES.of(sentence) if judging else ()
    for at, value in judging:
        turned = negation.negation(sentence, cues, Place((at,), "adjective"))
        yield at, _TURNED[value] if turned else value
