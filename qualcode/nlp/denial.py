"""Denial of a code: whether a passage says that what a code stands for is not there, which no single word tells.

A negation is meant for a word (`negation`); a code is told by all the words that speak for it. So each clause in which
they stand is asked: *De huizenprijzen zijn hier niet gestegen* denies the rise without denying the prices. What was
promised, planned or asked is denied by the clause that follows (*een brede school hadden ze beloofd, die staat er nog
steeds niet*). What is supposed (*als je niks doet*) or names something bad (*nooit bang geweest*) denies nothing. The
clauses vote; words of the code's label count most, then those that speak most for it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from qualcode.domain.span import Span
from qualcode.nlp.clause import ADJUNCT, FINITE, PUNCTUATION, Sentence, Word
from qualcode.nlp.negation import CAUSES, Place, active, is_adjunct, kind
from qualcode.nlp.refutation import Refutation
from qualcode.nlp.segment import segments
from qualcode.nlp.signs import Signs
from qualcode.nlp.stance import DENIED, Said
from qualcode.nlp.terms import word_terms
from qualcode.nlp.tokens import pieces
from qualcode.nlp.vocabulary import words as listed

_NO, _FILLERS, _STRONG = listed("stance", "no"), listed("stance", "fillers"), listed("stance", "strong")
_CONDITION, _SUBORDINATE = listed("stance", "condition"), listed("denial", "subordinate")
_PROMISE, _BENIGN, _ASKING = (listed("denial", name) for name in ("promise", "benign", "asking"))
_WHOLE = frozenset(("adverbs", "absence", "removal", "idioms"))
"""Kinds of cues that deny a whole clause; *geen* and *zonder* deny the noun after them only, but for `_NO_ONE`."""
_NO_ONE = frozenset(("niemand", "nooit", "sprake"))
_CAUSE_REACH = 3
_BEFORE_ANDERS = frozenset((",", "want", "die", "dat", "of", "maar"))
_LAST = frozenset(("niet", "niets", "niks", "nooit"))
"""End no subordinate clause, which has its verb there: *dat klopt niet*."""
_TERMS = 4
"""Words that vote at most."""
_REFUTED_TERMS = 5
"""Words that tell whether a code is told by what is refuted."""
_NAMED = 3.0
"""Weight of a word of the label of the code; that of others is 1 / rank."""


class Told(NamedTuple):
    """What one speaker says at a stretch, read once for all codes that are asked about.

    Attributes:
        sentences: Its sentences.
        places: Term -> where it stands, as the number of a sentence and a token of it.
        refuses: Whether it is one sentence that begins with *nee*.
        strong: Whether a word denies strongly.
        refutation: How it deals with what others say.
        signs: What speaks for or against a denial in it.
    """

    sentences: tuple[Said, ...]
    places: Mapping[str, Sequence[tuple[int, Place]]]
    refuses: bool
    strong: bool
    refutation: Refutation
    signs: Signs

    @classmethod
    def of(cls, text: str, following: Sequence[str] = (), before: Sequence[str] = ()) -> "Told":
        """What is told in a text; signs of denial are read in what the same speaker says around it too.

        Args:
            text: One sentence or more.
            following: The next sentences of the same speaker.
            before: The sentences before.
        """
        read = [_words(span.of(text)) for span in segments(text, Span(0, len(text)))]
        earlier, after = list(map(_words, before)), list(map(_words, following))
        sentences = tuple(
            Said.of(each, later)
            for each, later in zip_longest(read, [*read[1:], *after[:1]][: len(read)], fillvalue=())
        )
        places: dict[str, list[tuple[int, Place]]] = {}
        for number, sentence in enumerate(read):
            for at, word in enumerate(sentence):
                for term in () if word.marks & PUNCTUATION else word_terms(word.form):
                    places.setdefault(term, []).append((number, Place((at,), kind(word))))
        written, next_ = list(map(_written, read)), list(map(_written, after))
        refutation = Refutation.of(written, next_)
        around = Refutation.of([*map(_written, earlier), *written, *next_]) if earlier or after else refutation
        signs = Signs([*earlier, *read, *after], places, around, len(earlier))
        return cls(
            sentences, places, len(read) == 1 and _refuses(read[0]), any(map(_is_strong, read)), refutation, signs
        )

    def strongest(self, terms: Sequence[str]) -> Sequence[tuple[int, Place]]:
        """Where the first of these terms stands that does."""
        return next((self.places[term] for term in terms if term in self.places), ())

    def denies_words(self, terms: Iterable[str]) -> bool:
        """Whether one of these words is denied itself where it stands."""
        return any(
            self.sentences[number].stance(place).polarity == DENIED and not self._is_unsaid(number, place)
            for number, place in self._of(terms)
        )

    def takes_back(self, terms: Iterable[str]) -> bool:
        """Whether one of these words stands in what is promised or only said by others, and is then denied."""
        return any(
            not self._is_unsaid(number, place) and self._is_taken_back(number, self.sentences[number].sentence, place)
            for number, place in self._of(terms)
        )

    def is_of_refuted(self, terms: Sequence[str]) -> bool:
        """Whether these words, strongest first, stand at least as much in what is refuted as outside."""
        inside = outside = 0.0
        for rank, term in enumerate(terms[:_REFUTED_TERMS], start=1):
            numbers = {number for number, _ in self.places.get(term, ())}
            inside += bool(numbers & self.refutation.refuted) / rank
            outside += bool(numbers - self.refutation.refuted) / rank
        return inside >= outside

    def is_supposed(self) -> bool:
        """Whether everything that is told is only supposed: *zonder dat geld was de school er nooit gekomen*."""
        return all(_is_supposed(each.sentence) for each in self.sentences)

    def _of(self, terms: Iterable[str]) -> Iterator[tuple[int, Place]]:
        return (place for term in terms for place in self.places.get(term, ()))

    def denies(self, terms: Sequence[str], names: Container[str]) -> bool:
        """Whether what the words that speak for a code say together is denied, by a majority of weight.

        Where none of them stands in the text, a word that denies strongly or a *nee* does.

        Args:
            terms: Those words, strongest first.
            names: Words of the label of the code.
        """
        if self.places.keys().isdisjoint(terms[:_TERMS]):
            return self.strong or self.refuses
        return self._balance(terms, names) > 0

    def affirms(self, terms: Sequence[str], names: Container[str]) -> bool:
        """Whether what these words say together is affirmed, and so is the strongest; arguments as before."""
        strongest = [self._vote(number, place) for number, place in self.strongest(terms)]
        return sum(strongest) < 0 and self._balance(terms, names) < 0

    def _balance(self, terms: Sequence[str], names: Container[str]) -> float:
        """Above 0 where more is denied than affirmed."""
        balance = 0.0
        standing = [term for term in terms[:_TERMS] if term in self.places]
        for rank, term in enumerate(standing, start=1):
            weight = _NAMED if term in names else 1 / rank
            balance += weight * sum(self._vote(number, place) for number, place in self.places[term])
        return balance

    def _vote(self, number: int, place: Place) -> int:
        """1 where the clause denies what the word says, -1 where it affirms it, 0 where it says nothing of it."""
        told = self.sentences[number]
        if self._is_unsaid(number, place):
            return -1
        if (
            told.stance(place).polarity == DENIED
            or _is_clause_denied(told, told.sentence.clause(place.first), place)
            or self._is_taken_back(number, told.sentence, place)
        ):
            return 1
        return -1 if _is_stated(told, place) else 0

    def _is_unsaid(self, number: int, place: Place) -> bool:
        """Whether the word stands in what is only supposed, or names something bad."""
        sentence = self.sentences[number].sentence
        return sentence.words[place.first].lemma in _BENIGN or _is_supposed(sentence)

    def _is_taken_back(self, number: int, sentence: Sentence, place: Place) -> bool:
        """Whether what was promised, planned, asked or told by others is denied by what follows."""
        clause = sentence.clause(place.first)
        if not _is_open(sentence, clause):
            return False
        later = list(_clauses_after(sentence, clause))
        if later:
            return any(
                _is_clause_denied(self.sentences[number], each) or _comes_to_little(sentence, each) for each in later
            )
        return any(
            _is_clause_denied(each, part)
            for each in self.sentences[number + 1 : number + 2]
            for part in (each.sentence.clause(0), *_clauses_after(each.sentence, each.sentence.clause(0)))
        )


def _is_clause_denied(spoken: Said, clause: range, place: Place | None = None) -> bool:
    """Whether a clause is denied as a whole; an adjunct (`place`) is only where the cue stands right before it."""
    sentence = spoken.sentence
    words = sentence.words
    named = {form for at in clause for form in (words[at].form, words[at].lemma)}
    if _is_subordinate(sentence, clause) or not named.isdisjoint(_BENIGN):
        return False
    for cue in active(sentence, spoken.negations):
        if cue.start not in clause or not (cue.kind in _WHOLE or _NO_ONE.intersection(cue.text(sentence).split())):
            continue
        if place is None:
            return True
        before = cue.end < place.first and bool(words[cue.end].marks & ADJUNCT)
        if not place.holds(cue) and (before or not is_adjunct(sentence, place)):
            return True
    return False


def _is_stated(told: Said, place: Place) -> bool:
    """Whether the clause says something of the word: it has a verb, or is the whole sentence.

    A topic or a list says nothing, nor does a clause that is denied of the place or time that the word names.
    """
    sentence = told.sentence
    clause = sentence.clause(place.first)
    beside = is_adjunct(sentence, place) and not _is_cause(sentence, place)
    if beside and any(cue.start in clause for cue in active(sentence, told.negations)):
        return False
    return sentence.clauses[-1] == 0 or any(
        word.marks & FINITE or (word.lemma.endswith("en") and not word.form.startswith("ge"))
        for word in sentence.words[clause.start : clause.stop]
    )


def _is_cause(sentence: Sentence, place: Place) -> bool:
    """Whether the word is named as a cause: *door de crisis ging er niks meer door*."""
    return any(word.form in CAUSES for word in sentence.words[max(0, place.first - _CAUSE_REACH) : place.first])


def _comes_to_little(sentence: Sentence, clause: range) -> bool:
    """Whether a clause says that nothing more came of it: *dat is bij een folder gebleven*."""
    lemmas = {sentence.words[at].lemma for at in clause}
    return {"bij", "blijven"} <= lemmas


def _is_supposed(sentence: Sentence) -> bool:
    """Whether a sentence says what would be: *als je niks doet*, *zonder hem was het misgegaan*, *anders*."""
    forms = [sentence.words[at].form for at in sentence.clause(0)]
    supposes = forms[0] in _CONDITION and _ASKING.isdisjoint(forms)
    otherwise = any(word.form == "anders" and was.form in _BEFORE_ANDERS for was, word in pairwise(sentence.words))
    return supposes or otherwise or forms[0] in {"zonder", "anders"}


def _is_subordinate(sentence: Sentence, clause: range) -> bool:
    """Whether a clause is said of a word (*die niet zijn aangepakt*); *die* before a finite verb takes a topic up."""
    words = sentence.words
    at = next((at for at in clause if not words[at].marks & PUNCTUATION), clause[0])
    if words[at].form not in _SUBORDINATE:
        return False
    one, two = (words[each].marks if each < len(words) else PUNCTUATION for each in (at + 1, at + 2))
    ends = [words[each].form for each in clause if not words[each].marks & PUNCTUATION][-1]
    is_main = one & FINITE or (not one and two & FINITE) or ends in _LAST
    return not (words[at].form in {"dat", "die"} and is_main)


def _is_open(sentence: Sentence, clause: range) -> bool:
    """Whether a clause promises, plans, asks or tells what others say: whether it is so is told by what comes next."""
    words = [sentence.words[at] for at in clause]
    asks = sentence.words[-1].form == "?" and not any(word.marks & FINITE for word in words)
    told = words[0].form == "dat" and _is_subordinate(sentence, clause)
    before = {word.form for word in sentence.words[: clause[0]]}
    fronted = told and (not before or not _PROMISE.isdisjoint(before))  # dat het veilig is, klopt niet
    return asks or fronted or any(word.form in _PROMISE for word in words)


def _clauses_after(sentence: Sentence, clause: range) -> Iterator[range]:
    at = clause[-1] + 1
    while at < len(sentence.words):
        each = sentence.clause(at)
        if not all(sentence.words[token].marks & PUNCTUATION for token in each):
            yield each
        at = each[-1] + 1


@lru_cache(maxsize=1 << 8)
def _words(sentence: str) -> tuple[Word, ...]:
    return tuple(Word.of(token) for token, _ in pieces(sentence))


def _written(sentence: Sequence[Word]) -> str:
    return " ".join(word.form for word in sentence)


def _refuses(sentence: Sequence[Word]) -> bool:
    """Whether a sentence begins with *nee*, after one word that says nothing at most: *Nou, nee*."""
    first = [word.form for word in sentence if not word.marks & PUNCTUATION][:2]
    return bool(first) and (first[0] in _NO or (first[0] in _FILLERS and first[-1] in _NO))


def _is_strong(sentence: Sequence[Word]) -> bool:
    forms = [word.form for word in sentence]
    return not _STRONG.isdisjoint(forms) or any(
        was == "geen" and form.startswith("enkel") for was, form in pairwise(forms)
    )
