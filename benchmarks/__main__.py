"""`make bench`: run all benchmarks, or those that are named, each with a table of its own as soon as it is done."""

import importlib
import os
import platform
import sys
import traceback
from collections.abc import Sequence

from benchmarks.figures import show

ALL = (
    "startup",
    "ingest",
    "suggest",
    "heldout",
    "ranking",
    "learning",
    "kept",
    "coding",
    "evidence",
    "corpus",
    "dossier",
    "outputs",
    "screen",
    "review",
    "pages",
)
BY_NAME = ("crossvalidate",)
"""Those that tell how good choices are, not how fast anything is: measured only where they are named."""
KNOWN = (*ALL, *BY_NAME)

USAGE = (
    f"python -m benchmarks [NAME ...] measures {', '.join(ALL)}, or those of them that are named, "
    f"and {', '.join(BY_NAME)} where that is named."
)
FAILED, MISUSED = 1, 2


def main(names: Sequence[str]) -> int:
    """Measure one after the other, each in this process; one that fails does not keep the others from being measured.

    Returns:
        The exit code: 0, `FAILED` where a benchmark could not be finished, `MISUSED` for a name that there is not.
    """
    if {"-h", "--help"} & set(names):
        print(USAGE)
        return 0
    if unknown := [name for name in names if name not in KNOWN]:
        print(f"There is no benchmark {', '.join(unknown)}; choose from {', '.join(KNOWN)}.", file=sys.stderr)
        return MISUSED
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the start", flush=True)
    failed = [name for name in names or ALL if not _measured(name)]
    if failed:
        print(f"\nNot finished: {', '.join(failed)}.", file=sys.stderr)
    return FAILED if failed else 0


def _measured(name: str) -> bool:
    """Whether a benchmark could be finished; its figures, or why not, are printed."""
    print(f"\n{name}", flush=True)
    try:
        show(importlib.import_module(f"benchmarks.{name}").measure())
    except Exception:  # noqa: BLE001  whatever it is, the others are measured
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
