"""Erasing words: each character becomes U+2588, so that no position in the text moves."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qualcode.domain.repeated import Place
from qualcode.domain.span import Span

MARK = "\u2588"
"""FULL BLOCK, the character that takes the place of each one that is erased."""

EVENT = "respondent_erased"
"""Kind of the event that tells of it."""

_ERASED = re.compile(rf"[{MARK}\s]*")


class Erased(NamedTuple):
    """What erasing the words of a respondent takes, or took.

    Attributes:
        transcripts: Names of those in which they speak, sorted.
        turns: Their turns, over all versions.
        codings: Codings of them that stood and are withdrawn.
        memos: Memos about them or these codings.
        exports: Files and folders that were taken out before, which nothing here can reach.
        repeated: Where people wrote down words of these turns, which stay; after erasing, where they did then.
    """

    transcripts: tuple[str, ...]
    turns: int
    codings: int
    memos: int
    exports: int
    repeated: tuple[Place, ...] = ()


def erased(text: str, spans: Iterable[Span]) -> str:
    """The text with marks in the place of every character of the spans."""
    for start, end in spans:
        text = text[:start] + MARK * (end - start) + text[end:]
    return text


def says_nothing(words: str) -> bool:
    """Whether nothing but marks and blanks is left."""
    return _ERASED.fullmatch(words) is not None


def brings_back(kept: Sequence[str], speech: Sequence[str]) -> bool:
    """Whether a conversation is one of which words were erased, with words in their place again.

    It goes by what is left anyhow: the words of others, and how long each erased turn was; labels do not matter. What
    one turn alone could have in common with another by chance is not enough.

    Args:
        kept: Turn by turn what is said, where erased turns are marks.
        speech: The same of the conversation that is asked about.
    """
    if len(kept) != len(speech) or len(kept) < 2:  # noqa: PLR2004  one turn
        return False
    pairs = list(zip(kept, speech, strict=True))
    alike = all(old == new or (MARK in old and says_nothing(old) and len(old) == len(new)) for old, new in pairs)
    return alike and any(old != new and not says_nothing(new) for old, new in pairs)
