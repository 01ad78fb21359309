"""Negation: whether what an indicator hit is said not to be there, and by which words.

Dutch negates on both sides. *Geen*, *zonder* and *gebrek aan* stand before what they negate (`forward`); *niet* and
*nooit* stand before an adjective or a participle, but after a known object or a finite verb (`adverbs`); verbs of
absence and removal (*ontbreken*, *wegbezuinigen*) and idioms (*dun gezaaid*) say it of their subject or object. No
negation reaches over the border of its clause, except from `ik denk niet dat`.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from qualcode.nlp.clause import ADJUNCT, FINITE, PUNCTUATION, SUBJECT, Sentence, Word
from qualcode.nlp.cue import Cue, Cues
from qualcode.nlp.dictionary import entry
from qualcode.nlp.lemma import lemma
from qualcode.nlp.vocabulary import phrases
from qualcode.nlp.vocabulary import words as listed

CUES = Cues("negation", ("forward", "adverbs", "absence", "removal", "idioms", "none"))
_BEING = frozenset(lemma(verb) for (verb,) in phrases("negation", "being"))
_HAVING = frozenset(lemma(verb) for (verb,) in phrases("negation", "having"))
_RAISING = frozenset(lemma(verb) for (verb,) in phrases("negation", "raising"))
_OF = frozenset(("van", "voor", "aan", "over", "tegen"))
_PASSIVE = frozenset(("zijn", "worden"))
_TAIL = listed("negation", "tail")
_LIGHT = listed("negation", "light")
_SPEAKERS = frozenset(("ik", "je", "jij", "we", "wij", "men", "u"))
_INFINITIVE = ("en", "gaan", "staan", "doen", "zien")
_COMPARISON, _PURPOSE, _NEEDED, _NOBODY = "dan", "om", "nodig", "niemand"
CAUSES = frozenset(("door", "dankzij", "vanwege", "wegens", "sinds", "na"))
"""Begin what something happens or fails to happen by: *door de crisis ging er niks meer door*."""
_ADVERB_REACH = {"verb": 8, "adjective": 6, "noun": 3}
_FORWARD_REACH, _ABSENCE_REACH, _REMOVAL_REACH, _ADJUNCT_REACH, _DOUBLE_REACH, _FRONTED_REACH = 6, 8, 2, 3, 3, 6


class Place(NamedTuple):
    """Where an indicator was hit in a sentence.

    Attributes:
        tokens: The tokens that were hit, ascending.
        kind: `verb` (*investeren*, *knappen ... op*), `adjective` or `noun`, which stands for the rest.
    """

    tokens: tuple[int, ...]
    kind: str = "noun"

    @property
    def first(self) -> int:
        """The first token."""
        return self.tokens[0]

    @property
    def last(self) -> int:
        """The last token."""
        return self.tokens[-1]

    def holds(self, cue: Cue) -> bool:
        """Whether the cue is part of the hit itself, as *geen* in the phrase *geen lange adem*."""
        return any(cue.start <= token < cue.end for token in self.tokens)


def kind(word: Word) -> str:
    """The kind of a word that no codebook lists: an infinitive is its own lemma, all else is treated as a noun."""
    return "verb" if word.lemma.endswith(_INFINITIVE) and entry(word.lemma) == word.lemma else "noun"


def negation(sentence: Sentence, cues: Sequence[Cue], place: Place) -> Cue | None:
    """The cue that negates the hit at `place`, None when nothing does; `cues` are those of `CUES` in the sentence."""
    active = [cue for cue in cues if cue.kind != "none" and not place.holds(cue)]
    return next(
        (cue for cue in active if _REACHES[cue.kind](sentence, cue, place) and not _is_undone(sentence, cue, active)),
        None,
    )


def active(sentence: Sentence, cues: Sequence[Cue]) -> list[Cue]:
    """The cues that deny something, less those of which another makes an affirmation."""
    denying = [cue for cue in cues if cue.kind != "none"]
    return [cue for cue in denying if not _is_undone(sentence, cue, denying)]


def _is_undone(sentence: Sentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether two negations make an affirmation: *niet verdwenen*, *ontbreekt niet*."""
    others = {"adverbs": ("absence", "removal", "idioms")}.get(cue.kind, ("adverbs",))
    if cue.kind == "forward":  # het is niet zo dat er geen ...
        return any(other.kind == "adverbs" and _raises(sentence, other, cue.start) for other in cues)
    return any(
        other.kind in others
        and sentence.clauses[other.start] == sentence.clauses[cue.start]
        and max(cue.start, other.start) - min(cue.end, other.end) < _DOUBLE_REACH
        for other in cues
    )


def _forward(sentence: Sentence, cue: Cue, place: Place) -> bool:
    """Whether the hit is in the noun phrase after *geen*, and beyond *van* or *voor* only after *geld*."""
    if place.first < cue.start < place.last:  # inside a split verb: knappen geen huizen op
        return True
    if sentence.words[cue.start].form == _NOBODY and place.kind == "verb" and cue.end <= place.first:
        return sentence.clauses[cue.start] == sentence.clauses[place.first]
    between = [sentence.words[at] for at in range(cue.end, place.first)]
    return (
        cue.end <= place.first
        and len(between) <= _FORWARD_REACH
        and sentence.clauses[cue.start] == sentence.clauses[place.first]
        and not any(word.marks & ADJUNCT or word.form == _COMPARISON for word in between)
        and sentence.words[min(place.last + 1, len(sentence.words) - 1)].form != _NEEDED
        and (place.kind == "verb" or all(was.lemma in _LIGHT for was, word in pairwise(between) if word.form in _OF))
    )


