"""One line of figures for each thing that is measured, as the table of `make bench` shows it."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Figure(NamedTuple):
    """What was measured, on how much, what came out, and what was aimed at."""

    what: str
    size: str
    value: str
    target: str
    met: bool | None = None


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


def show(figures: list[Figure]) -> None:
    """Print the figures as a table."""
    rows = [
        ("measured", "on", "result", "target", ""),
        *((*f[:4], {None: "", True: "ok", False: "MISSED"}[f.met]) for f in figures),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
