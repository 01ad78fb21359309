"""Refutation: what a speaker takes from others, a question or a promise, and then says is not so.

*Er wordt gezegd dat hier niemand elkaar kent. Bij mij is dat niet zo.* No word of the first sentence is denied where it
stands, and the second does not name what it denies. So a text is read for sentences that report, for those that refuse
them, for what is said to be idle (*daar lag het niet aan*), and for how much in it is denied at all.
"""

import re
from collections.abc import Sequence
from functools import cache
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
        negations = [len(_listed("negative").findall(each)) for each in read]
        refused = [bool(_listed("refused").search(each)) or _begins_with_no(each) for each in read]
        reports = [bool(_listed("reported").search(each)) for each in sentences]
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


def _begins_with_no(sentence: str) -> bool:
    return sentence.startswith("nee ")


@cache
def _listed(name: str) -> re.Pattern[str]:
    """Finds the items of one list."""
    items = sorted((" ".join(map(_written, item)) for item in phrases("refutation", name)), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(items)})(?!\S)")


def _written(word: str) -> str:
    return r"(?:\S+ ){0,3}?\S*" if word == _GAP else re.escape(word)
