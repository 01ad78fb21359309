"""How long the command line takes to say what it can do."""

import os
import subprocess
import sys

from benchmarks.figures import Figure, timed


def measure(repeat: int = 7) -> list[Figure]:
    """Seconds of `qualcode --help` as a whole process."""
    command = [sys.executable, "-m", "qualcode", "--help"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}

    def work() -> object:
        return subprocess.run(command, check=True, capture_output=True, env=environment)

    work()
    median, worst = timed(work, repeat)
    bare, _ = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), repeat)
    value = f"{median:.2f} s (worst {worst:.2f}; Python alone {bare:.2f})"
    return [Figure("qualcode --help", "whole process", value, "< 0.4 s", median < 0.4)]
