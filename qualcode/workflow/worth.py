"""Worth: what suggestions are good for in this study, from what people did with and without them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.queries import worth as queries
from qualcode.domain import worth
from qualcode.domain.by_group import Gap, OfGroup, by_group, gap
from qualcode.domain.study import StudySettings
from qualcode.domain.thresholds import AtThreshold, at_thresholds, best_scores
from qualcode.domain.worth import Bin, Figures, Misleading, Share
from qualcode.workflow.study import view

STEPS = 5
"""Moments from which the time that somebody spent in a transcript is known; imports have one."""


class CodeWorth(NamedTuple):
    """One code: found in the blind sample, accepted of what was decided on, and of each quarter of the decisions."""

    code: str
    found: Share
    accepted: Share
    in_time: Sequence[Share]


class Pace(NamedTuple):
    """Median minutes of work in a transcript and for 1,000 words, over `n` times that somebody coded one."""

    n: int
    minutes: float | None
    per_thousand_words: float | None


@dataclass(frozen=True, slots=True)
class Worth:
    """All that the page shows.

    Attributes:
        settings: Of the study, by which suggestions are shown.
        transcripts: Transcripts in the blind sample.
        codings: Confirmed codings in it.
        figures: What suggestions find there.
        bins: Scores against what coders of the blind sample gave.
        error: Calibration error over the bins.
        groups: What suggestions find of what each group of speakers says, by name of the group.
        thresholds: What other thresholds would show, that of the study among them.
        gap: How far the groups lie apart, None where fewer than two have figures.
        codes: Per code, in no order.
        with_suggestions: Pace where suggestions were in sight.
        without: Pace where they were not.
        misleading: Indicators that led to refusals by those who decided.
        unused: Indicators whose suggestions people who did not see them did not code.
    """

    settings: StudySettings
    transcripts: int
    codings: int
    figures: Figures
    bins: Sequence[Bin]
    error: float | None
    thresholds: Sequence[AtThreshold]
    groups: Sequence[OfGroup]
    gap: Gap | None
    codes: Sequence[CodeWorth]
    with_suggestions: Pace
    without: Pace
    misleading: Sequence[Misleading]
    unused: Sequence[Misleading]


def state_of(session: Session) -> str:
    """What changes whenever the figures may."""
    return events.head(session)


def measure(session: Session) -> Worth:
    """Everything, in seven queries, one of them for the settings."""
    blind = queries.blind_codings(session)
    settings = view(session).settings
    proposals = queries.proposals(session, sorted({version for version, _ in blind}), settings)
    texts = [(version, coded, proposals[version]) for (version, _), coded in blind.items()]
    places = [(version, each) for version, coded, proposed in texts for each in worth.passages(coded, proposed)]
    found = [each for _, each in places]
    stored = [each for _, coded, proposed in texts for each in worth.judged(coded, proposed)]
    judged = [(proposed, right) for proposed, right in stored if proposed.shown]
    able = [(proposed.score, right) for proposed, right in stored if proposed.among_first]
    best = [each for _, coded, proposed in texts for each in best_scores(coded, proposed)]
    words = queries.words(session, list(proposals))
    groups = by_group([worth.met(each, str(version)) for version, each in places if each.group])
    bins = worth.calibration((proposed.score, right) for proposed, right in judged)
    steps = queries.steps(session)
    return Worth(
        settings=settings,
        transcripts=len({version for version, _ in blind}),
        codings=sum(map(len, blind.values())),
        figures=worth.figures(found),
        bins=bins,
        error=worth.calibration_error(bins),
        thresholds=at_thresholds(best, able, sum(words[version] for version, _ in blind), settings.threshold),
        groups=groups,
        gap=gap(groups),
        codes=_codes(worth.by_code(found), queries.decisions_in_order(session)),
        with_suggestions=_pace([each for each in steps if each.seen]),
        without=_pace([each for each in steps if not each.seen]),
        misleading=worth.misleading(queries.decided(session)),
        unused=worth.misleading((proposed.code, proposed.indicators, right) for proposed, right in judged),
    )


def _codes(found: Mapping[str, Share], decided: Mapping[str, Sequence[bool]]) -> list[CodeWorth]:
    nothing = Share(0, 0)
    told = {code: Share(sum(outcomes), len(outcomes)) for code, outcomes in decided.items()}
    return [
        CodeWorth(code, found.get(code, nothing), told.get(code, nothing), worth.in_parts(decided.get(code, ())))
        for code in {**found, **decided}
    ]


def _pace(steps: Sequence[queries.Steps]) -> Pace:
    timed = [(worth.working_minutes(each.moments), each.words) for each in steps if len(each.moments) >= STEPS]
    if not timed:
        return Pace(0, None, None)
    return Pace(
        len(timed),
        median(minutes for minutes, _ in timed),
        median(minutes / words * 1000 for minutes, words in timed if words),
    )
