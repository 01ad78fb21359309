"""Comparing what respondent groups say of one code: do they agree, differ, or is one of them silent."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

LEAST = 2
"""Respondents from which a group has something to say."""


class Finding(StrEnum):
    """How groups stand to each other.

    Source: Farmer, Robinson, Elliott & Eyles (2006), Developing and implementing a triangulation protocol for
    qualitative health research.
    """

    CONVERGENCE = "convergentie"
    DISSONANCE = "dissonantie"
    SILENCE = "stilte"
    THIN = "te_weinig"


class Voice(NamedTuple):
    """What one group says: respondents, and those with a positive and a negative value."""

    respondents: int
    positive: int
    negative: int

    @property
    def leaning(self) -> int:
        """1 for mostly positive, -1 for mostly negative, 0 where neither or too few have said which."""
        if self.positive + self.negative < LEAST or self.positive == self.negative:
            return 0
        return 1 if self.positive > self.negative else -1


def compared(voices: Mapping[str, Voice], spoken_to: Sequence[str]) -> Finding:
    """How the groups that were spoken to stand to each other.

    Dissonance goes before silence: two groups of at least `LEAST` respondents lean to opposite sides. Silence: a group
    says nothing of what at least `LEAST` respondents of another speak of. Convergence: at least two groups speak, and
    none leans against another.

    >>> compared({"a": Voice(3, 3, 0), "b": Voice(4, 0, 2)}, ["a", "b"])
    <Finding.DISSONANCE: 'dissonantie'>
    """
    speaking = [voice for group, voice in voices.items() if group in spoken_to and voice.respondents >= LEAST]
    leanings = {voice.leaning for voice in speaking}
    if {1, -1} <= leanings:
        return Finding.DISSONANCE
    silent = [group for group in spoken_to if not voices.get(group, Voice(0, 0, 0)).respondents]
    if speaking and silent:
        return Finding.SILENCE
    return Finding.CONVERGENCE if len(speaking) > 1 else Finding.THIN
