"""Short answers: *Ja.* and *Nee, helemaal niet.* say what the question asks, and nothing of their own.

A turn without a word of content takes the sentence that it answers: the last one before it of somebody who is not heard
himself. Where that asks a part again (*en overdag?*), it takes the one that was asked before. What can be answered in
more ways than yes and no (*hoe*, *waarom*, *veilig of onveilig?*) gives nothing, nor does an answer that says both, or
asks back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from itertools import islice, pairwise
from typing import NamedTuple

from qualcode.domain.span import Span
from qualcode.domain.transcript import Turn
from qualcode.nlp.segment import segments
from qualcode.nlp.tokens import WORD
from qualcode.nlp.vocabulary import phrases
from qualcode.nlp.vocabulary import words as listed

LONGEST = 8
"""Words of a short answer at most."""

_YES, _NO, _STILL = listed("answers", "yes"), listed("answers", "no"), listed("answers", "still")
_EMPTY, _OPEN, _LEADING = listed("answers", "empty"), listed("answers", "open"), listed("answers", "leading")
_SOME, _ELLIPTIC = listed("answers", "some"), listed("answers", "elliptic")
_IDIOMS_YES, _IDIOMS_NO = phrases("answers", "idioms_yes"), phrases("answers", "idioms_no")
_CONTENTLESS = _YES | _NO | _STILL | _EMPTY
_ASKING = frozenset(("weet", "merkt", "merk", "ziet", "zie", "gemerkt", "gezien", "vraag", "denkt"))
_LABEL = 40
_AGO = 3
"""Turns, at most, before which the question stands of which only a part is asked again."""
_WORD = re.compile(WORD)


class Reply(Enum):
    """What a short answer says to its question."""

    YES = "yes"
    NO = "no"
    STILL = "still"
    """*Jawel*: not so, to a question that denies."""

    def denies(self, *, denied: bool) -> bool:
        """Whether the answer denies what its question says (`denied`: that it is not there)."""
        return {Reply.YES: denied, Reply.NO: True, Reply.STILL: False}[self]


class Answer(NamedTuple):
    """A short answer.

    Attributes:
        span: Its first sentence, Unicode code points of the text, half-open.
        question: The sentence that it answers.
        reply: What it says.
        said: Its words.
    """

    span: Span
    question: Span
    reply: Reply
    said: str


def answers(text: str, turns: Sequence[Turn]) -> Iterator[Answer]:
    """The short answers among the turns that are heard; a question stands between two of them.

    Args:
        text: The whole text of the version.
        turns: The turns that are heard, in order.
    """
    between, end = list[Span](), 0
    for turn in turns:
        between.append(Span(end, turn.span.start))
        end, speech = turn.span.end, turn.speech.of(text)
        if (reply := replied(speech, _ELLIPTIC)) and (question := _asked(text, between[-_AGO:])):
            asked, again = question
            if replied(speech, again):
                yield Answer(segments(text, turn.speech)[0], asked, reply, " ".join(speech.split()))


def replied(speech: str, again: Collection[str] = ()) -> Reply | None:
    """What a turn replies, None where it says something of its own or no clear yes or no.

    Args:
        speech: The turn.
        again: Words of a part that was asked again, which the answer may repeat: *overdag wel*.
    """
    said = _forms(speech, LONGEST + 1)
    if not 0 < len(said) <= LONGEST or "?" in speech or not set(said) <= _CONTENTLESS.union(again):
        return None
    if not _STILL.isdisjoint(said):
        return Reply.STILL
    agrees = not _YES.isdisjoint(said) or _holds(said, _IDIOMS_YES)
    refuses = not _NO.isdisjoint(said) or _holds(said, _IDIOMS_NO)
    if ("ja" in said and refuses) or any(first in _NO and then in _SOME for first, then in pairwise(said)):
        return None
    return Reply.NO if refuses else Reply.YES if agrees else None


def _holds(said: Sequence[str], idioms: Iterable[tuple[str, ...]]) -> bool:
    return any(said[at : at + len(idiom)] == list(idiom) for idiom in idioms for at in range(len(said)))


def _asked(text: str, between: Sequence[Span]) -> tuple[Span, Collection[str]] | None:
    """The last sentence with content of what was said before a turn, and words by which it was asked again.

    None where it asks for more than yes or no. What was said before the turn before (`between`, the newest last) is
    looked at only where a part is asked again.
    """
    again: set[str] = set()
    for space in reversed(between):
        for sentence in reversed(segments(text, space)):
            asked = _without_label(text, sentence)
            said = _forms(asked.of(text))
            if _is_open(said):
                return None
            if all(form in _CONTENTLESS for form in said):  # Toch? Of niet?
                continue
            if not _asks_again(said):
                return None if _is_choice(said) else (asked, again)
            again.update(said)
        if not again:
            return None
    return None


def _asks_again(forms: Sequence[str]) -> bool:
    begins = forms[0] in _LEADING or forms[0] == "ook"
    return begins and all(form in _ELLIPTIC or form in _CONTENTLESS for form in forms)


def _without_label(text: str, sentence: Span) -> Span:
    """The sentence without the name of who says it."""
    label, colon, said = sentence.of(text).partition(":")
    if not colon or len(label) > _LABEL or not said.strip():
        return sentence
    return Span(sentence.end - len(said.lstrip()), sentence.end)


def _is_open(said: Sequence[str]) -> bool:
    first = [form for form in said if form not in _LEADING][:1]
    return not _OPEN.isdisjoint(first)


def _is_choice(said: Sequence[str]) -> bool:
    """Whether one of two things is to be chosen: *veilig of onveilig*, not *weet u of* or *of niet*."""
    return any(
        form == "of"
        and at > 0
        and _ASKING.isdisjoint(said[max(0, at - 2) : at])
        and not all(after in _YES | _NO | _EMPTY for after in said[at + 1 :])
        for at, form in enumerate(said)
    )


def _forms(speech: str, most: int | None = None) -> list[str]:
    found = islice(_WORD.finditer(speech), most)
    return [word[0].lower().replace("’", "'") for word in found]  # noqa: RUF001