def _adverb(sentence: Sentence, cue: Cue, place: Place) -> bool:
    if sentence.clauses[cue.start] != sentence.clauses[place.first]:
        return _is_raised(sentence, cue, place)
    if cue.end <= place.first:
        between = {sentence.words[at].form for at in range(cue.end, place.first)}
        fronted = bool(sentence.words[cue.end].marks & FINITE)  # zelden zag je een wijkagent
        near = place.first - cue.end < max(_ADVERB_REACH[place.kind], _FRONTED_REACH if fronted else 0)
        return near and between.isdisjoint((_COMPARISON, _PURPOSE)) and not is_adjunct(sentence, place)
    if cue.start < place.last:  # knapten het niet op
        return True
    if place.kind == "verb":
        # om dat op te knappen is niet nodig; investeert niet in mensen maar in stenen
        return sentence.words[place.last - 1].form != "te" and not _corrects(sentence, cue)
    return _looks_back(sentence, cue, place)


def _corrects(sentence: Sentence, cue: Cue) -> bool:
    """Whether the cue denies an adjunct that is then corrected: *niet in mensen maar in stenen*."""
    words = sentence.words
    if cue.end >= len(words) or not words[cue.end].marks & ADJUNCT:
        return False
    return any(was.form == "maar" and word.form == words[cue.end].form for was, word in pairwise(words[cue.end :]))


def _is_raised(sentence: Sentence, cue: Cue, place: Place) -> bool:
    """Whether the hit is in the *dat* clause after `ik denk niet`."""
    return _raises(sentence, cue, place.first)


def _raises(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Whether the token is in a *dat* clause that begins after the cue, or after *niet waar*, *niet zo*."""
    words, begins = sentence.words, sentence.clause(at)[0]
    if words[begins].form != "dat" or any(word.form not in {"waar", "zo", "bang"} for word in words[cue.end : begins]):
        return False
    return cue.end <= begins <= cue.end + 1 and (
        begins > cue.end or any(words[each].lemma in _RAISING for each in sentence.clause(cue.start))
    )


def _looks_back(sentence: Sentence, cue: Cue, place: Place) -> bool:
    """Whether the clause says of something known that it is not there: *die samenhang is er niet (geweest)*."""
    if is_adjunct(sentence, place) or sentence.words[place.first].form in CAUSES:
        return False
    words, clause = sentence.words, sentence.clause(cue.start)
    rest = takewhile(lambda word: not word.marks & ADJUNCT, (words[at] for at in range(cue.end, clause[-1] + 1)))
    if not all(word.form in _TAIL or word.marks & (PUNCTUATION | FINITE | SUBJECT) for word in rest):
        return False
    if is_adjunct(sentence, place) or words[clause[0]].form == "of":
        return False
    for at in clause:
        if words[at].lemma in _BEING:
            return True
        if words[at].lemma in _HAVING:
            return (
                at < place.first
                or (at + 1 < len(words) and bool(words[at + 1].marks & SUBJECT))
                or _speaks_of_it(sentence, place)
            )
    return False


def _speaks_of_it(sentence: Sentence, place: Place) -> bool:
    """Whether a speaker comes after what is spoken of: *een veilige buurt kun je dit niet noemen*."""
    words, clause = sentence.words, sentence.clause(place.first)
    return any(words[at].marks & FINITE and words[at + 1].form in _SPEAKERS for at in clause[:-1] if at > place.last)


def _absence(sentence: Sentence, cue: Cue, place: Place) -> bool:
    if sentence.clauses[cue.start] != sentence.clauses[place.first] or is_adjunct(sentence, place):
        return False
    if cue.start and sentence.words[cue.start - 1].form == "het" and place.first < cue.start:
        return False  # het uitblijven van ...
    return _distance(cue, place) <= _ABSENCE_REACH


def _removal(sentence: Sentence, cue: Cue, place: Place) -> bool:
    """Absence of an object: in an active clause it is close to the verb, and the subject, who removes, is not."""
    if not _absence(sentence, cue, place):
        return False
    clause = sentence.clause(cue.start)
    finite = next((at for at in clause if sentence.words[at].marks & FINITE), cue.start)
    if sentence.words[finite].lemma in _PASSIVE:
        return True
    if place.first < finite:  # de huismeester hebben ze wegbezuinigd
        return finite + 1 < cue.start and bool(sentence.words[finite + 1].marks & SUBJECT)
    return _distance(cue, place) <= _REMOVAL_REACH


def _distance(cue: Cue, place: Place) -> int:
    return max(place.first - cue.end, cue.start - place.last - 1)


_REACHES = {"forward": _forward, "adverbs": _adverb, "absence": _absence, "removal": _removal, "idioms": _absence}


def is_adjunct(sentence: Sentence, place: Place) -> bool:
    """Whether the hit is a place, a time or an agent: *in de wijk*, *door de corporatie*."""
    if place.kind == "verb":
        return False
    for at in range(place.first - 1, max(-1, place.first - 1 - _ADJUNCT_REACH), -1):
        word = sentence.words[at]
        if word.marks & ADJUNCT:
            return True
        if word.marks & (PUNCTUATION | FINITE) or (word.marks & SUBJECT and not _follows_adjunct(sentence, at)):
            return False
    return False


def _follows_adjunct(sentence: Sentence, at: int) -> bool:
    """Whether *dat* or *het* is the article of an adjunct: *met dat passend toewijzen*."""
    return at > 0 and bool(sentence.words[at - 1].marks & ADJUNCT)
