"""Silence: what it means that nothing was said of a claim. It means something only where it was asked and read for.

A unit's coverage says in how many transcripts it was heard, in how many of these the topic was asked, and how many of
those were read in full for every code of the claim. Documents are no part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.claim import Claim, Over


class Silence(StrEnum):
    """Why nothing stands for or against a claim; only `not_mentioned` says something."""

    NOT_ASKED = "not_asked"
    NOT_CODED = "not_coded"
    NOT_MENTIONED = "not_mentioned"


@dataclass(frozen=True, slots=True)
class Hearing:
    """One interview or focus group, as far as silence goes.

    Attributes:
        neighbourhoods: Those that it is about.
        topics: Topics of the guide that were asked.
        speakers: Respondent -> group.
        unread: Codes for which nobody has read it in full; None where nobody has read it in full at all.
    """

    transcript: str
    neighbourhoods: tuple[str, ...]
    topics: frozenset[str]
    speakers: Mapping[str, str]
    unread: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well a unit was heard: numbers of transcripts, and of respondents who speak in them."""

    transcripts: int = 0
    asked: int = 0
    coded: int = 0
    respondents: int = 0

    @property
    def silence(self) -> Silence:
        """What its silence would mean."""
        if not self.asked:
            return Silence.NOT_ASKED
        return Silence.NOT_MENTIONED if self.coded == self.asked else Silence.NOT_CODED


def coverage(claim: Claim, hearings: Iterable[Hearing]) -> dict[str, Coverage]:
    """Unit -> its coverage, for units that were heard; a claim without topics counts every transcript as asked."""
    found: dict[str, list[Hearing]] = {}
    for hearing in hearings:
        for unit in _units(claim, hearing):
            found.setdefault(unit, []).append(hearing)
    return {unit: _coverage(claim, heard) for unit, heard in found.items()}


def coverage_of(claim: Claim, hearings: Iterable[Hearing], units: Iterable[str]) -> Coverage:
    """The coverage of several units together: an interview about two of them counts once."""
    scope = set(units)
    return _coverage(claim, (each for each in hearings if not scope.isdisjoint(_units(claim, each))))


def _units(claim: Claim, hearing: Hearing) -> tuple[str, ...]:
    """The units of a claim that an interview tells about; none where nobody speaks whom the claim hears."""
    who = tuple(name for name, group in hearing.speakers.items() if claim.hears(group))
    return who if claim.over is Over.RESPONDENTS or not who else hearing.neighbourhoods


def _coverage(claim: Claim, heard: Iterable[Hearing]) -> Coverage:
    heard = list(heard)
    asked = [each for each in heard if not claim.topics or not each.topics.isdisjoint(claim.topics)]
    people = {name for each in heard for name, group in each.speakers.items() if claim.hears(group)}
    return Coverage(len(heard), len(asked), sum(_read_for(claim, each) for each in asked), len(people))


def _read_for(claim: Claim, hearing: Hearing) -> bool:
    codes = {condition.code for condition in claim.conditions}
    return hearing.unread is not None and not any(
        unread == code or unread.startswith(f"{code}.") for unread in hearing.unread for code in codes
    )
