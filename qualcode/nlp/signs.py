"""Signs of denial: what in a passage speaks for or against that it denies a code.

A denial often stands in no clause of its own: *In de brochure stond aardgasvrij. Zal ik je de cv-ketel laten zien?* So
the rules (`denial`, `refutation`) are a few signs among many: what is told of others, promised or written, what is set
against it, where negations stand to the words of the code, and single words and pairs of words. What each is worth was
learned (`polarity`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from qualcode.nlp import polarity
from qualcode.nlp.clause import Word
from qualcode.nlp.heard import NEGATIVE, Heard, heard
from qualcode.nlp.lemma import search_form
from qualcode.nlp.negation import Place
from qualcode.nlp.polarity import Weight
from qualcode.nlp.refutation import Refutation
from qualcode.nlp.terms import stop_words
from qualcode.nlp.vocabulary import words as listed

Places = Mapping[str, Sequence[tuple[int, Place]]]
"""Term -> where it stands, as the number of a sentence and a token of it."""

_MILD = frozenset(("continuity", "ours", "every", "present", "now", "assent", "sequel"))
"""Lists whose words deny nothing where nothing else does."""
BAD = "negation of something bad"
"""Sign: *nooit bang geweest*."""
_TOLD = frozenset(("report", "source", "promise", "elsewhere"))
_AFTER = ("opposing", "continuity", "flat", "ours", "dismissal", "assent")
_DENIED = ("report", "source", "promise", "effect", "ours", "every", "present")
_BENIGN = listed("denial", "benign")
_NEGATIONS = NEGATIVE | {"zonder"}
_CODE = "T"
"""Stands for a word that speaks for the code."""
_AT_FIRST, _AT_THE_END, _TWICE, _THEN, _ASSENT = " at first", " at the end", " twice", "told, then ", "assent"
_SPEAKING = 5
"""Words that are read as the code's, beside those of its label."""
_BRIEF = 4
"""Words of a sentence that can be all answer."""
_NEAR = (1, 3, 6)
_SHOULD, _DISMISSED = frozenset(("zou", "zouden")), frozenset(("die", "dat", "hele", "al"))


