"""The demonstration, built once: speed of its steps, what suggestions find of what was coded, what the coders agree on.

Corpus, codebook and indicators are by the same authors: the shares say how versions compare, nothing about real
interviews. Run alone: `python -m benchmarks.corpus`.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.figures import Figure, show
from qualcode.db.session import reading
from qualcode.domain.agreement import Agreement, Unit
from qualcode.workflow.agreement import agree
from qualcode.workflow.demo import build
from qualcode.workflow.found import TOP, Found, Share, found, total

TARGET, SHOWN, LEAST = 60.0, 10, 10
"""Seconds; codes listed as worst and as best, of those that at least this many units were given."""


class Clock:
    """Moments of the build, told by its progress: the start of a step, and what was finished last."""

    def __init__(self) -> None:
        """Start counting."""
        self.began = time.perf_counter()
        self.start: dict[str, float] = {}
        self.end: dict[str, float] = {}

    def step(self, name: str) -> Callable[[int, int], None]:
        """Begin a step."""
        self.start[name] = time.perf_counter()

        def finished(_done: int, _all: int) -> None:
            self.end[name] = time.perf_counter()

        return finished


def measure() -> list[Figure]:
    """Seconds, shares and coefficients."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        engine, _ = build(
            f"sqlite:///{Path(folder) / 'demo.db'}", clock.step, "lexicon"
        )  # what was coded is not known to it
        seconds = time.perf_counter() - clock.began
        hits, facts = told(engine)
        engine.dispose()
    return [*_speed(clock, seconds, hits), *facts]


def told(engine: Engine) -> tuple[Found, list[Figure]]:
    """What suggestions find of what was coded, and what the coders agree on."""
    with reading(engine) as session:
        hits = found(session)
        agreed = {unit: agree(session, (), unit, "en") for unit in (Unit.SEGMENT, Unit.TURN)}
    return hits, [*_finding(hits), *_agreement(agreed)]


def _speed(clock: Clock, seconds: float, hits: Found) -> list[Figure]:
    size = f"{len(hits.suggested)} transcripts"
    steps = [
        ("import", size, clock.end["import"] - clock.start["import"]),
        ("codings", f"{hits.coded.of:,}", clock.start["suggest"] - clock.end["import"]),
        ("suggestions", f"{sum(hits.suggested):,}", clock.end["suggest"] - clock.start["suggest"]),
    ]
    return [
        Figure("demonstration, all", size, f"{seconds:.1f} s", f"< {TARGET:.0f} s", seconds < TARGET),
        *(Figure(f"demonstration, {what}", on, f"{took:.1f} s", "") for what, on, took in steps),
    ]


def _finding(hits: Found) -> list[Figure]:
    each = hits.suggested
    spread = f"{each[0]} / {statistics.median(each):.0f} / {each[-1]}"
    return [
        Figure("suggestions of a transcript", f"{len(each)} transcripts", spread, "min / median / max"),
        _share("coded passages that are found", "all", hits.coded),
        *(_share("", group, share) for group, share in hits.passages.items()),
        _share(f"found by the first {TOP} of a sentence", "all", total(hits.first.values())),
        *(_share("", group, share) for group, share in hits.first.items()),
        _share("suggestions that find a coding", "transcripts somebody coded", hits.right),
    ]


def _share(what: str, whose: str, share: Share) -> Figure:
    return Figure(what, f"{whose}, {share.of:,}", f"{share.rate:.2f}", "")


def _agreement(agreed: dict[Unit, Agreement]) -> list[Figure]:
    figures = []
    for unit, found_there in agreed.items():
        size = f"{len(found_there.transcripts)} transcripts, {found_there.units:,} units"
        cells = found_there.overall
        value = f"kappa {cells.kappa or 0:.2f}, positive {cells.positive or 0:.2f}, percent {cells.percent or 0:.3f}"
        figures.append(Figure(f"agreement by {unit}", size, value, ""))
    given = {code: cells for code, cells in agreed[Unit.SEGMENT].codes.items() if sum(cells[:3]) >= LEAST}
    ranked = sorted(given, key=lambda code: (given[code].kappa or 0, -sum(given[code][:3])))
    for title, codes in (("worst", ranked[:SHOWN]), ("best", ranked[: -SHOWN - 1 : -1])):
        for code in codes:
            both, only_a, only_b, _ = given[code]
            value = f"kappa {given[code].kappa or 0:.2f}"
            figures.append(Figure(f"{title}: {code}", f"both {both}, only one {only_a} / {only_b}", value, ""))
    return figures


if __name__ == "__main__":
    show(measure())
