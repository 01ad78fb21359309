"""Member checks: what a respondent said of their own quotes, and whether these may be published."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.holding import Hold
from qualcode.errors import UsageError, said


class MemberState(StrEnum):
    """What a respondent said of their quotes."""

    AGREED = "agreed"
    ADJUSTED = "adjusted"
    WITHDRAWN = "withdrawn"


class Check(NamedTuple):
    """The latest member check of a respondent: `on` is the day of their answer, `at` when it was stored."""

    state: MemberState
    on: dt.date
    note: str
    coder: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A respondent with their member check.

    Attributes:
        respondent: Pseudonym.
        group: Respondent group.
        check: The latest check, None while they were not asked.
        in_use: Number of their quotes that the report uses or may use.
    """

    respondent: str
    group: str
    check: Check | None
    in_use: int


OPEN = "open"
"""In place of an answer: those who gave none."""


def listed(members: Iterable[Member], *, part: str = "", answer: str = "") -> list[Member]:
    """Members by pseudonym, those whose quotes are in use before all others.

    Args:
        members: All of them.
        part: Part of a pseudonym, in whatever case.
        answer: What they answered, `OPEN` for those who did not, "" for everybody.
    """
    wanted = part.strip().casefold()
    kept = [
        each
        for each in members
        if wanted in each.respondent.casefold() and answer in {"", OPEN if each.check is None else each.check.state}
    ]
    return sorted(kept, key=lambda each: (not each.in_use, each.respondent))


def holds(
    respondents: Sequence[str], checks: Mapping[str, Check], reviewed: dt.datetime, *, asked_for: bool
) -> tuple[Hold, ...]:
    """Why a quote of these respondents is held back, by what they said of it.

    A withdrawal always holds. What a respondent wants adjusted holds until somebody has checked the quote for
    publication again after it. Without an answer a quote is held only where the study asks for member checks.
    """
    found: set[Hold] = set()
    for who in respondents:
        check = checks.get(who)
        if check is None:
            found |= {Hold.NOT_CHECKED} if asked_for else set()
        elif check.state is MemberState.WITHDRAWN:
            found.add(Hold.WITHDRAWN)
        elif check.state is MemberState.ADJUSTED and reviewed <= check.at:
            found.add(Hold.ADJUSTED)
    return tuple(hold for hold in Hold if hold in found)


_EARLIEST_ZONE = dt.timedelta(hours=14)


def day(written: str, now: dt.datetime) -> dt.date:
    """A day of an answer, written as 2026-11-20.

    Args:
        written: The day, as it was given.
        now: The present moment in UTC; a day that has begun anywhere on earth (UTC+14 is first) can be given.

    Raises:
        UsageError: It is no day, or is still to come.
    """
    try:
        found = dt.date.fromisoformat(written.strip())
    except ValueError:
        msg = said("'{written}' is no day; write it as 2026-11-20", written=written[:20])
        raise UsageError(msg) from None
    if found > (now + _EARLIEST_ZONE).date():
        msg = said(
            "{day} is still to come, and an answer cannot be altered; give the day on which they answered, "
            "{today} at the latest",
            day=found.isoformat(),
            today=now.date().isoformat(),
        )
        raise UsageError(msg)
    return found