class Signs:
    """The signs of denial in a passage, read when a code asks for them, and then for all codes."""

    def __init__(
        self, sentences: Sequence[tuple[Word, ...]], places: Places, refutation: Refutation, first: int = 0
    ) -> None:
        """Take the words of the passage, and where the terms of what is asked about stand in it.

        Args:
            sentences: The passage, with what is said around it.
            places: As numbered from the sentence `first`.
            refutation: How it deals with what others say.
            first: The sentence with which what is asked about begins.
        """
        self._words, self._places, self._refutation, self._first = sentences, places, refutation, first

    @cached_property
    def _sentences(self) -> list[list[str]]:
        return [each.tokens for each in self._heard]

    @cached_property
    def _held(self) -> list[dict[str, str]]:
        return [each.held for each in self._heard]

    @cached_property
    def _negations(self) -> list[int]:
        return [each.negations for each in self._heard]

    @cached_property
    def _heard(self) -> list[Heard]:
        return list(map(heard, self._words))

    def words_of(self, sign: str) -> str | None:
        """The words of the passage by which it shows a sign, None where no single ones do."""
        if sign.startswith("'"):
            named = sign.removesuffix(_TWICE).removesuffix(_AT_FIRST)[1:-1].split()
            said = [word for word in named if word.isalpha() and word != _CODE]
            return " ".join(said) if any(map(_tells_something, said)) else None
        if sign.startswith("negation"):
            return self._negation
        name = sign.removesuffix(_AT_THE_END).removeprefix(_THEN)
        return next((held[name] for held in reversed(self._held) if name in held), None)

    @property
    def alone(self) -> bool:
        """Whether the passage is one sentence, with nothing around it."""
        return len(self._sentences) == 1

    @property
    def against(self) -> str | None:
        """What in the passage could deny: a negation, a listed word, a question that is answered; None is nothing."""
        listed = (held[name] for held in reversed(self._held) for name in held if name not in _MILD)
        asked = "?" if any("?" in tokens for tokens in self._sentences[:-1]) else None
        return self._negation or next(listed, asked)

    @property
    def _negation(self) -> str | None:
        return next((token for tokens in self._sentences for token in tokens if token in NEGATIVE), None)

    @cached_property
    def general(self) -> Mapping[str, float]:
        """The signs that are the same for every code."""
        signs = dict.fromkeys(
            (
                *self._of_lists(),
                *self._twice,
                *self._opening,
                *self._fronted(),
                *self._within(),
                *self._questions(),
                *self._denials(),
                *self._answers(),
            ),
            1.0,
        )
        refutation, number = self._refutation, len(self._sentences)
        signs.update({name: 1.0 for name in ("doubted", "idle", "whole") if getattr(refutation, name)})
        signs["negations a sentence"] = refutation.density
        signs["words / 40"] = sum(map(len, self._sentences)) / 40
        signs["sentences / 3"] = number / 3
        return signs

    @cached_property
    def agrees(self) -> bool:
        """Whether the speaker agrees with what is told, and denies nothing (*... dat hij weg is. Zo is het*)."""
        return {f"{_THEN}{_ASSENT}", "no negation"} <= self.general.keys()

    @cached_property
    def worth(self) -> Weight:
        """What the signs that are the same for every code are worth together."""
        return polarity.total(self.general)

    def _of_lists(self) -> Iterator[str]:
        last = len(self._sentences) - 1
        for at, held in enumerate(self._held):
            names = [name for name in held if name != _ASSENT]  # which says something only of what was told before
            yield from names
            if at == last > 0:
                yield from (f"{name}{_AT_THE_END}" for name in names)

    def _answers(self) -> Iterator[str]:
        """What comes after the first sentence that deals with what others say."""
        first = next((at for at in range(len(self._sentences)) if self._tells(at)), None)
        if first is None:
            return
        later: set[str] = set().union(*self._held[first + 1 :])
        yield from (f"{_THEN}{name}" for name in _AFTER if name in later)
        if any(self._negations[first + 1 :]):
            yield f"{_THEN}negation"

    def _tells(self, at: int) -> bool:
        """Whether a sentence deals with what others say, was promised, or is asked."""
        return "?" in self._sentences[at] or not _TOLD.isdisjoint(self._held[at])

    def _within(self) -> Iterator[str]:
        """What stands with a negation in one sentence."""
        for words, (tokens, held, many) in zip(self._words, self._heard, strict=True):
            if not many:
                continue
            yield from (f"negation with {name}" for name in _DENIED if name in held)
            if not _BENIGN.isdisjoint(word.lemma for word in words):
                yield BAD
            if len(_NEGATIONS.intersection(tokens)) > 1:
                yield "two negations in a sentence"
            if tokens.count("geen") > 1:
                yield "list of what is not there"

    def _fronted(self) -> Iterator[str]:
        """A claim that is put first, to be taken up (*Dat het onveilig zou zijn, daar merk ik niks van*)."""
        for tokens in self._sentences:
            start = tokens[1:2]
            if start in (["dat"], ["of"]) and "," in tokens:
                yield f"claim with {start[0]} first"
                if not _SHOULD.isdisjoint(tokens):
                    yield "claim that should be first"
            if start == ["van"] and ("," in tokens[2:] or not _DISMISSED.isdisjoint(tokens[2:5])):
                yield "topic with van first"

    def _questions(self) -> Iterator[str]:
        last = len(self._sentences) - 1
        for at, tokens in enumerate(self._sentences):
            if "?" in tokens:
                yield "question at the end" if at == last else "question before the end"
                if at < last and self._negations[at + 1]:
                    yield "question, then negation"

    def _denials(self) -> Iterator[str]:
        if not any(self._negations):
            yield "no negation"
            return
        if self._negations[0]:
            yield "negation in the first sentence"
        if self._negations[-1]:
            yield "negation in the last sentence"
        if any(
            many and sum(token.isalnum() for token in tokens) <= _BRIEF
            for many, tokens in zip(self._negations, self._sentences, strict=True)
        ):
            yield "brief negation"

    def of_code(self, terms: Sequence[str], names: Iterable[str]) -> dict[str, float]:
        """The signs by where the words of a code stand, and the words and pairs of words of the passage.

        Args:
            terms: What speaks for the code in it, strongest first.
            names: Words of the label of the code.
        """
        own = {
            (self._first + number, place.first + 1)
            for term in (*terms[:_SPEAKING], *names)
            for number, place in self._places.get(term, ())
        }
        return dict.fromkeys((*self._pairs(own), *self._around(own)), 1.0)

    @cached_property
    def _twice(self) -> list[str]:
        """The words that stand in more than one sentence."""
        counts = Counter(token for tokens in self._sentences for token in set(tokens))
        return sorted(f"'{token}'{_TWICE}" for token, count in counts.items() if count > 1)

    @cached_property
    def _opening(self) -> list[str]:
        """The words of the first of several sentences, which often says what the others take back."""
        return [f"'{token}'{_AT_FIRST}" for token in self._sentences[0]] if len(self._sentences) > 1 else []

    def _pairs(self, own: set[tuple[int, int]]) -> Iterator[str]:
        for number, tokens in enumerate(self._sentences):
            was = ""
            for at, token in enumerate(tokens):
                word = _CODE if (number, at) in own else token
                yield f"'{word}'"
                if was:
                    yield f"'{was} {word}'"
                was = word

    def _around(self, own: set[tuple[int, int]]) -> Iterator[str]:
        """Where the words of the code stand to negations, and to what others say."""
        numbers = {number for number, _ in own}
        last = len(self._sentences) - 1
        if not numbers:
            yield "no word of the code"
            return
        if numbers == {0} and last:
            yield "code in the first sentence only"
        if last in numbers:
            yield "code in the last sentence"
        if any("?" in self._sentences[number] for number in numbers):
            yield "code in a question"
        of_others = [self._tells(number) for number in numbers]
        if any(of_others):
            yield "code in what is told"
        if all(of_others):
            yield "code in what is told only"
        if any(self._negations[number] for number in numbers):
            yield "negation in a sentence of the code"
        if all(self._negations[number] for number in numbers):
            yield "negation in each sentence of the code"
        if any(number < last and self._negations[number + 1] for number in numbers):
            yield "negation in the sentence after the code"
        yield from self._distances(own)

    def _distances(self, own: set[tuple[int, int]]) -> Iterator[str]:
        flat, denied = 0, []
        start = []
        for tokens in self._sentences:
            start.append(flat)
            denied += [flat + at for at, token in enumerate(tokens) if token in NEGATIVE]
            flat += len(tokens)
        places = [start[number] + at for number, at in own]
        gaps = [place - at for place in places for at in denied]
        for side, found in (("before", [gap for gap in gaps if gap > 0]), ("after", [-gap for gap in gaps if gap < 0])):
            nearest = min(found, default=_NEAR[-1] + 1)
            yield from (f"negation {side} the code within {reach}" for reach in _NEAR if nearest <= reach)


def _tells_something(word: str) -> bool:
    """Whether a word of a sign can be named as a reason: one that denies, or has a subject."""
    return word in _NEGATIONS or search_form(word) not in stop_words()
