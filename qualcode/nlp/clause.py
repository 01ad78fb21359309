"""Clauses: how far a negation, a hedge or the particle of a verb reaches within a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from qualcode.nlp.lemma import lemma
from qualcode.nlp.vocabulary import first_words
from qualcode.nlp.vocabulary import words as listed

OPENER, FINITE, SUBJECT, ADJUNCT, PUNCTUATION, BORDER, CUE, YEARS = (1 << bit for bit in range(8))

_MARKS = {
    OPENER: listed("clauses", "openers"),
    FINITE: listed("clauses", "finite"),
    SUBJECT: listed("clauses", "subjects"),
    ADJUNCT: listed("clauses", "adjuncts"),
}
_FIRST_OF_CUES = first_words("negation") | first_words("hedges")
_CUES = _FIRST_OF_CUES | frozenset(map(lemma, _FIRST_OF_CUES))
_JOINTS = listed("clauses", "joints")
_ONLY = listed("clauses", "only")
_STOPS = frozenset(';:()[]–—"“”«»')  # noqa: RUF001
_LIST_REACH, _FINITE_REACH = 4, 5
_STILL = frozenset(("toch", "niet", "geen", "nooit"))


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What the rules need to know of a word form.

    Attributes:
        form: In lower case.
        lemma: As `lemma.lemma` gives it.
        marks: Closed classes it belongs to, as bits; `YEARS` is set where it can name a year or a decade.
        written: The form as lists have it that mean this form only: `=zou`.
    """

    form: str
    lemma: str
    marks: int = field(init=False)
    written: str = field(init=False)

    @classmethod
    @lru_cache(maxsize=1 << 16)
    def of(cls, text: str) -> "Word":
        """The word as it is written in a text."""
        return cls(text.lower().replace("’", "'"), lemma(text))  # noqa: RUF001

    def __post_init__(self) -> None:
        """Look the closed classes up."""
        marks = sum(mark for mark, forms in _MARKS.items() if self.form in forms)
        if not any(letter.isalnum() for letter in self.form):
            marks |= PUNCTUATION | BORDER
        if marks & OPENER or self.form in _JOINTS:
            marks |= BORDER
        object.__setattr__(self, "written", f"={self.form}")
        if self.lemma in _CUES or self.written in _CUES:
            marks |= CUE
        if self.form == "jaren" or any(map(str.isdecimal, self.form)):
            marks |= YEARS
        object.__setattr__(self, "marks", marks)


class Sentence:
    """The words of one segment, and the clause that each is in.

    Attributes:
        words: All tokens, punctuation included.
        cues: The tokens with which a negation or a hedge can begin.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        """Take the words of one segment in order."""
        self.words = words
        self.cues = [at for at, word in enumerate(words) if word.marks & CUE]

    @cached_property
    def clauses(self) -> Sequence[int]:
        """Number of the clause of each token, from 0."""
        return self._borders[0]

    @cached_property
    def stretches(self) -> Sequence[int]:
        """Number of the stretch between two strong borders (*maar*, a semicolon, *en toch*) of each token, from 0."""
        return self._borders[1]

    @cached_property
    def _borders(self) -> tuple[Sequence[int], Sequence[int]]:
        clauses, stretches, clause, stretch, begin = [], [], 0, 0, 0
        for at, word in enumerate(self.words):
            if word.marks & BORDER:
                weak, strong = _border(self.words, at, begin)
                if weak or strong:
                    clause, begin = clause + 1, at
                stretch += strong
            clauses.append(clause)
            stretches.append(stretch)
        return clauses, stretches

    def clause(self, at: int) -> range:
        """The tokens of the clause that `at` is in."""
        return self._ranges[self.clauses[at] - self.clauses[0]]

    @cached_property
    def _ranges(self) -> Sequence[range]:
        """The tokens of each clause."""
        starts = [at for at, number in enumerate(self.clauses) if not at or number != self.clauses[at - 1]]
        return [range(*ends) for ends in pairwise((*starts, len(self.words)))]


def _border(words: Sequence[Word], at: int, begin: int) -> tuple[bool, bool]:
    """Whether a clause begins at the token, and whether its border is a strong one; `begin` is where the last began."""
    word = words[at]
    following = words[at + 1].form if at + 1 < len(words) else ""
    match word.form:
        case "maar":
            strong = weak = following not in _ONLY
        case "en":
            strong = following in _STILL
            weak = strong or _joins_clauses(words, at, begin)
        case "of":
            strong, weak = False, _after_doubt(words, at) or _is(words, at + 1, SUBJECT | FINITE)
        case "als" | "toen" | "zoals":
            strong, weak = False, _is(words, at + 1, SUBJECT)
        case "die" | "wie" | "wat" | "waar" | "hoe" | "waarom" | "wanneer" | "welk" | "welke":
            strong, weak = False, _after_doubt(words, at) or following in _STILL or _is(words, at + 1, SUBJECT)
        case ",":
            strong, weak = False, not _is_list_comma(words, at)
        case form:
            strong, weak = form in {";", ":"}, form in _STOPS or bool(word.marks & OPENER)
    return weak, strong


def _is(words: Sequence[Word], at: int, marks: int) -> bool:
    return at < len(words) and bool(words[at].marks & marks)


def _after_doubt(words: Sequence[Word], at: int) -> bool:
    """Whether an indirect question begins: ik weet niet waar ..."""
    return at > 0 and words[at - 1].form in {"niet", "weet"}


def _joins_clauses(words: Sequence[Word], at: int, begin: int) -> bool:
    """Whether `en` joins two clauses: each side has a finite verb of its own."""
    after = words[at + 1 : at + 1 + _FINITE_REACH]
    return any(w.marks & FINITE for w in after) and any(w.marks & FINITE for w in words[begin:at])


def _is_list_comma(words: Sequence[Word], at: int) -> bool:
    """Whether the comma stands in a list: *winkels, scholen of speelplekken*, *een goede, duurzame samenhang*."""
    if 0 < at < len(words) - 1 and _are_adjectives(words[at - 1], words[at + 1]):
        return True
    for word in words[at + 1 : at + 1 + _LIST_REACH]:
        if word.form in {"en", "of", "noch", ","}:
            return True
        if word.marks & (FINITE | SUBJECT | OPENER) or word.form == "maar":
            return False
    return False


def _are_adjectives(*words: Word) -> bool:
    return all(word.form.endswith("e") and word.form != word.lemma and not word.marks for word in words)
