"""Respondents as a team keeps them: a pseudonym, a group, and whether consent stands."""

from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.transcript import Group


class Consent(StrEnum):
    """Whether what somebody said may be used."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Standing(NamedTuple):
    """What is kept of a respondent."""

    key: str
    group: Group
    consent: Consent


class RespondentLine(NamedTuple):
    """A respondent in a list.

    Attributes:
        standing: What is kept.
        transcripts: Names of those in which they speak, sorted.
        codings: Confirmed codings of what they say that count as evidence.
    """

    standing: Standing
    transcripts: tuple[str, ...]
    codings: int


class Effect(NamedTuple):
    """What a change does: codings that count no more, that count again, and that count for another group."""

    leave: int
    back: int
    regrouped: int
