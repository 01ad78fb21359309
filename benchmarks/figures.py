"""One line of figures for each thing that is measured, as the tables of `make bench` show it."""

import resource
import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Figure(NamedTuple):
    """What was measured, on how much, what came out, and what was aimed at."""

    what: str
    size: str
    value: str
    target: str
    met: bool | None = None


class Spent(NamedTuple):
    """Seconds by the clock, and of processor time of this process and those that it started.

    On a busy machine the second tells more: by the clock others are measured too.
    """

    clock: float
    processor: float

    def __str__(self) -> str:
        """Both, with one decimal."""
        return f"{self.clock:.1f} s ({self.processor:.1f} s of one core)"

    def also(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(self.clock + other.clock, self.processor + other.processor)


def spent(work: Callable[[], T]) -> tuple[T, Spent]:
    """What some work gives, and what it takes."""
    clock, processor = time.perf_counter(), _processor()
    done = work()
    return done, Spent(time.perf_counter() - clock, _processor() - processor)


def _processor() -> float:
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def megabytes() -> float:
    """The most memory that this process took so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object], repeat: int = 5) -> tuple[float, float]:
    """(median, worst) seconds of `repeat` runs."""
    seconds = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), max(seconds)


def percentile(seconds: list[float], share: float) -> float:
    """The value below which `share` (0-1) of the figures lie."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(figures: Iterable[Figure]) -> None:
    """Print the figures as a table."""
    rows = [
        ("measured", "on", "result", "target", ""),
        *((*f[:4], {None: "", True: "ok", False: "MISSED"}[f.met]) for f in figures),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)
