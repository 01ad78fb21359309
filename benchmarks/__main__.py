"""`make bench`: run all benchmarks, or those that are named, and print one table."""

import importlib
import os
import platform
import sys

from benchmarks.figures import Figure, show

ALL = (
    "startup",
    "ingest",
    "suggest",
    "heldout",
    "ranking",
    "learning",
    "coding",
    "evidence",
    "corpus",
    "dossier",
    "outputs",
    "screen",
    "review",
    "pages",
)


def main(names: list[str]) -> None:
    """Measure one after the other, each in this process."""
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the start\n")
    figures: list[Figure] = []
    for name in names or ALL:
        print(f"… {name}", file=sys.stderr)
        figures += importlib.import_module(f"benchmarks.{name}").measure()
    show(figures)


if __name__ == "__main__":
    main(sys.argv[1:])
