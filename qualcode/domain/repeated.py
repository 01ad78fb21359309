"""Where people repeated in their own words what a respondent said: runs of words that stand in what they wrote.

Erasing takes a respondent's turns, and not what somebody typed elsewhere. A run of six words in a row is long enough to
be no chance, and is found whatever capitals, accents and punctuation it has; shorter or changed repetitions are not.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

RUN = 6
"""Words in a row."""

_WORD = re.compile(r"\w+")

Run = tuple[str, ...]


class WrittenIn(StrEnum):
    """What people write in a study, as it is listed."""

    CODE = "code"
    CODEBOOK = "codebook"
    CODEBOOK_CHANGE = "codebook change"
    PROVISIONAL_CODE = "provisional code"
    MEMO = "memo"
    QUESTION = "question"
    ANSWER = "answer to question"
    CLAIM = "claim"
    CLAIM_ANSWER = "answer to counter-evidence of claim"
    RULING = "decision on claim"
    JUDGEMENT = "judgement of claim"
    REVIEW = "disclosure check of quote"
    MEMBER_CHECK = "member check of respondent"
    FREEZE = "frozen state"
    SEARCH = "saved search"
    SECTION = "section of quote"
    TRANSCRIPT = "transcript"
    EXPORT = "export"
    STUDY = "study"


class Place(NamedTuple):
    """Where something is written: its kind, and which one; never the text, nor a name that people gave it."""

    kind: WrittenIn
    id: str


def runs(texts: Iterable[str]) -> frozenset[Run]:
    """Every six words in a row of each text."""
    return frozenset(run for text in texts for run in _runs(text))


def repeats(text: str, known: frozenset[Run]) -> bool:
    """Whether a text holds one of these runs."""
    return any(run in known for run in _runs(text))


def _runs(text: str) -> Iterable[Run]:
    letters = unicodedata.normalize("NFKD", text.lower())
    words = _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
