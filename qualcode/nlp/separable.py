"""Separable verbs: which particle comes off, and where it stands in the sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.nlp.clause import PUNCTUATION, Sentence, Word
from qualcode.nlp.dictionary import entry
from qualcode.nlp.lemma import lemma
from qualcode.nlp.vocabulary import longest_first
from qualcode.nlp.vocabulary import words as listed

_PARTICLES = longest_first("verbs", "particles")
_INSEPARABLE = listed("verbs", "inseparable")
_PREPOSITIONS = listed("verbs", "prepositions")
_BETWEEN = listed("verbs", "between")
_AFTER = listed("clauses", "after_particle")
_SHORT_INFINITIVES = frozenset(("gaan", "staan", "slaan", "zien", "doen", "zijn"))
_PRONOUNS = frozenset(("ik", "je", "jij", "we", "wij", "u"))
_MODALS = frozenset(
    ("moeten", "willen", "zullen", "kunnen", "gaan", "mogen", "laten", "blijven", "zien", "komen", "hoeven", "durven")
)
_REACH, _CLUSTER = 14, 4


@dataclass(frozen=True, slots=True)
class SeparableVerb:
    """A verb that comes apart: *opknappen* is *op* and *knappen*.

    Attributes:
        infinitive: The verb in one word.
        particle: What comes off.
        bases: Lemmas that the rest can have; more than one where the dictionary takes the infinitive for a noun.
        nouns: Lemmas of its first person that are nouns as well (*pak*), and verbs next to a pronoun only: pak je door.
    """

    infinitive: str
    particle: str
    bases: frozenset[str]
    nouns: frozenset[str] = frozenset()


def separable(infinitive: str) -> SeparableVerb | None:
    """How the verb comes apart, None when it does not or is no verb."""
    if infinitive in _INSEPARABLE:
        return None
    for particle in _PARTICLES:
        base = infinitive.removeprefix(particle)
        if base != infinitive and _is_infinitive(base):
            bases = frozenset((base, lemma(base)))
            return SeparableVerb(infinitive, particle, bases, frozenset(_first_persons(base)) - bases)
    return None


def particle_of(sentence: Sentence, at: int, verb: SeparableVerb) -> int | None:
    """Where the particle of the verb form at `at` stands, None when the form belongs to no such verb.

    The particle closes the clause of a finite verb (*knapte de boel op*) or stands before a cluster of verbs
    (*op te knappen*, *op moesten knappen*, *op is geknapt*).
    """
    if sentence.words[at].lemma not in verb.bases and not _next_to_pronoun(sentence, at):
        return None
    found = _after(sentence, at, verb)
    return _before(sentence, at, verb) if found is None else found


def _is_infinitive(base: str) -> bool:
    return base in _SHORT_INFINITIVES or (len(base) > len("een") and base.endswith("en") and entry(base) is not None)


def _next_to_pronoun(sentence: Sentence, at: int) -> bool:
    return any(
        word.form in _PRONOUNS for word in (*sentence.words[max(0, at - 1) : at], *sentence.words[at + 1 : at + 2])
    )


def _first_persons(base: str) -> Iterator[str]:
    """The lemmas of the first person that the dictionary gives to a noun: pak je door, wijs je toe."""
    stem = base.removesuffix("en")
    single = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    for form in (single, stem[:-2] + stem[-2:-1] + stem[-2:]):
        first = form[:-1] + {"z": "s", "v": "f"}.get(form[-1:], form[-1:])
        if entry(first) in {base, first}:
            yield lemma(first)


def _after(sentence: Sentence, at: int, verb: SeparableVerb) -> int | None:
    words, clauses = sentence.words, sentence.clauses
    if _is_participle(words[at], verb):
        return None
    for there in range(at + 1, min(at + 1 + _REACH, len(words))):
        if clauses[there] != clauses[at]:
            break
        if words[there].form == verb.particle and _closes(sentence, there):
            return there
    return None


def _closes(sentence: Sentence, there: int) -> bool:
    """Whether the word can be a particle here, and not a preposition before its noun."""
    words = sentence.words
    if there + 1 == len(words):
        return True
    if words[there + 1].form == "te":  # of another verb: een brief sturen om hen aan te manen
        return False
    if words[there].form not in _PREPOSITIONS:
        return True
    following = words[there + 1]
    return bool(following.marks & PUNCTUATION) or following.form in _AFTER


def _before(sentence: Sentence, at: int, verb: SeparableVerb) -> int | None:
    words = sentence.words
    for there in range(at - 1, max(-1, at - 1 - _CLUSTER), -1):
        if words[there].form == verb.particle:
            return there if there < at - 1 or _is_written_apart(sentence, at, verb) else None
        if words[there].form not in _BETWEEN:
            break
    return None


def _is_written_apart(sentence: Sentence, at: int, verb: SeparableVerb) -> bool:
    """Whether particle and verb are one word with a blank too many: ze moeten het op knappen, not recht op leven."""
    if sentence.words[at].form != verb.infinitive.removeprefix(verb.particle):
        return False
    return any(sentence.words[before].lemma in _MODALS for before in sentence.clause(at) if before < at)


def _is_participle(word: Word, verb: SeparableVerb) -> bool:
    return word.form.startswith("ge") and not any(base.startswith("ge") for base in verb.bases)
