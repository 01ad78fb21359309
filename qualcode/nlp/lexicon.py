"""Suggestions from the codebook's own words: which indicator, which words, and what negates or weakens them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.domain.codebook import Codebook
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation, Suggestion
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp import pipeline, scoring
from qualcode.nlp.answering import Answer, Reply, answers
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.clause import Sentence
from qualcode.nlp.matching import Found, Hit, Matching
from qualcode.nlp.negation import Place, negation
from qualcode.nlp.stance import AFFIRMED, DENIED, Said, Stance, joint

METHOD = "lexicon"
MOST = 8
"""Suggestions that a segment gets at most."""


class _Reason(NamedTuple):
    """Why one code is suggested in one sentence."""

    hit: Hit
    sentence: Sentence
    weight: float
    stance: Stance
    explanation: Explanation


class Lexicon:
    """The indicators of one version of the codebook, compiled once."""

    def __init__(self, codebook: Codebook) -> None:
        """Compile the codebook.

        Raises:
            CodebookError: A pattern cannot be read, or needs a trained model.
        """
        self._nlp = pipeline.load()
        self._matching = Matching(self._nlp, codebook)
        self._order = {code.id: at for at, code in enumerate(codebook.codes)}
        self._negated_as = {code.id: code.negated_as for code in codebook.codes if code.negated_as in self._order}
        self.attributing = Attributing(codebook)

    def suggest(self, text: str, turns: Sequence[Turn]) -> list[Suggestion]:
        """The suggestions for what respondents say, by segment and rank; at most `MOST` a segment.

        Turns of an interviewer get none. The same text and codebook always give the same list.

        Args:
            text: The whole text of the version.
            turns: Its turns, or some of them, in order.
        """
        heard = [turn for turn in turns if turn.role is not Role.INTERVIEWER]
        short = {answer.span.start: answer for answer in answers(text, heard)}
        return [suggestion for turn in heard for suggestion in self._of_turn(text, turn, short.get(turn.speech.start))]

    def _of_turn(self, text: str, turn: Turn, answer: Answer | None) -> Iterator[Suggestion]:
        """The suggestions for what is said in a turn; a short answer takes those for its question."""
        if answer is None:
            yield from self._in_speech(turn.speech.of(text), turn.speech.start)
            return
        for found in self.answered(answer.question.of(text), answer.reply, answer.question.start):
            yield replace(found, span=answer.span, explanations=(prompted(answer), *found.explanations))

    def answered(self, question: str, reply: Reply, offset: int = 0) -> Iterator[Suggestion]:
        """The suggestions for a short answer, on the words of its question, which stands at `offset` in its text."""
        for found in self._in_speech(question, offset, reply):
            yield replace(found, score=round(found.score * scoring.PROMPTED, scoring.DIGITS))

    def _in_speech(self, speech: str, offset: int, reply: Reply = Reply.YES) -> Iterator[Suggestion]:
        for found in self._matching.sentences(self._nlp(speech)):
            by_code = self._reasons(found, offset, reply)
            scored = {code: _score(reasons) for code, reasons in by_code.items()}
            ranked = sorted(scored, key=lambda code: (-scored[code], self._order[code]))[:MOST]
            segment = found.segment(offset)
            for rank, code in enumerate(ranked, start=1):
                reasons = by_code[code]
                explanations = tuple(reason.explanation for reason in reasons)
                attributes = self._attributes(code, reasons, reply)
                yield Suggestion(segment, code, scored[code], rank, attributes, explanations)

    def _reasons(self, found: Found, offset: int, reply: Reply) -> Mapping[str, list[_Reason]]:
        """Code -> its reasons in the order of the text."""
        said = Said.reading(found.sentence, found.following)
        by_code: dict[str, list[_Reason]] = defaultdict(list)
        for hit in found.hits:
            place = Place(hit.tokens, hit.indicator.kind if hit.how in {"lemma", "split_verb"} else "noun")
            stance = said.stance(place)
            if hit.how == "compound_modifier":  # geen huurwoning says nothing of huur
                stance = stance._replace(polarity=None, negation=None, conditional=True)
            explanation = Explanation(
                METHOD,
                hit.indicator.text,
                _words(found, hit, offset),
                "compound" if hit.how == "compound_modifier" else hit.how,
                stance.negation,
                stance.hedge,
            )
            for code, inside in _codes(hit, found):
                weight = scoring.weight(
                    hit.how, hit.indicator.specificity, inside=inside, hedged=stance.hedge is not None
                )
                negated = stance.polarity == DENIED or (
                    code not in self.attributing.of_lack and _denies_itself(hit, code, found, said)
                )
                meant, polarity = self._meaning(code, negated=reply.denies(denied=negated))
                by_code[meant].append(
                    _Reason(hit, found.sentence, weight, stance._replace(polarity=polarity), explanation)
                )
        return by_code

    def _meaning(self, code: str, *, negated: bool) -> tuple[str, str | None]:
        """The code that a hit stands for, with its polarity; an affirmation says nothing of its own."""
        if not negated:
            return code, None
        opposite = self._negated_as.get(code)
        return (opposite, AFFIRMED) if opposite else (code, DENIED)

    def _attributes(self, code: str, reasons: Sequence[_Reason], reply: Reply) -> dict[str, str]:
        """The attributes that the reasons support, as far as the codebook declares them for the code."""
        meant = joint([reason.stance for reason in reasons], [reason.weight for reason in reasons])
        at = [token for reason in reasons for token in reason.hit.tokens] if reply is Reply.YES else ()
        return self.attributing.of_stance(code, meant, reasons[0].sentence, at)


def prompted(answer: Answer) -> Explanation:
    """The reason that tells that the words are those of the question."""
    return Explanation(METHOD, answer.said, (), "prompted")


def _codes(hit: Hit, found: Found) -> Iterator[tuple[str, bool]]:
    """The codes that a hit counts for, each with whether the hit lies within a longer one of another code.

    Within a longer hit of the same code it adds nothing, nor does a second indicator for the same words (*kent
    iedereen*, *kende iedereen*); in a sentence with a word of `not_in` it means something else.
    """
    tokens = set(hit.tokens)
    around = [other for other in found.hits if tokens < set(other.tokens)]
    before = found.hits[: found.hits.index(hit)]
    same = [other for other in before if other.tokens == hit.tokens]
    for code in hit.indicator.codes:
        if code not in found.blocked and not any(code in other.indicator.codes for other in (*around, *same)):
            yield code, bool(around)


def _denies_itself(hit: Hit, code: str, found: Found, said: Said) -> bool:
    """Whether the hit is a phrase that denies a shorter indicator of the same code: *geen vertrouwen*."""
    if len(hit.tokens) == 1 or hit.how == "split_verb":
        return False
    around, tokens = Place(hit.tokens), set(hit.tokens)
    own = [cue for cue in said.negations if around.holds(cue)]
    inner = (each for each in found.hits if set(each.tokens) < tokens and code in each.indicator.codes)
    return bool(own) and any(negation(found.sentence, own, Place(each.tokens, each.indicator.kind)) for each in inner)


def _score(reasons: Sequence[_Reason]) -> float:
    """The score over different indicators: one that comes twice counts once."""
    heaviest: dict[str, float] = {}
    for reason in reasons:
        text = reason.hit.indicator.text
        heaviest[text] = max(reason.weight, heaviest.get(text, 0.0))
    return scoring.score(heaviest.values())


def _words(found: Found, hit: Hit, offset: int) -> tuple[Span, ...]:
    if hit.how == "split_verb":
        return tuple(found.span(token, token, offset) for token in hit.tokens)
    return (found.span(hit.tokens[0], hit.tokens[-1], offset),)
