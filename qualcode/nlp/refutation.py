"""Refutation: what a speaker takes from others, a question or a promise, and then says is not so.

*Er wordt gezegd dat hier niemand elkaar kent. Bij mij is dat niet zo.* No word of the first sentence is denied where it
stands, and the second does not name what it denies. So a text is read for sentences that report, for those that refuse
them, for what is said to be idle (*daar lag het niet aan*), and for how much in it is denied at all.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from qualcode.nlp.vocabulary import phrases

_GAP = "..."
_NEXT = 2
"""Sentences after a reporting one in which it is refused."""
_LATER = 3
"""Sentences after a reporting one in which a negation tells that it may be."""


class Refutation(NamedTuple):
    """How a text deals with what others say.

    Attributes:
        refuted: Numbers of the sentences that report, ask or promise what is then refused.
        doubted: Whether a sentence reports what is only followed by a negation.
        idle: Whether something is said to be no cause, or to have made no difference.
        whole: Whether something is denied without exception.
        density: Negations a sentence.
    """

    refuted: frozenset[int] = frozenset()
    doubted: bool = False
    idle: bool = False
    whole: bool = False
    density: float = 0.0

    @classmethod
    def of(cls, sentences: Sequence[str], following: Sequence[str] = ()) -> "Refutation":
        """How these sentences do, with what the same speaker says next.

        Args:
            sentences: Words in lower case with one space between, punctuation as words of its own.
            following: The same, of what comes next.
        """
        read, number = [*sentences, *following], len(sentences)
        told = list(map(_of_sentence, read))
        negations, refused, reports = ([each[at] for each in told] for at in range(3))
        refuted = frozenset(
            at
            for at in range(number)
            if (reports[at] and refused[at])
            or ((reports[at] or read[at].endswith("?")) and any(refused[at + 1 : at + 1 + _NEXT]))
        )
        doubted = not refuted and any(reports[at] and any(negations[at : at + 1 + _LATER]) for at in range(number))
        said = " ".join(sentences)
        return cls(
            refuted,
            doubted,
            bool(_listed("idle").search(said)),
            bool(_listed("whole").search(said)),
            sum(negations[:number]) / max(1, number),
        )


@lru_cache(maxsize=1 << 8)
def _of_sentence(sentence: str) -> tuple[int, bool, bool]:
    """How many negations a sentence holds, whether it refuses, and whether it reports."""
    refuses = bool(_listed("refused").search(sentence)) or _begins_with_no(sentence)
    return len(_listed("negative").findall(sentence)), refuses, bool(_listed("reported").search(sentence))


def _begins_with_no(sentence: str) -> bool:
    return sentence.startswith("nee ")


@cache
def _listed(name: str) -> re.Pattern[str]:
    """Finds the items of one list."""
    items = sorted((" ".join(map(_written, item)) for item in phrases("refutation", name)), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(items)})(?!\S)")


def _written(word: str) -> str:
    return r"(?:\S+ ){0,3}?\S*" if word == _GAP else re.escape(word)
