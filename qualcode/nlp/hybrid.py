"""Suggestions from the ranking, together with what the lexicon says about the same sentences."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.ranking import BEFORE, Ranked, Unit
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation, Suggestion
from qualcode.domain.transcript import Turn
from qualcode.nlp.answering import Answer, answers
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.denial import Told
from qualcode.nlp.lexicon import prompted
from qualcode.nlp.segment import segments
from qualcode.nlp.stance import Stance
from qualcode.nlp.whereabouts import Whereabouts, whereabouts

AHEAD, BEHIND = 3, 2
"""Sentences after one in which what it reports may be refused, and before it in which it may be reported."""


LEARNED = 0.05
"""What the learner says of a code from which it is told to have been learned."""


class Sentence(NamedTuple):
    """A sentence of a text with the number of its turn, and what is ranked of it: a short answer has its question."""

    span: Span
    turn: int
    unit: Unit
    answer: Answer | None = None


class Limits(NamedTuple):
    """What is worth proposing: the lowest score, and the most suggestions on one segment."""

    threshold: float
    per_segment: int


def sentences(document: str, text: str, turns: Sequence[Turn]) -> list[Sentence]:
    """The sentences of these turns in order, each with the context of its turn."""
    found: list[Sentence] = []
    short = {answer.span.start: answer for answer in answers(text, turns)}
    for turn, before in zip(turns, contexts(text, turns), strict=True):
        for span in segments(text, turn.speech):
            answer = short.get(span.start)
            spoken = (answer.question if answer else span).of(text)
            unit = Unit(f"{document}:{span.start}", document, spoken, before)
            found.append(Sentence(span, turn.number, unit, answer))
    return found


def contexts(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """What stands before each of these turns, from the start of the one before: at most `BEFORE` characters."""
    earlier = 0
    for turn in turns:
        yield text[max(earlier, turn.span.start - BEFORE) : turn.span.start]
        earlier = turn.span.start


def lexicon_scores(
    read: Sequence[Sentence], lexicon: Sequence[Suggestion], codes: Sequence[str]
) -> "np.ndarray[Any, Any]":
    """What the lexicon says of each sentence of a text, as the ranking takes it: scores 0-1, shape (units, codes)."""
    row, column = {each.span: at for at, each in enumerate(read)}, {code: at for at, code in enumerate(codes)}
    scores = np.zeros((len(row), len(column)), dtype=np.float32)
    for found in lexicon:
        if found.span in row and found.code in column:
            scores[row[found.span], column[found.code]] = found.score
    return scores


def suggestions(
    read: Sequence[Sentence],
    ranked: Sequence[Sequence[Ranked]],
    lexicon: Sequence[Suggestion],
    codings: Mapping[tuple[str, str], int],
    attributing: Attributing,
) -> Iterator[Suggestion]:
    """The ranked codes as suggestions; reasons of the lexicon stay with its codes.

    Args:
        read: Sentences.
        ranked: Their codes that are worth proposing, likeliest first.
        lexicon: What the lexicon proposes for the same text, if it is asked.
        codings: (unit, code) -> a coding of it, to name the nearest quotes.
        attributing: Proposes their attributes.
    """
    known: dict[Span, dict[str, Suggestion]] = defaultdict(dict)
    for found in lexicon:
        known[found.span][found.code] = found
    for at, (sentence, codes) in enumerate(zip(read, ranked, strict=True)):
        named = known.get(sentence.span, {})
        if not codes:
            continue
        told = Told.of(sentence.unit.text, _following(read, at), _before(read, at))
        about = whereabouts(sentence.unit.text)
        for rank, each in enumerate(codes, start=1):
            by_word = named.get(each.code)
            terms = [term.word for term in each.terms]
            attributes = attributing.of_ranked(each.code, told, terms, by_word.attributes if by_word else None)
            denied = attributes.get(POLARITY) == DENIED and not sentence.answer
            denying = attributing.denying(each.code, told, terms) if denied else ()
            hits = by_word.explanations if by_word else ()
            if not (denied or sentence.answer):
                hits = tuple(replace(hit, negation=None) for hit in hits)
            reasons = (*hits, _reason(each, codings, about, denying))
            if sentence.answer and by_word:
                attributes = dict(by_word.attributes)
            elif sentence.answer:
                reasons = (prompted(sentence.answer), *reasons)
                attributes = _replied(attributes, each.code, sentence.answer, told, attributing)
            yield Suggestion(sentence.span, each.code, min(each.probability, 1.0), rank, attributes, reasons)


def _replied(
    attributes: Mapping[str, str], code: str, answer: Answer, told: Told, attributing: Attributing
) -> dict[str, str]:
    """The attributes of a code that the question speaks for, by what is replied to it."""
    denied = attributes.get(POLARITY) == DENIED
    meant = Stance(DENIED if answer.reply.denies(denied=denied) else None)
    return attributing.of_stance(code, meant, told.sentences[0].sentence) if told.sentences else {}


def _following(read: Sequence[Sentence], at: int) -> list[str]:
    """The next sentences of the same turn; none after the last."""
    later = takewhile(lambda each: each.turn == read[at].turn, islice(read, at + 1, at + 1 + AHEAD))
    return [each.unit.text for each in later]


def _before(read: Sequence[Sentence], at: int) -> list[str]:
    """The sentences before, in the same turn; none before the first."""
    earlier = read[max(0, at - BEHIND) : at]
    return [each.unit.text for each in earlier if each.turn == read[at].turn]


def _reason(
    ranked: Ranked, codings: Mapping[tuple[str, str], int], about: Whereabouts, denying: Sequence[str]
) -> Explanation:
    """The strongest terms and nearest quotes, what denies, and what tells that it is not about here and now."""
    places = [(unit, ranked.code) for unit in ranked.nearest]
    nearest = tuple(dict.fromkeys(codings[place] for place in places if place in codings))
    learned = ranked.sources.get("learned", 0.0) >= LEARNED
    method = "before" if ranked.by_context else "learned" if learned else "codebook"
    terms = tuple(term.word for term in ranked.terms)
    return Explanation(
        method,
        "",
        (),
        "ranked",
        ", ".join(denying) or None,
        terms=terms,
        nearest=nearest,
        elsewhere=about.elsewhere,
        earlier=about.earlier,
    )
