"""Texts to measure on: the real debates where they are at hand, else made-up talk of the same size."""

import shutil
from pathlib import Path

DEBATES = Path(__file__).resolve().parents[2] / "shared" / "data" / "debates"


def documents(folder: Path, number: int = 100) -> list[Path]:
    """Real debates where they are at hand, else made-up talk of the same size."""
    if DEBATES.is_dir():
        files = sorted(DEBATES.glob("*.txt"))[:number]
        return [Path(shutil.copy(file, folder / file.name)) for file in files]
    from benchmarks.studies import text_of

    made = []
    for n in range(number):
        turns = [f"{'I' if turn % 2 else 'R1'}: {text_of(800)}{n} {turn}" for turn in range(40)]
        file = folder / f"made-{n:03}.txt"
        file.write_text("\n\n".join(turns), encoding="utf-8")
        made.append(file)
    return made
